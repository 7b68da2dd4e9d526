import CCurl
import Foundation

/// One transfer of libcurl: made, run once, thrown away. It blocks; it belongs to one thread.
final class Transfer {
    /// What moved, for the callbacks, which run inside of `perform`.
    final class Traffic {
        /// The longest answer that is kept; more is read and left.
        let longest: Int
        var upload: [UInt8] = []
        var uploaded = 0
        var download: [UInt8] = []
        var dialogue = SMTPDialogue()

        init(longest: Int) { self.longest = longest }
    }

    private let handle: UnsafeMutableRawPointer
    private var headers: [UnsafeMutablePointer<curl_slist>] = []
    let traffic: Traffic

    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// - Parameter longest: how many bytes of an answer are kept.
    init(longest: Int = 1 << 16) {
        traffic = Traffic(longest: longest)
        guard Transfer.isReady, let handle = curl_easy_init() else {
            preconditionFailure("libcurl could not be set up: out of memory")
        }
        self.handle = handle
        set(CURLOPT_NOSIGNAL, 1)
        // No proxy, no password file, no setting of the machine takes part unless it is asked for.
        set(CURLOPT_PROXY, "")
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
    }

    deinit {
        curl_easy_cleanup(handle)
        for list in headers { curl_slist_free_all(list) }
    }

    func set(_ option: CURLoption, _ value: Int) { check(zj_curl_set_number(handle, option, value), option) }

    func set(_ option: CURLoption, _ value: String) { check(zj_curl_set_text(handle, option, value), option) }

    func set(_ option: CURLoption, _ values: [String]) {
        let list = values.reduce(nil as UnsafeMutablePointer<curl_slist>?) { curl_slist_append($0, $1) }
        if let list { headers.append(list) }
        check(zj_curl_set_list(handle, option, list), option)
    }

    func setBody(_ bytes: [UInt8]) {
        check(zj_curl_set_body(handle, bytes, Int64(bytes.count)), CURLOPT_COPYPOSTFIELDS)
    }

    /// Only a libcurl built without a feature refuses an option; building asks for one that has them.
    private func check(_ code: CURLcode, _ option: CURLoption) {
        precondition(code == CURLE_OK, "libcurl does not know option \(option.rawValue)")
    }

    /// Gives the bytes of `traffic.upload`, and keeps the commands and answers of SMTP.
    func mail(_ bytes: [UInt8]) {
        traffic.upload = bytes
        set(CURLOPT_UPLOAD, 1)
        check(zj_curl_set_size(handle, CURLOPT_INFILESIZE_LARGE, Int64(bytes.count)), CURLOPT_INFILESIZE_LARGE)
        let context = Unmanaged.passUnretained(traffic).toOpaque()
        check(zj_curl_on_read(handle, Transfer.read, context), CURLOPT_READFUNCTION)
        check(zj_curl_on_trace(handle, Transfer.trace, context), CURLOPT_DEBUGFUNCTION)
    }

    /// Runs the transfer.
    func perform() -> CURLcode {
        let context = Unmanaged.passUnretained(traffic).toOpaque()
        check(zj_curl_on_write(handle, Transfer.write, context), CURLOPT_WRITEFUNCTION)
        return curl_easy_perform(handle)
    }

    var responseCode: Int { zj_curl_response_code(handle) }
    var isConnected: Bool { zj_curl_is_connected(handle) != 0 }
    var retryAfter: Int64 { zj_curl_retry_after(handle) }

    static func words(_ code: CURLcode) -> String { String(cString: curl_easy_strerror(code)) }

    private static let read: curl_read_callback = { buffer, size, count, context in
        guard let buffer, let context else { return 0 }
        let traffic = Unmanaged<Traffic>.fromOpaque(context).takeUnretainedValue()
        let length = min(size * count, traffic.upload.count - traffic.uploaded)
        traffic.upload.withUnsafeBytes { bytes in
            if length > 0, let start = bytes.baseAddress { memcpy(buffer, start + traffic.uploaded, length) }
        }
        traffic.uploaded += length
        return length
    }

    private static let write: curl_write_callback = { buffer, size, count, context in
        guard let buffer, let context else { return 0 }
        let traffic = Unmanaged<Traffic>.fromOpaque(context).takeUnretainedValue()
        let kept = min(size * count, traffic.longest - traffic.download.count)
        buffer.withMemoryRebound(to: UInt8.self, capacity: size * count) {
            traffic.download += UnsafeBufferPointer(start: $0, count: max(0, kept))
        }
        return size * count
    }

    private static let trace: curl_debug_callback = { _, kind, data, size, context in
        guard let data, let context, kind == CURLINFO_HEADER_IN || kind == CURLINFO_HEADER_OUT else { return 0 }
        let traffic = Unmanaged<Traffic>.fromOpaque(context).takeUnretainedValue()
        let text = data.withMemoryRebound(to: UInt8.self, capacity: size) {
            String(decoding: UnsafeBufferPointer(start: $0, count: size), as: UTF8.self)
        }
        if kind == CURLINFO_HEADER_OUT { traffic.dialogue.said(text) } else { traffic.dialogue.heard(text) }
        return 0
    }
}

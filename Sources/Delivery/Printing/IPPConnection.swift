import CCUPS
import Foundation

/// A connection to one printer or print server, for requests one after the other. It blocks; it belongs to one thread.
final class IPPConnection {
    enum Failure: Error {
        /// No connection came about, so nothing was sent.
        case unreachable(String)
        /// It broke, or no answer came in time: what was sent may have arrived.
        case broken(String)
    }

    /// Where a printer is.
    struct Place: Hashable, Sendable {
        let uri: String
        let host: String
        let port: Int32
        let path: String
        let isEncrypted: Bool

        /// - Parameter uri: `ipp://host[:port]/path`, or `ipps://`.
        init?(_ uri: String) {
            guard let parts = URLComponents(string: uri), let scheme = parts.scheme?.lowercased(),
                ["ipp", "ipps"].contains(scheme), let host = parts.host, !host.isEmpty, parts.user == nil,
                parts.query == nil, parts.fragment == nil, parts.path.count > 1
            else { return nil }
            self.uri = uri
            // Brackets belong to an IPv6 address in a URI only.
            self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
            port = Int32(parts.port ?? 631)
            path = parts.path
            isEncrypted = scheme == "ipps"
        }
    }

    private let http: OpaquePointer
    private let path: String

    /// - Parameter patience: milliseconds to wait for the connection, and for each answer.
    init(_ place: Place, patience: (connect: Int, answer: Int)) throws(Failure) {
        // Without this libcups would ask for a password on the terminal.
        cupsSetPasswordCB2({ _, _, _, _, _ in nil }, nil)
        guard
            let http = httpConnect2(
                place.host, place.port, nil, AF_UNSPEC,
                place.isEncrypted ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_IF_REQUESTED, 1, Int32(patience.connect),
                nil)
        else { throw .unreachable(IPPConnection.lastWords) }
        httpSetTimeout(http, Double(patience.answer) / 1_000, { _, _ in 0 }, nil)
        self.http = http
        path = place.path
    }

    deinit { httpClose(http) }

    private static var lastWords: String {
        let words = cupsLastErrorString().map { String(cString: $0) } ?? ""
        return words.isEmpty ? String(cString: strerror(errno)) : words
    }

    /// Sends a request, with the bytes of a file behind it, and waits for the answer. The file is read in pieces.
    func send(_ request: IPPMessage, file: FileHandle? = nil, size: Int = 0) throws -> IPPMessage {
        let length = ippLength(request.handle) + size
        let status = cupsSendRequest(http, request.handle, path, length)
        guard status == HTTP_STATUS_CONTINUE || status == HTTP_STATUS_OK else {
            throw Failure.broken(words(status))
        }
        if let file { try stream(file, size) }
        guard let answer = cupsGetResponse(http, path) else { throw Failure.broken(words(HTTP_STATUS_ERROR)) }
        return IPPMessage(taking: answer)
    }

    private func stream(_ file: FileHandle, _ size: Int) throws {
        var left = size
        while left > 0, let piece = try file.read(upToCount: min(left, 1 << 16)), !piece.isEmpty {
            let status = piece.withUnsafeBytes { bytes in
                cupsWriteRequestData(http, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
            }
            guard status == HTTP_STATUS_CONTINUE || status == HTTP_STATUS_OK else {
                throw Failure.broken(words(status))
            }
            left -= piece.count
        }
        // A shorter body than announced would leave the printer waiting.
        if left > 0 { throw Failure.broken("the file became shorter while it was read") }
    }

    private func words(_ status: http_status_t) -> String {
        if status.rawValue >= 400 { return "HTTP \(status.rawValue) " + String(cString: httpStatus(status)) }
        return IPPConnection.lastWords
    }
}

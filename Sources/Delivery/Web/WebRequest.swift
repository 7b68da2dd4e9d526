import CCurl
import Foundation

/// One question over HTTP and its answer, for programs of this project that talk to each other.
package struct WebRequest: Sendable {
    package struct Answer: Sendable {
        package let status: Int
        package let body: [UInt8]
    }

    /// No answer came; the words of libcurl for it, in English.
    package struct NoAnswer: Error {
        package let reason: String
    }

    /// The longest answer that is kept whole.
    private static let longest = 1 << 26

    private let url: String
    private let headers: [String]
    private let body: [UInt8]?
    private let patience: Int

    /// - Parameters:
    ///   - url: `http://…` or `https://…`.
    ///   - headers: lines as `Name: value`.
    ///   - body: sent by POST; without one it is a GET.
    ///   - patience: milliseconds to wait for the whole.
    package init(url: String, headers: [String], body: [UInt8]?, patience: Int) {
        (self.url, self.headers, self.body, self.patience) = (url, headers, body, patience)
    }

    /// - Throws: `NoAnswer`.
    package func answer() async throws(NoAnswer) -> Answer {
        try await Waiting.on { ask() }.get()
    }

    private func ask() -> Result<Answer, NoAnswer> {
        let transfer = Transfer(longest: WebRequest.longest)
        transfer.set(CURLOPT_URL, url)
        transfer.set(CURLOPT_PROTOCOLS_STR, "http,https")
        transfer.set(CURLOPT_FOLLOWLOCATION, 0)
        transfer.set(CURLOPT_TIMEOUT_MS, patience)
        transfer.set(CURLOPT_HTTPHEADER, headers + ["Expect:"])
        if let body { transfer.setBody(body) }
        let code = transfer.perform()
        guard code == CURLE_OK else { return .failure(NoAnswer(reason: Transfer.words(code))) }
        return .success(Answer(status: transfer.responseCode, body: transfer.traffic.download))
    }
}

import Diagnostics
import Foundation
import Hummingbird
import Storage

/// What could not be done, as `application/problem+json` (RFC 9457) in the words of the catalogue.
struct Problem: Error {
    let status: HTTPResponse.Status
    let diagnostics: [Diagnostic]
    var headers: HTTPFields = [:]

    init(_ status: HTTPResponse.Status, _ diagnostics: [Diagnostic]) {
        self.status = status
        self.diagnostics = diagnostics
    }

    init(_ status: HTTPResponse.Status, _ code: String, _ arguments: [String: String] = [:]) {
        self.init(status, [Diagnostic(.error, code, arguments)])
    }

    init(_ rejection: Rejection) {
        self.init(Problem.status(rejection.diagnostics[0].code), rejection.diagnostics)
    }

    /// - Parameter error: anything a handler threw.
    init(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let rejection as Rejection: self.init(rejection)
        case let failure as StorageFailure where failure.isTransient:
            self.init(.serviceUnavailable, "console.storage-busy")
            headers[.retryAfter] = "5"
        case let error as HTTPError: self.init(error.status, "console.http", ["status": "\(error.status.code)"])
        default: self.init(.internalServerError, "console.internal")
        }
    }

    /// Which answer a mistake is: of the address, of the moment, of the person, of what was sent.
    static func status(_ code: String) -> HTTPResponse.Status {
        switch code {
        case "task.unknown", "step.unknown", "occurrence.unknown", "outbox.unknown-key", "explain.unknown-step",
            "explain.unknown-step-near", "phase.unknown", "phase.unknown-near", "signal.unknown",
            "signal.unknown-near", "delegation.unknown", "view.no-person", "view.no-household", "view.no-bureau":
            .notFound
        case "task.not-now", "step.not-now", "occurrence.not-now", "outbox.not-now", "phase.paused", "phase.not-paused",
            "delegation.revoked", "signal.key-reused":
            .conflict
        case "task.same-person", "task.assigned", "task.not-in-post", "task.signed-already",
            "task.incompatible-post", "view.region", "view.class":
            .forbidden
        default: .unprocessableContent
        }
    }

    private struct Body: Encodable {
        struct Mistake: Encodable {
            let code: String
            let message: String
            let hint: String?
        }

        let type: String
        let title: String
        let status: Int
        let code: String
        let detail: String
        let hint: String?
        /// All of them, where there are several.
        let errors: [Mistake]?
    }

    func response(in language: Language) -> Response {
        let first = diagnostics[0]
        let mistakes = diagnostics.map { diagnostic in
            Body.Mistake(
                code: diagnostic.code, message: Catalogue.message(diagnostic, in: language),
                hint: Catalogue.hint(diagnostic, in: language))
        }
        let body = Body(
            type: "urn:zhengjiao:problem:\(first.code)", title: status.reasonPhrase, status: status.code,
            code: first.code, detail: mistakes[0].message, hint: mistakes[0].hint,
            errors: mistakes.count > 1 ? mistakes : nil)
        var headers = headers
        headers[.contentType] = "application/problem+json; charset=utf-8"
        headers[.contentLanguage] = language == .chinese ? "zh-CN" : "en"
        headers[.cacheControl] = "no-store"
        return Response(
            status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: JSONBody.text(body))))
    }
}

/// JSON with sorted keys, so that the same answer is the same bytes.
enum JSONBody {
    static func text(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(value), as: UTF8.self)
        } catch {
            preconditionFailure("a view has only what JSON has: \(error)")
        }
    }
}

extension Language {
    /// The language that a client asks for (RFC 9110, 12.5.4); Chinese when it asks for neither.
    init(accepting header: String?) {
        var best: (language: Language, weight: Double) = (.chinese, 0)
        for part in (header ?? "").lowercased().split(separator: ",") {
            let pieces = part.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
            guard let tag = pieces.first else { continue }
            let weight = pieces.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            guard weight > best.weight else { continue }
            if tag == "zh" || tag.hasPrefix("zh-") { best = (.chinese, weight) }
            if tag == "en" || tag.hasPrefix("en-") { best = (.english, weight) }
        }
        self = best.language
    }
}

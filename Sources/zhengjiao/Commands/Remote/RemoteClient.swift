import ArgumentParser
import Delivery
import Diagnostics
import Foundation
import Workflow

/// Where the daemon is and who asks.
struct RemoteOptions: ParsableArguments {
    @Option(help: "服务的地址") var server = "http://127.0.0.1:8080"
    @Option(help: "口令所在的文件；不写时用环境变量 ZHENGJIAO_TOKEN") var tokenFile: String?
    @Flag(help: "输出 JSON") var json = false
}

/// Asks a running daemon over its API.
struct RemoteClient: Sendable {
    private let server: String
    private let token: String

    /// - throws: `Rejection` `remote.server`, `remote.token-file`, `remote.no-token`.
    init(_ options: RemoteOptions) throws(Rejection) {
        var server = options.server.contains("://") ? options.server : "http://" + options.server
        while server.hasSuffix("/") { server.removeLast() }
        guard let url = URL(string: server), ["http", "https"].contains(url.scheme), url.host != nil else {
            throw Rejection("remote.server", ["server": options.server])
        }
        self.server = server
        var token = ProcessInfo.processInfo.environment["ZHENGJIAO_TOKEN"] ?? ""
        if let path = options.tokenFile {
            guard let data = FileManager.default.contents(atPath: path) else {
                throw Rejection("remote.token-file", ["file": path])
            }
            token = String(decoding: data, as: UTF8.self)
        }
        token = token.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !token.isEmpty, token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw Rejection("remote.no-token")
        }
        self.token = token
    }

    func get(_ path: String, _ query: [(String, String)] = []) async throws -> Data {
        var components = URLComponents()
        components.queryItems = query.isEmpty ? nil : query.map { URLQueryItem(name: $0.0, value: $0.1) }
        return try await ask(path + (components.string ?? ""), nil)
    }

    /// Every page of a list, one after the other.
    func all<Row: Decodable>(_ path: String, _ query: [(String, String)], as row: Row.Type) async throws -> [Row] {
        var rows: [Row] = []
        var after: Int? = 0
        while let from = after {
            let page = try RemoteClient.decoded(
                RemotePage<Row>.self, try await get(path, query + [("after", "\(from)"), ("limit", "500")]))
            rows += page.items
            after = page.next
        }
        return rows
    }

    /// A change. Its key is new each time, so that a request that is sent twice on the way is done once.
    func post(_ path: String, _ body: [String: RemoteValue]) async throws -> Data {
        try await ask(path, Data(JSONOutput.text(body).utf8))
    }

    static func decoded<Value: Decodable>(_ type: Value.Type, _ data: Data) throws(Rejection) -> Value {
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch {
            throw Rejection("remote.answer", ["problem": "\(error)"])
        }
    }

    /// One step of a path.
    static func part(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(CharacterSet(charactersIn: "-._~:")))
            ?? text
    }

    private func ask(_ path: String, _ body: Data?) async throws -> Data {
        var headers = [
            "Authorization: Bearer " + token,
            "Accept-Language: " + (Failures.language == .chinese ? "zh" : "en"),
        ]
        if body != nil {
            headers += ["Content-Type: application/json", "Idempotency-Key: " + World.live.uuid()]
        }
        let answer: WebRequest.Answer
        do {
            answer = try await WebRequest(
                url: server + path, headers: headers, body: body.map { [UInt8]($0) }, patience: 60_000
            ).answer()
        } catch {
            throw Rejection("remote.unreachable", ["server": server, "problem": error.reason])
        }
        let data = Data(answer.body)
        guard (200...299).contains(answer.status) else { throw RemoteClient.refusal(data, answer.status) }
        return data
    }

    private static func refusal(_ data: Data, _ status: Int) -> Rejection {
        struct Problem: Decodable {
            struct Mistake: Decodable { let message: String }
            let detail: String
            let hint: String?
            let errors: [Mistake]?
        }
        // An answer of another shape came from something else than the daemon.
        guard let problem = try? JSONDecoder().decode(Problem.self, from: data) else {
            return Rejection("remote.strange", ["status": "\(status)"])
        }
        let messages = problem.errors?.map(\.message) ?? [problem.detail]
        return Rejection(
            messages.enumerated().map { index, message in
                let hint = index == 0 ? problem.hint : nil
                return Diagnostic(
                    .error, hint == nil ? "remote.refused" : "remote.refused-hint",
                    ["message": message, "hint": hint ?? ""])
            })
    }
}

/// A page of a list; `next` is where the next one begins.
private struct RemotePage<Row: Decodable>: Decodable {
    let items: [Row]
    let next: Int?
}

/// A value of a request.
enum RemoteValue: Encodable, ExpressibleByStringLiteral {
    case text(String)
    case texts([String: String])

    init(stringLiteral text: String) { self = .text(text) }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .texts(let texts): try container.encode(texts)
        }
    }
}

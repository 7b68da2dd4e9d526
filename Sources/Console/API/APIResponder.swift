import Diagnostics
import Foundation
import Hummingbird
import Storage

/// What a request brings with it beside itself.
struct APIContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The address it came from, without the port.
    let address: String

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        address = source.channel.remoteAddress?.ipAddress ?? "-"
    }
}

/// Finds the route of a request, sees who asks, reads and checks what was sent, and answers: also where something is
/// wrong always with a problem in words.
struct APIResponder: HTTPResponder {
    typealias Context = APIContext

    let bureau: Bureau
    let failures = FailedTokens()
    private let threads = WorkThreads("zhengjiao.requests")

    init(bureau: Bureau) { self.bureau = bureau }

    /// The longest body, in bytes.
    static let longestBody = 64 << 10
    /// How long a body may take to come, in milliseconds.
    private static let bodyTime: Int64 = 20_000

    func respond(to request: Request, context: APIContext) async throws -> Response {
        let began = bureau.now()
        let language = Language(accepting: request.headers[.acceptLanguage])
        var route: APIRoute?
        var response: Response
        do {
            let found = try find(request)
            route = found
            let asked = try await read(request, found, context.address, language)
            response = try await withTaskExecutorPreference(threads) {
                answer(try await found.perform(bureau, asked))
            }
        } catch {
            let problem = Problem(error)
            if problem.status.code >= 500, route?.right != .anybody {
                bureau.log.write(.error, "log.api-failed", [("route", route?.id ?? "-"), ("reason", "\(error)")])
            }
            response = problem.response(in: language)
        }
        response.headers[.xContentTypeOptions] = "nosniff"
        bureau.gauges.answered(route?.id ?? "none", status: response.status.code)
        if let route, route.method == .post {
            bureau.log.write(
                .info, "log.api-write",
                [("route", route.id), ("status", "\(response.status.code)"), ("ms", "\(bureau.now() - began)")])
        }
        return response
    }

    private func answer(_ answer: Answer) -> Response {
        Response(
            status: answer.status, headers: [.contentType: answer.type, .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: answer.text)))
    }

    private func find(_ request: Request) throws -> APIRoute {
        let path = request.uri.path
        let fitting = APIRoute.all.filter { $0.fits(path) }
        guard !fitting.isEmpty else { throw Problem(.notFound, "api.no-such-path", ["path": String(path.prefix(100))]) }
        guard let route = fitting.first(where: { $0.method == request.method }) else {
            let allowed = fitting.map(\.method.rawValue).joined(separator: ", ")
            var problem = Problem(
                .methodNotAllowed, "api.method", ["method": request.method.rawValue, "allowed": allowed])
            problem.headers[.allow] = allowed
            throw problem
        }
        return route
    }

    // MARK: Reading

    private func read(
        _ request: Request, _ route: APIRoute, _ address: String, _ language: Language
    ) async throws -> Asked {
        let person = try authenticate(request, route, address)
        let parts = zip(route.path.split(separator: "/"), request.uri.path.split(separator: "/"))
        var path: [String: String] = [:]
        for (name, value) in parts where name.hasPrefix("{") {
            path[String(name.dropFirst().dropLast())] = value.removingPercentEncoding ?? String(value)
        }
        var query: [String: String] = [:]
        for (name, value) in request.uri.queryParameters {
            guard route.query.contains(where: { $0.name == name }) else {
                throw Rejection(
                    "api.unknown-query",
                    ["name": String(name.prefix(60)), "known": route.query.map(\.name).joined(separator: ", ")])
            }
            query[String(name)] = String(value)
        }
        var body: [String: BodyValue] = [:]
        var bytes: [UInt8] = []
        if route.method == .post {
            bytes = try await collect(request)
            body = try APIResponder.body(bytes, request, route)
        }
        let key = try idempotencyKey(request)
        let digest = DurableFile.sha256(Array("\(route.method.rawValue) \(request.uri.path)\n".utf8) + bytes)
        return Asked(
            person: person, language: language, path: path, query: query, body: body, key: key, digest: digest,
            now: bureau.now())
    }

    private func authenticate(_ request: Request, _ route: APIRoute, _ address: String) throws -> Person? {
        if route.right == .anybody { return nil }
        let header = request.headers[.authorization] ?? ""
        let parts = header.split(separator: " ", maxSplits: 1)
        let token = parts.count == 2 && parts[0].lowercased() == "bearer" ? String(parts[1]) : ""
        guard !token.isEmpty, token.utf8.count <= 200, let person = bureau.people.person(withToken: token) else {
            guard failures.note(address, at: bureau.now()) else {
                var problem = Problem(.tooManyRequests, "api.too-many")
                problem.headers[.retryAfter] = "60"
                throw problem
            }
            bureau.log.write(.warning, "log.api-refused", [("route", route.id), ("address", address)])
            var problem = Problem(.unauthorized, token.isEmpty ? "api.no-token" : "api.wrong-token")
            problem.headers[.wwwAuthenticate] = "Bearer realm=\"zhengjiao\""
            throw problem
        }
        if route.right == .operators, !person.isOperator {
            throw Problem(.forbidden, "api.not-operator", ["person": person.name])
        }
        return person
    }

    private func idempotencyKey(_ request: Request) throws -> String? {
        guard let name = HTTPFields.Element.Name("Idempotency-Key"), let key = request.headers[name] else { return nil }
        guard (1...128).contains(key.utf8.count), key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw Rejection("api.key")
        }
        return key
    }

    private func collect(_ request: Request) async throws -> [UInt8] {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > APIResponder.longestBody {
            throw tooLong
        }
        let bureau = bureau
        do {
            return try await withThrowingTaskGroup(of: [UInt8].self) { group in
                group.addTask {
                    try await Array(request.body.collect(upTo: APIResponder.longestBody).readableBytesView)
                }
                group.addTask {
                    try await bureau.sleep(bureau.now() + APIResponder.bodyTime)
                    throw Problem(.requestTimeout, "api.too-slow")
                }
                defer { group.cancelAll() }
                return try await group.next() ?? []
            }
        } catch let problem as Problem {
            throw problem
        } catch let error as HTTPError {
            throw error.status == .contentTooLarge ? tooLong : Problem(error)
        } catch {
            throw "\(type(of: error))".contains("TooManyBytes") ? tooLong : Problem(.badRequest, "api.body")
        }
    }

    private var tooLong: Problem {
        Problem(.contentTooLarge, "api.too-long", ["bytes": "\(APIResponder.longestBody)"])
    }

    /// The fields of a JSON object, each known to the route and of its kind.
    private static func body(
        _ bytes: [UInt8], _ request: Request, _ route: APIRoute
    ) throws -> [String: BodyValue] {
        var fields: [String: BodyValue] = [:]
        if !bytes.isEmpty {
            let type = request.headers[.contentType]?.prefix { $0 != ";" }.lowercased() ?? ""
            guard type.trimmingCharacters(in: .whitespaces) == "application/json" else {
                throw Problem(.unsupportedMediaType, "api.media-type", ["type": String(type.prefix(60))])
            }
            do {
                fields = try JSONDecoder().decode([String: BodyValue].self, from: Data(bytes))
            } catch {
                throw Problem(.badRequest, "api.json")
            }
        }
        var mistakes = DiagnosticList()
        for name in fields.keys.sorted() where !route.body.contains(where: { $0.name == name }) {
            let known = route.body.map(\.name).joined(separator: ", ")
            mistakes.error("api.unknown-field", ["name": String(name.prefix(60)), "known": known])
        }
        for field in route.body {
            switch (fields[field.name], field.kind) {
            case (nil, _):
                if field.isRequired { mistakes.error("api.missing-field", ["name": field.name]) }
            case (.text, .text), (.texts, .texts): continue
            default: mistakes.error("api.field-kind", ["name": field.name])
            }
        }
        try mistakes.throwIfErrors()
        return fields
    }
}

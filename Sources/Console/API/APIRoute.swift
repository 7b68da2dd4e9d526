import Diagnostics
import Hummingbird

/// One way to ask the daemon. The router, the checks of what is sent and the description of the API are made from the
/// same list, so that they cannot differ.
struct APIRoute: Sendable {
    enum Right: String, Sendable {
        case anybody, person
        /// Whoever may change the course of the campaign.
        case operators
    }

    struct Field: Sendable {
        enum Kind: Sendable { case text, texts }

        let name: String
        let kind: Kind
        let isRequired: Bool
        let about: String

        /// A reason, which every change by hand needs.
        static let reason = Field(name: "reason", kind: .text, isRequired: true, about: "原因，记入日志")
        static let note = Field(name: "note", kind: .text, isRequired: false, about: "说明")
    }

    struct Query: Sendable {
        let name: String
        let about: String

        static let after = Query(name: "after", about: "从这个编号之后开始")
        static let limit = Query(name: "limit", about: "最多几条，1 至 500，默认 100")
    }

    let method: HTTPRequest.Method
    /// With open parts in braces: `/api/v1/tasks/{id}`.
    let path: String
    /// `operationId` of OpenAPI.
    let id: String
    let about: String
    let right: Right
    let query: [Query]
    let body: [Field]
    let perform: @Sendable (Bureau, Asked) async throws -> Answer

    static func get(
        _ path: String, _ id: String, _ about: String, right: Right = .person, query: [Query] = [],
        perform: @escaping @Sendable (Bureau, Asked) async throws -> Answer
    ) -> APIRoute {
        APIRoute(
            method: .get, path: path, id: id, about: about, right: right, query: query, body: [], perform: perform)
    }

    static func post(
        _ path: String, _ id: String, _ about: String, right: Right = .person, body: [Field] = [],
        perform: @escaping @Sendable (Bureau, Asked) async throws -> Answer
    ) -> APIRoute {
        APIRoute(
            method: .post, path: path, id: id, about: about, right: right, query: [], body: body, perform: perform)
    }

    /// The names of the open parts, in order.
    var openParts: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }

    /// Whether a path is one of this route's.
    func fits(_ asked: String) -> Bool {
        let own = path.split(separator: "/")
        let other = asked.split(separator: "/")
        return own.count == other.count && zip(own, other).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }

    /// All of them.
    static let all: [APIRoute] =
        stateRoutes + taskRoutes + handRoutes + deliveryRoutes + recordRoutes + viewRoutes
}

/// What a route answers.
struct Answer: Sendable {
    var status: HTTPResponse.Status = .ok
    let type: String
    let text: String

    static func json(_ value: some Encodable) -> Answer {
        Answer(type: "application/json; charset=utf-8", text: JSONBody.text(value))
    }

    static func plain(_ text: String, type: String = "text/plain; charset=utf-8") -> Answer {
        Answer(type: type, text: text)
    }
}

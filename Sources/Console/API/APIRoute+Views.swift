import Diagnostics
import Workflow

/// A look at the levy's books, which this target does not know: whoever composes the daemon answers it.
package struct ViewRequest: Sendable {
    package enum Subject: Sendable {
        case person(id: String)
        case household(village: String, head: String)
        case bureau(role: String)
        /// By the identifier in the people file, and by name.
        case officer(id: String, name: String)
    }

    package let subject: Subject
    /// Who looks; the log has the name, as papers do.
    package let by: Person
    package let purpose: String
    /// Milliseconds of UTC.
    package let now: Int64
}

extension APIRoute {
    private static let purpose = Query(name: "purpose", about: "查询事由，必填，记入查询记录")

    /// 一人式、一户式、一局式、一员式. Persons are shown to people who fill a post, and each look is logged.
    static let viewRoutes: [APIRoute] = [
        .get("/api/v1/persons/{id}", "person", "一人式：一个人的全部资料", query: [purpose]) { bureau, asked in
            try bureau.view(.person(id: asked.path["id"] ?? ""), asked)
        },
        .get(
            "/api/v1/villages/{code}/households/{head}", "household", "一户式：一个村居里同一户主的人", query: [purpose]
        ) { bureau, asked in
            try bureau.view(.household(village: asked.path["code"] ?? "", head: asked.path["head"] ?? ""), asked)
        },
        .get("/api/v1/bureaus/{role}", "bureau", "一局式：一个岗位承担的步骤、任务和期限") { bureau, asked in
            try bureau.view(.bureau(role: asked.path["role"] ?? ""), asked, isAboutPersons: false)
        },
        .get("/api/v1/officers/{id}", "officer", "一员式：一名人员经手、复核、决定和查询过什么；本人或调度人员可查") {
            bureau, asked in
            let id = asked.path["id"] ?? ""
            guard asked.who.isOperator || asked.who.id == id else {
                throw Problem(.forbidden, "api.not-operator", ["person": asked.who.name])
            }
            let name = bureau.people.people.first { $0.id == id }?.name ?? id
            return try bureau.view(.officer(id: id, name: name), asked, isAboutPersons: false)
        },
    ]
}

extension Bureau {
    fileprivate func view(
        _ subject: ViewRequest.Subject, _ asked: Asked, isAboutPersons: Bool = true
    ) throws -> Answer {
        let purpose = asked.query["purpose"] ?? ""
        if isAboutPersons {
            guard !asked.who.posts.isEmpty else { throw Problem(.forbidden, "api.no-post", ["person": asked.who.name]) }
            guard !purpose.isEmpty else { throw Rejection("api.no-purpose") }
        }
        let text = try views(ViewRequest(subject: subject, by: asked.who, purpose: purpose, now: asked.now))
        return Answer(type: "application/json; charset=utf-8", text: text)
    }
}

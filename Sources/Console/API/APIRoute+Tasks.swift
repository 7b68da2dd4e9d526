import Diagnostics
import Storage
import Workflow

extension APIRoute {
    /// What people decide. Who acts is the token's person, never something that is sent.
    static let taskRoutes: [APIRoute] = [
        .get(
            "/api/v1/tasks", "tasks", "待办：自己岗位上的，或全部",
            query: [
                .after, .limit, Query(name: "scope", about: "mine（默认）：等我办的；open：全部未办结的；all：全部"),
            ], perform: tasks),
        .get("/api/v1/tasks/{id}", "task", "一项待办") { bureau, asked in
            let id = try asked.number("id")
            return try bureau.engine.database.read { try bureau.view(ofTask: id, asked.now, $0) }
        },
        .post(
            "/api/v1/tasks/{id}/decide", "decide", "经办人作出决定",
            body: [
                Field(name: "choice", kind: .text, isRequired: true, about: "决定"), .note,
                Field(name: "fields", kind: .texts, isRequired: false, about: "表单各栏的值"),
            ], perform: decide),
        .post("/api/v1/tasks/{id}/approve", "approve", "复核人同意", body: [.note], perform: approve),
        .post("/api/v1/tasks/{id}/send-back", "sendBack", "复核人退回重办", body: [.reason], perform: sendBack),
        .post("/api/v1/tasks/{id}/take", "take", "由我来办，别人不再能办") { bureau, asked in
            try await bureau.acting(asked) { task in
                try bureau.engine.take(task: task.id, by: asked.who.id, posts: asked.who.posts, now: asked.now)
                return []
            }
        },
        .post(
            "/api/v1/tasks/{id}/reassign", "reassign", "交给一个人办；不写 to 则交还岗位", right: .operators,
            body: [Field(name: "to", kind: .text, isRequired: false, about: "人员的 id"), .reason]
        ) { bureau, asked in
            let to = asked.text("to").isEmpty ? nil : try bureau.known(asked.text("to"))
            return try await bureau.acting(asked) { task in
                try bureau.engine.reassign(
                    task: task.id, to: to, by: asked.who.id, reason: asked.text("reason"), now: asked.now)
                return []
            }
        },
        .get("/api/v1/delegations", "delegations", "谁替谁办") { bureau, _ in
            .json(try bureau.engine.delegations().map(DelegationView.init))
        },
        .post(
            "/api/v1/delegations", "delegate", "请一个人在一段日子里替我办我的岗位",
            body: [
                Field(name: "post", kind: .text, isRequired: true, about: "岗位"),
                Field(name: "to", kind: .text, isRequired: true, about: "替办人的 id"),
                Field(name: "first", kind: .text, isRequired: true, about: "第一天，如 2019-11-01"),
                Field(name: "last", kind: .text, isRequired: true, about: "最后一天"), .reason,
            ], perform: delegate),
        .post("/api/v1/delegations/{id}/revoke", "revoke", "收回委托", body: [.reason], perform: revoke),
    ]

    @Sendable private static func delegate(_ bureau: Bureau, _ asked: Asked) async throws -> Answer {
        guard let first = CivilDate(iso: asked.text("first")), let last = CivilDate(iso: asked.text("last")),
            first <= last
        else { throw Rejection("api.days", ["first": asked.text("first"), "last": asked.text("last")]) }
        let (post, to) = (asked.text("post"), try bureau.known(asked.text("to")))
        guard asked.who.posts.contains(post) else {
            throw Problem(.forbidden, "api.not-your-post-to-give", ["person": asked.who.name, "post": post])
        }
        return try await bureau.changing(
            asked, view: { .json(try bureau.engine.delegations(in: $0).last.map(DelegationView.init)) }
        ) {
            try bureau.engine.delegate(
                post: post, from: asked.who.id, to: to, days: CivilSpan(first: first, last: last),
                reason: asked.text("reason"), by: asked.who.id, now: asked.now)
        }
    }

    @Sendable private static func revoke(_ bureau: Bureau, _ asked: Asked) async throws -> Answer {
        let id = try asked.number("id")
        guard let found = try bureau.engine.delegations().first(where: { $0.id == id }) else {
            throw Rejection("delegation.unknown", ["id": "\(id)"])
        }
        guard found.from == asked.who.id || asked.who.isOperator else {
            throw Problem(.forbidden, "api.not-your-delegation", ["person": asked.who.name])
        }
        return try await bureau.changing(
            asked,
            view: { transaction in
                .json(try bureau.engine.delegations(in: transaction).first { $0.id == id }.map(DelegationView.init))
            }
        ) {
            try bureau.engine.revoke(
                delegation: id, by: asked.who.id, reason: asked.text("reason"), now: asked.now)
        }
    }

    @Sendable private static func tasks(_ bureau: Bureau, _ asked: Asked) throws -> Answer {
        let scope = asked.query["scope"] ?? "mine"
        let limit = try asked.count("limit", 100, in: 1...500)
        let after = try asked.count("after", 0, in: 0...Int.max)
        let found: [HumanTask]
        switch scope {
        case "mine":
            found = try bureau.engine.openTasks().filter { task in
                try bureau.engine.mayAct(asked.who.id, posts: asked.who.posts, on: task.id, now: asked.now) == nil
            }
        case "open": found = try bureau.engine.openTasks()
        case "all": found = try bureau.engine.tasks()
        default: throw Rejection("api.state", ["text": scope, "known": "mine, open, all"])
        }
        let definition = bureau.engine.definition
        let page = found.filter { $0.id > after }.prefix(limit).map { TaskView($0, definition, now: asked.now) }
        return .json(PageView(Array(page), limit: limit) { $0.id })
    }

    @Sendable private static func decide(_ bureau: Bureau, _ asked: Asked) async throws -> Answer {
        try await bureau.acting(asked) { task in
            try bureau.engine.decide(
                task: task.id, by: asked.who.id, posts: asked.who.posts, decision: asked.text("choice"),
                values: asked.texts("fields"), note: asked.text("note"), now: asked.now)
        }
    }

    @Sendable private static func approve(_ bureau: Bureau, _ asked: Asked) async throws -> Answer {
        try await bureau.acting(asked) { task in
            try bureau.engine.approve(
                task: task.id, by: asked.who.id, posts: asked.who.posts, note: asked.text("note"), now: asked.now
            ) { transaction in
                try bureau.settle(task, task.maker ?? "", asked.who.id, transaction)
            }
        }
    }

    @Sendable private static func sendBack(_ bureau: Bureau, _ asked: Asked) async throws -> Answer {
        try await bureau.acting(asked) { task in
            try bureau.engine.sendBack(
                task: task.id, by: asked.who.id, posts: asked.who.posts, reason: asked.text("reason"), now: asked.now)
            return []
        }
    }
}

extension Bureau {
    func view(ofTask id: Int, _ now: Int64, _ transaction: Transaction) throws -> Answer {
        .json(TaskView(try task(id, transaction), engine.definition, now: now))
    }

    private func task(_ id: Int, _ transaction: Transaction) throws -> HumanTask {
        guard let task = try engine.task(id, in: transaction) else {
            throw Rejection("task.unknown", ["id": "\(id)"])
        }
        return task
    }

    /// The id of somebody in the people file.
    func known(_ id: String) throws(Rejection) -> String {
        let known = people.people.map(\.id)
        guard known.contains(id) else {
            throw Rejection("people.unknown", ["person": id, "known": known.joined(separator: ", ")])
        }
        return id
    }

    /// Acts on a task for the person who asks; the engine sees to their posts.
    fileprivate func acting(
        _ asked: Asked, _ act: @escaping @Sendable (HumanTask) throws -> [DispatchEvent]
    ) async throws -> Answer {
        let id = try asked.number("id")
        return try await changing(asked, view: { try view(ofTask: id, asked.now, $0) }) {
            let task = try engine.database.read { try self.task(id, $0) }
            let events = try act(task)
            for event in events { gauges.take(event, now: asked.now) }
        }
    }
}

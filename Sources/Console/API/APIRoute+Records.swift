import Diagnostics
import Storage
import Workflow

extension APIRoute {
    /// What leaves the system.
    static let deliveryRoutes: [APIRoute] = [
        .get(
            "/api/v1/deliveries", "deliveries", "投递",
            query: [.after, .limit, Query(name: "state", about: "只看这个状态"), Query(name: "channel", about: "只看这个渠道")]
        ) { bureau, asked in
            let cut = try asked.cut(states: DeliveryState.allCases.map(\.rawValue))
            let rows = try bureau.engine.deliveries(
                after: cut.after, limit: cut.limit, state: cut.state, channel: asked.query["channel"])
            return .json(PageView(rows.map(DeliveryView.init), limit: cut.limit) { $0.id })
        },
        .post(
            "/api/v1/deliveries/{id}/resend", "resend", "再发一次下落不明或失败的投递", right: .operators, body: [.reason]
        ) { bureau, asked in
            try await bureau.delivering(asked) { key in
                try Outbox.resend(
                    bureau.engine.database, key: key, by: asked.who.id, reason: asked.text("reason"), now: asked.now)
            }
        },
        .post(
            "/api/v1/deliveries/{id}/confirm", "confirm", "确认下落不明的投递其实已经发出", right: .operators, body: [.reason]
        ) { bureau, asked in
            try await bureau.delivering(asked) { key in
                try Outbox.confirm(
                    bureau.engine.database, key: key, by: asked.who.id, reason: asked.text("reason"), now: asked.now)
            }
        },
    ]

    /// What was written down, and why things are as they are.
    static let recordRoutes: [APIRoute] = [
        .get(
            "/api/v1/journal", "journal", "日志", query: [Query(name: "from", about: "从这一条开始，默认 1"), .limit]
        ) { bureau, asked in
            let limit = try asked.count("limit", 100, in: 1...500)
            let first = try asked.count("from", 1, in: 1...Int.max)
            let rows = try Journal.entries(bureau.engine.database, from: first, limit: limit)
            return .json(PageView(rows.map(EntryView.init), limit: limit) { $0.sequence + 1 })
        },
        .get("/api/v1/journal/verify", "verifyJournal", "核对日志的哈希链") { bureau, _ in
            struct Verified: Encodable {
                let entries: Int
                let head: String
            }
            let (entries, head) = try Journal.verify(bureau.engine.database)
            return .json(Verified(entries: entries, head: head))
        },
        .get(
            "/api/v1/explain", "explain", "一个步骤某一天为什么办了、晚办了、没有办",
            query: [Query(name: "step", about: "步骤"), Query(name: "date", about: "日期，如 2019-11-01")]
        ) { bureau, asked in
            struct Explained: Encodable {
                let code, message: String
            }
            let text = asked.query["date"] ?? ""
            guard let date = CivilDate(iso: text) else { throw Rejection("command.date", ["date": text]) }
            return .json(
                try bureau.engine.explain(step: asked.query["step"] ?? "", on: date).map {
                    Explained(code: $0.code, message: Catalogue.message($0, in: asked.language))
                })
        },
    ]
}

extension Bureau {
    fileprivate func delivering(
        _ asked: Asked, _ act: @escaping @Sendable (String) throws -> Void
    ) async throws -> Answer {
        let id = try asked.number("id")
        @Sendable func line(_ transaction: Transaction) throws -> DeliveryLine {
            guard let line = try engine.delivery(id, in: transaction) else {
                throw Rejection("outbox.unknown-key", ["key": "\(id)"])
            }
            return line
        }
        return try await changing(asked, view: { .json(DeliveryView(try line($0))) }) {
            try act(try engine.database.read { try line($0).key })
        }
    }
}

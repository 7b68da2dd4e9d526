import Diagnostics
import Hummingbird
import Storage
import Workflow

extension APIRoute {
    /// How the daemon and the campaign are.
    static let stateRoutes: [APIRoute] = [
        .get("/health", "health", "进程是否活着", right: .anybody) { _, _ in .plain("ok\n") },
        .get("/ready", "ready", "能否办事：数据库可写、调度按时、磁盘有余", right: .anybody) { bureau, _ in
            let obstacles = bureau.obstacles()
            guard obstacles.isEmpty else { throw Problem(.serviceUnavailable, obstacles) }
            return .plain("ready\n")
        },
        .get("/metrics", "metrics", "Prometheus 指标", right: .anybody) { bureau, asked in
            .plain(try bureau.metrics(asked.now), type: "text/plain; version=0.0.4; charset=utf-8")
        },
        .get("/api/v1/openapi.json", "openapi", "本说明", right: .anybody) { _, _ in .json(OpenAPI.description) },
        .get("/api/v1/status", "status", "活动进展", perform: status),
        .get("/api/v1/phases", "phases", "各阶段及其步骤") { bureau, asked in
            let definition = bureau.engine.definition
            let paused = try bureau.engine.pausedPhases()
            return .json(
                definition.phases.map {
                    PhaseView($0, definition, isPaused: paused.contains($0.id), now: asked.now)
                })
        },
        .ledger("occurrences", "时点台账", states: OccurrenceState.allCases.map(\.rawValue)) { engine, cut in
            let rows = try engine.occurrences(cut).map { OccurrenceView($0, engine.definition) }
            return .json(PageView(rows, limit: cut.limit) { $0.id })
        },
        .ledger("steps", "每一件工作（一个时点的一个对象）", states: StepState.allCases.map(\.rawValue)) { engine, cut in
            let rows = try engine.pieces(cut).map { PieceView($0, engine.definition) }
            return .json(PageView(rows, limit: cut.limit) { $0.id })
        },
    ]

    /// Rows page by page, by state and step.
    private static func ledger(
        _ name: String, _ about: String, states: [String],
        _ page: @escaping @Sendable (Engine, Overview.Cut) throws -> Answer
    ) -> APIRoute {
        .get(
            "/api/v1/\(name)", name, about,
            query: [.after, .limit, Query(name: "state", about: "只看这个状态"), Query(name: "step", about: "只看这个步骤")]
        ) { bureau, asked in try page(bureau.engine, asked.cut(states: states)) }
    }

    @Sendable private static func status(_ bureau: Bureau, _ asked: Asked) throws -> Answer {
        let definition = bureau.engine.definition
        let overview = try bureau.engine.overview(now: asked.now)
        let today = Instant(milliseconds: asked.now).date
        return .json(
            StatusView(
                plan: definition.id, title: definition.title, definition: definition.hash,
                now: Instant(milliseconds: asked.now).iso, lastMoved: Instant(milliseconds: overview.lastNow).iso,
                phase: definition.phases.first { $0.days.contains(today) }?.name,
                occurrences: overview.occurrences, steps: overview.pieces,
                tasks: overview.tasks.map {
                    StatusView.Tasks(
                        role: $0.role, title: definition.roleTitle($0.role), open: $0.open, overdue: $0.overdue)
                },
                deliveries: overview.deliveries.map {
                    StatusView.Deliveries(channel: $0.channel, state: $0.state, count: $0.count)
                },
                journalEntries: overview.journalEntries, journalHead: overview.journalHead,
                ready: bureau.obstacles().isEmpty))
    }
}

extension Asked {
    /// Which rows a page has.
    /// - Parameter states: those that may be asked for.
    func cut(states: [String]) throws(Rejection) -> Overview.Cut {
        if let state = query["state"], !states.contains(state) {
            throw Rejection("api.state", ["text": state, "known": states.joined(separator: ", ")])
        }
        return Overview.Cut(
            after: try count("after", 0, in: 0...Int.max), limit: try count("limit", 100, in: 1...500),
            state: query["state"], step: query["step"])
    }
}

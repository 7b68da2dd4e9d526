import Diagnostics
import Storage
import Workflow

extension APIRoute {
    /// What operators do to the course of a campaign, each with a reason.
    static let handRoutes: [APIRoute] = [
        .post(
            "/api/v1/steps/{id}/retry", "retry", "再办一次没有办成的一件工作", right: .operators, body: [.reason]
        ) { bureau, asked in
            let id = try asked.number("id")
            return try bureau.changing(asked, view: { try bureau.view(ofPiece: id, $0) }) {
                try bureau.engine.retry(step: id, by: asked.who.id, reason: asked.text("reason"), now: asked.now)
            }
        },
        .post(
            "/api/v1/steps/{id}/hold", "holdStep", "搁置一件没有人在办的工作；retry 让它继续", right: .operators,
            body: [.reason]
        ) { bureau, asked in
            let id = try asked.number("id")
            return try bureau.changing(asked, view: { try bureau.view(ofPiece: id, $0) }) {
                try bureau.engine.hold(piece: id, by: asked.who.id, reason: asked.text("reason"), now: asked.now)
            }
        },
        .post(
            "/api/v1/occurrences/{step}/{at}/hold", "hold", "搁置一个还没有开始的时点，也可以是将来的", right: .operators,
            body: [.reason]
        ) { bureau, asked in
            try bureau.moving(asked) { step, moment in
                try bureau.engine.hold(
                    step: step, at: moment, by: asked.who.id, reason: asked.text("reason"), now: asked.now)
            }
        },
        .post("/api/v1/phases/{id}/pause", "pause", "一个阶段暂停", right: .operators, body: [.reason]) {
            bureau, asked in
            try bureau.phase(asked) { phase in
                try bureau.engine.pause(
                    phase: phase, by: asked.who.id, reason: asked.text("reason"), now: asked.now)
            }
        },
        .post("/api/v1/phases/{id}/resume", "resume", "一个阶段继续", right: .operators) { bureau, asked in
            try bureau.phase(asked) { try bureau.engine.resume(phase: $0, by: asked.who.id, now: asked.now) }
        },
        .get("/api/v1/signals", "signals", "收到过的外部信号") { bureau, _ in
            .json(try bureau.engine.signals().map(SignalView.init))
        },
        .post(
            "/api/v1/signals/{id}", "signal", "告知外面发生了一件事；同一个 key 只算一次", right: .operators,
            body: [
                Field(name: "key", kind: .text, isRequired: true, about: "这件事的唯一标识"),
                Field(name: "detail", kind: .text, isRequired: false, about: "说明"),
            ]
        ) { bureau, asked in
            struct Given: Encodable { let state: String }
            return try bureau.changing(asked, view: { _ in .json(Given(state: "given")) }) {
                try bureau.engine.signal(
                    asked.path["id"] ?? "", key: asked.text("key"), detail: asked.text("detail"), by: asked.who.id,
                    now: asked.now)
            }
        },
        .post("/api/v1/drills", "drill", "马上演练一次恢复，结果见日志和指标", right: .operators) { bureau, _ in
            struct Started: Encodable { let started: Bool }
            guard bureau.startDrill() else { throw Problem(.conflict, "api.no-backups") }
            var answer = Answer.json(Started(started: true))
            answer.status = .accepted
            return answer
        },
        .post(
            "/api/v1/occurrences/{step}/{at}/release", "release", "放行一个被搁置的时点（at 如 2019-11-01T19:00）",
            right: .operators, body: [.reason]
        ) { bureau, asked in
            try bureau.moving(asked) { step, moment in
                try bureau.engine.release(
                    step: step, at: moment, by: asked.who.id, reason: asked.text("reason"), now: asked.now)
            }
        },
        .post(
            "/api/v1/occurrences/{step}/{at}/cancel", "cancel", "撤销一个时点及其未办完的工作", right: .operators,
            body: [.reason]
        ) { bureau, asked in
            try bureau.moving(asked) { step, moment in
                try bureau.engine.cancel(
                    step: step, at: moment, by: asked.who.id, reason: asked.text("reason"), now: asked.now)
            }
        },
    ]
}

extension Bureau {
    func view(ofPiece id: Int, _ transaction: Transaction) throws -> Answer {
        guard let piece = try engine.piece(id, in: transaction) else {
            throw Rejection("step.unknown", ["id": "\(id)"])
        }
        return .json(PieceView(piece, engine.definition))
    }

    /// Does something to a phase.
    fileprivate func phase(_ asked: Asked, _ change: (String) throws -> Void) throws -> Answer {
        let id = asked.path["id"] ?? ""
        return try changing(
            asked,
            view: { transaction in
                guard let phase = engine.definition.phase(id) else { throw Rejection("phase.unknown", ["phase": id]) }
                let isPaused = try engine.pausedPhases(in: transaction).contains(id)
                return .json(PhaseView(phase, engine.definition, isPaused: isPaused, now: asked.now))
            }
        ) { try change(id) }
    }

    /// Does something to one planned moment of a step.
    fileprivate func moving(_ asked: Asked, _ move: (String, Instant) throws -> Void) throws -> Answer {
        let step = asked.path["step"] ?? ""
        let moment = try asked.moment("at")
        return try changing(
            asked,
            view: { transaction in
                guard let occurrence = try engine.occurrence(of: step, at: moment, in: transaction) else {
                    throw Rejection("occurrence.unknown", ["step": step, "at": moment.text])
                }
                return .json(OccurrenceView(occurrence, engine.definition))
            }
        ) { try move(step, moment) }
    }
}

import Diagnostics
import Storage
import Workflow

extension APIRoute {
    /// What operators do to the course of a campaign, each with a reason.
    static let handRoutes: [APIRoute] = [
        .piece("retry", "retry", "再办一次没有办成的一件工作") { engine, id, asked in
            try engine.retry(step: id, by: asked.who.id, reason: asked.text("reason"), now: asked.now)
        },
        .piece("hold", "holdStep", "搁置一件没有人在办的工作；retry 让它继续") { engine, id, asked in
            try engine.hold(piece: id, by: asked.who.id, reason: asked.text("reason"), now: asked.now)
        },
        .moment("hold", "搁置一个还没有开始的时点，也可以是将来的") { engine, step, at, asked in
            try engine.hold(step: step, at: at, by: asked.who.id, reason: asked.text("reason"), now: asked.now)
        },
        .phase("pause", "pause", "一个阶段暂停") { engine, phase, asked in
            try engine.pause(phase: phase, by: asked.who.id, reason: asked.text("reason"), now: asked.now)
        },
        .phase("resume", "resume", "一个阶段继续", body: []) { engine, phase, asked in
            try engine.resume(phase: phase, by: asked.who.id, now: asked.now)
        },
        .phase("cancel", "cancelPhase", "撤销一个阶段余下的全部") { engine, phase, asked in
            try engine.cancel(phase: phase, by: asked.who.id, reason: asked.text("reason"), now: asked.now)
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
            try await bureau.changing(asked, view: { _ in .json(StateView(state: "given")) }) {
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
        .moment("release", "放行一个被搁置的时点（at 如 2019-11-01T19:00）") { engine, step, at, asked in
            try engine.release(step: step, at: at, by: asked.who.id, reason: asked.text("reason"), now: asked.now)
        },
        .moment("cancel", "撤销一个时点及其未办完的工作") { engine, step, at, asked in
            try engine.cancel(step: step, at: at, by: asked.who.id, reason: asked.text("reason"), now: asked.now)
        },
        .post(
            "/api/v1/occurrences/{step}/cancel", "cancelStep", "撤销一个步骤余下的全部", right: .operators, body: [.reason]
        ) { bureau, asked in
            try await bureau.changing(asked, view: { _ in .json(StateView(state: "cancelled")) }) {
                try bureau.engine.cancel(
                    step: asked.path["step"] ?? "", by: asked.who.id, reason: asked.text("reason"), now: asked.now)
            }
        },
        .post(
            "/api/v1/campaigns/{id}/cancel", "cancelCampaign", "撤销整个活动余下的全部；id 是方案的 id", right: .operators,
            body: [.reason]
        ) { bureau, asked in
            let id = asked.path["id"] ?? ""
            // Named, so that nobody gives up another campaign than he means.
            guard id == bureau.engine.definition.id else { throw Rejection("plan.not-running", ["plan": id]) }
            return try await bureau.changing(asked, view: { _ in .json(StateView(state: "cancelled")) }) {
                try bureau.engine.cancelCampaign(by: asked.who.id, reason: asked.text("reason"), now: asked.now)
            }
        },
    ]

    /// Something done to a piece of work.
    private static func piece(
        _ verb: String, _ id: String, _ about: String,
        _ change: @escaping @Sendable (Engine, Int, Asked) throws -> Void
    ) -> APIRoute {
        .post("/api/v1/steps/{id}/\(verb)", id, about, right: .operators, body: [.reason]) { bureau, asked in
            let number = try asked.number("id")
            return try await bureau.changing(asked) { transaction in
                guard let piece = try bureau.engine.piece(number, in: transaction) else {
                    throw Rejection("step.unknown", ["id": "\(number)"])
                }
                return .json(PieceView(piece, bureau.engine.definition))
            } _: {
                try change(bureau.engine, number, asked)
            }
        }
    }

    /// Something done to one planned moment of a step.
    private static func moment(
        _ verb: String, _ about: String,
        _ change: @escaping @Sendable (Engine, _ step: String, Instant, Asked) throws -> Void
    ) -> APIRoute {
        .post(
            "/api/v1/occurrences/{step}/{at}/\(verb)", verb, about, right: .operators, body: [.reason]
        ) { bureau, asked in
            let step = asked.path["step"] ?? ""
            let moment = try asked.moment("at")
            return try await bureau.changing(asked) { transaction in
                guard let occurrence = try bureau.engine.occurrence(of: step, at: moment, in: transaction) else {
                    throw Rejection("occurrence.unknown", ["step": step, "at": moment.text])
                }
                return .json(OccurrenceView(occurrence, bureau.engine.definition))
            } _: {
                try change(bureau.engine, step, moment, asked)
            }
        }
    }

    /// Something done to a phase.
    private static func phase(
        _ verb: String, _ id: String, _ about: String, body: [Field] = [.reason],
        _ change: @escaping @Sendable (Engine, String, Asked) throws -> Void
    ) -> APIRoute {
        .post("/api/v1/phases/{id}/\(verb)", id, about, right: .operators, body: body) { bureau, asked in
            let name = asked.path["id"] ?? ""
            return try await bureau.changing(asked) { transaction in
                let definition = bureau.engine.definition
                guard let phase = definition.phase(name) else { throw Rejection("phase.unknown", ["phase": name]) }
                let isPaused = try bureau.engine.pausedPhases(in: transaction).contains(name)
                return .json(PhaseView(phase, definition, isPaused: isPaused, now: asked.now))
            } _: {
                try change(bureau.engine, name, asked)
            }
        }
    }
}

/// All there is to say about a change that leaves no row of its own.
struct StateView: Encodable {
    let state: String
}

import Diagnostics
import Levy
import Storage
import Workflow

/// Takes the decisions that people would take, from the plan's `rehearsal:` part: one person decides, another checks.
struct RehearsalPeople: Sendable {
    private let engine: Engine
    private let maker: String
    private let checker: String
    private let decisions: ConfigValue

    /// - Throws: `Rejection` naming what the plan's `rehearsal:` part lacks.
    init(_ rehearsal: ConfigValue, engine: Engine) throws(Rejection) {
        try rehearsal.requireOnly(keys: ["notes", "maker", "checker", "decisions"])
        self.engine = engine
        maker = try rehearsal.text("maker")
        checker = try rehearsal.text("checker")
        decisions = try rehearsal.require("decisions")
    }

    /// Acts on every open task.
    @Sendable func attend(_ tasks: [HumanTask], _ now: Int64) async throws -> [DispatchEvent] {
        var events: [DispatchEvent] = []
        for task in tasks {
            let verdict = try verdict(task)
            if task.state == .open || task.state == .returned {
                events += try engine.decide(task: task.id, by: maker, decision: verdict, now: now)
            }
            guard task.checkerRole != nil else { continue }
            let decision = Levy.Decision(
                subject: task.item, verdict: verdict, note: task.title, decidedBy: maker, checkedBy: checker,
                decidedAt: Instant(milliseconds: now))
            events += try engine.approve(task: task.id, by: checker, now: now) { transaction in
                try DecisionStore.add(decision, in: transaction)
            }
        }
        return events
    }

    /// Differences are named `treasury/KIND/…`; the plan has a decision for each kind.
    private func verdict(_ task: HumanTask) throws(Rejection) -> String {
        let parts = task.item.split(separator: "/")
        guard parts.count > 1, let decision = try decisions.optionalText(String(parts[1])) else {
            throw Rejection("command.no-decision", ["task": task.title, "item": task.item], at: decisions.span)
        }
        return decision
    }
}

import Diagnostics
import Levy
import Settings
import Storage
import Workflow

/// Takes the decisions that people would take, from the plan's `rehearsal:` part: one person decides, another checks.
struct RehearsalPeople: Sendable {
    private let engine: Engine
    let maker: String
    private let checker: String
    private let decisions: ConfigValue
    private let campaign: Campaign

    /// - Throws: `Rejection` naming what the plan's `rehearsal:` part lacks: it is better to hear of a missing decision
    ///   before the campaign than at its end.
    init(_ definition: Definition, engine: Engine, campaign: Campaign) throws(Rejection) {
        let rehearsal = definition.rehearsal
        try RehearsalPeople.check(definition)
        self.engine = engine
        self.campaign = campaign
        maker = try rehearsal.text("maker")
        checker = try rehearsal.text("checker")
        decisions = try rehearsal.require("decisions")
    }

    /// - Throws: `Rejection` naming what the plan's `rehearsal:` part lacks.
    static func check(_ definition: Definition) throws(Rejection) {
        let rehearsal = definition.rehearsal
        try rehearsal.requireOnly(keys: ["notes", "maker", "checker", "decisions"])
        let maker = try rehearsal.text("maker")
        guard try rehearsal.text("checker") != maker else {
            throw Rejection("command.same-person", ["person": maker], at: try rehearsal.require("checker").span)
        }
        try check(rehearsal.require("decisions"), definition)
    }

    /// What the books of a rehearsal can differ in: the treasury's lists, and payments. Bureaus post nothing in it.
    private static let kinds: [(list: BookDifference.List, kind: BookDifference.Kind)] =
        [.short, .over, .missing, .count].map { (.treasury, $0) }
        + [
            .amountMismatch, .notOnRoster, .otherName, .reversed, .withoutOrder, .reversalUnmatched, .resentChanged,
        ].map { (.payment, $0) }

    /// Every kind of difference, and every other step that people do, has a decision that its task allows.
    private static func check(_ decisions: ConfigValue, _ definition: Definition) throws(Rejection) {
        let steps = definition.steps.filter { $0.task != nil }
        try decisions.requireOnly(keys: kinds.map(\.kind.rawValue) + steps.map(\.id))
        var mistakes = DiagnosticList()
        for step in steps {
            let isAboutDifferences = step.forEach == "differences"
            if isAboutDifferences && step.task?.checker == nil {
                mistakes.error("command.no-checker", ["step": step.name], at: step.span)
            }
            let asked: [(name: String, choices: [String]?)] =
                isAboutDifferences
                ? kinds.map { ($0.kind.rawValue, BookDifference.verdicts($0.list, $0.kind)) } : [(step.id, nil)]
            for (name, own) in asked {
                guard let value = decisions[name] else {
                    mistakes.error("command.no-decision", ["kind": name, "step": step.name], at: decisions.span)
                    continue
                }
                let decision = try value.asText()
                guard let choices = own ?? step.task?.choices, !choices.isEmpty, !choices.contains(decision) else {
                    continue
                }
                mistakes.error(
                    "task.choice",
                    ["task": step.name, "decision": decision, "choices": choices.joined(separator: "、")],
                    at: value.span)
            }
        }
        try mistakes.throwIfErrors()
    }

    /// Acts on every open task.
    @Sendable func attend(_ tasks: [HumanTask], _ now: Int64) async throws -> [DispatchEvent] {
        var events: [DispatchEvent] = []
        for task in tasks {
            let verdict = try verdict(task)
            if task.state == .open || task.state == .returned {
                events += try engine.decide(task: task.id, by: maker, decision: verdict, now: now)
            }
            guard let decided = try engine.task(task.id), !decided.isFinished else { continue }
            let decision = CampaignDesk.decision(task, verdict, maker: maker, checker: checker, at: now)
            for place in decided.signed..<decided.approvals.count {
                // A rehearsal has as many checkers as a decision needs.
                let person = place == 0 ? checker : "\(checker)\(place + 1)"
                events += try engine.approve(task: task.id, by: person, now: now) { [campaign, maker] transaction in
                    try campaign.concludeDifference(
                        task.item, verdict, by: maker, in: transaction, at: Instant(milliseconds: now))
                    try DecisionStore.add(decision, in: transaction)
                }
            }
        }
        return events
    }

    /// Differences are named `treasury/KIND/…` and `payment/KIND/…` and have a decision for each kind; other tasks have
    /// one for their step.
    private func verdict(_ task: HumanTask) throws(Rejection) -> String {
        let parts = task.item.split(separator: "/")
        let lists = RehearsalPeople.kinds.map { Substring($0.list.rawValue) }
        let isDifference = parts.count > 1 && parts.first.map(lists.contains) ?? false
        let name = isDifference ? String(parts[1]) : task.step
        guard let decision = try decisions.optionalText(name) else {
            throw Rejection("command.no-decision", ["kind": name, "step": task.title], at: decisions.span)
        }
        return decision
    }
}

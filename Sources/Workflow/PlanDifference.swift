import Diagnostics
import Settings
import Storage

/// What is different between two versions of a plan, in the words of those who read plans.
package struct PlanDifference: Sendable {
    package let old: Definition
    package let new: Definition
    /// Notes for the catalogue, in the order of the plan; empty when nothing that counts has changed.
    package let changes: [Diagnostic]

    package init(from old: Definition, to new: Definition) {
        self.old = old
        self.new = new
        changes =
            PlanDifference.ofPlan(old, new) + PlanDifference.ofPhases(old, new)
            + PlanDifference.ofSteps(old, new)
    }

    /// A value that changed, as the same note for all kinds of values.
    private static func changed(_ subject: String, _ what: String, _ old: String, _ new: String) -> [Diagnostic] {
        guard old != new else { return [] }
        return [
            Diagnostic(
                .note, "difference.\(what)",
                ["subject": subject, "old": old.isEmpty ? "–" : old, "new": new.isEmpty ? "–" : new])
        ]
    }

    private static func ofPlan(_ old: Definition, _ new: Definition) -> [Diagnostic] {
        var found = changed(new.title, "title", old.title, new.title)
        found += changed(new.title, "days", text(old.days), text(new.days))
        let titles = { (plan: Definition) in plan.roles.map { "\($0.id)（\($0.title)）" }.joined(separator: "、") }
        found += changed(new.title, "roles", titles(old), titles(new))
        let posts = { (plan: Definition) in
            plan.incompatible.map { $0.joined(separator: "/") }.joined(separator: "、")
        }
        found += changed(new.title, "incompatible", posts(old), posts(new))
        let signals = { (plan: Definition) in plan.signals.map(\.id).joined(separator: "、") }
        found += changed(new.title, "signals", signals(old), signals(new))
        if old.settings.shape != new.settings.shape {
            found.append(Diagnostic(.note, "difference.settings", at: new.settings.span))
        }
        if old.calendar.hash != new.calendar.hash { found.append(Diagnostic(.note, "difference.calendar")) }
        return found
    }

    private static func ofPhases(_ old: Definition, _ new: Definition) -> [Diagnostic] {
        var found: [Diagnostic] = []
        for phase in old.phases where new.phase(phase.id) == nil {
            found.append(Diagnostic(.note, "difference.phase-gone", ["phase": phase.name]))
        }
        for phase in new.phases {
            guard let before = old.phase(phase.id) else {
                found.append(
                    Diagnostic(
                        .note, "difference.phase-added", ["phase": phase.name, "days": text(phase.days)],
                        at: phase.span))
                continue
            }
            found += changed(phase.name, "name", before.name, phase.name)
            found += changed(phase.name, "days", text(before.days), text(phase.days))
        }
        return found
    }

    private static func ofSteps(_ old: Definition, _ new: Definition) -> [Diagnostic] {
        var found: [Diagnostic] = []
        for step in old.steps where new.step(step.id) == nil {
            found.append(Diagnostic(.note, "difference.step-gone", ["step": step.name]))
        }
        for step in new.steps {
            guard let before = old.step(step.id) else {
                let moments = new.moments(of: step.id)
                found.append(
                    Diagnostic(
                        .note, "difference.step-added",
                        ["step": step.name, "first": moments.first?.text ?? "–", "count": "\(moments.count)"],
                        at: step.span))
                continue
            }
            found += ofStep(before, step, old, new)
        }
        return found
    }

    private static func ofStep(
        _ before: PlannedStep, _ step: PlannedStep, _ old: Definition, _ new: Definition
    ) -> [Diagnostic] {
        let name = step.name
        var found = changed(name, "name", before.name, step.name)
        found += changed(name, "phase", before.phase ?? "", step.phase ?? "")
        found += ofMoments(name, old.moments(of: step.id), new.moments(of: step.id))
        found += changed(name, "uses", before.uses, step.uses)
        found += changed(name, "needs", before.needs.joined(separator: "、"), step.needs.joined(separator: "、"))
        found += changed(name, "for-each", before.forEach ?? "", step.forEach ?? "")
        found += changed(name, "if", before.condition?.text ?? "", step.condition?.text ?? "")
        found += changed(
            name, "waits-for", before.waitsFor.joined(separator: "、"), step.waitsFor.joined(separator: "、"))
        found += changed(name, "catch-up", before.catchUp.rawValue, step.catchUp.rawValue)
        found += changed(name, "timeout", "\(before.timeout / 1_000) s", "\(step.timeout / 1_000) s")
        found += changed(name, "retry", "\(before.retry)", "\(step.retry)")
        if before.with.shape != step.with.shape {
            found.append(Diagnostic(.note, "difference.with", ["subject": name], at: step.with.span))
        }
        return found + ofTask(name, before.task, step.task, old, new)
    }

    private static func ofTask(
        _ name: String, _ before: TaskForm?, _ task: TaskForm?, _ old: Definition, _ new: Definition
    ) -> [Diagnostic] {
        guard let before, let task else {
            if before == nil && task == nil { return [] }
            let code = before == nil ? "difference.becomes-task" : "difference.becomes-handler"
            return [Diagnostic(.note, code, ["subject": name])]
        }
        func approvals(_ task: TaskForm, _ plan: Definition) -> String {
            if task.approvals.isEmpty { return task.checker.map(plan.roleTitle) ?? "" }
            return task.approvals.map { tier in
                (tier.upTo.map { "≤\(AmountText.text($0)) " } ?? "")
                    + tier.roles.map(plan.roleTitle).joined(separator: "+")
            }.joined(separator: "；")
        }
        func escalations(_ task: TaskForm, _ plan: Definition) -> String {
            task.escalations.map { "\($0.after.map { "\($0.text) " } ?? "")\(plan.roleTitle($0.role))" }
                .joined(separator: "；")
        }
        func form(_ task: TaskForm) -> String {
            task.fields.map { field in
                let mark = field.isRequired ? "*" : ""
                return "\(field.title)\(mark) \(field.kind.rawValue) \(field.choices.joined(separator: "/"))"
            }.joined(separator: "；")
        }
        return changed(name, "role", old.roleTitle(before.role), new.roleTitle(task.role))
            + changed(name, "approvals", approvals(before, old), approvals(task, new))
            + changed(name, "deadline", before.deadline?.text ?? "", task.deadline?.text ?? "")
            + changed(name, "escalate", escalations(before, old), escalations(task, new))
            + changed(name, "choices", before.choices.joined(separator: "、"), task.choices.joined(separator: "、"))
            + changed(name, "form", form(before), form(task))
    }

    /// Moments pair up in order while there are as many; otherwise those that are gone and those that are new are told.
    private static func ofMoments(_ name: String, _ old: [Instant], _ new: [Instant]) -> [Diagnostic] {
        guard old != new else { return [] }
        let gone = old.filter { !new.contains($0) }
        let added = new.filter { !old.contains($0) }
        func shown(_ moments: [Instant]) -> String {
            let first = moments.prefix(3).map(\.text).joined(separator: "、")
            return moments.isEmpty ? "–" : moments.count > 3 ? first + "…（\(moments.count)）" : first
        }
        return [
            Diagnostic(
                .note, "difference.moments", ["subject": name, "old": shown(gone), "new": shown(added)])
        ]
    }

    private static func text(_ days: CivilSpan) -> String { "\(days.first.iso) – \(days.last.iso)" }
}

extension ConfigValue {
    /// The value without its places, to see whether it changed.
    fileprivate var shape: String {
        switch content {
        case .scalar(let text): StoredFacts.array([text])
        case .list(let values): "[" + values.map(\.shape).joined(separator: ",") + "]"
        case .map(let entries):
            "{" + entries.map { StoredFacts.array([$0.key]) + ":" + $0.value.shape }.joined(separator: ",") + "}"
        }
    }
}

extension Deadline {
    /// As a plan writes it.
    package var text: String {
        switch self {
        case .workingDays(let count): "\(count) working days"
        case .days(let count): "\(count) days"
        case .moment(let date, let time): "\(date.iso) \(time.text)"
        }
    }
}

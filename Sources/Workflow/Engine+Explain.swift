import Diagnostics
import Storage

extension Engine {
    /// Why a step ran on a day, ran late, merged, expired, is held or waits, or will or will not run: notes for the
    /// catalogue, to be shown with `Catalogue.message`.
    package func explain(step id: String, on date: CivilDate) throws -> [Diagnostic] {
        guard let step = definition.step(id) else {
            let names = definition.steps.map(\.id)
            throw Rejection([
                NearName.diagnostic("explain.unknown-step", ["step": id], name: id, among: names, at: nil)
            ])
        }
        let planned = definition.moments(of: id).filter { $0.date == date }
        guard !planned.isEmpty else { return [unplanned(step, date)] }
        return try database.read { transaction in
            try planned.flatMap { moment -> [Diagnostic] in
                guard
                    let occurrence = try OccurrenceStore.find(transaction, plan: plan, step: id, nominal: moment)
                else { return [Diagnostic(.note, "explain.will-run", ["step": step.name, "at": moment.text])] }
                return try explain(transaction, step, occurrence)
            }
        }
    }

    private func unplanned(_ step: PlannedStep, _ date: CivilDate) -> Diagnostic {
        let days = definition.phases.first { $0.id == step.phase }?.days ?? definition.days
        var arguments = ["step": step.name, "date": date.iso]
        if !days.contains(date) {
            arguments["from"] = days.first.iso
            arguments["to"] = days.last.iso
            return Diagnostic(.note, "explain.outside", arguments)
        }
        let isRest = !definition.calendar.isWorkingDay(date)
        return Diagnostic(.note, isRest ? "explain.rest-day" : "explain.not-planned", arguments)
    }

    private func explain(
        _ transaction: Transaction, _ step: PlannedStep, _ occurrence: Occurrence
    ) throws -> [Diagnostic] {
        var reason = occurrence.reason
        guard let code = reason.removeValue(forKey: "code") else { preconditionFailure("a decision has a reason") }
        var notes = [Diagnostic(.note, code, reason)]
        var facts = ["step": step.name, "at": occurrence.nominal.text]
        let pieces = try StepStore.of(transaction, occurrence: occurrence.id)
        let tasks = try TaskStore.of(transaction, occurrence: occurrence.id)
        facts["total"] = "\(pieces.count + tasks.count)"
        facts["done"] = "\(pieces.count { $0.state == .succeeded } + tasks.count(where: \.isFinished))"
        switch occurrence.state {
        case .waiting:
            if case .pending(let need, let state) = try needs(transaction, of: occurrence) {
                facts["need"] = planned(need).name
                facts["state"] = state?.rawValue ?? "-"
                notes.append(Diagnostic(.note, "explain.waiting", facts))
            }
        case .running: notes.append(Diagnostic(.note, "explain.running", facts))
        case .succeeded:
            facts["finished"] = occurrence.finished.map { Instant(milliseconds: $0).text } ?? "-"
            notes.append(Diagnostic(.note, "explain.succeeded", facts))
        case .failed:
            facts["failed"] = "\(pieces.count { $0.state == .dead || $0.state == .held })"
            notes.append(Diagnostic(.note, "explain.failed", facts))
        case .cancelled: notes.append(Diagnostic(.note, "explain.cancelled", facts))
        case .held, .merged, .expired: break
        }
        notes += pieces.filter { !$0.reason.isEmpty && $0.state != .succeeded }.map { piece in
            Diagnostic(
                .note, "explain.item",
                [
                    "item": piece.title, "attempt": "\(piece.attempt)", "state": piece.state.rawValue,
                    "reason": piece.reason,
                ])
        }
        notes += tasks.filter { !$0.isFinished }.map { task in
            Diagnostic(
                .note, "explain.task",
                ["task": task.title, "role": definition.roleTitle(task.role), "state": task.state.rawValue])
        }
        return notes
    }

    /// The whole ledger, for status pages and checks.
    package func ledger() throws -> (occurrences: [Occurrence], steps: [StepRecord]) {
        try database.read { transaction in
            (
                try OccurrenceStore.all(transaction, plan: plan), try StepStore.all(transaction, plan: plan)
            )
        }
    }
}

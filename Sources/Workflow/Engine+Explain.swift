import Diagnostics
import Storage

extension Engine {
    /// Why a step ran on a day, ran late, merged, expired, is held or waits, or will or will not run: notes for the
    /// catalogue, to be shown with `Catalogue.message`.
    package func explain(step id: String, on date: CivilDate) throws -> [Diagnostic] {
        guard let step = definition.step(id) else {
            throw unknown(step: id)
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
            notes += try whyWaiting(transaction, step, occurrence, facts)
        case .running: notes.append(Diagnostic(.note, "explain.running", facts))
        case .succeeded:
            facts["finished"] = occurrence.finished.map { Instant(milliseconds: $0).text } ?? "-"
            notes.append(Diagnostic(.note, "explain.succeeded", facts))
        case .failed:
            facts["failed"] = "\(pieces.count { $0.state == .dead || $0.state == .held })"
            notes.append(Diagnostic(.note, "explain.failed", facts))
        case .cancelled where code != "explain.given-up": notes.append(Diagnostic(.note, "explain.cancelled", facts))
        case .cancelled, .held, .merged, .expired, .skipped, .paused: break
        }
        notes += pieces.filter { !$0.reason.isEmpty && $0.state != .succeeded }.map { piece in
            Diagnostic(
                .note, "explain.item",
                [
                    "item": piece.title, "attempt": "\(piece.attempt)", "state": piece.state.rawValue,
                    "reason": piece.reason,
                ])
        }
        for task in tasks { notes += try explain(transaction, task) }
        return notes
    }

    private func whyWaiting(
        _ transaction: Transaction, _ step: PlannedStep, _ occurrence: Occurrence, _ facts: [String: String]
    ) throws -> [Diagnostic] {
        var facts = facts
        if let phase = step.phase, let pause = try PauseStore.current(transaction, plan: plan, phase: phase) {
            facts["phase"] = definition.phase(phase)?.name ?? phase
            facts["person"] = pause.by
            facts["reason"] = pause.reason
            return [Diagnostic(.note, "explain.phase-paused", facts)]
        }
        if case .pending(let need, let state) = try needs(transaction, of: occurrence) {
            facts["need"] = planned(need).name
            facts["state"] = state?.rawValue ?? "-"
            return [Diagnostic(.note, "explain.waiting", facts)]
        }
        if let signal = try missingSignal(transaction, occurrence) {
            facts["signal"] = definition.signalTitle(signal)
            return [Diagnostic(.note, "explain.waiting-signal", facts)]
        }
        return []
    }

    /// Where a task stands, and who acted, or may act, for somebody else.
    private func explain(_ transaction: Transaction, _ task: HumanTask) throws -> [Diagnostic] {
        var notes: [Diagnostic] = []
        for signature in try SignatureStore.of(transaction, task: task.id) {
            guard let principal = signature.onBehalf else { continue }
            notes.append(
                Diagnostic(
                    .note, "explain.acted-for",
                    [
                        "task": task.title, "person": signature.person, "principal": principal,
                        "role": definition.roleTitle(signature.post),
                        "at": Instant(milliseconds: signature.signed).text,
                    ]))
        }
        guard !task.isFinished else { return notes }
        let role = definition.roleTitle(task.wantedRole)
        notes.append(
            Diagnostic(.note, "explain.task", ["task": task.title, "role": role, "state": task.state.rawValue]))
        let today = Instant(milliseconds: try run(transaction).lastNow).date
        for delegation in try DelegationStore.inForce(transaction, plan: plan, post: task.wantedRole, on: today) {
            notes.append(
                Diagnostic(
                    .note, "explain.may-act-for",
                    [
                        "person": delegation.to, "principal": delegation.from, "role": role,
                        "from": delegation.days.first.iso, "to": delegation.days.last.iso,
                        "reason": delegation.reason,
                    ]))
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

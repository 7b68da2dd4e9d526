import Diagnostics
import Storage

extension Engine {
    /// What a running campaign would become with another version of its plan.
    package struct Migration: Sendable {
        package let difference: PlanDifference
        /// Moments of the new plan that lie before what the campaign has taken up already: they will not run.
        package let passed: [Diagnostic]
        /// Why it cannot be; empty when it can.
        package let refusals: [Diagnostic]
        let pinned: String
    }

    /// Compares the plan that a campaign is pinned to with another version.
    /// - throws: `Rejection` `plan.not-running`, `migrate.same`, and what the stored plan's reading throws.
    package static func migration(_ database: Database, to new: Definition) throws -> Migration {
        try database.read { try migration($0, to: new) }
    }

    /// Pins the campaign to the new version: its row and the journal in one transaction. Moments that are decided
    /// stay as they are; the new plan counts from where the campaign has come to. Nothing else may be running it.
    /// - throws: `Rejection` with the refusals, `task.no-reason`, and what `migration` throws.
    @discardableResult
    package static func migrate(
        _ database: Database, to new: Definition, by person: String, reason: String, now: Int64
    ) throws -> Migration {
        guard reason.contains(where: { !$0.isWhitespace }), person.contains(where: { !$0.isWhitespace }) else {
            throw Rejection("migrate.no-reason")
        }
        return try database.write { transaction in
            let migration = try migration(transaction, to: new)
            if !migration.refusals.isEmpty { throw Rejection(migration.refusals) }
            try RunStore.pin(transaction, new, previous: migration.pinned)
            try Journal.append(
                transaction, at: now, kind: "run.migrate", subject: new.id,
                [
                    "from": migration.pinned, "definition": new.hash, "calendar": new.calendar.hash, "by": person,
                    "reason": reason, "changes": "\(migration.difference.changes.count)",
                ])
            try RunStore.touch(transaction, plan: new.id, now: now)
            return migration
        }
    }

    private static func migration(_ transaction: Transaction, to new: Definition) throws -> Migration {
        guard let run = try RunStore.find(transaction, plan: new.id),
            let source = try RunStore.source(transaction, plan: new.id)
        else { throw Rejection("plan.not-running", ["plan": new.id]) }
        guard run.definitionHash != new.hash || run.calendarHash != new.calendar.hash else {
            throw Rejection("migrate.same", ["plan": new.id])
        }
        let calendar = try pinnedCalendar(transaction, run, new)
        let old = try Definition.parse(source, file: new.id) { _, _ in calendar }
        var passed: [Diagnostic] = []
        for moment in new.moments where moment.nominal.milliseconds <= run.cursor {
            let step = new.steps[moment.step]
            let known = try OccurrenceStore.find(transaction, plan: new.id, step: step.id, nominal: moment.nominal)
            guard known == nil else { continue }
            passed.append(
                Diagnostic(.warning, "migrate.passed", ["step": step.name, "at": moment.nominal.text], at: step.span))
        }
        return Migration(
            difference: PlanDifference(from: old, to: new), passed: passed,
            refusals: try refusals(transaction, old, new), pinned: run.definitionHash)
    }

    /// The calendar that the campaign has run by. One that began before calendars were kept is read by the new one, and
    /// then what another calendar moves is not told.
    private static func pinnedCalendar(
        _ transaction: Transaction, _ run: RunStore.Run, _ new: Definition
    ) throws -> WorkingCalendar {
        guard run.calendarHash != new.calendar.hash,
            let text = try RunStore.calendar(transaction, plan: new.id)
        else { return new.calendar }
        return try WorkingCalendar(csv: text, file: new.id)
    }

    /// Work that is under way must find its step again, done by the same kind of worker over the same list.
    private static func refusals(
        _ transaction: Transaction, _ old: Definition, _ new: Definition
    ) throws -> [Diagnostic] {
        var found: [Diagnostic] = []
        var told: Set<String> = []
        let open: [OccurrenceState] = [.waiting, .running, .failed, .held]
        let occurrences = try open.flatMap { try OccurrenceStore.inState(transaction, plan: new.id, $0) }
            .sorted { ($0.nominal, $0.id) < ($1.nominal, $1.id) }
        for occurrence in occurrences where !told.contains(occurrence.step) {
            let facts = [
                "step": old.step(occurrence.step)?.name ?? occurrence.step, "at": occurrence.nominal.text,
                "state": occurrence.state.rawValue,
            ]
            var code: String?
            if let step = new.step(occurrence.step) {
                guard let before = old.step(occurrence.step), occurrence.state != .waiting else { continue }
                if (step.task == nil) != (before.task == nil) || step.uses != before.uses
                    || step.forEach != before.forEach
                {
                    code = "migrate.running-changed"
                }
            } else {
                code = "migrate.running-gone"
            }
            guard let code else { continue }
            told.insert(occurrence.step)
            found.append(Diagnostic(.error, code, facts, at: new.step(occurrence.step)?.span))
        }
        return found
    }
}

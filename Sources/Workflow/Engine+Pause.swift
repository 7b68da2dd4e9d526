import Diagnostics
import Settings
import Storage

/// A stretch of time in which a phase stood still.
package struct Pause: Hashable, Sendable {
    package let phase: String
    /// Milliseconds of UTC.
    package let from: Int64
    package let by: String
    package let reason: String
    /// Nil while it lasts.
    package let to: Int64?
}

extension Engine {
    /// Lets a phase stand still: none of its moments starts, none of its waiting work is given out, none of its tasks
    /// escalates. Work in hand is finished.
    /// - throws: `Rejection` `phase.unknown`, `phase.paused`, `task.no-reason`.
    package func pause(phase id: String, by person: String, reason: String, now: Int64) throws {
        guard !reason.isEmpty else { throw Rejection("task.no-reason") }
        let phase = try phaseNamed(id)
        try database.write { transaction in
            guard try PauseStore.current(transaction, plan: plan, phase: id) == nil else {
                throw Rejection("phase.paused", ["phase": phase.name])
            }
            // What came up before the pause is not its business.
            var early = Advance()
            try takeUpMoments(transaction, now, &early)
            try PauseStore.insert(transaction, plan: plan, phase: id, at: now, by: person, reason: reason)
            try Journal.append(
                transaction, at: now, kind: "phase.pause", subject: id, ["by": person, "reason": reason])
            try RunStore.touch(transaction, plan: plan, now: now)
        }
    }

    /// Lets a phase go on. Each moment that came up meanwhile follows the catch-up policy of its step, and the
    /// deadlines and escalations of open tasks move by as many working days as the pause had.
    /// - throws: `Rejection` `phase.unknown`, `phase.not-paused`.
    package func resume(phase id: String, by person: String, now: Int64) throws {
        let phase = try phaseNamed(id)
        try database.write { transaction in
            guard let pause = try PauseStore.current(transaction, plan: plan, phase: id) else {
                throw Rejection("phase.not-paused", ["phase": phase.name])
            }
            var late = Advance()
            try takeUpMoments(transaction, now, &late)
            try PauseStore.end(transaction, plan: plan, phase: id, at: now, by: person)
            let days = workingDays(from: pause.from, to: max(pause.from, now))
            try Journal.append(
                transaction, at: now, kind: "phase.resume", subject: id, ["by": person, "workingDays": "\(days)"])
            for step in definition.steps where step.phase == id {
                try settlePaused(transaction, step, now)
                if days > 0 { try extendTasks(transaction, step, days, now) }
            }
            try RunStore.touch(transaction, plan: plan, now: now)
        }
    }

    /// The phases that stand still.
    package func pausedPhases() throws -> [String] {
        try database.read { try PauseStore.phases($0, plan: plan) }
    }

    /// All pauses, oldest first.
    package func pauses() throws -> [Pause] {
        try database.read { try PauseStore.all($0, plan: plan) }
    }

    private func phaseNamed(_ id: String) throws(Rejection) -> Phase {
        if let phase = definition.phase(id) { return phase }
        let names = definition.phases.map(\.id)
        throw Rejection([NearName.diagnostic("phase.unknown", ["phase": id], name: id, among: names, at: nil)])
    }

    /// The steps of phases that stand still.
    func pausedSteps(_ transaction: Transaction) throws -> [String] {
        let phases = try PauseStore.phases(transaction, plan: plan)
        guard !phases.isEmpty else { return [] }
        return definition.steps.filter { $0.phase.map(phases.contains) == true }.map(\.id)
    }

    /// Working days that a pause took away: those after its first day, up to its last.
    func workingDays(from start: Int64, to end: Int64) -> Int {
        let (first, last) = (Instant(milliseconds: start).date, Instant(milliseconds: end).date)
        return definition.calendar.workingDays(from: first.adding(days: 1), through: last).count
    }

    private func settlePaused(_ transaction: Transaction, _ step: PlannedStep, _ now: Int64) throws {
        let paused = try OccurrenceStore.of(transaction, plan: plan, step: step.id).filter { $0.state == .paused }
        guard let newest = paused.last else { return }
        for occurrence in paused {
            let isNewest = occurrence.id == newest.id
            let verdict = verdict(step, occurrence.nominal, now, mergeInto: isNewest ? nil : newest)
            let event: OccurrenceState.Event =
                switch verdict.state {
                case .merged: .merge
                case .expired: .expire
                case .held: .hold
                default: .resume
                }
            try move(
                transaction, occurrence, event, now,
                OccurrenceStore.Change(
                    reason: verdict.reason, decision: verdict.decision, mergedInto: verdict.mergedInto),
                detail: ["decision": verdict.decision.rawValue])
        }
    }

    private func extendTasks(_ transaction: Transaction, _ step: PlannedStep, _ days: Int, _ now: Int64) throws {
        guard step.task != nil else { return }
        func later(_ time: Int64) -> Int64 { moved(time, byWorkingDays: days) }
        for task in try TaskStore.unfinished(transaction, plan: plan, step: step.id) {
            guard task.deadline != nil || task.escalateAt != nil else { continue }
            try TaskStore.setTimes(
                transaction, id: task.id, deadline: task.deadline.map(later), escalateAt: task.escalateAt.map(later))
            for level in try TaskStore.escalations(transaction, task: task.id) where level.level > task.level {
                try TaskStore.moveEscalation(transaction, task: task.id, level: level.level, to: later(level.at))
            }
            try Journal.append(
                transaction, at: now, kind: "task.extend", subject: task.key,
                [
                    "workingDays": "\(days)", "deadline": task.deadline.map { "\(later($0))" } ?? "",
                    "state": task.state.rawValue,
                ])
        }
    }

    /// A deadline so many working days later, at the same time of day. That of 24:00 belongs to the day it ends.
    func moved(_ time: Int64, byWorkingDays days: Int) -> Int64 {
        let last = Instant(milliseconds: time - 1).date
        let day = definition.calendar.adding(workingDays: days, to: last)
        return time + Int64(day.daysSinceEpoch - last.daysSinceEpoch) * 86_400_000
    }
}

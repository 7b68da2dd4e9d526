import Diagnostics
import Storage

/// What an `advance` did, and when to call again.
package struct Advance: Sendable {
    package var events: [DispatchEvent] = []
    /// Milliseconds of UTC; at or before the given time when work waits to be claimed; nil when only people, or
    /// nothing at all, can move the campaign on.
    package var nextWakeup: Int64?
    /// Moments in the ledger that are not done, and moments still to come.
    package var unfinished = 0
}

extension Engine {
    /// Takes up what is due at `now`: planned moments, ended leases and time limits, escalations of tasks, and moments
    /// whose needs have succeeded. Where nothing was written since the last call and nothing is due, it looks no
    /// further than at that.
    package func advance(_ now: Int64) throws -> Advance {
        if let known = try stillKnown(now) { return known }
        let (result, known) = try database.write { transaction in
            var result = Advance()
            try takeUpMoments(transaction, now, &result)
            try endLeases(transaction, now, &result)
            let paused = try pausedSteps(transaction)
            try escalate(transaction, now, without: paused, &result)
            try startWaiting(transaction, now, without: paused, &result)
            if !result.events.isEmpty { try RunStore.touch(transaction, plan: plan, now: now) }
            let cursor = try run(transaction).cursor
            let coming = firstMoment(after: cursor)
            var times = [
                try StepStore.nextLease(transaction, plan: plan),
                try TaskStore.nextEscalation(transaction, plan: plan, without: paused),
                try OccurrenceStore.nextTime(transaction, plan: plan, after: now),
            ].compactMap { $0 }
            if coming < definition.moments.count { times.append(definition.moments[coming].nominal.milliseconds) }
            let next = times.min()
            let work = try StepStore.nextDue(transaction, plan: plan, without: paused)
            result.nextWakeup = [next, work].compactMap { $0 }.min()
            result.unfinished =
                try OccurrenceStore.unfinished(transaction, plan: plan, notAfter: cursor)
                + definition.moments.count - coming
            let sequence = try JournalStore.last(transaction)?.sequence ?? 0
            return (result, Known(at: now, sequence: sequence, next: next, work: work, unfinished: result.unfinished))
        }
        lastAdvance.withLock { $0 = known }
        return result
    }

    /// What the last call found, if nothing was written since and nothing has come due. Every change of state is in
    /// the journal, whoever made it.
    private func stillKnown(_ now: Int64) throws -> Advance? {
        guard let known = lastAdvance.withLock({ $0 }), known.at <= now, known.next.map({ now < $0 }) ?? true else {
            return nil
        }
        let sequence = try database.read { try JournalStore.last($0)?.sequence ?? 0 }
        guard sequence == known.sequence else { return nil }
        var result = Advance()
        result.nextWakeup = [known.next, known.work].compactMap { $0 }.min()
        result.unfinished = known.unfinished
        return result
    }

    /// Index of the first planned moment after `cursor`.
    func firstMoment(after cursor: Int64) -> Int {
        var low = 0
        var high = definition.moments.count
        while low < high {
            let middle = (low + high) / 2
            if definition.moments[middle].nominal.milliseconds <= cursor { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func endLeases(_ transaction: Transaction, _ now: Int64, _ result: inout Advance) throws {
        for step in try StepStore.ended(transaction, plan: plan, now: now) {
            guard let claimed = step.claimed else { continue }
            let planned = planned(step.step)
            if now >= claimed + planned.timeout {
                let outcome = failure(step, planned, now, reason: "no result within \(planned.timeout / 1000) s")
                try change(transaction, step, outcome.event, now, outcome.change)
                try finishIfDone(transaction, occurrence: step.occurrence, now, &result.events)
            } else {
                try lose(transaction, step, now, reason: "the lease ran out")
            }
            result.events.append(.lost(planned, step.nominal, item: step.item))
        }
    }

    /// What a failure leads to: another try after a pause, or the end of trying.
    func failure(
        _ step: StepRecord, _ planned: PlannedStep, _ now: Int64, reason: String
    ) -> (event: StepState.Event, change: StepStore.Change) {
        let failures = step.failures + 1
        if failures >= planned.retry.attempts {
            return (.exhaust, StepStore.Change(state: .dead, failures: failures, notBefore: now, reason: reason))
        }
        let next = now + planned.retry.backoff(failures: failures)
        return (.fail, StepStore.Change(state: .retrying, failures: failures, notBefore: next, reason: reason))
    }

    private func escalate(
        _ transaction: Transaction, _ now: Int64, without paused: [String], _ result: inout Advance
    ) throws {
        for task in try TaskStore.escalating(transaction, plan: plan, now: now, without: paused) {
            let levels = try TaskStore.escalations(transaction, task: task.id).filter { $0.level > task.level }
            guard let passed = levels.last(where: { $0.at <= now }) else { continue }
            try TaskStore.pass(
                transaction, task: task.id, level: passed.level,
                next: levels.first { $0.level > passed.level }?.at)
            // Of several levels that passed while nobody looked, the highest that may takes over.
            guard let level = levels.last(where: { $0.at <= now && task.mayPass(to: $0.role) }) else { continue }
            try TaskStore.escalate(transaction, task, to: level.role, now: now)
            try Journal.append(
                transaction, at: now, kind: "task.escalate", subject: task.key,
                [
                    "from": task.wantedRole, "to": level.role, "level": "\(level.level)",
                    "state": task.state.rawValue,
                ])
            if let escalated = try TaskStore.find(transaction, id: task.id) {
                result.events.append(.taskEscalated(escalated))
            }
        }
    }

    /// Starts waiting moments whose needs have succeeded, until no more can start.
    private func startWaiting(
        _ transaction: Transaction, _ now: Int64, without paused: [String], _ result: inout Advance
    ) throws {
        var moved = true
        while moved {
            moved = false
            for occurrence in try OccurrenceStore.startable(transaction, plan: plan, now: now)
            where !paused.contains(occurrence.step) {
                switch try needs(transaction, of: occurrence) {
                case .pending: continue
                case .expired(let need):
                    try move(
                        transaction, occurrence, .expire, now,
                        OccurrenceStore.Change(reason: [
                            "code": "explain.expired-need", "step": planned(occurrence.step).name,
                            "at": occurrence.nominal.text, "need": planned(need).name,
                        ]))
                    result.events.append(.due(planned(occurrence.step), occurrence.nominal, .expired))
                case .met:
                    if try takeSignals(transaction, occurrence, now) != nil { continue }
                    guard try holds(transaction, occurrence, now, &result) else { break }
                    try start(transaction, occurrence, now, &result)
                }
                moved = true
            }
        }
    }

    /// Looks at the moment's condition; where it does not hold the moment is skipped, and where it cannot be told,
    /// held for a person.
    private func holds(
        _ transaction: Transaction, _ occurrence: Occurrence, _ now: Int64, _ result: inout Advance
    ) throws -> Bool {
        let step = planned(occurrence.step)
        guard let condition = step.condition else { return true }
        var facts = ["step": step.name, "at": occurrence.nominal.text, "condition": condition.text]
        do {
            let outputs = try conditionFacts(transaction, occurrence, condition)
            if try condition.evaluate(
                outputs: outputs, date: occurrence.nominal.date, calendar: definition.calendar)
            {
                return true
            }
            facts["code"] = "explain.skipped"
            try move(
                transaction, occurrence, .skip, now, OccurrenceStore.Change(reason: facts, decision: .skipped))
            result.events.append(.due(step, occurrence.nominal, .skipped))
        } catch let rejection as Rejection {
            facts["code"] = "explain.condition-unknown"
            facts["reason"] = rejection.description
            try move(transaction, occurrence, .hold, now, OccurrenceStore.Change(reason: facts, decision: .held))
            result.events.append(.due(step, occurrence.nominal, .held))
        }
        return false
    }

    /// What the pieces, or tasks, of the needed moments gave out, by step. One that had nothing to do gave out 0 for
    /// every name that is asked for.
    private func conditionFacts(
        _ transaction: Transaction, _ occurrence: Occurrence, _ condition: Condition
    ) throws -> [String: Condition.Output] {
        var outputs: [String: Condition.Output] = [:]
        for need in planned(occurrence.step).needs {
            guard let found = try needed(transaction, need, occurrence) else { continue }
            let pieces = try StepStore.of(transaction, occurrence: found.id).filter { $0.state == .succeeded }
            let tasks = try TaskStore.of(transaction, occurrence: found.id).filter { $0.state != .cancelled }
            let items =
                pieces.map(\.output) + tasks.map { $0.values.merging(["decision": $0.decision ?? ""]) { $1 } }
            let asked = condition.outputs.filter { $0.need == need }.map { ($0.name, "0") }
            outputs[need] =
                items.isEmpty ? Dictionary(asked) { first, _ in first } : Condition.gather(items)
        }
        return outputs
    }

    enum Needs {
        case met
        /// The step waited for, and the state it is in; nil when it is not in the ledger.
        case pending(String, OccurrenceState?)
        case expired(String)
    }

    func needs(_ transaction: Transaction, of occurrence: Occurrence) throws -> Needs {
        for need in planned(occurrence.step).needs {
            switch try needed(transaction, need, occurrence)?.state {
            // A skipped moment had nothing to do: those after it go on.
            case .succeeded, .skipped: continue
            case .expired, .cancelled: return .expired(need)
            case let state: return .pending(need, state)
            }
        }
        return .met
    }

    /// The moment of a needed step that counts: the newest up to the same time, or the one that stands for it.
    private func needed(
        _ transaction: Transaction, _ need: String, _ occurrence: Occurrence
    ) throws -> Occurrence? {
        let found = try OccurrenceStore.newest(transaction, plan: plan, step: need, notAfter: occurrence.nominal)
        guard let target = found?.mergedInto else { return found }
        return try OccurrenceStore.find(transaction, id: target)
    }

    /// Writes the work of a moment: a piece, or a task, for each item.
    private func start(
        _ transaction: Transaction, _ occurrence: Occurrence, _ now: Int64, _ result: inout Advance
    ) throws {
        let step = planned(occurrence.step)
        let items = try step.forEach.map { try self.items($0, transaction) } ?? [Item(id: "", title: step.name)]
        precondition(
            Set(items.map(\.id)).count == items.count, "the list \(step.forEach ?? "") names an item twice")
        try move(transaction, occurrence, .start, now, detail: ["items": "\(items.count)"])
        result.events.append(.started(step, occurrence.nominal, items: items.count))
        if let form = step.task {
            for item in items { try raise(transaction, occurrence, step, form, item, now, &result.events) }
        } else {
            let first = try StepStore.nextID(transaction)
            for (offset, item) in items.enumerated() {
                try StepStore.insert(transaction, plan: plan, id: first + offset, occurrence, item, now: now)
                try Journal.append(
                    transaction, at: now, kind: "step.enqueue",
                    subject: occurrence.subject + (item.id.isEmpty ? "" : "/\(item.id)"),
                    ["state": StepState.pending.rawValue])
            }
        }
        if items.isEmpty { try finishIfDone(transaction, occurrence: occurrence.id, now, &result.events) }
    }

    /// Ends an occurrence whose pieces, or tasks, are all settled.
    func finishIfDone(
        _ transaction: Transaction, occurrence id: Int, _ now: Int64, _ events: inout [DispatchEvent]
    ) throws {
        guard let occurrence = try OccurrenceStore.find(transaction, id: id), occurrence.state == .running else {
            return
        }
        let step = planned(occurrence.step)
        if step.task != nil {
            guard try !TaskStore.hasUnfinished(transaction, occurrence: id) else { return }
        } else {
            guard try !StepStore.hasWork(transaction, occurrence: id) else { return }
            let stuck = try StepStore.stuckCount(transaction, occurrence: id)
            if stuck > 0 {
                try move(transaction, occurrence, .fail, now, detail: ["stuck": "\(stuck)"])
                events.append(.occurrenceFailed(step, occurrence.nominal, stuck: stuck))
                return
            }
        }
        try move(transaction, occurrence, .finish, now)
        events.append(.finished(step, occurrence.nominal))
    }
}

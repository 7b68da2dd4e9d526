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
    /// Takes up what is due at `now`: planned moments, ended leases and time limits, deadlines of tasks, and moments
    /// whose needs have succeeded.
    package func advance(_ now: Int64) throws -> Advance {
        try database.write { transaction in
            var result = Advance()
            try takeUpMoments(transaction, now, &result)
            try endLeases(transaction, now, &result)
            try escalate(transaction, now, &result)
            try startWaiting(transaction, now, &result)
            if !result.events.isEmpty { try RunStore.touch(transaction, plan: plan, now: now) }
            let cursor = try run(transaction).cursor
            let coming = firstMoment(after: cursor)
            var times = try StepStore.nextTimes(transaction, plan: plan)
            times += try TaskStore.unfinished(transaction, plan: plan).compactMap { task in
                task.mayEscalate ? task.deadline : nil
            }
            if coming < definition.moments.count { times.append(definition.moments[coming].nominal.milliseconds) }
            result.nextWakeup = times.min()
            let open: [OccurrenceState] = [.waiting, .running, .failed, .held]
            result.unfinished =
                try open.reduce(0) { try $0 + OccurrenceStore.inState(transaction, plan: plan, $1).count }
                + definition.moments.count - coming
            return result
        }
    }

    /// Index of the first planned moment after `cursor`.
    private func firstMoment(after cursor: Int64) -> Int {
        var low = 0
        var high = definition.moments.count
        while low < high {
            let middle = (low + high) / 2
            if definition.moments[middle].nominal.milliseconds <= cursor { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Writes every moment between the cursor and now into the ledger, with the decision about it.
    private func takeUpMoments(_ transaction: Transaction, _ now: Int64, _ result: inout Advance) throws {
        let cursor = try run(transaction).cursor
        let due = definition.moments[firstMoment(after: cursor)...].prefix { $0.nominal.milliseconds <= now }
        guard let last = due.last else { return }
        // The newest due moment of each step stands for the missed ones where the policy is to merge.
        var newest: [Int: Int] = [:]
        for (offset, moment) in due.enumerated() { newest[moment.step] = offset }
        let firstID = try OccurrenceStore.nextID(transaction)
        for (offset, moment) in due.enumerated() {
            let step = definition.steps[moment.step]
            let target = newest[moment.step] ?? offset
            let into = target == offset ? nil : (firstID + target, due[due.startIndex + target].nominal)
            let occurrence = decide(step, moment.nominal, now, id: firstID + offset, mergeInto: into)
            guard try OccurrenceStore.insert(transaction, plan: plan, occurrence) else { continue }
            try Journal.append(
                transaction, at: now, kind: "occurrence.\(occurrence.decision.rawValue)", subject: occurrence.subject,
                ["state": occurrence.state.rawValue])
            result.events.append(
                .due(step, moment.nominal, occurrence.decision))
        }
        try RunStore.moveCursor(transaction, plan: plan, to: last.nominal.milliseconds)
    }

    private func decide(
        _ step: PlannedStep, _ nominal: Instant, _ now: Int64, id: Int, mergeInto: (id: Int, nominal: Instant)?
    ) -> Occurrence {
        let missed = now - nominal.milliseconds > tolerance
        var reason = ["code": "explain.ran", "step": step.name, "at": nominal.text]
        var state = OccurrenceState.waiting
        var decision = Decision.ran
        var target: Int?
        if missed {
            switch step.catchUp {
            case .merge where mergeInto != nil:
                (decision, state, target) = (.merged, .merged, mergeInto?.id)
                reason["into"] = mergeInto?.nominal.text
            case .runLate, .merge:
                decision = .late
                reason["seen"] = Instant(milliseconds: now).text
            case .expire: (decision, state) = (.expired, .expired)
            case .hold: (decision, state) = (.held, .held)
            }
            reason["code"] = "explain.\(decision.rawValue)"
        }
        return Occurrence(
            id: id, step: step.id, nominal: nominal, state: state, decision: decision, reason: reason,
            mergedInto: target, seen: now, finished: state.isFinal ? now : nil)
    }

    private func endLeases(_ transaction: Transaction, _ now: Int64, _ result: inout Advance) throws {
        for step in try StepStore.claimed(transaction, plan: plan) {
            guard let lease = step.lease, lease <= now, let claimed = step.claimed else { continue }
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

    private func escalate(_ transaction: Transaction, _ now: Int64, _ result: inout Advance) throws {
        for task in try TaskStore.unfinished(transaction, plan: plan) {
            guard task.mayEscalate, let deadline = task.deadline, deadline <= now, let role = task.escalateTo else {
                continue
            }
            try TaskStore.escalate(transaction, id: task.id, to: role, now: now)
            try Journal.append(
                transaction, at: now, kind: "task.escalate", subject: task.key,
                ["from": task.role, "to": role, "state": task.state.rawValue])
            if let escalated = try TaskStore.find(transaction, id: task.id) {
                result.events.append(.taskEscalated(escalated))
            }
        }
    }

    /// Starts waiting moments whose needs have succeeded, until no more can start.
    private func startWaiting(_ transaction: Transaction, _ now: Int64, _ result: inout Advance) throws {
        var moved = true
        while moved {
            moved = false
            for occurrence in try OccurrenceStore.inState(transaction, plan: plan, .waiting) {
                switch try needs(transaction, of: occurrence) {
                case .pending: continue
                case .expired(let need):
                    try move(
                        transaction, occurrence, .expire, now,
                        reason: [
                            "code": "explain.expired-need", "step": planned(occurrence.step).name,
                            "at": occurrence.nominal.text, "need": planned(need).name,
                        ])
                    result.events.append(.due(planned(occurrence.step), occurrence.nominal, .expired))
                case .met: try start(transaction, occurrence, now, &result)
                }
                moved = true
            }
        }
    }

    enum Needs {
        case met
        /// The step waited for, and the state it is in; nil when it is not in the ledger.
        case pending(String, OccurrenceState?)
        case expired(String)
    }

    func needs(_ transaction: Transaction, of occurrence: Occurrence) throws -> Needs {
        for need in planned(occurrence.step).needs {
            var found = try OccurrenceStore.newest(
                transaction, plan: plan, step: need, notAfter: occurrence.nominal)
            if let target = found?.mergedInto { found = try OccurrenceStore.find(transaction, id: target) }
            switch found?.state {
            case .succeeded: continue
            case .expired, .cancelled: return .expired(need)
            case let state: return .pending(need, state)
            }
        }
        return .met
    }

    /// Writes the work of a moment: a piece, or a task, for each item.
    private func start(
        _ transaction: Transaction, _ occurrence: Occurrence, _ now: Int64, _ result: inout Advance
    ) throws {
        let step = planned(occurrence.step)
        let items = try step.forEach.map { try self.items($0, transaction) } ?? [Item(id: "", title: step.name)]
        precondition(
            Set(items.map(\.id)).count == items.count, "the list \(step.forEach ?? "") names an item twice")
        try move(transaction, occurrence, .start, now, ["items": "\(items.count)"])
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
            guard try TaskStore.of(transaction, occurrence: id).allSatisfy(\.isFinished) else { return }
        } else {
            let counts = try StepStore.counts(transaction, occurrence: id)
            let working: [StepState] = [.pending, .claimed, .retrying]
            guard working.allSatisfy({ counts[$0, default: 0] == 0 }) else { return }
            let stuck = counts[.dead, default: 0] + counts[.held, default: 0]
            if stuck > 0 {
                try move(transaction, occurrence, .fail, now, ["stuck": "\(stuck)"])
                events.append(.occurrenceFailed(step, occurrence.nominal, stuck: stuck))
                return
            }
        }
        try move(transaction, occurrence, .finish, now)
        events.append(.finished(step, occurrence.nominal))
    }
}

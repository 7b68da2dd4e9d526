import Diagnostics
import Storage

/// How planned moments enter the ledger, each once, with the decision about it.
extension Engine {
    /// Why all moments that are now taken up get the same decision.
    enum Fixed {
        /// A database was brought back from a copy: what was planned until then may have been done.
        case gap(from: Int64, to: Int64)
        /// The campaign was given up.
        case cancelled(person: String, reason: String)
    }

    /// What is decided about a moment.
    struct Verdict {
        var state: OccurrenceState
        var decision: Decision
        /// A code of the catalogue under `code`, and its arguments.
        var reason: [String: String]
        var mergedInto: Int?
    }

    /// Writes every moment between the cursor and now into the ledger, with the decision about it. Those that a person
    /// has spoken of before their time are there already.
    func takeUpMoments(
        _ transaction: Transaction, _ now: Int64, through horizon: Int64? = nil, fixed: Fixed? = nil,
        _ result: inout Advance
    ) throws {
        let cursor = try run(transaction).cursor
        let horizon = horizon ?? now
        let due = definition.moments[firstMoment(after: cursor)...].prefix { $0.nominal.milliseconds <= horizon }
        guard let last = due.last else { return }
        let paused = try pausedSteps(transaction)
        let fresh = try due.filter { moment in
            try OccurrenceStore.find(
                transaction, plan: plan, step: definition.steps[moment.step].id, nominal: moment.nominal) == nil
        }
        let firstID = try OccurrenceStore.nextID(transaction)
        // The newest due moment of each step stands for the missed ones where the policy is to merge.
        var newest: [Int: (id: Int, nominal: Instant)] = [:]
        for (offset, moment) in fresh.enumerated() { newest[moment.step] = (firstID + offset, moment.nominal) }
        for (offset, moment) in fresh.enumerated() {
            let step = definition.steps[moment.step]
            let id = firstID + offset
            let verdict: Verdict
            if let fixed {
                verdict = self.verdict(step, moment.nominal, fixed)
            } else if paused.contains(step.id) {
                verdict = Verdict(
                    state: .paused, decision: .paused,
                    reason: ["code": "explain.paused", "step": step.name, "at": moment.nominal.text])
            } else {
                let into = newest[moment.step].flatMap { $0.id == id ? nil : $0 }
                verdict = self.verdict(step, moment.nominal, now, mergeInto: into)
            }
            try enter(transaction, step, moment.nominal, verdict, id: id, now)
            result.events.append(.due(step, moment.nominal, verdict.decision))
        }
        try RunStore.moveCursor(transaction, plan: plan, to: last.nominal.milliseconds)
    }

    func enter(
        _ transaction: Transaction, _ step: PlannedStep, _ nominal: Instant, _ verdict: Verdict, id: Int,
        _ now: Int64, _ detail: [String: String] = [:]
    ) throws {
        let occurrence = Occurrence(
            id: id, step: step.id, nominal: nominal, state: verdict.state, decision: verdict.decision,
            reason: verdict.reason, mergedInto: verdict.mergedInto, seen: now,
            finished: verdict.state.isFinal ? now : nil)
        let isNew = try OccurrenceStore.insert(transaction, plan: plan, occurrence)
        precondition(isNew, "\(occurrence.subject) was looked for in this transaction")
        try Journal.append(
            transaction, at: now, kind: "occurrence.\(occurrence.decision.rawValue)", subject: occurrence.subject,
            detail.merging(["state": occurrence.state.rawValue]) { $1 })
    }

    /// What the step's policy says about a moment that is seen at `now`.
    func verdict(
        _ step: PlannedStep, _ nominal: Instant, _ now: Int64, mergeInto: (id: Int, nominal: Instant)?
    ) -> Verdict {
        var verdict = Verdict(
            state: .waiting, decision: .ran, reason: ["step": step.name, "at": nominal.text])
        if now - nominal.milliseconds > tolerance {
            switch step.catchUp {
            case .merge where mergeInto != nil:
                (verdict.state, verdict.decision, verdict.mergedInto) = (.merged, .merged, mergeInto?.id)
                verdict.reason["into"] = mergeInto?.nominal.text
            case .runLate, .merge:
                verdict.decision = .late
                verdict.reason["seen"] = Instant(milliseconds: now).text
            case .expire: (verdict.state, verdict.decision) = (.expired, .expired)
            case .hold: (verdict.state, verdict.decision) = (.held, .held)
            }
        }
        verdict.reason["code"] = "explain.\(verdict.decision.rawValue)"
        return verdict
    }

    func verdict(_ step: PlannedStep, _ nominal: Instant, _ now: Int64, mergeInto: Occurrence?) -> Verdict {
        verdict(step, nominal, now, mergeInto: mergeInto.map { ($0.id, $0.nominal) })
    }

    private func verdict(_ step: PlannedStep, _ nominal: Instant, _ fixed: Fixed) -> Verdict {
        let facts = ["step": step.name, "at": nominal.text]
        switch fixed {
        case .gap(let from, let to):
            let gap = [
                "code": "explain.gap", "from": Instant(milliseconds: from).text, "to": Instant(milliseconds: to).text,
            ]
            return Verdict(state: .held, decision: .held, reason: facts.merging(gap) { $1 })
        case .cancelled(let person, let reason):
            let word = ["code": "explain.given-up", "person": person, "reason": reason]
            return Verdict(state: .cancelled, decision: .cancelled, reason: facts.merging(word) { $1 })
        }
    }
}

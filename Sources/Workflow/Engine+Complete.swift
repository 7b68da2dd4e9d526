import Diagnostics
import Storage

extension Engine {
    /// Settles claims, all in one transaction, in the given order. A claim whose fence is no longer the newest is
    /// refused: nothing of it is written and it comes back as `.stale`.
    /// - returns: what happened, in order.
    /// - throws: what a `commit` threw, or the store; then nothing of any of them is written.
    package func complete(_ completions: [Completion], now: Int64) throws -> [DispatchEvent] {
        guard !completions.isEmpty else { return [] }
        return try database.write { transaction in
            var events: [DispatchEvent] = []
            var touched: [Int] = []
            for completion in completions {
                let claim = completion.claim
                guard let step = try StepStore.find(transaction, id: claim.id), step.state == .claimed,
                    step.fence == claim.fence
                else {
                    events.append(.stale(claim))
                    continue
                }
                let (event, change, told) = settle(step, completion, now)
                precondition(step.state.after(event) == change.state, "a claim cannot \(event)")
                guard try StepStore.settle(transaction, id: claim.id, fence: claim.fence, change) else {
                    preconditionFailure("the fence was read in this transaction")
                }
                try note(
                    transaction, step, event, change.state, now,
                    change.reason.isEmpty ? change.output : ["reason": change.reason])
                try completion.outcome.commit?(transaction)
                events.append(told)
                if touched.last != step.occurrence { touched.append(step.occurrence) }
            }
            var seen: Set<Int> = []
            for occurrence in touched where seen.insert(occurrence).inserted {
                try finishIfDone(transaction, occurrence: occurrence, now, &events)
            }
            try RunStore.touch(transaction, plan: plan, now: now)
            return events
        }
    }

    private func settle(
        _ step: StepRecord, _ completion: Completion, _ now: Int64
    ) -> (StepState.Event, StepStore.Change, DispatchEvent) {
        let claim = completion.claim
        switch completion.outcome.result {
        case .succeeded(let output):
            let change = StepStore.Change(
                state: .succeeded, failures: step.failures, notBefore: step.notBefore, output: output, finished: now)
            return (.succeed, change, .stepFinished(claim, output: output))
        case .failed(let reason):
            let (event, change) = failure(step, claim.step, now, reason: reason)
            return (
                event, change,
                .stepFailed(claim, reason: reason, retryAt: event == .fail ? change.notBefore : nil)
            )
        case .rejected(let rejection):
            let change = StepStore.Change(
                state: .held, failures: step.failures, notBefore: step.notBefore, reason: rejection.description)
            return (.reject, change, .stepRejected(claim, rejection))
        case .snoozed(let until):
            let change = StepStore.Change(state: .pending, failures: step.failures, notBefore: until)
            return (.snooze, change, .stepSnoozed(claim, until: until))
        }
    }

    /// What the pieces of a step left behind at one of its moments: the outputs by item id (empty for a step without
    /// `for-each`), of those that succeeded.
    package func outputs(of step: String, at nominal: Instant) throws -> [String: [String: String]] {
        try database.read { transaction in
            guard let occurrence = try OccurrenceStore.find(transaction, plan: plan, step: step, nominal: nominal)
            else { return [:] }
            return Dictionary(
                uniqueKeysWithValues: try StepStore.of(transaction, occurrence: occurrence.id)
                    .filter { $0.state == .succeeded }.map { ($0.item, $0.output) })
        }
    }
}

import Diagnostics
import Storage

/// What a handler made of its claim.
package struct StepOutcome: Sendable {
    package enum Result: Sendable {
        /// Small facts for those who come after.
        case succeeded([String: String])
        /// Tried again by the step's policy.
        case failed(reason: String)
        /// Wrong input: kept for a person.
        case rejected(Rejection)
        /// Called again at the given time (milliseconds of UTC); this is no failure.
        case snoozed(until: Int64)
    }

    package let result: Result
    /// Runs inside of the transaction that completes the step, after the fence was checked: what it writes and the
    /// completion commit together. It may run twice, the first time rolled back, so it must do nothing but write.
    package let commit: (@Sendable (Transaction) throws -> Void)?

    package init(_ result: Result, commit: (@Sendable (Transaction) throws -> Void)? = nil) {
        self.result = result
        self.commit = commit
    }

    package static func succeeded(
        _ output: [String: String] = [:], commit: (@Sendable (Transaction) throws -> Void)? = nil
    ) -> StepOutcome {
        StepOutcome(.succeeded(output), commit: commit)
    }
}

/// A claim and its outcome.
package struct Completion: Sendable {
    package let claim: Claim
    package let outcome: StepOutcome

    package init(_ claim: Claim, _ outcome: StepOutcome) {
        self.claim = claim
        self.outcome = outcome
    }
}

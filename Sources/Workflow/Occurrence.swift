import Storage

/// One thing of a `for-each` list.
package struct Item: Hashable, Sendable {
    /// Unique within its list, for example a division code.
    package let id: String
    package let title: String
    /// What it is about, in hundredths of a yuan, where approvals are measured by that.
    package let amount: Int64?
    /// The decisions that may be taken about it where a task's own do not fit; nil for the task's.
    package let choices: [String]?

    package init(id: String, title: String, amount: Int64? = nil, choices: [String]? = nil) {
        self.id = id
        self.title = title
        self.amount = amount
        self.choices = choices
    }
}

/// What was decided about a planned moment when it was first seen, or when its phase went on after a pause.
package enum Decision: String, Sendable {
    case ran, late, merged, expired, held, paused, skipped, cancelled
}

/// A planned moment as the ledger has it.
package struct Occurrence: Sendable {
    package let id: Int
    package let step: String
    package let nominal: Instant
    package let state: OccurrenceState
    package let decision: Decision
    /// A code of the catalogue (`explain.…`) under `code`, and its arguments.
    package let reason: [String: String]
    package let mergedInto: Int?
    /// When the engine first saw it, milliseconds of UTC.
    package let seen: Int64
    package let finished: Int64?

    package var subject: String { "\(step)@\(nominal.text)" }
}

/// One piece of work as the ledger has it.
package struct StepRecord: Sendable {
    package let id: Int
    package let occurrence: Int
    package let step: String
    package let nominal: Instant
    /// The item's id; empty for a step without `for-each`.
    package let item: String
    package let title: String
    package let state: StepState
    package let attempt: Int
    package let failures: Int
    package let fence: Int
    package let claimed: Int64?
    package let lease: Int64?
    package let notBefore: Int64
    package let output: [String: String]
    package let reason: String

    package var subject: String { "\(step)@\(nominal.text)" + (item.isEmpty ? "" : "/\(item)") }
}

/// A piece of work in a worker's hands, valid while its fence is the newest.
package struct Claim: Sendable {
    /// The number of the work, for `Engine.retry` and messages.
    package let id: Int
    package let step: PlannedStep
    package let occurrence: Int
    /// The planned moment, whenever the work really runs.
    package let nominal: Instant
    /// The item of the step's `for-each`; nil for a step without.
    package let item: Item?
    /// 1 for the first try.
    package let attempt: Int
    package let failures: Int
    package let fence: Int
    package let worker: String
    /// Until when the claim holds unless renewed, milliseconds of UTC.
    package let lease: Int64

    package var date: CivilDate { nominal.date }
    package var subject: String { "\(step.id)@\(nominal.text)" + (item.map { "/\($0.id)" } ?? "") }
}

import Diagnostics
import Storage

/// What happens while a campaign runs, for whoever shows it.
package enum DispatchEvent: Sendable {
    /// A phase has begun; `moments` is how many moments it plans in all.
    case phaseStarted(Phase, moments: Int)
    /// The clock has passed the phase's last day, or everything planned in it is done.
    case phaseFinished(Phase)
    /// A planned moment came up, and what was decided about it.
    case due(PlannedStep, Instant, Decision)
    /// Its needs are done: so many pieces of work, or tasks.
    case started(PlannedStep, Instant, items: Int)
    /// Every piece of the moment is done.
    case finished(PlannedStep, Instant)
    /// The moment waits for a person: so many pieces cannot go on.
    case occurrenceFailed(PlannedStep, Instant, stuck: Int)
    /// A piece of work is done.
    case stepFinished(Claim, output: [String: String])
    /// A piece of work failed; it is tried again at `retryAt` (milliseconds of UTC), or not any more.
    case stepFailed(Claim, reason: String, retryAt: Int64?)
    /// The input of a piece of work is wrong: a person has to see to it.
    case stepRejected(Claim, Rejection)
    case stepSnoozed(Claim, until: Int64)
    /// A lease or time limit ran out; the item is empty for a step without `for-each`.
    case lost(PlannedStep, Instant, item: String)
    /// A result came too late: the work had been given to another. Nothing of it was kept.
    case stale(Claim)
    case taskOpened(HumanTask)
    case taskEscalated(HumanTask)
    /// A delivery changed its state.
    case delivery(Delivery)
    /// The clock was set, or the machine slept.
    case clockChanged(ClockChange)
    /// The database was brought back from a backup: what may have been done waits for a person.
    case historyLost(LostHistory)
    /// The database could not be written; tried again at `retryAt`.
    case storageFailed(reason: String, retryAt: Int64)
}

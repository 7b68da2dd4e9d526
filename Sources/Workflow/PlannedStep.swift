import Diagnostics
import Settings
import Storage

/// What happens to moments that passed while nobody was there to run them.
package enum CatchUp: String, CaseIterable, Sendable {
    /// Each runs as soon as possible.
    case runLate = "run-late"
    /// Only the newest runs, and stands for the others.
    case merge
    /// They do not run.
    case expire
    /// They wait for a person's word.
    case hold
}

/// How often a failed step is tried, and how long apart: `wait`, doubled each time, at most `longest`.
package struct RetryPolicy: Hashable, Sendable {
    /// All tries together; at least 1.
    package let attempts: Int
    /// Milliseconds.
    package let wait: Int64
    /// Milliseconds.
    package let longest: Int64

    package static let standard = RetryPolicy(attempts: 5, wait: 60_000, longest: 3_600_000)

    package init(attempts: Int, wait: Int64, longest: Int64) {
        precondition(attempts >= 1 && wait > 0 && longest >= wait, "a retry policy tries at least once and waits")
        self.attempts = attempts
        self.wait = wait
        self.longest = longest
    }

    /// Milliseconds to wait after the `failures`-th failure.
    package func backoff(failures: Int) -> Int64 {
        let doubled = wait.multipliedReportingOverflow(by: 1 << Int64(min(max(0, failures - 1), 40)))
        return doubled.overflow ? longest : min(longest, doubled.partialValue)
    }
}

/// One step of a plan.
package struct PlannedStep: Sendable {
    package let id: String
    package let name: String
    /// The phase it belongs to; nil for a step of the plan itself.
    package let phase: String?
    /// The handler that does the work; for a step people do, its own id.
    package let uses: String
    package let schedule: Schedule
    package let with: ConfigValue
    package let needs: [String]
    /// The list whose items it runs for, one piece of work each.
    package let forEach: String?
    package let retry: RetryPolicy
    /// Milliseconds one try may take.
    package let timeout: Int64
    package let catchUp: CatchUp
    package let task: TaskForm?
    /// Where it does not hold at a moment, the step is skipped there; nil holds always.
    package let condition: Condition?
    /// Signals that must have been given before a moment of the step begins.
    package let waitsFor: [String]
    package let span: SourceSpan
    /// Places of the parts, for messages: `at`, `uses`, `for-each`, `needs` and so on.
    let places: [String: SourceSpan]

    func place(_ key: String) -> SourceSpan { places[key] ?? span }
}

/// A stretch of days with a name.
package struct Phase: Sendable {
    package let id: String
    package let name: String
    package let days: CivilSpan
    package let span: SourceSpan
}

/// An office or post that decides.
package struct Role: Sendable {
    package let id: String
    package let title: String
}

/// Something that happens outside of the program and is told to it once, for example that the bank has sent its file.
package struct Signal: Sendable {
    package let id: String
    package let title: String
    let span: SourceSpan
}

import Diagnostics
import Dispatch

/// What became of a try to send something. Reasons are diagnostics, so that whoever shows them can choose the language.
package struct SendOutcome: Sendable {
    package enum Result: Sendable, Equatable {
        /// The other side took it.
        case sent
        case acknowledged
        /// It surely did not go out, or only to those whom the receipt names; to be tried again.
        case notSent
        /// It was not its turn: no failure.
        case notYet
        /// Refused for good.
        case refused
        /// It may have gone out.
        case unknown
    }

    package let result: Result
    /// The other side's proof: a job's number, a mail server's answer for each recipient.
    package let receipt: String
    package let reason: Diagnostic?
    /// Milliseconds from now until it should be looked at (`sent`, `unknown`) or tried again (`notSent`, `notYet`).
    package let after: Int64?

    init(_ result: Result, receipt: String = "", reason: Diagnostic? = nil, after: Int64? = nil) {
        self.result = result
        self.receipt = receipt
        self.reason = reason
        self.after = after
    }

    init(
        _ result: Result, _ code: String, _ arguments: [String: String] = [:], receipt: String = "",
        after: Int64? = nil
    ) {
        self.init(result, receipt: receipt, reason: Diagnostic(.error, code, arguments), after: after)
    }
}

/// What the other side says about something that went out, or may have.
package struct Sighting: Sendable {
    package enum Result: Sendable, Equatable {
        /// It has it and is not done.
        case underWay
        case acknowledged
        /// It gave up, or somebody stopped it.
        case refused
        /// It does not know of it.
        case lost
        /// It cannot be asked now.
        case unreachable
    }

    package let result: Result
    package let receipt: String
    /// Why it takes its time, or what went wrong.
    package let reason: [Diagnostic]
    /// Milliseconds from now until it should be looked at again.
    package let after: Int64

    init(_ result: Result, receipt: String = "", reason: [Diagnostic] = [], after: Int64 = 0) {
        self.result = result
        self.receipt = receipt
        self.reason = reason
        self.after = after
    }
}

/// Threads for calls of C libraries that wait for the network, so that Swift's own threads, which are few, never do.
enum Waiting {
    private static let queue = DispatchQueue(label: "zhengjiao.delivery", attributes: .concurrent)

    static func on<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: body()) }
        }
    }
}

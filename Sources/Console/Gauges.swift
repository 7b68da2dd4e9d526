import Storage
import Synchronization
import Workflow

/// What is counted while the daemon runs, for Prometheus. It begins at zero with each start, as counters do.
package final class Gauges: Sendable {
    struct State {
        /// How many moments began within each of `bounds` after their time; the last is all.
        var started = [Int](repeating: 0, count: Gauges.bounds.count + 1)
        var startedSeconds = 0.0
        /// Events by code.
        var events: [String: Int] = [:]
        /// Answers by route and status.
        var answers: [String: [Int: Int]] = [:]
        var lastDrill: Drill?
    }

    struct Drill {
        let at: Int64
        let isGood: Bool
    }

    /// Upper bounds of the histogram, in seconds.
    static let bounds = [0.05, 0.1, 0.25, 0.5, 1, 5, 30, 300, 3_600, 86_400]

    private let state = Mutex(State())
    package let version: String
    /// Milliseconds of UTC.
    let began: Int64

    package init(version: String, began: Int64) {
        self.version = version
        self.began = began
    }

    var current: State { state.withLock { $0 } }

    /// - Parameter now: milliseconds of UTC: when it happened.
    package func take(_ event: DispatchEvent, now: Int64) {
        state.withLock { state in
            switch event {
            case .started(_, let nominal, _):
                let late = max(0, Double(now - nominal.milliseconds) / 1_000)
                for (index, bound) in Gauges.bounds.enumerated() where late <= bound { state.started[index] += 1 }
                state.started[Gauges.bounds.count] += 1
                state.startedSeconds += late
            case .stepFinished: state.events["succeeded", default: 0] += 1
            case .stepFailed(_, _, retryAt: nil): state.events["exhausted", default: 0] += 1
            case .stepFailed: state.events["failed", default: 0] += 1
            case .stepRejected: state.events["rejected", default: 0] += 1
            case .lost: state.events["lost", default: 0] += 1
            case .stale: state.events["stale", default: 0] += 1
            default: break
            }
        }
    }

    func answered(_ route: String, status: Int) {
        state.withLock { $0.answers[route, default: [:]][status, default: 0] += 1 }
    }

    /// A restore was tried out: whether it went well.
    package func drilled(at now: Int64, isGood: Bool) {
        state.withLock { $0.lastDrill = Drill(at: now, isGood: isGood) }
    }
}

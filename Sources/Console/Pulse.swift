import Synchronization

/// When the dispatcher last moved, and by when it meant to move again: a loop that hangs is seen.
package final class Pulse: Sendable {
    private struct State {
        var moved: Int64
        var due: Int64
        var isEnded = false
    }

    private let state: Mutex<State>
    /// How late it may be, in milliseconds.
    private let patience: Int64

    /// - Parameters:
    ///   - began: milliseconds of UTC.
    ///   - patience: milliseconds.
    package init(began: Int64, patience: Int64 = 120_000) {
        self.patience = patience
        state = Mutex(State(moved: began, due: began))
    }

    /// Milliseconds of UTC.
    package var moved: Int64 { state.withLock { $0.moved } }

    /// The campaign has come to its end: nothing more is expected to move.
    package func end() { state.withLock { $0.isEnded = true } }

    /// Whether the dispatcher should have moved by `now`.
    package func isLate(_ now: Int64) -> Bool {
        state.withLock { !$0.isEnded && now > max($0.moved, $0.due) + patience }
    }

    /// The dispatcher has done what it could at `now`, and means to move again by `until`.
    package func turned(_ now: Int64, _ until: Int64) {
        state.withLock {
            $0.moved = now
            $0.due = until
        }
    }
}

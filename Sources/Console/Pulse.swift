import Synchronization
import Workflow

/// When the dispatcher last moved, and until when it said that it would sleep: a loop that hangs is seen.
package final class Pulse: Sendable {
    private struct State {
        var moved: Int64 = 0
        /// Milliseconds of UTC; nil while it works.
        var asleepUntil: Int64?
        var isEnded = false
    }

    private let state = Mutex(State())
    /// How late it may be, in milliseconds.
    private let patience: Int64

    /// - Parameter patience: milliseconds.
    package init(patience: Int64 = 120_000) { self.patience = patience }

    /// Milliseconds of UTC; 0 before the first move.
    package var moved: Int64 { state.withLock { $0.moved } }

    /// The campaign has come to its end: nothing more is expected to move.
    package func end() { state.withLock { $0.isEnded = true } }

    /// Whether the dispatcher should have moved by `now`.
    package func isLate(_ now: Int64) -> Bool {
        state.withLock { state in
            !state.isEnded && now > max(state.moved, state.asleepUntil ?? 0) + patience
        }
    }

    /// The world as a dispatcher sees it that is watched.
    package func watching(_ world: World) -> World {
        World(
            now: { [self] in
                let now = world.now()
                state.withLock {
                    $0.moved = now
                    $0.asleepUntil = nil
                }
                return now
            },
            sleep: { [self] until in
                state.withLock { $0.asleepUntil = until }
                try await world.sleep(until)
            },
            uuid: world.uuid, random: world.random, uptime: world.uptime, isVirtual: world.isVirtual)
    }
}

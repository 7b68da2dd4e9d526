import Synchronization

/// The sleep of one loop, which others may end early.
final class Alarm: Sendable {
    private struct State {
        var isRung = false
        var sleeper: Task<Void, Never>?
    }

    private let world: World
    private let state = Mutex(State())

    init(_ world: World) { self.world = world }

    /// Ends the sleep, or, while nobody sleeps, lets the next one end at once.
    func ring() {
        state.withLock {
            $0.isRung = true
            $0.sleeper?.cancel()
        }
    }

    /// Returns at `moment` (milliseconds of UTC) or when it rings.
    /// - throws: `CancellationError`.
    func sleep(until moment: Int64) async throws {
        let world = world
        let sleeper: Task<Void, Never>? = state.withLock { state in
            guard !state.isRung else {
                state.isRung = false
                return nil
            }
            // A cancelled sleep is a wake-up, not a failure.
            let task = Task { _ = try? await world.sleep(moment) }
            state.sleeper = task
            return task
        }
        guard let sleeper else { return }
        await withTaskCancellationHandler {
            await sleeper.value
        } onCancel: {
            sleeper.cancel()
        }
        state.withLock {
            $0.sleeper = nil
            $0.isRung = false
        }
        try Task.checkCancellation()
    }
}

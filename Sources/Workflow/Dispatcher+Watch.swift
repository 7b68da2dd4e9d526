import Diagnostics
import Storage

/// How a dispatcher sleeps, and what it watches meanwhile.
extension Dispatcher {
    /// Milliseconds between two signs of life.
    private static let pulse: Int64 = 10_000

    /// When to look again: at the next time that lies ahead. What is due already waits for a worker.
    func wakeup(_ known: Advance, after now: Int64) throws -> Int64 {
        [known.nextWakeup, try relay?.nextWakeup()].compactMap { $0 }.filter { $0 > now }.min() ?? now + 3_600_000
    }

    /// Sleeps beside the work until a time, unless it does so already; a nudge breaks it off.
    func doze(
        _ shift: inout Shift, _ group: inout ThrowingTaskGroup<Happening, any Error>, until next: Int64
    ) {
        guard shift.sleepsUntil != next else { return }
        shift.sleepsUntil = next
        let world = world
        let sleeper: Task<Void, Never>? = waiting.withLock { waiting in
            waiting.sleeper?.cancel()
            waiting.sleeper = nil
            guard !waiting.isStopped, !waiting.isNudged else {
                waiting.isNudged = false
                return nil
            }
            // A cancelled sleep is a wake-up, not a failure.
            let task = Task { _ = try? await world.sleep(next) }
            waiting.sleeper = task
            return task
        }
        group.addTask {
            if let sleeper {
                await withTaskCancellationHandler {
                    await sleeper.value
                } onCancel: {
                    sleeper.cancel()
                }
            }
            self.waiting.withLock { $0.isNudged = false }
            return .slept(until: next)
        }
    }

    /// Until cancelled: renews the leases, says that the process lives, and looks at the clock. A renewal that fails is
    /// no harm: the fence decides in the end.
    func pulse() async {
        let time = min(Dispatcher.pulse, engine.lease / 3)
        while !Task.isCancelled {
            do {
                try await world.sleep(world.now() + time)
                if Task.isCancelled { return }
                let claims = inHand.withLock { $0.values.sorted { $0.fence < $1.fence } }
                if !claims.isEmpty { try engine.heartbeat(claims, now: world.now()) }
                try engine.beat(worker: name, mark: mark, now: world.now())
                if try lookAtClock() { nudge() }
            } catch is CancellationError {
                return
            } catch {
                tell(.storageFailed(reason: "\(error)", retryAt: world.now() + time))
            }
        }
    }

    /// Notices what the clock did since the last look.
    /// - returns: whether it did anything.
    @discardableResult
    func lookAtClock() throws -> Bool {
        let changes = clock.withLock { $0.look(world) }
        for change in changes {
            try engine.notice(change, now: world.now())
            tell(.clockChanged(change))
        }
        return !changes.isEmpty
    }
}

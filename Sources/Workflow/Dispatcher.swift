import Diagnostics
import Storage
import Synchronization

/// Runs a campaign: the only part of the engine that waits. It advances the engine, gives due work to workers as they
/// become free, completes what is done together, delivers what was queued, and sleeps until the next moment.
package final class Dispatcher: Sendable {
    package typealias Handler = @Sendable (Claim) async throws -> StepOutcome

    /// Given the open tasks and the time; returns what its decisions led to.
    package typealias Attendant = @Sendable ([HumanTask], Int64) async throws -> [DispatchEvent]

    package enum End: Sendable, Equatable {
        /// Everything the plan foresees is done.
        case finished
        /// Somebody asked it to stop.
        case stopped
        /// Only people can move the campaign on: so many moments are not done.
        case blocked(unfinished: Int)
    }

    /// What the loop waits for.
    enum Happening: Sendable {
        case performed(Claim, StepOutcome)
        case settled([Claim])
        /// Nothing is due on a channel any more, or the database could not be written.
        case delivered(channel: String, failure: StorageFailure?)
        /// The sleep until this time is over, or was broken off.
        case slept(until: Int64)
        case pulseEnded
        /// The database, too large to be read when it was opened, was found whole.
        case examined
    }

    /// What is in hand.
    struct Shift {
        var phases: PhaseProgress
        /// Claimed, and not begun.
        var ready: [Claim] = []
        var running = 0
        /// Done, and not written down.
        var finished: [Completion] = []
        var isSettling = false
        /// The channels on which something is being sent.
        var lanes: Set<String> = []
        var sleepsUntil: Int64?
        /// How much is claimed at once: more as long as the work is short.
        var limit: Int
        var claimed: Int64 = 0
        /// Failures to write down deliveries, in a row.
        var failedDeliveries = 0

        var isBusy: Bool { !ready.isEmpty || running > 0 || !finished.isEmpty || isSettling || !lanes.isEmpty }
    }

    let engine: Engine
    let world: World
    let relay: Relay?
    let mark: HistoryMark?
    let workers: Int
    let batch: Int
    let name: String
    let handlers: [String: Handler]
    let attend: Attendant?
    let tell: @Sendable (DispatchEvent) -> Void
    let turned: @Sendable (_ now: Int64, _ until: Int64) -> Void
    let waiting = Mutex<Waiting>(Waiting())
    /// Whose leases are renewed.
    let inHand = Mutex<[Int: Claim]>([:])
    let clock: Mutex<ClockWatch>

    struct Waiting {
        var isStopped = false
        var isNudged = false
        var sleeper: Task<Void, Never>?
    }

    /// - parameters:
    ///   - workers: how many handlers run at once.
    ///   - batch: how many pieces are claimed, and completed, in one transaction at most.
    ///   - handlers: by the plan's `uses`.
    ///   - mark: what stands beside the database, so that one brought back from a backup is noticed.
    ///   - attend: given the open tasks whenever nothing else can be done; a rehearsal decides them here. Without it a
    ///     live run waits for people, a virtual one ends as `.blocked`.
    ///   - tell: called with every event, in order.
    ///   - turned: called when the loop has done what it could at `now`, with the time by which it means to turn again.
    package init(
        engine: Engine, world: World, workers: Int, batch: Int = 64, handlers: [String: Handler], relay: Relay? = nil,
        mark: HistoryMark? = nil, attend: Attendant? = nil,
        tell: @escaping @Sendable (DispatchEvent) -> Void = { _ in },
        turned: @escaping @Sendable (_ now: Int64, _ until: Int64) -> Void = { _, _ in }
    ) {
        precondition(workers >= 1 && batch >= 1, "a dispatcher works")
        self.engine = engine
        self.world = world
        self.mark = mark
        self.workers = workers
        self.batch = batch
        self.handlers = handlers
        self.attend = attend
        self.tell = tell
        self.turned = turned
        name = "worker-" + world.uuid().prefix(8)
        clock = Mutex(ClockWatch(world))
        self.relay = relay.map { relay in
            guard let mark else { return relay }
            // What goes out is known beside the database before it does.
            return relay.after { try engine.write(mark, now: world.now()) }
        }
    }

    /// Runs until the campaign is done, blocked, or stopped. Claims and deliveries that an earlier process left are
    /// taken over first, so there must be only one process: the one that holds the database.
    /// - throws: what the store throws when it cannot be written even after waiting, and what `attend` throws.
    package func run() async throws -> End {
        try await takeOver()
        return try await withThrowingTaskGroup(of: Happening.self) { group in
            defer { group.cancelAll() }
            if !world.isVirtual {
                group.addTask {
                    await self.pulse()
                    return .pulseEnded
                }
            }
            if !engine.database.isExamined {
                group.addTask {
                    try await self.engine.database.examine()
                    return .examined
                }
            }
            var shift = Shift(phases: PhaseProgress(engine.definition), limit: world.isVirtual ? batch : workers)
            while true {
                if let end = try await turn(&shift, &group) { return end }
            }
        }
    }

    private func takeOver() async throws {
        if let mark, let lost = try await persisting({ try self.engine.noticeRestore(mark, now: self.world.now()) }) {
            tell(.historyLost(lost))
        }
        try await persisting { _ = try self.engine.recover(self.world.now()) }
        try await persisting { try self.relay?.recover(self.world.now()) }
        if !world.isVirtual {
            try await persisting {
                try self.engine.beat(worker: self.name, mark: self.mark, now: self.world.now())
            }
        }
    }

    /// One turn of the loop: gives out what is due, then waits for one thing to happen.
    /// - returns: how the run ended, or nil.
    private func turn(
        _ shift: inout Shift, _ group: inout ThrowingTaskGroup<Happening, any Error>
    ) async throws -> End? {
        let isStopped = waiting.withLock { $0.isStopped }
        let now = world.now()
        var known = Advance()
        if isStopped {
            try await putBack(&shift)
        } else {
            try lookAtClock()
            known = try await persisting { try self.engine.advance(now) }
            shift.phases.entered(now, tell)
            known.events.forEach(tell)
            if let work = known.nextWakeup, work <= now { try await claim(&shift, now) }
            try openLanes(&shift, &group, now)
        }
        begin(&shift, &group)
        settleWhenTime(&shift, &group)
        if shift.isBusy {
            if !world.isVirtual, !isStopped { doze(&shift, &group, until: try wakeup(known, after: now)) }
            turned(now, shift.sleepsUntil ?? now)
            if let happening = try await group.next() { try await take(happening, &shift) }
            return nil
        }
        if isStopped { return .stopped }
        return try await rest(&shift, &group, known, now)
    }

    /// Nothing is in hand: lets people decide, ends, or sleeps.
    private func rest(
        _ shift: inout Shift, _ group: inout ThrowingTaskGroup<Happening, any Error>, _ known: Advance, _ now: Int64
    ) async throws -> End? {
        if let attend {
            let tasks = try engine.openTasks()
            if !tasks.isEmpty {
                try await attend(tasks, now).forEach(tell)
                if try engine.openTasks().map(\.stamp) != tasks.map(\.stamp) { return nil }
            }
        }
        let delivery = try relay?.nextWakeup()
        if known.unfinished == 0, try relay?.isIdle() ?? true {
            shift.phases.ended(tell)
            return .finished
        }
        let next = [known.nextWakeup, delivery].compactMap { $0 }.min()
        if world.isVirtual {
            guard let next else { return .blocked(unfinished: known.unfinished) }
            try await world.sleep(next)
            return nil
        }
        doze(&shift, &group, until: next ?? now + 3_600_000)
        turned(now, shift.sleepsUntil ?? now)
        if let happening = try await group.next() { try await take(happening, &shift) }
        return nil
    }

    private func take(_ happening: Happening, _ shift: inout Shift) async throws {
        switch happening {
        case .performed(let claim, let outcome):
            shift.running -= 1
            shift.finished.append(Completion(claim, outcome))
        case .settled(let claims):
            shift.isSettling = false
            inHand.withLock { inHand in
                for claim in claims where inHand[claim.id]?.fence == claim.fence { inHand[claim.id] = nil }
            }
        case .delivered(let channel, let failure):
            shift.lanes.remove(channel)
            guard let failure else {
                shift.failedDeliveries = 0
                return
            }
            // What was sent could not be written down: from here it is as after a crash. That small write may well find
            // the room that the large one did not, so the pauses are counted here, or this would go on for ever.
            shift.failedDeliveries += 1
            guard shift.failedDeliveries <= Dispatcher.patience else { throw failure }
            try await pause(failure, before: shift.failedDeliveries)
            try await persisting { try self.relay?.recover(self.world.now(), channel: channel) }
        case .slept(let until):
            if shift.sleepsUntil == until { shift.sleepsUntil = nil }
            try Task.checkCancellation()
        case .pulseEnded: try Task.checkCancellation()
        case .examined: break
        }
    }

    /// Asks `run` to end: work in hand is finished and written down, what was not begun is given back.
    package func stop() {
        waiting.withLock {
            $0.isStopped = true
            $0.sleeper?.cancel()
        }
    }

    /// Wakes a sleeping `run`: something was changed from outside.
    package func nudge() {
        waiting.withLock {
            $0.isNudged = true
            $0.sleeper?.cancel()
        }
    }

    // MARK: Deliveries

    /// Begins to send on each channel on which something is due and nothing is being sent.
    private func openLanes(
        _ shift: inout Shift, _ group: inout ThrowingTaskGroup<Happening, any Error>, _ now: Int64
    ) throws {
        guard let relay else { return }
        for channel in try relay.due(now) where shift.lanes.insert(channel).inserted {
            group.addTask {
                do {
                    let changed = try await relay.drain(channel: channel) { self.world.now() }
                    changed.forEach { self.tell(.delivery($0)) }
                    return .delivered(channel: channel, failure: nil)
                } catch let failure as StorageFailure where failure.isTransient {
                    return .delivered(channel: channel, failure: failure)
                }
            }
        }
    }

    // MARK: Trying again

    /// How often a write that fails for want of room is tried again.
    static let patience = 5

    /// Waits 1 s before the first new try, four times as long before each further one.
    func pause(_ failure: StorageFailure, before attempt: Int) async throws {
        let next = world.now() + (0..<attempt - 1).reduce(1_000) { pause, _ in pause * 4 }
        tell(.storageFailed(reason: failure.description, retryAt: next))
        try await world.sleep(next)
    }

    /// Tries a write again, a few times and with pauses, while the disk is full or fails; then gives up.
    func persisting<T>(_ body: () throws -> T) async throws -> T {
        for attempt in 1...Dispatcher.patience {
            do {
                return try body()
            } catch let failure as StorageFailure where failure.isTransient {
                try await pause(failure, before: attempt)
            }
        }
        return try body()
    }
}

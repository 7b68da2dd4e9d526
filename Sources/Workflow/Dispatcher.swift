import Diagnostics
import Storage
import Synchronization

/// Runs a campaign: the only part of the engine that waits. It advances the engine, claims what is due, runs the
/// handlers side by side, completes them together, and sleeps until the next moment. What they queued is delivered
/// beside, where time is real.
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

    let engine: Engine
    let world: World
    private let relay: Relay?
    private let workers: Int
    private let batch: Int
    private let name: String
    private let handlers: [String: Handler]
    private let attend: Attendant?
    private let tell: @Sendable (DispatchEvent) -> Void
    private let waiting = Mutex<Waiting>(Waiting())
    private let workAlarm: Alarm
    private let deliveryAlarm: Alarm

    private struct Waiting {
        var isStopped = false
        /// The campaign's own work has come to its end.
        var isDone = false
        /// In a row.
        var failedDeliveries = 0
    }

    /// - parameters:
    ///   - workers: how many handlers run at once.
    ///   - batch: how many pieces are claimed, and completed, in one transaction.
    ///   - handlers: by the plan's `uses`.
    ///   - attend: given the open tasks whenever nothing else can be done; a rehearsal decides them here. Without it a
    ///     live run waits for people, a virtual one ends as `.blocked`.
    ///   - tell: called with every event, in order.
    package init(
        engine: Engine, world: World, workers: Int, batch: Int = 64, handlers: [String: Handler], relay: Relay? = nil,
        attend: Attendant? = nil,
        tell: @escaping @Sendable (DispatchEvent) -> Void = { _ in }
    ) {
        precondition(workers >= 1 && batch >= 1, "a dispatcher works")
        self.engine = engine
        self.world = world
        self.relay = relay
        self.workers = workers
        self.batch = batch
        self.handlers = handlers
        self.attend = attend
        self.tell = tell
        workAlarm = Alarm(world)
        deliveryAlarm = Alarm(world)
        name = "worker-" + world.uuid().prefix(8)
    }

    /// Runs until the campaign is done, blocked, or stopped. Claims and deliveries that an earlier process left are
    /// taken over first, so there must be only one process: the one that holds the database.
    /// - throws: what the store throws when it cannot be written even after waiting, and what `attend` throws.
    package func run() async throws -> End {
        try await persisting { _ = try self.engine.recover(self.world.now()) }
        try await persisting { try self.relay?.recover(self.world.now()) }
        // On a virtual clock one thing happens after the other, so that every run is the same.
        guard let relay, !world.isVirtual else { return try await conduct() }
        return try await withThrowingTaskGroup(of: End?.self) { group in
            group.addTask { try await self.conduct() }
            group.addTask {
                try await self.deliverAlongside(relay)
                return nil
            }
            var end = End.stopped
            for try await result in group {
                guard let result else { continue }
                end = result
                waiting.withLock { $0.isDone = true }
                deliveryAlarm.ring()
            }
            return end
        }
    }

    /// The campaign's own work, to its end.
    private func conduct() async throws -> End {
        var phases = PhaseProgress(engine.definition)
        while true {
            if waiting.withLock({ $0.isStopped }) { return .stopped }
            let now = world.now()
            let advance = try await persisting { try self.engine.advance(now) }
            phases.entered(now, tell)
            advance.events.forEach(tell)
            let worked = try await work(now)
            if worked { deliveryAlarm.ring() }
            let delivered = world.isVirtual ? try await deliver() : false
            if worked || delivered { continue }
            let tasks = try engine.openTasks()
            if let attend, !tasks.isEmpty {
                try await attend(tasks, now).forEach(tell)
                if try engine.openTasks().map(\.state) != tasks.map(\.state) { continue }
            }
            if advance.unfinished == 0, try relay?.isIdle() ?? true {
                phases.ended(tell)
                return .finished
            }
            let nextDelivery = world.isVirtual ? try relay?.nextWakeup() : nil
            let next = [advance.nextWakeup, nextDelivery].compactMap { $0 }.min()
            if next == nil, world.isVirtual { return .blocked(unfinished: advance.unfinished) }
            try await workAlarm.sleep(until: next ?? now + 3_600_000)
        }
    }

    /// Delivers beside the work, so that no step waits for a printer or a mail server.
    private func deliverAlongside(_ relay: Relay) async throws {
        while !waiting.withLock({ $0.isStopped || $0.isDone }) {
            if try await deliver() { workAlarm.ring() }
            let now = world.now()
            let next = try relay.nextWakeup() ?? now + 3_600_000
            if next > now { try await deliveryAlarm.sleep(until: next) }
        }
    }

    /// Asks `run` to end after the work in hand.
    package func stop() {
        waiting.withLock { $0.isStopped = true }
        nudge()
    }

    /// Wakes a sleeping `run`: something was changed from outside.
    package func nudge() {
        workAlarm.ring()
        deliveryAlarm.ring()
    }

    // MARK: Work

    /// Claims a batch, runs it and completes it.
    /// - returns: whether there was any.
    private func work(_ now: Int64) async throws -> Bool {
        let claims = try await persisting { try self.engine.claim(worker: self.name, now: now, limit: self.batch) }
        guard !claims.isEmpty else { return false }
        let outcomes = await withTaskGroup(of: Void.self, returning: [StepOutcome].self) { group in
            // Leases run only where time does.
            if !world.isVirtual { group.addTask { await self.keepAlive(claims) } }
            let outcomes = await self.perform(claims)
            group.cancelAll()
            return outcomes
        }
        try await settle(zip(claims, outcomes).map { Completion($0, $1) })
        return true
    }

    /// Runs the claims' handlers, at most `workers` at once.
    /// - returns: their outcomes in the order of the claims.
    private func perform(_ claims: [Claim]) async -> [StepOutcome] {
        await withTaskGroup(of: (Int, StepOutcome).self) { group in
            var outcomes = [StepOutcome?](repeating: nil, count: claims.count)
            var next = 0
            while next < min(workers, claims.count) {
                let index = next
                group.addTask { (index, await self.perform(claims[index])) }
                next += 1
            }
            while let (index, outcome) = await group.next() {
                outcomes[index] = outcome
                if next < claims.count {
                    let index = next
                    group.addTask { (index, await self.perform(claims[index])) }
                    next += 1
                }
            }
            return outcomes.compactMap { $0 }
        }
    }

    private func perform(_ claim: Claim) async -> StepOutcome {
        guard let handler = handlers[claim.step.uses] else {
            preconditionFailure("no handler \(claim.step.uses); Definition.require was not called")
        }
        do {
            return try await handler(claim)
        } catch let rejection as Rejection {
            return StepOutcome(.rejected(rejection))
        } catch {
            return StepOutcome(.failed(reason: "\(error)"))
        }
    }

    /// Renews the leases until cancelled. A renewal that fails is no harm: the fence decides in the end.
    private func keepAlive(_ claims: [Claim]) async {
        while !Task.isCancelled {
            do {
                try await world.sleep(world.now() + engine.lease / 3)
                if Task.isCancelled { return }
                try engine.heartbeat(claims, now: world.now())
            } catch is CancellationError {
                return
            } catch {
                tell(.storageFailed(reason: "\(error)", retryAt: world.now() + engine.lease / 3))
            }
        }
    }

    /// Completes all together. Where that fails one by one, so that the one at fault fails alone.
    private func settle(_ completions: [Completion]) async throws {
        do {
            try engine.complete(completions, now: world.now()).forEach(tell)
            return
        } catch  where completions.count > 1 {
            for completion in completions { try await settle([completion]) }
        } catch let rejection as Rejection {
            try await settleAlone(completions[0], StepOutcome(.rejected(rejection)))
        } catch {
            try await settleAlone(completions[0], StepOutcome(.failed(reason: "\(error)")))
        }
    }

    private func settleAlone(_ completion: Completion, _ outcome: StepOutcome) async throws {
        try await persisting {
            try self.engine.complete([Completion(completion.claim, outcome)], now: self.world.now())
        }.forEach(tell)
    }

    private func deliver() async throws -> Bool {
        guard let relay else { return false }
        let world = world
        do {
            let changed = try await relay.drain { world.now() }
            waiting.withLock { $0.failedDeliveries = 0 }
            changed.forEach { tell(.delivery($0)) }
            return !changed.isEmpty
        } catch let failure as StorageFailure where failure.isTransient {
            // What was sent could not be written down: from here it is as after a crash. That small write may well find
            // the room that the large one did not, so the pauses are counted here, or this would go on for ever.
            let failures = waiting.withLock { waiting in
                waiting.failedDeliveries += 1
                return waiting.failedDeliveries
            }
            guard failures <= Dispatcher.patience else { throw failure }
            try await pause(failure, before: failures)
            try await persisting { try relay.recover(world.now()) }
            return true
        }
    }

    /// How often a write that fails for want of room is tried again.
    private static let patience = 5

    /// Waits 1 s before the first new try, four times as long before each further one.
    private func pause(_ failure: StorageFailure, before attempt: Int) async throws {
        let next = world.now() + (0..<attempt - 1).reduce(1_000) { pause, _ in pause * 4 }
        tell(.storageFailed(reason: failure.description, retryAt: next))
        try await world.sleep(next)
    }

    /// Tries a write again, a few times and with pauses, while the disk is full or fails; then gives up.
    private func persisting<T>(_ body: () throws -> T) async throws -> T {
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

/// Which phases were announced.
private struct PhaseProgress {
    private let definition: Definition
    private var begun = 0
    private var done = 0

    init(_ definition: Definition) { self.definition = definition }

    mutating func entered(_ now: Int64, _ tell: (DispatchEvent) -> Void) {
        while begun < definition.phases.count, Instant(definition.phases[begun].days.first).milliseconds <= now {
            if done < begun { finish(tell) }
            let phase = definition.phases[begun]
            tell(
                .phaseStarted(phase, moments: definition.moments.count { definition.steps[$0.step].phase == phase.id }))
            begun += 1
        }
        if done < begun, Instant(definition.phases[begun - 1].days.last, hour: 24).milliseconds <= now { finish(tell) }
    }

    mutating func ended(_ tell: (DispatchEvent) -> Void) {
        if done < begun { finish(tell) }
    }

    private mutating func finish(_ tell: (DispatchEvent) -> Void) {
        tell(.phaseFinished(definition.phases[done]))
        done += 1
    }
}

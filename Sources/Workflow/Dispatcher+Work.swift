import Diagnostics
import Storage

/// How a dispatcher claims work, runs the handlers and completes what is done.
extension Dispatcher {
    /// Work shorter than this, in milliseconds, is claimed in larger and larger parts.
    private static let short: Int64 = 100

    /// Claims more when workers are free and nothing is ready for them. What is claimed at once grows while the work
    /// is short, and falls back to one for each worker when it is long: what waits behind long work keeps its lease
    /// and its time limit for when it begins.
    func claim(_ shift: inout Shift, _ now: Int64) async throws {
        guard shift.ready.isEmpty, shift.running < workers else { return }
        let isShort = world.isVirtual || world.uptime().awake - shift.claimed < Dispatcher.short
        shift.limit = isShort ? min(batch, shift.limit * 2) : min(batch, workers)
        let limit = isShort ? shift.limit : workers - shift.running
        let claims = try await persisting { try self.engine.claim(worker: self.name, now: now, limit: limit) }
        guard !claims.isEmpty else { return }
        shift.claimed = world.uptime().awake
        shift.ready = claims
        inHand.withLock { inHand in for claim in claims { inHand[claim.id] = claim } }
    }

    /// Gives what is ready to free workers.
    func begin(_ shift: inout Shift, _ group: inout ThrowingTaskGroup<Happening, any Error>) {
        while shift.running < workers, !shift.ready.isEmpty {
            let claim = shift.ready.removeFirst()
            shift.running += 1
            group.addTask { .performed(claim, await self.perform(claim)) }
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

    /// Writes down what is done, all together: as soon as nothing else is being written, so that what is done meanwhile
    /// joins the next time. On a virtual clock nobody waits, so it waits for more.
    func settleWhenTime(_ shift: inout Shift, _ group: inout ThrowingTaskGroup<Happening, any Error>) {
        guard !shift.finished.isEmpty, !shift.isSettling else { return }
        let isIdle = shift.running == 0 && shift.ready.isEmpty
        guard !world.isVirtual || isIdle || shift.finished.count >= batch else { return }
        let completions = shift.finished.sorted { $0.claim.fence < $1.claim.fence }
        shift.finished = []
        shift.isSettling = true
        group.addTask {
            try await self.settle(completions)
            return .settled(completions.map(\.claim))
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

    /// Gives back what was claimed and not begun.
    func putBack(_ shift: inout Shift) async throws {
        guard !shift.ready.isEmpty else { return }
        let claims = shift.ready
        shift.ready = []
        try await persisting { try self.engine.putBack(claims, now: self.world.now()) }
        inHand.withLock { inHand in for claim in claims { inHand[claim.id] = nil } }
    }
}

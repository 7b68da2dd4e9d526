import Storage

/// Takes what is queued in the outbox and hands it to the transports. What may have gone out without our knowing
/// becomes `unknown` and waits for a person; where the other side can be asked, it is asked first.
package struct Relay: Sendable {
    /// What became of a try to send something. All delays are in milliseconds from the end of the try.
    package enum Outcome: Sendable {
        /// The other side took it; what it gave as proof. With `lookAfter` it is asked then what became of it.
        case sent(receipt: String, lookAfter: Int64? = nil)
        /// It arrived.
        case acknowledged(receipt: String)
        /// It surely did not go out, or only to some, whom the receipt names; tried again later: by the policy, or
        /// after `after`.
        case notSent(reason: String, receipt: String = "", after: Int64? = nil)
        /// It was not its turn, which is no failure and counts as no try.
        case notYet(reason: String, after: Int64)
        /// Refused for good.
        case refused(reason: String, receipt: String = "")
        /// It may have gone out. With `lookAfter` the other side is asked then.
        case unknown(reason: String, receipt: String = "", lookAfter: Int64? = nil)
    }

    /// What the other side says about something that is sent, or unknown. Delays as in `Outcome`.
    package enum Sighting: Sendable {
        /// It has it and is not done; why it takes its time, or nothing.
        case underWay(receipt: String, reason: String, lookAfter: Int64)
        case acknowledged(receipt: String)
        /// It gave up, or somebody stopped it.
        case refused(reason: String)
        /// It does not know of it.
        case lost(reason: String)
        /// It cannot be asked now.
        case unreachable(reason: String, lookAfter: Int64)
    }

    /// A way out of the system.
    package struct Channel: Sendable {
        /// Whether sending the same key again changes nothing, as writing the same file does. Then nothing of it is
        /// ever unknown.
        package let isRepeatable: Bool
        package let send: @Sendable (Delivery) async throws -> Outcome
        /// Asks the other side what became of something; it must not send. Absent where nobody can be asked.
        package let look: (@Sendable (Delivery) async throws -> Sighting)?

        package init(
            isRepeatable: Bool, send: @escaping @Sendable (Delivery) async throws -> Outcome,
            look: (@Sendable (Delivery) async throws -> Sighting)? = nil
        ) {
            self.isRepeatable = isRepeatable
            self.send = send
            self.look = look
        }
    }

    private let database: Database
    private let channels: [String: Channel]
    private let retry: RetryPolicy
    /// Done before anything is let out.
    private var before: (@Sendable () throws -> Void)?

    /// How long one channel may take in one `drain` before the others have their turn again, in milliseconds.
    private static let turn: Int64 = 5_000
    /// When something is looked at again after looking failed.
    private static let lookAgain: Int64 = 60_000
    /// When something is sent that could not be sent for want of what comes before.
    private static let afterObstacle: Int64 = 10_000

    package init(
        database: Database, channels: [String: Channel],
        retry: RetryPolicy = RetryPolicy(attempts: 20, wait: 60_000, longest: 3_600_000)
    ) {
        self.database = database
        self.channels = channels
        self.retry = retry
    }

    /// The same relay, which does something before it lets anything out, and lets nothing out while that fails.
    func after(_ before: @escaping @Sendable () throws -> Void) -> Relay {
        var relay = self
        relay.before = before
        return relay
    }

    /// Settles what an earlier process was sending when it ended: queued again where repeating is harmless, unknown
    /// otherwise, and looked at where that can be done. On one channel, or all.
    package func recover(_ now: Int64, channel name: String? = nil) throws {
        try database.write { transaction in
            for delivery in try OutboxStore.sending(transaction) where name == nil || delivery.channel == name {
                let channel = channels[delivery.channel]
                try Outbox.move(
                    transaction, delivery, channel?.isRepeatable == true ? .postpone : .lose, now,
                    lookAt: channel?.look == nil ? nil : now, receipt: delivery.receipt, reason: "its process ended")
            }
        }
    }

    /// When something is next due, or nil.
    package func nextWakeup() throws -> Int64? {
        try database.read { try OutboxStore.nextTime($0) }
    }

    /// Whether nothing is queued, on its way, or to be looked at.
    package func isIdle() throws -> Bool {
        try database.read { try OutboxStore.nextTime($0) == nil && OutboxStore.sending($0).isEmpty }
    }

    /// The channels on which something is due to be sent or looked at.
    func due(_ now: Int64) throws -> [String] {
        try database.read { try OutboxStore.channels($0, now: now) }
    }

    /// Sends and looks at what is due. What can be repeated goes first, at most `limit` together: one transaction
    /// before, one after. Everything else goes one by one, each noted at once, the channels side by side.
    /// - Parameter channel: the only one to be served; all when absent.
    /// - returns: the deliveries with their new states, in the order of their numbers.
    package func drain(
        channel: String? = nil, now: @escaping @Sendable () -> Int64, limit: Int = 32
    ) async throws -> [Delivery] {
        let started = now()
        guard let next = try nextWakeup(), next <= started else { return [] }
        let (queued, watched) = try database.read { transaction in
            (
                try OutboxStore.due(transaction, channel: channel, now: started, limit: limit),
                try OutboxStore.toLookAt(transaction, channel: channel, now: started, limit: limit)
            )
        }
        var changed = try await sendTogether(queued.filter { isRepeatable($0) }, now)
        let single = Dictionary(grouping: watched + queued.filter { !isRepeatable($0) }, by: \.channel)
        changed += try await withThrowingTaskGroup(of: [Delivery].self) { group in
            for name in single.keys.sorted() {
                let deliveries = single[name] ?? []
                group.addTask { try await serve(deliveries, started, now) }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        return changed.sorted { $0.id < $1.id }
    }

    /// A channel that is not known refuses all, which changes nothing however often.
    private func isRepeatable(_ delivery: Delivery) -> Bool { channels[delivery.channel]?.isRepeatable ?? true }

    // MARK: Sending

    private func sendTogether(_ batch: [Delivery], _ now: @Sendable () -> Int64) async throws -> [Delivery] {
        guard !batch.isEmpty else { return [] }
        let taken = try database.write { transaction in try batch.compactMap { try take(transaction, $0, now()) } }
        let obstacle = obstacle()
        var outcomes: [(Delivery, Outcome)] = []
        for delivery in taken {
            let outcome = if let obstacle { obstacle } else { await send(delivery) }
            outcomes.append((delivery, outcome))
        }
        return try database.write { transaction in
            try outcomes.compactMap { try settle(transaction, $0, $1, now()) }
        }
    }

    /// One channel's turn.
    private func serve(
        _ deliveries: [Delivery], _ started: Int64, _ now: @Sendable () -> Int64
    ) async throws -> [Delivery] {
        var changed: [Delivery] = []
        for delivery in deliveries {
            if delivery.state == .queued {
                guard let taken = try database.write({ try take($0, delivery, now()) }) else { continue }
                let outcome = if let obstacle = obstacle() { obstacle } else { await send(taken) }
                changed += try database.write { try settle($0, taken, outcome, now()) }.map { [$0] } ?? []
            } else {
                let sighting = await look(delivery)
                changed += try database.write { try note($0, delivery, sighting, now()) }.map { [$0] } ?? []
            }
            if now() - started >= Relay.turn { break }
        }
        return changed
    }

    /// Does what has to be done before anything is let out.
    /// - returns: what becomes of a delivery when that could not be done, for example on a full disk: it stays here.
    private func obstacle() -> Outcome? {
        do {
            try before?()
            return nil
        } catch {
            return .notYet(reason: "\(error)", after: Relay.afterObstacle)
        }
    }

    private func take(_ transaction: Transaction, _ delivery: Delivery, _ now: Int64) throws -> Delivery? {
        try Outbox.move(transaction, delivery, .send, now, receipt: delivery.receipt)
    }

    private func settle(
        _ transaction: Transaction, _ delivery: Delivery, _ outcome: Outcome, _ now: Int64
    ) throws -> Delivery? {
        // Whoever took over meanwhile has settled it.
        guard let current = try OutboxStore.find(transaction, key: delivery.key), current.state == .sending,
            current.attempt == delivery.attempt
        else { return nil }
        return switch outcome {
        case .sent(let receipt, let lookAfter):
            try Outbox.move(transaction, delivery, .accept, now, lookAt: lookAfter.map { now + $0 }, receipt: receipt)
        case .acknowledged(let receipt):
            try Outbox.move(transaction, delivery, .acknowledge, now, receipt: receipt)
        case .refused(let reason, let receipt):
            try Outbox.move(transaction, delivery, .refuse, now, receipt: receipt, reason: reason)
        case .unknown(let reason, let receipt, let lookAfter):
            try Outbox.move(
                transaction, delivery, .lose, now, lookAt: lookAfter.map { now + $0 }, receipt: receipt, reason: reason)
        case .notSent(let reason, let receipt, _) where delivery.attempt >= retry.attempts:
            try Outbox.move(transaction, delivery, .refuse, now, receipt: receipt, reason: reason)
        case .notSent(let reason, let receipt, let after):
            try Outbox.move(
                transaction, delivery, .postpone, now,
                notBefore: now + (after ?? retry.backoff(failures: delivery.attempt)), receipt: receipt,
                reason: reason)
        case .notYet(let reason, let after):
            try Outbox.move(
                transaction, delivery, .postpone, now, attempt: delivery.attempt - 1, notBefore: now + after,
                receipt: delivery.receipt, reason: reason)
        }
    }

    private func send(_ delivery: Delivery) async -> Outcome {
        guard let channel = channels[delivery.channel] else {
            return .refused(reason: "there is no channel \(delivery.channel)")
        }
        do {
            return try await channel.send(delivery)
        } catch {
            return channel.isRepeatable
                ? .notSent(reason: "\(error)", receipt: delivery.receipt)
                : .unknown(
                    reason: "\(error)", receipt: delivery.receipt,
                    lookAfter: channel.look == nil ? nil : Relay.lookAgain)
        }
    }

    // MARK: Looking

    private func look(_ delivery: Delivery) async -> Sighting {
        guard let look = channels[delivery.channel]?.look else {
            return .lost(reason: "there is nobody to ask on channel \(delivery.channel)")
        }
        do {
            return try await look(delivery)
        } catch {
            return .unreachable(reason: "\(error)", lookAfter: Relay.lookAgain)
        }
    }

    /// - returns: the delivery when something about it has changed. Being told the same again is nothing new.
    private func note(
        _ transaction: Transaction, _ delivery: Delivery, _ sighting: Sighting, _ now: Int64
    ) throws -> Delivery? {
        // A person may have decided meanwhile.
        guard let current = try OutboxStore.find(transaction, key: delivery.key), current.state == delivery.state,
            current.attempt == delivery.attempt
        else { return nil }
        switch sighting {
        case .underWay(let receipt, let reason, let after) where current.state == .unknown:
            return try Outbox.move(
                transaction, current, .find, now, lookAt: now + after, receipt: receipt, reason: reason)
        case .underWay(let receipt, let reason, let after):
            return try watch(transaction, current, now, after, receipt, reason)
        case .unreachable(let reason, let after):
            return try watch(transaction, current, now, after, current.receipt, reason)
        case .acknowledged(let receipt):
            return try Outbox.move(transaction, current, .acknowledge, now, receipt: receipt)
        case .refused(let reason):
            return try Outbox.move(transaction, current, .refuse, now, receipt: current.receipt, reason: reason)
        case .lost(let reason):
            return try Outbox.move(
                transaction, current, current.state == .unknown ? .watch : .lose, now, receipt: current.receipt,
                reason: reason)
        }
    }

    private func watch(
        _ transaction: Transaction, _ delivery: Delivery, _ now: Int64, _ after: Int64, _ receipt: String,
        _ reason: String
    ) throws -> Delivery? {
        if receipt == delivery.receipt, reason == delivery.reason {
            try OutboxStore.look(transaction, id: delivery.id, at: now + after)
            return nil
        }
        return try Outbox.move(
            transaction, delivery, .watch, now, lookAt: now + after, receipt: receipt, reason: reason)
    }
}

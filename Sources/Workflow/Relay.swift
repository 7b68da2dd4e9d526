import Storage

/// Takes what is queued in the outbox and hands it to the transports. What may have gone out without our knowing
/// becomes `unknown` and waits for a person.
package struct Relay: Sendable {
    package enum Outcome: Sendable {
        /// The other side took it; what it gave as proof.
        case sent(receipt: String)
        /// It arrived.
        case acknowledged(receipt: String)
        /// It surely did not go out; tried again later.
        case notSent(reason: String)
        /// Refused for good.
        case refused(reason: String)
        /// It may have gone out.
        case unknown(reason: String)
    }

    /// A way out of the system.
    package struct Channel: Sendable {
        /// Whether sending the same key again changes nothing, as writing the same file does. Then nothing of it is
        /// ever unknown.
        package let isRepeatable: Bool
        package let send: @Sendable (Delivery) async throws -> Outcome

        package init(isRepeatable: Bool, send: @escaping @Sendable (Delivery) async throws -> Outcome) {
            self.isRepeatable = isRepeatable
            self.send = send
        }
    }

    private let database: Database
    private let channels: [String: Channel]
    private let retry: RetryPolicy

    package init(
        database: Database, channels: [String: Channel],
        retry: RetryPolicy = RetryPolicy(attempts: 20, wait: 60_000, longest: 3_600_000)
    ) {
        self.database = database
        self.channels = channels
        self.retry = retry
    }

    /// Settles what an earlier process was sending when it ended: queued again where repeating is harmless, unknown
    /// otherwise.
    package func recover(_ now: Int64) throws {
        try database.write { transaction in
            for delivery in try OutboxStore.sending(transaction) {
                let isRepeatable = channels[delivery.channel]?.isRepeatable == true
                try Outbox.move(
                    transaction, delivery, isRepeatable ? .postpone : .lose, now, reason: "its process ended")
            }
        }
    }

    /// When something is next due, or nil.
    package func nextWakeup() throws -> Int64? {
        try database.read { try OutboxStore.nextTime($0) }
    }

    /// Sends what is due, at most `limit`: one transaction before, one after.
    /// - returns: the deliveries with their new states.
    package func drain(now: @Sendable () -> Int64, limit: Int = 32) async throws -> [Delivery] {
        let started = now()
        guard let next = try nextWakeup(), next <= started else { return [] }
        let batch = try database.write { transaction in
            try OutboxStore.due(transaction, now: started, limit: limit).compactMap { delivery in
                try Outbox.move(transaction, delivery, .send, started)
            }
        }
        var outcomes: [(Delivery, Outcome)] = []
        for delivery in batch { outcomes.append((delivery, await send(delivery))) }
        let ended = now()
        return try database.write { transaction in
            try outcomes.compactMap { delivery, outcome in
                switch outcome {
                case .sent(let receipt):
                    try Outbox.move(transaction, delivery, .accept, ended, receipt: receipt)
                case .acknowledged(let receipt):
                    try Outbox.move(transaction, delivery, .acknowledge, ended, receipt: receipt)
                case .refused(let reason):
                    try Outbox.move(transaction, delivery, .refuse, ended, reason: reason)
                case .unknown(let reason):
                    try Outbox.move(transaction, delivery, .lose, ended, reason: reason)
                case .notSent(let reason) where delivery.attempt >= retry.attempts:
                    try Outbox.move(transaction, delivery, .refuse, ended, reason: reason)
                case .notSent(let reason):
                    try Outbox.move(
                        transaction, delivery, .postpone, ended,
                        notBefore: ended + retry.backoff(failures: delivery.attempt), reason: reason)
                }
            }
        }
    }

    private func send(_ delivery: Delivery) async -> Outcome {
        guard let channel = channels[delivery.channel] else {
            return .refused(reason: "there is no channel \(delivery.channel)")
        }
        do {
            return try await channel.send(delivery)
        } catch {
            return channel.isRepeatable ? .notSent(reason: "\(error)") : .unknown(reason: "\(error)")
        }
    }
}

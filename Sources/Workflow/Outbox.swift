import Diagnostics
import Storage

/// Something on its way out of the system.
package struct Delivery: Sendable {
    package let id: Int
    /// Stands for this one thing for ever: whatever happens, it goes out under this key.
    package let key: String
    /// The transport, for example `mail`.
    package let channel: String
    package let payload: [UInt8]
    package let state: DeliveryState
    package let attempt: Int
    /// What the other side gave as proof, for example a file name or a job number.
    package let receipt: String
    package let reason: String

    package init(
        id: Int, key: String, channel: String, payload: [UInt8], state: DeliveryState, attempt: Int, receipt: String,
        reason: String
    ) {
        self.id = id
        self.key = key
        self.channel = channel
        self.payload = payload
        self.state = state
        self.attempt = attempt
        self.receipt = receipt
        self.reason = reason
    }
}

/// Puts things to be delivered into the transaction that decides about them.
package enum Outbox {
    /// Queues a payload once: the same key with the same payload is the same delivery.
    /// - throws: `Rejection` `outbox.key-reused` when the key stands for another payload.
    package static func enqueue(
        _ transaction: Transaction, key: String, channel: String, payload: [UInt8], now: Int64
    ) throws {
        let hash = DurableFile.sha256(payload)
        let isNew = try OutboxStore.insert(
            transaction, key: key, channel: channel, payload: payload, hash: hash, now: now)
        guard isNew else {
            if try OutboxStore.payloadHash(transaction, key: key) != hash {
                throw Rejection("outbox.key-reused", ["key": key])
            }
            return
        }
        try Journal.append(
            transaction, at: now, kind: "delivery.queue", subject: key,
            ["channel": channel, "sha256": hash, "state": DeliveryState.queued.rawValue])
    }

    /// All deliveries, oldest first.
    package static func all(_ database: Database) throws -> [Delivery] {
        try database.read { try OutboxStore.all($0) }
    }

    /// Has something sent again that is unknown or failed, by a person's word.
    /// - throws: `Rejection` `outbox.unknown-key`, `outbox.not-now`, `task.no-reason`.
    package static func resend(
        _ database: Database, key: String, by person: String, reason: String, now: Int64
    ) throws {
        try byHand(database, key, .resend, person, reason, now)
    }

    /// Notes that something unknown had gone out, by a person's word.
    package static func confirm(
        _ database: Database, key: String, by person: String, reason: String, now: Int64
    ) throws {
        try byHand(database, key, .confirm, person, reason, now)
    }

    private static func byHand(
        _ database: Database, _ key: String, _ event: DeliveryState.Event, _ person: String, _ reason: String,
        _ now: Int64
    ) throws {
        guard !reason.isEmpty else { throw Rejection("task.no-reason") }
        try database.write { transaction in
            guard let delivery = try OutboxStore.find(transaction, key: key) else {
                throw Rejection("outbox.unknown-key", ["key": key])
            }
            guard delivery.state.after(event) != nil else {
                throw Rejection(
                    "outbox.not-now", ["key": key, "state": delivery.state.rawValue, "event": event.rawValue])
            }
            try move(
                transaction, delivery, event, now, receipt: delivery.receipt, reason: reason, ["by": person])
        }
    }

    /// Moves a delivery by an event that its machine allows, and writes it down.
    /// - Parameters:
    ///   - attempt: how often it was tried; as before, and one more for `send`, when absent.
    ///   - lookAt: when the other side is to be asked about it; not at all when absent.
    @discardableResult
    static func move(
        _ transaction: Transaction, _ delivery: Delivery, _ event: DeliveryState.Event, _ now: Int64,
        attempt: Int? = nil, notBefore: Int64? = nil, lookAt: Int64? = nil, receipt: String = "", reason: String = "",
        _ detail: [String: String] = [:]
    ) throws -> Delivery? {
        guard let state = delivery.state.after(event) else {
            preconditionFailure("\(delivery.key) is \(delivery.state): no \(event)")
        }
        try OutboxStore.set(
            transaction, id: delivery.id, state, attempt: attempt ?? delivery.attempt + (event == .send ? 1 : 0),
            notBefore: notBefore ?? now, lookAt: lookAt, receipt: receipt, reason: reason, now: now)
        var facts = detail
        facts["state"] = state.rawValue
        if !receipt.isEmpty { facts["receipt"] = receipt }
        if !reason.isEmpty { facts["reason"] = reason }
        try Journal.append(
            transaction, at: now, kind: "delivery.\(event.rawValue)", subject: delivery.key, facts)
        return try OutboxStore.find(transaction, key: delivery.key)
    }
}

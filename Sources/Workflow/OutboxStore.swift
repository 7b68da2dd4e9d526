import Storage

enum OutboxStore {
    private static let columns = "id, delivery_key, channel, payload, state, attempt, receipt, reason"

    static func insert(
        _ transaction: Transaction, key: String, channel: String, payload: [UInt8], hash: String, now: Int64
    ) throws -> Bool {
        try transaction.execute(
            """
            INSERT INTO workflow_outbox
                (id, delivery_key, channel, payload, payload_sha256, state, attempt, not_before, receipt, reason,
                 queued, changed)
            SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, 'queued', 0, $5, '', '', $5, $5
            FROM workflow_outbox WHERE 1 = 1
            ON CONFLICT (delivery_key) DO NOTHING
            """, [Value(key), Value(channel), Value(payload), Value(hash), Value(now)]) == 1
    }

    static func payloadHash(_ transaction: Transaction, key: String) throws -> String? {
        try transaction.row("SELECT payload_sha256 FROM workflow_outbox WHERE delivery_key = $1", [Value(key)])?
            .text("payload_sha256")
    }

    static func find(_ transaction: Transaction, key: String) throws -> Delivery? {
        try transaction.row("SELECT \(columns) FROM workflow_outbox WHERE delivery_key = $1", [Value(key)]).map(read)
    }

    static func all(_ transaction: Transaction) throws -> [Delivery] {
        try transaction.rows("SELECT \(columns) FROM workflow_outbox ORDER BY id").map(read)
    }

    static func sending(_ transaction: Transaction) throws -> [Delivery] {
        try transaction.rows("SELECT \(columns) FROM workflow_outbox WHERE state = 'sending' ORDER BY id").map(read)
    }

    /// What waits to go out, or is on its way, oldest first.
    static func open(_ transaction: Transaction) throws -> [Delivery] {
        let queued = try transaction.rows("SELECT \(columns) FROM workflow_outbox WHERE state = 'queued' ORDER BY id")
        return (queued.map(read) + (try sending(transaction))).sorted { $0.id < $1.id }
    }

    /// What is due on a channel, or on all, oldest first.
    static func due(
        _ transaction: Transaction, channel: String? = nil, now: Int64, limit: Int
    ) throws -> [Delivery] {
        try transaction.rows(
            """
            SELECT \(columns) FROM workflow_outbox
            WHERE state = 'queued' AND not_before <= $1 AND channel = COALESCE($3, channel) ORDER BY id LIMIT $2
            """, [Value(now), Value(limit), Value(channel)]
        ).map(read)
    }

    /// What the other side is to be asked about by `now`, the longest due first.
    static func toLookAt(
        _ transaction: Transaction, channel: String? = nil, now: Int64, limit: Int
    ) throws -> [Delivery] {
        try transaction.rows(
            """
            SELECT \(columns) FROM workflow_outbox
            WHERE look_at IS NOT NULL AND look_at <= $1 AND channel = COALESCE($3, channel) ORDER BY look_at, id
            LIMIT $2
            """, [Value(now), Value(limit), Value(channel)]
        ).map(read)
    }

    /// The channels on which something is due to be sent or asked about, sorted.
    static func channels(_ transaction: Transaction, now: Int64) throws -> [String] {
        try transaction.rows(
            """
            SELECT channel FROM workflow_outbox WHERE state = 'queued' AND not_before <= $1
            UNION
            SELECT channel FROM workflow_outbox WHERE look_at IS NOT NULL AND look_at <= $1
            ORDER BY channel
            """, [Value(now)]
        ).map { $0.text("channel") }
    }

    /// Moves the times of what waits back with a clock that was set back.
    static func moveTimes(_ transaction: Transaction, by: Int64, now: Int64) throws {
        try transaction.execute(
            "UPDATE workflow_outbox SET not_before = not_before - $1 WHERE state = 'queued' AND not_before > $2",
            [Value(by), Value(now)])
        try transaction.execute(
            "UPDATE workflow_outbox SET look_at = look_at - $1 WHERE look_at IS NOT NULL AND look_at > $2",
            [Value(by), Value(now)])
    }

    /// When something is next to be sent, or to be asked about.
    static func nextTime(_ transaction: Transaction) throws -> Int64? {
        let times = try [
            "SELECT MIN(not_before) AS next FROM workflow_outbox WHERE state = 'queued'",
            "SELECT MIN(look_at) AS next FROM workflow_outbox WHERE look_at IS NOT NULL",
        ].compactMap { try transaction.row($0)?.optionalInt("next").map(Int64.init) }
        return times.min()
    }

    static func set(
        _ transaction: Transaction, id: Int, _ state: DeliveryState, attempt: Int, notBefore: Int64, lookAt: Int64?,
        receipt: String, reason: String, now: Int64
    ) throws {
        try transaction.execute(
            """
            UPDATE workflow_outbox
            SET state = $2, attempt = $3, not_before = $4, look_at = $5, receipt = $6, reason = $7, changed = $8
            WHERE id = $1
            """,
            [
                Value(id), Value(state.rawValue), Value(attempt), Value(notBefore), Value(lookAt), Value(receipt),
                Value(reason), Value(now),
            ])
    }

    /// Has something looked at later, when nothing else about it has changed.
    static func look(_ transaction: Transaction, id: Int, at moment: Int64) throws {
        try transaction.execute(
            "UPDATE workflow_outbox SET look_at = $2 WHERE id = $1", [Value(id), Value(moment)])
    }

    private static func read(_ row: Row) -> Delivery {
        guard let state = DeliveryState(rawValue: row.text("state")) else {
            preconditionFailure("the store checks states")
        }
        return Delivery(
            id: row.int("id"), key: row.text("delivery_key"), channel: row.text("channel"),
            payload: row.blob("payload"), state: state, attempt: row.int("attempt"), receipt: row.text("receipt"),
            reason: row.text("reason"))
    }
}

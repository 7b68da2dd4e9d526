import Storage

/// What agents collected, deposited and declared.
enum RemittanceStore {
    static func add(_ collection: AgentCollection, by person: String, at now: Instant, in transaction: Transaction)
        throws
    {
        try transaction.execute(
            """
            INSERT INTO levy_collections
                (id, village, day, prefix, number, citizen_id, insurance, fen, method, made_by, at, name)
            VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM levy_collections), $1, $2, $3, $4, $5, $6, $7, $8, $9,
                $10, $11)
            """,
            [
                Value(collection.village), Value(collection.day), Value(collection.receipt.prefix),
                Value(collection.receipt.number), Value(collection.citizenID), Value(collection.insurance.rawValue),
                Value(collection.fen), Value(collection.method), Value(person), Value(now), Value(collection.name),
            ])
    }

    struct Kept {
        let id: Int
        let collection: AgentCollection
        let isVoid: Bool
    }

    private static let collected = """
        SELECT c.*, v.collection_id AS voided FROM levy_collections c
        LEFT JOIN levy_collection_voids v ON v.collection_id = c.id
        """

    static func collection(_ receipt: ReceiptNumber, in transaction: Transaction) throws -> Kept? {
        try transaction.row(
            collected + " WHERE c.prefix = $1 AND c.number = $2", [Value(receipt.prefix), Value(receipt.number)]
        ).map(kept)
    }

    /// Those that stand, in the order of village, day and receipt.
    static func standing(in transaction: Transaction) throws -> [AgentCollection] {
        try transaction.rows(
            collected + " WHERE v.collection_id IS NULL ORDER BY c.village, c.day, c.prefix, c.number"
        ).map { kept($0).collection }
    }

    private static func kept(_ row: Row) -> Kept {
        Kept(
            id: row.int("id"),
            collection: AgentCollection(
                village: row.text("village"), day: row.date("day"),
                receipt: ReceiptNumber(prefix: row.text("prefix"), number: row.int("number"), width: 0),
                citizenID: row.text("citizen_id"), insurance: PaymentStore.insurance(row), fen: row.int("fen"),
                method: row.text("method"), name: row.text("name")), isVoid: row.optionalInt("voided") != nil)
    }

    static func voidCollection(_ id: Int, day: CivilDate, at now: Instant, in transaction: Transaction) throws {
        try transaction.execute(
            "INSERT INTO levy_collection_voids (collection_id, day, at) VALUES ($1, $2, $3)",
            [Value(id), Value(day), Value(now)])
    }

    static func add(_ remittance: Remittance, by person: String, at now: Instant, in transaction: Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO levy_remittances (id, village, kind, day, fen, slip, made_by, at)
            VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM levy_remittances), $1, $2, $3, $4, $5, $6, $7)
            """,
            [
                Value(remittance.village), Value(remittance.kind.rawValue), Value(remittance.day),
                Value(remittance.fen), Value(remittance.slip), Value(person), Value(now),
            ])
    }

    static func hasSlip(_ remittance: Remittance, in transaction: Transaction) throws -> Bool {
        try transaction.row(
            "SELECT id FROM levy_remittances WHERE kind = $1 AND slip = $2",
            [Value(remittance.kind.rawValue), Value(remittance.slip)]) != nil
    }

    /// Sums by village, kind and day: `collection` for what was collected and stands.
    struct DaySum {
        let village: String
        let kind: String
        let day: CivilDate
        let fen: Int
    }

    static func daySums(village: String?, in transaction: Transaction) throws -> [DaySum] {
        try transaction.rows(
            """
            SELECT village, kind, day, SUM(fen) AS fen FROM (
                SELECT c.village, 'collection' AS kind, c.day, c.fen FROM levy_collections c
                WHERE NOT EXISTS (SELECT 1 FROM levy_collection_voids v WHERE v.collection_id = c.id)
                UNION ALL SELECT village, kind, day, fen FROM levy_remittances
            ) sums WHERE $1 IS NULL OR village = $1 GROUP BY village, kind, day ORDER BY village, kind, day
            """, [Value(village)]
        ).map {
            DaySum(village: $0.text("village"), kind: $0.text("kind"), day: $0.date("day"), fen: $0.int("fen"))
        }
    }

    static func add(_ refusal: PaymentRefusal, by person: String, in transaction: Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO levy_refusals (id, village, citizen_id, reason, refused_at, reported_at, made_by)
            VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM levy_refusals), $1, $2, $3, $4, $5, $6)
            """,
            [
                Value(refusal.village), Value(refusal.citizenID), Value(refusal.reason), Value(refusal.refusedAt),
                Value(refusal.reportedAt), Value(person),
            ])
    }

    static func refusals(in transaction: Transaction) throws -> [PaymentRefusal] {
        try transaction.rows("SELECT * FROM levy_refusals ORDER BY refused_at, id").map {
            PaymentRefusal(
                village: $0.text("village"), citizenID: $0.text("citizen_id"), reason: $0.text("reason"),
                refusedAt: Instant(milliseconds: $0.int64("refused_at")),
                reportedAt: Instant(milliseconds: $0.int64("reported_at")))
        }
    }
}

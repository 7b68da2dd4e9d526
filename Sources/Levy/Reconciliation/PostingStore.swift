import Storage

/// What bureaus have posted, beside what was collected.
enum PostingStore {
    static func add(_ rows: [PostingRow], exchange: Int, in transaction: Transaction) throws {
        for row in rows {
            try transaction.execute(
                """
                INSERT INTO levy_posting_rows (exchange_id, line, payment, citizen_id, period, village, fen)
                VALUES ($1, $2, $3, $4, $5, $6, $7)
                """,
                [
                    Value(exchange), Value(row.line), Value(row.payment), Value(row.citizenID), Value(row.period),
                    Value(row.village), Value(row.fen),
                ])
        }
    }

    /// The last list of an insurance.
    static func latest(_ insurance: Insurance, in transaction: Transaction) throws -> Int? {
        try transaction.row(
            "SELECT MAX(id) AS id FROM levy_exchanges WHERE kind = 'posting' AND insurance = $1",
            [Value(insurance.rawValue)])?.optionalInt("id")
    }

    /// What a payer settled himself: what a bureau has to post.
    private static let ours = """
        SELECT o.id, o.citizen_id, o.period, o.village, o.own_fen, s.serial, s.settlement_id
        FROM levy_settled s JOIN levy_obligations o ON o.id = s.obligation_id WHERE o.insurance = $2
        """

    struct Ours {
        let citizenID: String
        let period: Int
        let village: String
        let fen: Int
        let serial: String
        let receipt: String
    }

    /// Collected, and no row of the list is of that person.
    static func missingThere(
        _ insurance: Insurance, list: Int, in transaction: Transaction
    ) throws -> [Ours] {
        try transaction.rows(
            """
            SELECT m.*, COALESCE(r.number, '') AS number FROM (\(ours)) m
            LEFT JOIN levy_receipts r ON r.settlement_id = m.settlement_id
            WHERE NOT EXISTS (
                SELECT 1 FROM levy_posting_rows p WHERE p.exchange_id = $1 AND p.citizen_id = m.citizen_id)
            ORDER BY m.id
            """, [Value(list), Value(insurance.rawValue)]
        ).map(mine)
    }

    struct Pair {
        let theirs: PostingRow
        let ours: Ours?
    }

    /// Rows of the list that are not exactly what was collected, with what was collected of that person, and every row
    /// of a person who has several.
    static func inexact(_ insurance: Insurance, list: Int, in transaction: Transaction) throws -> [Pair] {
        try transaction.rows(
            """
            SELECT p.line, p.payment, p.citizen_id AS their_id, p.period AS their_period, p.village AS their_village,
                p.fen AS their_fen, m.*, COALESCE(r.number, '') AS number
            FROM levy_posting_rows p
            LEFT JOIN (\(ours)) m ON m.citizen_id = p.citizen_id
            LEFT JOIN levy_receipts r ON r.settlement_id = m.settlement_id
            WHERE p.exchange_id = $1 AND (m.id IS NULL OR p.fen <> m.own_fen
                OR (p.period <> 0 AND p.period <> m.period) OR (p.village <> '' AND p.village <> m.village)
                OR EXISTS (SELECT 1 FROM levy_posting_rows q WHERE q.exchange_id = p.exchange_id
                    AND q.citizen_id = p.citizen_id AND q.line <> p.line))
            ORDER BY p.line
            """, [Value(list), Value(insurance.rawValue)]
        ).map { row in
            Pair(
                theirs: PostingRow(
                    line: row.int("line"), payment: row.text("payment"), citizenID: row.text("their_id"),
                    period: row.int("their_period"), village: row.text("their_village"), fen: row.int("their_fen")),
                ours: row.optionalInt("id") == nil ? nil : mine(row))
        }
    }

    private static func mine(_ row: Row) -> Ours {
        Ours(
            citizenID: row.text("citizen_id"), period: row.int("period"), village: row.text("village"),
            fen: row.int("own_fen"), serial: row.text("serial"), receipt: row.text("number"))
    }

    struct Sums {
        let count: Int
        let fen: Int
    }

    static func sums(list: Int, in transaction: Transaction) throws -> Sums {
        let row = try transaction.row(
            "SELECT COUNT(*) AS n, COALESCE(SUM(fen), 0) AS fen FROM levy_posting_rows WHERE exchange_id = $1",
            [Value(list)])
        return Sums(count: row?.int("n") ?? 0, fen: row?.int("fen") ?? 0)
    }

    /// What banks say came from agents, of the villages whose agents keep their sheets here; what stands.
    struct AgentLine {
        let village: String
        let citizenID: String
        let insurance: Insurance
        let fen: Int
        let serial: String
    }

    static func agentLines(channels: [String], in transaction: Transaction) throws -> [AgentLine] {
        let places = channels.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        return try transaction.rows(
            """
            SELECT village, citizen_id, insurance, fen, serial FROM levy_payment_lines
            WHERE channel IN (\(places)) AND reverses IS NULL
                AND village IN (SELECT DISTINCT village FROM levy_collections)
            ORDER BY village, paid_on, serial
            """, channels.map { Value($0) }
        ).map {
            AgentLine(
                village: $0.text("village"), citizenID: $0.text("citizen_id"), insurance: PaymentStore.insurance($0),
                fen: $0.int("fen"), serial: $0.text("serial"))
        }
    }

    struct ChannelSum {
        let channel: String
        let insurance: Insurance
        let count: Int
        let fen: Int
        let reversed: Int
        let reversedFen: Int
    }

    static func channels(in transaction: Transaction) throws -> [ChannelSum] {
        try transaction.rows(
            """
            SELECT channel, insurance, SUM(CASE WHEN fen > 0 THEN 1 ELSE 0 END) AS n, SUM(fen) AS fen,
                SUM(CASE WHEN fen < 0 THEN 1 ELSE 0 END) AS back,
                SUM(CASE WHEN fen < 0 THEN -fen ELSE 0 END) AS back_fen
            FROM levy_payment_lines GROUP BY channel, insurance ORDER BY channel, insurance
            """
        ).map {
            ChannelSum(
                channel: $0.text("channel"), insurance: PaymentStore.insurance($0), count: $0.int("n"),
                fen: $0.int("fen"), reversed: $0.int("back"), reversedFen: $0.int("back_fen"))
        }
    }
}

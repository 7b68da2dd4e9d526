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

    /// The last list of an insurance that nobody has taken back.
    static func latest(_ insurance: Insurance, in transaction: Transaction) throws -> Int? {
        try transaction.row(
            """
            SELECT MAX(x.id) AS id FROM levy_exchanges x WHERE x.kind = 'posting' AND x.insurance = $1
                AND NOT EXISTS (SELECT 1 FROM levy_exchange_events e WHERE e.exchange_id = x.id AND e.state = 'refused')
            """, [Value(insurance.rawValue)])?.optionalInt("id")
    }

    /// Whether any roster or order has a person under a number.
    static func isKnown(_ citizenID: String, in transaction: Transaction) throws -> Bool {
        try transaction.row(
            """
            SELECT 1 FROM levy_persons WHERE citizen_id = $1 UNION ALL SELECT 1 FROM levy_orders WHERE citizen_id = $1
            """, [Value(citizenID)]) != nil
    }

    /// What a payer settled himself, for a roster or for an order (核定单), and what the state pays whole: what a bureau
    /// may post.
    struct Ours {
        let citizenID: String
        /// The years; several only for an order of earlier years.
        let periods: [Int]
        let village: String
        /// What the payer paid; where the state pays all, what it pays.
        let fen: Int
        /// With the state's part. A return tells both, and bureaus post the one or the other.
        let totalFen: Int
        /// Nil where the state pays all: nobody waits for its posting, since the return's answers tell of it.
        let paidOn: CivilDate?
        let serial: String
        let receipt: String
    }

    /// What may disagree of one person: all his rows of the list, and everything that was collected of him.
    struct Suspect {
        let citizenID: String
        var theirs: [PostingRow] = []
        var ours: [Ours] = []
    }

    /// Whether something that was collected, or that the state pays, is what a row `p` of the list says.
    private static let isExact = """
        EXISTS (SELECT 1 FROM levy_obligations o LEFT JOIN levy_settled s ON s.obligation_id = o.id
            WHERE o.citizen_id = p.citizen_id AND o.insurance = $2
                AND (s.serial IS NOT NULL AND p.fen IN (o.own_fen, o.total_fen)
                    OR o.own_fen = 0 AND p.fen = o.total_fen
                        AND NOT EXISTS (SELECT 1 FROM intake_obligation_ends e WHERE e.obligation_id = o.id))
                AND (p.period = 0 OR p.period = o.period) AND (p.village = '' OR p.village = o.village))
        """

    /// Persons with a row that is not exactly what was collected, with several rows, with none, or with an order. Each
    /// part goes once through its table and looks the other side up by an index. CROSS JOIN holds SQLite to the few
    /// suspects as the outer loop: left to itself it goes through the whole list, and all obligations, a second time.
    private static let suspects = """
        WITH suspects AS MATERIALIZED (
            SELECT p.citizen_id FROM levy_posting_rows p WHERE p.exchange_id = $1 AND NOT \(isExact)
            UNION SELECT citizen_id FROM levy_posting_rows WHERE exchange_id = $1
                GROUP BY citizen_id HAVING COUNT(*) > 1
            UNION SELECT o.citizen_id FROM levy_settled s JOIN levy_obligations o ON o.id = s.obligation_id
                WHERE o.insurance = $2 AND NOT EXISTS (SELECT 1 FROM levy_posting_rows p
                    WHERE p.exchange_id = $1 AND p.citizen_id = o.citizen_id)
            UNION SELECT o.citizen_id FROM levy_order_payments p JOIN levy_orders o ON o.ordinal = p.ordinal
                WHERE o.insurance = $2)
        SELECT x.citizen_id, 1 AS is_theirs, p.line AS place, p.payment, CAST(p.period AS TEXT) AS periods, p.village,
            p.fen, 0 AS total_fen, NULL AS paid_on, '' AS receipt
        FROM suspects x CROSS JOIN levy_posting_rows p ON p.exchange_id = $1 AND p.citizen_id = x.citizen_id
        UNION ALL
        SELECT x.citizen_id, 0, o.id, s.serial, CAST(o.period AS TEXT), o.village, o.own_fen, o.total_fen, b.paid_on,
            COALESCE(r.number, '')
        FROM suspects x CROSS JOIN levy_obligations o ON o.citizen_id = x.citizen_id AND o.insurance = $2
        JOIN levy_settled s ON s.obligation_id = o.id JOIN levy_payment_lines b ON b.serial = s.serial
        LEFT JOIN levy_receipts r ON r.settlement_id = s.settlement_id
        UNION ALL
        SELECT x.citizen_id, 0, o.id, '', CAST(o.period AS TEXT), o.village, o.total_fen, o.total_fen, NULL, ''
        FROM suspects x CROSS JOIN levy_standing_obligations o ON o.citizen_id = x.citizen_id AND o.insurance = $2
        WHERE o.own_fen = 0
        UNION ALL
        SELECT o.citizen_id, 0, p.id, p.serial, (SELECT GROUP_CONCAT(l.period, ' ') FROM levy_order_lines l
                WHERE l.ordinal = o.ordinal), o.village, p.fen, p.fen, b.paid_on, p.number
        FROM levy_order_payments p JOIN levy_orders o ON o.ordinal = p.ordinal
        JOIN levy_payment_lines b ON b.serial = p.serial WHERE o.insurance = $2
        ORDER BY 1, 2, 3
        """

    /// Everybody of whom a list and what was collected may not agree, in the order of their numbers.
    static func suspects(_ insurance: Insurance, list: Int, in transaction: Transaction) throws -> [Suspect] {
        var found: [Suspect] = []
        try transaction.each(suspects, [Value(list), Value(insurance.rawValue)]) { row in
            let id = row.text("citizen_id")
            if found.last?.citizenID != id { found.append(Suspect(citizenID: id)) }
            let periods = row.text("periods").split(separator: " ").compactMap { Int($0) }
            let last = found.count - 1
            if row.int("is_theirs") == 1 {
                found[last].theirs.append(
                    PostingRow(
                        line: row.int("place"), payment: row.text("payment"), citizenID: id, period: periods.first ?? 0,
                        village: row.text("village"), fen: row.int("fen")))
            } else {
                found[last].ours.append(
                    Ours(
                        citizenID: id, periods: periods, village: row.text("village"), fen: row.int("fen"),
                        totalFen: row.int("total_fen"), paidOn: row.optionalDate("paid_on"),
                        serial: row.text("payment"), receipt: row.text("receipt")))
            }
        }
        return found
    }

    /// What banks say came from agents, of the villages whose agents keep their sheets here; what stands.
    struct AgentLine {
        let village: String
        let citizenID: String
        let insurance: Insurance
        let fen: Int
        let serial: String
        let paidOn: CivilDate
    }

    static func agentLines(channels: [String], in transaction: Transaction) throws -> [AgentLine] {
        let places = channels.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        return try transaction.rows(
            """
            SELECT village, citizen_id, insurance, fen, serial, paid_on FROM levy_payment_lines
            WHERE channel IN (\(places)) AND reverses IS NULL
                AND village IN (SELECT DISTINCT village FROM levy_collections)
            ORDER BY village, paid_on, serial
            """, channels.map { Value($0) }
        ).map {
            AgentLine(
                village: $0.text("village"), citizenID: $0.text("citizen_id"), insurance: PaymentStore.insurance($0),
                fen: $0.int("fen"), serial: $0.text("serial"), paidOn: $0.date("paid_on"))
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

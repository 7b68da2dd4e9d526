import Storage

/// The register of batches and their states.
enum ExchangeStore {
    static func add(_ exchange: ExchangeRecord, key: String, at now: Instant, in transaction: Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO levy_exchanges
                (id, batch, batch_key, direction, party, kind, insurance, row_count, fen, sha256, made_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            [
                Value(exchange.id), Value(exchange.batch), Value(key), Value(exchange.isOutgoing ? "out" : "in"),
                Value(exchange.party), Value(exchange.kind.rawValue), Value(exchange.insurance.rawValue),
                Value(exchange.count), Value(exchange.fen), Value(exchange.sha256), Value(now),
            ])
        try note(exchange.id, exchange.isOutgoing ? .made : .received, "", at: now, in: transaction)
    }

    static func nextID(in transaction: Transaction) throws -> Int {
        (try transaction.row("SELECT COALESCE(MAX(id), 0) AS id FROM levy_exchanges")?.int("id") ?? 0) + 1
    }

    static func note(
        _ id: Int, _ state: ExchangeRecord.State, _ note: String, at now: Instant, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_exchange_events (exchange_id, ordinal, state, note, at)
            VALUES ($1, (SELECT COALESCE(MAX(ordinal), 0) + 1 FROM levy_exchange_events WHERE exchange_id = $1),
                $2, $3, $4)
            """, [Value(id), Value(state.rawValue), Value(note), Value(now)])
    }

    private static let records = """
        SELECT x.*, (SELECT e.state FROM levy_exchange_events e WHERE e.exchange_id = x.id
            ORDER BY e.ordinal DESC LIMIT 1) AS state
        FROM levy_exchanges x
        """

    static func all(in transaction: Transaction) throws -> [ExchangeRecord] {
        try transaction.rows(records + " ORDER BY x.id").map(record)
    }

    static func find(_ id: Int, in transaction: Transaction) throws -> ExchangeRecord? {
        try transaction.row(records + " WHERE x.id = $1", [Value(id)]).map(record)
    }

    static func find(batch: String, in transaction: Transaction) throws -> ExchangeRecord? {
        try transaction.row(records + " WHERE x.batch = $1", [Value(batch)]).map(record)
    }

    static func find(key: String, in transaction: Transaction) throws -> ExchangeRecord? {
        try transaction.row(records + " WHERE x.batch_key = $1", [Value(key)]).map(record)
    }

    static func find(
        incoming kind: ExchangeRecord.Kind, sha256: String, in transaction: Transaction
    ) throws -> ExchangeRecord? {
        try transaction.row(
            records + " WHERE x.direction = 'in' AND x.kind = $1 AND x.sha256 = $2",
            [Value(kind.rawValue), Value(sha256)]
        ).map(record)
    }

    private static func record(_ row: Row) -> ExchangeRecord {
        guard let kind = ExchangeRecord.Kind(rawValue: row.text("kind")),
            let state = ExchangeRecord.State(rawValue: row.text("state"))
        else { preconditionFailure("the tables' CHECKs let no other kind or state pass") }
        return ExchangeRecord(
            id: row.int("id"), batch: row.text("batch"), isOutgoing: row.text("direction") == "out",
            party: row.text("party"), kind: kind, insurance: PaymentStore.insurance(row), count: row.int("row_count"),
            fen: row.int("fen"), sha256: row.text("sha256"), state: state,
            madeAt: Instant(milliseconds: row.int64("made_at")))
    }

    // MARK: Returns

    /// Settled obligations of an insurance that no batch told of as they stand, or whose bureau sent them back.
    private static let due = """
        FROM levy_standing_obligations o LEFT JOIN levy_settled s ON s.obligation_id = o.id
        WHERE o.insurance = $1 AND (o.own_fen = 0 OR s.serial IS NOT NULL)
            AND NOT EXISTS (
                SELECT 1 FROM levy_return_rows r WHERE r.obligation_id = o.id
                    AND COALESCE(r.settlement_id, 0) = COALESCE(s.settlement_id, 0)
                    AND r.exchange_id = (
                        SELECT MAX(n.exchange_id) FROM levy_return_rows n WHERE n.obligation_id = o.id)
                    AND NOT EXISTS (
                        SELECT 1 FROM levy_return_answers a WHERE a.exchange_id = r.exchange_id
                            AND a.obligation_id = r.obligation_id AND a.state = 'rejected'))
        """

    /// The rows of the next batch in the order of village and person.
    static func dueRows(_ insurance: Insurance, in transaction: Transaction) throws -> [ReturnRow] {
        try transaction.rows(
            """
            SELECT g.code, g.name AS village_name, p.citizen_id, p.name, CAST(d.period AS TEXT) AS years, d.total_fen,
                d.state_fen, d.own_fen, l.paid_on, l.channel, r.number
            FROM (SELECT o.*, s.settlement_id \(due)) d
            JOIN levy_persons p ON p.citizen_id = d.citizen_id JOIN levy_regions g ON g.code = d.village
            LEFT JOIN levy_settlements t ON t.id = d.settlement_id
            LEFT JOIN levy_payment_lines l ON l.serial = t.serial
            LEFT JOIN levy_receipts r ON r.settlement_id = t.id
            ORDER BY g.ordinal, p.ordinal
            """, [Value(insurance.rawValue)]
        ).map(RosterListStore.returnRow)
    }

    static func addDueRows(_ insurance: Insurance, exchange: Int, in transaction: Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO levy_return_rows (exchange_id, obligation_id, settlement_id, fen)
            SELECT $2, o.id, s.settlement_id, o.own_fen \(due)
            """, [Value(insurance.rawValue), Value(exchange)])
    }

    /// The rows of a batch in the order of village and person, as they were when it was made.
    static func eachRow(
        exchange: Int, in transaction: Transaction, _ body: (ReturnRow) throws -> Void
    ) throws {
        try transaction.each(
            """
            SELECT g.code, g.name AS village_name, p.citizen_id, p.name, CAST(o.period AS TEXT) AS years, o.total_fen,
                o.state_fen, o.own_fen, l.paid_on, l.channel, r.number
            FROM levy_return_rows x JOIN levy_obligations o ON o.id = x.obligation_id
            JOIN levy_persons p ON p.citizen_id = o.citizen_id JOIN levy_regions g ON g.code = o.village
            LEFT JOIN levy_settlements s ON s.id = x.settlement_id
            LEFT JOIN levy_payment_lines l ON l.serial = s.serial
            LEFT JOIN levy_receipts r ON r.settlement_id = s.id
            WHERE x.exchange_id = $1 ORDER BY g.ordinal, p.ordinal
            """, [Value(exchange)]
        ) { try body(RosterListStore.returnRow($0)) }
    }

    /// A row that a batch told of.
    struct Sent {
        enum What: Hashable {
            case obligation(Int)
            /// A settlement of an order.
            case order(Int)
        }

        let what: What
        let fen: Int
        let years: [Int]
        /// Empty where the state pays all.
        let receipt: String
    }

    /// What a batch told of a person: what rosters ask for first, then orders.
    static func sent(
        _ citizenID: String, exchange: Int, in transaction: Transaction
    ) throws -> [Sent] {
        try transaction.rows(
            """
            SELECT x.obligation_id, x.fen, CAST(o.period AS TEXT) AS years, COALESCE(r.number, '') AS number
            FROM levy_return_rows x JOIN levy_obligations o ON o.id = x.obligation_id
            LEFT JOIN levy_receipts r ON r.settlement_id = x.settlement_id
            WHERE x.exchange_id = $1 AND o.citizen_id = $2 ORDER BY o.id
            """, [Value(exchange), Value(citizenID)]
        ).map {
            Sent(
                what: .obligation($0.int("obligation_id")), fen: $0.int("fen"), years: RosterListStore.years($0),
                receipt: $0.text("number"))
        } + OrderReturnStore.sent(citizenID, exchange: exchange, in: transaction)
    }

    static func answer(
        _ what: Sent.What, of exchange: Int, by answer: Int, _ state: PostingState, reason: String,
        in transaction: Transaction
    ) throws {
        switch what {
        case .obligation(let id):
            try ExchangeStore.answer(id, of: exchange, by: answer, state, reason: reason, in: transaction)
        case .order(let settlement):
            try OrderReturnStore.answer(
                settlement, of: exchange, by: answer, state, reason: reason, in: transaction)
        }
    }

    private static func answer(
        _ obligation: Int, of exchange: Int, by answer: Int, _ state: PostingState, reason: String,
        in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_return_answers (exchange_id, obligation_id, answer_id, state, reason)
            VALUES ($1, $2, $3, $4, $5)
            """, [Value(exchange), Value(obligation), Value(answer), Value(state.rawValue), Value(reason)])
    }

    /// Every row of every batch, of rosters and of orders, with its answers.
    private static let told = """
        SELECT r.exchange_id, o.citizen_id, r.obligation_id AS row, a.answer_id, a.state, a.reason
        FROM levy_return_rows r JOIN levy_obligations o ON o.id = r.obligation_id
        LEFT JOIN levy_return_answers a ON a.exchange_id = r.exchange_id AND a.obligation_id = r.obligation_id
        UNION ALL SELECT r.exchange_id, o.citizen_id, -r.settlement_id, a.answer_id, a.state, a.reason
        FROM levy_return_orders r JOIN levy_order_settlements s ON s.id = r.settlement_id
        JOIN levy_orders o ON o.ordinal = s.ordinal
        LEFT JOIN levy_return_order_answers a ON a.exchange_id = r.exchange_id AND a.settlement_id = r.settlement_id
        """

    /// How many rows of each batch stand at what: each by its last answer.
    static func progress(in transaction: Transaction) throws -> [(exchange: Int, state: PostingState, count: Int)] {
        try transaction.rows(
            """
            SELECT exchange_id, COALESCE(state, 'sent') AS state, COUNT(*) AS n FROM (
                SELECT exchange_id, row, state, MAX(COALESCE(answer_id, 0)) FROM (\(told)) t GROUP BY exchange_id, row)
            GROUP BY exchange_id, COALESCE(state, 'sent') ORDER BY exchange_id, COALESCE(state, 'sent')
            """
        ).compactMap { row in
            PostingState(rawValue: row.text("state")).map { (row.int("exchange_id"), $0, row.int("n")) }
        }
    }

    static func history(
        of citizenID: String, in transaction: Transaction
    ) throws -> [(batch: String, insurance: Insurance, state: PostingState, reason: String)] {
        try transaction.rows(
            """
            SELECT x.batch, x.insurance, COALESCE(t.state, 'sent') AS state, COALESCE(t.reason, '') AS reason
            FROM (\(told)) t JOIN levy_exchanges x ON x.id = t.exchange_id
            WHERE t.citizen_id = $1 ORDER BY x.id, t.row < 0, t.answer_id, abs(t.row)
            """, [Value(citizenID)]
        ).compactMap { row in
            PostingState(rawValue: row.text("state")).map {
                (row.text("batch"), PaymentStore.insurance(row), $0, row.text("reason"))
            }
        }
    }
}

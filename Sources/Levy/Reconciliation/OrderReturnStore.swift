import Storage

/// Payments of orders (核定单) in the batches that go back to a bureau.
enum OrderReturnStore {
    /// Paid orders of an insurance that no batch told of as they are paid, or whose bureau sent them back.
    private static let due = """
        FROM levy_order_payments s JOIN levy_orders o ON o.ordinal = s.ordinal
        WHERE o.insurance = $1 AND NOT EXISTS (
            SELECT 1 FROM levy_return_orders r WHERE r.settlement_id = s.id AND NOT EXISTS (
                SELECT 1 FROM levy_return_order_answers a WHERE a.exchange_id = r.exchange_id
                    AND a.settlement_id = r.settlement_id AND a.state = 'rejected'))
        """

    private static let columns = """
        SELECT o.village AS code, COALESCE(g.name, o.village) AS village_name, o.citizen_id, o.name, s.fen AS total_fen,
            0 AS state_fen, s.fen AS own_fen, l.paid_on, l.channel, s.number, (SELECT GROUP_CONCAT(y.period, ' ') FROM
            (SELECT x.period FROM levy_order_lines x WHERE x.ordinal = o.ordinal ORDER BY x.period) y) AS years
        """
    private static let named = """
        JOIN levy_payment_lines l ON l.serial = s.serial LEFT JOIN levy_regions g ON g.code = o.village
        """

    /// The rows of the next batch in the order of the receipts.
    static func dueRows(_ insurance: Insurance, in transaction: Transaction) throws -> [ReturnRow] {
        try transaction.rows(
            """
            \(columns) FROM (SELECT s.id \(due)) d JOIN levy_order_settlements s ON s.id = d.id
            JOIN levy_orders o ON o.ordinal = s.ordinal \(named) ORDER BY s.id
            """, [Value(insurance.rawValue)]
        ).map(RosterListStore.returnRow)
    }

    static func addDueRows(_ insurance: Insurance, exchange: Int, in transaction: Transaction) throws {
        try transaction.execute(
            "INSERT INTO levy_return_orders (exchange_id, settlement_id, fen) SELECT $2, s.id, s.fen \(due)",
            [Value(insurance.rawValue), Value(exchange)])
    }

    /// The rows of a batch, as they were when it was made.
    static func eachRow(
        exchange: Int, in transaction: Transaction, _ body: (ReturnRow) throws -> Void
    ) throws {
        try transaction.each(
            """
            \(columns) FROM levy_return_orders x JOIN levy_order_settlements s ON s.id = x.settlement_id
            JOIN levy_orders o ON o.ordinal = s.ordinal \(named) WHERE x.exchange_id = $1 ORDER BY s.id
            """, [Value(exchange)]
        ) { try body(RosterListStore.returnRow($0)) }
    }

    /// What a batch told of a person's orders.
    static func sent(
        _ citizenID: String, exchange: Int, in transaction: Transaction
    ) throws -> [ExchangeStore.Sent] {
        try transaction.rows(
            """
            SELECT x.settlement_id, x.fen, s.number, (SELECT GROUP_CONCAT(y.period, ' ') FROM levy_order_lines y
                WHERE y.ordinal = o.ordinal) AS years
            FROM levy_return_orders x JOIN levy_order_settlements s ON s.id = x.settlement_id
            JOIN levy_orders o ON o.ordinal = s.ordinal WHERE x.exchange_id = $1 AND o.citizen_id = $2
            ORDER BY x.settlement_id
            """, [Value(exchange), Value(citizenID)]
        ).map {
            ExchangeStore.Sent(
                what: .order($0.int("settlement_id")), fen: $0.int("fen"), years: RosterListStore.years($0),
                receipt: $0.text("number"))
        }
    }

    static func answer(
        _ settlement: Int, of exchange: Int, by answer: Int, _ state: PostingState, reason: String,
        in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_return_order_answers (exchange_id, settlement_id, answer_id, state, reason)
            VALUES ($1, $2, $3, $4, $5)
            """, [Value(exchange), Value(settlement), Value(answer), Value(state.rawValue), Value(reason)])
    }
}

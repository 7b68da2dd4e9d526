import Storage

/// Sums of a bureau's posting list.
enum PostedStore {
    struct Sum {
        let count: Int
        let fen: Int

        init(count: Int, fen: Int) { (self.count, self.fen) = (count, fen) }

        init(_ row: Row?) {
            guard let row else { preconditionFailure("a query of sums has one row") }
            self.init(count: row.int("n"), fen: row.int("fen"))
        }
    }

    static func all(list: Int, in transaction: Transaction) throws -> Sum {
        Sum(
            try transaction.row(
                "SELECT COUNT(*) AS n, COALESCE(SUM(fen), 0) AS fen FROM levy_posting_rows WHERE exchange_id = $1",
                [Value(list)]))
    }

    /// The state's part of a list: a row of each person for whom it pays all, of the right year if there is one, and
    /// its part where a row tells the whole fee of one who pays the rest himself. Counted are the persons of the
    /// former.
    static func state(_ insurance: Insurance, list: Int, in transaction: Transaction) throws -> Sum {
        Sum(
            try transaction.row(
                """
                SELECT COALESCE(SUM(own_fen = 0), 0) AS n,
                    COALESCE(SUM(CASE WHEN own_fen = 0 THEN fen ELSE state_fen END), 0) AS fen FROM (
                    SELECT MIN((p.period NOT IN (0, o.period)) * 1000000000 + p.line), p.fen, o.own_fen, o.state_fen
                    FROM levy_posting_rows p
                    JOIN levy_standing_obligations o ON o.citizen_id = p.citizen_id AND o.insurance = $2
                    WHERE p.exchange_id = $1 AND o.state_fen > 0 AND (o.own_fen = 0 OR p.fen = o.total_fen)
                    GROUP BY p.citizen_id, o.id)
                """, [Value(list), Value(insurance.rawValue)]))
    }

    /// The rows of those whose payment of a month settles something.
    static func own(
        _ insurance: Insurance, list: Int, month: CivilDate, in transaction: Transaction
    ) throws -> Sum {
        Sum(
            try transaction.row(
                """
                SELECT COUNT(*) AS n, COALESCE(SUM(fen), 0) AS fen FROM (
                    SELECT p.fen - CASE WHEN p.fen = o.total_fen THEN o.state_fen ELSE 0 END AS fen
                    FROM levy_payment_lines b JOIN levy_settled s ON s.serial = b.serial
                    JOIN levy_obligations o ON o.id = s.obligation_id
                    JOIN levy_posting_rows p ON p.exchange_id = $1 AND p.citizen_id = o.citizen_id
                        AND p.period IN (0, o.period)
                    WHERE o.insurance = $2 AND b.paid_on BETWEEN $3 AND $4
                    UNION ALL SELECT p.fen FROM levy_payment_lines b
                    JOIN levy_order_payments x ON x.serial = b.serial JOIN levy_orders o ON o.ordinal = x.ordinal
                    JOIN levy_posting_rows p ON p.exchange_id = $1 AND p.citizen_id = o.citizen_id
                    WHERE o.insurance = $2 AND b.paid_on BETWEEN $3 AND $4
                        AND (p.period = 0 AND p.fen = x.fen OR p.period IN (
                            SELECT l.period FROM levy_order_lines l WHERE l.ordinal = o.ordinal)))
                """,
                [Value(list), Value(insurance.rawValue), Value(month), Value(month.lastOfMonth)]))
    }

    /// What payments of a month settle, for rosters and on orders.
    static func settled(_ insurance: Insurance, month: CivilDate, in transaction: Transaction) throws -> Sum {
        Sum(
            try transaction.row(
                """
                SELECT COUNT(*) AS n, COALESCE(SUM(b.fen), 0) AS fen FROM levy_payment_lines b
                WHERE b.insurance = $1 AND b.paid_on BETWEEN $2 AND $3
                    AND (EXISTS (SELECT 1 FROM levy_settled s WHERE s.serial = b.serial)
                        OR b.serial IN (SELECT x.serial FROM levy_order_payments x))
                """, [Value(insurance.rawValue), Value(month), Value(month.lastOfMonth)]))
    }

    /// Lines of the bank that settle nothing, in the order of day and serial; those of all days without a month.
    static func unsettled(
        month: CivilDate?, in transaction: Transaction
    ) throws -> [(line: PaymentLine, isRefunded: Bool)] {
        try transaction.rows(
            """
            SELECT l.*, l.serial IN (SELECT x.serial FROM levy_refunded_lines x) AS is_refunded
            FROM levy_payment_lines l
            WHERE NOT EXISTS (SELECT 1 FROM levy_settled s WHERE s.serial = l.serial)
                AND l.serial NOT IN (SELECT x.serial FROM levy_order_payments x)
                AND ($1 IS NULL OR l.paid_on BETWEEN $1 AND $2)
            ORDER BY l.paid_on, l.serial
            """, [Value(month), Value(month?.lastOfMonth)]
        ).map { (PaymentStore.line($0), $0.bool("is_refunded")) }
    }
}

import Storage

/// What was paid on orders, and what the orders took the place of.
enum OrderMoneyStore {
    /// A payment of an order that stands.
    struct Payment {
        let settlement: Int
        let ordinal: Int
        let serial: String
        let receipt: String
    }

    private static let standing = "SELECT id, ordinal, serial, number FROM levy_order_payments"

    static func payments(in transaction: Transaction) throws -> [Payment] {
        try transaction.rows(standing + " ORDER BY id").map(payment)
    }

    static func payment(serial: String, in transaction: Transaction) throws -> Payment? {
        try transaction.row(standing + " WHERE serial = $1", [Value(serial)]).map(payment)
    }

    private static func payment(_ row: Row) -> Payment {
        Payment(
            settlement: row.int("id"), ordinal: row.int("ordinal"), serial: row.text("serial"),
            receipt: row.text("number"))
    }

    /// Enters the payment of an order under the next receipt number.
    /// - returns: the number.
    static func pay(
        _ order: AssessmentOrder, fen: Int, serial: String, evening: CivilDate, at now: Instant,
        number: (Int) -> String, in transaction: Transaction
    ) throws -> String {
        let last = try transaction.row("SELECT COALESCE(MAX(id), 0) AS id FROM levy_order_settlements")?.int("id") ?? 0
        let receipt = number(last + 1)
        try transaction.execute(
            """
            INSERT INTO levy_order_settlements (id, number, ordinal, serial, fen, evening, issued_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            [
                Value(last + 1), Value(receipt), Value(order.ordinal), Value(serial), Value(fen), Value(evening),
                Value(now),
            ])
        return receipt
    }

    static func reverse(
        _ payment: Payment, cause: String, evening: CivilDate, at now: Instant, in transaction: Transaction
    ) throws {
        try transaction.execute(
            "INSERT INTO levy_order_reversals (settlement_id, cause, evening, voided_at) VALUES ($1, $2, $3, $4)",
            [Value(payment.settlement), Value(cause), Value(evening), Value(now)])
    }

    /// What a roster asked for and an order took the place of: an unpaid obligation of the year, unless the state's
    /// part of it was asked for.
    static func replaceable(
        _ order: AssessmentOrder, period: Int, in transaction: Transaction
    ) throws -> Int? {
        try transaction.row(
            """
            SELECT o.id FROM levy_standing_obligations o LEFT JOIN levy_settled s ON s.obligation_id = o.id
            WHERE o.citizen_id = $1 AND o.insurance = $2 AND o.period = $3 AND s.serial IS NULL
                AND NOT EXISTS (SELECT 1 FROM levy_state_rows r WHERE r.obligation_id = o.id)
            """, [Value(order.citizenID), Value(order.insurance.rawValue), Value(period)])?.int("id")
    }

    /// Makes the obligation anew that an order had taken the place of, if nothing else did meanwhile.
    static func restore(_ cause: String, at now: Instant, in transaction: Transaction) throws {
        let ended = try transaction.row(
            """
            SELECT o.id FROM intake_obligation_ends e JOIN levy_obligations o ON o.id = e.obligation_id
            WHERE e.cause = $1 AND NOT EXISTS (SELECT 1 FROM levy_standing_obligations n
                WHERE n.citizen_id = o.citizen_id AND n.insurance = o.insurance AND n.period = o.period)
            ORDER BY o.id DESC LIMIT 1
            """, [Value(cause)])
        guard let old = ended?.int("id") else { return }
        let new = try RosterStore.lastObligationID(in: transaction) + 1
        try transaction.execute(
            """
            INSERT INTO levy_obligations (id, citizen_id, insurance, period, village, total_fen, state_fen, own_fen,
                created_at, cause, revision)
            SELECT $1, o.citizen_id, o.insurance, o.period, o.village, o.total_fen, o.state_fen, o.own_fen, $2, $3,
                (SELECT MAX(x.revision) + 1 FROM levy_obligations x WHERE x.citizen_id = o.citizen_id
                    AND x.insurance = o.insurance AND x.period = o.period)
            FROM levy_obligations o WHERE o.id = $4
            """, [Value(new), Value(now), Value(cause + "/back"), Value(old)])
        try transaction.execute(
            """
            INSERT INTO levy_obligation_parts (obligation_id, bearer, fen, class, rule)
            SELECT $1, bearer, fen, class, rule FROM levy_obligation_parts WHERE obligation_id = $2
            """, [Value(new), Value(old)])
    }

    /// Whose year is paid by an order: no roster asks them for it again.
    static func covered(
        _ insurance: Insurance, period: Int, in transaction: Transaction
    ) throws -> Set<String> {
        Set(
            try transaction.rows(
                """
                SELECT o.citizen_id FROM levy_order_payments p JOIN levy_orders o ON o.ordinal = p.ordinal
                JOIN levy_order_lines l ON l.ordinal = p.ordinal WHERE o.insurance = $1 AND l.period = $2
                """, [Value(insurance.rawValue), Value(period)]
            ).map { $0.text("citizen_id") })
    }

    /// Person and insurance in one text, of those whose year an order has paid.
    static let coveredPayers = """
        SELECT co.citizen_id || co.insurance FROM levy_order_payments cp JOIN levy_orders co ON co.ordinal = cp.ordinal
        JOIN levy_order_lines cl ON cl.ordinal = cp.ordinal
        JOIN (SELECT medical_period, pension_period FROM levy_rule_sets ORDER BY id DESC LIMIT 1) cr
        WHERE cl.period = CASE co.insurance WHEN 'medical' THEN cr.medical_period ELSE cr.pension_period END
        """

    /// Persons whose year an order had paid by the end of a day (nil: by now), and of whom nothing is asked otherwise,
    /// by village.
    static func insured(
        _ insurance: Insurance, asOf day: CivilDate?, in transaction: Transaction
    ) throws -> [String: Int] {
        let period = insurance == .medical ? "medical_period" : "pension_period"
        var counts: [String: Int] = [:]
        try transaction.each(
            """
            SELECT o.village, COUNT(DISTINCT o.citizen_id) AS n FROM levy_order_settlements p
            JOIN levy_orders o ON o.ordinal = p.ordinal JOIN levy_order_lines l ON l.ordinal = p.ordinal
            WHERE o.insurance = $1 AND l.period = (SELECT \(period) FROM levy_rule_sets ORDER BY id DESC LIMIT 1)
                AND ($2 IS NULL OR p.evening <= $2)
                AND NOT EXISTS (SELECT 1 FROM levy_order_reversals r
                    WHERE r.settlement_id = p.id AND ($2 IS NULL OR r.evening <= $2))
                AND NOT EXISTS (SELECT 1 FROM levy_standing_obligations s WHERE s.citizen_id = o.citizen_id
                    AND s.insurance = o.insurance AND s.period = l.period)
            GROUP BY o.village ORDER BY o.village
            """, [Value(insurance.rawValue), Value(day)]
        ) { counts[$0.text("village")] = $0.int("n") }
        return counts
    }

    /// What stands as paid on orders.
    static func paid(_ insurance: Insurance, in transaction: Transaction) throws -> (count: Int, fen: Int) {
        let row = try transaction.row(
            """
            SELECT COUNT(*) AS n, COALESCE(SUM(p.fen), 0) AS fen FROM levy_order_payments p
            JOIN levy_orders o ON o.ordinal = p.ordinal WHERE o.insurance = $1
            """, [Value(insurance.rawValue)])
        return (row?.int("n") ?? 0, row?.int("fen") ?? 0)
    }
}

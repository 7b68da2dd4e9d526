import Storage

enum ExceptionStore {
    /// A payment that may be an exception, with what its payer owes.
    struct Suspect {
        let line: PaymentLine
        var obligationID: Int?
        var home: String?
        /// The village that the line names, as it is today; nil where nobody asks.
        var credited: String?
        var ownFen: Int?
        /// The payment that settles the obligation now.
        var settledBy: String?
        /// Whether an order (核定单) that was paid covers the payer's year.
        var isCovered = false

        /// Whether person, insurance and amount agree.
        var isMatching: Bool { ownFen.map { $0 > 0 && $0 == line.fen } ?? false }
    }

    /// The village of today that a line of a bank names for its payer.
    private static let credited = RegionStore.now(village: "l.village", person: "l.citizen_id")

    /// Payments that settle nothing, that name another village than the payer's, or that settle an obligation which
    /// was paid more than once. Lines that no evening has looked at yet are left out.
    static func suspects(of payer: String? = nil, in transaction: Transaction) throws -> [Suspect] {
        try transaction.rows(
            """
            SELECT l.*, o.id AS obligation_id, o.village AS home, o.own_fen, s.serial AS settled_by,
                \(credited) AS credited,
                o.id IS NULL AND l.citizen_id || l.insurance IN (\(OrderMoneyStore.coveredPayers)) AS is_covered
            FROM levy_payment_lines l
            LEFT JOIN levy_standing_obligations o ON o.citizen_id = l.citizen_id AND o.insurance = l.insurance
            LEFT JOIN levy_settled s ON s.obligation_id = o.id
            WHERE \(payer == nil ? "" : "l.citizen_id = $1 AND ")l.reverses IS NULL
                AND l.serial NOT IN (SELECT x.serial FROM levy_refunded_lines x
                    JOIN (SELECT cause FROM levy_settlement_reversals
                        UNION ALL SELECT cause FROM levy_order_reversals) b ON b.cause = 'refund/' || x.case_id)
                AND l.import_id <= (SELECT COALESCE(MAX(last_import), 0) FROM levy_evenings)
                AND l.serial NOT IN (SELECT op.serial FROM levy_order_payments op)
                AND (o.id IS NULL OR s.serial IS NULL OR s.serial <> l.serial OR o.village <> \(credited)
                    OR EXISTS (SELECT 1 FROM levy_payment_lines other WHERE other.citizen_id = l.citizen_id
                        AND other.insurance = l.insurance AND other.reverses IS NULL AND other.serial <> l.serial))
            ORDER BY l.paid_on, l.serial
            """, payer.map { [Value($0)] } ?? []
        ).map { row in
            Suspect(
                line: PaymentStore.line(row), obligationID: row.optionalInt("obligation_id"),
                home: row.optionalText("home"), credited: row.text("credited"),
                ownFen: row.optionalInt("own_fen"),
                settledBy: row.optionalText("settled_by"), isCovered: row.bool("is_covered"))
        }
    }

    /// Payments whose line has another spelling of the name than the payer's roster: most of them are the same name.
    static func otherNames(
        of payer: String? = nil, isSettled: Bool = true, in transaction: Transaction
    ) throws -> [Suspect] {
        try transaction.rows(
            """
            SELECT l.*, o.id AS obligation_id, o.village AS home, o.own_fen, s.serial AS settled_by
            FROM levy_payment_lines l JOIN levy_persons p ON p.citizen_id = l.citizen_id
            LEFT JOIN levy_standing_obligations o ON o.citizen_id = l.citizen_id AND o.insurance = l.insurance
            LEFT JOIN levy_settled s ON s.obligation_id = o.id
            WHERE \(payer == nil ? "" : "l.citizen_id = $2 AND ")l.name <> '' AND l.name <> p.name AND p.name <> ''
                AND l.reverses IS NULL AND l.serial NOT IN (SELECT serial FROM levy_refunded_lines)
                AND ($1 = 0 OR l.import_id <= (SELECT COALESCE(MAX(last_import), 0) FROM levy_evenings))
            ORDER BY l.paid_on, l.serial
            """, [Value(isSettled ? 1 : 0)] + (payer.map { [Value($0)] } ?? [])
        ).map { row in
            Suspect(
                line: PaymentStore.line(row), obligationID: row.optionalInt("obligation_id"),
                home: row.optionalText("home"), ownFen: row.optionalInt("own_fen"),
                settledBy: row.optionalText("settled_by"))
        }
    }
}

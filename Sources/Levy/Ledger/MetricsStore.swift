import Storage

enum MetricsStore {
    /// Settlements that stood at the end of a day ($1), at most one an obligation.
    private static let standing = """
        SELECT s.obligation_id, s.evening FROM levy_settlements s
        LEFT JOIN levy_settlement_reversals r ON r.settlement_id = s.id AND r.evening <= $1
        WHERE s.evening <= $1 AND r.settlement_id IS NULL
        """

    private static let sums = """
        COUNT(*) AS n, SUM(o.total_fen) AS total, SUM(o.state_fen) AS state, SUM(o.own_fen) AS own,
        SUM(CASE WHEN o.own_fen = 0 THEN 1 ELSE 0 END) AS state_paid,
        SUM(CASE WHEN a.evening IS NULL THEN 0 ELSE 1 END) AS paid,
        SUM(CASE WHEN a.evening IS NULL THEN 0 ELSE o.own_fen END) AS paid_fen,
        SUM(CASE WHEN a.evening > $2 THEN 1 ELSE 0 END) AS new_count,
        SUM(CASE WHEN a.evening > $2 THEN o.own_fen ELSE 0 END) AS new_fen
        """

    static func villageFigures(
        asOf: CivilDate, since: CivilDate, in transaction: Transaction
    ) throws -> [String: [Insurance: LevyFigures]] {
        var figures: [String: [Insurance: LevyFigures]] = [:]
        let rows = try transaction.rows(
            """
            SELECT o.village, o.insurance, \(sums)
            FROM levy_standing_obligations o LEFT JOIN (\(standing)) a ON a.obligation_id = o.id
            GROUP BY o.village, o.insurance ORDER BY o.village, o.insurance
            """, [Value(asOf), Value(since)])
        for row in rows {
            figures[row.text("village"), default: [:]][PaymentStore.insurance(row)] = self.figures(row)
        }
        return figures
    }

    static func classFigures(asOf: CivilDate, in transaction: Transaction) throws -> [SpecialClass: LevyFigures] {
        var figures: [SpecialClass: LevyFigures] = [:]
        let rows = try transaction.rows(
            """
            SELECT p.special_class, \(sums)
            FROM levy_standing_obligations o JOIN levy_persons p ON p.citizen_id = o.citizen_id
            LEFT JOIN (\(standing)) a ON a.obligation_id = o.id
            WHERE p.special_class IS NOT NULL GROUP BY p.special_class ORDER BY p.special_class
            """, [Value(asOf), Value(asOf)])
        for row in rows {
            SpecialClass(rawValue: row.text("special_class")).map { figures[$0] = self.figures(row) }
        }
        return figures
    }

    private static func figures(_ row: Row) -> LevyFigures {
        LevyFigures(
            obligations: row.int("n"), settled: row.int("paid") + row.int("state_paid"),
            statePaid: row.int("state_paid"), totalFen: row.int("total"), stateFen: row.int("state"),
            ownFen: row.int("own"), paidFen: row.int("paid_fen"), new: row.int("new_count"), newFen: row.int("new_fen"))
    }
}

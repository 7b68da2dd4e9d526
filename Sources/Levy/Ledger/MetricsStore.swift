import Storage

enum MetricsStore {
    /// Settlements that stood at the end of a day ($1), at most one an obligation.
    static let standing = """
        SELECT s.obligation_id, s.evening, s.serial FROM levy_settlements s
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

    /// `$3` is an insurance, or null for both.
    private static let isChosen = "($3 IS NULL OR o.insurance = $3)"

    /// Special classes in the order of their text, and everybody else under the empty name.
    static func byClass(
        asOf: CivilDate, _ insurance: Insurance?, in transaction: Transaction
    ) throws -> [(String, LevyFigures)] {
        try transaction.rows(
            """
            SELECT COALESCE(p.special_class, '') AS class, \(sums)
            FROM levy_standing_obligations o JOIN levy_persons p ON p.citizen_id = o.citizen_id
            LEFT JOIN (\(standing)) a ON a.obligation_id = o.id
            WHERE \(isChosen) GROUP BY COALESCE(p.special_class, '') ORDER BY 1
            """, [Value(asOf), Value(asOf), Value(insurance?.rawValue)]
        ).map { ($0.text("class"), figures($0)) }
    }

    /// Members of the special classes, by the lists, and who of them is insured: by the village where they owe, else
    /// where a roster or a village's list has them, else under the empty name. Of the pension only those count whom a
    /// roster of it has: nobody must join it.
    static func specialByVillage(
        asOf: CivilDate, _ insurance: Insurance?, in transaction: Transaction
    ) throws -> [String: LevyFigures] {
        var found: [String: LevyFigures] = [:]
        let rows = try transaction.rows(
            """
            SELECT COALESCE(o.village,
                (SELECT e.village FROM levy_entries e WHERE e.citizen_id = m.citizen_id
                    ORDER BY e.import_id DESC, e.ordinal LIMIT 1),
                (SELECT s.village FROM intake_submission_rows r JOIN intake_submissions s ON s.id = r.submission_id
                    WHERE r.citizen_id = m.citizen_id ORDER BY s.id DESC LIMIT 1), '') AS village,
                COUNT(*) AS n, SUM(CASE WHEN o.own_fen = 0 OR a.evening IS NOT NULL THEN 1 ELSE 0 END) AS insured
            FROM (SELECT DISTINCT citizen_id FROM intake_members) m
            LEFT JOIN levy_standing_obligations o ON o.citizen_id = m.citizen_id AND o.insurance = $2
            LEFT JOIN (\(standing)) a ON a.obligation_id = o.id
            WHERE $2 = 'medical' OR o.id IS NOT NULL GROUP BY 1
            """, [Value(asOf), Value((insurance ?? .medical).rawValue)])
        for row in rows {
            var figures = LevyFigures()
            (figures.obligations, figures.settled) = (row.int("n"), row.int("insured"))
            found[row.text("village")] = figures
        }
        return found
    }

    /// Members of each class by the lists, and who of them is insured; of the pension those whom a roster of it has.
    static func membersByClass(
        asOf: CivilDate, _ insurance: Insurance?, in transaction: Transaction
    ) throws -> [String: LevyFigures] {
        var found: [String: LevyFigures] = [:]
        let rows = try transaction.rows(
            """
            SELECT m.class, COUNT(*) AS n,
                SUM(CASE WHEN o.own_fen = 0 OR a.evening IS NOT NULL THEN 1 ELSE 0 END) AS insured
            FROM intake_members m
            LEFT JOIN levy_standing_obligations o ON o.citizen_id = m.citizen_id AND o.insurance = $2
            LEFT JOIN (\(standing)) a ON a.obligation_id = o.id
            WHERE $2 = 'medical' OR o.id IS NOT NULL GROUP BY m.class
            """, [Value(asOf), Value((insurance ?? .medical).rawValue)])
        for row in rows {
            var figures = LevyFigures()
            (figures.obligations, figures.settled) = (row.int("n"), row.int("insured"))
            found[row.text("class")] = figures
        }
        return found
    }

    /// How many persons the state pays for, by town and class.
    static func statePaidPersons(
        in transaction: Transaction
    ) throws -> [(town: String, specialClass: SpecialClass, persons: Int)] {
        try transaction.rows(
            """
            SELECT r.parent AS town, p.special_class, COUNT(DISTINCT o.citizen_id) AS n
            FROM levy_standing_obligations o JOIN levy_persons p ON p.citizen_id = o.citizen_id
            JOIN levy_regions r ON r.code = o.village
            WHERE p.special_class IS NOT NULL AND o.own_fen = 0
            GROUP BY r.parent, p.special_class ORDER BY r.parent, p.special_class
            """
        ).compactMap { row in
            SpecialClass(rawValue: row.text("special_class")).map { (row.text("town"), $0, row.int("n")) }
        }
    }

    /// What payers settled through each channel.
    static func byChannel(
        asOf: CivilDate, _ insurance: Insurance?, in transaction: Transaction
    ) throws -> [(String, LevyFigures)] {
        try transaction.rows(
            """
            SELECT l.channel, \(sums)
            FROM (\(standing)) a JOIN levy_standing_obligations o ON o.id = a.obligation_id
            JOIN levy_payment_lines l ON l.serial = a.serial
            WHERE \(isChosen) GROUP BY l.channel ORDER BY l.channel
            """, [Value(asOf), Value(asOf), Value(insurance?.rawValue)]
        ).map { ($0.text("channel"), figures($0)) }
    }

    /// What an evening settled, less what it took back.
    struct Day {
        let evening: CivilDate
        let net: Int
        let netFen: Int
    }

    static func byDay(asOf: CivilDate, _ insurance: Insurance?, in transaction: Transaction) throws -> [Day] {
        try transaction.rows(
            """
            SELECT evening, SUM(n) AS n, SUM(fen) AS fen FROM (
                SELECT s.evening, 1 AS n, s.fen FROM levy_settlements s
                JOIN levy_standing_obligations o ON o.id = s.obligation_id
                WHERE s.evening <= $1 AND ($2 IS NULL OR o.insurance = $2)
                UNION ALL
                SELECT r.evening, -1 AS n, -s.fen AS fen FROM levy_settlement_reversals r
                JOIN levy_settlements s ON s.id = r.settlement_id
                JOIN levy_standing_obligations o ON o.id = s.obligation_id
                WHERE r.evening <= $1 AND ($2 IS NULL OR o.insurance = $2)
            ) moves GROUP BY evening ORDER BY evening
            """, [Value(asOf), Value(insurance?.rawValue)]
        ).map { Day(evening: $0.date("evening"), net: $0.int("n"), netFen: $0.int("fen")) }
    }

    /// Who paid for the year before, with the village where he owes now, or else where a roster ever had him.
    static func payersBefore(in transaction: Transaction) throws -> [LastYear.Payer: LastYear.Payment] {
        var payments: [LastYear.Payer: LastYear.Payment] = [:]
        try transaction.each(
            """
            SELECT y.citizen_id, y.insurance, COALESCE(o.village,
                (SELECT e.village FROM levy_entries e WHERE e.citizen_id = y.citizen_id
                    ORDER BY e.import_id DESC, e.ordinal LIMIT 1), '') AS village
            FROM levy_paid_years y
            LEFT JOIN levy_standing_obligations o ON o.citizen_id = y.citizen_id AND o.insurance = y.insurance
            WHERE y.year = (SELECT MAX(x.period) FROM levy_obligations x WHERE x.insurance = y.insurance) - 1
            """
        ) { row in
            let payer = LastYear.Payer(citizenID: row.text("citizen_id"), insurance: PaymentStore.insurance(row))
            payments[payer] = LastYear.Payment(village: row.text("village"), paidOn: nil)
        }
        return payments
    }

    /// When the first obligations were made; nil where there are none.
    static func firstDay(in transaction: Transaction) throws -> CivilDate? {
        try transaction.row("SELECT created_at FROM levy_obligations ORDER BY id LIMIT 1")
            .map { Instant(milliseconds: $0.int64("created_at")).date }
    }

    /// Everybody whose obligation is settled, by himself or by the state.
    static func settledPayers(asOf: CivilDate, in transaction: Transaction) throws -> Set<LastYear.Payer> {
        var payers: Set<LastYear.Payer> = []
        try transaction.each(
            """
            SELECT o.citizen_id, o.insurance FROM levy_standing_obligations o
            LEFT JOIN (\(standing)) a ON a.obligation_id = o.id WHERE o.own_fen = 0 OR a.evening IS NOT NULL
            """, [Value(asOf)]
        ) { payers.insert(LastYear.Payer(citizenID: $0.text("citizen_id"), insurance: PaymentStore.insurance($0))) }
        return payers
    }

    private static func figures(_ row: Row) -> LevyFigures {
        LevyFigures(
            obligations: row.int("n"), settled: row.int("paid") + row.int("state_paid"),
            statePaid: row.int("state_paid"), totalFen: row.int("total"), stateFen: row.int("state"),
            ownFen: row.int("own"), paidFen: row.int("paid_fen"), new: row.int("new_count"), newFen: row.int("new_fen"))
    }
}

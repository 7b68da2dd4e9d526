import Storage

enum SubsidyStore {
    struct Aid {
        let insurance: Insurance
        let specialClass: String
        let bearer: String
        let persons: Int
        let fen: Int
    }

    static func aid(in transaction: Transaction) throws -> [Aid] {
        try transaction.rows(
            """
            SELECT o.insurance, p.class, p.bearer, COUNT(*) AS n, SUM(p.fen) AS fen FROM levy_obligation_parts p
            JOIN levy_standing_obligations o ON o.id = p.obligation_id
            GROUP BY o.insurance, p.class, p.bearer ORDER BY o.insurance, p.class, p.bearer
            """
        ).map {
            Aid(
                insurance: PaymentStore.insurance($0), specialClass: $0.text("class"), bearer: $0.text("bearer"),
                persons: $0.int("n"), fen: $0.int("fen"))
        }
    }

    struct Group {
        let insurance: Insurance
        let village: String
        let totalFen: Int
        let specialClass: String
        let persons: Int
    }

    /// Persons whose fee is paid, by village, amount and class.
    static func insured(in transaction: Transaction) throws -> [Group] {
        try transaction.rows(
            """
            SELECT o.insurance, o.village, o.total_fen, COALESCE(p.special_class, '') AS class, COUNT(*) AS n
            FROM levy_standing_obligations o JOIN levy_persons p ON p.citizen_id = o.citizen_id
            LEFT JOIN levy_settled s ON s.obligation_id = o.id WHERE o.own_fen = 0 OR s.serial IS NOT NULL
            GROUP BY o.insurance, o.village, o.total_fen, class ORDER BY o.insurance, o.village, o.total_fen, class
            """
        ).map {
            Group(
                insurance: PaymentStore.insurance($0), village: $0.text("village"), totalFen: $0.int("total_fen"),
                specialClass: $0.text("class"), persons: $0.int("n"))
        }
    }

    static func households(in transaction: Transaction) throws -> [SubsidySheet.HouseholdRow] {
        try transaction.rows(
            """
            SELECT o.insurance, o.village, g.name, COALESCE(w.name, '') AS town, p.class,
                COUNT(DISTINCT o.id) AS n, SUM(p.fen) AS fen
            FROM levy_obligation_parts p JOIN levy_standing_obligations o ON o.id = p.obligation_id
            JOIN levy_regions g ON g.code = o.village LEFT JOIN levy_regions w ON w.code = g.parent
            GROUP BY g.ordinal, o.village, g.name, w.name, p.class, o.insurance
            ORDER BY g.ordinal, p.class, o.insurance
            """
        ).map {
            SubsidySheet.HouseholdRow(
                village: $0.text("village"), villageName: $0.text("name"), townName: $0.text("town"),
                insurance: PaymentStore.insurance($0),
                specialClass: $0.text("class"), persons: $0.int("n"), fen: $0.int("fen"))
        }
    }
}

import Storage

enum BreakWatchStore {
    static func hasPayers(_ insurance: Insurance, of year: Int, in transaction: Transaction) throws -> Bool {
        try transaction.row(
            "SELECT 1 AS one FROM levy_paid_years WHERE insurance = $1 AND year = $2 LIMIT 1",
            [Value(insurance.rawValue), Value(year)]) != nil
    }

    /// Paid for the year before, owe for this one and have not paid, in the order of village and person.
    static func broken(
        _ insurance: Insurance, _ period: Int, in transaction: Transaction
    ) throws -> [BreakWatch.Person] {
        try transaction.rows(
            """
            SELECT o.citizen_id, o.village, o.own_fen, p.name, g.name AS village_name FROM levy_paid_years y
            JOIN levy_standing_obligations o
                ON o.citizen_id = y.citizen_id AND o.insurance = y.insurance AND o.period = $2
            JOIN levy_persons p ON p.citizen_id = o.citizen_id JOIN levy_regions g ON g.code = o.village
            LEFT JOIN levy_settled s ON s.obligation_id = o.id
            WHERE y.insurance = $1 AND y.year = $3 AND o.own_fen > 0 AND s.serial IS NULL
            ORDER BY g.ordinal, p.ordinal
            """, [Value(insurance.rawValue), Value(period), Value(period - 1)]
        ).map {
            BreakWatch.Person(
                citizenID: $0.text("citizen_id"), name: $0.text("name"), village: $0.text("village"),
                villageName: $0.text("village_name"), ownFen: $0.int("own_fen"))
        }
    }
}

import Storage

enum BudgetStore {
    static func add(
        _ entry: BudgetEntry, by maker: String, checker: String, at now: Instant, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_budgets
                (id, insurance, bearer, class, fen, document, day, due, made_by, checked_by, at)
            VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM levy_budgets), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            [
                Value(entry.insurance.rawValue), Value(entry.bearer), Value(entry.specialClass), Value(entry.fen),
                Value(entry.document), Value(entry.day), Value(entry.due), Value(maker), Value(checker), Value(now),
            ])
    }

    static func all(in transaction: Transaction) throws -> [BudgetEntry] {
        try transaction.rows("SELECT * FROM levy_budgets ORDER BY id").map {
            BudgetEntry(
                insurance: PaymentStore.insurance($0), bearer: $0.text("bearer"), specialClass: $0.text("class"),
                fen: $0.int("fen"), document: $0.text("document"), day: $0.date("day"), due: $0.date("due"))
        }
    }

    /// Money of a bearer, insurance and class, on a day.
    struct Flow {
        let insurance: Insurance
        let bearer: String
        let specialClass: String
        let fen: Int
        let day: CivilDate

        init(_ row: Row) {
            (insurance, bearer) = (PaymentStore.insurance(row), row.text("bearer"))
            (specialClass, fen, day) = (row.text("class"), row.int("fen"), row.date("day"))
        }
    }

    /// What was asked of each bearer, by application.
    static func asked(through last: CivilDate, in transaction: Transaction) throws -> [Flow] {
        try transaction.rows(
            """
            SELECT a.insurance, p.bearer, a.class, a.day, SUM(p.fen) AS fen FROM levy_state_rows r
            JOIN levy_state_applications a ON a.id = r.application_id
            JOIN levy_obligation_parts p ON p.obligation_id = r.obligation_id
            WHERE a.day <= $1 GROUP BY a.id, p.bearer ORDER BY a.id, p.bearer
            """, [Value(last)]
        ).map(Flow.init)
    }

    /// What came from each bearer; under an empty name what came from nobody knows whom.
    static func paid(through last: CivilDate, in transaction: Transaction) throws -> [Flow] {
        try transaction.rows(
            """
            SELECT a.insurance, COALESCE(b.bearer, '') AS bearer, a.class, r.day, r.fen FROM levy_state_receipts r
            JOIN levy_state_applications a ON a.id = r.application_id
            LEFT JOIN levy_state_receipt_bearers b ON b.receipt_id = r.id
            WHERE r.day <= $1 ORDER BY r.id
            """, [Value(last)]
        ).map(Flow.init)
    }
}

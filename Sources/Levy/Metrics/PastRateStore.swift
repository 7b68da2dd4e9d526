import Storage

enum PastRateStore {
    struct Entry {
        let code: String
        /// Empty for both insurances together.
        let insurance: String
        let hundredths: Int
    }

    /// The table that was entered last.
    static func last(in transaction: Transaction) throws -> [Entry] {
        try transaction.rows(
            "SELECT * FROM levy_past_rates WHERE revision = (SELECT MAX(revision) FROM levy_past_rates)"
        ).map { Entry(code: $0.text("code"), insurance: $0.text("insurance"), hundredths: $0.int("hundredths")) }
    }

    static func add(
        _ rates: [Entry], file: String, by maker: String, at now: Instant, in transaction: Transaction
    ) throws {
        let last = try transaction.row("SELECT COALESCE(MAX(revision), 0) AS n FROM levy_past_rates")?.int("n") ?? 0
        for rate in rates {
            try transaction.execute(
                """
                INSERT INTO levy_past_rates (revision, code, insurance, hundredths, file, entered_by, at)
                VALUES ($1, $2, $3, $4, $5, $6, $7)
                """,
                [
                    Value(last + 1), Value(rate.code), Value(rate.insurance), Value(rate.hundredths), Value(file),
                    Value(maker), Value(now),
                ])
        }
    }
}

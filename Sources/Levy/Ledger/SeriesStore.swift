import Storage

/// Counters without gaps: a number is taken in the transaction that uses it, and returns with its rollback.
enum SeriesStore {
    static func next(_ series: String, in transaction: Transaction) throws -> Int {
        let row = try transaction.row(
            """
            INSERT INTO levy_series (name, last) VALUES ($1, 1)
            ON CONFLICT (name) DO UPDATE SET last = levy_series.last + 1 RETURNING last
            """, [Value(series)])
        guard let row else { preconditionFailure("RETURNING gives the row") }
        return row.int("last")
    }
}

import Storage

/// Counters without gaps: a number is taken in the transaction that uses it, and returns with its rollback.
enum SeriesStore {
    /// Takes the next numbers.
    /// - returns: the last of them.
    static func next(_ series: String, count: Int = 1, in transaction: Transaction) throws -> Int {
        let row = try transaction.row(
            """
            INSERT INTO levy_series (name, last) VALUES ($1, $2)
            ON CONFLICT (name) DO UPDATE SET last = levy_series.last + $2 RETURNING last
            """, [Value(series), Value(count)])
        guard let row else { preconditionFailure("RETURNING gives the row") }
        return row.int("last")
    }
}

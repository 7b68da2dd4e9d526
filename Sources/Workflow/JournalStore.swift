import Storage

enum JournalStore {
    /// What the first entry is chained to.
    static let origin = String(repeating: "0", count: 64)

    static func append(
        _ transaction: Transaction, at now: Int64, kind: String, subject: String, detail: String
    ) throws {
        let last = try transaction.row("SELECT sequence, hash FROM workflow_journal ORDER BY sequence DESC LIMIT 1")
        let sequence = (last?.int("sequence") ?? 0) + 1
        let hash = Journal.hash(
            previous: last?.text("hash") ?? origin, sequence: sequence, at: now, kind: kind, subject: subject,
            detail: detail)
        try transaction.execute(
            """
            INSERT INTO workflow_journal (sequence, at, kind, subject, detail, hash)
            VALUES ($1, $2, $3, $4, $5, $6)
            """,
            [Value(sequence), Value(now), Value(kind), Value(subject), Value(detail), Value(hash)])
    }

    /// Calls `body` with each entry and its detail as stored, in order.
    static func each(_ transaction: Transaction, _ body: (Journal.Entry, String) throws -> Void) throws {
        try transaction.each(
            "SELECT sequence, at, kind, subject, detail, hash FROM workflow_journal ORDER BY sequence"
        ) { try body(entry($0), $0.text("detail")) }
    }

    static func entries(_ transaction: Transaction, from sequence: Int, limit: Int) throws -> [Journal.Entry] {
        try transaction.rows(
            """
            SELECT sequence, at, kind, subject, detail, hash FROM workflow_journal
            WHERE sequence >= $1 ORDER BY sequence LIMIT $2
            """, [Value(sequence), Value(limit)]
        ).map(entry)
    }

    private static func entry(_ row: Row) -> Journal.Entry {
        Journal.Entry(
            sequence: row.int("sequence"), at: row.int64("at"), kind: row.text("kind"), subject: row.text("subject"),
            detail: StoredFacts.facts(row.text("detail")), hash: row.text("hash"))
    }
}

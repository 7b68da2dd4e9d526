import Storage

enum JournalStore {
    /// What the first entry is chained to.
    static let origin = String(repeating: "0", count: 64)

    /// The end of the chain.
    struct Head {
        let sequence: Int
        let at: Int64
        let hash: String
    }

    static func last(_ transaction: Transaction) throws -> Head? {
        try transaction.row("SELECT sequence, at, hash FROM workflow_journal ORDER BY sequence DESC LIMIT 1").map(head)
    }

    static func head(_ transaction: Transaction, sequence: Int) throws -> Head? {
        try transaction.row(
            "SELECT sequence, at, hash FROM workflow_journal WHERE sequence = $1", [Value(sequence)]
        ).map(head)
    }

    private static func head(_ row: Row) -> Head {
        Head(sequence: row.int("sequence"), at: row.int64("at"), hash: row.text("hash"))
    }

    static func append(
        _ transaction: Transaction, at now: Int64, kind: String, subject: String, detail: String
    ) throws {
        let last = try last(transaction)
        let sequence = (last?.sequence ?? 0) + 1
        let hash = Journal.hash(
            previous: last?.hash ?? origin, sequence: sequence, at: now, kind: kind, subject: subject,
            detail: detail)
        if let last, Instant(milliseconds: last.at).date < Instant(milliseconds: now).date {
            try closeDay(transaction, last)
        }
        try transaction.execute(
            """
            INSERT INTO workflow_journal (sequence, at, kind, subject, detail, hash)
            VALUES ($1, $2, $3, $4, $5, $6)
            """,
            [Value(sequence), Value(now), Value(kind), Value(subject), Value(detail), Value(hash)])
    }

    /// Notes what the chain ended with on a day. A clock that was set back over midnight gives a later end.
    private static func closeDay(_ transaction: Transaction, _ last: Head) throws {
        try transaction.execute(
            """
            INSERT INTO workflow_journal_head (day, sequence, hash) VALUES ($1, $2, $3)
            ON CONFLICT (day) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash
            """, [Value(Instant(milliseconds: last.at).date), Value(last.sequence), Value(last.hash)])
    }

    /// What the chain ended with on a day that is over, or on the last day before it on which anything happened.
    static func closedHead(
        _ transaction: Transaction, day: CivilDate
    ) throws -> Journal.Head? {
        try transaction.row(
            "SELECT day, sequence, hash FROM workflow_journal_head WHERE day <= $1 ORDER BY day DESC LIMIT 1",
            [Value(day)]
        ).map(closed)
    }

    /// The noted ends of days, ascending; none in a file from before they were noted, of which backups are made, too.
    static func closedHeads(_ transaction: Transaction) throws -> [Journal.Head] {
        let table = "SELECT 1 AS found FROM sqlite_master WHERE type = 'table' AND name = 'workflow_journal_head'"
        guard try transaction.row(table) != nil else { return [] }
        return try transaction.rows("SELECT day, sequence, hash FROM workflow_journal_head ORDER BY day").map(closed)
    }

    private static func closed(_ row: Row) -> Journal.Head {
        Journal.Head(day: row.date("day"), sequence: row.int("sequence"), hash: row.text("hash"))
    }

    /// An entry as the file has it; nil where what should be text or a number is neither.
    struct Raw {
        let sequence: Int
        let entry: Journal.Entry?
    }

    /// Calls `body` with the entries behind a number, at most `limit`, in order, trusting nothing: behind 0 come also
    /// those that have no right number.
    static func eachRaw(
        _ transaction: Transaction, after sequence: Int, limit: Int, _ body: (Raw) throws -> Void
    ) throws {
        try transaction.each(
            """
            SELECT sequence, at, kind, subject, detail, hash FROM workflow_journal
            WHERE sequence > $1 ORDER BY sequence LIMIT $2
            """, [Value(sequence == 0 ? Int64.min : Int64(sequence)), Value(limit)]
        ) { row in
            guard case .integer(let sequence) = row.value("sequence") else {
                return try body(Raw(sequence: -1, entry: nil))
            }
            var entry: Journal.Entry?
            if case .integer(let at) = row.value("at"), case .text(let kind) = row.value("kind"),
                case .text(let subject) = row.value("subject"), case .text(let detail) = row.value("detail"),
                case .text(let hash) = row.value("hash")
            {
                entry = Journal.Entry(
                    sequence: Int(sequence), at: at, kind: kind, subject: subject, text: detail, hash: hash)
            }
            try body(Raw(sequence: Int(sequence), entry: entry))
        }
    }

    /// Calls `body` with each entry, in order.
    static func each(_ transaction: Transaction, _ body: (Journal.Entry) throws -> Void) throws {
        try transaction.each(
            "SELECT sequence, at, kind, subject, detail, hash FROM workflow_journal ORDER BY sequence"
        ) { try body(entry($0)) }
    }

    static func entries(_ transaction: Transaction, from sequence: Int, limit: Int) throws -> [Journal.Entry] {
        try transaction.rows(
            """
            SELECT sequence, at, kind, subject, detail, hash FROM workflow_journal
            WHERE sequence >= $1 ORDER BY sequence LIMIT $2
            """, [Value(sequence), Value(limit)]
        ).map(entry)
    }

    /// The entries about one subject, in order.
    static func entries(_ transaction: Transaction, subject: String) throws -> [Journal.Entry] {
        try transaction.rows(
            """
            SELECT sequence, at, kind, subject, detail, hash FROM workflow_journal
            WHERE subject = $1 ORDER BY sequence
            """, [Value(subject)]
        ).map(entry)
    }

    private static func entry(_ row: Row) -> Journal.Entry {
        Journal.Entry(
            sequence: row.int("sequence"), at: row.int64("at"), kind: row.text("kind"), subject: row.text("subject"),
            text: row.text("detail"), hash: row.text("hash"))
    }
}

import Storage

/// The book itself: appended to, and read.
enum LedgerStore {
    struct End {
        var sequence: Int
        var hash: String
    }

    static func end(in transaction: Transaction) throws -> End {
        try transaction.row("SELECT sequence, hash FROM levy_ledger ORDER BY sequence DESC LIMIT 1").map {
            End(sequence: $0.int("sequence"), hash: $0.text("hash"))
        } ?? End(sequence: 0, hash: LedgerChain.origin)
    }

    private static let table = """
        levy_ledger (sequence, at, day, kind, debit, credit, fen, citizen_id, insurance, period, village, party,
            reference, document, hash)
        """

    /// Appends the events in their order and moves `end` to the last of them.
    static func append(
        _ events: [LedgerEvent], to end: inout End, at now: Instant, in transaction: Transaction
    ) throws {
        var rows = RowInsertion(into: table, width: 15, in: transaction)
        for event in events {
            let (debit, credit) = event.kind.accounts
            let sequence = end.sequence + 1
            let hash = LedgerChain.hash(
                previous: end.hash, sequence: sequence, at: now, debit: debit.rawValue, credit: credit.rawValue, event)
            try rows.append([
                Value(sequence), Value(now), Value(event.day), Value(event.kind.rawValue), Value(debit.rawValue),
                Value(credit.rawValue), Value(event.fen), Value(event.citizenID), Value(event.insurance),
                Value(event.period), Value(event.village), Value(event.party), Value(event.reference),
                Value(event.document), Value(hash),
            ])
            end = End(sequence: sequence, hash: hash)
        }
        try rows.finish()
    }

    /// Notes what the book ended with after something was written into it.
    static func closePage(
        from first: Int, to end: End, at now: Instant, in transaction: Transaction
    ) throws {
        guard end.sequence > first else { return }
        try transaction.execute(
            """
            INSERT INTO levy_ledger_pages (page, at, first_sequence, last_sequence, head)
            VALUES ((SELECT COALESCE(MAX(page), 0) + 1 FROM levy_ledger_pages), $1, $2, $3, $4)
            """, [Value(now), Value(first + 1), Value(end.sequence), Value(end.hash)])
    }

    struct Page {
        let page: Int
        let firstSequence: Int
        let lastSequence: Int
        let head: String
    }

    static func pages(in transaction: Transaction) throws -> [Page] {
        try transaction.rows("SELECT * FROM levy_ledger_pages ORDER BY last_sequence").map {
            Page(
                page: $0.int("page"), firstSequence: $0.int("first_sequence"), lastSequence: $0.int("last_sequence"),
                head: $0.text("head"))
        }
    }

    // MARK: Marks

    static func mark(_ source: String, in transaction: Transaction) throws -> Int {
        try transaction.row("SELECT last FROM levy_ledger_marks WHERE source = $1", [Value(source)])?.int("last") ?? 0
    }

    static func setMark(_ source: String, _ last: Int, in transaction: Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO levy_ledger_marks (source, last) VALUES ($1, $2)
            ON CONFLICT (source) DO UPDATE SET last = excluded.last
            """, [Value(source), Value(last)])
    }

    // MARK: Reading

    /// An entry as the file has it: every part as text, trusting nothing.
    struct Raw {
        let sequence: Int?
        let parts: [String]
        let hash: String
    }

    private static let hashed = [
        "sequence", "at", "day", "kind", "debit", "credit", "fen", "citizen_id", "insurance", "period", "village",
        "party", "reference", "document",
    ]

    static func eachRaw(in transaction: Transaction, _ body: (Raw) throws -> Void) throws {
        try transaction.each(
            "SELECT \(hashed.joined(separator: ", ")), hash FROM levy_ledger ORDER BY sequence"
        ) { row in
            var sequence: Int?
            if case .integer(let number) = row.value("sequence") { sequence = Int(number) }
            try body(Raw(sequence: sequence, parts: hashed.map { text(row.value($0)) }, hash: text(row.value("hash"))))
        }
    }

    private static func text(_ value: Value) -> String {
        switch value {
        case .null: "null"
        case .integer(let number): String(number)
        case .text(let text): text
        case .blob(let bytes): "blob \(bytes.count)"
        }
    }

    /// Entries from `sequence` on, or only those of a person.
    static func entries(
        person: String?, from sequence: Int, limit: Int, in transaction: Transaction
    ) throws -> [LedgerEntry] {
        let condition = person == nil ? "" : "AND citizen_id = $3"
        return try transaction.rows(
            "SELECT * FROM levy_ledger WHERE sequence >= $1 \(condition) ORDER BY sequence LIMIT $2",
            [Value(sequence), Value(limit)] + (person.map { [Value($0)] } ?? [])
        ).map(entry)
    }

    private static func entry(_ row: Row) -> LedgerEntry {
        guard let kind = LedgerKind(rawValue: row.text("kind")) else {
            preconditionFailure("the book holds a kind that the program does not know")
        }
        return LedgerEntry(
            sequence: row.int("sequence"), at: Instant(milliseconds: row.int64("at")),
            event: LedgerEvent(
                kind: kind, day: row.date("day"), fen: row.int("fen"), citizenID: row.text("citizen_id"),
                insurance: row.text("insurance"), period: row.int("period"), village: row.text("village"),
                party: row.text("party"), reference: row.text("reference"), document: row.text("document")),
            hash: row.text("hash"))
    }
}

import Storage

/// The telephones of persons, and who said each. The newest counts; a roster without one says nothing, and one that
/// says the same as the roster before it leaves what a correction said since.
enum PhoneStore {
    /// Takes the telephones of a roster's rows for the persons who are known.
    /// - Parameter fills: whether only what is missing is taken, where several rosters came together.
    static func take(
        _ roster: Roster, importID: Int, fills: Bool, at now: Instant, in transaction: Transaction
    ) throws {
        for row in roster.rows where !row.phone.isEmpty && row.outcome.kind != .rejected {
            let other = try transaction.row(
                "SELECT phone FROM levy_persons WHERE citizen_id = $1 AND phone <> $2",
                [Value(row.citizenID), Value(row.phone)])
            guard let known = other?.text("phone"), !fills || known.isEmpty else { continue }
            guard try lastOfRosters(row.citizenID, in: transaction) ?? known != row.phone else { continue }
            try say(row.phone, of: row.citizenID, source: "import:\(importID)", at: now, in: transaction)
        }
    }

    /// Enters a telephone of somebody who is known.
    /// - Parameter source: `import:3`, `correction:1`.
    static func say(
        _ phone: String, of person: String, source: String, at now: Instant, in transaction: Transaction
    ) throws {
        let row = try transaction.row("SELECT phone FROM levy_persons WHERE citizen_id = $1", [Value(person)])
        guard let known = row?.text("phone") else { return }
        if try lastSource(person, in: transaction) == nil, !known.isEmpty,
            let first = try firstImport(of: person, in: transaction)
        {
            try add(known, person, "import:\(first)", at: now, in: transaction)
        }
        try add(phone, person, source, at: now, in: transaction)
        try transaction.execute(
            "UPDATE levy_persons SET phone = $2 WHERE citizen_id = $1", [Value(person), Value(phone)])
    }

    /// Who said the telephone that counts, and on which day; the roster that first listed the person where nobody said
    /// another.
    static func source(of person: String, in transaction: Transaction) throws -> String? {
        let first = try firstImport(of: person, in: transaction).map { "import:\($0)" }
        let source = try lastSource(person, in: transaction) ?? first ?? ""
        let parts = source.split(separator: ":")
        guard parts.count == 2, let id = Int(parts[1]) else { return nil }
        if parts[0] == "correction" {
            return try transaction.row(
                "SELECT decided_by, checked_by, decided_at FROM intake_corrections WHERE id = $1", [Value(id)]
            ).map {
                let day = Instant(milliseconds: $0.int64("decided_at")).date.iso
                return "\(day) 更正（\($0.text("decided_by"))、\($0.text("checked_by"))）"
            }
        }
        return try transaction.row("SELECT file, imported_at FROM levy_imports WHERE id = $1", [Value(id)]).map {
            "\(Instant(milliseconds: $0.int64("imported_at")).date.iso) \($0.text("file"))"
        }
    }

    private static func lastSource(_ person: String, in transaction: Transaction) throws -> String? {
        try transaction.row(
            "SELECT source FROM intake_phones WHERE citizen_id = $1 ORDER BY id DESC LIMIT 1", [Value(person)]
        )?.text("source")
    }

    /// What the last roster said that said anything; nil where nothing was entered yet, so that what is known is the
    /// first roster's.
    private static func lastOfRosters(_ person: String, in transaction: Transaction) throws -> String? {
        guard try lastSource(person, in: transaction) != nil else { return nil }
        return try transaction.row(
            """
            SELECT phone FROM intake_phones WHERE citizen_id = $1 AND source LIKE 'import:%' ORDER BY id DESC LIMIT 1
            """, [Value(person)])?.text("phone") ?? ""
    }

    private static func firstImport(of person: String, in transaction: Transaction) throws -> Int? {
        try transaction.row(
            "SELECT MIN(import_id) AS id FROM levy_entries WHERE citizen_id = $1 AND outcome <> 'rejected'",
            [Value(person)])?.optionalInt("id")
    }

    private static func add(
        _ phone: String, _ person: String, _ source: String, at now: Instant, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO intake_phones (id, citizen_id, phone, source, said_at)
            SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4 FROM intake_phones
            """, [Value(person), Value(phone), Value(source), Value(now)])
    }
}

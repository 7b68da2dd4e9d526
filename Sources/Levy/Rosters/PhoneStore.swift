import Storage

/// The telephones of persons, and who said each. The newest counts; a roster without one says nothing, and one that
/// says the same as the roster before it leaves what a correction said since. A roster that was withdrawn has said
/// nothing; the row that takes its telephone back is of the source `follow`.
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
    /// - Parameter source: `import:3`, `correction:1`, `visit:7`.
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
        guard let source = try lastSource(person, in: transaction) ?? first else { return nil }
        let parts = source.split(separator: ":")
        guard parts.count == 2, let id = Int(parts[1]) else { return nil }
        if parts[0] == "visit" {
            return try transaction.row(
                "SELECT visited_on, visitor FROM levy_visits WHERE id = $1", [Value(id)]
            ).map { "\($0.date("visited_on").iso) 入户摸底（\($0.text("visitor"))）" }
        }
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

    /// Brings telephones to what those say that count, after a roster was withdrawn or came back.
    static func follow(_ importID: Int, at now: Instant, in transaction: Transaction) throws {
        let source = "import:\(importID)"
        // Of those whom only this roster lists nobody else can have said it.
        let only = try transaction.rows(
            """
            SELECT DISTINCT p.citizen_id, p.phone FROM levy_entries e JOIN levy_persons p ON p.citizen_id = e.citizen_id
            WHERE e.import_id = $1 AND e.outcome <> 'rejected' AND p.phone <> ''
                AND NOT EXISTS (SELECT 1 FROM intake_phones t WHERE t.citizen_id = p.citizen_id)
                AND NOT EXISTS (SELECT 1 FROM levy_entries x WHERE x.citizen_id = e.citizen_id
                    AND x.import_id <> $1 AND x.outcome <> 'rejected')
            ORDER BY p.citizen_id
            """, [Value(importID)])
        for row in only { try add(row.text("phone"), row.text("citizen_id"), source, at: now, in: transaction) }
        let persons = try transaction.rows(
            "SELECT DISTINCT citizen_id FROM intake_phones WHERE source = $1 ORDER BY citizen_id", [Value(source)])
        for person in persons.map({ $0.text("citizen_id") }) {
            let phone = try said(person, "1 = 1", in: transaction)?.phone ?? ""
            let row = try transaction.row("SELECT phone FROM levy_persons WHERE citizen_id = $1", [Value(person)])
            guard row?.text("phone") != phone else { continue }
            try add(phone, person, "follow:\(importID)", at: now, in: transaction)
            try transaction.execute(
                "UPDATE levy_persons SET phone = $2 WHERE citizen_id = $1", [Value(person), Value(phone)])
        }
    }

    /// The last that somebody said who counts: no roster that was withdrawn.
    /// - Parameter condition: SQL about the row `t`.
    private static func said(
        _ person: String, _ condition: String, in transaction: Transaction
    ) throws -> (phone: String, source: String)? {
        try transaction.row(
            """
            SELECT t.phone, t.source FROM intake_phones t WHERE t.citizen_id = $1 AND \(condition)
                AND t.source NOT LIKE 'follow:%' AND NOT EXISTS (SELECT 1 FROM intake_withdrawals w
                    LEFT JOIN intake_reinstatements r ON r.withdrawal_id = w.id
                    WHERE r.withdrawal_id IS NULL AND t.source = 'import:' || w.import_id)
            ORDER BY t.id DESC LIMIT 1
            """, [Value(person)]
        ).map { ($0.text("phone"), $0.text("source")) }
    }

    private static func lastSource(_ person: String, in transaction: Transaction) throws -> String? {
        try said(person, "1 = 1", in: transaction)?.source
    }

    /// What the last roster said that said anything; nil where nothing was entered yet, so that what is known is the
    /// first roster's.
    private static func lastOfRosters(_ person: String, in transaction: Transaction) throws -> String? {
        let row = try transaction.row(
            "SELECT 1 AS found FROM intake_phones WHERE citizen_id = $1 LIMIT 1", [Value(person)])
        if row == nil { return nil }
        return try said(person, "t.source LIKE 'import:%'", in: transaction)?.phone ?? ""
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

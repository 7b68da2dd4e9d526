import Storage

enum AccountStore {
    static func add(_ account: SpecialAccount, at now: Instant, in transaction: Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO levy_accounts
                (id, town, holder, bank, number, agreement, opened_on, opened_by, checked_by, at)
            VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM levy_accounts), $1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            [
                Value(account.town), Value(account.holder), Value(account.bank), Value(account.number),
                Value(account.agreement), Value(account.openedOn), Value(account.openedBy), Value(account.checkedBy),
                Value(now),
            ])
    }

    static func all(in transaction: Transaction) throws -> [SpecialAccount] {
        try transaction.rows("SELECT * FROM levy_accounts ORDER BY town").map(account)
    }

    static func account(of town: String, in transaction: Transaction) throws -> SpecialAccount? {
        try transaction.row("SELECT * FROM levy_accounts WHERE town = $1", [Value(town)]).map(account)
    }

    private static func account(_ row: Row) -> SpecialAccount {
        SpecialAccount(
            town: row.text("town"), holder: row.text("holder"), bank: row.text("bank"), number: row.text("number"),
            agreement: row.text("agreement"), openedOn: row.date("opened_on"), openedBy: row.text("opened_by"),
            checkedBy: row.text("checked_by"))
    }

    static func hasStatement(sha256: String, in transaction: Transaction) throws -> Bool {
        try transaction.row("SELECT id FROM levy_account_files WHERE sha256 = $1", [Value(sha256)]) != nil
    }

    static func add(
        _ lines: [AccountLine], town: String, file: String, sha256: String, by person: String, at now: Instant,
        in transaction: Transaction
    ) throws {
        let id = (try transaction.row("SELECT COALESCE(MAX(id), 0) AS id FROM levy_account_files")?.int("id") ?? 0) + 1
        try transaction.execute(
            "INSERT INTO levy_account_files (id, town, file, sha256, made_by, at) VALUES ($1, $2, $3, $4, $5, $6)",
            [Value(id), Value(town), Value(file), Value(sha256), Value(person), Value(now)])
        for (index, line) in lines.enumerated() {
            try transaction.execute(
                """
                INSERT INTO levy_account_lines (file_id, line, day, text, slip, in_fen, out_fen, balance_fen)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                """,
                [
                    Value(id), Value(index + 1), Value(line.day), Value(line.text), Value(line.slip),
                    Value(line.inFen), Value(line.outFen), Value(line.balanceFen),
                ])
        }
    }

    /// Those of all statements of a town, in their order; statements follow each other.
    static func lines(town: String, in transaction: Transaction) throws -> [AccountLine] {
        try transaction.rows(
            """
            SELECT l.* FROM levy_account_lines l JOIN levy_account_files f ON f.id = l.file_id WHERE f.town = $1
            ORDER BY (SELECT MIN(x.day) FROM levy_account_lines x WHERE x.file_id = l.file_id), l.file_id, l.line
            """, [Value(town)]
        ).map {
            AccountLine(
                day: $0.date("day"), text: $0.text("text"), slip: $0.text("slip"), inFen: $0.int("in_fen"),
                outFen: $0.int("out_fen"), balanceFen: $0.int("balance_fen"))
        }
    }

    /// A deposit into, or a declaration out of, a town's account.
    struct Slip {
        let kind: Remittance.Kind
        let day: CivilDate
        let slip: String
        let fen: Int
    }

    /// A declaration of a whole town has a slip for each village, `number/village`; the bank moved its money at once.
    static func slips(town: String, in transaction: Transaction) throws -> [Slip] {
        try transaction.rows(
            """
            SELECT r.kind, r.day, SUM(r.fen) AS fen, CASE WHEN r.slip LIKE '%/' || r.village
                THEN SUBSTR(r.slip, 1, LENGTH(r.slip) - LENGTH(r.village) - 1) ELSE r.slip END AS number
            FROM levy_remittances r JOIN levy_regions g ON g.code = r.village
            WHERE g.parent = $1 AND r.kind IN ('deposit', 'declaration') GROUP BY r.kind, r.day, number
            ORDER BY MIN(r.id)
            """, [Value(town)]
        ).compactMap { row in
            Remittance.Kind(rawValue: row.text("kind")).map {
                Slip(kind: $0, day: row.date("day"), slip: row.text("number"), fen: row.int("fen"))
            }
        }
    }

    /// What agents of a town collected and passed on, by kind and day.
    static func daySums(town: String, in transaction: Transaction) throws -> [RemittanceStore.DaySum] {
        let villages = Set(
            try transaction.rows("SELECT code FROM levy_regions WHERE parent = $1", [Value(town)])
                .map { $0.text("code") })
        return try RemittanceStore.daySums(village: nil, in: transaction).filter { villages.contains($0.village) }
    }

    // MARK: Cash

    static func add(_ count: CashCount, at now: Instant, in transaction: Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO levy_cash_counts
                (id, village, day, book_fen, counted_fen, pieces, note, counted_by, witnessed_by, at)
            VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM levy_cash_counts), $1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            [
                Value(count.village), Value(count.day), Value(count.bookFen), Value(count.countedFen),
                Value(count.pieces.map { "\($0.fen)x\($0.count)" }.joined(separator: " ")), Value(count.note),
                Value(count.countedBy), Value(count.witnessedBy), Value(now),
            ])
    }

    static func counts(in transaction: Transaction) throws -> [CashCount] {
        try transaction.rows("SELECT * FROM levy_cash_counts ORDER BY day, id").map { row in
            CashCount(
                village: row.text("village"), day: row.date("day"), bookFen: row.int("book_fen"),
                pieces: CashCount.pieces(row.text("pieces")) ?? [], note: row.text("note"),
                countedBy: row.text("counted_by"), witnessedBy: row.text("witnessed_by"))
        }
    }
}

import Storage

enum CrossMatchStore {
    /// The last comparison of every list, in the order in which the lists were first compared.
    static func newest(in transaction: Transaction) throws -> [CrossRun] {
        try transaction.rows(
            """
            SELECT r.*, (SELECT MIN(x.id) FROM intake_match_runs x
                WHERE x.office = r.office AND x.meaning = r.meaning) AS first
            FROM intake_match_runs r WHERE r.id = (SELECT MAX(x.id) FROM intake_match_runs x
                WHERE x.office = r.office AND x.meaning = r.meaning) ORDER BY first
            """
        ).map { try run($0, in: transaction) }
    }

    static func newest(office: String, meaning: String, in transaction: Transaction) throws -> CrossRun? {
        try transaction.row(
            "SELECT * FROM intake_match_runs WHERE office = $1 AND meaning = $2 ORDER BY id DESC LIMIT 1",
            [Value(office), Value(meaning)]
        ).map { try run($0, in: transaction) }
    }

    private static func run(_ row: Row, in transaction: Transaction) throws -> CrossRun {
        let id = row.int("id")
        return CrossRun(
            id: id, day: row.date("day"), office: row.text("office"), meaning: row.text("meaning"),
            file: row.text("file"), sha256: row.text("sha256"), rows: row.int("row_count"),
            members: row.int("members"), runBy: row.text("run_by"), findings: try findings(of: id, in: transaction))
    }

    private static func findings(of run: Int, in transaction: Transaction) throws -> [CrossRow] {
        try transaction.rows(
            """
            SELECT r.*, d.verdict FROM intake_match_rows r
            LEFT JOIN levy_decisions d ON d.subject = 'match:' || r.since WHERE r.run_id = $1 ORDER BY r.id
            """, [Value(run)]
        ).map { row in
            guard let kind = CrossFinding.Kind(rawValue: row.text("kind")) else {
                preconditionFailure("the table's CHECK lets no other kind pass")
            }
            return CrossRow(
                id: row.int("id"),
                finding: CrossFinding(
                    kind: kind, citizenID: row.text("citizen_id"), name: row.text("name"),
                    village: row.text("village"), reason: row.text("reason"),
                    candidates: row.text("candidates").split(separator: " ").map(String.init),
                    from: row.optionalDate("valid_from"), until: row.optionalDate("valid_until")),
                since: row.int("since"), verdict: row.optionalText("verdict"))
        }
    }

    static func add(
        _ list: CrossList, _ file: SourceFile, rows: Int, members: Int, _ findings: [CrossFinding],
        on day: CivilDate, by maker: String, at now: Instant, in transaction: Transaction
    ) throws {
        let earlier = try newest(office: list.office, meaning: list.meaning.chinese, in: transaction)
        // Who was taken in or out and is found again came or went anew; all else that is found again is the same
        // matter, decided or not.
        let known = Dictionary(
            (earlier?.findings ?? [])
                .filter { $0.finding.kind == .question || $0.verdict != CrossRow.Verdict.taken.rawValue }
                .map { ($0.finding, $0.since) }
        ) { first, _ in first }
        let run = (try transaction.row("SELECT COALESCE(MAX(id), 0) AS id FROM intake_match_runs")?.int("id") ?? 0) + 1
        try transaction.execute(
            """
            INSERT INTO intake_match_runs (id, day, office, meaning, file, sha256, row_count, members, run_by, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            [
                Value(run), Value(day), Value(list.office), Value(list.meaning.chinese), Value(file.name),
                Value(file.sha256), Value(rows), Value(members), Value(maker), Value(now),
            ])
        var id = try transaction.row("SELECT COALESCE(MAX(id), 0) AS id FROM intake_match_rows")?.int("id") ?? 0
        var insertion = RowInsertion(
            into: """
                intake_match_rows (id, run_id, kind, citizen_id, name, village, reason, candidates, valid_from,
                    valid_until, since)
                """, width: 11, in: transaction)
        for finding in findings {
            id += 1
            try insertion.append([
                Value(id), Value(run), Value(finding.kind.rawValue), Value(finding.citizenID), Value(finding.name),
                Value(finding.village), Value(finding.reason), Value(finding.candidates.joined(separator: " ")),
                Value(finding.from), Value(finding.until), Value(known[finding] ?? id),
            ])
        }
        try insertion.finish()
    }
}

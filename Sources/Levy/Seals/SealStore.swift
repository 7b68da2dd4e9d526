import Storage

enum SealStore {
    static func add(
        _ impression: SealImpression, on paper: SealedPaper, _ approval: SealApproval, at now: Instant,
        in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_seal_uses (id, used_on, seal, label, count, specimen, kind, key, title, first_number,
                last_number, pages, sha256, asked_by, approved_by, basis, at)
            SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16
            FROM levy_seal_uses WHERE 1 = 1
            ON CONFLICT (kind, key, sha256, seal, label) DO NOTHING
            """,
            [
                Value(paper.day), Value(impression.seal), Value(impression.label), Value(impression.count),
                Value(impression.isSpecimen), Value(paper.kind), Value(paper.key), Value(paper.title),
                Value(paper.firstNumber), Value(paper.lastNumber), Value(paper.pages), Value(paper.sha256),
                Value(approval.askedBy), Value(approval.approvedBy), Value(approval.basis), Value(now),
            ])
    }

    static func uses(in transaction: Transaction) throws -> [SealUse] {
        try transaction.rows("SELECT * FROM levy_seal_uses ORDER BY used_on, id").map { row in
            SealUse(
                id: row.int("id"), day: row.date("used_on"),
                impression: SealImpression(
                    seal: row.text("seal"), label: row.text("label"), count: row.int("count"),
                    isSpecimen: row.int("specimen") == 1),
                kind: row.text("kind"), key: row.text("key"), title: row.text("title"),
                firstNumber: row.text("first_number"), lastNumber: row.text("last_number"), pages: row.int("pages"),
                sha256: row.text("sha256"),
                approval: SealApproval(
                    askedBy: row.text("asked_by"), approvedBy: row.text("approved_by"), basis: row.text("basis")))
        }
    }
}

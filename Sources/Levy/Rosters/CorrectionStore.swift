import Storage

enum CorrectionStore {
    /// - returns: its number.
    static func add(_ correction: Correction, in transaction: Transaction) throws -> Int {
        let last = try transaction.row("SELECT COALESCE(MAX(id), 0) AS id FROM intake_corrections")?.int("id") ?? 0
        try transaction.execute(
            """
            INSERT INTO intake_corrections (id, kind, insurance, citizen_id, name, village, tier_fen, phone, reason,
                evidence, decided_by, checked_by, decided_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            """,
            [
                Value(last + 1), Value(correction.kind.rawValue), Value(correction.insurance.rawValue),
                Value(correction.citizenID), Value(correction.name), Value(correction.village),
                Value(correction.tierFen), Value(correction.phone), Value(correction.reason),
                Value(correction.evidence), Value(correction.by), Value(correction.checker), Value(correction.at),
            ])
        return last + 1
    }

    static func all(_ insurance: Insurance, in transaction: Transaction) throws -> [Correction] {
        try transaction.rows(
            "SELECT * FROM intake_corrections WHERE insurance = $1 ORDER BY id", [Value(insurance.rawValue)]
        ).map { row in
            guard let kind = Correction.Kind(rawValue: row.text("kind")) else {
                preconditionFailure("the table's CHECK lets no other kind pass")
            }
            return Correction(
                kind: kind, insurance: insurance, citizenID: row.text("citizen_id"), name: row.optionalText("name"),
                village: row.optionalText("village"), tierFen: row.optionalInt("tier_fen"),
                phone: row.optionalText("phone"), reason: row.text("reason"), evidence: row.text("evidence"),
                by: row.text("decided_by"), checker: row.text("checked_by"),
                at: Instant(milliseconds: row.int64("decided_at")))
        }
    }
}

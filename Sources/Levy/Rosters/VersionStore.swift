import Storage

enum VersionStore {
    /// Every roster of one insurance that was imported, the first version first, also those that were withdrawn.
    static func all(_ insurance: Insurance, in transaction: Transaction) throws -> [RosterVersion] {
        try transaction.rows(
            """
            SELECT i.id, i.file, i.sha256, i.row_count, i.imported_at, w.id AS withdrawal, w.reason, w.decided_by,
                w.checked_by, w.decided_at
            FROM levy_imports i LEFT JOIN intake_withdrawals w ON w.import_id = i.id
                AND NOT EXISTS (SELECT 1 FROM intake_reinstatements r WHERE r.withdrawal_id = w.id)
            WHERE i.kind = $1 AND i.outcome = 'imported' ORDER BY i.id
            """, [Value(insurance.importKind.rawValue)]
        ).enumerated().map { index, row in
            RosterVersion(
                number: index + 1, id: row.int("id"), insurance: insurance, file: row.text("file"),
                sha256: row.text("sha256"), rows: row.int("row_count"),
                importedAt: Instant(milliseconds: row.int64("imported_at")),
                withdrawal: row.optionalInt("withdrawal").map { _ in
                    RosterVersion.Withdrawal(
                        reason: row.text("reason"), by: row.text("decided_by"), checker: row.text("checked_by"),
                        at: Instant(milliseconds: row.int64("decided_at")))
                })
        }
    }

    /// The last version that was not withdrawn.
    static func current(_ insurance: Insurance, in transaction: Transaction) throws -> RosterVersion? {
        try all(insurance, in: transaction).last { $0.withdrawal == nil }
    }

    static func withdraw(
        _ version: RosterVersion, _ withdrawal: RosterVersion.Withdrawal, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO intake_withdrawals (id, import_id, reason, decided_by, checked_by, decided_at)
            VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM intake_withdrawals), $1, $2, $3, $4, $5)
            """,
            [
                Value(version.id), Value(withdrawal.reason), Value(withdrawal.by), Value(withdrawal.checker),
                Value(withdrawal.at),
            ])
    }

    /// Takes the withdrawal of an import back.
    /// - returns: whether there was one.
    static func reinstate(_ importID: Int, at now: Instant, in transaction: Transaction) throws -> Bool {
        try transaction.execute(
            """
            INSERT INTO intake_reinstatements (withdrawal_id, at)
            SELECT w.id, $2 FROM intake_withdrawals w WHERE w.import_id = $1
                AND NOT EXISTS (SELECT 1 FROM intake_reinstatements r WHERE r.withdrawal_id = w.id)
            """, [Value(importID), Value(now)]) > 0
    }

    struct Standing {
        let id: Int
        let citizenID: String
        let village: String
        let totalFen: Int
        let stateFen: Int
        var ownFen: Int { totalFen - stateFen }
        /// Who bears the state's part.
        let helpers: Set<Part>
        /// The payment that settles it, or the application for the state's money that it is part of.
        let settledBy: String?
    }

    /// - Parameter persons: nil for everybody.
    static func eachStanding(
        _ insurance: Insurance, period: Int, of persons: Set<String>? = nil, in transaction: Transaction,
        _ body: (Standing) throws -> Void
    ) throws {
        guard let persons else { return try eachStanding(insurance, period, nil, in: transaction, body) }
        for id in persons.sorted() { try eachStanding(insurance, period, id, in: transaction, body) }
    }

    private static func eachStanding(
        _ insurance: Insurance, _ period: Int, _ person: String?, in transaction: Transaction,
        _ body: (Standing) throws -> Void
    ) throws {
        var values = [Value(insurance.rawValue), Value(period)]
        if let person { values.append(Value(person)) }
        try transaction.each(
            """
            SELECT o.id, o.citizen_id, o.village, o.total_fen, o.state_fen, COALESCE(s.serial,
                (SELECT '财政申请 ' || r.application_id FROM levy_state_rows r WHERE r.obligation_id = o.id)) AS serial,
                CASE WHEN o.state_fen > 0 THEN (SELECT GROUP_CONCAT(p.bearer || ' ' || p.fen, ' ')
                    FROM levy_obligation_parts p WHERE p.obligation_id = o.id) END AS helpers
            FROM levy_standing_obligations o LEFT JOIN levy_settled s ON s.obligation_id = o.id
            WHERE o.insurance = $1 AND o.period = $2\(person == nil ? "" : " AND o.citizen_id = $3") ORDER BY o.id
            """, values
        ) { row in
            let helpers = (row.optionalText("helpers") ?? "").split(separator: " ")
            try body(
                Standing(
                    id: row.int("id"), citizenID: row.text("citizen_id"), village: row.text("village"),
                    totalFen: row.int("total_fen"), stateFen: row.int("state_fen"),
                    helpers: Set(
                        stride(from: 0, to: helpers.count - 1, by: 2).map {
                            Part(String(helpers[$0]), Int(helpers[$0 + 1]) ?? 0)
                        }),
                    settledBy: row.optionalText("serial")))
        }
    }

    static func end(_ obligation: Int, cause: String, at now: Instant, in transaction: Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO intake_obligation_ends (id, obligation_id, cause, ended_at)
            VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM intake_obligation_ends), $1, $2, $3)
            """,
            [Value(obligation), Value(cause), Value(now)])
    }

    /// The receipts' numbers of the paid obligations of one insurance.
    static func paidReceipts(
        _ insurance: Insurance, in transaction: Transaction
    ) throws -> [(citizenID: String, receipt: String?)] {
        try transaction.rows(
            """
            SELECT o.citizen_id, r.number FROM levy_standing_obligations o
            JOIN levy_settled s ON s.obligation_id = o.id LEFT JOIN levy_receipts r ON r.settlement_id = s.settlement_id
            WHERE o.insurance = $1 ORDER BY r.ordinal
            """, [Value(insurance.rawValue)]
        ).map { ($0.text("citizen_id"), $0.optionalText("number")) }
    }
}

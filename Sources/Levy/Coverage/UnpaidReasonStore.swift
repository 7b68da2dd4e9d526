import Storage

package enum UnpaidReasonStore {
    /// Enters a reason; the last one counts.
    package static func add(_ reason: UnpaidReason, in transaction: Transaction) throws {
        let id = (try transaction.row("SELECT COALESCE(MAX(id), 0) AS id FROM levy_unpaid_reasons")?.int("id") ?? 0) + 1
        try transaction.execute(
            """
            INSERT INTO levy_unpaid_reasons (id, citizen_id, insurance, reason, note, entered_by, entered_on)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            [
                Value(id), Value(reason.citizenID), Value(reason.insurance.rawValue), Value(reason.reason.rawValue),
                Value(reason.note), Value(reason.by), Value(reason.on),
            ])
    }

    package static func reasons(of citizenID: String, in transaction: Transaction) throws -> [UnpaidReason] {
        try transaction.rows(
            "SELECT * FROM levy_unpaid_reasons WHERE citizen_id = $1 ORDER BY id", [Value(citizenID)]
        ).map(reason)
    }

    private static func reason(_ row: Row) -> UnpaidReason {
        guard let reason = UnpaidReason.Reason(rawValue: row.text("reason")) else {
            preconditionFailure("a reason was stored that the program does not know")
        }
        return UnpaidReason(
            citizenID: row.text("citizen_id"), insurance: PaymentStore.insurance(row), reason: reason,
            note: row.text("note"), by: row.text("entered_by"), on: row.date("entered_on"))
    }

    /// Of every person who owes and has not paid, by village: how many, by the reason given last; nil for none given.
    static func unpaid(
        _ insurance: Insurance, on day: CivilDate, in transaction: Transaction
    ) throws -> [(village: String, reason: UnpaidReason.Reason?, count: Int)] {
        try transaction.rows(
            """
            SELECT o.village, (SELECT r.reason FROM levy_unpaid_reasons r WHERE r.citizen_id = o.citizen_id
                AND r.insurance = o.insurance ORDER BY r.id DESC LIMIT 1) AS reason, COUNT(*) AS n
            FROM levy_standing_obligations o LEFT JOIN (\(MetricsStore.standing)) a ON a.obligation_id = o.id
            WHERE o.insurance = $2 AND o.own_fen > 0 AND a.evening IS NULL
            GROUP BY o.village, reason ORDER BY o.village, reason
            """, [Value(day), Value(insurance.rawValue)]
        ).map { row in
            (row.text("village"), row.optionalText("reason").flatMap(UnpaidReason.Reason.init(rawValue:)), row.int("n"))
        }
    }
}

import Storage

enum PaymentProofStore {
    static func lines(of id: String, in transaction: Transaction) throws -> [PaymentProof.Line] {
        try transaction.rows(
            """
            SELECT o.insurance, o.period, g.name AS village, o.total_fen, o.state_fen, o.own_fen, l.paid_on, r.number
            FROM levy_standing_obligations o JOIN levy_regions g ON g.code = o.village
            LEFT JOIN levy_settled s ON s.obligation_id = o.id LEFT JOIN levy_payment_lines l ON l.serial = s.serial
            LEFT JOIN levy_receipts r ON r.settlement_id = s.settlement_id
            WHERE o.citizen_id = $1 AND (o.own_fen = 0 OR s.obligation_id IS NOT NULL)
            ORDER BY o.insurance, o.period
            """, [Value(id)]
        ).map { row in
            PaymentProof.Line(
                insurance: PaymentStore.insurance(row), years: [row.int("period")], village: row.text("village"),
                totalFen: row.int("total_fen"), stateFen: row.int("state_fen"), ownFen: row.int("own_fen"),
                paidOn: row.optionalDate("paid_on"), receipt: row.optionalText("number"))
        }
    }

    /// Key and number of every proof that was given.
    static func given(kind: String, in transaction: Transaction) throws -> [(key: String, number: Int)] {
        try transaction.rows(
            "SELECT key, number FROM levy_document_numbers WHERE kind = $1 ORDER BY number", [Value(kind)]
        ).map { ($0.text("key"), $0.int("number")) }
    }
}

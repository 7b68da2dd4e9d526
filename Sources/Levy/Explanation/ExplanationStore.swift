import Storage

/// Reads everything about one person by the indexes of its tables.
enum ExplanationStore {
    struct Person {
        let name: String
        let phone: String
        let householdHead: String
    }

    static func person(_ citizenID: String, in transaction: Transaction) throws -> Person? {
        try transaction.row("SELECT * FROM levy_persons WHERE citizen_id = $1", [Value(citizenID)]).map {
            Person(name: $0.text("name"), phone: $0.text("phone"), householdHead: $0.text("household_head"))
        }
    }

    static func villageName(_ code: String, in transaction: Transaction) throws -> String {
        try transaction.row("SELECT name FROM levy_regions WHERE code = $1", [Value(code)])?.text("name") ?? ""
    }

    /// The village for which the last obligation that stands was raised.
    static func raisedIn(_ citizenID: String, in transaction: Transaction) throws -> String? {
        try transaction.row(
            "SELECT village FROM levy_obligations_as_raised WHERE citizen_id = $1 ORDER BY id DESC LIMIT 1",
            [Value(citizenID)])?.text("village")
    }

    static func obligations(
        of citizenID: String, in transaction: Transaction
    ) throws -> [PersonExplanation.Obligation] {
        try transaction.rows(
            """
            SELECT o.*, s.serial, g.name AS village_name FROM levy_standing_obligations o
            LEFT JOIN levy_settled s ON s.obligation_id = o.id JOIN levy_regions g ON g.code = o.village
            WHERE o.citizen_id = $1 ORDER BY o.insurance, o.period, o.id
            """, [Value(citizenID)]
        ).map { row in
            PersonExplanation.Obligation(
                id: row.int("id"), insurance: PaymentStore.insurance(row), period: row.int("period"),
                village: row.text("village"), villageName: row.text("village_name"), totalFen: row.int("total_fen"),
                ownFen: row.int("own_fen"),
                helpers: try RuleSetStore.parts(of: row.int("id"), in: transaction),
                settledBy: row.optionalText("serial"))
        }
    }

    static func endedObligations(
        of citizenID: String, in transaction: Transaction
    ) throws -> [PersonExplanation.EndedObligation] {
        try transaction.rows(
            """
            SELECT o.insurance, o.period, o.village, o.total_fen, e.cause, e.ended_at FROM levy_obligations o
            JOIN intake_obligation_ends e ON e.obligation_id = o.id WHERE o.citizen_id = $1 ORDER BY e.id
            """, [Value(citizenID)]
        ).map { row in
            PersonExplanation.EndedObligation(
                insurance: PaymentStore.insurance(row), period: row.int("period"), village: row.text("village"),
                totalFen: row.int("total_fen"), cause: row.text("cause"),
                endedAt: Instant(milliseconds: row.int64("ended_at")))
        }
    }

    /// The bank's lines of a person, and what took them back.
    static func payments(of citizenID: String, in transaction: Transaction) throws -> [PaymentLine] {
        try transaction.rows(
            "SELECT * FROM levy_payment_lines WHERE citizen_id = $1 ORDER BY paid_on, serial", [Value(citizenID)]
        ).map(PaymentStore.line)
    }

    /// Reversals of these lines, and of those reversals.
    static func reversals(of lines: [PaymentLine], in transaction: Transaction) throws -> [PaymentLine] {
        var found: [PaymentLine] = []
        var seen: Set<String> = []
        var open = lines.map(\.serial)
        while let serial = open.popLast() {
            guard seen.insert(serial).inserted else { continue }
            for row in try transaction.rows(
                "SELECT * FROM levy_payment_lines WHERE reverses = $1 AND reverses IS NOT NULL", [Value(serial)])
            {
                found.append(PaymentStore.line(row))
                open.append(row.text("serial"))
            }
        }
        return found
    }

    static func receipts(of citizenID: String, in transaction: Transaction) throws -> [Receipt] {
        try ReceiptStore.receipts(of: citizenID, in: transaction)
    }
}

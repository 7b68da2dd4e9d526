import Storage

enum PaymentStore {
    /// - returns: false when the serial is known already; then the line is kept as a repetition and counts for nothing.
    static func add(_ line: PaymentLine, importID: Int, in transaction: Transaction) throws -> Bool {
        let added = try transaction.execute(
            """
            INSERT INTO levy_payment_lines
                (serial, import_id, line, paid_on, village, citizen_id, name, insurance, fen, channel, reverses)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING
            """,
            [
                Value(line.serial), Value(importID), Value(line.line), Value(line.paidOn), Value(line.village),
                Value(line.citizenID), Value(line.name), Value(line.insurance.rawValue), Value(line.fen),
                Value(line.channel), Value(line.reverses),
            ])
        if added > 0 { return true }
        let first = try self.line(line.serial, in: transaction)
        try transaction.execute(
            "INSERT INTO levy_repeated_lines (import_id, line, serial, changed) VALUES ($1, $2, $3, $4)",
            [
                Value(importID), Value(line.line), Value(line.serial),
                Value(first.map { !line.says($0) } ?? false),
            ])
        return false
    }

    static func line(_ serial: String, in transaction: Transaction) throws -> PaymentLine? {
        try transaction.row("SELECT * FROM levy_payment_lines WHERE serial = $1", [Value(serial)]).map(line)
    }

    static func line(_ row: Row) -> PaymentLine {
        PaymentLine(
            serial: row.text("serial"), paidOn: row.date("paid_on"), village: row.text("village"),
            citizenID: row.text("citizen_id"), name: row.text("name"), insurance: insurance(row), fen: row.int("fen"),
            channel: row.text("channel"), reverses: row.optionalText("reverses"), line: row.int("line"))
    }

    static func insurance(_ row: Row) -> Insurance {
        guard let insurance = Insurance(rawValue: row.text("insurance")) else {
            preconditionFailure("the table's CHECK lets no other insurance pass")
        }
        return insurance
    }

    static func hasLines(after last: Int, in transaction: Transaction) throws -> Bool {
        try transaction.row("SELECT serial FROM levy_payment_lines WHERE import_id > $1 LIMIT 1", [Value(last)]) != nil
    }

    /// Reversals of imports after `last`, in the order of payment.
    static func reversals(after last: Int, in transaction: Transaction) throws -> [PaymentLine] {
        try transaction.rows(
            """
            SELECT * FROM levy_payment_lines WHERE import_id > $1 AND reverses IS NOT NULL ORDER BY paid_on, serial
            """, [Value(last)]
        ).map(line)
    }

    /// - Parameter payer: whose; nil for everybody's.
    static func reversals(of payer: String? = nil, in transaction: Transaction) throws -> [PaymentLine] {
        try transaction.rows(
            """
            SELECT * FROM levy_payment_lines WHERE \(payer == nil ? "" : "citizen_id = $1 AND ")reverses IS NOT NULL
            ORDER BY paid_on, serial
            """, payer.map { [Value($0)] } ?? []
        ).map(line)
    }

    struct Counts {
        let lines: Int
        let serials: Int
    }

    static func counts(in transaction: Transaction) throws -> Counts {
        let row = try transaction.row(
            """
            SELECT (SELECT COUNT(*) FROM levy_payment_lines) AS serials,
                (SELECT COUNT(*) FROM levy_repeated_lines) AS repeats
            """)
        let serials = row?.int("serials") ?? 0
        return Counts(lines: serials + (row?.int("repeats") ?? 0), serials: serials)
    }

    /// A line that came again with other words under a serial already known.
    struct ChangedRepeat {
        let line: Int
        let file: String
        let first: PaymentLine
    }

    static func changedRepeats(in transaction: Transaction) throws -> [ChangedRepeat] {
        try transaction.rows(
            """
            SELECT l.*, r.line AS repeated_line, i.file AS file FROM levy_repeated_lines r
            JOIN levy_payment_lines l ON l.serial = r.serial JOIN levy_imports i ON i.id = r.import_id
            WHERE r.changed = 1 ORDER BY r.import_id, r.line
            """
        ).map { ChangedRepeat(line: $0.int("repeated_line"), file: $0.text("file"), first: line($0)) }
    }

    /// What banks collected of one day, village and insurance, every line once and reversals taken off.
    struct DaySum {
        let day: CivilDate
        let village: String
        let insurance: Insurance
        let count: Int
        let fen: Int
    }

    static func daySums(in transaction: Transaction) throws -> [DaySum] {
        try transaction.rows(
            """
            SELECT paid_on, village, insurance, COUNT(*) AS n, SUM(fen) AS fen FROM levy_payment_lines
            GROUP BY paid_on, village, insurance ORDER BY paid_on, village, insurance
            """
        ).map {
            DaySum(
                day: $0.date("paid_on"), village: $0.text("village"), insurance: insurance($0), count: $0.int("n"),
                fen: $0.int("fen"))
        }
    }
}

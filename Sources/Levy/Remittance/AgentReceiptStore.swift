import Storage

/// The numbered receipts that agents collect with.
enum AgentReceiptStore {
    static func deliver(
        _ range: ReceiptRange, day: CivilDate, note: String, by person: String, at now: Instant,
        in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_stock_deliveries (id, prefix, first_number, last_number, day, note, made_by, at)
            VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM levy_stock_deliveries), $1, $2, $3, $4, $5, $6, $7)
            """,
            [
                Value(range.prefix), Value(range.first), Value(range.last), Value(day), Value(note), Value(person),
                Value(now),
            ])
    }

    static func issue(
        _ range: ReceiptRange, village: String, day: CivilDate, by person: String, at now: Instant,
        in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_stock_issues (id, prefix, first_number, last_number, village, day, made_by, at)
            VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM levy_stock_issues), $1, $2, $3, $4, $5, $6, $7)
            """,
            [
                Value(range.prefix), Value(range.first), Value(range.last), Value(village), Value(day), Value(person),
                Value(now),
            ])
    }

    static func end(
        _ number: ReceiptNumber, issue: Int, as fate: ReceiptFate, day: CivilDate, note: String, by person: String,
        at now: Instant, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_stock_numbers (prefix, number, issue_id, fate, day, note, made_by, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            [
                Value(number.prefix), Value(number.number), Value(issue), Value(fate.rawValue), Value(day), Value(note),
                Value(person), Value(now),
            ])
    }

    static func void(
        _ number: ReceiptNumber, cause: String, day: CivilDate, by maker: String, checker: String, at now: Instant,
        in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_stock_voids (prefix, number, cause, day, made_by, checked_by, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            [
                Value(number.prefix), Value(number.number), Value(cause), Value(day), Value(maker), Value(checker),
                Value(now),
            ])
    }

    struct Issue {
        let id: Int
        let range: ReceiptRange
        let village: String
        let day: CivilDate
    }

    static func issues(in transaction: Transaction) throws -> [Issue] {
        try transaction.rows("SELECT * FROM levy_stock_issues ORDER BY prefix, first_number").map(issue)
    }

    static func issue(of number: ReceiptNumber, in transaction: Transaction) throws -> Issue? {
        try transaction.row(
            "SELECT * FROM levy_stock_issues WHERE prefix = $1 AND first_number <= $2 AND last_number >= $2",
            [Value(number.prefix), Value(number.number)]
        ).map(issue)
    }

    private static func issue(_ row: Row) -> Issue {
        Issue(
            id: row.int("id"),
            range: ReceiptRange(
                prefix: row.text("prefix"), first: row.int("first_number"), last: row.int("last_number")),
            village: row.text("village"), day: row.date("day"))
    }

    static func deliveries(in transaction: Transaction) throws -> [(range: ReceiptRange, day: CivilDate)] {
        try transaction.rows("SELECT * FROM levy_stock_deliveries ORDER BY prefix, first_number").map {
            (
                ReceiptRange(prefix: $0.text("prefix"), first: $0.int("first_number"), last: $0.int("last_number")),
                $0.date("day")
            )
        }
    }

    static func isPrinted(_ number: ReceiptNumber, in transaction: Transaction) throws -> Bool {
        try transaction.row(
            "SELECT id FROM levy_receipt_prints WHERE prefix = $1 AND number = $2 LIMIT 1",
            [Value(number.prefix), Value(number.number)]) != nil
    }

    static func notePrint(
        _ number: ReceiptNumber, onForm: Bool, by person: String, at now: Instant, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_receipt_prints (id, prefix, number, form, made_by, at)
            VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM levy_receipt_prints), $1, $2, $3, $4, $5)
            """,
            [
                Value(number.prefix), Value(number.number), Value(onForm ? "preprinted" : "blank"), Value(person),
                Value(now),
            ])
    }

    struct Ended {
        let number: ReceiptNumber
        let issue: Int
        let fate: ReceiptFate
        let day: CivilDate
        /// Set when a used one was made void afterwards.
        let voided: CivilDate?
    }

    private static let ended = """
        SELECT n.*, v.day AS voided FROM levy_stock_numbers n
        LEFT JOIN levy_stock_voids v ON v.prefix = n.prefix AND v.number = n.number
        """

    static func ended(in transaction: Transaction) throws -> [Ended] {
        try transaction.rows(ended + " ORDER BY n.prefix, n.number").map(ended)
    }

    static func ended(_ number: ReceiptNumber, in transaction: Transaction) throws -> Ended? {
        try transaction.row(
            ended + " WHERE n.prefix = $1 AND n.number = $2", [Value(number.prefix), Value(number.number)]
        ).map(ended)
    }

    private static func ended(_ row: Row) -> Ended {
        guard let fate = ReceiptFate(rawValue: row.text("fate")) else {
            preconditionFailure("the table's CHECK lets no other fate pass")
        }
        return Ended(
            number: ReceiptNumber(prefix: row.text("prefix"), number: row.int("number"), width: 0),
            issue: row.int("issue_id"), fate: fate, day: row.date("day"), voided: row.optionalDate("voided"))
    }
}

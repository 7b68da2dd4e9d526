import Storage

/// A letter before it has a number.
struct LetterDraft {
    let kind: EmployerLetter.Kind
    let unit: String
    let code: String
    let name: String
    let address: String
    let isMicro: Bool
    let facts: String
    let lines: [DemandLine]

    var earliestYear: Int? { lines.map(\.year).min() }
}

enum EmployerLetterStore {
    static func add(_ order: ClearingOrder, by person: String, at now: Instant, in transaction: Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO levy_employer_orders (id, number, leader, reason, day, until, made_by, at)
            VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM levy_employer_orders), $1, $2, $3, $4, $5, $6, $7)
            """,
            [
                Value(order.number), Value(order.leader), Value(order.reason), Value(order.day), Value(order.until),
                Value(person), Value(now),
            ])
    }

    static func order(number: String, in transaction: Transaction) throws -> (id: Int, order: ClearingOrder)? {
        try transaction.row("SELECT * FROM levy_employer_orders WHERE number = $1", [Value(number)]).map { row in
            (
                row.int("id"),
                ClearingOrder(
                    number: row.text("number"), leader: row.text("leader"), reason: row.text("reason"),
                    day: row.date("day"), until: row.date("until"))
            )
        }
    }

    static func add(
        _ draft: LetterDraft, number: String, on day: CivilDate, termDays: Int, order: Int?, by person: String,
        at now: Instant, in transaction: Transaction
    ) throws -> Int {
        let last = try transaction.row("SELECT COALESCE(MAX(id), 0) AS id FROM levy_employer_letters")
        let id = (last?.int("id") ?? 0) + 1
        try transaction.execute(
            """
            INSERT INTO levy_employer_letters (id, number, kind, unit, code, name, address, day, term_days, is_micro,
                facts, earliest_year, order_id, made_by, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            """,
            [
                Value(id), Value(number), Value(draft.kind.rawValue), Value(draft.unit), Value(draft.code),
                Value(draft.name), Value(draft.address), Value(day), Value(termDays), Value(draft.isMicro),
                Value(draft.facts), Value(draft.earliestYear), Value(order), Value(person), Value(now),
            ])
        for (ordinal, line) in draft.lines.enumerated() {
            try transaction.execute(
                """
                INSERT INTO levy_employer_letter_lines
                    (letter_id, ordinal, period, scheme, due_fen, paid_fen, first_day, days, fee_fen)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                """,
                [
                    Value(id), Value(ordinal + 1), Value(line.period), Value(line.scheme.rawValue), Value(line.dueFen),
                    Value(line.paidFen), Value(line.from), Value(line.days), Value(line.feeFen),
                ])
        }
        return id
    }

    static func serve(
        _ letter: Int, _ service: LetterService, by person: String, at now: Instant, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_employer_services
                (letter_id, method, day, receiver, witness, note, served_on, deadline, made_by, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            [
                Value(letter), Value(service.method.rawValue), Value(service.day), Value(service.receiver),
                Value(service.witness), Value(service.note), Value(service.servedOn), Value(service.deadline),
                Value(person), Value(now),
            ])
    }

    static func add(
        _ outcome: LetterOutcome, to letter: Int, by person: String, at now: Instant, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_employer_outcomes (id, letter_id, kind, note, day, made_by, at)
            VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM levy_employer_outcomes), $1, $2, $3, $4, $5, $6)
            """,
            [
                Value(letter), Value(outcome.kind.rawValue), Value(outcome.note), Value(outcome.day), Value(person),
                Value(now),
            ])
    }

    // MARK: Reading

    static func all(in transaction: Transaction) throws -> [EmployerLetter] {
        try transaction.rows(query + " ORDER BY l.id").map { try letter($0, in: transaction) }
    }

    static func find(_ id: Int, in transaction: Transaction) throws -> EmployerLetter? {
        try transaction.row(query + " WHERE l.id = $1", [Value(id)]).map { try letter($0, in: transaction) }
    }

    static func find(number: String, in transaction: Transaction) throws -> EmployerLetter? {
        try transaction.row(query + " WHERE l.number = $1", [Value(number)]).map { try letter($0, in: transaction) }
    }

    private static let query = """
        SELECT l.*, o.number AS order_number FROM levy_employer_letters l
        LEFT JOIN levy_employer_orders o ON o.id = l.order_id
        """

    private static func letter(_ row: Row, in transaction: Transaction) throws -> EmployerLetter {
        let id = Value(row.int("id"))
        let lines = try transaction.rows(
            "SELECT * FROM levy_employer_letter_lines WHERE letter_id = $1 ORDER BY ordinal", [id])
        let service = try transaction.row("SELECT * FROM levy_employer_services WHERE letter_id = $1", [id])
        let outcomes = try transaction.rows(
            "SELECT * FROM levy_employer_outcomes WHERE letter_id = $1 ORDER BY id", [id])
        return EmployerLetter(
            id: row.int("id"), number: row.text("number"), kind: checked(row.text("kind")), unit: row.text("unit"),
            code: row.text("code"), name: row.text("name"), address: row.text("address"), day: row.date("day"),
            termDays: row.int("term_days"), isMicro: row.bool("is_micro"), facts: row.text("facts"),
            lines: lines.map(line), order: row.optionalText("order_number"),
            service: service.map { row in
                LetterService(
                    method: checked(row.text("method")), day: row.date("day"), receiver: row.text("receiver"),
                    witness: row.text("witness"), note: row.text("note"), servedOn: row.date("served_on"),
                    deadline: row.date("deadline"))
            },
            outcomes: outcomes.map { row in
                LetterOutcome(kind: checked(row.text("kind")), note: row.text("note"), day: row.date("day"))
            })
    }

    private static func line(_ row: Row) -> DemandLine {
        DemandLine(
            period: row.int("period"), scheme: checked(row.text("scheme")), dueFen: row.int("due_fen"),
            paidFen: row.int("paid_fen"), from: row.date("first_day"), days: row.int("days"),
            feeFen: row.int("fee_fen"))
    }

    private static func checked<Name: RawRepresentable<String>>(_ text: String) -> Name {
        guard let name = Name(rawValue: text) else { preconditionFailure("the table's CHECK lets no \(text) pass") }
        return name
    }
}

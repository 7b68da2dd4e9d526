import Storage

enum CreditStore {
    static func open(
        code: String, name: String, ground: CreditGround, facts: String, document: String, by person: String,
        on day: CivilDate, at now: Instant, in transaction: Transaction
    ) throws -> Int {
        let id = (try transaction.row("SELECT COALESCE(MAX(id), 0) AS id FROM levy_credit_cases")?.int("id") ?? 0) + 1
        try transaction.execute(
            """
            INSERT INTO levy_credit_cases (id, code, name, ground, facts, document, opened_by, opened_on, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            [
                Value(id), Value(code), Value(name), Value(ground.rawValue), Value(facts), Value(document),
                Value(person), Value(day), Value(now),
            ])
        return id
    }

    /// - Parameter stage: where the event leads.
    static func add(
        _ event: CreditEvent, to credit: CreditCase, stage: CreditStage, measures: [CreditMeasure], at now: Instant,
        in transaction: Transaction
    ) throws {
        let ordinal = credit.events.count + 1
        try transaction.execute(
            """
            INSERT INTO levy_credit_events
                (case_id, ordinal, stage, event, next_stage, day, person, document, note, deadline, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            [
                Value(credit.id), Value(ordinal), Value(credit.stage.rawValue), Value(event.kind.rawValue),
                Value(stage.rawValue), Value(event.day), Value(event.person), Value(event.document),
                Value(event.note), Value(event.deadline), Value(now),
            ])
        for measure in measures {
            try transaction.execute(
                """
                INSERT INTO levy_credit_measures (case_id, ordinal, code, name, basis, valid_from, valid_until)
                VALUES ($1, $2, $3, $4, $5, $6, $7)
                """,
                [
                    Value(credit.id), Value(ordinal), Value(measure.code), Value(measure.name), Value(measure.basis),
                    Value(measure.from), Value(measure.until),
                ])
        }
    }

    static func find(_ id: Int, in transaction: Transaction) throws -> CreditCase? {
        try transaction.row("SELECT * FROM levy_credit_cases WHERE id = $1", [Value(id)])
            .map { try credit($0, in: transaction) }
    }

    static func all(in transaction: Transaction) throws -> [CreditCase] {
        try transaction.rows("SELECT * FROM levy_credit_cases ORDER BY id").map { try credit($0, in: transaction) }
    }

    private static func credit(_ row: Row, in transaction: Transaction) throws -> CreditCase {
        let id = Value(row.int("id"))
        let events = try transaction.rows(
            "SELECT * FROM levy_credit_events WHERE case_id = $1 ORDER BY ordinal", [id])
        let measures = try transaction.rows(
            "SELECT * FROM levy_credit_measures WHERE case_id = $1 ORDER BY code", [id])
        guard let ground = CreditGround(rawValue: row.text("ground")) else {
            preconditionFailure("only grounds are written")
        }
        return CreditCase(
            id: row.int("id"), code: row.text("code"), name: row.text("name"), ground: ground,
            facts: row.text("facts"), document: row.text("document"), openedBy: row.text("opened_by"),
            openedOn: row.date("opened_on"),
            events: events.map { event in
                guard let kind = CreditEvent.Kind(rawValue: event.text("event")) else {
                    preconditionFailure("the table's CHECK lets no other event pass")
                }
                return CreditEvent(
                    kind: kind, day: event.date("day"), person: event.text("person"),
                    document: event.text("document"), note: event.text("note"),
                    deadline: event.optionalDate("deadline"))
            },
            measures: measures.map { measure in
                CreditMeasure(
                    code: measure.text("code"), name: measure.text("name"), basis: measure.text("basis"),
                    from: measure.date("valid_from"), until: measure.optionalDate("valid_until"))
            })
    }
}

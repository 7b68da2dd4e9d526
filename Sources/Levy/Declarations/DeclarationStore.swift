import Storage

enum DeclarationStore {
    // MARK: Units

    static func nextUnitID(in transaction: Transaction) throws -> Int {
        (try transaction.row("SELECT COALESCE(MAX(id), 0) AS id FROM levy_collecting_units")?.int("id") ?? 0) + 1
    }

    static func add(
        _ unit: CollectingUnit, by maker: String, checker: String, at now: Instant, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_collecting_units
                (id, town, name, tax_id, office, head, registered_on, made_by, checked_by, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            [
                Value(unit.id), Value(unit.town), Value(unit.name), Value(unit.taxID), Value(unit.office),
                Value(unit.head), Value(unit.registeredOn), Value(maker), Value(checker), Value(now),
            ])
    }

    static func units(in transaction: Transaction) throws -> [CollectingUnit] {
        try transaction.rows(
            """
            SELECT u.* FROM levy_collecting_units u JOIN levy_regions g ON g.code = u.town
            WHERE u.id = (SELECT MAX(x.id) FROM levy_collecting_units x WHERE x.town = u.town) ORDER BY g.ordinal
            """
        ).map {
            CollectingUnit(
                id: $0.int("id"), town: $0.text("town"), name: $0.text("name"), taxID: $0.text("tax_id"),
                office: $0.text("office"), head: $0.text("head"), registeredOn: $0.date("registered_on"))
        }
    }

    static func add(
        _ household: VirtualHousehold, unit: Int, by maker: String, checker: String, at now: Instant,
        in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_virtual_households
                (number, unit_id, village, class, registered_on, made_by, checked_by, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            [
                Value(household.number), Value(unit), Value(household.village), Value(household.specialClass),
                Value(household.registeredOn), Value(maker), Value(checker), Value(now),
            ])
    }

    static func households(in transaction: Transaction) throws -> [VirtualHousehold] {
        try transaction.rows("SELECT * FROM levy_virtual_households ORDER BY number").map {
            VirtualHousehold(
                number: $0.text("number"), village: $0.text("village"), specialClass: $0.text("class"),
                registeredOn: $0.date("registered_on"))
        }
    }

    private static let stateOwed = """
        FROM levy_standing_obligations o JOIN levy_persons p ON p.citizen_id = o.citizen_id WHERE o.state_fen > 0
        """

    static func statePaid(in transaction: Transaction) throws -> [StatePaidGroup] {
        try transaction.rows(
            """
            SELECT o.village, COALESCE(p.special_class, '') AS class, o.insurance, COUNT(*) AS n,
                SUM(o.state_fen) AS fen \(stateOwed)
            GROUP BY o.village, class, o.insurance ORDER BY o.village, class, o.insurance
            """
        ).map {
            StatePaidGroup(
                village: $0.text("village"), specialClass: $0.text("class"), insurance: PaymentStore.insurance($0),
                persons: $0.int("n"), fen: $0.int("fen"))
        }
    }

    // MARK: What is due

    /// Rows that no declaration has that stands.
    private static func undeclared(_ part: DeclarationRow.Part, _ source: String) -> String {
        """
        NOT EXISTS (SELECT 1 FROM levy_declaration_rows r WHERE r.part = '\(part.rawValue)' AND r.source = \(source)
            AND NOT EXISTS (SELECT 1 FROM levy_declaration_states s WHERE s.declaration_id = r.declaration_id
                AND s.state = 'refused'))
        """
    }

    /// What agents collected up to a day, what stands of it.
    static func duePayers(through last: CivilDate, in transaction: Transaction) throws -> [DeclarationRow] {
        try transaction.rows(
            """
            SELECT c.*, COALESCE(p.name, '') AS name FROM levy_collections c
            LEFT JOIN levy_persons p ON p.citizen_id = c.citizen_id
            WHERE c.day <= $1 AND NOT EXISTS (SELECT 1 FROM levy_collection_voids v WHERE v.collection_id = c.id)
                AND \(undeclared(.payer, "c.id"))
            ORDER BY c.day, c.prefix, c.number
            """, [Value(last)]
        ).map {
            DeclarationRow(
                part: .payer, source: $0.int("id"), village: $0.text("village"),
                insurance: PaymentStore.insurance($0), household: "", specialClass: "",
                citizenID: $0.text("citizen_id"), name: $0.text("name"), fen: $0.int("fen"), day: $0.date("day"),
                receipt: ReceiptNumber(prefix: $0.text("prefix"), number: $0.int("number"), width: 0).text)
        }
    }

    /// State-paid persons; `household` is empty where nobody registered one.
    static func dueState(in transaction: Transaction) throws -> [DeclarationRow] {
        try transaction.rows(
            """
            SELECT x.*, COALESCE(h.number, '') AS household FROM (
                SELECT o.id, o.village, o.insurance, o.citizen_id, o.state_fen, p.name,
                    COALESCE(p.special_class, '') AS class \(stateOwed) AND \(undeclared(.state, "o.id"))) x
            LEFT JOIN levy_virtual_households h ON h.village = x.village AND h.class = x.class
            ORDER BY x.id
            """
        ).map {
            DeclarationRow(
                part: .state, source: $0.int("id"), village: $0.text("village"),
                insurance: PaymentStore.insurance($0), household: $0.text("household"),
                specialClass: $0.text("class"), citizenID: $0.text("citizen_id"), name: $0.text("name"),
                fen: $0.int("state_fen"), day: nil, receipt: "")
        }
    }

    /// Whether a person's insurance stands in a declaration already.
    static func isDeclared(
        _ citizenID: String, _ insurance: Insurance, in transaction: Transaction
    ) throws -> Bool {
        try transaction.row(
            """
            SELECT 1 FROM levy_declaration_rows r WHERE r.part = 'payer' AND r.citizen_id = $1 AND r.insurance = $2
                AND NOT EXISTS (SELECT 1 FROM levy_declaration_states s WHERE s.declaration_id = r.declaration_id
                    AND s.state = 'refused') LIMIT 1
            """, [Value(citizenID), Value(insurance.rawValue)]) != nil
    }

    /// Of a village, what is in declarations that nobody has accepted or refused yet.
    static func pendingFen(village: String, in transaction: Transaction) throws -> Int {
        try transaction.row(
            """
            SELECT COALESCE(SUM(r.fen), 0) AS fen FROM levy_declaration_rows r
            WHERE r.part = 'payer' AND r.village = $1 AND NOT EXISTS (SELECT 1 FROM levy_declaration_states s
                WHERE s.declaration_id = r.declaration_id AND s.state IN ('accepted', 'refused'))
            """, [Value(village)])?.int("fen") ?? 0
    }

    /// Whether what a row tells of is still so: nobody took the money back, the state still pays it.
    static func stands(_ row: DeclarationRow, in transaction: Transaction) throws -> Bool {
        switch row.part {
        case .payer:
            try transaction.row(
                "SELECT 1 FROM levy_collection_voids WHERE collection_id = $1", [Value(row.source)]) == nil
        case .state:
            try transaction.row(
                "SELECT 1 FROM levy_standing_obligations WHERE id = $1 AND state_fen = $2",
                [Value(row.source), Value(row.fen)]) != nil
        }
    }

    // MARK: Declarations

    static func nextID(in transaction: Transaction) throws -> Int {
        (try transaction.row("SELECT COALESCE(MAX(id), 0) AS id FROM levy_declarations")?.int("id") ?? 0) + 1
    }

    static func add(
        _ made: Declaration, key: String, unit: Int, corrects: Int?, rows: [DeclarationRow], at now: Instant,
        in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_declarations
                (id, batch, key, town, unit_id, day, row_count, own_fen, state_fen, sha256, corrects, made_by, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            """,
            [
                Value(made.id), Value(made.batch), Value(key), Value(made.town), Value(unit), Value(made.day),
                Value(made.rows), Value(made.ownFen), Value(made.stateFen), Value(made.sha256), Value(corrects),
                Value(made.madeBy), Value(now),
            ])
        var insertion = RowInsertion(
            into: """
                levy_declaration_rows (declaration_id, ordinal, part, source, village, insurance, household, class,
                citizen_id, name, fen, day, receipt)
                """, width: 13, in: transaction)
        for (ordinal, row) in rows.enumerated() {
            try insertion.append([
                Value(made.id), Value(ordinal + 1), Value(row.part.rawValue), Value(row.source), Value(row.village),
                Value(row.insurance.rawValue), Value(row.household), Value(row.specialClass), Value(row.citizenID),
                Value(row.name), Value(row.fen), Value(row.day), Value(row.receipt),
            ])
        }
        try insertion.finish()
    }

    static func rows(of declaration: Int, in transaction: Transaction) throws -> [DeclarationRow] {
        try transaction.rows(
            "SELECT * FROM levy_declaration_rows WHERE declaration_id = $1 ORDER BY ordinal", [Value(declaration)]
        ).map { row in
            guard let part = DeclarationRow.Part(rawValue: row.text("part")) else {
                preconditionFailure("the table's CHECK lets no other part pass")
            }
            return DeclarationRow(
                part: part, source: row.int("source"), village: row.text("village"),
                insurance: PaymentStore.insurance(row), household: row.text("household"),
                specialClass: row.text("class"), citizenID: row.text("citizen_id"), name: row.text("name"),
                fen: row.int("fen"), day: row.optionalDate("day"), receipt: row.text("receipt"))
        }
    }

    static func batch(key: String, in transaction: Transaction) throws -> String? {
        try transaction.row("SELECT batch FROM levy_declarations WHERE key = $1", [Value(key)])?.text("batch")
    }

    static func all(in transaction: Transaction) throws -> [Declaration] {
        try transaction.rows(
            """
            SELECT d.*, c.batch AS corrected, COALESCE(s.state, 'made') AS state, COALESCE(s.note, '') AS note
            FROM levy_declarations d LEFT JOIN levy_declarations c ON c.id = d.corrects
            LEFT JOIN levy_declaration_states s ON s.declaration_id = d.id AND s.rowid =
                (SELECT MAX(x.rowid) FROM levy_declaration_states x WHERE x.declaration_id = d.id)
            ORDER BY d.id
            """
        ).map { row in
            guard let state = Declaration.State(rawValue: row.text("state")) else {
                preconditionFailure("the table's CHECK lets no other state pass")
            }
            return Declaration(
                id: row.int("id"), batch: row.text("batch"), town: row.text("town"), day: row.date("day"),
                rows: row.int("row_count"), ownFen: row.int("own_fen"), stateFen: row.int("state_fen"),
                sha256: row.text("sha256"), corrects: row.optionalText("corrected"), madeBy: row.text("made_by"),
                state: state, note: row.text("note"))
        }
    }

    static func note(
        _ id: Int, _ state: Declaration.State, day: CivilDate, note: String, by maker: String, checker: String,
        at now: Instant, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_declaration_states (declaration_id, state, day, note, made_by, checked_by, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            [
                Value(id), Value(state.rawValue), Value(day), Value(note), Value(maker), Value(checker), Value(now),
            ])
    }
}

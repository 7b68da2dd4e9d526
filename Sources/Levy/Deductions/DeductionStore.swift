import Storage

enum DeductionStore {
    // MARK: Agreements

    static func add(
        _ agreement: DeductionAgreement, by maker: String, checker: String, at now: Instant, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_deduction_agreements
                (number, payer_id, holder, bank, account, signed_on, until, made_by, checked_by, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            [
                Value(agreement.number), Value(agreement.payerID), Value(agreement.holder), Value(agreement.bank),
                Value(agreement.account), Value(agreement.signedOn), Value(agreement.until), Value(maker),
                Value(checker), Value(now),
            ])
        for member in agreement.members {
            try transaction.execute(
                "INSERT INTO levy_deduction_members (agreement, citizen_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                [Value(agreement.number), Value(member)])
        }
    }

    static func agreements(in transaction: Transaction) throws -> [DeductionAgreement] {
        let members = Dictionary(
            grouping: try transaction.rows(
                "SELECT agreement, citizen_id FROM levy_deduction_members ORDER BY rowid"
            ).map { (agreement: $0.text("agreement"), person: $0.text("citizen_id")) }, by: \.agreement)
        return try transaction.rows(
            """
            SELECT a.*, COALESCE(s.state, 'pending') AS state, COALESCE(s.reason, '') AS reason
            FROM levy_deduction_agreements a LEFT JOIN levy_deduction_states s ON s.id =
                (SELECT MAX(x.id) FROM levy_deduction_states x WHERE x.agreement = a.number) ORDER BY a.number
            """
        ).map { row in
            guard let state = DeductionAgreement.State(rawValue: row.text("state")) else {
                preconditionFailure("the table's CHECK lets no other state pass")
            }
            return DeductionAgreement(
                number: row.text("number"), payerID: row.text("payer_id"), holder: row.text("holder"),
                bank: row.text("bank"), account: row.text("account"), signedOn: row.date("signed_on"),
                until: row.optionalDate("until"), members: members[row.text("number")]?.map(\.person) ?? [],
                state: state, reason: row.text("reason"))
        }
    }

    static func note(
        _ number: String, _ state: DeductionAgreement.State, reason: String, on day: CivilDate, by person: String,
        at now: Instant, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_deduction_states (id, agreement, state, reason, day, made_by, at)
            VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM levy_deduction_states), $1, $2, $3, $4, $5, $6)
            """,
            [Value(number), Value(state.rawValue), Value(reason), Value(day), Value(person), Value(now)])
    }

    // MARK: What is due

    /// Whether an account waits for an answer of the bank.
    static func isChecking(_ number: String, in transaction: Transaction) throws -> Bool {
        try transaction.row(
            """
            SELECT 1 FROM levy_deduction_rows r JOIN levy_deduction_batches b ON b.id = r.batch_id
            WHERE r.agreement = $1 AND b.purpose = 'check' AND NOT EXISTS (SELECT 1 FROM levy_deduction_answers x
                WHERE x.batch_id = r.batch_id AND x.ordinal = r.ordinal) LIMIT 1
            """, [Value(number)]) != nil
    }

    struct Due {
        let citizenID: String
        let name: String
        let obligation: Int
        let insurance: Insurance
        let village: String
        let fen: Int
    }

    /// What a person owes that nothing settles, and that no batch has which was not answered or was taken.
    static func due(_ citizenID: String, in transaction: Transaction) throws -> [Due] {
        try transaction.rows(
            """
            SELECT o.id, o.insurance, o.village, o.own_fen, p.name FROM levy_standing_obligations o
            JOIN levy_persons p ON p.citizen_id = o.citizen_id
            WHERE o.citizen_id = $1 AND o.own_fen > 0
                AND NOT EXISTS (SELECT 1 FROM levy_settled s WHERE s.obligation_id = o.id)
                AND NOT EXISTS (SELECT 1 FROM levy_deduction_rows r LEFT JOIN levy_deduction_answers x
                    ON x.batch_id = r.batch_id AND x.ordinal = r.ordinal
                    WHERE r.obligation_id = o.id AND (x.effect IS NULL OR x.effect = 'taken'))
            ORDER BY o.insurance
            """, [Value(citizenID)]
        ).map {
            Due(
                citizenID: citizenID, name: $0.text("name"), obligation: $0.int("id"),
                insurance: PaymentStore.insurance($0), village: $0.text("village"), fen: $0.int("own_fen"))
        }
    }

    // MARK: Batches

    static func nextBatchID(in transaction: Transaction) throws -> Int {
        (try transaction.row("SELECT COALESCE(MAX(id), 0) AS id FROM levy_deduction_batches")?.int("id") ?? 0) + 1
    }

    static func add(
        _ file: DeductionFile, id: Int, key: String, on day: CivilDate, by person: String, at now: Instant,
        in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_deduction_batches
                (id, batch, key, purpose, bank, day, row_count, fen, sha256, made_by, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            [
                Value(id), Value(file.batch), Value(key), Value(file.purpose.rawValue), Value(file.bank), Value(day),
                Value(file.rows.count), Value(file.fen), Value(file.sha256), Value(person), Value(now),
            ])
        for row in file.rows {
            try transaction.execute(
                """
                INSERT INTO levy_deduction_rows
                    (batch_id, ordinal, agreement, citizen_id, name, insurance, obligation_id, fen)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                """,
                [
                    Value(id), Value(row.ordinal), Value(row.agreement), Value(row.citizenID), Value(row.name),
                    Value(row.insurance?.rawValue), Value(row.obligation), Value(row.fen),
                ])
        }
    }

    static func batch(key: String, in transaction: Transaction) throws -> String? {
        try transaction.row("SELECT batch FROM levy_deduction_batches WHERE key = $1", [Value(key)])?.text("batch")
    }

    static func batches(in transaction: Transaction) throws -> [DeductionBatch] {
        try transaction.rows(
            """
            SELECT b.*, COUNT(x.ordinal) AS answered,
                COALESCE(SUM(CASE WHEN x.effect = 'taken' THEN 1 ELSE 0 END), 0) AS taken,
                COALESCE(SUM(CASE WHEN x.effect = 'taken' THEN r.fen ELSE 0 END), 0) AS taken_fen
            FROM levy_deduction_batches b JOIN levy_deduction_rows r ON r.batch_id = b.id
            LEFT JOIN levy_deduction_answers x ON x.batch_id = r.batch_id AND x.ordinal = r.ordinal
            GROUP BY b.id ORDER BY b.id
            """
        ).map { row in
            guard let purpose = DeductionBatch.Purpose(rawValue: row.text("purpose")) else {
                preconditionFailure("the table's CHECK lets no other purpose pass")
            }
            return DeductionBatch(
                id: row.int("id"), batch: row.text("batch"), purpose: purpose, bank: row.text("bank"),
                day: row.date("day"), rows: row.int("row_count"), fen: row.int("fen"), sha256: row.text("sha256"),
                answered: row.int("answered"), taken: row.int("taken"), takenFen: row.int("taken_fen"))
        }
    }

    static func rows(of batch: Int, in transaction: Transaction) throws -> [DeductionRow] {
        try transaction.rows(
            """
            SELECT r.*, a.holder, a.account FROM levy_deduction_rows r
            JOIN levy_deduction_agreements a ON a.number = r.agreement WHERE r.batch_id = $1 ORDER BY r.ordinal
            """, [Value(batch)]
        ).map {
            DeductionRow(
                ordinal: $0.int("ordinal"), agreement: $0.text("agreement"), holder: $0.text("holder"),
                account: $0.text("account"), citizenID: $0.text("citizen_id"), name: $0.text("name"),
                insurance: $0.optionalText("insurance").flatMap { Insurance(rawValue: $0) },
                obligation: $0.optionalInt("obligation_id"), fen: $0.int("fen"))
        }
    }

    // MARK: Answers

    static func isAnswered(_ ordinal: Int, of batch: Int, in transaction: Transaction) throws -> Bool {
        try transaction.row(
            "SELECT 1 FROM levy_deduction_answers WHERE batch_id = $1 AND ordinal = $2",
            [Value(batch), Value(ordinal)]) != nil
    }

    /// Two batches may have the same answer.
    static func hasAnswer(sha256: String, to batch: Int, in transaction: Transaction) throws -> Bool {
        try transaction.row(
            "SELECT 1 FROM levy_deduction_answers WHERE sha256 = $1 AND batch_id = $2 LIMIT 1",
            [Value(sha256), Value(batch)]) != nil
    }

    static func answer(
        _ ordinal: Int, of batch: Int, _ code: ReturnCode, serial: String, file: SourceFile, at now: Instant,
        in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_deduction_answers
                (batch_id, ordinal, code, meaning, effect, serial, file, sha256, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            [
                Value(batch), Value(ordinal), Value(code.code), Value(code.meaning), Value(code.effect.rawValue),
                Value(serial), Value(file.name), Value(file.sha256), Value(now),
            ])
    }

    /// The last answer about everything that is still owed, where it was a refusal.
    static func refused(in transaction: Transaction) throws -> [RefusedDeduction] {
        try transaction.rows(
            """
            SELECT b.batch, r.*, x.meaning, x.effect, o.village FROM levy_deduction_rows r
            JOIN levy_deduction_batches b ON b.id = r.batch_id
            JOIN levy_deduction_answers x ON x.batch_id = r.batch_id AND x.ordinal = r.ordinal
            JOIN levy_standing_obligations o ON o.id = r.obligation_id
            WHERE x.effect <> 'taken' AND NOT EXISTS (SELECT 1 FROM levy_settled s WHERE s.obligation_id = o.id)
                AND NOT EXISTS (SELECT 1 FROM levy_deduction_rows l
                    WHERE l.obligation_id = r.obligation_id AND l.batch_id > r.batch_id)
            ORDER BY r.batch_id, r.ordinal
            """
        ).map { row in
            guard let effect = ReturnCode.Effect(rawValue: row.text("effect")) else {
                preconditionFailure("the table's CHECK lets no other effect pass")
            }
            return RefusedDeduction(
                batch: row.text("batch"), ordinal: row.int("ordinal"), agreement: row.text("agreement"),
                citizenID: row.text("citizen_id"), name: row.text("name"), insurance: PaymentStore.insurance(row),
                village: row.text("village"), fen: row.int("fen"), meaning: row.text("meaning"), effect: effect)
        }
    }
}

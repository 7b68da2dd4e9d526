import Storage

enum StateMoneyStore {
    /// What of an insurance and class nobody has asked for yet.
    static func open(
        _ insurance: Insurance, _ specialClass: String, in transaction: Transaction
    ) throws -> [(obligation: Int, fen: Int)] {
        try transaction.rows(
            """
            SELECT o.id, o.state_fen FROM levy_standing_obligations o JOIN levy_persons p ON p.citizen_id = o.citizen_id
            WHERE o.insurance = $1 AND p.special_class = $2 AND o.state_fen > 0
                AND NOT EXISTS (SELECT 1 FROM levy_state_rows r WHERE r.obligation_id = o.id)
            ORDER BY o.id
            """, [Value(insurance.rawValue), Value(specialClass)]
        ).map { ($0.int("id"), $0.int("state_fen")) }
    }

    static func apply(
        _ application: StateApplication, rows: [(obligation: Int, fen: Int)], by maker: String, checker: String,
        at now: Instant, in transaction: Transaction
    ) throws -> Int {
        let id =
            (try transaction.row("SELECT COALESCE(MAX(id), 0) AS id FROM levy_state_applications")?.int("id") ?? 0) + 1
        try transaction.execute(
            """
            INSERT INTO levy_state_applications
                (id, insurance, class, persons, fen, day, made_by, checked_by, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            [
                Value(id), Value(application.insurance.rawValue), Value(application.specialClass),
                Value(application.persons), Value(application.fen), Value(application.day), Value(maker),
                Value(checker), Value(now),
            ])
        for row in rows {
            try transaction.execute(
                "INSERT INTO levy_state_rows (obligation_id, application_id, fen) VALUES ($1, $2, $3)",
                [Value(row.obligation), Value(id), Value(row.fen)])
        }
        return id
    }

    static func receive(
        _ id: Int, fen: Int, from bearer: String?, voucher: String, by person: String, on day: CivilDate,
        at now: Instant, in transaction: Transaction
    ) throws {
        let last = try transaction.row("SELECT COALESCE(MAX(id), 0) AS id FROM levy_state_receipts")?.int("id") ?? 0
        let receipt = last + 1
        try transaction.execute(
            """
            INSERT INTO levy_state_receipts (id, application_id, fen, voucher, day, made_by, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            [
                Value(receipt), Value(id), Value(fen), Value(voucher), Value(day), Value(person), Value(now),
            ])
        guard let bearer else { return }
        try transaction.execute(
            "INSERT INTO levy_state_receipt_bearers (receipt_id, bearer) VALUES ($1, $2)",
            [Value(receipt), Value(bearer)])
    }

    /// A bearer's part of an insurance or of one application.
    struct Part {
        let insurance: Insurance
        let bearer: String
        let fen: Int

        init(_ row: Row) {
            (insurance, bearer, fen) = (PaymentStore.insurance(row), row.text("bearer"), row.int("fen"))
        }
    }

    /// What was asked of each bearer; of one application, or of all.
    static func applied(_ id: Int? = nil, in transaction: Transaction) throws -> [Part] {
        try transaction.rows(
            """
            SELECT a.insurance, p.bearer, SUM(p.fen) AS fen FROM levy_state_rows r
            JOIN levy_state_applications a ON a.id = r.application_id
            JOIN levy_obligation_parts p ON p.obligation_id = r.obligation_id
            WHERE $1 IS NULL OR a.id = $1 GROUP BY a.insurance, p.bearer ORDER BY a.insurance, p.bearer
            """, [Value(id)]
        ).map(Part.init)
    }

    /// What came from each bearer, and under an empty name what came from nobody knows whom.
    static func received(_ id: Int? = nil, in transaction: Transaction) throws -> [Part] {
        try transaction.rows(
            """
            SELECT a.insurance, COALESCE(b.bearer, '') AS bearer, SUM(r.fen) AS fen FROM levy_state_receipts r
            JOIN levy_state_applications a ON a.id = r.application_id
            LEFT JOIN levy_state_receipt_bearers b ON b.receipt_id = r.id
            WHERE $1 IS NULL OR a.id = $1 GROUP BY a.insurance, COALESCE(b.bearer, '') ORDER BY 1, 2
            """, [Value(id)]
        ).map(Part.init)
    }

    static func hasVoucher(_ voucher: String, in transaction: Transaction) throws -> Bool {
        try transaction.row("SELECT id FROM levy_state_receipts WHERE voucher = $1", [Value(voucher)]) != nil
    }

    static func all(in transaction: Transaction) throws -> [StateApplication] {
        try transaction.rows(
            """
            SELECT a.*, COALESCE((SELECT SUM(r.fen) FROM levy_state_receipts r WHERE r.application_id = a.id), 0)
                AS received
            FROM levy_state_applications a ORDER BY a.id
            """
        ).map {
            StateApplication(
                id: $0.int("id"), insurance: PaymentStore.insurance($0), specialClass: $0.text("class"),
                persons: $0.int("persons"), fen: $0.int("fen"), receivedFen: $0.int("received"), day: $0.date("day"))
        }
    }
}

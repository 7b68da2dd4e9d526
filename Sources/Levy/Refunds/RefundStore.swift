import Storage

enum RefundStore {
    static func open(
        _ line: PaymentLine, ground: RefundReason, village: String, follows: Int? = nil, by person: String,
        on day: CivilDate, at now: Instant, in transaction: Transaction
    ) throws -> Int {
        let id = (try transaction.row("SELECT COALESCE(MAX(id), 0) AS id FROM levy_refund_cases")?.int("id") ?? 0) + 1
        try transaction.execute(
            """
            INSERT INTO levy_refund_cases
                (id, serial, ground, citizen_id, name, insurance, village, fen, opened_by, opened_on, at, follows)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """,
            [
                Value(id), Value(line.serial), Value(ground.code), Value(line.citizenID), Value(line.name),
                Value(line.insurance.rawValue), Value(village), Value(line.fen), Value(person), Value(day), Value(now),
                Value(follows),
            ])
        for office in ground.offices {
            try transaction.execute(
                "INSERT INTO levy_refund_offices (case_id, office) VALUES ($1, $2)",
                [Value(id), Value(office.rawValue)])
        }
        return id
    }

    static func apply(
        _ id: Int, _ application: RefundApplication, at now: Instant, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_refund_applications (id, case_id, holder, account, evidence, made_by, day, at)
            VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM levy_refund_applications), $1, $2, $3, $4, $5, $6, $7)
            """,
            [
                Value(id), Value(application.holder), Value(application.account), Value(application.evidence),
                Value(application.madeBy), Value(application.day), Value(now),
            ])
    }

    static func review(_ id: Int, _ review: RefundReview, at now: Instant, in transaction: Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO levy_refund_reviews (case_id, office, verdict, reviewer, note, day, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            [
                Value(id), Value(review.office.rawValue), Value(review.isAgreed ? "agreed" : "refused"),
                Value(review.reviewer), Value(review.note), Value(review.day), Value(now),
            ])
    }

    static func pay(
        _ id: Int, fen: Int, voucher: String, by person: String, on day: CivilDate, at now: Instant,
        in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_refund_payments (case_id, fen, voucher, paid_by, day, at) VALUES ($1, $2, $3, $4, $5, $6)
            """, [Value(id), Value(fen), Value(voucher), Value(person), Value(day), Value(now)])
    }

    static func sendBack(_ id: Int, by person: String, at now: Instant, in transaction: Transaction) throws {
        try transaction.execute(
            "INSERT INTO levy_refund_send_backs (case_id, made_by, at) VALUES ($1, $2, $3)",
            [Value(id), Value(person), Value(now)])
    }

    static func hasVoucher(_ voucher: String, in transaction: Transaction) throws -> Bool {
        try transaction.row("SELECT case_id FROM levy_refund_payments WHERE voucher = $1", [Value(voucher)]) != nil
    }

    static func voidReceipt(of id: Int, in transaction: Transaction) throws -> String? {
        try transaction.row(
            """
            SELECT r.number FROM levy_settlement_reversals b JOIN levy_receipts r ON r.settlement_id = b.settlement_id
            WHERE b.cause = $1
            UNION ALL SELECT s.number FROM levy_order_reversals b
            JOIN levy_order_settlements s ON s.id = b.settlement_id WHERE b.cause = $1
            """, [Value("refund/\(id)")])?.text("number")
    }

    /// The last case of a payment.
    static func find(serial: String, in transaction: Transaction) throws -> RefundCase? {
        try transaction.row(
            "SELECT * FROM levy_refund_cases WHERE serial = $1 ORDER BY id DESC LIMIT 1", [Value(serial)]
        ).map { try refund($0, in: transaction) }
    }

    static func find(_ id: Int, in transaction: Transaction) throws -> RefundCase? {
        try transaction.row("SELECT * FROM levy_refund_cases WHERE id = $1", [Value(id)])
            .map { try refund($0, in: transaction) }
    }

    static func cases(of citizenID: String, in transaction: Transaction) throws -> [RefundCase] {
        try transaction.rows("SELECT * FROM levy_refund_cases WHERE citizen_id = $1 ORDER BY id", [Value(citizenID)])
            .map { try refund($0, in: transaction) }
    }

    static func all(in transaction: Transaction) throws -> [RefundCase] {
        try transaction.rows("SELECT * FROM levy_refund_cases ORDER BY id").map { try refund($0, in: transaction) }
    }

    private static func refund(_ row: Row, in transaction: Transaction) throws -> RefundCase {
        let id = Value(row.int("id"))
        let application = try transaction.row(
            "SELECT * FROM levy_refund_applications WHERE case_id = $1 ORDER BY id DESC LIMIT 1", [id])
        let reviews = try transaction.rows(
            "SELECT * FROM levy_refund_reviews WHERE case_id = $1 ORDER BY at, office", [id])
        let payment = try transaction.row("SELECT * FROM levy_refund_payments WHERE case_id = $1", [id])
        let asked = try transaction.rows("SELECT office FROM levy_refund_asked WHERE case_id = $1", [id]).map(office)
        return RefundCase(
            id: row.int("id"), serial: row.text("serial"), ground: row.text("ground"),
            citizenID: row.text("citizen_id"), name: row.text("name"), insurance: PaymentStore.insurance(row),
            village: row.text("village"), fen: row.int("fen"), openedBy: row.text("opened_by"),
            openedOn: row.date("opened_on"), offices: RefundOffice.allCases.filter(asked.contains),
            follows: row.optionalInt("follows"),
            application: application.map {
                RefundApplication(
                    holder: $0.text("holder"), account: $0.text("account"), evidence: $0.text("evidence"),
                    madeBy: $0.text("made_by"), day: $0.date("day"))
            }, reviews: reviews.map(review),
            payment: payment.map {
                RefundPayment(voucher: $0.text("voucher"), paidBy: $0.text("paid_by"), day: $0.date("day"))
            },
            isSentBack: try transaction.row(
                "SELECT case_id FROM levy_refund_send_backs WHERE case_id = $1", [id]) != nil)
    }

    private static func office(_ row: Row) -> RefundOffice {
        guard let office = RefundOffice(rawValue: row.text("office")) else {
            preconditionFailure("the tables' CHECKs let no other office pass")
        }
        return office
    }

    private static func review(_ row: Row) -> RefundReview {
        RefundReview(
            office: office(row), isAgreed: row.text("verdict") == "agreed", reviewer: row.text("reviewer"),
            note: row.text("note"), day: row.date("day"))
    }
}

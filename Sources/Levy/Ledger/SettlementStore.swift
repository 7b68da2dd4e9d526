import Storage

/// What is owed, with the payment that settles it now.
struct ObligationState {
    let id: Int
    let citizenID: String
    let insurance: Insurance
    let village: String
    let ownFen: Int
    let settlementID: Int?
    let settledBy: String?
}

enum SettlementStore {
    static func obligation(
        of citizenID: String, _ insurance: Insurance, in transaction: Transaction
    ) throws -> ObligationState? {
        try transaction.row(
            """
            SELECT o.id, o.citizen_id, o.insurance, o.village, o.own_fen, s.settlement_id, s.serial
            FROM levy_standing_obligations o
            LEFT JOIN levy_settled s ON s.obligation_id = o.id WHERE o.citizen_id = $1 AND o.insurance = $2
            """, [Value(citizenID), Value(insurance.rawValue)]
        ).map(state)
    }

    /// The last import that an evening has looked at.
    static func watermark(in transaction: Transaction) throws -> Int {
        try transaction.row("SELECT COALESCE(MAX(last_import), 0) AS last FROM levy_evenings")?.int("last") ?? 0
    }

    static func addEvening(
        _ evening: CivilDate, lastImport: Int, at now: Instant, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_evenings (id, evening, last_import, settled_at)
            VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM levy_evenings), $1, $2, $3)
            """, [Value(evening), Value(lastImport), Value(now)])
    }

    static func lastSettlementID(in transaction: Transaction) throws -> Int {
        try transaction.row("SELECT COALESCE(MAX(id), 0) AS id FROM levy_settlements")?.int("id") ?? 0
    }

    struct Payer: Hashable {
        let citizenID: String
        let insurance: Insurance
    }

    /// Whose payment goes back to them while they owe something that nothing settles: another payment of theirs may.
    static func freed(in transaction: Transaction) throws -> [Payer] {
        try transaction.rows(
            """
            SELECT DISTINCT l.citizen_id, l.insurance FROM levy_refunded_lines x
            JOIN levy_payment_lines l ON l.serial = x.serial
            JOIN levy_standing_obligations o ON o.citizen_id = l.citizen_id AND o.insurance = l.insurance
            LEFT JOIN levy_settled s ON s.obligation_id = o.id
            WHERE s.serial IS NULL AND o.own_fen > 0 ORDER BY l.citizen_id, l.insurance
            """
        ).map { Payer(citizenID: $0.text("citizen_id"), insurance: PaymentStore.insurance($0)) }
    }

    /// Whose earlier payment agrees with something they owe and nothing settles: it came before what it pays for was
    /// asked for, by a roster that was imported later, a correction or a decision. Most payments settle something, and
    /// are left out before anything else is looked up.
    static func waiting(upTo last: Int, in transaction: Transaction) throws -> [Payer] {
        try transaction.rows(
            """
            SELECT DISTINCT l.citizen_id, l.insurance FROM levy_payment_lines l \(candidates)
                AND l.import_id <= $1 AND NOT EXISTS (SELECT 1 FROM levy_settled t WHERE t.serial = l.serial)
                AND NOT EXISTS (SELECT 1 FROM levy_settled s WHERE s.obligation_id = o.id)
            ORDER BY l.citizen_id, l.insurance
            """, [Value(last)]
        ).map { Payer(citizenID: $0.text("citizen_id"), insurance: PaymentStore.insurance($0)) }
    }

    /// What the payers of lines after an import owe.
    static func touched(after last: Int, in transaction: Transaction) throws -> [ObligationState] {
        try transaction.rows(
            """
            SELECT o.id, o.citizen_id, o.insurance, o.village, o.own_fen, s.settlement_id, s.serial
            FROM (SELECT DISTINCT citizen_id, insurance FROM levy_payment_lines
                WHERE import_id > $1 AND reverses IS NULL) t
            JOIN levy_standing_obligations o ON o.citizen_id = t.citizen_id AND o.insurance = t.insurance
            LEFT JOIN levy_settled s ON s.obligation_id = o.id
            """, [Value(last)]
        ).map(state)
    }

    private static func state(_ row: Row) -> ObligationState {
        ObligationState(
            id: row.int("id"), citizenID: row.text("citizen_id"), insurance: PaymentStore.insurance(row),
            village: row.text("village"), ownFen: row.int("own_fen"),
            settlementID: row.optionalInt("settlement_id"), settledBy: row.optionalText("serial"))
    }

    /// A payment that agrees with an obligation in person, insurance and amount.
    struct Candidate {
        let obligation: Int
        let serial: String
        let insurance: Insurance
        let paidOn: CivilDate

        init(_ row: Row) {
            (obligation, serial) = (row.int("id"), row.text("serial"))
            (insurance, paidOn) = (PaymentStore.insurance(row), row.date("paid_on"))
        }
    }

    private static let candidates = """
        JOIN levy_standing_obligations o ON o.citizen_id = l.citizen_id AND o.insurance = l.insurance
            AND o.own_fen = l.fen
        WHERE l.reverses IS NULL AND l.serial NOT IN (SELECT serial FROM levy_refunded_lines)
            AND l.serial NOT IN (SELECT serial FROM levy_order_payments)
        """

    /// Calls `body` with what may settle the obligations of the payers of lines after an import, and of those named,
    /// for each obligation in the order of payment. One may come twice.
    static func eachCandidate(
        after last: Int, also payers: [Payer], in transaction: Transaction, _ body: (Candidate) throws -> Void
    ) throws {
        try transaction.each(
            """
            SELECT o.id, l.serial, l.insurance, l.paid_on
            FROM (SELECT DISTINCT citizen_id, insurance FROM levy_payment_lines
                WHERE import_id > $1 AND reverses IS NULL) t
            JOIN levy_payment_lines l ON l.citizen_id = t.citizen_id AND l.insurance = t.insurance
            \(candidates) ORDER BY l.paid_on, l.serial
            """, [Value(last)]
        ) { try body(Candidate($0)) }
        for payer in payers {
            let rows = try transaction.rows(
                """
                SELECT o.id, l.serial, l.insurance, l.paid_on FROM levy_payment_lines l \(candidates)
                    AND l.citizen_id = $1 AND l.insurance = $2 ORDER BY l.paid_on, l.serial
                """, [Value(payer.citizenID), Value(payer.insurance.rawValue)])
            for row in rows { try body(Candidate(row)) }
        }
    }

    struct Settlement {
        let id: Int
        let obligation: Int
        let serial: String
        let fen: Int
    }

    static func settle(_ settlements: [Settlement], evening: CivilDate, in transaction: Transaction) throws {
        var rows = RowInsertion(
            into: "levy_settlements (id, obligation_id, serial, fen, evening)", width: 5, in: transaction)
        for one in settlements {
            try rows.append([
                Value(one.id), Value(one.obligation), Value(one.serial), Value(one.fen), Value(evening),
            ])
        }
        try rows.finish()
        var standing = RowInsertion(
            into: "levy_settled (obligation_id, serial, settlement_id)", width: 3, in: transaction)
        for one in settlements { try standing.append([Value(one.obligation), Value(one.serial), Value(one.id)]) }
        try standing.finish()
    }

    /// Takes a settlement back and voids its receipt.
    /// - returns: the ordinal of the voided receipt.
    static func reverse(
        settlement: Int, obligation: Int, cause: String, evening: CivilDate, at now: Instant,
        in transaction: Transaction
    ) throws -> Int? {
        try transaction.execute(
            "INSERT INTO levy_settlement_reversals (settlement_id, cause, evening) VALUES ($1, $2, $3)",
            [Value(settlement), Value(cause), Value(evening)])
        try transaction.execute("DELETE FROM levy_settled WHERE obligation_id = $1", [Value(obligation)])
        let receipt = try transaction.row(
            "SELECT ordinal FROM levy_receipts WHERE settlement_id = $1", [Value(settlement)])
        guard let ordinal = receipt?.int("ordinal") else { return nil }
        try transaction.execute(
            "INSERT INTO levy_receipt_voids (ordinal, cause, evening, voided_at) VALUES ($1, $2, $3, $4)",
            [Value(ordinal), Value(cause), Value(evening), Value(now)])
        return ordinal
    }

    struct Totals {
        let obligations: Int
        let totalFen: Int
        let stateFen: Int
        let ownFen: Int
        let statePaid: Int
        let settledByPayer: Int
        let settledByPayerFen: Int
        let outstanding: Int
    }

    static func totals(_ insurance: Insurance, in transaction: Transaction) throws -> Totals {
        let row = try transaction.row(
            """
            SELECT COUNT(*) AS n, COALESCE(SUM(o.total_fen), 0) AS total, COALESCE(SUM(o.state_fen), 0) AS state,
                COALESCE(SUM(o.own_fen), 0) AS own,
                COALESCE(SUM(CASE WHEN o.own_fen = 0 THEN 1 ELSE 0 END), 0) AS state_paid,
                COALESCE(SUM(CASE WHEN s.serial IS NULL THEN 0 ELSE 1 END), 0) AS settled,
                COALESCE(SUM(CASE WHEN s.serial IS NULL THEN 0 ELSE o.own_fen END), 0) AS settled_fen,
                COALESCE(SUM(CASE WHEN s.serial IS NULL AND o.own_fen > 0 THEN 1 ELSE 0 END), 0) AS outstanding
            FROM levy_standing_obligations o LEFT JOIN levy_settled s ON s.obligation_id = o.id WHERE o.insurance = $1
            """, [Value(insurance.rawValue)])
        guard let row else { preconditionFailure("a query of sums has one row") }
        return Totals(
            obligations: row.int("n"), totalFen: row.int("total"), stateFen: row.int("state"), ownFen: row.int("own"),
            statePaid: row.int("state_paid"), settledByPayer: row.int("settled"),
            settledByPayerFen: row.int("settled_fen"), outstanding: row.int("outstanding"))
    }
}

import Storage

/// What is owed, with the payment that settles it now.
struct ObligationState {
    let id: Int
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
            SELECT o.id, o.village, o.own_fen, s.settlement_id, s.serial FROM levy_standing_obligations o
            LEFT JOIN levy_settled s ON s.obligation_id = o.id WHERE o.citizen_id = $1 AND o.insurance = $2
            """, [Value(citizenID), Value(insurance.rawValue)]
        ).map {
            ObligationState(
                id: $0.int("id"), village: $0.text("village"), ownFen: $0.int("own_fen"),
                settlementID: $0.optionalInt("settlement_id"), settledBy: $0.optionalText("serial"))
        }
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

    static func settle(
        id: Int, obligation: Int, serial: String, fen: Int, evening: CivilDate, in transaction: Transaction
    ) throws {
        try transaction.execute(
            "INSERT INTO levy_settlements (id, obligation_id, serial, fen, evening) VALUES ($1, $2, $3, $4, $5)",
            [Value(id), Value(obligation), Value(serial), Value(fen), Value(evening)])
        try transaction.execute(
            "INSERT INTO levy_settled (obligation_id, serial, settlement_id) VALUES ($1, $2, $3)",
            [Value(obligation), Value(serial), Value(id)])
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

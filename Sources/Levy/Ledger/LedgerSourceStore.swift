import Storage

/// The rows of the campaign's tables that the book does not tell of yet, in the order in which it will.
enum LedgerSourceStore {
    static func obligations(after last: Int, in transaction: Transaction) throws -> (events: [LedgerEvent], last: Int) {
        var events: [LedgerEvent] = []
        var newest = last
        try transaction.each(
            """
            SELECT id, citizen_id, insurance, period, village, state_fen, own_fen, created_at FROM levy_obligations
            WHERE id > $1 ORDER BY id
            """, [Value(last)]
        ) { row in
            newest = row.int("id")
            let day = Instant(milliseconds: row.int64("created_at")).date
            for (kind, fen) in [(LedgerKind.raisedOwn, row.int("own_fen")), (.raisedState, row.int("state_fen"))]
            where fen > 0 {
                events.append(
                    LedgerEvent(
                        kind: kind, day: day, fen: fen, citizenID: row.text("citizen_id"),
                        insurance: row.text("insurance"), period: row.int("period"), village: row.text("village"),
                        reference: String(newest)))
            }
        }
        return (events, newest)
    }

    /// Lines of imports after `last`.
    static func payments(after last: Int, in transaction: Transaction) throws -> (events: [LedgerEvent], last: Int) {
        var events: [LedgerEvent] = []
        var newest = last
        try transaction.each(
            """
            SELECT import_id, serial, paid_on, village, citizen_id, insurance, fen, channel FROM levy_payment_lines
            WHERE import_id > $1 ORDER BY import_id, line
            """, [Value(last)]
        ) { row in
            newest = row.int("import_id")
            let fen = row.int("fen")
            events.append(
                LedgerEvent(
                    kind: fen > 0 ? .paid : .paidBack, day: row.date("paid_on"), fen: abs(fen),
                    citizenID: row.text("citizen_id"), insurance: row.text("insurance"), village: row.text("village"),
                    party: row.text("channel"), reference: row.text("serial")))
        }
        return (events, newest)
    }

    private static let settlement = """
        SELECT s.id, s.fen, s.evening, s.serial, o.citizen_id, o.insurance, o.period, o.village, r.number
        FROM levy_settlements s JOIN levy_obligations o ON o.id = s.obligation_id
        LEFT JOIN levy_receipts r ON r.settlement_id = s.id
        """

    static func settlements(after last: Int, in transaction: Transaction) throws -> (events: [LedgerEvent], last: Int) {
        var events: [LedgerEvent] = []
        var newest = last
        try transaction.each(settlement + " WHERE s.id > $1 ORDER BY s.id", [Value(last)]) { row in
            newest = row.int("id")
            events.append(settlement(row, .settled, on: row.date("evening")))
        }
        return (events, newest)
    }

    /// Settlements that were taken back. They are few, and come in no order of their own.
    static func settlementReversals(in transaction: Transaction) throws -> [LedgerEvent] {
        try transaction.rows(
            """
            SELECT x.*, b.evening AS back FROM levy_settlement_reversals b
            JOIN (\(settlement)) x ON x.id = b.settlement_id
            WHERE NOT EXISTS (SELECT 1 FROM levy_ledger e
                WHERE e.kind = $1 AND e.reference = CAST(b.settlement_id AS TEXT))
            ORDER BY b.settlement_id
            """, [Value(LedgerKind.settledBack.rawValue)]
        ).map { settlement($0, .settledBack, on: $0.date("back")) }
    }

    private static func settlement(_ row: Row, _ kind: LedgerKind, on day: CivilDate) -> LedgerEvent {
        LedgerEvent(
            kind: kind, day: day, fen: row.int("fen"), citizenID: row.text("citizen_id"),
            insurance: row.text("insurance"), period: row.int("period"), village: row.text("village"),
            party: row.text("serial"), reference: String(row.int("id")), document: row.optionalText("number") ?? "")
    }

    /// What each list of the treasury after `last` says beyond the lists before it.
    static func treasury(after last: Int, in transaction: Transaction) throws -> (events: [LedgerEvent], last: Int) {
        var events: [LedgerEvent] = []
        var newest = last
        try transaction.each(
            """
            SELECT n.import_id, n.day, n.town, n.insurance, n.fen - COALESCE((
                SELECT e.fen FROM levy_treasury_rows e WHERE e.day = n.day AND e.town = n.town
                    AND e.insurance = n.insurance AND e.import_id < n.import_id ORDER BY e.import_id DESC LIMIT 1
                ), 0) AS fen
            FROM levy_treasury_rows n WHERE n.import_id > $1 ORDER BY n.import_id, n.day, n.town, n.insurance
            """, [Value(last)]
        ) { row in
            newest = row.int("import_id")
            let fen = row.int("fen")
            guard fen != 0 else { return }
            let (day, town, insurance) = (row.date("day"), row.text("town"), row.text("insurance"))
            events.append(
                LedgerEvent(
                    kind: fen > 0 ? .treasury : .treasuryBack, day: day, fen: abs(fen), insurance: insurance,
                    village: town, reference: "\(newest)/\(day.compact)/\(town)/\(insurance)"))
        }
        return (events, newest)
    }
}

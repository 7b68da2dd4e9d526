import Storage

/// The rows of the campaign's tables that the book does not tell of yet, in the order in which it will.
enum LedgerSourceStore {
    /// How many rows are read at once: the events of a district would not fit in memory beside its rosters.
    private static let piece = 8_192

    static func obligations(after last: Int, in transaction: Transaction) throws -> (events: [LedgerEvent], last: Int) {
        var events: [LedgerEvent] = []
        var newest = last
        try transaction.each(
            """
            SELECT id, citizen_id, insurance, period, village, state_fen, own_fen, created_at FROM levy_obligations
            WHERE id > $1 ORDER BY id LIMIT $2
            """, [Value(last), Value(piece)]
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

    /// Obligations that ended: what was raised for them is withdrawn.
    static func ends(after last: Int, in transaction: Transaction) throws -> (events: [LedgerEvent], last: Int) {
        var events: [LedgerEvent] = []
        var newest = last
        try transaction.each(
            """
            SELECT e.id, e.ended_at, o.id AS obligation_id, o.citizen_id, o.insurance, o.period, o.village, o.state_fen,
                o.own_fen
            FROM intake_obligation_ends e JOIN levy_obligations o ON o.id = e.obligation_id
            WHERE e.id > $1 ORDER BY e.id LIMIT $2
            """, [Value(last), Value(piece)]
        ) { row in
            newest = row.int("id")
            let day = Instant(milliseconds: row.int64("ended_at")).date
            for (kind, fen) in [(LedgerKind.withdrawnOwn, row.int("own_fen")), (.withdrawnState, row.int("state_fen"))]
            where fen > 0 {
                events.append(
                    LedgerEvent(
                        kind: kind, day: day, fen: fen, citizenID: row.text("citizen_id"),
                        insurance: row.text("insurance"), period: row.int("period"), village: row.text("village"),
                        reference: String(row.int("obligation_id"))))
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
        try transaction.each(
            settlement + " WHERE s.id > $1 ORDER BY s.id LIMIT $2", [Value(last), Value(piece)]
        ) { row in
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

    /// Refunds that all three agreed to. Like those that were paid, and collections that were taken back, they are few
    /// and come in no order of their own.
    static func refundsApproved(in transaction: Transaction) throws -> [LedgerEvent] {
        try transaction.rows(
            """
            SELECT c.*, x.day AS event_day, '' AS voucher FROM levy_refund_cases c
            JOIN levy_refunded_lines x ON x.case_id = c.id WHERE \(isNew("c.id")) ORDER BY c.id
            """, [Value(LedgerKind.refundApproved.rawValue)]
        ).map { refund($0, .refundApproved) }
    }

    static func refundsPaid(in transaction: Transaction) throws -> [LedgerEvent] {
        try transaction.rows(
            """
            SELECT c.*, p.day AS event_day, p.voucher FROM levy_refund_cases c
            JOIN levy_refund_payments p ON p.case_id = c.id WHERE \(isNew("c.id")) ORDER BY c.id
            """, [Value(LedgerKind.refundPaid.rawValue)]
        ).map { refund($0, .refundPaid) }
    }

    /// Of a row whose entry of the kind `$1` is not written.
    static func isNew(_ id: String) -> String {
        """
        NOT EXISTS (SELECT 1 FROM levy_ledger e WHERE e.kind = $1 AND e.reference = CAST(\(id) AS TEXT))
        """
    }

    private static func refund(_ row: Row, _ kind: LedgerKind) -> LedgerEvent {
        LedgerEvent(
            kind: kind, day: row.date("event_day"), fen: row.int("fen"), citizenID: row.text("citizen_id"),
            insurance: row.text("insurance"), village: row.text("village"), party: row.text("serial"),
            reference: String(row.int("id")), document: row.text("voucher"))
    }

    static func collections(after last: Int, in transaction: Transaction) throws -> (events: [LedgerEvent], last: Int) {
        var events: [LedgerEvent] = []
        var newest = last
        try transaction.each("SELECT * FROM levy_collections WHERE id > $1 ORDER BY id", [Value(last)]) { row in
            newest = row.int("id")
            events.append(collection(row, .collected, on: row.date("day")))
        }
        return (events, newest)
    }

    static func collectionsTakenBack(in transaction: Transaction) throws -> [LedgerEvent] {
        try transaction.rows(
            """
            SELECT c.*, v.day AS back FROM levy_collections c JOIN levy_collection_voids v ON v.collection_id = c.id
            WHERE \(isNew("c.id")) ORDER BY c.id
            """, [Value(LedgerKind.collectedBack.rawValue)]
        ).map { collection($0, .collectedBack, on: $0.date("back")) }
    }

    private static func collection(_ row: Row, _ kind: LedgerKind, on day: CivilDate) -> LedgerEvent {
        LedgerEvent(
            kind: kind, day: day, fen: row.int("fen"), citizenID: row.text("citizen_id"),
            insurance: row.text("insurance"), village: row.text("village"), party: row.text("village"),
            reference: String(row.int("id")),
            document: ReceiptNumber(prefix: row.text("prefix"), number: row.int("number"), width: 0).text)
    }

    /// Deposits and declarations. A voucher of the treasury moves no money of the agent's: its list does.
    static func remittances(after last: Int, in transaction: Transaction) throws -> (events: [LedgerEvent], last: Int) {
        var events: [LedgerEvent] = []
        var newest = last
        try transaction.each("SELECT * FROM levy_remittances WHERE id > $1 ORDER BY id", [Value(last)]) { row in
            newest = row.int("id")
            let kind: LedgerKind
            switch Remittance.Kind(rawValue: row.text("kind")) {
            case .deposit: kind = .deposited
            case .declaration: kind = .declared
            case .certificate, nil: return
            }
            events.append(
                LedgerEvent(
                    kind: kind, day: row.date("day"), fen: row.int("fen"), village: row.text("village"),
                    party: row.text("village"), reference: String(newest), document: row.text("slip")))
        }
        return (events, newest)
    }

    static func stateApplications(
        after last: Int, in transaction: Transaction
    ) throws -> (events: [LedgerEvent], last: Int) {
        var events: [LedgerEvent] = []
        var newest = last
        try transaction.each("SELECT * FROM levy_state_applications WHERE id > $1 ORDER BY id", [Value(last)]) { row in
            newest = row.int("id")
            events.append(
                LedgerEvent(
                    kind: .stateApplied, day: row.date("day"), fen: row.int("fen"), insurance: row.text("insurance"),
                    party: row.text("class"), reference: String(newest)))
        }
        return (events, newest)
    }

    static func stateReceipts(
        after last: Int, in transaction: Transaction
    ) throws -> (events: [LedgerEvent], last: Int) {
        var events: [LedgerEvent] = []
        var newest = last
        try transaction.each(
            """
            SELECT r.*, a.insurance, a.class FROM levy_state_receipts r
            JOIN levy_state_applications a ON a.id = r.application_id WHERE r.id > $1 ORDER BY r.id
            """, [Value(last)]
        ) { row in
            newest = row.int("id")
            events.append(
                LedgerEvent(
                    kind: .stateReceived, day: row.date("day"), fen: row.int("fen"), insurance: row.text("insurance"),
                    party: row.text("class"), reference: String(newest), document: row.text("voucher")))
        }
        return (events, newest)
    }
}

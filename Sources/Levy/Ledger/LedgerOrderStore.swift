import Storage

/// What the book does not tell of yet about orders (核定单). They are few, and come in no order of their own.
enum LedgerOrderStore {
    private static let columns = """
        o.ordinal, o.number, o.citizen_id, o.insurance, o.village,
        (SELECT CASE WHEN COUNT(*) = 1 THEN MAX(l.period) ELSE 0 END FROM levy_order_lines l
            WHERE l.ordinal = o.ordinal) AS period
        """

    static func raised(in transaction: Transaction) throws -> [LedgerEvent] {
        try assessed(.orderRaised, day: "a.assessed_on", in: transaction)
    }

    static func withdrawn(in transaction: Transaction) throws -> [LedgerEvent] {
        try assessed(.orderWithdrawn, day: "c.cancelled_on", in: transaction)
    }

    private static func assessed(
        _ kind: LedgerKind, day: String, in transaction: Transaction
    ) throws -> [LedgerEvent] {
        try transaction.rows(
            """
            SELECT \(columns), a.own_fen AS fen, a.bureau AS party, \(day) AS day FROM levy_order_assessments a
            JOIN levy_orders o ON o.ordinal = a.ordinal
            LEFT JOIN levy_order_cancellations c ON c.ordinal = a.ordinal
            WHERE \(day) IS NOT NULL AND \(LedgerSourceStore.isNew("a.ordinal")) ORDER BY a.ordinal
            """, [Value(kind.rawValue)]
        ).map { event($0, kind, reference: $0.int("ordinal"), document: $0.text("number")) }
    }

    private static let settlement = """
        SELECT \(columns), s.id, s.fen, s.serial AS party, s.number AS receipt, s.evening AS day, r.evening AS back
        FROM levy_order_settlements s JOIN levy_orders o ON o.ordinal = s.ordinal
        LEFT JOIN levy_order_reversals r ON r.settlement_id = s.id
        """

    static func settled(in transaction: Transaction) throws -> [LedgerEvent] {
        try transaction.rows(
            settlement + " WHERE \(LedgerSourceStore.isNew("s.id")) ORDER BY s.id",
            [Value(LedgerKind.orderSettled.rawValue)]
        ).map { event($0, .orderSettled, reference: $0.int("id"), document: $0.text("receipt")) }
    }

    static func settledBack(in transaction: Transaction) throws -> [LedgerEvent] {
        try transaction.rows(
            settlement + " WHERE r.evening IS NOT NULL AND \(LedgerSourceStore.isNew("s.id")) ORDER BY s.id",
            [Value(LedgerKind.orderSettledBack.rawValue)]
        ).map {
            event($0, .orderSettledBack, day: $0.date("back"), reference: $0.int("id"), document: $0.text("receipt"))
        }
    }

    private static func event(
        _ row: Row, _ kind: LedgerKind, day: CivilDate? = nil, reference: Int, document: String
    ) -> LedgerEvent {
        LedgerEvent(
            kind: kind, day: day ?? row.date("day"), fen: row.int("fen"), citizenID: row.text("citizen_id"),
            insurance: row.text("insurance"), period: row.int("period"), village: row.text("village"),
            party: row.text("party"), reference: String(reference), document: document)
    }
}

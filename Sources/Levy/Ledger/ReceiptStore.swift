import Storage

/// 缴费凭证: proof of one payment that settled one obligation, or one order of the bureau.
package struct Receipt: Hashable, Sendable {
    package let number: String
    /// The bank's serial.
    package let serial: String
    package let citizenID: String
    package let name: String
    /// The payer's own village, whichever the bank's line named.
    package let village: String
    package let insurance: Insurance
    /// The years that were paid: one, or for an order as many as it has.
    package let years: [Int]
    package var period: Int { years.first ?? 0 }
    /// The number of the order (核定单) that was paid; nil for what rosters ask for.
    package let order: String?
    /// What is owed in all, what the state pays of it, and what was paid here.
    package let totalFen: Int
    package let stateFen: Int
    package let fen: Int
    package let paidOn: CivilDate
    package let channel: String
    /// The evening of issue.
    package let issuedOn: CivilDate
    package let issuedAt: Instant
    /// Set when the payment was taken back after the receipt was issued.
    package let voidedOn: CivilDate?
}

enum ReceiptStore {
    /// A receipt to be issued.
    struct Voucher {
        let ordinal: Int
        let number: String
        let settlement: Int
        let village: String
    }

    static func issue(
        _ vouchers: [Voucher], evening: CivilDate, at now: Instant, in transaction: Transaction
    ) throws {
        var rows = RowInsertion(
            into: "levy_receipts (ordinal, number, settlement_id, village, evening, issued_at)", width: 6,
            in: transaction)
        for voucher in vouchers {
            try rows.append([
                Value(voucher.ordinal), Value(voucher.number), Value(voucher.settlement), Value(voucher.village),
                Value(evening), Value(now),
            ])
        }
        try rows.finish()
    }

    private static let columns = """
        SELECT r.number, r.village, r.evening, r.issued_at, v.evening AS voided, s.serial, s.fen, l.paid_on, l.channel,
            o.citizen_id, o.insurance, o.period, o.total_fen, o.state_fen, p.name, NULL AS order_number
        FROM levy_receipts r JOIN levy_settlements s ON s.id = r.settlement_id
        JOIN levy_payment_lines l ON l.serial = s.serial JOIN levy_obligations o ON o.id = s.obligation_id
        JOIN levy_persons p ON p.citizen_id = o.citizen_id
        LEFT JOIN levy_receipt_voids v ON v.ordinal = r.ordinal
        """

    static func receipts(ordinals: ClosedRange<Int>, in transaction: Transaction) throws -> [Receipt] {
        try transaction.rows(
            columns + " WHERE r.ordinal BETWEEN $1 AND $2 ORDER BY r.ordinal",
            [Value(ordinals.lowerBound), Value(ordinals.upperBound)]
        ).map(receipt)
    }

    /// The same of orders; a cancelled order was never paid.
    private static let orderColumns = """
        SELECT s.number, o.village, s.evening, s.issued_at, v.evening AS voided, s.serial, s.fen, l.paid_on, l.channel,
            o.citizen_id, o.insurance, o.name, o.number AS order_number,
            (SELECT GROUP_CONCAT(y.period, ' ') FROM (SELECT period FROM levy_order_lines x
                WHERE x.ordinal = o.ordinal ORDER BY x.period) y) AS years
        FROM levy_order_settlements s JOIN levy_orders o ON o.ordinal = s.ordinal
        JOIN levy_payment_lines l ON l.serial = s.serial
        LEFT JOIN levy_order_reversals v ON v.settlement_id = s.id
        """

    /// Those of rosters first, then those of orders, each in the order of their numbers.
    static func receipts(evening: CivilDate, village: String?, in transaction: Transaction) throws -> [Receipt] {
        let values = [Value(evening), Value(village)]
        return try transaction.rows(
            columns + " WHERE r.evening = $1 AND ($2 IS NULL OR r.village = $2) ORDER BY r.ordinal", values
        ).map(receipt)
            + transaction.rows(
                orderColumns + " WHERE s.evening = $1 AND ($2 IS NULL OR o.village = $2) ORDER BY s.id", values
            ).map(receipt)
    }

    static func receipt(number: String, in transaction: Transaction) throws -> Receipt? {
        try transaction.row(columns + " WHERE r.number = $1", [Value(number)]).map(receipt)
            ?? transaction.row(orderColumns + " WHERE s.number = $1", [Value(number)]).map(receipt)
    }

    static func receipts(of citizenID: String, in transaction: Transaction) throws -> [Receipt] {
        try transaction.rows(columns + " WHERE o.citizen_id = $1 ORDER BY r.ordinal", [Value(citizenID)]).map(receipt)
            + transaction.rows(orderColumns + " WHERE o.citizen_id = $1 ORDER BY s.id", [Value(citizenID)])
            .map(receipt)
    }

    struct Stock {
        let issued: Int
        let voided: Int
        let last: Int
    }

    static func stock(in transaction: Transaction) throws -> Stock {
        let row = try transaction.row(
            """
            SELECT COUNT(*) AS issued, COALESCE(MAX(ordinal), 0) AS last,
                (SELECT COUNT(*) FROM levy_receipt_voids) AS voided FROM levy_receipts
            """)
        return Stock(issued: row?.int("issued") ?? 0, voided: row?.int("voided") ?? 0, last: row?.int("last") ?? 0)
    }

    private static func receipt(_ row: Row) -> Receipt {
        let order = row.optionalText("order_number")
        let fen = row.int("fen")
        return Receipt(
            number: row.text("number"), serial: row.text("serial"), citizenID: row.text("citizen_id"),
            name: row.text("name"), village: row.text("village"), insurance: PaymentStore.insurance(row),
            years: order == nil ? [row.int("period")] : row.text("years").split(separator: " ").compactMap { Int($0) },
            order: order, totalFen: order == nil ? row.int("total_fen") : fen,
            stateFen: order == nil ? row.int("state_fen") : 0, fen: fen, paidOn: row.date("paid_on"),
            channel: row.text("channel"), issuedOn: row.date("evening"),
            issuedAt: Instant(milliseconds: row.int64("issued_at")), voidedOn: row.optionalDate("voided"))
    }
}

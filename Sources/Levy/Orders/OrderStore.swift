import Diagnostics
import Storage

package enum OrderStore {
    private static let columns = """
        SELECT o.*, a.bureau, a.own_fen, a.pay_by, a.assessed_by, a.checked_by, a.assessed_on, c.reason, p.serial,
            p.number AS receipt
        FROM levy_orders o LEFT JOIN levy_order_assessments a ON a.ordinal = o.ordinal
        LEFT JOIN levy_order_cancellations c ON c.ordinal = o.ordinal
        LEFT JOIN levy_order_payments p ON p.ordinal = o.ordinal
        """

    package static func all(in transaction: Transaction) throws -> [AssessmentOrder] {
        try orders(transaction.rows(columns + " ORDER BY o.ordinal"), in: transaction)
    }

    package static func orders(of citizenID: String, in transaction: Transaction) throws -> [AssessmentOrder] {
        try orders(
            transaction.rows(columns + " WHERE o.citizen_id = $1 ORDER BY o.ordinal", [Value(citizenID)]),
            in: transaction)
    }

    package static func order(number: String, in transaction: Transaction) throws -> AssessmentOrder? {
        try orders(transaction.rows(columns + " WHERE o.number = $1", [Value(number)]), in: transaction).first
    }

    /// A year's numbers begin with 1, whatever number the years before came to.
    static func nextNumber(in year: Int, in transaction: Transaction) throws -> String {
        let head = "核〔\(year)〕"
        let last = try transaction.rows("SELECT number FROM levy_orders").map { $0.text("number") }
            .filter { $0.hasPrefix(head) }.compactMap { Int($0.dropFirst(head.count).dropLast()) }.max()
        return "\(head)\((last ?? 0) + 1)号"
    }

    static func order(ordinal: Int, in transaction: Transaction) throws -> AssessmentOrder? {
        try orders(transaction.rows(columns + " WHERE o.ordinal = $1", [Value(ordinal)]), in: transaction).first
    }

    /// Orders that wait for their money.
    static func payable(in transaction: Transaction) throws -> [AssessmentOrder] {
        try orders(
            transaction.rows(
                columns
                    + " WHERE a.ordinal IS NOT NULL AND c.ordinal IS NULL AND p.ordinal IS NULL ORDER BY o.ordinal"),
            in: transaction)
    }

    private static func orders(_ rows: [Row], in transaction: Transaction) throws -> [AssessmentOrder] {
        try rows.map { row in
            guard let type = PaymentType(rawValue: row.text("type")) else {
                preconditionFailure("an order was stored of a type that the program does not know")
            }
            let lines = try transaction.rows(
                "SELECT * FROM levy_order_lines WHERE ordinal = $1 ORDER BY period", [Value(row.int("ordinal"))])
            let assessment = row.optionalText("bureau").map { bureau in
                AssessmentOrder.Assessment(
                    bureau: bureau, ownFen: row.int("own_fen"), payBy: row.date("pay_by"),
                    assessedBy: row.text("assessed_by"), checkedBy: row.text("checked_by"),
                    on: row.date("assessed_on"))
            }
            return AssessmentOrder(
                ordinal: row.int("ordinal"), number: row.text("number"), citizenID: row.text("citizen_id"),
                name: row.text("name"), village: row.text("village"), insurance: PaymentStore.insurance(row),
                type: type, note: row.text("note"),
                lines: lines.map {
                    AssessmentOrder.Line(
                        period: $0.int("period"), totalFen: $0.int("total_fen"), ownFen: $0.int("own_fen"),
                        subsidyFen: $0.int("subsidy_fen"))
                }, registeredBy: row.text("registered_by"), registeredOn: row.date("registered_on"),
                assessment: assessment, cancelledFor: row.optionalText("reason"), paidBy: row.optionalText("serial"),
                receipt: row.optionalText("receipt"))
        }
    }

    static func add(_ order: AssessmentOrder, in transaction: Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO levy_orders (ordinal, number, citizen_id, name, village, insurance, type, note, registered_by,
                registered_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            [
                Value(order.ordinal), Value(order.number), Value(order.citizenID), Value(order.name),
                Value(order.village), Value(order.insurance.rawValue), Value(order.type.rawValue), Value(order.note),
                Value(order.registeredBy), Value(order.registeredOn),
            ])
        for line in order.lines {
            try transaction.execute(
                """
                INSERT INTO levy_order_lines (ordinal, period, total_fen, own_fen, subsidy_fen)
                VALUES ($1, $2, $3, $4, $5)
                """,
                [
                    Value(order.ordinal), Value(line.period), Value(line.totalFen), Value(line.ownFen),
                    Value(line.subsidyFen),
                ])
        }
    }

    static func assess(_ ordinal: Int, _ assessment: AssessmentOrder.Assessment, in transaction: Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO levy_order_assessments (ordinal, bureau, own_fen, pay_by, assessed_by, checked_by, assessed_on)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            [
                Value(ordinal), Value(assessment.bureau), Value(assessment.ownFen), Value(assessment.payBy),
                Value(assessment.assessedBy), Value(assessment.checkedBy), Value(assessment.on),
            ])
    }

    static func cancel(
        _ ordinal: Int, reason: String, by clerk: String, on day: CivilDate, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_order_cancellations (ordinal, reason, cancelled_by, cancelled_on) VALUES ($1, $2, $3, $4)
            """, [Value(ordinal), Value(reason), Value(clerk), Value(day)])
    }

    /// Whether a payment has settled an order or an obligation, or goes back to its payer.
    static func isUsed(serial: String, in transaction: Transaction) throws -> Bool {
        try transaction.row(
            """
            SELECT 1 AS one FROM levy_order_payments WHERE serial = $1
            UNION ALL SELECT 1 FROM levy_settled WHERE serial = $1
            UNION ALL SELECT 1 FROM levy_refund_cases WHERE serial = $1
                AND serial IN (SELECT serial FROM levy_refunded_lines)
            """, [Value(serial)]) != nil
    }
}

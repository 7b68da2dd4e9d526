import Storage

enum TreasuryStore {
    static func add(_ receipt: TreasuryReceipt, importID: Int, in transaction: Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO levy_treasury_rows (import_id, day, town, insurance, receipt_count, fen)
            VALUES ($1, $2, $3, $4, $5, $6)
            """,
            [
                Value(importID), Value(receipt.day), Value(receipt.town), Value(receipt.insurance.rawValue),
                Value(receipt.count), Value(receipt.fen),
            ])
    }

    /// What the last list that names a day, town and insurance says of it.
    static let current = """
        SELECT r.day, r.town, r.insurance, r.receipt_count, r.fen FROM levy_treasury_rows r
        JOIN (SELECT day, town, insurance, MAX(import_id) AS import_id FROM levy_treasury_rows
            GROUP BY day, town, insurance) n
        ON n.day = r.day AND n.town = r.town AND n.insurance = r.insurance AND n.import_id = r.import_id
        """

    static func all(in transaction: Transaction) throws -> [TreasuryReceipt] {
        try transaction.rows(current + " ORDER BY r.day, r.town, r.insurance").map {
            TreasuryReceipt(
                day: $0.date("day"), town: $0.text("town"), insurance: PaymentStore.insurance($0),
                count: $0.int("receipt_count"), fen: $0.int("fen"))
        }
    }
}

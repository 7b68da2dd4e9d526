import Storage

enum TreasuryStore {
    static func add(_ receipt: TreasuryReceipt, importID: Int, in transaction: Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO levy_treasury_receipts (day, town, insurance, receipt_count, fen, import_id)
            VALUES ($1, $2, $3, $4, $5, $6)
            """,
            [
                Value(receipt.day), Value(receipt.town), Value(receipt.insurance.rawValue), Value(receipt.count),
                Value(receipt.fen), Value(importID),
            ])
    }

    static func all(in transaction: Transaction) throws -> [TreasuryReceipt] {
        try transaction.rows("SELECT * FROM levy_treasury_receipts ORDER BY day, town, insurance").map {
            TreasuryReceipt(
                day: $0.date("day"), town: $0.text("town"), insurance: PaymentStore.insurance($0),
                count: $0.int("receipt_count"), fen: $0.int("fen"))
        }
    }
}

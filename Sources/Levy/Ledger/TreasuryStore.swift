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

    static func add(_ voucher: TreasuryVoucher, importID: Int, in transaction: Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO levy_treasury_vouchers (import_id, voucher, day, town, insurance, receipt_count, fen)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            [
                Value(importID), Value(voucher.number), Value(voucher.day), Value(voucher.town),
                Value(voucher.insurance.rawValue), Value(voucher.count), Value(voucher.fen),
            ])
    }

    /// Those of the lists that count for their day, town and insurance.
    static func vouchers(in transaction: Transaction) throws -> [TreasuryVoucher] {
        try transaction.rows(
            """
            SELECT v.* FROM levy_treasury_vouchers v
            WHERE v.import_id = (SELECT MAX(r.import_id) FROM levy_treasury_rows r WHERE r.day = v.day
                AND r.town = v.town AND r.insurance = v.insurance)
            ORDER BY v.day, v.voucher
            """
        ).map {
            TreasuryVoucher(
                number: $0.text("voucher"), day: $0.date("day"), town: $0.text("town"),
                insurance: PaymentStore.insurance($0), count: $0.int("receipt_count"), fen: $0.int("fen"))
        }
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

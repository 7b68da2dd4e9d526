import Storage

/// The book of receipts: how many numbers were used, and how many of them are void.
package struct ReceiptStock: Hashable, Sendable {
    package let issued: Int
    package let voided: Int
    package let lastNumber: String?
    package var valid: Int { issued - voided }
}

extension Campaign {
    /// The receipts that an evening issued, in the order of their numbers; void ones are among them and say so.
    package func receipts(
        evening: CivilDate, village: String? = nil, in transaction: Transaction
    ) throws -> [Receipt] {
        try ReceiptStore.receipts(evening: evening, village: village, in: transaction)
    }

    package func receipt(number: String, in transaction: Transaction) throws -> Receipt? {
        try ReceiptStore.receipt(number: number, in: transaction)
    }

    package func receiptStock(in transaction: Transaction) throws -> ReceiptStock {
        let stock = try ReceiptStore.stock(in: transaction)
        return ReceiptStock(
            issued: stock.issued, voided: stock.voided, lastNumber: stock.last > 0 ? receiptNumber(stock.last) : nil)
    }
}

import Diagnostics
import Storage

/// What the treasury (人民银行) received of one day, town and insurance.
package struct TreasuryReceipt: Hashable, Sendable {
    package let day: CivilDate
    package let town: String
    package let insurance: Insurance
    package let count: Int
    package let fen: Int
}

package enum TreasuryReceiptReader {
    /// Rows of the same day, town and insurance are added together; those with a tax voucher (税票号) are kept one by one
    /// beside them.
    /// - Parameters:
    ///   - mapping: of the treasury's own heads; the sum is in fen, or in yuan.
    ///   - day: on which the list is taken in.
    ///   - isTown: whether a code is, or was, a town of the campaign.
    /// - throws: `Rejection` with every field that is not what its column holds, days to come, unknown towns, and
    ///   vouchers that come twice.
    package static func read(
        _ file: SourceFile, mapping: SenderMapping = .none, on day: CivilDate, isTown: (String) throws -> Bool
    ) throws -> (receipts: [TreasuryReceipt], vouchers: [TreasuryVoucher]) {
        let shape = TableShape(
            required: [.day, .townCode, .insurance, .count, .fen], optional: [.townName, .taxVoucher, .serial, .remark],
            alternatives: [.fen: .yuan])
        var rows = TreasuryRows(file: file, takenOn: day)
        try TableReader.read(file, shape, mapping: mapping) { try rows.take($0, isTown: isTown) }
        try rows.mistakes.throwIfErrors()
        return (rows.receipts, rows.vouchers)
    }
}

/// The rows of a treasury's list as they are read, added together by day, town and insurance.
private struct TreasuryRows {
    private struct Key: Hashable {
        let day: CivilDate
        let town: String
        let insurance: Insurance
    }

    let file: SourceFile
    let takenOn: CivilDate
    private(set) var mistakes = DiagnosticList()
    private(set) var vouchers: [TreasuryVoucher] = []
    private var order: [Key] = []
    private var sums: [Key: (count: Int, fen: Int)] = [:]
    private var numbers: Set<String> = []

    init(file: SourceFile, takenOn: CivilDate) { (self.file, self.takenOn) = (file, takenOn) }

    var receipts: [TreasuryReceipt] {
        order.compactMap { key in
            sums[key].map {
                TreasuryReceipt(day: key.day, town: key.town, insurance: key.insurance, count: $0.count, fen: $0.fen)
            }
        }
    }

    mutating func take(_ record: TableRecord, isTown: (String) throws -> Bool) throws {
        let day = value(record, .day, "levy.not-a-date", DateText.parse)
        if let day, day > takenOn { mistake("posting.treasury-day", ["day": day.iso], record, .day) }
        let insurance = value(record, .insurance, "levy.payment.insurance") { Insurance(chinese: $0) }
        let count = value(record, .count, "levy.not-a-number") { text in
            Int(text).flatMap { (0...PaymentFileReader.largestFen).contains($0) ? $0 : nil }
        }
        let isYuan = !record.has(.fen)
        let fen = value(record, isYuan ? .yuan : .fen, isYuan ? "remittance.sum" : "levy.not-a-number") { text in
            (isYuan ? Money(yuan: text)?.fen : Int(text)).flatMap {
                $0.magnitude <= UInt(PaymentFileReader.largestFen) ? $0 : nil
            }
        }
        let town = value(record, .townCode, "levy.not-a-number") { $0.isEmpty ? nil : $0 }
        if let town, try !isTown(town) { mistake("posting.treasury-town", ["town": town], record, .townCode) }
        guard let day, let insurance, let count, let fen, let town else { return }
        let key = Key(day: day, town: town, insurance: insurance)
        if sums[key] == nil { order.append(key) }
        let sum = sums[key] ?? (0, 0)
        sums[key] = (sum.count + count, sum.fen + fen)
        let number = record.text(.taxVoucher)
        guard !number.isEmpty else { return }
        if !numbers.insert(number).inserted {
            mistake("posting.voucher-twice", ["voucher": number], record, .taxVoucher)
        }
        vouchers.append(
            TreasuryVoucher(number: number, day: day, town: town, insurance: insurance, count: count, fen: fen))
    }

    private mutating func value<Value>(
        _ record: TableRecord, _ column: ColumnName, _ code: String, _ parse: (String) -> Value?
    ) -> Value? {
        let text = record.text(column)
        if let value = parse(text) { return value }
        mistake(code, ["column": column.head, "text": text], record, column)
        return nil
    }

    private mutating func mistake(
        _ code: String, _ arguments: [String: String], _ record: TableRecord, _ column: ColumnName
    ) {
        mistakes.error(code, arguments, at: record.place.span(file, column: record[column].column))
    }
}

/// Dates as tables have them: `20191028`, `2019-10-28`, `2019/10/28`, `2019.10.28`, `2019年10月28日`.
enum DateText {
    static func parse(_ text: String) -> CivilDate? {
        if let compact = CivilDate(compact: text) { return compact }
        let parts = text.split(whereSeparator: { "-/.年月日".contains($0) })
        guard parts.count == 3, parts[0].count == 4, let year = Int(parts[0]), let month = Int(parts[1]),
            let day = Int(parts[2])
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }
}

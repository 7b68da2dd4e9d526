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
        struct Key: Hashable {
            let day: CivilDate
            let town: String
            let insurance: Insurance
        }
        var order: [Key] = []
        var sums: [Key: (count: Int, fen: Int)] = [:]
        var mistakes = DiagnosticList()
        let shape = TableShape(
            required: [.day, .townCode, .insurance, .count, .fen], optional: [.townName, .taxVoucher, .serial, .remark],
            alternatives: [.fen: .yuan])
        var vouchers: [TreasuryVoucher] = []
        var numbers: Set<String> = []
        try TableReader.read(file, shape, mapping: mapping) { record in
            func value<T>(_ column: ColumnName, _ code: String, _ parse: (String) -> T?) -> T? {
                let text = record.text(column)
                if let value = parse(text) { return value }
                mistakes.error(
                    code, ["column": column.head, "text": text],
                    at: record.place.span(file, column: record[column].column))
                return nil
            }
            let received = value(.day, "levy.not-a-date", DateText.parse)
            if let received, received > day {
                mistakes.error(
                    "posting.treasury-day", ["day": received.iso],
                    at: record.place.span(file, column: record[.day].column))
            }
            let insurance = value(.insurance, "levy.payment.insurance") { Insurance(chinese: $0) }
            let count = value(.count, "levy.not-a-number") { text in
                Int(text).flatMap { (0...PaymentFileReader.largestFen).contains($0) ? $0 : nil }
            }
            let isYuan = !record.has(.fen)
            let fen = value(isYuan ? .yuan : .fen, isYuan ? "remittance.sum" : "levy.not-a-number") { text in
                (isYuan ? Money(yuan: text)?.fen : Int(text)).flatMap {
                    $0.magnitude <= UInt(PaymentFileReader.largestFen) ? $0 : nil
                }
            }
            let town = value(.townCode, "levy.not-a-number") { $0.isEmpty ? nil : $0 }
            if let town, try !isTown(town) {
                mistakes.error(
                    "posting.treasury-town", ["town": town],
                    at: record.place.span(file, column: record[.townCode].column))
            }
            guard let received, let insurance, let count, let fen, let town else { return }
            let key = Key(day: received, town: town, insurance: insurance)
            if sums[key] == nil { order.append(key) }
            let number = record.text(.taxVoucher)
            if !number.isEmpty {
                if !numbers.insert(number).inserted {
                    mistakes.error(
                        "posting.voucher-twice", ["voucher": number],
                        at: record.place.span(file, column: record[.taxVoucher].column))
                }
                vouchers.append(
                    TreasuryVoucher(
                        number: number, day: received, town: town, insurance: insurance, count: count, fen: fen))
            }
            let sum = sums[key] ?? (0, 0)
            sums[key] = (sum.count + count, sum.fen + fen)
        }
        try mistakes.throwIfErrors()
        let receipts = order.compactMap { key in
            sums[key].map {
                TreasuryReceipt(day: key.day, town: key.town, insurance: key.insurance, count: $0.count, fen: $0.fen)
            }
        }
        return (receipts, vouchers)
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

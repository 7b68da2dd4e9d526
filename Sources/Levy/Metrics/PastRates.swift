import Diagnostics
import Storage

/// 上年中断缴费率: what last year's own figures say, entered to be compared with.
package struct PastRates: Sendable {
    private struct Key: Hashable {
        let code: String
        /// Empty for both insurances together.
        let insurance: String
    }

    private var rates: [Key: Rate] = [:]

    package var isEmpty: Bool { rates.isEmpty }

    package func rate(of code: String, _ insurance: Insurance?) -> Rate? {
        rates[Key(code: code, insurance: insurance?.rawValue ?? "")]
    }

    /// The last table that was entered.
    package init(in transaction: Transaction) throws {
        for entry in try PastRateStore.last(in: transaction) {
            rates[Key(code: entry.code, insurance: entry.insurance)] = Rate(hundredths: entry.hundredths)
        }
    }

    /// Reads 代码, 险种 (empty for both) and 中断缴费率 in percent, and enters them; the last table counts.
    /// - returns: how many rates it has.
    /// - throws: `Rejection` with every mistake.
    package static func take(
        _ file: SourceFile, by maker: String, in transaction: Transaction, at now: Instant
    ) throws -> Int {
        let regions = try RegionTree.stored(in: transaction)
        var mistakes = DiagnosticList()
        var found: [(key: Key, hundredths: Int)] = []
        let shape = TableShape(required: [.regionCode, .interruptionRate], optional: [.regionName, .insurance])
        try TableReader.read(file, shape) { record in
            let span = record.place.span(file)
            let code = record.text(.regionCode)
            guard regions[code: code] != nil else { return mistakes.error("metrics.region", ["code": code], at: span) }
            let named = record.text(.insurance)
            let insurance = Insurance(chinese: named)
            guard named.isEmpty || insurance != nil else {
                return mistakes.error(
                    "levy.payment.insurance", ["column": ColumnName.insurance.head, "text": named], at: span)
            }
            let text = record.text(.interruptionRate)
            let percent = Points(text.hasSuffix("%") ? String(text.dropLast()) : text)
            guard let percent, (0...10_000).contains(percent.hundredths) else {
                return mistakes.error("metrics.percent", ["text": text], at: span)
            }
            let key = Key(code: code, insurance: insurance?.rawValue ?? "")
            if found.contains(where: { $0.key == key }) {
                return mistakes.error("metrics.region-twice", ["code": code], at: span)
            }
            found.append((key, percent.hundredths))
        }
        try mistakes.throwIfErrors()
        try PastRateStore.add(
            found.map { key, hundredths in
                PastRateStore.Entry(code: key.code, insurance: key.insurance, hundredths: hundredths)
            },
            file: file.name, by: maker, at: now, in: transaction)
        return found.count
    }
}

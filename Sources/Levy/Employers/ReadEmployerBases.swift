import Diagnostics
import Storage

/// A row of an employer's own table of contribution bases.
package struct EmployerBase: Hashable, Sendable {
    package let name: String
    /// `养老 失业 工伤 医疗`
    package let schemes: String
    package let fen: Int
    /// 202004
    package let month: Int

    package var monthText: String { "\(month / 100)-\(month % 100 < 10 ? "0" : "")\(month % 100)" }
}

package enum EmployerBaseReader {
    /// Columns 姓名, 险种 (all four when it is missing), 缴费基数, 所属期.
    /// - throws: `Rejection` with every field that is not what its column holds.
    package static func read(_ file: SourceFile) throws -> [EmployerBase] {
        var rows: [EmployerBase] = []
        var mistakes = DiagnosticList()
        let shape = TableShape(
            required: [.personName, .baseYuan, .period], optional: [.serial, .insurance, .citizenID, .remark])
        try TableReader.read(file, shape) { record in
            func value<T>(_ column: ColumnName, _ code: String, _ parse: (String) -> T?) -> T? {
                let text = record.text(column)
                if let value = parse(text) { return value }
                mistakes.error(
                    code, ["column": column.head, "text": text],
                    at: record.place.span(file, column: record[column].column))
                return nil
            }
            let name = value(.personName, "employers.base-name") { $0.isEmpty ? nil : PersonName($0).printed }
            let fen = value(.baseYuan, "levy.not-a-number") { text in
                Money(yuan: text).flatMap { (1...PaymentFileReader.largestFen).contains($0.fen) ? $0.fen : nil }
            }
            let month = value(.period, "employers.month", PeriodText.month)
            let written = record.text(.insurance)
            let schemes = EmployerScheme.allCases.filter { written.isEmpty || written.contains($0.short) }
            if schemes.isEmpty { mistakes.error("employers.scheme", ["text": written], at: record.place.span(file)) }
            guard let name, let fen, let month, !schemes.isEmpty else { return }
            rows.append(
                EmployerBase(
                    name: name, schemes: schemes.map(\.short).joined(separator: " "), fen: fen, month: month))
        }
        try mistakes.throwIfErrors()
        return rows
    }
}

import Diagnostics

/// One cell of a bureau's table as it stands in the file.
struct SourceCell {
    var text: String
    /// Scalars from the start of the line for CSV, the number of the column for a workbook; from 1.
    var column: Int
    /// A workbook keeps it as a number.
    var isNumber = false

    static let empty = SourceCell(text: "", column: 1)

    var isBlank: Bool { text.unicodeScalars.allSatisfy(CleanedText.isBlank) }
}

/// One row: the line of a CSV file where it begins, or a row of a sheet.
struct SourceRow {
    let place: RowPlace
    var cells: [SourceCell]

    var isBlank: Bool { cells.allSatisfy(\.isBlank) }
    var texts: [String] { cells.map(\.text) }
}

/// Where a row stands: `67`, or `临城街道!184` in a workbook.
package struct RowPlace: Hashable, Sendable {
    package let sheet: String?
    package let number: Int

    package var text: String { sheet.map { "\($0)!\(number)" } ?? String(number) }

    /// The span of a column in this row.
    func span(_ file: SourceFile, column: Int = 1) -> SourceSpan {
        let name = sheet.map { "\(file.path)!\($0)" } ?? file.path
        return SourceSpan(file: name, line: max(1, number), column: max(1, column))
    }
}

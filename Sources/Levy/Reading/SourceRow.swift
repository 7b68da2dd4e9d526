import Diagnostics

/// One cell of a bureau's table as it stands in the file.
package struct SourceCell: Sendable {
    package var text: String
    /// Scalars from the start of the line for CSV, the number of the column for a workbook; from 1.
    package var column: Int
    /// A workbook keeps it as a number.
    package var isNumber = false
    /// How a workbook shows the number.
    package var format = Format.general

    package enum Format: Sendable {
        case general, percent, date
        /// A day of a workbook that counts from 1904.
        case date1904
    }

    static let empty = SourceCell(text: "", column: 1)

    package var isBlank: Bool { text.unicodeScalars.allSatisfy(CleanedText.isBlank) }
}

/// One row: the line of a CSV file where it begins, or a row of a sheet.
package struct SourceRow: Sendable {
    package let place: RowPlace
    package var cells: [SourceCell]
    /// The sender has hidden it.
    package var isHidden = false

    package var isBlank: Bool { cells.allSatisfy(\.isBlank) }
    package var texts: [String] { cells.map(\.text) }
}

/// Where a row stands: `67`, or `临城街道!184` in a workbook.
package struct RowPlace: Hashable, Sendable {
    package let sheet: String?
    package let number: Int

    package var text: String { sheet.map { "\($0)!\(number)" } ?? String(number) }

    /// The span of a column in this row.
    func span(_ file: SourceFile, column: Int = 1) -> SourceSpan { span(path: file.path, column: column) }

    /// The span of a cell in this row of the file at `path`; of a workbook's cell only the place is known.
    package func span(path: String, _ cell: SourceCell) -> SourceSpan {
        let start = span(path: path, column: cell.column)
        guard sheet == nil else { return start }
        return SourceSpan(
            file: start.file, line: start.line, column: start.column, length: max(1, cell.text.unicodeScalars.count))
    }

    /// The span of a column in this row of the file at `path`.
    package func span(path: String, column: Int = 1) -> SourceSpan {
        let name = sheet.map { "\(path)!\($0)" } ?? path
        return SourceSpan(file: name, line: max(1, number), column: max(1, column))
    }
}

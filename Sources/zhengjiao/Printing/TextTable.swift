import Diagnostics

/// A table on a terminal: columns as wide as their widest cell, with a full-width character counting two.
struct TextTable {
    private var rows: [[String]]
    /// Columns whose cells are set right, as numbers are.
    private let right: Set<Int>

    init(head: [String], right: Set<Int> = []) {
        rows = [head]
        self.right = right
    }

    mutating func append(_ row: [String]) { rows.append(row) }

    /// A line a row.
    var lines: [String] {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in rows.map { TextTable.width($0, column) }.max() ?? 0 }
        return rows.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                let gap = String(repeating: " ", count: widths[column] - TextTable.width(row, column))
                line += right.contains(column) ? gap + cell : cell + gap
                if column < row.count - 1 { line += "  " }
            }
            while line.hasSuffix(" ") { line.removeLast() }
            return line
        }
    }

    private static func width(_ row: [String], _ column: Int) -> Int {
        guard row.indices.contains(column) else { return 0 }
        return row[column].unicodeScalars.reduce(0) { $0 + $1.terminalWidth }
    }
}

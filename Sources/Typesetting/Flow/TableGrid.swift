import Markup

/// The cells of a table in their places: what stands in which row and column, spans resolved.
struct TableGrid {
    struct Cell {
        var row: Int
        var column: Int
        var rowSpan: Int
        var columnSpan: Int
        var box: Box
    }

    enum Part { case head, body, foot }

    struct Row {
        var part: Part
        var box: Box
        /// The row group's borders, where the row is its first or last.
        var groupTop = Border.none
        var groupBottom = Border.none
        /// Cells that begin in this row.
        var cells: [Cell]
    }

    private(set) var rows: [Row] = []
    private(set) var columnCount = 0
    /// Styles of `<col>`, as far as given.
    private(set) var columns: [StyleValues] = []
    private(set) var captions: [Box] = []

    /// Until which row (exclusive) each column is taken by a cell from above.
    private var takenUntil: [Int] = []

    init(_ table: Box) {
        var parts: [Part: [(row: Box, top: Border, bottom: Border)]] = [:]
        func group(_ box: Box, _ part: Part) {
            let first = parts[part]?.count ?? 0
            collect(box, part)
            guard let last = parts[part]?.indices.last, last >= first else { return }
            parts[part]?[first].top = box.style.values.border.top
            parts[part]?[last].bottom = box.style.values.border.bottom
        }
        func collect(_ box: Box, _ part: Part) {
            for case .box(let child) in box.content {
                switch child.style.values.display {
                case .tableCaption: captions.append(child)
                case .tableColumn: columns += Array(repeating: child.style.values, count: child.attributes.columnSpan)
                case .tableColumnGroup: collect(child, part)
                case .tableHeaderGroup: group(child, .head)
                case .tableRowGroup: group(child, .body)
                case .tableFooterGroup: group(child, .foot)
                case .tableRow: parts[part, default: []].append((child, .none, .none))
                default: break
                }
            }
        }
        collect(table, .body)
        for part in [Part.head, .body, .foot] {
            // A cell never reaches from one part into the next.
            takenUntil = takenUntil.map { _ in 0 }
            for (row, top, bottom) in parts[part] ?? [] {
                append(row, part)
                rows[rows.count - 1].groupTop = top
                rows[rows.count - 1].groupBottom = bottom
            }
        }
        columnCount = max(columnCount, columns.count)
    }

    private mutating func append(_ box: Box, _ part: Part) {
        let row = rows.count
        var cells: [Cell] = []
        var column = 0
        for case .box(let child) in box.content where child.style.values.display == .tableCell {
            while column < takenUntil.count, takenUntil[column] > row { column += 1 }
            let span = child.attributes.columnSpan
            let depth = child.attributes.rowSpan
            cells.append(Cell(row: row, column: column, rowSpan: depth, columnSpan: span, box: child))
            while takenUntil.count < column + span { takenUntil.append(0) }
            for taken in column..<column + span { takenUntil[taken] = row + depth }
            column += span
        }
        columnCount = max(columnCount, takenUntil.count)
        rows.append(Row(part: part, box: box, cells: cells))
    }
}

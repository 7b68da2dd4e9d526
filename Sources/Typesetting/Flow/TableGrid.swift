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
            var strays: [Node] = []
            func wrap() {
                // What is no row gets one (CSS 2.2, 17.2.1).
                if !strays.allSatisfy(\.isBlank) {
                    parts[part, default: []].append((.anonymous(strays, .tableRow, in: box), .none, .none))
                }
                strays = []
            }
            for node in box.content {
                guard case .box(let child) = node, child.style.values.display.isTablePart else {
                    strays.append(node)
                    continue
                }
                wrap()
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
            wrap()
        }
        collect(table, .body)
        for part in [Part.head, .body, .foot] {
            // A cell never reaches from one part into the next.
            takenUntil = takenUntil.map { _ in 0 }
            let end = rows.count + (parts[part]?.count ?? 0)
            for (row, top, bottom) in parts[part] ?? [] {
                append(row, part, end: end)
                rows[rows.count - 1].groupTop = top
                rows[rows.count - 1].groupBottom = bottom
            }
        }
        columnCount = max(columnCount, columns.count)
    }

    /// - Parameter end: the first row after the part.
    private mutating func append(_ box: Box, _ part: Part, end: Int) {
        let row = rows.count
        var cells: [Cell] = []
        var column = 0
        for child in TableGrid.cells(of: box) {
            while column < takenUntil.count, takenUntil[column] > row { column += 1 }
            let span = child.attributes.columnSpan
            let depth = min(child.attributes.rowSpan, end - row)
            cells.append(Cell(row: row, column: column, rowSpan: depth, columnSpan: span, box: child))
            while takenUntil.count < column + span { takenUntil.append(0) }
            for taken in column..<column + span { takenUntil[taken] = row + depth }
            column += span
        }
        columnCount = max(columnCount, takenUntil.count)
        rows.append(Row(part: part, box: box, cells: cells))
    }

    /// The cells of a row; what is no cell gets one.
    private static func cells(of row: Box) -> [Box] {
        var cells: [Box] = []
        var strays: [Node] = []
        func wrap() {
            if !strays.allSatisfy(\.isBlank) { cells.append(.anonymous(strays, .tableCell, in: row)) }
            strays = []
        }
        for node in row.content {
            if case .box(let child) = node, child.style.values.display == .tableCell {
                wrap()
                cells.append(child)
            } else {
                strays.append(node)
            }
        }
        wrap()
        return cells
    }
}

extension Display {
    /// Stands for itself in a table.
    fileprivate var isTablePart: Bool {
        switch self {
        case .tableCaption, .tableColumn, .tableColumnGroup, .tableHeaderGroup, .tableRowGroup, .tableFooterGroup,
            .tableRow, .none:
            true
        default: false
        }
    }
}

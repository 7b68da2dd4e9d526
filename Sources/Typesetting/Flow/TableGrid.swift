import Markup

/// The cells of a table in their places: what stands in which row and column, spans resolved. Of a table whose rows
/// come from a stream, the rows that its columns are measured by.
struct TableGrid {
    struct Cell {
        var row: Int
        var column: Int
        var rowSpan: Int
        var columnSpan: Int
        var box: Box
    }

    enum Part { case head, body, foot }

    /// What stands in one column of a row.
    struct Slot: Equatable {
        /// The cell's, nil where there is none.
        var style: ComputedStyle?
        /// Whether the cell begins and ends in this row, and in this column.
        var isTop = true
        var isBottom = true
        var isLeft = true
        var isRight = true

        /// Whether the cell is in this row and column alone.
        var isWhole: Bool { isTop && isBottom && isLeft && isRight }

        static func == (one: Slot, other: Slot) -> Bool {
            one.style === other.style && one.isTop == other.isTop && one.isBottom == other.isBottom
                && one.isLeft == other.isLeft && one.isRight == other.isRight
        }
    }

    struct Row {
        var index: Int
        var part: Part
        var box: Box
        /// The row group's style; nil without one.
        var group: ComputedStyle?
        /// First and last of its group.
        var isFirst = false
        var isLast = false
        /// Cells that begin in this row.
        var cells: [Cell] = []
        /// By column.
        var slots: [Slot] = []

        /// The row group's borders, where the row is its first or last.
        var groupTop: Border { isFirst ? group?.values.border.top ?? .none : .none }
        var groupBottom: Border { isLast ? group?.values.border.bottom ?? .none : .none }

        func slot(_ column: Int) -> Slot? { column < slots.count ? slots[column] : nil }
    }

    var rows: [Row]
    var columnCount: Int
    var columns: [TableColumn]

    /// All rows of a table.
    /// - Throws: `Rejection` when they come from a stream: what is laid out whole cannot wait for them.
    init(_ table: Box) throws {
        let parts = TableParts(table)
        rows = []
        columnCount = parts.columns.count
        columns = parts.columns
        for part in [Part.head, .body, .foot] {
            var feed = RowFeed(parts, part, table: table, from: rows.count, mayStream: false)
            while let block = try feed.next() { rows += block }
            columnCount = max(columnCount, feed.columnCount)
        }
    }

    init(rows: [Row], columnCount: Int, columns: [TableColumn]) {
        self.rows = rows
        self.columnCount = columnCount
        self.columns = columns
    }
}

extension [TableGrid.Row] {
    /// The first column at the right. A row with more columns than there are stays as it is, to be refused.
    func mirrored(columns: Int) -> [TableGrid.Row] {
        map { row in
            guard row.cells.allSatisfy({ $0.column + $0.columnSpan <= columns }), row.slots.count <= columns else {
                return row
            }
            var row = row
            for at in row.cells.indices {
                row.cells[at].column = columns - row.cells[at].column - row.cells[at].columnSpan
            }
            row.slots += Array<TableGrid.Slot>(repeating: TableGrid.Slot(), count: columns - row.slots.count)
            row.slots = row.slots.reversed().map { slot in
                var slot = slot
                (slot.isLeft, slot.isRight) = (slot.isRight, slot.isLeft)
                return slot
            }
            return row
        }
    }
}

import Markup

/// The rules of a table with collapsed borders (CSS 2.2, 17.6.2): of the borders that meet on a line, the widest wins,
/// then the one further up or left.
struct TableBorders {
    private let columnCount: Int
    private let isCollapsed: Bool
    /// `horizontal[r][c]`: the rule above row r over column c; one more than there are rows.
    private var horizontal: [[Border]]
    /// `vertical[r][c]`: the rule left of column c in row r; one more than there are columns.
    private var vertical: [[Border]]

    init(_ grid: TableGrid, _ table: StyleValues) {
        columnCount = grid.columnCount
        isCollapsed = table.borderCollapse == .collapse
        let none = Border.none
        horizontal = Array(repeating: Array(repeating: none, count: grid.columnCount), count: grid.rows.count + 1)
        vertical = Array(repeating: Array(repeating: none, count: grid.columnCount + 1), count: grid.rows.count)
        guard isCollapsed else { return }
        for cell in grid.rows.flatMap(\.cells) { add(cell, rowCount: grid.rows.count) }
        for column in 0..<columnCount {
            TableBorders.merge(table.border.top, into: &horizontal[0][column])
            TableBorders.merge(table.border.bottom, into: &horizontal[grid.rows.count][column])
        }
        let spanned = TableBorders.spanned(grid)
        for (row, values) in grid.rows.enumerated() {
            let style = values.box.style.values.border
            for column in 0..<columnCount where !spanned[row][column] {
                TableBorders.merge(style.top, into: &horizontal[row][column])
                TableBorders.merge(values.groupTop, into: &horizontal[row][column])
            }
            for column in 0..<columnCount where !spanned[row + 1][column] {
                TableBorders.merge(style.bottom, into: &horizontal[row + 1][column])
                TableBorders.merge(values.groupBottom, into: &horizontal[row + 1][column])
            }
            TableBorders.merge(table.border.left, into: &vertical[row][0])
            TableBorders.merge(table.border.right, into: &vertical[row][columnCount])
        }
    }

    /// Where a cell reaches over the line above a row: `[row][column]`, one more than there are rows.
    private static func spanned(_ grid: TableGrid) -> [[Bool]] {
        var spanned = Array(repeating: Array(repeating: false, count: grid.columnCount), count: grid.rows.count + 1)
        for cell in grid.rows.flatMap(\.cells) where cell.rowSpan > 1 {
            let end = min(cell.row + cell.rowSpan, grid.rows.count)
            for row in cell.row + 1..<max(end, cell.row + 1) {
                for column in cell.column..<cell.column + cell.columnSpan { spanned[row][column] = true }
            }
        }
        return spanned
    }

    private mutating func add(_ cell: TableGrid.Cell, rowCount: Int) {
        let style = cell.box.style.values.border
        let end = min(cell.row + cell.rowSpan, rowCount)
        for column in cell.column..<cell.column + cell.columnSpan {
            TableBorders.merge(style.top, into: &horizontal[cell.row][column])
            TableBorders.merge(style.bottom, into: &horizontal[end][column])
        }
        for row in cell.row..<end {
            TableBorders.merge(style.left, into: &vertical[row][cell.column])
            TableBorders.merge(style.right, into: &vertical[row][cell.column + cell.columnSpan])
        }
    }

    private static func merge(_ border: Border, into known: inout Border) {
        if border.width > known.width { known = border }
    }

    /// The rules of one row: above it, below it, and upright. Neighbours draw a shared line twice in the same place, so
    /// that a row is complete wherever a page break falls.
    func items(row: Int, lefts: [Length], height: Length) -> [FrameItem] {
        guard isCollapsed else { return [] }
        var items: [FrameItem] = []
        for (line, y) in [(horizontal[row], 0), (horizontal[row + 1], height)] {
            var column = 0
            while column < columnCount {
                var end = column + 1
                while end < columnCount, line[end] == line[column] { end += 1 }
                // Half a rule longer at both ends, so that corners are closed.
                let before = upright(row, column)
                let after = upright(row, end)
                items += BoxPainter.horizontal(
                    line[column], x: lefts[column] - before / 2, y: y,
                    width: lefts[end] - lefts[column] + before / 2 + after / 2)
                column = end
            }
        }
        for column in 0...columnCount {
            // A hair over the next row's beginning: rules that only touch show a seam on screens.
            items += BoxPainter.vertical(vertical[row][column], x: lefts[column], y: 0, height: height + overlap)
        }
        return items
    }

    /// 0.02 mm, less than half of the thinnest rule.
    private var overlap: Length { Length.millimetre / 50 }

    private func upright(_ row: Int, _ column: Int) -> Length { vertical[row][column].width }
}

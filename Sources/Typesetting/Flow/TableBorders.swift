import Markup

/// The rules of a table with collapsed borders (CSS 2.2, 17.6.2): of the borders that meet on a line, the widest wins,
/// then that of the cell, the row, its group, the column, the table, then the one further up or left. Made row by
/// row, from the row and its neighbours.
struct TableBorders {
    private let isCollapsed: Bool
    private let table: Edges<Border>
    /// Left edges of the columns and the right edge of the last, from the flow's left.
    private let lefts: [Length]
    /// Of the columns that are described.
    private let described: [Edges<Border>]
    private var made: (row: TableGrid.Row, previous: TableGrid.Row?, next: TableGrid.Row?, rules: RowRules)?

    private var columnCount: Int { lefts.count - 1 }

    init(_ columns: TableLayout.Columns) {
        isCollapsed = columns.style.borderCollapse == .collapse
        table = columns.style.border
        lefts = columns.lefts.map { $0 + columns.x }
        described = isCollapsed ? columns.described.map(\.border) : []
    }

    /// The rules about a row.
    /// - Parameters:
    ///   - previous: nil for the table's first row.
    ///   - next: nil for the table's last row.
    mutating func rules(
        _ row: TableGrid.Row, previous: TableGrid.Row?, next: TableGrid.Row?
    ) -> RowRules? {
        guard isCollapsed, columnCount > 0 else { return nil }
        if let made, TableBorders.isAlike(made.row, row), TableBorders.isAlike(made.previous, previous),
            TableBorders.isAlike(made.next, next)
        {
            return made.rules
        }
        let rules = RowRules()
        let uprights = uprights(row)
        rules.uprights = uprights.enumerated().compactMap { column, border in
            border.width > 0 ? RowRules.Upright(x: lefts[column], border: border) : nil
        }
        let above = line(previous, row)
        let below = line(row, next)
        rules.above = levels(above, uprights)
        rules.below = levels(below, uprights)
        rules.opening = levels(closed(above, row.slots) { $0.top }, uprights)
        rules.closing = levels(closed(below, row.slots) { $0.bottom }, uprights)
        made = (row, previous, next, rules)
        return rules
    }

    /// Whether two rows have the same borders.
    private static func isAlike(_ one: TableGrid.Row?, _ other: TableGrid.Row?) -> Bool {
        guard let one, let other else { return one == nil && other == nil }
        return one.box.style === other.box.style && one.groupTop == other.groupTop
            && one.groupBottom == other.groupBottom && one.slots == other.slots
    }

    private func uprights(_ row: TableGrid.Row) -> [Border] {
        var borders = [Border](repeating: .none, count: columnCount + 1)
        for (column, slot) in row.slots.enumerated() {
            guard let border = slot.style?.values.border else { continue }
            if slot.isLeft { TableBorders.merge(border.left, into: &borders[column]) }
            if slot.isRight { TableBorders.merge(border.right, into: &borders[column + 1]) }
        }
        for (column, border) in described.enumerated() where column < columnCount {
            // A cell that reaches over the line leaves none there.
            let slot = row.slot(column) ?? TableGrid.Slot()
            if slot.isLeft { TableBorders.merge(border.left, into: &borders[column]) }
            if slot.isRight { TableBorders.merge(border.right, into: &borders[column + 1]) }
        }
        TableBorders.merge(table.left, into: &borders[0])
        TableBorders.merge(table.right, into: &borders[columnCount])
        return borders
    }

    /// The borders of each column on the line between two rows.
    private func line(_ upper: TableGrid.Row?, _ lower: TableGrid.Row?) -> [Border] {
        (0..<columnCount).map { column in
            var border = Border.none
            let up = upper?.slot(column)
            let low = lower?.slot(column)
            // A cell that reaches over the line leaves none there.
            if let up, let low, up.style != nil, !up.isBottom, !low.isTop { return border }
            if let up, up.isBottom, let style = up.style?.values.border {
                TableBorders.merge(style.bottom, into: &border)
            }
            if let low, low.isTop, let style = low.style?.values.border {
                TableBorders.merge(style.top, into: &border)
            }
            if let upper {
                TableBorders.merge(upper.box.style.values.border.bottom, into: &border)
                TableBorders.merge(upper.groupBottom, into: &border)
            }
            if let lower {
                TableBorders.merge(lower.box.style.values.border.top, into: &border)
                TableBorders.merge(lower.groupTop, into: &border)
            }
            if upper == nil { mergeEdge(column, { $0.top }, into: &border) }
            if lower == nil { mergeEdge(column, { $0.bottom }, into: &border) }
            return border
        }
    }

    /// A line where the table is cut by the end of a page.
    private func closed(
        _ line: [Border], _ slots: [TableGrid.Slot], _ side: (Edges<Border>) -> Border
    ) -> [Border] {
        line.enumerated().map { column, known in
            var border = known
            if column < slots.count, let style = slots[column].style {
                TableBorders.merge(side(style.values.border), into: &border)
            }
            mergeEdge(column, side, into: &border)
            return border
        }
    }

    /// What column and table have at an end of the table.
    private func mergeEdge(_ column: Int, _ side: (Edges<Border>) -> Border, into known: inout Border) {
        if column < described.count { TableBorders.merge(side(described[column]), into: &known) }
        TableBorders.merge(side(table), into: &known)
    }

    private static func merge(_ border: Border, into known: inout Border) {
        if border.width > known.width { known = border }
    }

    /// Neighbours of one border in one piece, half a rule longer at both ends, so that corners are closed.
    private func levels(_ line: [Border], _ uprights: [Border]) -> [RowRules.Level] {
        var levels: [RowRules.Level] = []
        var column = 0
        while column < columnCount {
            var end = column + 1
            while end < columnCount, line[end] == line[column] { end += 1 }
            if line[column].width > 0 {
                let before = uprights[column].width / 2
                levels.append(
                    RowRules.Level(
                        x: lefts[column] - before, width: lefts[end] - lefts[column] + before + uprights[end].width / 2,
                        border: line[column]))
            }
            column = end
        }
        return levels
    }
}

import Markup

/// Widths of a table's columns (CSS 2.2, 17.5.2): what `<col>` or cells ask for, the rest by content (automatic layout)
/// or evenly (fixed layout).
struct TableColumns {
    let layout: FlowLayout
    let grid: TableGrid
    let table: StyleValues

    struct Wish {
        var least: Length
        var most: Length
    }

    /// Columns whose widths, with the spacing between and beside them, make up `width`; nil to fit the content.
    func widths(_ width: Length?, available: Length) throws -> [Length] {
        let spacing = table.cellSpacing * (grid.columnCount + 1)
        let isFixed = table.tableLayout == .fixed && width != nil
        let room = max(0, (width ?? available) - spacing)
        let asked = askedWidths(isFixed: isFixed, of: room)
        let wishes = try isFixed ? [Wish](repeating: Wish(least: 0, most: 0), count: grid.columnCount) : wishes()
        var widths = asked.indices.map { at in asked[at].map { max($0, wishes[at].least) } ?? 0 }
        let free = asked.indices.filter { asked[$0] == nil }
        let taken = widths.reduce(0, +)
        let most = free.reduce(0) { $0 + wishes[$1].most }
        let total = width == nil ? min(room, taken + most) : room
        if free.isEmpty { return width == nil ? widths : stretched(widths, to: total) }
        let rest = max(0, total - taken)
        let shares = isFixed || most == 0 ? free.map { _ in Wish(least: 0, most: 1) } : free.map { wishes[$0] }
        for (at, share) in zip(free, TableColumns.shares(of: rest, shares)) { widths[at] = share }
        return widths
    }

    /// What each column needs at least and wants at most, for its content.
    func wishes() throws -> [Wish] {
        var columns = [Wish](repeating: Wish(least: 0, most: 0), count: grid.columnCount)
        let measure = IntrinsicWidth(layout: layout)
        var spanning: [(TableGrid.Cell, Wish)] = []
        for cell in grid.rows.flatMap(\.cells) {
            let style = cell.box.style.values
            let edges = style.cellEdges(in: table, width: 0)
            let (low, high) = try measure.content(cell.box)
            var wish = Wish(least: low + edges.left + edges.right, most: high + edges.left + edges.right)
            if case .length = style.minWidth, let least = style.minWidth.resolved(against: 0) {
                wish = Wish(least: max(wish.least, least), most: max(wish.most, least))
            }
            if cell.columnSpan > 1 {
                spanning.append((cell, wish))
            } else {
                columns[cell.column].least = max(columns[cell.column].least, wish.least)
                columns[cell.column].most = max(columns[cell.column].most, wish.most)
            }
        }
        for (cell, wish) in spanning {
            let range = cell.column..<cell.column + cell.columnSpan
            let between = table.cellSpacing * (cell.columnSpan - 1)
            let least = max(0, wish.least - between - columns[range].reduce(0) { $0 + $1.least })
            let most = max(0, wish.most - between - columns[range].reduce(0) { $0 + $1.most })
            for (order, at) in range.enumerated() {
                columns[at].least += TableColumns.part(order, of: cell.columnSpan, least)
                columns[at].most += TableColumns.part(order, of: cell.columnSpan, most)
            }
        }
        return columns
    }

    private func askedWidths(isFixed: Bool, of total: Length) -> [Length?] {
        var asked = [Length?](repeating: nil, count: grid.columnCount)
        for (at, column) in grid.columns.enumerated() where at < asked.count {
            asked[at] = column.width.resolved(against: total)
        }
        let rows = isFixed ? grid.rows.prefix(1) : grid.rows[...]
        for cell in rows.flatMap(\.cells) where cell.columnSpan == 1 && asked[cell.column] == nil {
            let style = cell.box.style.values
            asked[cell.column] = style.borderBoxWidth(in: total, BoxEdges(style, in: total))
        }
        return asked
    }

    // MARK: Sharing

    /// Gives every column its least, then what is left by how much more each wants; room beyond that by size. The
    /// shares make up `rest` exactly, unless that is less than all need.
    private static func shares(of rest: Length, _ columns: [Wish]) -> [Length] {
        let least = columns.reduce(0) { $0 + $1.least }
        let most = columns.reduce(0) { $0 + $1.most }
        if rest >= most {
            return divided(rest - most, by: columns.map(\.most)).enumerated().map { columns[$0].most + $1 }
        }
        let more = divided(max(0, rest - least), by: columns.map { $0.most - $0.least })
        return more.enumerated().map { columns[$0].least + $1 }
    }

    /// `length` in whole units after the weights, the sum exact; evenly when all weights are zero.
    private static func divided(_ length: Length, by weights: [Int]) -> [Length] {
        let total = weights.reduce(0, +)
        guard total > 0 else { return weights.indices.map { part($0, of: weights.count, length) } }
        var sum = 0
        var given: Length = 0
        return weights.map { weight in
            sum += weight
            let upTo = length.scaled(sum, over: total)
            defer { given = upTo }
            return upTo - given
        }
    }

    private static func part(_ index: Int, of count: Int, _ length: Length) -> Length {
        length * (index + 1) / count - length * index / count
    }

    private func stretched(_ widths: [Length], to total: Length) -> [Length] {
        let sum = widths.reduce(0, +)
        guard sum > 0, sum != total else { return widths }
        return TableColumns.divided(total, by: widths)
    }
}

extension StyleValues {
    /// Between the borders of cells; collapsed borders leave no room between them.
    var cellSpacing: Length { borderCollapse == .collapse ? 0 : borderSpacing }

    /// Padding and border of a cell. Collapsed borders lie half in each of the cells that they part.
    func cellEdges(in table: StyleValues, width: Length) -> Edges<Length> {
        let own = BoxEdges(self, in: width)
        let share = table.borderCollapse == .collapse ? 2 : 1
        return Edges(
            top: own.padding.top + own.border.top / share, right: own.padding.right + own.border.right / share,
            bottom: own.padding.bottom + own.border.bottom / share, left: own.padding.left + own.border.left / share)
    }
}

import Markup

/// Tables: widths of columns, heights of rows, borders. A row is one slab; the head is set again on every page.
struct TableLayout {
    let layout: FlowLayout

    struct ColumnWidth {
        var least: Length
        var most: Length
    }

    /// - Parameters:
    ///   - width: the table's width, nil to fit its content.
    ///   - available: the room there is.
    func slabs(_ table: Box, x: Length, width: Length?, available: Length) throws -> [Slab] {
        let grid = TableGrid(table)
        guard grid.columnCount > 0 else { return [] }
        let widths = try columnWidths(table, grid, width: width, available: available)
        let lefts = widths.reduce(into: [0]) { $0.append($0.last! + $1) }
        var slabs: [Slab] = []
        for caption in grid.captions {
            let frame = try layout.atomic(caption, in: lefts.last!, borderBoxWidth: lefts.last!)
            slabs.append(Slab(height: frame.height, items: frame.items.map { $0.moved(x: x, y: 0) }))
        }
        let captionCount = slabs.count
        let borders = TableBorders(grid, table.style.values)
        let heights = try rowSlabs(grid, table.style.values, widths, lefts, borders, x, &slabs)
        repeatHead(grid, heights, captionCount, &slabs)
        return slabs
    }

    // MARK: Rows

    private struct SetCell {
        var cell: TableGrid.Cell
        var flow: FlowLayout.Flow
        var items: [FrameItem]
        var contentHeight: Length
        var style: StyleValues
    }

    private func rowSlabs(
        _ grid: TableGrid, _ style: StyleValues, _ widths: [Length], _ lefts: [Length], _ borders: TableBorders,
        _ x: Length, _ slabs: inout [Slab]
    ) throws -> [Length] {
        var cells: [[SetCell]] = []
        for row in grid.rows {
            cells.append(try row.cells.map { try setCell($0, widths, style) })
        }
        let heights = rowHeights(grid, cells)
        let tops = heights.reduce(into: [0]) { $0.append($0.last! + $1) }
        var spannedUntil = 0
        for (index, row) in grid.rows.enumerated() {
            var slab = Slab(height: heights[index])
            let rowBox = Rect(x: 0, y: 0, width: lefts.last!, height: heights[index])
            if row.box.style.values.backgroundColor.alpha > 0 {
                slab.items.append(.fill(rowBox, row.box.style.values.backgroundColor))
            }
            for cell in cells[index] {
                let end = min(index + cell.cell.rowSpan, heights.count)
                slab.items += items(cell, lefts, height: tops[end] - tops[index], style)
            }
            slab.items += borders.items(row: index, lefts: lefts, height: heights[index])
            if x != 0 { slab.items = slab.items.map { $0.moved(x: x, y: 0) } }
            slab.breakBefore = breakBefore(index, grid, spannedUntil)
            spannedUntil = max(spannedUntil, row.cells.map { index + $0.rowSpan }.max() ?? 0)
            slabs.append(slab)
        }
        return heights
    }

    private func breakBefore(_ index: Int, _ grid: TableGrid, _ spannedUntil: Int) -> Slab.BreakBefore {
        if index == 0 { return .allowed }
        let row = grid.rows[index]
        let previous = grid.rows[index - 1]
        switch row.box.style.values.breakBefore {
        case .page: return .forced(nil)
        case .avoid: return .forbidden
        default: break
        }
        let avoids = previous.box.style.values.breakAfter == .avoid
        return previous.part == .head || row.part == .foot || index < spannedUntil || avoids ? .forbidden : .allowed
    }

    private func setCell(_ cell: TableGrid.Cell, _ widths: [Length], _ table: StyleValues) throws -> SetCell {
        let style = cell.box.style.values
        let width = widths[cell.column..<cell.column + cell.columnSpan].reduce(0, +)
        let edges = cellEdges(style, table, width)
        let flow = try layout.content(of: cell.box, width: max(0, width - edges.horizontal))
        let placed = SlabStack.place(flow.slabs[...], decorations: flow.decorations, dropsFirstSpace: false)
        return SetCell(
            cell: cell, flow: flow, items: placed.items, contentHeight: placed.height + flow.spaceAfter, style: style)
    }

    /// Collapsed borders lie half in each of the cells they part.
    private func cellEdges(_ style: StyleValues, _ table: StyleValues, _ width: Length) -> Edges<Length> {
        let own = BoxEdges(style, in: width)
        let share = table.borderCollapse == .collapse ? 2 : 1
        return Edges(
            top: own.padding.top + own.border.top / share, right: own.padding.right + own.border.right / share,
            bottom: own.padding.bottom + own.border.bottom / share, left: own.padding.left + own.border.left / share)
    }

    private func rowHeights(_ grid: TableGrid, _ cells: [[SetCell]]) -> [Length] {
        var heights = grid.rows.map { row in row.box.style.values.height.resolved(against: 0) ?? 0 }
        func wanted(_ cell: SetCell) -> Length {
            let edges = cellEdges(cell.style, grid.rows[cell.cell.row].box.style.values, 0)
            let content = cell.contentHeight + edges.top + edges.bottom
            return max(content, cell.style.height.resolved(against: 0) ?? 0)
        }
        for cell in cells.joined() where cell.cell.rowSpan == 1 {
            heights[cell.cell.row] = max(heights[cell.cell.row], wanted(cell))
        }
        for cell in cells.joined() where cell.cell.rowSpan > 1 {
            let rows = cell.cell.row..<min(cell.cell.row + cell.cell.rowSpan, heights.count)
            let missing = wanted(cell) - heights[rows].reduce(0, +)
            if missing > 0 { heights[rows.upperBound - 1] += missing }
        }
        return heights
    }

    private func items(_ cell: SetCell, _ lefts: [Length], height: Length, _ table: StyleValues) -> [FrameItem] {
        let left = lefts[cell.cell.column]
        let width = lefts[cell.cell.column + cell.cell.columnSpan] - left
        let edges = cellEdges(cell.style, table, width)
        let free = height - edges.top - edges.bottom - cell.contentHeight
        let down: Length =
            switch cell.style.verticalAlign {
            case .middle: free / 2
            case .bottom: free
            default: 0
            }
        let box = Rect(x: left, y: 0, width: width, height: height)
        var items: [FrameItem] = []
        if table.borderCollapse == .separate { items += BoxPainter.items(box, cell.style) } else if cell.style
            .backgroundColor.alpha > 0
        {
            items.append(.fill(box, cell.style.backgroundColor))
        }
        let (under, over) = layout.anchoredItems(cell.flow, top: edges.top + down, border: Edges(all: 0), width, height)
        items += under.map { $0.moved(x: left, y: 0) }
        items += cell.items.map { $0.moved(x: left + edges.left, y: edges.top + down) }
        return items + over.map { $0.moved(x: left, y: 0) }
    }

    private func repeatHead(_ grid: TableGrid, _ heights: [Length], _ first: Int, _ slabs: inout [Slab]) {
        let headCount = grid.rows.prefix { $0.part == .head }.count
        guard headCount > 0, headCount < grid.rows.count else { return }
        let head = SlabStack.place(slabs[first..<first + headCount], decorations: [], dropsFirstSpace: false)
        let repeated = RepeatedRows(height: head.height, items: head.items)
        for at in (first + headCount)..<slabs.count { slabs[at].repeatedHead = repeated }
    }

    // MARK: Columns

    func intrinsicWidths(_ table: Box) throws -> [ColumnWidth] { try intrinsicWidths(table, TableGrid(table)) }

    private func intrinsicWidths(_ table: Box, _ grid: TableGrid) throws -> [ColumnWidth] {
        var columns = [ColumnWidth](repeating: ColumnWidth(least: 0, most: 0), count: grid.columnCount)
        let measure = IntrinsicWidth(layout: layout)
        var spanning: [(TableGrid.Cell, Length, Length)] = []
        for cell in grid.rows.flatMap(\.cells) {
            let edges = cellEdges(cell.box.style.values, table.style.values, 0)
            let (low, high) = try measure.content(cell.box)
            let least = low + edges.horizontal
            let most = high + edges.horizontal
            if cell.columnSpan > 1 {
                spanning.append((cell, least, most))
            } else {
                columns[cell.column].least = max(columns[cell.column].least, least)
                columns[cell.column].most = max(columns[cell.column].most, most)
            }
        }
        for (cell, least, most) in spanning {
            let range = cell.column..<cell.column + cell.columnSpan
            let missing = (
                least - columns[range].reduce(0) { $0 + $1.least }, most - columns[range].reduce(0) { $0 + $1.most }
            )
            for at in range {
                columns[at].least += max(0, missing.0) / cell.columnSpan
                columns[at].most += max(0, missing.1) / cell.columnSpan
            }
        }
        return columns
    }

    /// Widths after CSS 2.2, 17.5.2: what `<col>` or the cells of the first row ask for, the rest by content (automatic
    /// layout) or evenly (fixed layout).
    private func columnWidths(
        _ table: Box, _ grid: TableGrid, width: Length?, available: Length
    ) throws -> [Length] {
        let isFixed = table.style.values.tableLayout == .fixed && width != nil
        let asked = askedWidths(grid, isFixed: isFixed, of: width ?? available)
        let intrinsic =
            isFixed
            ? [ColumnWidth](repeating: ColumnWidth(least: 0, most: 0), count: grid.columnCount)
            : try intrinsicWidths(table, grid)
        var widths = grid.columnIndices.map { asked[$0] ?? 0 }
        if !isFixed { for at in widths.indices where asked[at] != nil { widths[at] = max(widths[at], intrinsic[at].least) } }
        let free = grid.columnIndices.filter { asked[$0] == nil }
        let most = free.reduce(0) { $0 + intrinsic[$1].most }
        let taken = widths.reduce(0, +)
        let total = width ?? min(available, taken + most)
        let rest = max(0, total - taken)
        guard !free.isEmpty else { return width == nil ? widths : stretch(widths, to: total) }
        if isFixed || most == 0 {
            for (order, at) in free.enumerated() {
                widths[at] = rest * (order + 1) / free.count - rest * order / free.count
            }
        } else {
            share(rest, among: free, intrinsic, &widths)
        }
        return widths
    }

    private func askedWidths(_ grid: TableGrid, isFixed: Bool, of total: Length) -> [Length?] {
        var asked = [Length?](repeating: nil, count: grid.columnCount)
        for (at, style) in grid.columns.enumerated() { asked[at] = style.width.resolved(against: total) }
        let rows = isFixed ? grid.rows.prefix(1) : grid.rows[...]
        for cell in rows.flatMap(\.cells) where cell.columnSpan == 1 && at(cell.column, asked) == nil {
            let style = cell.box.style.values
            asked[cell.column] = style.borderBoxWidth(in: total, BoxEdges(style, in: total))
        }
        return asked
    }

    private func at(_ column: Int, _ asked: [Length?]) -> Length? { asked[column] }

    /// Gives every column its least, then shares what is left by how much more each wants; room beyond that by size.
    private func share(_ rest: Length, among free: [Int], _ intrinsic: [ColumnWidth], _ widths: inout [Length]) {
        let least = free.reduce(0) { $0 + intrinsic[$1].least }
        let most = free.reduce(0) { $0 + intrinsic[$1].most }
        for at in free {
            let column = intrinsic[at]
            if rest >= most {
                widths[at] = most == 0 ? rest / free.count : column.most + (rest - most).scaled(column.most, over: most)
            } else if most > least {
                widths[at] = column.least + max(0, rest - least).scaled(column.most - column.least, over: most - least)
            } else {
                widths[at] = column.least
            }
        }
    }

    private func stretch(_ widths: [Length], to total: Length) -> [Length] {
        let sum = widths.reduce(0, +)
        guard sum > 0, sum != total else { return widths }
        var lefts = [0]
        for width in widths { lefts.append(lefts.last! + width) }
        return widths.indices.map { total * lefts[$0 + 1] / sum - total * lefts[$0] / sum }
    }
}

extension TableGrid {
    fileprivate var columnIndices: Range<Int> { 0..<columnCount }
}

extension Edges where Value == Length {
    fileprivate var horizontal: Length { left + right }
}

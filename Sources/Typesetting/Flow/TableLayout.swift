import Markup

/// Tables: heights of rows, cells in their places, borders. A row is one slab; the head is set again on every page.
struct TableLayout {
    let layout: FlowLayout

    /// A table on its way: what all its rows share.
    private struct Frame {
        var grid: TableGrid
        var style: StyleValues
        /// Left edges of the columns, and the right edge of the last; spacing lies left of each.
        var lefts: [Length]
        var widths: [Length]
        var borders: TableBorders
        /// Between the left edges of the containing flow and the table.
        var x: Length

        var spacing: Length { style.cellSpacing }
        var width: Length { lefts.last! + spacing }

        func extent(_ cell: TableGrid.Cell) -> (left: Length, width: Length) {
            let last = cell.column + cell.columnSpan - 1
            return (lefts[cell.column], lefts[last] + widths[last] - lefts[cell.column])
        }
    }

    /// The slabs of a table set into its place.
    struct SetTable {
        var slabs: [Slab]
        var x: Length
        var width: Length
    }

    /// - Parameters:
    ///   - width: the table's width, nil to fit its content.
    ///   - available: the room there is.
    ///   - x: where a table of a width begins.
    func set(_ table: Box, width: Length?, available: Length, x: (Length) -> Length) throws -> SetTable {
        let grid = TableGrid(table)
        let style = table.style.values
        let widths =
            grid.columnCount == 0
            ? [] : try TableColumns(layout: layout, grid: grid, table: style).widths(width, available: available)
        var lefts: [Length] = []
        var pen = style.cellSpacing
        for column in widths {
            lefts.append(pen)
            pen += column + style.cellSpacing
        }
        lefts.append(pen - style.cellSpacing)
        let full = grid.columnCount == 0 ? width ?? available : pen
        let frame = Frame(
            grid: grid, style: style, lefts: lefts, widths: widths, borders: TableBorders(grid, style), x: x(full))
        var slabs = try captions(frame, width: full)
        let captionCount = slabs.count
        slabs += try rowSlabs(frame, isAfterCaption: captionCount > 0)
        repeatHead(grid, captionCount, &slabs)
        return SetTable(slabs: slabs, x: frame.x, width: full)
    }

    private func captions(_ frame: Frame, width: Length) throws -> [Slab] {
        try frame.grid.captions.enumerated().map { index, caption in
            let set = try layout.atomic(caption, in: width, borderBoxWidth: width)
            var slab = Slab(height: set.height, items: set.items.map { $0.moved(x: frame.x, y: 0) })
            slab.breakBefore = index == 0 ? .allowed : .forbidden
            slab.notes = set.notes
            slab.notes.precede(with: PageNotes(of: caption))
            slab.span = caption.span
            return slab
        }
    }

    // MARK: Rows

    private struct SetCell {
        var cell: TableGrid.Cell
        var flow: FlowLayout.Flow
        var items: [FrameItem]
        var contentHeight: Length
        var edges: Edges<Length>
        var style: StyleValues
    }

    private func rowSlabs(_ frame: Frame, isAfterCaption: Bool) throws -> [Slab] {
        let grid = frame.grid
        var cells: [[SetCell]] = []
        for row in grid.rows { cells.append(try row.cells.map { try setCell($0, frame) }) }
        let heights = rowHeights(frame, cells)
        let tops = heights.reduce(into: [0]) { $0.append($0.last! + $1 + frame.spacing) }
        var spannedUntil = 0
        let body = grid.rows.firstIndex { $0.part == .body }.map { first in
            first..<(grid.rows.lastIndex { $0.part == .body }! + 1)
        }
        return try grid.rows.enumerated().map { index, row in
            // Spacing lies below each row, and above the first.
            let above = index == 0 ? frame.spacing : 0
            var slab = Slab(height: above + heights[index] + frame.spacing)
            let color = row.box.style.values.backgroundColor
            if color.alpha > 0 {
                slab.items.append(.fill(Rect(x: 0, y: 0, width: frame.width, height: heights[index]), color))
            }
            for cell in cells[index] {
                let height = tops[index + cell.cell.rowSpan] - frame.spacing - tops[index]
                slab.items += try items(cell, frame, height: height)
                slab.notes.carry(PageNotes(of: cell.cell.box), y: 0)
                slab.notes.carry(cell.flow.notes, y: 0)
            }
            slab.items += frame.borders.items(row: index, lefts: frame.lefts, height: heights[index])
            if frame.x != 0 || above != 0 { slab.items = slab.items.map { $0.moved(x: frame.x, y: above) } }
            slab.notes.precede(with: PageNotes(of: row.box))
            slab.span = row.box.span
            slab.breakBefore =
                index == 0
                ? (isAfterCaption ? .forbidden : .allowed) : breakBefore(index, grid, spannedUntil, body: body ?? 0..<0)
            spannedUntil = max(spannedUntil, row.cells.map { index + $0.rowSpan }.max() ?? 0)
            return slab
        }
    }

    /// Rows of the body are kept together at its beginning and end as `orphans` and `widows` ask for lines, so that no
    /// page holds a head and a single row.
    private func breakBefore(
        _ index: Int, _ grid: TableGrid, _ spannedUntil: Int, body: Range<Int>
    ) -> Slab.BreakBefore {
        let row = grid.rows[index]
        let previous = grid.rows[index - 1]
        switch row.box.style.values.breakBefore {
        case .page: return .forced(nil)
        case .left: return .forced(.left)
        case .right: return .forced(.right)
        case .avoid: return .forbidden
        case .auto, .column: break
        }
        let style = row.box.style.values
        let isFew = index - body.lowerBound < style.orphans || body.upperBound - index < style.widows
        let avoids = previous.box.style.values.breakAfter == .avoid || (body.contains(index) && isFew)
        return previous.part == .head || row.part == .foot || index < spannedUntil || avoids ? .forbidden : .allowed
    }

    private func setCell(_ cell: TableGrid.Cell, _ frame: Frame) throws -> SetCell {
        let style = cell.box.style.values
        let width = frame.extent(cell).width
        let edges = style.cellEdges(in: frame.style, width: width)
        let inner = max(0, width - edges.left - edges.right)
        let flow = try layout.content(of: cell.box, width: inner, containing: width)
        let placed = SlabStack.place(flow.slabs[...], decorations: flow.decorations, dropsFirstSpace: false)
        return SetCell(
            cell: cell, flow: flow, items: placed.items, contentHeight: placed.height + flow.spaceAfter, edges: edges,
            style: style)
    }

    private func rowHeights(_ frame: Frame, _ cells: [[SetCell]]) -> [Length] {
        var heights = frame.grid.rows.map { row in row.box.style.values.height.resolved(against: 0) ?? 0 }
        for cell in cells.joined() where cell.cell.rowSpan == 1 {
            heights[cell.cell.row] = max(heights[cell.cell.row], wantedHeight(cell))
        }
        for cell in cells.joined() where cell.cell.rowSpan > 1 {
            let rows = cell.cell.row..<cell.cell.row + cell.cell.rowSpan
            let between = frame.spacing * (rows.count - 1)
            let missing = wantedHeight(cell) - between - heights[rows].reduce(0, +)
            if missing > 0 { heights[rows.upperBound - 1] += missing }
        }
        return heights
    }

    private func wantedHeight(_ cell: SetCell) -> Length {
        let around = cell.edges.top + cell.edges.bottom
        let asked = max(cell.style.height.resolved(against: 0) ?? 0, cell.style.minHeight.resolved(against: 0) ?? 0)
        let isOfContent = cell.style.boxSizing == .contentBox && asked > 0
        return max(cell.contentHeight + around, isOfContent ? asked + around : asked)
    }

    private func items(_ cell: SetCell, _ frame: Frame, height: Length) throws -> [FrameItem] {
        let (left, width) = frame.extent(cell.cell)
        let free = height - cell.edges.top - cell.edges.bottom - cell.contentHeight
        let down: Length =
            switch cell.style.verticalAlign {
            case .middle: free / 2
            case .bottom: free
            default: 0
            }
        let box = Rect(x: left, y: 0, width: width, height: height)
        var items: [FrameItem] = []
        if frame.style.borderCollapse == .separate {
            items += try layout.boxItems(box, cell.style, at: cell.cell.box.span)
        } else if cell.style.backgroundColor.alpha > 0 {
            items.append(.fill(box, cell.style.backgroundColor))
        }
        let (under, over) = try cell.flow.anchoredItems(
            in: width, height, left: cell.edges.left, top: cell.edges.top + down)
        items += under.map { $0.moved(x: left, y: 0) }
        items += cell.items.map { $0.moved(x: left + cell.edges.left, y: cell.edges.top + down) }
        return items + over.map { $0.moved(x: left, y: 0) }
    }

    private func repeatHead(_ grid: TableGrid, _ first: Int, _ slabs: inout [Slab]) {
        let headCount = grid.rows.prefix { $0.part == .head }.count
        guard headCount > 0, headCount < grid.rows.count else { return }
        let head = SlabStack.place(slabs[first..<first + headCount], decorations: [], dropsFirstSpace: false)
        let repeated = RepeatedRows(height: head.height, items: head.items)
        for at in (first + headCount)..<slabs.count { slabs[at].repeatedHead = repeated }
    }
}

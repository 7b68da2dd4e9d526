import Diagnostics
import Markup

/// Makes slabs of table rows: sets their cells, finds their heights, and puts backgrounds, cells and rules in place.
final class RowSetter {
    private let layout: FlowLayout
    private let columns: TableLayout.Columns
    private var borders: TableBorders
    private let cells: CellSetter
    private var tags: TableTags

    init(layout: FlowLayout, columns: TableLayout.Columns) {
        self.layout = layout
        self.columns = columns
        borders = TableBorders(columns)
        cells = CellSetter(layout: layout, columns: columns)
        tags = TableTags(layout.tagger)
    }

    /// The rows of a head or foot in one piece.
    func content(
        _ rows: [TableGrid.Row], previous: TableGrid.Row?, next: TableGrid.Row?
    ) throws -> RepeatedRows.Content {
        var slabs = SlabList()
        for slab in try group(rows, previous: previous, next: next, table: nil) { slabs.append(slab) }
        let placed = try SlabStack.place(slabs, slabs.indices, decorations: [], dropsFirstSpace: false)
        return RepeatedRows.Content(height: placed.height, items: tags.repeated(placed.items))
    }

    /// The slabs of a head or foot, of which rows may have been left out.
    func group(
        _ rows: [TableGrid.Row], previous: TableGrid.Row?, next: TableGrid.Row?, table: RunningTable?
    ) throws -> [Slab] {
        var block = rows
        for at in block.indices {
            for cell in block[at].cells.indices {
                let span = block[at].cells[cell].rowSpan
                block[at].cells[cell].rowSpan = min(span, block.count - at)
            }
        }
        return try slabs(block, previous: previous, next: next, table: table)
    }

    /// The slabs of rows that follow each other and are connected by no cell with others.
    func slabs(
        _ block: [TableGrid.Row], previous: TableGrid.Row?, next: TableGrid.Row?, table: RunningTable?
    ) throws -> [Slab] {
        let set = try block.map { row in
            try check(row)
            return try row.cells.map { try cells.set($0) }
        }
        let baselines = set.map { row in
            row.reduce(0) { $1.form.verticalAlign == .baseline ? max($0, $1.baseline ?? 0) : $0 }
        }
        let heights = heights(block, set, baselines)
        let isTall = heights.reduce(0, +) > layout.regionHeight
        var spanning: [[SpanningCell]] = block.map { _ in [] }
        var slabs: [Slab] = []
        for (at, row) in block.enumerated() {
            // Spacing lies below each row, and above the first.
            let above = row.index == 0 || previous == nil && at == 0 ? columns.spacing : 0
            var slab = Slab(height: above + heights[at] + columns.spacing)
            slab.span = row.box.span
            let piece = RowPiece(table: table)
            piece.top = above
            piece.height = heights[at]
            if let table, row.part == .body { piece.amounts = table.values(of: row.box) }
            piece.rules = borders.rules(
                row, previous: at == 0 ? previous : block[at - 1], next: at + 1 < block.count ? block[at + 1] : next)
            for cell in set[at] where cell.cell.rowSpan > 1 {
                let whole = SpanningCell(cell, columns: columns)
                for below in at..<min(at + cell.cell.rowSpan, block.count) { spanning[below].append(whole) }
            }
            piece.spanning = spanning[at]
            try draw(row, set[at], piece, baseline: baselines[at], into: &slab)
            let room = table?.room(of: layout.regionHeight) ?? layout.regionHeight
            if heights[at] * 2 > layout.regionHeight || heights[at] > room {
                piece.division = RowDivision(row: row, cells: set[at], columns: columns)
            }
            piece.tags = tags.row(row.part)
            slab.items = piece.tags.around(slab.items)
            slab.row = piece
            // Rows that one cell connects stay together where a page can hold them.
            if at > 0, !isTall { slab.breakBefore = .forbidden }
            slabs.append(slab)
        }
        return slabs
    }

    /// The row's background, its cells of one row, and what they have for the page.
    private func draw(
        _ row: TableGrid.Row, _ set: [SetCell], _ piece: RowPiece, baseline: Length, into slab: inout Slab
    ) throws {
        let area = Rect(x: columns.x, y: piece.top, width: columns.width, height: piece.height)
        slab.items += try layout.background(of: row, area, columns)
        slab.notes = PageNotes(of: row.box)
        for cell in set {
            if cell.cell.rowSpan == 1 {
                let extent = columns.extent(cell.cell)
                let box = Rect(x: columns.x + extent.left, y: piece.top, width: extent.width, height: piece.height)
                let drop = baseline - (cell.baseline ?? 0)
                try cell.draw(box, isSeparate: columns.isSeparate, drop: drop, into: &slab.items)
            } else if let tag = cell.tag {
                // It is drawn later, over all its rows, but stands in this one.
                slab.items += [tag.begin, .tag(.end)]
            }
            if let own = cell.form.notes(of: cell.cell.box) { slab.notes.carry(own, y: 0) }
            if cell.hasNotes { slab.notes.carry(cell.flow.notes, y: piece.top + cell.edges.top) }
        }
    }

    private func heights(_ block: [TableGrid.Row], _ set: [[SetCell]], _ baselines: [Length]) -> [Length] {
        var heights = block.map { $0.box.style.values.height.resolved(against: 0) ?? 0 }
        for (at, row) in set.enumerated() {
            for cell in row where cell.cell.rowSpan == 1 {
                let isOnBaseline = cell.form.verticalAlign == .baseline
                let drop = isOnBaseline ? baselines[at] - (cell.baseline ?? baselines[at]) : 0
                heights[at] = max(heights[at], cell.wantedHeight + drop)
            }
        }
        for (at, row) in set.enumerated() {
            for cell in row where cell.cell.rowSpan > 1 {
                let rows = at..<min(at + cell.cell.rowSpan, block.count)
                let between = columns.spacing * (rows.count - 1)
                let missing = cell.wantedHeight - between - heights[rows].reduce(0, +)
                if missing > 0 { heights[rows.upperBound - 1] += missing }
            }
        }
        return heights
    }

    /// Rows of a stream come when the columns are settled.
    private func check(_ row: TableGrid.Row) throws {
        guard let last = row.cells.last, last.column + last.columnSpan > columns.widths.count else { return }
        throw Rejection("layout.row-too-wide", ["columns": String(columns.widths.count)], at: row.box.span)
    }
}

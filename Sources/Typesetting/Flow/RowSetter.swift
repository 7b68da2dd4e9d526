import Diagnostics
import Markup

/// Makes slabs of table rows: sets their cells, finds their heights, and puts backgrounds, cells and rules in place.
final class RowSetter {
    private let layout: FlowLayout
    private let columns: TableLayout.Columns
    private var borders: TableBorders
    private let cells: CellSetter
    private var tags: TableTags
    /// Of the row at hand.
    private var lines: [CellSetter.Line] = []

    init(layout: FlowLayout, columns: TableLayout.Columns) {
        self.layout = layout
        self.columns = columns
        borders = TableBorders(columns)
        cells = CellSetter(layout: layout, columns: columns)
        tags = TableTags(columns.isTagged ? layout.tagger : nil)
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
        for row in block { try check(row) }
        if block.count == 1, let slab = try plainSlab(block[0], previous: previous, next: next, table: table) {
            return [slab]
        }
        let set = try block.map { row in try row.cells.map { try cells.set($0) } }
        let baselines = set.map { row in
            row.reduce(0) { $1.form.verticalAlign == .baseline ? max($0, $1.baseline ?? 0) : $0 }
        }
        let heights = heights(block, set, baselines)
        let isTall = heights.reduce(0, +) > layout.regionHeight
        var spanning: [[SpanningCell]] = block.map { _ in [] }
        var slabs: [Slab] = []
        for (at, row) in block.enumerated() {
            let piece = piece(
                of: row, height: heights[at], previous: at == 0 ? previous : block[at - 1],
                next: at + 1 < block.count ? block[at + 1] : next, table: table)
            var slab = slab(of: row, piece)
            for cell in set[at] where cell.cell.rowSpan > 1 {
                let whole = SpanningCell(cell, columns: columns)
                for below in at..<min(at + cell.cell.rowSpan, block.count) { spanning[below].append(whole) }
            }
            piece.spanning = spanning[at]
            try draw(row, set[at], piece, baseline: baselines[at], into: &slab)
            if mayBeDivided(heights[at], table) {
                piece.division = RowDivision(row: row, cells: set[at], columns: columns)
            }
            piece.tags = tags.row(row.part)
            slab.items = piece.tags.around(slab.items)
            // Rows that one cell connects stay together where a page can hold them.
            if at > 0, !isTall { slab.breakBefore = .forbidden }
            slabs.append(slab)
        }
        return slabs
    }

    /// What a slab has of its row, whatever its cells hold.
    private func piece(
        of row: TableGrid.Row, height: Length, previous: TableGrid.Row?, next: TableGrid.Row?, table: RunningTable?
    ) -> RowPiece {
        let piece = RowPiece(table: table)
        // Spacing lies below each row, and above the first.
        piece.top = row.index == 0 || previous == nil ? columns.spacing : 0
        piece.height = height
        if let table, row.part == .body { piece.amounts = table.values(of: row.box) }
        piece.rules = borders.rules(row, previous: previous, next: next)
        return piece
    }

    private func slab(of row: TableGrid.Row, _ piece: RowPiece) -> Slab {
        var slab = Slab(height: piece.top + piece.height + columns.spacing)
        slab.span = row.box.span
        slab.notes = PageNotes(of: row.box)
        slab.row = piece
        return slab
    }

    private func mayBeDivided(_ height: Length, _ table: RunningTable?) -> Bool {
        height * 2 > layout.regionHeight || height > table?.room(of: layout.regionHeight) ?? layout.regionHeight
    }

    /// The slab of a row whose cells are nothing but lines, as those of long lists are; nil where they may be more. It
    /// is what the general way gives, without its steps.
    private func plainSlab(
        _ row: TableGrid.Row, previous: TableGrid.Row?, next: TableGrid.Row?, table: RunningTable?
    ) throws -> Slab? {
        guard layout.tagger == nil, !columns.isSeparate else { return nil }
        var height = row.box.style.values.height.resolved(against: 0) ?? 0
        var baseline: Length = 0
        lines.removeAll(keepingCapacity: true)
        for cell in row.cells {
            guard cell.rowSpan == 1, let line = try cells.line(of: cell) else { return nil }
            if line.form.verticalAlign == .baseline { baseline = max(baseline, line.baseline) }
            lines.append(line)
        }
        for line in lines {
            let drop = line.form.verticalAlign == .baseline ? baseline - line.baseline : 0
            height = max(height, line.wantedHeight + drop)
        }
        if mayBeDivided(height, table) { return nil }
        let piece = piece(of: row, height: height, previous: previous, next: next, table: table)
        var slab = slab(of: row, piece)
        slab.items = try layout.background(
            of: row, Rect(x: columns.x, y: piece.top, width: columns.width, height: height), columns)
        let more = lines.reduce(0) { $0 + $1.line.items.count + ($1.form.fill == nil ? 0 : 1) }
        slab.items.reserveCapacity(slab.items.count + more)
        for (line, cell) in zip(lines, row.cells) {
            if let color = line.form.fill {
                slab.items.append(.fill(Rect(x: line.x, y: piece.top, width: line.width, height: height), color))
            }
            let edges = line.form.edges
            let free = max(0, height - edges.top - edges.bottom - line.line.height)
            let down = line.form.down(free: free, drop: baseline - line.baseline)
            for item in line.line.items {
                slab.items.append(item.moved(x: line.x + edges.left, y: piece.top + edges.top + down))
            }
            if let own = line.form.notes(of: cell.box) { slab.notes.carry(own, y: 0) }
        }
        return slab
    }

    /// The row's background, its cells of one row, and what they have for the page.
    private func draw(
        _ row: TableGrid.Row, _ set: [SetCell], _ piece: RowPiece, baseline: Length, into slab: inout Slab
    ) throws {
        let area = Rect(x: columns.x, y: piece.top, width: columns.width, height: piece.height)
        slab.items += try layout.background(of: row, area, columns)
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

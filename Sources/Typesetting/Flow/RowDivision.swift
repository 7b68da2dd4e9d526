import Markup

/// A row that may be divided because it is taller than a page: at its lines, each cell for itself. Every part has its
/// own box with all its borders.
final class RowDivision {
    private let row: TableGrid.Row
    private let cells: [SetCell]
    private let columns: TableLayout.Columns
    /// The first slab of each cell's content that is still to be set.
    private let starts: [Int]
    /// Whether more of the row follows on the next page.
    let goesOn: Bool
    /// Whether some of the row stands on a page before.
    var isRest: Bool { zip(cells, starts).contains { $1 > $0.flow.slabs.startIndex } }

    convenience init(row: TableGrid.Row, cells: [SetCell], columns: TableLayout.Columns) {
        self.init(row, cells, columns, starts: cells.map(\.flow.slabs.startIndex), goesOn: false)
    }

    private init(
        _ row: TableGrid.Row, _ cells: [SetCell], _ columns: TableLayout.Columns, starts: [Int], goesOn: Bool
    ) {
        self.row = row
        self.cells = cells
        self.columns = columns
        self.starts = starts
        self.goesOn = goesOn
    }

    /// Divides a slab of the row.
    /// - Parameters:
    ///   - room: for the first part.
    ///   - isForced: a line in each cell at least, whether it fits or not: on a page of its own.
    /// - Returns: nil when nothing can be gained by it.
    func divide(_ slab: Slab, room: Length, isForced: Bool) throws -> (part: Slab, rest: Slab)? {
        guard let whole = slab.row else { return nil }
        let inside = room - whole.top - columns.spacing
        var parts: [SetCell.Part] = []
        for (cell, start) in zip(cells, starts) {
            let isDone = cell.cell.rowSpan > 1 || start == cell.flow.slabs.endIndex
            let part =
                isDone
                ? SetCell.Part(lines: start..<start, height: 0, isAligned: false)
                : cell.part(from: start, room: inside - cell.edges.top - cell.edges.bottom, isForced: isForced)
            guard let part else { return nil }
            parts.append(part)
        }
        let ends = zip(cells, parts).map { cell, part in
            cell.cell.rowSpan > 1 ? cell.flow.slabs.endIndex : part.lines.upperBound
        }
        let hasRest = zip(cells, ends).contains { $1 < $0.flow.slabs.endIndex }
        guard hasRest, parts.contains(where: { !$0.lines.isEmpty }) else { return nil }
        var first = slab
        let height = max(0, zip(cells, parts).reduce(0) { max($0, $1.1.height + $1.0.edges.top + $1.0.edges.bottom) })
        first.row = piece(like: whole, height: height, amounts: whole.amounts, starts: starts, goesOn: true)
        first.height = whole.top + height + columns.spacing
        first.items = whole.tags.around(try items(parts, top: whole.top, height: height))
        var rest = slab
        let left = zip(cells, ends).map { cell, end in
            SetCell.Part(
                lines: end..<cell.flow.slabs.endIndex, height: cell.height(from: end),
                isAligned: end == cell.flow.slabs.startIndex)
        }
        let restHeight = zip(cells, left).reduce(0) { max($0, $1.1.height + $1.0.edges.top + $1.0.edges.bottom) }
        rest.row = piece(like: whole, height: restHeight, amounts: [], starts: ends, goesOn: false)
        rest.height = whole.top + restHeight + columns.spacing
        rest.items = whole.tags.around(try items(left, top: whole.top, height: restHeight))
        rest.spaceBefore = 0
        rest.breakBefore = .allowed
        rest.notes = PageNotes()
        rest.anchored = []
        return (first, rest)
    }

    private func piece(
        like whole: RowPiece, height: Length, amounts: [Int], starts: [Int], goesOn: Bool
    ) -> RowPiece {
        let piece = RowPiece(table: whole.table)
        piece.amounts = amounts
        piece.rules = whole.rules
        piece.tags = whole.tags
        piece.top = whole.top
        piece.height = height
        piece.spanning = whole.spanning
        piece.division = RowDivision(row, cells, columns, starts: starts, goesOn: goesOn)
        return piece
    }

    private func items(_ parts: [SetCell.Part], top: Length, height: Length) throws -> [FrameItem] {
        var items: [FrameItem] = []
        if let layout = cells.first?.layout {
            let area = Rect(x: columns.x, y: top, width: columns.width, height: height)
            items += try layout.background(of: row, area, columns)
        }
        for (cell, part) in zip(cells, parts) where cell.cell.rowSpan == 1 {
            let extent = columns.extent(cell.cell)
            let box = Rect(x: columns.x + extent.left, y: top, width: extent.width, height: height)
            try cell.draw(box, isSeparate: columns.isSeparate, part: part, into: &items)
        }
        return items
    }
}

extension SetCell {
    /// The height of the content from a slab on.
    fileprivate func height(from start: Int) -> Length {
        if start == flow.slabs.startIndex { return contentHeight }
        return flow.slabs[start...].enumerated().reduce(0) { height, entry in
            height + (entry.offset == 0 ? 0 : entry.element.spaceBefore) + entry.element.height
        }
    }
}

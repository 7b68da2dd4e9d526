import Markup

/// A cell that reaches over several rows. It is drawn when it is known which of its rows stand on a page: on each, its
/// box about those rows; its lines on the first, what does not fit there on the next.
final class SpanningCell {
    private let cell: SetCell
    private let columns: TableLayout.Columns
    /// The next slab of the content, and how many of the rows have been drawn.
    private var next: Int
    private var rowsDrawn = 0

    init(_ cell: SetCell, columns: TableLayout.Columns) {
        self.cell = cell
        self.columns = columns
        next = cell.flow.slabs.startIndex
    }

    /// The items of the part of the cell that stands between `top` and `bottom`, beside so many of its rows.
    func items(top: Length, bottom: Length, rowsHere: Int) throws -> [FrameItem] {
        rowsDrawn += rowsHere
        let isLast = rowsDrawn >= cell.cell.rowSpan
        let extent = columns.extent(cell.cell)
        let box = Rect(x: columns.x + extent.left, y: top, width: extent.width, height: bottom - top)
        let room = isLast ? Int.max / 2 : box.height - cell.edges.top - cell.edges.bottom
        let part =
            cell.part(from: next, room: room, isForced: isLast)
            ?? SetCell.Part(lines: next..<next, height: 0, isAligned: false)
        next = part.lines.upperBound
        var items: [FrameItem] = []
        try cell.draw(box, isSeparate: columns.isSeparate, part: part, into: &items)
        return items
    }
}

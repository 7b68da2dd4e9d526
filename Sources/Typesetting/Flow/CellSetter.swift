import Markup

/// Sets the content of a table's cells.
final class CellSetter {
    private let layout: FlowLayout
    private let columns: TableLayout.Columns
    /// The edges by style and width: a table has few styles of cells.
    private var edges: [EdgeKey: (style: ComputedStyle, edges: Edges<Length>)] = [:]

    private struct EdgeKey: Hashable {
        let style: ObjectIdentifier
        let width: Length
    }

    init(layout: FlowLayout, columns: TableLayout.Columns) {
        self.layout = layout
        self.columns = columns
    }

    func set(_ cell: TableGrid.Cell) throws -> SetCell {
        let width = columns.extent(cell).width
        let edges = edges(cell.box.style, width)
        let inner = max(0, width - edges.left - edges.right)
        let flow = try layout.content(of: cell.box, width: inner, containing: width)
        var height = flow.spaceAfter
        for slab in flow.slabs { height += slab.spaceBefore + slab.height }
        return SetCell(
            layout: layout, cell: cell, tag: layout.tagger?.part(of: cell), flow: flow, contentHeight: height,
            baseline: flow.firstBaseline.map { $0 + edges.top }, edges: edges, style: cell.box.style.values)
    }

    private func edges(_ style: ComputedStyle, _ width: Length) -> Edges<Length> {
        let key = EdgeKey(style: ObjectIdentifier(style), width: width)
        if let known = edges[key] { return known.edges }
        let made = style.values.cellEdges(in: columns.style, width: width)
        // Cells without an element have styles of their own.
        if edges.count > 500 { edges.removeAll() }
        edges[key] = (style, made)
        return made
    }
}

extension FlowLayout.Flow {
    /// From the flow's top to its first line's baseline.
    var firstBaseline: Length? {
        var y: Length = 0
        for slab in slabs {
            y += slab.spaceBefore
            if let baseline = slab.baseline { return y + baseline }
            y += slab.height
        }
        return nil
    }
}

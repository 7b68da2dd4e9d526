import Markup

/// How narrow content may get and how wide it wants to be (CSS Sizing 3, min-content and max-content).
struct IntrinsicWidth {
    let layout: FlowLayout

    /// Of the border box: (least, most).
    func borderBox(_ box: Box) throws -> (Length, Length) {
        let style = box.style.values
        let edges = BoxEdges(style, in: 0)
        if case .length = style.width, let wanted = style.borderBoxWidth(in: 0, edges) { return (wanted, wanted) }
        let (least, most) = try content(box)
        return (least + edges.horizontal, most + edges.horizontal)
    }

    /// Of the content box.
    func content(_ box: Box) throws -> (Length, Length) {
        if box.style.values.display == .table {
            let columns = try TableLayout(layout: layout).intrinsicWidths(box)
            return (columns.reduce(0) { $0 + $1.least }, columns.reduce(0) { $0 + $1.most })
        }
        var least: Length = 0
        var most: Length = 0
        var rowMost: Length = 0
        let isRow = box.style.values.display == .flex && box.style.values.flexDirection == .row
        var inline: [Node] = []
        func flush() throws {
            if let (low, high) = try inlineWidths(inline, box) {
                least = max(least, low)
                most = max(most, high)
                rowMost += high
            }
            inline = []
        }
        for node in box.content {
            guard case .box(let child) = node, child.style.values.display.isBlockLevel || isRow else {
                inline.append(node)
                continue
            }
            try flush()
            if child.style.values.position.isOutOfFlow || child.style.values.display == .none { continue }
            let (low, high) = try borderBox(child)
            let margins = BoxEdges(child.style.values, in: 0).margins
            least = max(least, low + margins)
            most = max(most, high + margins)
            rowMost += high + margins + box.style.values.gap
        }
        try flush()
        return (least, isRow ? max(most, rowMost) : most)
    }

    private func inlineWidths(_ nodes: [Node], _ box: Box) throws -> (Length, Length)? {
        // An atom's percentages have nothing to refer to yet; a sheet's width stands in.
        guard let paragraph = try layout.paragraph(nodes, style: box.style, span: box.span, width: 210 * .millimetre)
        else { return nil }
        var least: Length = 0
        var most: Length = 0
        var word: Length = 0
        var line: Length = 0
        for cluster in paragraph.clusters {
            word += cluster.advance
            line += cluster.advance
            if cluster.breakAfter != .none {
                least = max(least, cluster.kind == .space ? word - cluster.advance : word)
                word = 0
            }
            if cluster.breakAfter == .mandatory {
                most = max(most, line)
                line = 0
            }
        }
        return (max(least, word), max(most, line))
    }
}

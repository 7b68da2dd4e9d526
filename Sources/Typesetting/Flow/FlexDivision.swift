import Markup

/// Flex boxes that are taller than a page are divided: a row between its lines, a column between its items.
extension FlexLayout {
    /// What stands under each other in a flex box.
    struct Piece {
        var frame: AtomicFrame
        /// The gap above.
        var before: Length
        var items: [FlexItem]
        /// Where the border box of the only item begins.
        var left: Length = 0
    }

    /// The pieces of a box without a height, from the top.
    func pieces(of box: Box, width: Length) throws -> [Piece] {
        let axes = Axes(box.style.values, width: width, height: nil)
        let lines = try lines(of: box, axes)
        var pieces = try axes.isRow ? rows(lines, axes) : items(lines, axes)
        if axes.isRow ? axes.isCrossReversed : axes.isMainReversed { pieces.reverse() }
        let gap = axes.isRow ? axes.crossGap : axes.mainGap
        for at in pieces.indices.dropFirst() { pieces[at].before = gap }
        return pieces
    }

    private func rows(_ lines: [Line], _ axes: Axes) throws -> [Piece] {
        try lines.map { line in
            Piece(frame: try frame(line, main: axes.width, cross: line.size, axes), before: 0, items: line.items)
        }
    }

    private func items(_ lines: [Line], _ axes: Axes) throws -> [Piece] {
        try lines.flatMap { line in
            try line.items.map { item in
                var own = line
                own.items = [item]
                own.size = axes.width
                let set = try frame(own, main: item.size + item.mainMargins, cross: axes.width, axes)
                let left = crossPlace(item, item.frame, own, axes) + item.edges.margin.left
                return Piece(frame: set, before: 0, items: [item], left: left)
            }
        }
    }

    private func frame(_ line: Line, main: Length, cross: Length, _ axes: Axes) throws -> AtomicFrame {
        let (width, height) = axes.isRow ? (main, cross) : (cross, main)
        var frame = AtomicFrame(
            width: width, height: height, baseline: height, verticalAlign: .baseline, items: [])
        try place(line, at: 0, main: main, axes, in: &frame)
        frame.baseline = frame.firstBaseline ?? height
        return frame
    }
}

extension FlowBuilder {
    /// The content of a flex box that no page can hold, piece by piece.
    mutating func flexPieces(of box: Box, x: Length, width: Length) throws {
        for node in box.content where node.isOutOfFlow { try anchor(node, x: x) }
        for piece in try FlexLayout(layout: layout).pieces(of: box, width: width) {
            for item in piece.items { ask(item.style.breakBefore) }
            if piece.frame.height > layout.regionHeight, piece.items.count == 1,
                case .box(let item) = piece.items[0].atom, !box.style.values.flexDirection.isRow
            {
                try block(item.flowing(in: piece), x: x, width: width)
            } else {
                var slab = slab(of: piece.frame, box.style, piece.items.first?.span ?? box.span, x: x)
                let isForced = piece.items.contains { [.page, .left, .right].contains($0.style.breakBefore) }
                slab.spaceBefore = isForced ? 0 : piece.before
                emit(slab)
            }
            for item in piece.items { ask(item.style.breakAfter) }
        }
    }
}

extension Box {
    /// An item of a column that is itself taller than a page, as a block in its place.
    fileprivate func flowing(in piece: FlexLayout.Piece) -> Box {
        var values = style.values
        let edges = piece.items[0].edges
        if values.display == .block || values.display == .inline { values.display = .flowRoot }
        values.boxSizing = .borderBox
        values.width = .length(piece.items[0].frame.width)
        values.margin = Edges(
            top: .length(piece.before + edges.margin.top), right: .zero, bottom: .length(edges.margin.bottom),
            left: .length(piece.left))
        var box = self
        box.style = ComputedStyle(values)
        return box
    }
}

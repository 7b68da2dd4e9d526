import Markup

/// Flex boxes that are taller than a page are divided: a row between its lines, a column between its items. A line that
/// is itself taller is set as the one row of a table, an item as a block.
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

/// A line that no page can hold, as a table of one row: pages divide that in each of its cells.
extension FlexLayout {
    /// Items, and the room between them, are its columns.
    func table(of items: [FlexItem], in box: Box, width: Length) -> Box {
        let axes = Axes(box.style.values, width: width, height: nil)
        var (columns, cells): ([Node], [Node]) = ([], [])
        var pen: Length = 0
        func column(_ width: Length, _ cell: Box) {
            columns.append(.box(.anonymous([], .tableColumn, in: box).changed { $0.width = .length(width) }))
            cells.append(.box(cell))
            pen += width
        }
        let places = places(of: items, main: width, axes)
        for (left, at) in zip(places, items.indices).sorted(by: { $0 < $1 }) {
            if left > pen { column(left - pen, .anonymous([], .tableCell, in: box)) }
            column(items[at].size, cell(of: items[at], in: box))
        }
        if pen < width { column(width - pen, .anonymous([], .tableCell, in: box)) }
        // What cannot be divided is in the tallest.
        let tallest = items.max { $0.frame.height < $1.frame.height }?.span ?? box.span
        let row = Box(style: Box.anonymous([], .tableRow, in: box).style, content: cells, span: tallest)
        let full = pen
        return .anonymous(columns + [.box(row)], .table, in: box).changed { values in
            values.tableLayout = .fixed
            values.width = .length(full)
        }
    }

    /// A cell is as high as its row: an item that is to fill its line, and has no margin in it, is one itself.
    private func cell(of item: FlexItem, in box: Box) -> Box {
        let alignment = item.alignment(in: box.style.values)
        if case .box(let own) = item.atom, alignment == .stretch, own.mayBeCell { return own.asCell }
        let content: Node =
            switch item.atom {
            case .box(let box): .box(box.asBlock(width: item.size))
            case .drawing(let drawing, let style, let span):
                .drawing(drawing, ComputedStyle(style.values.asBlock(width: item.size)), span)
            }
        return .anonymous([content], .tableCell, in: box).changed { values in
            values.verticalAlign =
                switch alignment {
                case .stretch, .start: .top
                case .center: .middle
                case .end: .bottom
                case .baseline: .baseline
                }
        }
    }
}

extension FlowBuilder {
    /// The content of a flex box that no page can hold, piece by piece.
    mutating func flexPieces(of box: Box, x: Length, width: Length) throws {
        for node in box.content where node.isOutOfFlow { try anchor(node, x: x) }
        for piece in try FlexLayout(layout: layout).pieces(of: box, width: width) {
            for item in piece.items { ask(item.style.breakBefore) }
            let isTall = piece.frame.height > layout.regionHeight
            if isTall, box.style.values.flexDirection.isRow {
                let table = FlexLayout(layout: layout).table(of: piece.items, in: box, width: width)
                try block(table.below(piece.before), x: x, width: width)
            } else if isTall, piece.items.count == 1, case .box(let item) = piece.items[0].atom {
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

extension StyleValues {
    /// Of an item that becomes a block with a border box of that width, between no margins to its sides.
    fileprivate func asBlock(width: Length) -> StyleValues {
        var values = self
        if values.display == .block || values.display == .inline { values.display = .flowRoot }
        values.boxSizing = .borderBox
        values.width = .length(width)
        (values.minWidth, values.maxWidth) = (.zero, .auto)
        (values.margin.left, values.margin.right) = (.zero, .zero)
        return values
    }
}

extension Box {
    fileprivate func changed(_ change: (inout StyleValues) -> Void) -> Box {
        var values = style.values
        change(&values)
        var box = self
        box.style = ComputedStyle(values)
        return box
    }

    fileprivate func below(_ space: Length) -> Box { changed { $0.margin.top = .length(space) } }

    fileprivate func asBlock(width: Length) -> Box { changed { $0 = $0.asBlock(width: width) } }

    /// Whether a cell of a table can stand for this item.
    fileprivate var mayBeCell: Bool {
        let values = style.values
        return [.block, .flowRoot, .inline, .inlineBlock].contains(values.display) && values.height == .auto
            && values.minHeight == .zero && values.maxHeight == .auto && values.position == .static
            && values.transform.isEmpty && !values.overflowHidden && values.borderRadius == Corners(all: .zero)
            && values.margin.top == .zero && values.margin.bottom == .zero
    }

    fileprivate var asCell: Box {
        changed { values in
            values.display = .tableCell
            values.verticalAlign = .top
            values.width = .auto
            values.minWidth = .zero
        }
    }

    /// An item of a column that is itself taller than a page, as a block in its place.
    fileprivate func flowing(in piece: FlexLayout.Piece) -> Box {
        let item = piece.items[0]
        return asBlock(width: item.frame.width).changed { values in
            values.margin = Edges(
                top: .length(piece.before + item.edges.margin.top), right: .zero,
                bottom: .length(item.edges.margin.bottom), left: .length(piece.left))
        }
    }
}

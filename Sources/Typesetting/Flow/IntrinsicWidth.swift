import Markup

/// How narrow content may get and how wide it wants to be (CSS Sizing 3, min-content and max-content).
struct IntrinsicWidth {
    let layout: FlowLayout

    /// A sheet's width stands in for the containing block that is not known yet.
    private static let sheet = 210 * Length.millimetre

    /// Of the border box: (least, most).
    func borderBox(_ box: Box) throws -> (Length, Length) {
        let style = box.style.values
        if style.writingMode != layout.mode {
            let width = try layout.atomic(box, in: IntrinsicWidth.sheet).width
            return (width, width)
        }
        let edges = BoxEdges(style, in: 0)
        if case .length = style.width, let wanted = style.borderBoxWidth(in: 0, edges) { return (wanted, wanted) }
        let (least, most) = try content(box)
        return (
            style.lengthsOnly.clamped(least + edges.horizontal, in: 0, edges),
            style.lengthsOnly.clamped(most + edges.horizontal, in: 0, edges)
        )
    }

    /// Of the content box.
    func content(_ box: Box) throws -> (Length, Length) {
        try layout.shaper.nestedBoxes.widths(NestedBoxes.Key(box, layout), box) { try newContent(box) }
    }

    private func newContent(_ box: Box) throws -> (Length, Length) {
        let (least, most) = try flowContent(box)
        guard box.style.values.hasColumns else { return (least, most) }
        let style = box.style.values
        let gap = style.columnGap?.resolved(against: 0) ?? style.fontSize
        let count = style.columnCount ?? 1
        return (least * count + gap * (count - 1), max(most, style.columnWidth ?? 0) * count + gap * (count - 1))
    }

    private func flowContent(_ box: Box) throws -> (Length, Length) {
        if box.style.values.writingMode != layout.mode {
            let width = try layout.atomic(.anonymous(box.content, .block, in: box), in: IntrinsicWidth.sheet).width
            return (width, width)
        }
        if box.style.values.display == .table {
            let grid = try TableGrid(box)
            let columns = try TableColumns(layout: layout, grid: grid, table: box.style.values).wishes()
            let spacing = grid.columnCount == 0 ? 0 : box.style.values.cellSpacing * (grid.columnCount + 1)
            return (columns.reduce(spacing) { $0 + $1.least }, columns.reduce(spacing) { $0 + $1.most })
        }
        var widths = StackedWidths()
        var row = (least: 0, most: 0, count: 0)
        let isRow = box.style.values.display == .flex && box.style.values.flexDirection.isRow
        let isFlex = box.style.values.display == .flex
        var inline: [Node] = []
        func flush() throws {
            if let (low, high) = try inlineWidths(inline, box, &widths) {
                widths.add(low, high)
                row = (row.least + low, row.most + high, row.count + 1)
            }
            inline = []
        }
        for node in box.content {
            guard case .box(let child) = node, child.style.values.display.isBlockLevel || isRow else {
                inline.append(node)
                continue
            }
            try flush()
            let style = child.style.values
            if style.position.isOutOfFlow || style.display == .none { continue }
            let (low, high) = try outerWidths(child)
            if !isFlex, style.float == .left || style.float == .right {
                widths.addFloat(low, high, clear: style.clear)
            } else {
                if style.clear != .none { widths.endFloats() }
                widths.add(low, high)
            }
            row = (row.least + low, row.most + high, row.count + 1)
        }
        try flush()
        widths.endFloats()
        // Items in a row stand beside each other; everything else under each other.
        let gaps = (box.style.values.columnGap?.resolved(against: 0) ?? 0) * max(0, row.count - 1)
        if isRow, box.style.values.flexWrap != .nowrap { return (widths.least, row.most + gaps) }
        return isRow ? (row.least + gaps, row.most + gaps) : (widths.least, widths.most)
    }

    /// Of a box with its margins.
    private func outerWidths(_ box: Box) throws -> (Length, Length) {
        let (low, high) = try borderBox(box)
        let margins = BoxEdges(box.style.values, in: 0).margins
        return (low + margins, high + margins)
    }

    /// Of a float that is met in text.
    private func floatWidths(_ atom: InlineContent.Atom) throws -> (Length, Length) {
        if case .box(let box) = atom { return try outerWidths(box) }
        let width = try measured(atom.sizedByContent).width
        return (atom.isElastic ? 0 : width, width)
    }

    /// - Parameter widths: takes the floats, which stand beside the text of their line.
    private func inlineWidths(
        _ nodes: [Node], _ box: Box, _ widths: inout StackedWidths
    ) throws -> (Length, Length)? {
        let content = InlineContent(nodes, style: box.style, span: box.span)
        try content.refuseMisplaced()
        for float in content.floats {
            let (low, high) = try floatWidths(float.atom)
            widths.addFloat(low, high, clear: float.atom.style.values.clear)
        }
        guard !content.isEmpty else { return nil }
        let paragraph = try layout.shaper.prepare(content, style: box.style, subject: layout.subject) { atom in
            try measured(atom.sizedByContent)
        }
        if let key = SetTexts.key(nodes, box.style, width: 0) { layout.shaper.setTexts.keep(key, paragraph) }
        var least: Length = 0
        var most: Length = 0
        var indent: Length = 0
        if case .length(let length) = box.style.values.textIndent { indent = length }
        var word = indent
        var line = indent
        for (at, cluster) in paragraph.clusters.enumerated() {
            let isElastic = paragraph.atoms[at] != nil && content.atoms[cluster.units.lowerBound]?.isElastic == true
            word += isElastic ? 0 : cluster.advance
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

    /// An atom of which nothing but the width is known: to measure what is around a box, it need not be laid out.
    private func measured(_ atom: InlineContent.Atom) throws -> AtomicFrame {
        guard case .box(let box) = atom, !box.isCombined, box.style.values.writingMode == layout.mode else {
            return try layout.atom(atom, in: IntrinsicWidth.sheet)
        }
        let edges = BoxEdges(box.style.values, in: IntrinsicWidth.sheet)
        let width = try layout.outerWidth(box, in: IntrinsicWidth.sheet, edges) + edges.margins
        return AtomicFrame(width: width, height: 0, baseline: 0, verticalAlign: .baseline, items: [])
    }
}

/// The widths of what stands under each other, and of floats beside it: on lines that are as long as one likes, floats
/// stand beside each other and beside what comes next.
private struct StackedWidths {
    private(set) var least: Length = 0
    private(set) var most: Length = 0
    private var floats: Length = 0

    mutating func addFloat(_ low: Length, _ high: Length, clear: Clear) {
        if clear != .none { endFloats() }
        least = max(least, low)
        floats += max(0, high)
    }

    mutating func add(_ low: Length, _ high: Length) {
        least = max(least, low)
        most = max(most, floats + high)
        floats = 0
    }

    mutating func endFloats() {
        most = max(most, floats)
        floats = 0
    }
}

extension InlineContent.Atom {
    /// A chart takes what width there is and needs none.
    fileprivate var isElastic: Bool {
        guard case .drawing(.dataChart, let style, _) = self else { return false }
        if case .length = style.values.width { return false }
        return true
    }

    /// The atom with percentages of a width that is not known yet taken as `auto` (CSS Sizing 3, 5.2.1).
    fileprivate var sizedByContent: InlineContent.Atom {
        guard case .percent = style.values.width else { return self }
        var values = style.values
        values.width = .auto
        switch self {
        case .box(var box):
            box.style = ComputedStyle(values)
            return .box(box)
        case .drawing(let drawing, _, let span): return .drawing(drawing, ComputedStyle(values), span)
        }
    }
}

extension StyleValues {
    /// Least and greatest width without percentages.
    fileprivate var lengthsOnly: StyleValues {
        guard minWidth != .zero || maxWidth != .auto else { return self }
        var values = self
        if case .percent = values.minWidth { values.minWidth = .zero }
        if case .percent = values.maxWidth { values.maxWidth = .auto }
        return values
    }
}

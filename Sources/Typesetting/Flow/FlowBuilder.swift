import Diagnostics
import Markup

/// Collects the slabs of one flow: keeps the margins waiting to collapse, the break asked for before the next slab, and
/// the boxes that are open.
struct FlowBuilder {
    private let layout: FlowLayout
    private var flow = FlowLayout.Flow()
    private var open: [Int] = []
    private var marginAbove: (positive: Length, negative: Length) = (0, 0)
    private var nextBreak = Slab.BreakBefore.allowed
    private var strings: [(name: String, value: String)] = []
    private var outline: [OutlineEntry] = []
    private var anchored: [AnchoredFrame] = []

    init(layout: FlowLayout) { self.layout = layout }

    mutating func finish() -> FlowLayout.Flow {
        if !anchored.isEmpty || !strings.isEmpty {
            var empty = Slab(height: 0)
            empty.breakBefore = .forbidden
            emit(empty)
        }
        flow.spaceAfter = marginAbove.positive + marginAbove.negative
        return flow
    }

    // MARK: Blocks

    /// A block-level box in a containing block that starts at `x`.
    mutating func block(_ box: Box, x: Length, width: Length) throws {
        let style = box.style.values
        if style.display == .none { return }
        if style.position.isOutOfFlow { return try anchor(.box(box), box.style, x: x, width: width) }
        if style.float == .pageFoot { return try pageFloat(box, width: width) }
        ask(style.breakBefore)
        let edges = BoxEdges(style, in: width)
        addMargin(edges.margin.top)
        note(box)
        if try !placedWhole(box, style, x: x, width: width, edges) {
            if style.display == .table {
                let extent = style.blockExtent(in: width, edges)
                let slabs = try TableLayout(layout: layout).slabs(
                    box, x: x + extent.x, width: style.width == .auto ? nil : extent.width, available: extent.width)
                for slab in slabs { emit(slab) }
            } else {
                try container(box, x: x, width: width, edges)
            }
        }
        addMargin(edges.margin.bottom)
        ask(style.breakAfter)
    }

    /// Boxes that no page break may divide become one slab, unless they are taller than a page.
    private mutating func placedWhole(
        _ box: Box, _ style: StyleValues, x: Length, width: Length, _ edges: BoxEdges
    ) throws -> Bool {
        let isWhole =
            style.display == .flex || style.position == .relative || style.breakInsideAvoid || style.height != .auto
            || style.minHeight != .zero || style.rotation != 0
        guard isWhole else { return false }
        let extent = style.blockExtent(in: width, edges)
        let isTable = style.display == .table
        let frame =
            isTable && style.borderCollapse == .collapse
            ? try wholeTable(box, style, extent.width)
            : try layout.atomic(box, in: width, borderBoxWidth: isTable && style.width == .auto ? nil : extent.width)
        let mayFlow = style.display == .block || isTable
        if mayFlow && style.height == .auto && style.rotation == 0 && frame.height > layout.regionHeight { return false }
        var slab = Slab(height: frame.height)
        slab.items = frame.items.map { $0.moved(x: x + extent.x, y: 0) }
        slab.baseline = frame.baseline
        emit(slab)
        return true
    }

    private func wholeTable(_ box: Box, _ style: StyleValues, _ available: Length) throws -> AtomicFrame {
        let slabs = try TableLayout(layout: layout).slabs(
            box, x: 0, width: style.width == .auto ? nil : available, available: available)
        let placed = SlabStack.place(slabs[...], decorations: [], dropsFirstSpace: false)
        return AtomicFrame(
            width: available, height: placed.height, baseline: placed.height, verticalAlign: .baseline, items: placed.items)
    }

    private mutating func container(_ box: Box, x: Length, width: Length, _ edges: BoxEdges) throws {
        let style = box.style.values
        let extent = style.blockExtent(in: width, edges)
        let isDecorated =
            style.backgroundColor.alpha > 0 || edges.border.top + edges.border.right + edges.border.bottom + edges.border.left > 0
        let firstSlab = flow.slabs.count
        if isDecorated {
            open.append(flow.decorations.count)
            flow.decorations.append(
                Decoration(x: x + extent.x, width: extent.width, style: style, firstSlab: firstSlab, lastSlab: firstSlab))
        }
        if edges.top > 0 {
            emit(Slab(height: edges.top))
            nextBreak = .forbidden
        }
        try children(of: box, x: x + extent.x + edges.left, width: max(0, extent.width - edges.horizontal))
        if edges.bottom > 0 {
            var padding = Slab(height: edges.bottom)
            padding.breakBefore = .forbidden
            emit(padding)
        }
        if isDecorated, let id = open.popLast() { flow.decorations[id].lastSlab = flow.slabs.count - 1 }
    }

    /// The children of a block container: blocks as they come, inline content between them as paragraphs.
    mutating func children(of box: Box, x: Length, width: Length) throws {
        var inline: [Node] = []
        for node in box.content {
            switch node {
            case .box(let child) where child.style.values.display.isBlockLevel || child.style.values.float != .none:
                try paragraph(inline, of: box, x: x, width: width)
                inline = []
                try block(child, x: x, width: width)
            default: inline.append(node)
            }
        }
        try paragraph(inline, of: box, x: x, width: width)
    }

    // MARK: Paragraphs

    private mutating func paragraph(_ nodes: [Node], of box: Box, x: Length, width: Length) throws {
        guard !nodes.isEmpty else { return }
        let content = InlineContent(nodes, style: box.style, span: box.span)
        for node in content.outOfFlow {
            switch node {
            case .box(let box): try anchor(.box(box), box.style, x: x, width: width)
            case .drawing(let drawing, let style, let span):
                try anchor(.drawing(drawing, style, span), style, x: x, width: width)
            case .text, .lineBreak: break
            }
        }
        guard !content.isEmpty else { return }
        let layout = layout
        let paragraph = try layout.shaper.prepare(content, style: box.style, subject: layout.subject) {
            try layout.atom($0, in: width)
        }
        let style = box.style.values
        let lines = LineBreaker(
            paragraph: paragraph, width: width, indent: style.textIndent.resolved(against: width) ?? 0
        ).lines()
        let setter = LineSetter(paragraph: paragraph, width: width)
        for (index, line) in lines.enumerated() {
            let set = setter.set(line)
            var slab = Slab(height: set.height)
            slab.items = x == 0 ? set.items : set.items.map { $0.moved(x: x, y: 0) }
            slab.baseline = set.baseline
            if index > 0, index < style.orphans || lines.count - index < style.widows { slab.breakBefore = .forbidden }
            emit(slab)
        }
    }

    // MARK: Out of flow

    private mutating func anchor(_ atom: InlineContent.Atom, _ style: ComputedStyle, x: Length, width: Length) throws {
        let frame = try layout.atom(atom, in: width)
        let isUnderlay =
            switch atom {
            case .drawing(let drawing, _, _): drawing.isSeal
            case .box(let box): box.holdsOnlySeals
            }
        let place = AnchoredFrame(frame: frame, inset: style.values.inset, staticX: x, isUnderlay: isUnderlay)
        if style.values.position == .fixed { flow.fixed.append(place) } else { anchored.append(place) }
    }

    private mutating func pageFloat(_ box: Box, width: Length) throws {
        let style = box.style.values
        let edges = BoxEdges(style, in: width)
        let frame = try layout.atomic(box, in: width, borderBoxWidth: style.blockExtent(in: width, edges).width)
        var slab = Slab(height: 0)
        let side: PageRule.Pseudo? =
            switch style.breakBefore {
            case .left: .left
            case .right: .right
            default: nil
            }
        slab.pageFloat = PageFloatFrame(frame: frame, side: side)
        slab.breakBefore = .forbidden
        emit(slab, keepsMargin: true)
    }

    // MARK: Slabs

    private mutating func emit(_ slab: Slab, keepsMargin: Bool = false) {
        var slab = slab
        if !keepsMargin {
            slab.spaceBefore += marginAbove.positive + marginAbove.negative
            marginAbove = (0, 0)
        }
        if nextBreak != .allowed { slab.breakBefore = nextBreak }
        if !keepsMargin { nextBreak = .allowed }
        slab.decorations = open
        slab.strings += strings
        slab.outline += outline
        slab.anchored += anchored
        strings = []
        outline = []
        anchored = []
        flow.slabs.append(slab)
    }

    private mutating func addMargin(_ margin: Length) {
        if margin >= 0 { marginAbove.positive = max(marginAbove.positive, margin) } else {
            marginAbove.negative = min(marginAbove.negative, margin)
        }
    }

    /// A forced break stands over an avoided one; of two forced ones the later names the side.
    private mutating func ask(_ wish: Break) {
        switch wish {
        case .auto: break
        case .avoid: if nextBreak == .allowed { nextBreak = .forbidden }
        case .page: if case .forced(.some) = nextBreak {} else { nextBreak = .forced(nil) }
        case .left: nextBreak = .forced(.left)
        case .right: nextBreak = .forced(.right)
        }
    }

    private mutating func note(_ box: Box) {
        if let name = box.style.values.stringSet { strings.append((name, box.plainText)) }
        if let level = box.attributes.headingLevel {
            outline.append(OutlineEntry(level: level, title: box.plainText, y: 0))
        }
    }
}

extension Display {
    var isBlockLevel: Bool { self == .block || self == .table || self == .flex || self == .tableCaption }
}

extension Drawing {
    fileprivate var isSeal: Bool {
        if case .officialSeal = self { true } else { false }
    }
}

extension Box {
    /// Such a box lies beneath the text that it is placed over.
    fileprivate var holdsOnlySeals: Bool {
        content.allSatisfy { node in
            switch node {
            case .text(let text, _): text.allSatisfy(\.isWhitespace)
            case .lineBreak: true
            case .drawing(let drawing, _, _): drawing.isSeal
            case .box(let box): box.holdsOnlySeals
            }
        }
    }

    /// The text of the box with white space collapsed, for running heads and outlines.
    var plainText: String {
        String(decoding: InlineContent(flattened, style: style, span: span).units, as: UTF16.self)
    }

    private var flattened: [Node] {
        content.flatMap { node -> [Node] in
            switch node {
            case .text: return [node]
            case .lineBreak: return []
            case .box(let box): return box.style.values.position.isOutOfFlow ? [] : box.flattened
            case .drawing: return []
            }
        }
    }
}

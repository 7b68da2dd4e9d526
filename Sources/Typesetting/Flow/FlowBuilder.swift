import Diagnostics
import Markup

/// Collects the slabs of one flow: keeps the margins waiting to collapse, the break asked for before the next slab, and
/// the boxes that are open.
struct FlowBuilder {
    private let layout: FlowLayout
    /// The width of the containing block of absolutely positioned boxes.
    private let containing: Length
    private var flow = FlowLayout.Flow()
    private var open: [Int] = []
    private var marginAbove: (positive: Length, negative: Length) = (0, 0)
    private var nextBreak = Slab.BreakBefore.allowed
    private var strings: [(name: String, value: String)] = []
    private var outline: [OutlineEntry] = []
    private var anchored: [AnchoredFrame] = []

    init(layout: FlowLayout, containing: Length) {
        self.layout = layout
        self.containing = containing
    }

    mutating func finish() -> FlowLayout.Flow {
        if !anchored.isEmpty || !strings.isEmpty || !outline.isEmpty {
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
        if style.position.isOutOfFlow { return try anchor(.box(box), box.style, box.span, x: x) }
        if style.float == .pageFoot { return try pageFloat(box, width: width) }
        ask(style.breakBefore)
        let edges = BoxEdges(style, in: width)
        addMargin(edges.margin.top)
        note(box)
        let first = flow.slabs.count
        if try !placedWhole(box, style, x: x, width: width, edges) {
            if style.display == .table {
                try table(box, x: x, width: width, edges)
            } else {
                try container(box, x: x, width: width, edges)
            }
            markPart(box, from: first)
            if style.breakInsideAvoid { keepTogether(from: first) }
        }
        addMargin(edges.margin.bottom)
        ask(style.breakAfter)
    }

    /// `break-inside: avoid`: no break between the slabs from `first` on, unless they are higher than a page.
    private mutating func keepTogether(from first: Int) {
        let slabs = flow.slabs[first...]
        let height = slabs.reduce(-(slabs.first?.spaceBefore ?? 0)) { $0 + $1.spaceBefore + $1.height }
        guard height <= layout.regionHeight else { return }
        for at in slabs.indices.dropFirst() where flow.slabs[at].breakBefore == .allowed {
            flow.slabs[at].breakBefore = .forbidden
        }
    }

    /// Marks the slabs from `first` on as the box's part.
    private mutating func markPart(_ box: Box, from first: Int) {
        guard box.style.values.part != nil else { return }
        for at in flow.slabs.indices[first...] where !flow.slabs[at].items.isEmpty {
            flow.slabs[at].items = PartMark.around(
                flow.slabs[at].items, box.style.values, box.span, isContinued: at > first)
        }
    }

    /// Boxes that are laid out for themselves become one slab, unless they are taller than a page and can be divided.
    private mutating func placedWhole(
        _ box: Box, _ style: StyleValues, x: Length, width: Length, _ edges: BoxEdges
    ) throws -> Bool {
        let isWhole =
            style.display == .flex || style.position == .relative || style.height != .auto
            || style.minHeight != .zero || style.rotation != 0
        guard isWhole else { return false }
        let extent = style.blockExtent(in: width, edges)
        let isTable = style.display == .table
        let frame =
            isTable && style.borderCollapse == .collapse
            ? try wholeTable(box, style, extent.width)
            : try layout.atomic(box, in: width, borderBoxWidth: isTable && style.width == .auto ? nil : extent.width)
        let mayFlow = (style.display == .block || isTable) && style.height == .auto && style.rotation == 0
        if mayFlow && frame.height > layout.regionHeight { return false }
        var slab = Slab(height: frame.height)
        slab.items = frame.items.map { $0.moved(x: x + extent.x, y: 0) }
        slab.baseline = frame.baseline
        slab.strings = frame.strings
        slab.outline = frame.outline
        slab.span = box.span
        emit(slab)
        return true
    }

    private func wholeTable(_ box: Box, _ style: StyleValues, _ available: Length) throws -> AtomicFrame {
        let slabs = try TableLayout(layout: layout).set(
            box, width: style.width == .auto ? nil : available, available: available, x: { _ in 0 }
        ).slabs
        let placed = SlabStack.place(slabs[...], decorations: [], dropsFirstSpace: false)
        let shift = style.relativeShift(in: available)
        var frame = AtomicFrame(
            width: available, height: placed.height, baseline: placed.height, verticalAlign: .baseline,
            items: placed.items.map { $0.moved(x: shift.x, y: shift.y) })
        var y: Length = 0
        for slab in slabs {
            frame.carry(strings: slab.strings, outline: slab.outline, y: y)
            y += slab.height
        }
        return frame
    }

    /// A table in the flow, with its own background and, where borders do not collapse, border and padding.
    private mutating func table(_ box: Box, x: Length, width: Length, _ edges: BoxEdges) throws {
        var style = box.style.values
        let isCollapsed = style.borderCollapse == .collapse
        let (left, right) = isCollapsed ? (0, 0) : (edges.left, edges.right)
        let extent = style.blockExtent(in: width, edges)
        let set = try TableLayout(layout: layout).set(
            box, width: style.width == .auto ? nil : extent.width - left - right,
            available: extent.width - left - right,
            x: { inner in
                let shift = style.width == .auto ? style.autoShift(extent.width - inner - left - right) : 0
                return x + extent.x + shift + left
            })
        if isCollapsed { style.border = Edges(all: .none) }
        if style.isDecorated {
            open.append(flow.decorations.count)
            let first = flow.slabs.count
            flow.decorations.append(
                Decoration(
                    x: set.x - left, width: set.width + left + right, style: style, firstSlab: first, lastSlab: first))
        }
        if !isCollapsed, edges.top > 0 {
            emit(Slab(height: edges.top))
            nextBreak = .forbidden
        }
        for slab in set.slabs { emit(slab) }
        if !isCollapsed, edges.bottom > 0 {
            var padding = Slab(height: edges.bottom)
            padding.breakBefore = .forbidden
            emit(padding)
        }
        if style.isDecorated, let id = open.popLast() { flow.decorations[id].lastSlab = flow.slabs.count - 1 }
    }

    private mutating func container(_ box: Box, x: Length, width: Length, _ edges: BoxEdges) throws {
        let style = box.style.values
        let extent = style.blockExtent(in: width, edges)
        let firstSlab = flow.slabs.count
        if style.isDecorated {
            open.append(flow.decorations.count)
            flow.decorations.append(
                Decoration(
                    x: x + extent.x, width: extent.width, style: style, firstSlab: firstSlab, lastSlab: firstSlab))
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
        if style.isDecorated, let id = open.popLast() { flow.decorations[id].lastSlab = flow.slabs.count - 1 }
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
        for node in content.outOfFlow { try anchor(node, x: x) }
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
            slab.span = content.runs.first?.span ?? box.span
            note(line, of: paragraph, in: &slab)
            if index > 0, index < style.orphans || lines.count - index < style.widows { slab.breakBefore = .forbidden }
            emit(slab)
        }
    }

    /// What a line's text and boxes have for the page.
    private func note(_ line: Line, of paragraph: Paragraph, in slab: inout Slab) {
        if !paragraph.content.strings.isEmpty {
            let first = paragraph.clusters[line.clusters.lowerBound].units.lowerBound
            let end = paragraph.clusters[line.clusters.upperBound - 1].units.upperBound
            // One that stands at the very end of the text belongs to the last line.
            let isLast = line.clusters.upperBound == paragraph.clusters.count
            for string in paragraph.content.strings where string.unit >= first && (string.unit < end || isLast) {
                slab.strings.append((string.name, string.value))
            }
        }
        guard !paragraph.atoms.isEmpty else { return }
        for atom in line.clusters.compactMap({ paragraph.atoms[$0] }) {
            slab.strings += atom.strings
            slab.outline += atom.outline
        }
    }

    // MARK: Out of flow

    /// Hangs an absolutely positioned box or drawing on the next slab.
    mutating func anchor(_ node: Node, x: Length) throws {
        switch node {
        case .box(let box): try anchor(.box(box), box.style, box.span, x: x)
        case .drawing(let drawing, let style, let span):
            try anchor(.drawing(drawing, style, span), style, span, x: x)
        case .text, .lineBreak, .generated, .pageSum, .rows: break
        }
    }

    private mutating func anchor(
        _ atom: InlineContent.Atom, _ style: ComputedStyle, _ span: SourceSpan, x: Length
    ) throws {
        let values = style.values
        var stretched: Length?
        if values.width == .auto, case .box = atom, let left = values.inset.left.resolved(against: containing),
            let right = values.inset.right.resolved(against: containing)
        {
            stretched = max(0, containing - left - right - BoxEdges(values, in: containing).margins)
        }
        let frame = try layout.atom(atom, in: containing, borderBoxWidth: stretched)
        let isUnderlay =
            switch atom {
            case .drawing(let drawing, _, _): drawing.isSeal
            case .box(let box): box.holdsOnlySeals
            }
        let place = AnchoredFrame(
            frame: frame, inset: values.inset, staticX: x, isUnderlay: isUnderlay, span: span)
        strings += frame.strings
        if values.position == .fixed { flow.fixed.append(place) } else { anchored.append(place) }
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
        slab.pageFloat = PageFloatFrame(frame: frame, side: side, span: box.span)
        slab.strings = frame.strings
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
        // What takes no room takes a forced break along, but leaves an avoided one to what follows.
        if !keepsMargin { nextBreak = .allowed } else if case .forced = nextBreak { nextBreak = .forbidden }
        slab.decorations = open
        slab.strings = strings + slab.strings
        slab.outline = outline + slab.outline
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
        case .auto, .column: break
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

import Diagnostics
import Markup

/// Collects the slabs of one flow: keeps the margins waiting to collapse, the break asked for before the next slab, and
/// the boxes that are open.
struct FlowBuilder {
    let layout: FlowLayout
    /// The width of the containing block of absolutely positioned boxes.
    let containing: Length
    /// The height of the containing block where it is known.
    var height: Length?
    var flow = FlowLayout.Flow()
    /// How far down the slabs so far reach, from the flow's top.
    var y: Length = 0
    var floats = FloatContext()
    var markers: [PendingMarker] = []
    private var open: [Int] = []
    private var marginAbove: (positive: Length, negative: Length) = (0, 0)
    private var nextBreak = Slab.BreakBefore.allowed
    var notes = PageNotes()
    var anchored: [AnchoredFrame] = []
    /// Takes finished slabs; nil for the flow inside a box that is laid out whole.
    let pages: Paginator?
    /// How many boxes are open whose slabs must stay together until they end.
    private var wholes = 0
    /// The parts of the structure that the next slab lies in, the outermost first.
    private var openTags: [Tagger.Part] = []
    /// Whether the flow is for columns, where `break-before: column` and spanning boxes mean something.
    var isInColumns = false

    init(layout: FlowLayout, containing: Length, height: Length?, pages: Paginator? = nil) {
        self.pages = pages
        self.layout = layout
        self.containing = containing
        self.height = height
    }

    mutating func finish() throws -> FlowLayout.Flow {
        try clearFloats(.both)
        if !anchored.isEmpty || !notes.isEmpty {
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
        if box.style.values.display == .none { return }
        if box.style.values.position.isOutOfFlow { return try anchor(.box(box), box.span, x: x) }
        let style = box.style.values
        switch style.float {
        case .none: break
        case .pageFoot: return try pageFloat(box, width: width)
        case .left, .right: return floats.waiting.append(WaitingFloat(atom: .box(box), x: x, width: width))
        }
        if isInColumns, style.columnSpanAll { throw Rejection("layout.span-inside", at: box.span) }
        ask(style.breakBefore)
        if style.clear != .none { try settleFloats() }
        let edges = BoxEdges(style, in: width)
        addMargin(edges.margin.top)
        try clearFloats(style.clear)
        notes.carry(PageNotes(of: box), y: 0)
        let first = flow.slabs.endIndex
        // What is marked or kept together as a whole is not to go out before.
        let isMarked = style.part != nil
        if isMarked { wholes += 1 }
        defer { if isMarked { wholes -= 1 } }
        if try !placedWhole(box, style, x: x, width: width, edges) {
            let tags = layout.tagger?.parts(of: box) ?? []
            openTags += tags
            if style.display == .table {
                let band = try bandBesideFloats(for: box, x: x, width: width)
                try table(box, x: band.x, width: band.width, edges)
            } else {
                try container(box, x: x, width: width, edges)
            }
            markPart(box, from: first)
            openTags.removeLast(tags.count)
            if style.breakInsideAvoid { keepTogether(from: first) }
        }
        addMargin(edges.margin.bottom)
        ask(style.breakAfter)
        try drain()
    }

    /// Gives what is certain to the pages, so that memory does not grow with the document.
    mutating func drain() throws {
        guard let pages, wholes == 0, floats.isEmpty else { return }
        try pages.fill(&flow)
    }

    /// `break-inside: avoid`: no break between the slabs from `first` on, unless they are higher than a page.
    private mutating func keepTogether(from first: Int) {
        // What has gone out onto pages already is more than a page.
        guard first >= flow.slabs.startIndex else { return }
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
        let hasHeight = style.height.resolved(within: height) != nil
        let isWhole =
            style.display == .flex || style.position == .relative || hasHeight || style.minHeight != .zero
            || style.maxHeight != .auto || !style.transform.isEmpty || style.overflowHidden
            || style.writingMode != layout.mode || (style.display == .flowRoot && !floats.isEmpty)
        guard isWhole else { return false }
        let band = try bandBesideFloats(for: box, x: x, width: width)
        if style.writingMode != layout.mode {
            // As wide as its lines need, at the start of the line or between its margins.
            let frame = try layout.atomic(box, in: band.width, room: height)
            let free = band.width - edges.margins - frame.width
            if free < -Length.millimetre / 2, pages != nil { throw tooLong(frame, band.width, style, box.span) }
            let left = edges.margin.left + (style.direction == .rtl ? max(0, free) : style.autoShift(free))
            emit(slab(of: frame, box.style, box.span, x: band.x + left))
            return true
        }
        let extent = style.blockExtent(in: band.width, edges)
        let isTable = style.display == .table
        let frame =
            isTable && style.borderCollapse == .collapse
            ? try wholeTable(box, style, extent.width)
            : try layout.atomic(
                box, in: band.width, borderBoxWidth: isTable && style.width == .auto ? nil : extent.width,
                room: height)
        let isFlex = style.display == .flex && style.minHeight == .zero && style.maxHeight == .auto
        let mayFlow =
            (style.display.isDivisible || isFlex) && !hasHeight && style.transform.isEmpty && !style.isDrawnBeside
        if mayFlow && frame.height > layout.regionHeight { return false }
        emit(slab(of: frame, box.style, box.span, x: band.x + extent.x))
        return true
    }

    /// A box whose lines run across those of the page is not divided: its lines have to stand side by side on one.
    private func tooLong(
        _ frame: AtomicFrame, _ room: Length, _ style: StyleValues, _ span: SourceSpan
    ) -> Rejection {
        let isHorizontal = style.writingMode == .horizontalTB
        let code = isHorizontal ? "layout.horizontal-box-too-high" : "layout.vertical-box-too-wide"
        return Rejection(
            code, ["width": frame.width.wholeMillimetres, "room": room.wholeMillimetres], at: span)
    }

    /// A slab of a box laid out whole. One that is moved from its place, or has a level of its own, is drawn over what
    /// flows (CSS 2.2, appendix E).
    func slab(of frame: AtomicFrame, _ style: ComputedStyle, _ span: SourceSpan, x: Length) -> Slab {
        var slab = Slab(height: frame.height)
        let values = style.values
        if values.position == .relative, values.inset != Edges(all: .auto) || values.zIndex != 0 {
            slab.anchored = [AnchoredFrame(frame: frame, style: style, staticX: x, isUnderlay: false, span: span)]
        } else {
            slab.items = x == 0 ? frame.items : frame.items.map { $0.moved(x: x, y: 0) }
        }
        slab.baseline = frame.baseline
        slab.firstBaseline = frame.firstBaseline
        slab.notes = frame.notes
        slab.span = span
        return slab
    }

    private func wholeTable(_ box: Box, _ style: StyleValues, _ available: Length) throws -> AtomicFrame {
        let tags = layout.tagger?.parts(of: box) ?? []
        let rows = try TableLayout(layout: layout).rows(
            box, width: style.width == .auto ? nil : available, available: available, mayStream: false, x: { _ in 0 })
        var slabs = SlabList()
        try rows.forEachSlab { slabs.append($0) }
        let placed = try SlabStack.place(slabs, slabs.indices, decorations: [], dropsFirstSpace: false)
        var frame = AtomicFrame(
            width: available, height: placed.height, baseline: placed.height, verticalAlign: .baseline,
            items: tags.around(placed.items))
        let shift = style.relativeShift(in: available, height)
        frame.move(x: shift.x, y: shift.y)
        var y: Length = 0
        for slab in slabs {
            frame.notes.carry(slab.notes, y: y)
            y += slab.height
        }
        return frame
    }

    /// A drawing that is a block.
    private mutating func block(
        _ drawing: Drawing, _ style: ComputedStyle, _ span: SourceSpan, x: Length, width: Length
    ) throws {
        let values = style.values
        ask(values.breakBefore)
        if values.clear != .none { try settleFloats() }
        let edges = BoxEdges(values, in: width)
        addMargin(edges.margin.top)
        try clearFloats(values.clear)
        let frame = try layout.drawing(drawing, style, span, in: width, room: height)
        let free = width - edges.margins - frame.width
        emit(slab(of: frame, style, span, x: x + edges.margin.left + values.autoShift(free)))
        addMargin(edges.margin.bottom)
        ask(values.breakAfter)
    }

    /// A table in the flow, with its own background and, where borders do not collapse, border and padding.
    private mutating func table(_ box: Box, x: Length, width: Length, _ edges: BoxEdges) throws {
        let style = box.style.values
        let isCollapsed = style.borderCollapse == .collapse
        let (left, right) = isCollapsed ? (0, 0) : (edges.left, edges.right)
        let extent = style.blockExtent(in: width, edges)
        let rows = try TableLayout(layout: layout).rows(
            box, width: style.width == .auto ? nil : extent.width - left - right,
            available: extent.width - left - right, mayStream: pages != nil,
            x: { inner in
                let shift = style.width == .auto ? style.autoShift(extent.width - inner - left - right) : 0
                return x + extent.x + shift + left
            })
        let inner = extent.width - left - right
        let half = Length.millimetre / 2
        if rows.columns.width > inner + half, rows.columns.x + rows.columns.width > containing + half, pages != nil {
            let arguments = ["width": rows.columns.width.wholeMillimetres, "room": inner.wholeMillimetres]
            throw Rejection("layout.table-too-wide", arguments, at: box.span)
        }
        let isDecorated = isCollapsed ? style.hasBackground : style.isDecorated
        if isDecorated {
            open.append(flow.decorations.count)
            var own = style
            if isCollapsed { own.border = Edges(all: .none) }
            let first = flow.slabs.endIndex
            flow.decorations.append(
                Decoration(
                    x: rows.columns.x - left, width: rows.columns.width + left + right, style: ComputedStyle(own),
                    background: try layout.background(style, at: box.span), firstSlab: first, lastSlab: .max))
        }
        if !isCollapsed, edges.top > 0 {
            emit(Slab(height: edges.top))
            nextBreak = .forbidden
        }
        var kept: (group: Int, first: Int)?
        try rows.forEachSlab { slab in
            if let open = kept, slab.row?.keptGroup != open.group {
                keepTogether(from: open.first)
                kept = nil
            }
            if kept == nil, let group = slab.row?.keptGroup { kept = (group, flow.slabs.endIndex) }
            emit(slab)
            try drain()
        }
        if let kept { keepTogether(from: kept.first) }
        if !isCollapsed, edges.bottom > 0 {
            var padding = Slab(height: edges.bottom)
            padding.breakBefore = .forbidden
            emit(padding)
        }
        if isDecorated, let id = open.popLast() { flow.decorations[id].lastSlab = flow.slabs.endIndex - 1 }
    }

    private mutating func container(_ box: Box, x: Length, width: Length, _ edges: BoxEdges) throws {
        let style = box.style.values
        let extent = style.blockExtent(in: width, edges)
        let firstSlab = flow.slabs.endIndex
        if style.isDecorated {
            open.append(flow.decorations.count)
            flow.decorations.append(
                Decoration(
                    x: x + extent.x, width: extent.width, style: box.style,
                    background: try layout.background(style, at: box.span), firstSlab: firstSlab, lastSlab: .max))
        }
        if edges.top > 0 {
            emit(Slab(height: edges.top))
            nextBreak = .forbidden
        }
        let outer = height
        height = nil
        let isRoot = style.display == .flowRoot
        if isRoot { try beginRoot() }
        let (left, inner) = (x + extent.x + edges.left, max(0, extent.width - edges.horizontal))
        if style.display == .flex {
            try flexPieces(of: box, x: left, width: inner)
        } else {
            try children(of: box, x: left, width: inner)
        }
        if isRoot { try endRoot() }
        height = outer
        if edges.bottom > 0 {
            var padding = Slab(height: edges.bottom)
            padding.breakBefore = .forbidden
            emit(padding)
        }
        if style.isDecorated, let id = open.popLast() { flow.decorations[id].lastSlab = flow.slabs.endIndex - 1 }
    }

    /// `display: flow-root`: no margin inside meets one outside, and no float outside reaches in.
    private mutating func beginRoot() throws {
        try clearFloats(.both)
        emit(Slab(height: 0))
        nextBreak = .forbidden
    }

    /// The box is as high as its floats.
    private mutating func endRoot() throws {
        try clearFloats(.both)
        guard margin != 0 else { return }
        var end = Slab(height: 0)
        end.breakBefore = .forbidden
        emit(end)
    }

    /// The children of a block container: blocks as they come, inline content between them as paragraphs.
    mutating func children(of box: Box, x: Length, width: Length) throws {
        if box.style.values.hasColumns { return try columns(of: box, x: x, width: width) }
        var inline: [Node] = []
        let markerCount = markers.count
        for node in try hangMarker(of: box, x: x) {
            switch node {
            case .box(let child) where child.style.values.isBlock:
                try paragraph(inline, of: box, x: x, width: width)
                inline = []
                try block(child, x: x, width: width)
            case .drawing(let drawing, let style, let span) where drawing.isOfPages:
                flow.pageDrawings.append(PageDrawing(drawing: drawing, style: style, span: span))
            case .drawing(let drawing, let style, let span) where style.values.isBlock && !node.isOutOfFlow:
                try paragraph(inline, of: box, x: x, width: width)
                inline = []
                try block(drawing, style, span, x: x, width: width)
            default: inline.append(node)
            }
        }
        try paragraph(inline, of: box, x: x, width: width)
        placeMarkers(beyond: markerCount)
    }

    // MARK: Slabs

    mutating func emit(_ slab: consuming Slab, keepsMargin: Bool = false) {
        if !keepsMargin {
            endFloatsBeforeBreak()
            slab.spaceBefore += margin
            marginAbove = (0, 0)
            if !markers.isEmpty { hangMarkers(on: &slab) }
        }
        let top = y + slab.spaceBefore
        if !floats.isEmpty, !keepsMargin { hangFloats(on: &slab, top: top) }
        y = top + slab.height
        if nextBreak != .allowed { slab.breakBefore = nextBreak }
        // What takes no room takes a forced break along, but leaves an avoided one to what follows.
        if !keepsMargin { nextBreak = .allowed } else if case .forced = nextBreak { nextBreak = .forbidden }
        slab.decorations = open
        slab.notes.precede(with: notes)
        notes = PageNotes()
        if !anchored.isEmpty {
            slab.anchored += anchored
            anchored = []
        }
        if !openTags.isEmpty {
            slab.items = openTags.around(slab.items)
            if let row = slab.row { row.tags = openTags + row.tags }
            slab.columns?.tags = openTags
        }
        flow.slabs.append(slab)
    }

    /// What the margins that wait come to.
    var margin: Length { marginAbove.positive + marginAbove.negative }

    /// Takes up the margins that wait together with room of another kind.
    mutating func fill(_ height: Length) {
        marginAbove = (0, 0)
        var filler = Slab(height: height)
        // Only the first of several hangs on what is above.
        filler.breakBefore = floats.hung.contains { $0.y == y } ? .allowed : .forbidden
        // What waits belongs to what comes below.
        let waiting = notes
        notes = PageNotes()
        emit(filler)
        notes = waiting
    }

    /// A break in the flow stands behind all floats (CSS Fragmentation 3, 4.4: they belong to what is before it).
    mutating func endFloatsBeforeBreak() {
        guard !floats.isEmpty, case .forced = nextBreak, floats.lowest > y else { return }
        let (wanted, margins) = (nextBreak, marginAbove)
        nextBreak = .allowed
        fill(down: floats.lowest)
        (nextBreak, marginAbove) = (wanted, margins)
    }

    private mutating func addMargin(_ margin: Length) {
        if margin >= 0 { marginAbove.positive = max(marginAbove.positive, margin) } else {
            marginAbove.negative = min(marginAbove.negative, margin)
        }
    }

    /// A forced break stands over an avoided one; of two forced ones the later names the side.
    mutating func ask(_ wish: Break) {
        switch wish {
        case .auto: break
        case .column: if isInColumns, nextBreak == .allowed || nextBreak == .forbidden { nextBreak = .column }
        case .avoid: if nextBreak == .allowed { nextBreak = .forbidden }
        case .page: if case .forced(.some) = nextBreak {} else { nextBreak = .forced(nil) }
        case .left: nextBreak = .forced(.left)
        case .right: nextBreak = .forced(.right)
        }
    }
}

import Markup

/// A table cell whose content has been set, before it is known how high its row is.
final class SetCell {
    let layout: FlowLayout
    let cell: TableGrid.Cell
    let form: CellForm
    /// Its part of the structure, the same however often it is drawn.
    let tag: Tagger.Part?
    /// The content of a cell that holds but a short text: nearly all cells do, and need no flow.
    private let line: LineSetter.SetLine?
    private var known: FlowLayout.Flow?
    let contentHeight: Length
    /// From the cell's top to its first baseline, nil without text.
    let baseline: Length?

    init(
        layout: FlowLayout, cell: TableGrid.Cell, tag: Tagger.Part?, form: CellForm, line: LineSetter.SetLine
    ) {
        self.layout = layout
        self.cell = cell
        self.form = form
        self.tag = tag
        self.line = line
        contentHeight = line.height
        baseline = line.baseline + form.edges.top
    }

    init(
        layout: FlowLayout, cell: TableGrid.Cell, tag: Tagger.Part?, form: CellForm, flow: FlowLayout.Flow
    ) {
        self.layout = layout
        self.cell = cell
        self.form = form
        self.tag = tag
        line = nil
        known = flow
        var height = flow.spaceAfter
        for slab in flow.slabs { height += slab.spaceBefore + slab.height }
        contentHeight = height
        baseline = flow.firstBaseline.map { $0 + form.edges.top }
    }

    /// Padding and border.
    var edges: Edges<Length> { form.edges }

    /// The content as a flow, made when it is asked for.
    var flow: FlowLayout.Flow {
        if let known { return known }
        var flow = FlowLayout.Flow()
        if let line {
            var slab = Slab(height: line.height, items: line.items)
            slab.baseline = line.baseline
            slab.span = cell.box.span
            flow.slabs.append(slab)
        }
        known = flow
        return flow
    }

    /// Some of the slabs of the content, and where they stand.
    struct Part {
        var lines: Range<Int>
        var height: Length
        /// Whether the content is aligned in the cell; the rest of one that goes on over pages begins at the top.
        var isAligned = true
    }

    var whole: Part { Part(lines: line == nil ? flow.slabs.indices : 0..<1, height: contentHeight) }

    /// Whether the content has running strings or headings.
    var hasNotes: Bool { line == nil && flow.slabs.contains { !$0.notes.isEmpty } }

    /// The height that the cell asks for.
    var wantedHeight: Length { max(contentHeight + edges.top + edges.bottom, form.askedHeight) }

    /// The whole cell.
    /// - Parameters:
    ///   - box: where the cell stands.
    ///   - drop: how far the content is moved down to stand on the baseline of its row.
    func draw(_ box: Rect, isSeparate: Bool, drop: Length, into items: inout [FrameItem]) throws {
        try draw(box, isSeparate: isSeparate, part: whole, drop: drop, into: &items)
    }

    /// The cell's box, and a part of its content.
    func draw(_ box: Rect, isSeparate: Bool, part: Part, drop: Length = 0, into items: inout [FrameItem]) throws {
        if let tag { items.append(tag.begin) }
        defer { if tag != nil { items.append(.tag(.end)) } }
        let free = max(0, box.height - edges.top - edges.bottom - part.height)
        let down = part.isAligned ? form.down(free: free, drop: drop) : 0
        try drawBox(box, isSeparate: isSeparate, into: &items)
        let left = box.x + edges.left
        let top = box.y + edges.top + down
        if let line {
            if !part.lines.isEmpty { for item in line.items { items.append(item.moved(x: left, y: top)) } }
            return
        }
        let flow = flow
        let isWhole = part.lines.count == flow.slabs.count
        if isWhole, part.lines.count == 1, flow.decorations.isEmpty, flow.slabs[part.lines.lowerBound].isPlain {
            let y = top + flow.slabs[part.lines.lowerBound].spaceBefore
            for item in flow.slabs[part.lines.lowerBound].items { items.append(item.moved(x: left, y: y)) }
            return
        }
        guard !part.lines.isEmpty else { return }
        let isStart = part.lines.lowerBound == flow.slabs.startIndex
        let (under, over) =
            isStart
            ? try flow.anchoredGroups(in: box.width, box.height, left: edges.left, top: edges.top + down) : ([], [])
        for group in under.moved(x: box.x, y: box.y) { group.flatten(into: &items) }
        let placed = try SlabStack.place(
            flow.slabs, part.lines, decorations: flow.decorations, dropsFirstSpace: !isStart)
        for group in placed.groups.moved(x: left, y: top) { group.flatten(into: &items) }
        for group in over.moved(x: box.x, y: box.y) { group.flatten(into: &items) }
    }

    private func drawBox(_ box: Rect, isSeparate: Bool, into items: inout [FrameItem]) throws {
        if isSeparate {
            items += try layout.boxItems(box, cell.box.style.values, at: cell.box.span)
        } else if form.hasImage {
            items += try layout.boxItems(box, cell.box.style.values.borderless, at: cell.box.span)
        } else if let color = form.fill {
            items.append(.fill(box, color))
        }
    }

    /// The next part of the content that fits into a height: the lines from `start` on.
    /// - Parameter isForced: at least one line, whether it fits or not; otherwise nil when none fits.
    func part(from start: Int, room: Length, isForced: Bool) -> Part? {
        let slabs = flow.slabs
        var used: Length = 0
        var end = start
        var best: (end: Int, used: Length)?
        while end < slabs.endIndex {
            let more = (end == start && start > slabs.startIndex ? 0 : slabs[end].spaceBefore) + slabs[end].height
            if end > start, slabs[end].breakBefore == .allowed { best = (end, used) }
            if used + more > room, !(isForced && end == start) { break }
            used += more
            end += 1
        }
        if end == slabs.endIndex {
            let isWhole = start == slabs.startIndex
            return Part(lines: start..<end, height: isWhole ? contentHeight : used, isAligned: isWhole)
        }
        if let best { return Part(lines: start..<best.end, height: best.used, isAligned: false) }
        return end > start && isForced ? Part(lines: start..<end, height: used, isAligned: false) : nil
    }
}

extension Slab {
    /// Whether there is nothing to it but items.
    fileprivate var isPlain: Bool { anchored.isEmpty && row == nil }
}

import Markup

/// A table cell whose content has been set, before it is known how high its row is.
struct SetCell {
    let layout: FlowLayout
    var cell: TableGrid.Cell
    /// Its part of the structure, the same however often it is drawn.
    var tag: Tagger.Part?
    var flow: FlowLayout.Flow
    var contentHeight: Length
    /// From the cell's top to its first baseline, nil without text.
    var baseline: Length?
    /// Padding and border.
    var edges: Edges<Length>
    var style: StyleValues

    /// Some of the slabs of the content, and where they stand.
    struct Part {
        var lines: Range<Int>
        var height: Length
        /// Whether the content is aligned in the cell; the rest of one that goes on over pages begins at the top.
        var isAligned = true
    }

    var whole: Part { Part(lines: flow.slabs.startIndex..<flow.slabs.endIndex, height: contentHeight) }

    /// Whether the content has running strings or headings.
    var hasNotes: Bool { flow.slabs.contains { !$0.notes.isEmpty } }

    /// The height that the cell asks for.
    var wantedHeight: Length {
        let around = edges.top + edges.bottom
        let asked = max(style.height.resolved(against: 0) ?? 0, style.minHeight.resolved(against: 0) ?? 0)
        let isOfContent = style.boxSizing == .contentBox && asked > 0
        return max(contentHeight + around, isOfContent ? asked + around : asked)
    }

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
        var down: Length =
            switch style.verticalAlign {
            case .middle: free / 2
            case .bottom: free
            case .baseline: min(drop, free)
            default: 0
            }
        if !part.isAligned { down = 0 }
        if isSeparate {
            items += try layout.boxItems(box, style, at: cell.box.span)
        } else if style.backgroundImage != nil {
            items += try layout.boxItems(box, style.borderless, at: cell.box.span)
        } else if style.backgroundColor.alpha > 0, !style.visibilityHidden {
            items.append(.fill(box, style.backgroundColor))
        }
        let left = box.x + edges.left
        let top = box.y + edges.top + down
        let isWhole = part.lines.count == flow.slabs.count
        if isWhole, part.lines.count == 1, flow.decorations.isEmpty, flow.slabs[part.lines.lowerBound].isPlain {
            // Nearly all cells are one line.
            let y = top + flow.slabs[part.lines.lowerBound].spaceBefore
            for item in flow.slabs[part.lines.lowerBound].items { items.append(item.moved(x: left, y: y)) }
            return
        }
        guard !part.lines.isEmpty else { return }
        let isStart = part.lines.lowerBound == flow.slabs.startIndex
        let (under, over) =
            isStart
            ? try flow.anchoredItems(in: box.width, box.height, left: edges.left, top: edges.top + down) : ([], [])
        for item in under { items.append(item.moved(x: box.x, y: box.y)) }
        let placed = try SlabStack.place(
            flow.slabs, part.lines, decorations: flow.decorations, dropsFirstSpace: !isStart)
        for group in placed.groups {
            for item in group.items { items.append(item.moved(x: left + group.x, y: top + group.y)) }
        }
        for item in over { items.append(item.moved(x: box.x, y: box.y)) }
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
            if used + more > room, !(isForced && end == start) { break }
            if end > start, slabs[end].breakBefore == .allowed { best = (end, used) }
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

import Diagnostics
import Markup

/// Lays out the content of boxes for a given width: blocks under each other, paragraphs broken into lines, tables and
/// flex boxes. The result is a list of slabs, from which pages are filled.
final class FlowLayout {
    let shaper: ParagraphShaper
    /// Names the record in messages.
    let subject: String?
    /// The height of a page's type area: a box that must not be divided but is taller flows like any other.
    let regionHeight: Length

    init(shaper: ParagraphShaper, subject: String?, regionHeight: Length) {
        self.shaper = shaper
        self.subject = subject
        self.regionHeight = regionHeight
    }

    /// The slabs of a flow, and the boxes that are drawn around them.
    struct Flow {
        var slabs: [Slab] = []
        var decorations: [Decoration] = []
        /// Margin below the last slab.
        var spaceAfter: Length = 0
        /// Boxes of `position: fixed`, for every page.
        var fixed: [AnchoredFrame] = []
    }

    /// The flow of a page sequence; its width is the type area's.
    func flow(_ boxes: [Box], width: Length) throws -> Flow {
        var builder = FlowBuilder(layout: self, containing: width)
        for box in boxes { try builder.block(box, x: 0, width: width) }
        return builder.finish()
    }

    /// The content of `box` as a flow, its own margin, border and padding left out.
    /// - Parameter containing: the width of the padding box, in which absolutely positioned boxes stand.
    func content(of box: Box, width: Length, containing: Length) throws -> Flow {
        var builder = FlowBuilder(layout: self, containing: containing)
        try builder.children(of: box, x: 0, width: width)
        return try inner(builder.finish())
    }

    /// A flow inside a box that is laid out whole: what belongs to a page cannot start there.
    private func inner(_ flow: Flow) throws -> Flow {
        if let fixed = flow.fixed.first { throw Rejection("layout.fixed-inside", at: fixed.span) }
        if let float = flow.slabs.lazy.compactMap(\.pageFloat).first {
            throw Rejection("layout.page-float-inside", at: float.span)
        }
        return flow
    }

    // MARK: Atomic boxes

    /// Lays out `box` as one piece. `width` is the containing block's; `borderBoxWidth` overrides what the style says
    /// (flex items, table cells).
    func atomic(
        _ box: Box, in width: Length, borderBoxWidth: Length? = nil, height: Length? = nil
    ) throws -> AtomicFrame {
        let style = box.style.values
        let edges = BoxEdges(style, in: width)
        let outer =
            try borderBoxWidth ?? style.borderBoxWidth(in: width, edges)
            ?? style.clamped(shrinkToFit(box, width - edges.margins), in: width, edges)
        let inner = max(0, outer - edges.horizontal)
        let (flow, content) = try inside(box, width: inner, edges, height: definiteHeight(style, edges, height))
        var contentHeight = definiteHeight(style, edges, height) ?? content.height
        contentHeight = max(contentHeight, style.leastContentHeight(edges))
        let full = contentHeight + edges.vertical
        var items = BoxPainter.items(Rect(x: 0, y: 0, width: outer, height: full), style)
        let (under, over) = anchoredItems(flow, edges, outer, full)
        items += under
        items += content.items.map { $0.moved(x: edges.left, y: edges.top) }
        items += over
        let shift = style.relativeShift(in: width)
        if shift != Point(x: 0, y: 0) { items = items.map { $0.moved(x: shift.x, y: shift.y) } }
        var frame = AtomicFrame(
            width: outer, height: full, baseline: content.lastBaseline.map { $0 + edges.top } ?? full,
            verticalAlign: style.verticalAlign, items: PartMark.around(items, style, box.span))
        frame.carry(strings: content.strings, outline: content.outline, y: edges.top)
        return style.rotation == 0 ? frame : Rotation.turn(frame, thousandths: style.rotation)
    }

    /// What stands inside a box, about its content box's top left.
    private struct Inside {
        var items: [FrameItem]
        var height: Length
        var lastBaseline: Length?
        var strings: [(name: String, value: String)] = []
        var outline: [OutlineEntry] = []
    }

    private func inside(
        _ box: Box, width: Length, _ edges: BoxEdges, height: Length?
    ) throws -> (flow: Flow, content: Inside) {
        let containing = width + edges.padding.left + edges.padding.right
        if box.style.values.display == .flex {
            let flex = FlexLayout(layout: self)
            let frame = try flex.content(of: box, width: width, height: height)
            var builder = FlowBuilder(layout: self, containing: containing)
            for node in box.content where node.isOutOfFlow { try builder.anchor(node, x: 0) }
            return (
                try inner(builder.finish()),
                Inside(
                    items: frame.items, height: frame.height, lastBaseline: frame.baseline, strings: frame.strings,
                    outline: frame.outline)
            )
        }
        let flow =
            try box.style.values.display == .table
            ? inner(self.flow([box.undecorated], width: width))
            : content(of: box, width: width, containing: containing)
        let placed = SlabStack.place(flow.slabs[...], decorations: flow.decorations, dropsFirstSpace: false)
        var inside = Inside(
            items: placed.items, height: placed.height + flow.spaceAfter, lastBaseline: placed.lastBaseline)
        (inside.strings, inside.outline) = flow.notes
        return (flow, inside)
    }

    private func definiteHeight(_ style: StyleValues, _ edges: BoxEdges, _ given: Length?) -> Length? {
        if let given { return max(0, given - edges.vertical) }
        guard case .length(let length) = style.height else { return nil }
        return style.boxSizing == .borderBox ? max(0, length - edges.vertical) : length
    }

    /// Absolutely positioned descendants about the border box's top left. The containing block is the padding box of
    /// the nearest box laid out whole: a positioned one, a table cell, a flex item, an inline block.
    private func anchoredItems(
        _ flow: Flow, _ edges: BoxEdges, _ width: Length, _ height: Length
    ) -> (under: [FrameItem], over: [FrameItem]) {
        let border = edges.border
        let (under, over) = flow.anchoredItems(
            in: width - border.left - border.right, height - border.top - border.bottom, left: edges.padding.left,
            top: edges.padding.top)
        return (
            under.map { $0.moved(x: border.left, y: border.top) }, over.map { $0.moved(x: border.left, y: border.top) }
        )
    }

    private func shrinkToFit(_ box: Box, _ available: Length) throws -> Length {
        let (least, most) = try IntrinsicWidth(layout: self).borderBox(box)
        return min(max(least, available), most)
    }

    /// An atom with its margins.
    func atom(_ atom: InlineContent.Atom, in width: Length, borderBoxWidth: Length? = nil) throws -> AtomicFrame {
        switch atom {
        case .box(let box):
            let edges = BoxEdges(box.style.values, in: width)
            var frame = try atomic(box, in: width, borderBoxWidth: borderBoxWidth)
            frame.note(box)
            guard edges.margin != Edges(all: 0) else { return frame }
            frame.items = frame.items.map { $0.moved(x: edges.margin.left, y: edges.margin.top) }
            frame.width += edges.margins
            frame.height += edges.margin.top + edges.margin.bottom
            frame.baseline += edges.margin.top
            return frame
        case .drawing(let drawing, let style, let span):
            return try self.drawing(drawing, style, span, in: width)
        }
    }

    /// The drawing elements, sized by their style or else by themselves.
    func drawing(
        _ drawing: Drawing, _ style: ComputedStyle, _ span: SourceSpan, in width: Length
    ) throws -> AtomicFrame {
        let wanted = style.values.width.resolved(against: width)
        let tall = style.values.height.resolved(against: 0)
        let frame =
            switch drawing {
            case .officialSeal(let seal):
                try SealDrawing(seal: seal, layout: self, span: span).frame(width: wanted, height: tall)
            case .barCode(let code):
                BarCodeDrawing.frame(code, width: wanted, height: tall)
            case .straddleSeal, .watermark, .picture: preconditionFailure("not laid out yet")
            case .dataChart(let chart):
                try ChartDrawing(chart: chart, style: style, layout: self, span: span).frame(
                    width: wanted ?? width, height: tall)
            }
        var aligned = frame
        aligned.verticalAlign = style.values.verticalAlign
        aligned.items = PartMark.around(aligned.items, style.values, span)
        return style.values.rotation == 0 ? aligned : Rotation.turn(aligned, thousandths: style.values.rotation)
    }

    func paragraph(_ nodes: [Node], style: ComputedStyle, span: SourceSpan, width: Length) throws -> Paragraph? {
        let content = InlineContent(nodes, style: style, span: span)
        guard !content.isEmpty else { return nil }
        return try shaper.prepare(content, style: style, subject: subject) { try atom($0, in: width) }
    }
}

extension FlowLayout.Flow {
    /// The `string-set` values and headings inside, with their heights from the flow's top.
    var notes: (strings: [(name: String, value: String)], outline: [OutlineEntry]) {
        var strings: [(name: String, value: String)] = []
        var outline: [OutlineEntry] = []
        var y: Length = 0
        for slab in slabs {
            y += slab.spaceBefore
            strings += slab.strings
            outline += slab.outline.map { OutlineEntry(level: $0.level, title: $0.title, y: $0.y + y) }
            y += slab.height
        }
        return (strings, outline)
    }

    /// Absolutely positioned boxes about the top left of a containing block, in which the flow starts at (left, top).
    func anchoredItems(
        in width: Length, _ height: Length, left: Length, top: Length
    ) -> (under: [FrameItem], over: [FrameItem]) {
        var under: [FrameItem] = []
        var over: [FrameItem] = []
        var y = top
        for slab in slabs {
            y += slab.spaceBefore
            for anchored in slab.anchored {
                var origin = anchored.origin(in: width, height, flowY: y)
                if anchored.hasStaticX { origin.x += left }
                let items = anchored.frame.items.map { $0.moved(x: origin.x, y: origin.y) }
                if anchored.isUnderlay { under += items } else { over += items }
            }
            y += slab.height
        }
        return (under, over)
    }
}

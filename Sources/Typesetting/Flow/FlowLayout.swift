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

    func flow(_ boxes: [Box], width: Length) throws -> Flow {
        var builder = FlowBuilder(layout: self)
        for box in boxes { try builder.block(box, x: 0, width: width) }
        return builder.finish()
    }

    /// The content of `box` as a flow, its own margin, border and padding left out.
    func content(of box: Box, width: Length) throws -> Flow {
        var builder = FlowBuilder(layout: self)
        try builder.children(of: box, x: 0, width: width)
        return builder.finish()
    }

    // MARK: Atomic boxes

    /// Lays out `box` as one piece. `width` is the containing block's; `borderBoxWidth` overrides what the style says
    /// (flex items, table cells).
    func atomic(_ box: Box, in width: Length, borderBoxWidth: Length? = nil, height: Length? = nil) throws -> AtomicFrame {
        let style = box.style.values
        let edges = BoxEdges(style, in: width)
        let outer = try borderBoxWidth ?? style.borderBoxWidth(in: width, edges) ?? shrinkToFit(box, width - edges.margins)
        let inner = max(0, outer - edges.horizontal)
        let placed: SlabStack.Placed
        var contentHeight: Length
        var flow = Flow()
        if style.display == .flex {
            let frame = try FlexLayout(layout: self).content(
                of: box, width: inner, height: definiteHeight(style, edges, height))
            placed = SlabStack.Placed(items: frame.items, height: frame.height, lastBaseline: frame.baseline)
            contentHeight = frame.height
        } else {
            flow = try style.display == .table ? self.flow([box.undecorated], width: inner) : content(of: box, width: inner)
            placed = SlabStack.place(flow.slabs[...], decorations: flow.decorations, dropsFirstSpace: false)
            contentHeight = placed.height + flow.spaceAfter
        }
        if let definite = definiteHeight(style, edges, height) { contentHeight = definite }
        if let least = style.minHeight.resolved(against: 0) { contentHeight = max(contentHeight, least) }
        let full = contentHeight + edges.vertical
        var items = BoxPainter.items(Rect(x: 0, y: 0, width: outer, height: full), style)
        let (under, over) = anchoredItems(flow, top: edges.top, border: edges.border, outer, full)
        items += under
        items += placed.items.map { $0.moved(x: edges.left, y: edges.top) }
        items += over
        let frame = AtomicFrame(
            width: outer, height: full, baseline: placed.lastBaseline.map { $0 + edges.top } ?? full,
            verticalAlign: style.verticalAlign, items: items)
        return style.rotation == 0 ? frame : Rotation.turn(frame, degrees: style.rotation)
    }

    private func definiteHeight(_ style: StyleValues, _ edges: BoxEdges, _ given: Length?) -> Length? {
        if let given { return max(0, given - edges.vertical) }
        guard case .length(let length) = style.height else { return nil }
        return style.boxSizing == .borderBox ? max(0, length - edges.vertical) : length
    }

    /// Absolutely positioned descendants about the border box's top left. The containing block is the padding box of
    /// the nearest box laid out whole: a positioned one, a table cell, a flex item, an inline block.
    func anchoredItems(
        _ flow: Flow, top: Length, border: Edges<Length>, _ width: Length, _ height: Length
    ) -> (under: [FrameItem], over: [FrameItem]) {
        var under: [FrameItem] = []
        var over: [FrameItem] = []
        var y = top
        for slab in flow.slabs {
            y += slab.spaceBefore
            for anchored in slab.anchored {
                let origin = anchored.origin(
                    in: width - border.left - border.right, height - border.top - border.bottom,
                    flowY: y - border.top)
                let items = anchored.frame.items.map {
                    $0.moved(x: origin.x + border.left, y: origin.y + border.top)
                }
                if anchored.isUnderlay { under += items } else { over += items }
            }
            y += slab.height
        }
        return (under, over)
    }

    private func shrinkToFit(_ box: Box, _ available: Length) throws -> Length {
        let (least, most) = try IntrinsicWidth(layout: self).borderBox(box)
        return min(max(least, available), most)
    }

    func atom(_ atom: InlineContent.Atom, in width: Length) throws -> AtomicFrame {
        switch atom {
        case .box(let box):
            let edges = BoxEdges(box.style.values, in: width)
            var frame = try atomic(box, in: width)
            guard edges.margins != 0 || edges.margin.top != 0 || edges.margin.bottom != 0 else { return frame }
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
    func drawing(_ drawing: Drawing, _ style: ComputedStyle, _ span: SourceSpan, in width: Length) throws -> AtomicFrame {
        let wanted = style.values.width.resolved(against: width)
        let tall = style.values.height.resolved(against: 0)
        let frame =
            switch drawing {
            case .officialSeal(let seal):
                try SealDrawing(seal: seal, layout: self, span: span).frame(width: wanted, height: tall)
            case .barCode(let code):
                BarCodeDrawing.frame(code, width: wanted, height: tall)
            case .dataChart(let chart):
                try ChartDrawing(chart: chart, style: style, layout: self, span: span).frame(
                    width: wanted ?? width, height: tall)
            }
        var aligned = frame
        aligned.verticalAlign = style.values.verticalAlign
        return style.values.rotation == 0 ? aligned : Rotation.turn(aligned, degrees: style.values.rotation)
    }

    func paragraph(_ nodes: [Node], style: ComputedStyle, span: SourceSpan, width: Length) throws -> Paragraph? {
        let content = InlineContent(nodes, style: style, span: span)
        guard !content.isEmpty else { return nil }
        return try shaper.prepare(content, style: style, subject: subject) { try atom($0, in: width) }
    }
}

extension Box {
    /// The box without margins, border and padding: what is left to lay out when somebody else has drawn those.
    var undecorated: Box {
        var values = style.values
        values.margin = Edges(all: .zero)
        values.padding = Edges(all: .zero)
        if values.borderCollapse == .separate { values.border = Edges(all: .none) }
        values.width = .percent(10_000)
        values.position = .static
        values.breakInsideAvoid = false
        values.rotation = 0
        var box = self
        box.style = ComputedStyle(values)
        return box
    }
}

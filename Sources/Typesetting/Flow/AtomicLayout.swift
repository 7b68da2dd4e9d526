import Diagnostics
import Markup

/// Boxes that are laid out as one piece: inline blocks, flex items, positioned boxes, drawings.
extension FlowLayout {
    /// Lays out `box` as one piece, without its margins.
    /// - Parameters:
    ///   - width: the containing block's.
    ///   - borderBoxWidth: overrides what the style says (flex items, table cells); `height` likewise.
    ///   - room: the containing block's height where it is known, for shares of it.
    func atomic(
        _ box: Box, in width: Length, borderBoxWidth: Length? = nil, height: Length? = nil, room: Length? = nil
    ) throws -> AtomicFrame {
        // A tagged box carries a number that no other has.
        guard tagger == nil, mode == .horizontalTB,
            let key = SetTexts.key(box, width: width, outer: borderBoxWidth, height: height, room: room)
        else {
            return try nested(box, in: width, borderBoxWidth: borderBoxWidth, height: height, room: room)
        }
        if let known = shaper.setTexts.box(key) { return known }
        if height == nil,
            let plain = try shaper.plainTexts.frame(
                key.text.string, box.style, in: width, borderBoxWidth: borderBoxWidth, shaper: shaper)
        {
            shaper.setTexts.keep(key, plain, box.style)
            return plain
        }
        let met = shaper.leavingText.met
        let frame = try newAtomic(box, in: width, borderBoxWidth: borderBoxWidth, height: height, room: room)
        if box.style.values.part == nil, box.style.values.backgroundImage == nil, shaper.leavingText.met == met {
            shaper.setTexts.keep(key, frame, box.style)
        }
        return frame
    }

    /// A box that may be laid out more than once while a box around it is.
    private func nested(
        _ box: Box, in width: Length, borderBoxWidth: Length?, height: Length?, room: Length?
    ) throws -> AtomicFrame {
        var key = NestedBoxes.Key(box, self)
        key?.width = width
        key?.outer = borderBoxWidth
        key?.height = height
        key?.room = room
        return try shaper.nestedBoxes.frame(key, box, again: { tagger?.renumbered($0) ?? $0 }) {
            try newAtomic(box, in: width, borderBoxWidth: borderBoxWidth, height: height, room: room)
        }
    }

    private func newAtomic(
        _ box: Box, in width: Length, borderBoxWidth: Length?, height: Length?, room: Length?
    ) throws -> AtomicFrame {
        let style = box.style.values
        if style.writingMode != mode {
            return try OrthogonalLayout(layout: self).frame(
                box, in: width, borderBoxWidth: borderBoxWidth, height: height)
        }
        let edges = BoxEdges(style, in: width)
        let outer = try borderBoxWidth ?? outerWidth(box, in: width, edges)
        let inner = max(0, outer - edges.horizontal)
        let definite =
            height.map { max(0, $0 - edges.vertical) }
            ?? style.contentHeight(in: room, edges).map { style.clampedContentHeight($0, in: room, edges) }
        // The flow inside tags a table.
        let parts = style.display == .table ? nil : tagger?.parts(of: box)
        var inside = try inside(box, width: inner, edges, height: definite)
        let contentHeight = definite ?? style.clampedContentHeight(inside.height, in: room, edges)
        if definite == nil, style.display == .flex, contentHeight != inside.height {
            // The items share the height that the limits gave.
            inside = try self.inside(box, width: inner, edges, height: contentHeight)
        }
        if inside.height > contentHeight {
            note(inside.groups.flattened, below: contentHeight + edges.padding.bottom, at: box.span)
        }
        let full = contentHeight + edges.vertical
        let rect = Rect(x: 0, y: 0, width: outer, height: full)
        var items = try boxItems(rect, style, at: box.span)
        let content = try content(inside, edges, outer, full)
        if style.overflowHidden {
            items += clipped(content.flattened, to: rect, style, edges)
        } else {
            items = items.isEmpty ? content.flattened : items + content.flattened
        }
        if let parts { items = parts.around(items) }
        let shift = style.relativeShift(in: width, room)
        var frame = AtomicFrame(
            width: outer, height: full, baseline: inside.lastBaseline.map { $0 + edges.top } ?? full,
            firstBaseline: inside.firstBaseline.map { $0 + edges.top }, verticalAlign: style.verticalAlign,
            items: PartMark.around(items, style, box.span))
        frame.notes.carry(inside.notes, y: edges.top)
        frame = Transformation.apply(style, to: frame)
        frame.move(x: shift.x, y: shift.y)
        return frame
    }

    /// What stands inside a box, about its content box's top left.
    private struct Inside {
        /// Positioned descendants hang on it.
        var flow: Flow
        /// In drawing order.
        var groups: [PlacedItems]
        var height: Length
        var firstBaseline: Length?
        var lastBaseline: Length?
        var notes = PageNotes()
    }

    private func inside(_ box: Box, width: Length, _ edges: BoxEdges, height: Length?) throws -> Inside {
        let containing = width + edges.padding.left + edges.padding.right
        if box.style.values.display == .flex {
            let frame = try FlexLayout(layout: self).content(of: box, width: width, height: height)
            var builder = FlowBuilder(layout: self, containing: containing, height: height)
            for node in box.content where node.isOutOfFlow { try builder.anchor(node, x: 0) }
            return Inside(
                flow: try inner(builder.finish()), groups: [PlacedItems(x: 0, y: 0, items: frame.items)],
                height: frame.height, firstBaseline: frame.firstBaseline, lastBaseline: frame.baseline,
                notes: frame.notes)
        }
        let flow =
            try box.style.values.display == .table
            ? inner(self.flow([box.undecorated], width: width))
            : content(of: box, width: width, containing: containing, height: height)
        let placed = try SlabStack.place(
            flow.slabs, flow.slabs.indices, decorations: flow.decorations, dropsFirstSpace: false)
        return Inside(
            flow: flow, groups: placed.groups, height: placed.height + flow.spaceAfter,
            firstBaseline: placed.firstBaseline, lastBaseline: placed.lastBaseline, notes: flow.notes)
    }

    /// Everything inside the border box, about its top left. The containing block of absolutely positioned descendants
    /// is the padding box.
    private func content(
        _ inside: Inside, _ edges: BoxEdges, _ width: Length, _ height: Length
    ) throws -> [PlacedItems] {
        let border = edges.border
        let (under, over) = try inside.flow.anchoredGroups(
            in: width - border.left - border.right, height - border.top - border.bottom, left: edges.padding.left,
            top: edges.padding.top)
        return under.moved(x: border.left, y: border.top) + inside.groups.moved(x: edges.left, y: edges.top)
            + over.moved(x: border.left, y: border.top)
    }

    /// Background and borders of a box.
    func boxItems(_ rect: Rect, _ style: StyleValues, at span: SourceSpan) throws -> [FrameItem] {
        BoxPainter.items(rect, style, background: try background(style, at: span))
    }

    /// `overflow: hidden`: what reaches out of the padding box is not drawn.
    private func clipped(
        _ items: [FrameItem], to rect: Rect, _ style: StyleValues, _ edges: BoxEdges
    ) -> [FrameItem] {
        guard !items.isEmpty else { return items }
        let outline = RoundedRect(rect, style).inset(by: edges.border)
        return [.group(FrameGroup(origin: Point(x: 0, y: 0), clip: outline.path(.fill, .black), items: items))]
    }

    /// Of the border box of a box that nobody else gives a width.
    func outerWidth(_ box: Box, in width: Length, _ edges: BoxEdges) throws -> Length {
        let style = box.style.values
        return try style.borderBoxWidth(in: width, edges)
            ?? style.clamped(shrinkToFit(box, width - edges.margins), in: width, edges)
    }

    private func shrinkToFit(_ box: Box, _ available: Length) throws -> Length {
        if let width = try plainWidth(box), width <= available { return width }
        let (least, most) = try IntrinsicWidth(layout: self).borderBox(box)
        return min(max(least, available), most)
    }

    /// How wide a box is that holds but a plain text; nil for any other.
    private func plainWidth(_ box: Box) throws -> Length? {
        let style = box.style.values
        guard box.content.count == 1, case .text(let text, _) = box.content[0], style.display == .block,
            style.writingMode == mode, style.minWidth == .zero, style.maxWidth == .auto,
            let width = try shaper.plainTexts.width(text, box.style, shaper: shaper)
        else { return nil }
        return width + BoxEdges(style, in: 0).horizontal
    }

    // MARK: Atoms

    /// An atom with its margins.
    func atom(
        _ atom: InlineContent.Atom, in width: Length, borderBoxWidth: Length? = nil, height: Length? = nil,
        room: Length? = nil
    ) throws -> AtomicFrame {
        var frame: AtomicFrame
        switch atom {
        case .box(let box) where box.isCombined: return try OrthogonalLayout(layout: self).combined(box)
        case .box(let box):
            frame = try atomic(box, in: width, borderBoxWidth: borderBoxWidth, height: height, room: room)
            frame.note(box)
        case .drawing(let drawing, let style, let span):
            frame = try self.drawing(
                drawing, style, span, in: width, borderBoxWidth: borderBoxWidth, height: height, room: room)
        }
        let margin = BoxEdges(atom.style.values, in: width).margin
        guard margin != Edges(all: 0) else { return frame }
        frame.move(x: margin.left, y: margin.top)
        frame.width += margin.left + margin.right
        frame.height += margin.top + margin.bottom
        frame.baseline += margin.top
        frame.firstBaseline? += margin.top
        return frame
    }

    /// The drawing elements, sized by their style or else by themselves, with border and padding.
    func drawing(
        _ drawing: Drawing, _ style: ComputedStyle, _ span: SourceSpan, in width: Length,
        borderBoxWidth: Length? = nil, height: Length? = nil, room: Length? = nil
    ) throws -> AtomicFrame {
        if mode != .horizontalTB {
            return try OrthogonalLayout(layout: self).drawing(
                drawing, style, span, borderBoxWidth: borderBoxWidth, height: height)
        }
        let values = style.values
        let edges = BoxEdges(values, in: width)
        let wanted = (borderBoxWidth ?? values.borderBoxWidth(in: width, edges)).map { max(0, $0 - edges.horizontal) }
        let tall = height.map { max(0, $0 - edges.vertical) } ?? values.contentHeight(in: room, edges)
        let inner =
            switch drawing {
            case .officialSeal(let seal):
                try shaper.sealFrames.frame(seal, width: wanted, height: tall) {
                    try SealDrawing(seal: seal, layout: self, span: span).frame(width: wanted, height: tall)
                }
            case .barCode(let code): BarCodeDrawing.frame(code, width: wanted, height: tall)
            case .straddleSeal, .watermark: throw Rejection("layout.page-drawing-inside", at: span)
            case .picture(let picture):
                PictureDrawing.frame(
                    picture, values, width: wanted, height: tall,
                    limits: PictureDrawing.Limits(values, in: width, room, edges))
            case .dataChart(let chart):
                try ChartDrawing(chart: chart, style: style, layout: self, span: span).frame(
                    width: wanted ?? width - edges.margins - edges.horizontal, height: tall)
            }
        var frame = inner
        frame.width += edges.horizontal
        frame.height += edges.vertical
        frame.baseline = frame.height
        let rect = Rect(x: 0, y: 0, width: frame.width, height: frame.height)
        var content = inner.items.map { $0.moved(x: edges.left, y: edges.top) }
        if values.visibilityHidden { content = [] }
        if case .picture = drawing, values.borderRadius != Corners(all: .zero), !content.isEmpty {
            // A picture is cut by the rounding of its own box.
            let outline = RoundedRect(rect, values).inset(by: edges.contentInsets)
            content = [
                .group(FrameGroup(origin: Point(x: 0, y: 0), clip: outline.path(.fill, .black), items: content))
            ]
        }
        if let part = tagger?.part(of: drawing) { content = part.around(content) }
        frame.items = PartMark.around(try boxItems(rect, values, at: span) + content, values, span)
        frame.verticalAlign = values.verticalAlign
        frame = Transformation.apply(values, to: frame)
        let shift = values.relativeShift(in: width, room)
        frame.move(x: shift.x, y: shift.y)
        return frame
    }
}

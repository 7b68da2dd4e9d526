import Diagnostics
import Markup

/// Boxes out of the flow.
extension FlowBuilder {
    /// Hangs an absolutely positioned box or drawing on the next slab.
    mutating func anchor(_ node: Node, x: Length) throws {
        if let frame = try anchoredFrame(node, x: x) { hang(frame) }
    }

    mutating func anchor(_ atom: InlineContent.Atom, _ span: SourceSpan, x: Length) throws {
        hang(try anchoredFrame(atom, span, x: x))
    }

    private mutating func hang(_ frame: AnchoredFrame) {
        if frame.style.values.position == .fixed { flow.fixed.append(frame) } else { anchored.append(frame) }
    }

    /// - Parameter x: where it would stand in the flow.
    func anchoredFrame(_ node: Node, x: Length) throws -> AnchoredFrame? {
        switch node {
        case .box(let box): try anchoredFrame(.box(box), box.span, x: x)
        case .drawing(let drawing, let style, let span): try anchoredFrame(.drawing(drawing, style, span), span, x: x)
        case .text, .lineBreak, .generated, .pageSum, .rows: nil
        }
    }

    private func anchoredFrame(_ atom: InlineContent.Atom, _ span: SourceSpan, x: Length) throws -> AnchoredFrame {
        let style = atom.style
        let edges = BoxEdges(style.values, in: containing)
        var stretched: Length?
        let inset = style.values.inset
        if style.values.width == .auto, case .box = atom, let left = inset.left.resolved(against: containing),
            let right = inset.right.resolved(against: containing)
        {
            stretched = style.values.clamped(max(0, containing - left - right - edges.margins), in: containing, edges)
        }
        let frame = try layout.atom(atom, in: containing, borderBoxWidth: stretched)
        let isUnderlay =
            switch atom {
            case .drawing(let drawing, _, _): drawing.isSeal
            case .box(let box): box.holdsOnlySeals
            }
        return AnchoredFrame(
            frame: frame, style: style, staticX: x, isUnderlay: isUnderlay, span: span,
            stretched: style.values.needsContainingHeight ? again(atom, edges, borderBoxWidth: stretched) : nil)
    }

    /// Lays an atom out once more, when the height of its containing block is known.
    private func again(
        _ atom: InlineContent.Atom, _ edges: BoxEdges, borderBoxWidth: Length?
    ) -> (Length) throws -> AtomicFrame {
        { [layout, containing] room in
            let values = atom.style.values
            var height: Length?
            if values.height == .auto, let top = values.inset.top.resolved(against: room),
                let bottom = values.inset.bottom.resolved(against: room)
            {
                height = max(0, room - top - bottom - edges.margin.top - edges.margin.bottom)
            }
            return try layout.atom(atom, in: containing, borderBoxWidth: borderBoxWidth, height: height, room: room)
        }
    }

    mutating func pageFloat(_ box: Box, width: Length) throws {
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
        slab.notes = frame.notes
        slab.breakBefore = .forbidden
        emit(slab, keepsMargin: true)
    }
}

extension StyleValues {
    /// Whether the box's height depends on its containing block's, as a positioned box's may.
    fileprivate var needsContainingHeight: Bool {
        if height == .auto, inset.top != .auto, inset.bottom != .auto { return true }
        func isShare(_ height: Dimension) -> Bool { if case .percent = height { true } else { false } }
        return isShare(height) || isShare(minHeight) || isShare(maxHeight)
    }
}

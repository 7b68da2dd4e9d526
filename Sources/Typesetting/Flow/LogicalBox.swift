import Markup

/// A box whose lines run down the paper, with its styles turned so that it can be laid out as any other: what CSS calls
/// `top` becomes the start of the lines, `right` (`vertical-rl`) or `left` (`vertical-lr`) the first line's side, and
/// widths change places with heights. A box inside whose lines run another way is put into a box of its own, which has
/// its place, and keeps its style.
final class LogicalBox {
    private let mode: WritingMode
    /// One style stays one style, by which runs of text are told from each other.
    private var styles: [ObjectIdentifier: (old: ComputedStyle, new: ComputedStyle)] = [:]

    init(_ mode: WritingMode) { self.mode = mode }

    func box(_ box: Box) -> Box {
        var turned = box
        turned.style = style(box.style)
        turned.content = box.content.map(node)
        return turned
    }

    private func node(_ node: Node) -> Node {
        switch node {
        case .box(let child):
            return child.style.values.writingMode == mode ? .box(box(child)) : .box(inOther(child))
        case .drawing(let drawing, let style, let span): return .drawing(drawing, self.style(style), span)
        case .rows(let stream):
            let mode = mode
            return .rows(RowStream { try stream.next()?.map(LogicalBox(mode).node) })
        default: return node
        }
    }

    private func style(_ style: ComputedStyle) -> ComputedStyle {
        if let known = styles[ObjectIdentifier(style)] { return known.new }
        let turned = ComputedStyle(style.values.turned(mode))
        styles[ObjectIdentifier(style)] = (style, turned)
        return turned
    }

    // MARK: Boxes of another mode

    private func inOther(_ child: Box) -> Box {
        let display = child.style.values.display
        switch display {
        case .tableRow, .tableRowGroup, .tableHeaderGroup, .tableFooterGroup, .tableColumn, .tableColumnGroup, .inline,
            .ruby, .rubyText, .none:
            // Parts of a table and of a line have no mode of their own.
            var same = child
            var values = child.style.values
            values.writingMode = mode
            same.style = ComputedStyle(values)
            return box(same)
        case .tableCell, .tableCaption:
            var cell = child
            var values = child.style.values
            values.writingMode = mode
            cell.style = style(ComputedStyle(values))
            cell.content = [.box(placed(Box.anonymous(child.content, .block, in: child), .block))]
            return cell
        default: return placed(child, display.isBlockLevel ? .block : .inlineBlock)
        }
    }

    /// A box of this mode that has the place of one of another mode, and holds it.
    private func placed(_ child: Box, _ display: Display) -> Box {
        let own = child.style.values
        var inside = own
        inside.margin = Edges(all: .zero)
        inside.position = .static
        inside.float = .none
        (inside.breakBefore, inside.breakAfter, inside.breakInsideAvoid) = (.auto, .auto, false)
        var around = StyleValues()
        around.inheritText(from: own)
        around.writingMode = mode
        around.display = display
        around.margin = own.margin
        around.position = own.position
        around.inset = own.inset
        around.float = own.float
        around.clear = own.clear
        around.verticalAlign = own.verticalAlign
        around.textIndent = .zero
        (around.breakBefore, around.breakAfter, around.breakInsideAvoid) =
            (own.breakBefore, own.breakAfter, own.breakInsideAvoid)
        var kept = child
        kept.style = ComputedStyle(inside)
        return Box(style: style(ComputedStyle(around)), content: [.box(kept)], span: child.span)
    }
}

extension Edges {
    /// The sides as a box with the mode is laid out with.
    func turned(_ mode: WritingMode) -> Edges {
        switch mode {
        case .horizontalTB: self
        case .verticalRL: Edges(top: right, right: bottom, bottom: left, left: top)
        case .verticalLR: Edges(top: left, right: bottom, bottom: right, left: top)
        }
    }
}

extension CornerRadius {
    fileprivate var turned: CornerRadius { CornerRadius(x: y, y: x) }
}

extension PageStyle {
    /// The page as a document with the mode fills it.
    func turned(_ mode: WritingMode) -> PageStyle {
        guard mode != .horizontalTB else { return self }
        var turned = self
        (turned.width, turned.height) = (height, width)
        turned.margin = margin.turned(mode)
        return turned
    }
}

extension Box {
    /// How the lines of a document run: as its root's do, or as those of the one block that holds everything.
    var principalMode: WritingMode {
        let mode = style.values.writingMode
        guard mode == .horizontalTB else { return mode }
        let shown = content.filter { !$0.isBlank }
        guard shown.count == 1, case .box(let only) = shown[0], only.style.values.display == .block,
            !only.style.values.position.isOutOfFlow
        else { return mode }
        return only.style.values.writingMode
    }

    /// The root of a document as it is laid out, its own lines running as the document's do.
    func inPrincipalMode(_ mode: WritingMode) -> Box {
        guard mode != .horizontalTB else { return self }
        var root = self
        if style.values.writingMode != mode {
            var values = style.values
            values.writingMode = mode
            root.style = ComputedStyle(values)
        }
        return LogicalBox(mode).box(root)
    }
}

extension StyleValues {
    /// The style that was turned.
    func turnedBack(_ mode: WritingMode) -> StyleValues {
        // Three quarters more make a whole turn; a reflection undoes itself.
        mode == .verticalLR ? turned(mode) : turned(mode).turned(mode).turned(mode)
    }

    /// The style as a box whose lines run down the paper is laid out with; `vertical-rl` and `vertical-lr` only.
    func turned(_ mode: WritingMode) -> StyleValues {
        var turned = self
        let isFlipped = mode == .verticalLR
        turned.margin = margin.turned(mode)
        turned.padding = padding.turned(mode)
        turned.border = border.turned(mode)
        turned.inset = inset.turned(mode)
        let corners = borderRadius
        turned.borderRadius.topLeft = (isFlipped ? corners.topLeft : corners.topRight).turned
        turned.borderRadius.topRight = (isFlipped ? corners.bottomLeft : corners.bottomRight).turned
        turned.borderRadius.bottomRight = (isFlipped ? corners.bottomRight : corners.bottomLeft).turned
        turned.borderRadius.bottomLeft = (isFlipped ? corners.topRight : corners.topLeft).turned
        (turned.width, turned.height) = (height, width)
        (turned.minWidth, turned.minHeight) = (minHeight, minWidth)
        (turned.maxWidth, turned.maxHeight) = (maxHeight, maxWidth)
        turned.backgroundImage = backgroundImage.map { image in
            var turned = image
            (turned.x, turned.y) = (image.y, image.x)
            (turned.repeatsX, turned.repeatsY) = (image.repeatsY, image.repeatsX)
            if case .size(let width, let height) = image.size { turned.size = .size(height, width) }
            return turned
        }
        return turned
    }

    /// Sizes that are shares of a containing block whose lines run another way, as lengths.
    func resolvingShares(of width: Length) -> StyleValues {
        func length(_ dimension: Dimension) -> Dimension {
            if case .percent = dimension { .length(dimension.resolved(against: width) ?? 0) } else { dimension }
        }
        func edges(_ edges: Edges<Dimension>) -> Edges<Dimension> {
            Edges(
                top: length(edges.top), right: length(edges.right), bottom: length(edges.bottom),
                left: length(edges.left))
        }
        var values = self
        values.margin = edges(margin)
        values.padding = edges(padding)
        values.width = length(self.width)
        values.minWidth = length(minWidth)
        values.maxWidth = length(maxWidth)
        // A share of a height that nobody knows is none.
        if case .percent = height { values.height = .auto }
        if case .percent = minHeight { values.minHeight = .zero }
        if case .percent = maxHeight { values.maxHeight = .auto }
        return values
    }
}

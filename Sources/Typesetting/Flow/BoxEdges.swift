import Markup

/// Margins, borders and paddings of a box as lengths (`auto` margins are zero here).
struct BoxEdges {
    let margin: Edges<Length>
    let border: Edges<Length>
    let padding: Edges<Length>

    /// - Parameter style: lent, not given: an initializer would otherwise take a copy of all values each time.
    init(_ style: borrowing StyleValues, in width: Length) {
        func lengths(_ edges: Edges<Dimension>) -> Edges<Length> {
            Edges(
                top: edges.top.resolved(against: width) ?? 0, right: edges.right.resolved(against: width) ?? 0,
                bottom: edges.bottom.resolved(against: width) ?? 0, left: edges.left.resolved(against: width) ?? 0)
        }
        margin = lengths(style.margin)
        padding = lengths(style.padding)
        // Collapsed borders belong to the table's grid.
        border =
            style.display == .table && style.borderCollapse == .collapse
            ? Edges(all: 0)
            : Edges(
                top: style.border.top.width, right: style.border.right.width, bottom: style.border.bottom.width,
                left: style.border.left.width)
    }

    var left: Length { border.left + padding.left }
    var right: Length { border.right + padding.right }
    var top: Length { border.top + padding.top }
    var bottom: Length { border.bottom + padding.bottom }
    var horizontal: Length { left + right }
    var vertical: Length { top + bottom }
    /// Border and padding of each side.
    var contentInsets: Edges<Length> { Edges(top: top, right: right, bottom: bottom, left: left) }
    /// Left and right margin together.
    var margins: Length { margin.left + margin.right }
}

extension StyleValues {
    /// The width of the border box that the style asks for in a containing block, or nil for `auto`.
    func borderBoxWidth(in width: Length, _ edges: BoxEdges) -> Length? {
        self.width.resolved(against: width).map { clamped(borderBox($0, edges), in: width, edges) }
    }

    /// A border-box width held between `min-width` and `max-width`.
    func clamped(_ wanted: Length, in width: Length, _ edges: BoxEdges) -> Length {
        let most = maxWidth.resolved(against: width).map { borderBox($0, edges) } ?? wanted
        let least = minWidth == .zero ? 0 : minWidth.resolved(against: width).map { borderBox($0, edges) } ?? 0
        return max(least, min(wanted, most))
    }

    private func borderBox(_ length: Length, _ edges: BoxEdges) -> Length {
        boxSizing == .borderBox ? max(length, edges.horizontal) : length + edges.horizontal
    }

    /// The height of the content box that the style asks for, nil for `auto` and for a share of an unknown height.
    func contentHeight(in room: Length?, _ edges: BoxEdges) -> Length? {
        height.resolved(within: room).map { contentBox($0, edges) }
    }

    /// A content-box height held between `min-height` and `max-height`.
    func clampedContentHeight(_ wanted: Length, in room: Length?, _ edges: BoxEdges) -> Length {
        let most = maxHeight.resolved(within: room).map { contentBox($0, edges) } ?? wanted
        let least = minHeight == .zero ? 0 : minHeight.resolved(within: room).map { contentBox($0, edges) } ?? 0
        return max(least, min(wanted, most))
    }

    private func contentBox(_ length: Length, _ edges: BoxEdges) -> Length {
        boxSizing == .borderBox ? max(0, length - edges.vertical) : max(0, length)
    }

    /// How far `position: relative` moves a box from its place.
    func relativeShift(in width: Length, _ height: Length? = nil) -> Point {
        guard position == .relative else { return Point(x: 0, y: 0) }
        return Point(
            x: inset.left.resolved(against: width) ?? -(inset.right.resolved(against: width) ?? 0),
            y: inset.top.resolved(within: height) ?? -(inset.bottom.resolved(within: height) ?? 0))
    }

    /// The border box of a block in normal flow: what is asked for, or all that the margins leave; and its left edge.
    func blockExtent(in width: Length, _ edges: BoxEdges) -> (x: Length, width: Length) {
        let room = width - edges.margins
        let wanted = borderBoxWidth(in: width, edges) ?? clamped(room, in: width, edges)
        return (edges.margin.left + autoShift(room - wanted), wanted)
    }

    /// What automatic margins put left of a box that leaves so much free.
    func autoShift(_ free: Length) -> Length {
        guard free > 0 else { return 0 }
        switch (margin.left, margin.right) {
        case (.auto, .auto): return free / 2
        case (.auto, _): return free
        default: return 0
        }
    }
}

extension Dimension {
    /// The length in a containing block whose height may not be known: a share of it is `auto` then.
    func resolved(within height: Length?) -> Length? {
        switch self {
        case .auto: nil
        case .length(let length): length
        case .percent: height.flatMap { resolved(against: $0) }
        }
    }
}

extension Length {
    /// Whole millimetres, rounded up, for messages.
    var wholeMillimetres: String { String((self + Length.millimetre - 1) / Length.millimetre) }
}

import Markup

/// Margins, borders and paddings of a box as lengths (`auto` margins are zero here).
struct BoxEdges {
    let margin: Edges<Length>
    let border: Edges<Length>
    let padding: Edges<Length>

    init(_ style: StyleValues, in width: Length) {
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

    /// The least height of the content box.
    func leastContentHeight(_ edges: BoxEdges) -> Length {
        let least = minHeight.resolved(against: 0) ?? 0
        return boxSizing == .borderBox ? max(0, least - edges.vertical) : least
    }

    /// How far `position: relative` moves a box from its place.
    func relativeShift(in width: Length) -> Point {
        guard position == .relative else { return Point(x: 0, y: 0) }
        return Point(
            x: inset.left.resolved(against: width) ?? -(inset.right.resolved(against: width) ?? 0),
            y: inset.top.resolved(against: 0) ?? -(inset.bottom.resolved(against: 0) ?? 0))
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

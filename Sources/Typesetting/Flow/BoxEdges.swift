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
        guard var wanted = self.width.resolved(against: width) else { return nil }
        if let most = maxWidth.resolved(against: width) { wanted = min(wanted, most) }
        if let least = minWidth.resolved(against: width) { wanted = max(wanted, least) }
        return boxSizing == .borderBox ? max(wanted, edges.horizontal) : wanted + edges.horizontal
    }

    /// The border box of a block in normal flow: what is asked for, or all that the margins leave; and its left edge.
    func blockExtent(in width: Length, _ edges: BoxEdges) -> (x: Length, width: Length) {
        let room = width - edges.margins
        guard let wanted = borderBoxWidth(in: width, edges) else {
            let capped = maxWidth.resolved(against: width).map { min(room, $0 + edges.horizontal) } ?? room
            return (edges.margin.left + autoShift(room - capped), capped)
        }
        return (edges.margin.left + autoShift(room - wanted), wanted)
    }

    private func autoShift(_ free: Length) -> Length {
        guard free > 0 else { return 0 }
        switch (margin.left, margin.right) {
        case (.auto, .auto): return free / 2
        case (.auto, _): return free
        default: return 0
        }
    }
}

import Markup

/// `position: relative` of inline boxes: they are drawn beside their place, and the line stays as it is.
extension Paragraph {
    /// How far a cluster is drawn from its place; nil for the many that stand in it.
    func shift(of cluster: Int) -> Point? {
        guard !content.shifted.isEmpty else { return nil }
        let unit = clusters[cluster].units.lowerBound
        var shift = Point(x: 0, y: 0)
        for box in content.shifted where box.units.contains(unit) {
            let own = box.style.values.relativeShift(in: content.width)
            shift.x += own.x
            shift.y += own.y
        }
        return shift == Point(x: 0, y: 0) ? nil : shift
    }
}

extension StyleValues {
    var isDrawnBeside: Bool { position == .relative && inset != Edges(all: .auto) }
}

extension [FrameItem] {
    /// Moves the items from an index on.
    mutating func move(from start: Int, by shift: Point?) {
        guard let shift else { return }
        for at in start..<count { self[at] = self[at].moved(x: shift.x, y: shift.y) }
    }
}

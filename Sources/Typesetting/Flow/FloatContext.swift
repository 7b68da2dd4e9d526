import Diagnostics
import Markup

/// A float that has been met and does not have its place yet.
struct WaitingFloat {
    var atom: InlineContent.Atom
    /// Its containing block.
    var x: Length
    var width: Length
}

/// The floats of a block formatting context, in the coordinates of the flow (CSS 2.2, 9.5).
struct FloatContext {
    private struct Placed {
        var isLeft: Bool
        var x: Range<Length>
        var y: Range<Length>
    }

    /// Laid out and placed, to be drawn with the next slab.
    struct Hung {
        var frame: AtomicFrame
        var x: Length
        var y: Length
    }

    /// Floats that stand beside the next slab.
    var waiting: [WaitingFloat] = []
    var hung: [Hung] = []
    private var placed: [Placed] = []
    /// No float is higher than one before it.
    private var highest: Length = 0

    var isEmpty: Bool { placed.isEmpty && waiting.isEmpty && hung.isEmpty }

    /// Where the lowest float ends.
    var lowest: Length { placed.map(\.y.upperBound).max() ?? 0 }

    /// What floats leave free of a stretch from left to right, over a height.
    func band(_ y: Range<Length>, _ x: Range<Length>) -> Range<Length> {
        var (left, right) = (x.lowerBound, x.upperBound)
        for float in placed where float.y.overlaps(y) {
            if float.isLeft { left = max(left, float.x.upperBound) } else { right = min(right, float.x.lowerBound) }
        }
        return left..<max(left, right)
    }

    /// The nearest lower edge of a float: room may be wider from there on.
    func nextEdge(below y: Length) -> Length? { placed.map(\.y.upperBound).filter { $0 > y }.min() }

    /// Whether a float stands both above and below a height.
    func crosses(_ y: Length) -> Bool { placed.contains { $0.y.lowerBound < y && $0.y.upperBound > y } }

    /// Where the floats end that `clear` goes below.
    func end(_ clear: Clear) -> Length {
        placed.filter { clear == .both || $0.isLeft == (clear == .left) }.map(\.y.upperBound).max() ?? 0
    }

    /// Finds the place of a float, not above `top`.
    mutating func place(_ frame: AtomicFrame, _ style: StyleValues, in x: Range<Length>, from top: Length) {
        let isLeft = style.float == .left
        var top = max(top, highest)
        if style.clear != .none { top = max(top, end(style.clear)) }
        let height = max(0, frame.height)
        while true {
            let band = band(top..<top + max(1, height), x)
            let isFree = band == x
            if frame.width <= band.upperBound - band.lowerBound || isFree {
                let left = isLeft ? band.lowerBound : band.upperBound - frame.width
                if height > 0, frame.width > 0 {
                    placed.append(Placed(isLeft: isLeft, x: left..<left + frame.width, y: top..<top + height))
                }
                hung.append(Hung(frame: frame, x: left, y: top))
                highest = top
                return
            }
            guard let next = nextEdge(below: top) else {
                preconditionFailure("a place below all floats is free")
            }
            top = next
        }
    }

    /// Forgets the floats that end above a height.
    mutating func forget(above y: Length) {
        if !placed.isEmpty { placed.removeAll { $0.y.upperBound <= y } }
    }
}

extension FlowBuilder {
    func frame(of float: WaitingFloat) throws -> AtomicFrame {
        try layout.atom(float.atom, in: float.width, room: height)
    }

    mutating func place(_ float: WaitingFloat, at top: Length) throws { put(try frame(of: float), of: float, at: top) }

    mutating func put(_ frame: AtomicFrame, of float: WaitingFloat, at top: Length) {
        floats.place(frame, float.atom.style.values, in: float.x..<float.x + max(0, float.width), from: top)
    }

    /// Gives the floats that wait their places at the top of what comes next.
    mutating func settleFloats() throws {
        endFloatsBeforeBreak()
        guard !floats.waiting.isEmpty else { return }
        let waiting = floats.waiting
        floats.waiting = []
        for float in waiting { try place(float, at: y + margin) }
    }

    /// `clear`: goes on below the floats of a side.
    mutating func clearFloats(_ clear: Clear) throws {
        guard clear != .none, !floats.isEmpty else { return }
        try settleFloats()
        let end = floats.end(clear)
        if end > y + margin { fill(down: end) }
    }

    /// Goes down to a height, in pieces that end where floats begin, so that pages may break between those that stand
    /// under each other.
    mutating func fill(down end: Length) {
        while let next = floats.hung.map(\.y).filter({ $0 > y && $0 < end }).min() { fill(next - y) }
        fill(end - y)
    }

    /// Draws the floats that have been placed with the slab whose top is at `top`, and keeps the two on one page.
    mutating func hangFloats(on slab: inout Slab, top: Length) {
        if floats.crosses(top), slab.breakBefore == .allowed { slab.breakBefore = .forbidden }
        var items: [FrameItem] = []
        // One that found room only further down hangs on what comes to stand there.
        let here = floats.hung.filter { $0.y <= top + slab.height }
        floats.hung.removeAll { $0.y <= top + slab.height }
        for float in here {
            items += float.frame.items.map { $0.moved(x: float.x, y: float.y - top) }
            slab.notes.carry(float.frame.notes, y: float.y - top)
            slab.reach = max(slab.reach, float.y + float.frame.height - top)
        }
        if !items.isEmpty { slab.items = items + slab.items }
        floats.forget(above: top + slab.height)
    }

    /// Where a box that text does not flow around may stand: beside the floats if it is narrow enough, otherwise below
    /// them (CSS 2.2, 9.5: tables and whatever makes a formatting context of its own).
    mutating func bandBesideFloats(for box: Box, x: Length, width: Length) throws -> (x: Length, width: Length) {
        guard !floats.isEmpty else { return (x, width) }
        try settleFloats()
        let style = box.style.values
        let edges = BoxEdges(style, in: width)
        let needed: Length
        if let asked = style.borderBoxWidth(in: width, edges) { needed = asked + edges.margins } else {
            needed = try IntrinsicWidth(layout: layout).borderBox(box).0 + edges.margins
        }
        let start = y + margin
        var top = start
        var band = floats.band(top..<top + 1, x..<x + max(0, width))
        while band.upperBound - band.lowerBound < min(needed, width), let next = floats.nextEdge(below: top) {
            top = next
            band = floats.band(top..<top + 1, x..<x + max(0, width))
        }
        if top > start { fill(down: top) }
        return (band.lowerBound, band.upperBound - band.lowerBound)
    }
}

import Markup

/// A box with rounded corners (CSS Backgrounds 3, 5): each corner is a quarter of an ellipse.
struct RoundedRect {
    struct Radius: Hashable {
        var x, y: Length
        static let none = Radius(x: 0, y: 0)
        var isSharp: Bool { x <= 0 || y <= 0 }
    }

    var rect: Rect
    var radii: Corners<Radius>

    init(_ rect: Rect) {
        self.rect = rect
        radii = Corners(all: .none)
    }

    /// The border box of a style. Radii that would meet are all made smaller alike.
    init(_ rect: Rect, _ style: StyleValues) {
        self.init(rect)
        guard style.borderRadius != Corners(all: .zero) else { return }
        func radius(_ radius: CornerRadius) -> Radius {
            Radius(
                x: max(0, radius.x.resolved(against: rect.width) ?? 0),
                y: max(0, radius.y.resolved(against: rect.height) ?? 0))
        }
        let asked = style.borderRadius
        radii.topLeft = radius(asked.topLeft)
        radii.topRight = radius(asked.topRight)
        radii.bottomRight = radius(asked.bottomRight)
        radii.bottomLeft = radius(asked.bottomLeft)
        fit()
    }

    private mutating func fit() {
        let sides = [
            (rect.width, radii.topLeft.x + radii.topRight.x), (rect.width, radii.bottomLeft.x + radii.bottomRight.x),
            (rect.height, radii.topLeft.y + radii.bottomLeft.y), (rect.height, radii.topRight.y + radii.bottomRight.y),
        ]
        guard let tightest = sides.filter({ $0.1 > max(0, $0.0) }).min(by: { $0.0 * $1.1 < $1.0 * $0.1 }) else {
            return
        }
        let (room, wanted) = (max(0, tightest.0), tightest.1)
        func scaled(_ radius: Radius) -> Radius { Radius(x: radius.x * room / wanted, y: radius.y * room / wanted) }
        radii.topLeft = scaled(radii.topLeft)
        radii.topRight = scaled(radii.topRight)
        radii.bottomRight = scaled(radii.bottomRight)
        radii.bottomLeft = scaled(radii.bottomLeft)
    }

    var isSharp: Bool {
        radii.topLeft.isSharp && radii.topRight.isSharp && radii.bottomRight.isSharp && radii.bottomLeft.isSharp
    }

    /// The outline that much further inside; its corners are that much less round.
    func inset(by edges: Edges<Length>) -> RoundedRect {
        var inner = RoundedRect(
            Rect(
                x: rect.x + edges.left, y: rect.y + edges.top, width: max(0, rect.width - edges.left - edges.right),
                height: max(0, rect.height - edges.top - edges.bottom)))
        func less(_ radius: Radius, _ x: Length, _ y: Length) -> Radius {
            Radius(x: max(0, radius.x - x), y: max(0, radius.y - y))
        }
        inner.radii.topLeft = less(radii.topLeft, edges.left, edges.top)
        inner.radii.topRight = less(radii.topRight, edges.right, edges.top)
        inner.radii.bottomRight = less(radii.bottomRight, edges.right, edges.bottom)
        inner.radii.bottomLeft = less(radii.bottomLeft, edges.left, edges.bottom)
        return inner
    }

    func path(_ paint: Path.Paint, _ color: Color) -> Path {
        Path(origin: Point(x: rect.x, y: rect.y), segments: segments(about: rect), paint: paint, color: color)
    }

    /// What lies between this outline and one inside it, filled.
    func ring(to inner: RoundedRect, _ color: Color) -> Path {
        // The inner outline runs the other way round, so that winding leaves its inside free.
        let hole = inner.segments(about: rect, isReversed: true)
        return Path(
            origin: Point(x: rect.x, y: rect.y), segments: segments(about: rect) + hole, paint: .fill, color: color)
    }

    /// How near the control points of a cubic curve are to the corner, in millionths of the radius: the curve that
    /// comes nearest to a quarter of an ellipse.
    private static let control = 447_715

    private func segments(about zero: Rect, isReversed: Bool = false) -> [Path.Segment] {
        let (left, top) = (rect.x - zero.x, rect.y - zero.y)
        let (right, bottom) = (left + rect.width, top + rect.height)
        // Each corner: where the outline comes in, the corner itself, where it goes on; clockwise from the top left.
        let corners = [
            (
                Point(x: left, y: top + radii.topLeft.y), Point(x: left, y: top),
                Point(x: left + radii.topLeft.x, y: top)
            ),
            (
                Point(x: right - radii.topRight.x, y: top), Point(x: right, y: top),
                Point(x: right, y: top + radii.topRight.y)
            ),
            (
                Point(x: right, y: bottom - radii.bottomRight.y), Point(x: right, y: bottom),
                Point(x: right - radii.bottomRight.x, y: bottom)
            ),
            (
                Point(x: left + radii.bottomLeft.x, y: bottom), Point(x: left, y: bottom),
                Point(x: left, y: bottom - radii.bottomLeft.y)
            ),
        ]
        var segments: [Path.Segment] = []
        for corner in isReversed ? corners.reversed() : corners {
            let (from, to) = isReversed ? (corner.2, corner.0) : (corner.0, corner.2)
            segments.append(segments.isEmpty ? .move(from) : .line(from))
            guard from != to else { continue }
            if from == corner.1 || to == corner.1 {
                segments += [.line(corner.1), .line(to)]
                continue
            }
            func towards(_ point: Point) -> Point {
                Point(
                    x: corner.1.x + (point.x - corner.1.x).scaled(RoundedRect.control, over: 1_000_000),
                    y: corner.1.y + (point.y - corner.1.y).scaled(RoundedRect.control, over: 1_000_000))
            }
            segments.append(.curve(towards(from), towards(to), to))
        }
        return segments + [.close]
    }
}

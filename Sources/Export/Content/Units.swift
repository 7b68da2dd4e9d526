import Glibc
import Markup
import Typesetting

/// The unit of coordinates in content: a hundredth of a point, which is 127 lengths or 3.5 µm. Pages and forms are
/// written in whole ones.
enum Units {
    /// Coordinates beyond stand for "far out": readers take no larger ones.
    private static let farthest: Length = 1 << 37

    @inline(__always)
    static func whole(_ length: Length) -> Int {
        let near = max(-farthest, min(farthest, length))
        return (near >= 0 ? near + 63 : near - 63) / 127
    }

    /// In thousandths of a unit.
    @inline(__always)
    static func thousandths(_ length: Length) -> Int { length &* 1_000 / 127 }
}

/// A turn clockwise on paper.
struct Turn {
    let cosine, sine: Double

    init(thousandthsOfDegrees: Int) {
        let angle = Double(thousandthsOfDegrees) / 1_000 * .pi / 180
        (cosine, sine) = (cos(angle), sin(angle))
    }

    func callAsFunction(_ point: Point) -> Point {
        let (x, y) = (Double(point.x), Double(point.y))
        return Point(x: Turn.length(x * cosine - y * sine), y: Turn.length(x * sine + y * cosine))
    }

    private static func length(_ value: Double) -> Length { Length(max(-1e15, min(1e15, value)).rounded()) }
}

/// From the coordinates of a group to those of its page, in units of content, y up. Only links need to know.
struct PageMatrix {
    private var (a, b, c, d, e, f) = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

    /// The matrix within a group whose own matrix is given.
    func within(_ own: (a: Double, b: Double, c: Double, d: Double, e: Double, f: Double)) -> PageMatrix {
        var inner = PageMatrix()
        (inner.a, inner.b) = (own.a * a + own.b * c, own.a * b + own.b * d)
        (inner.c, inner.d) = (own.c * a + own.d * c, own.c * b + own.d * d)
        (inner.e, inner.f) = (own.e * a + own.f * c + e, own.e * b + own.f * d + f)
        return inner
    }

    /// The box around a rectangle: left, bottom, right, top.
    func box(left: Int, bottom: Int, right: Int, top: Int) -> [Int] {
        let corners = [(left, bottom), (right, bottom), (left, top), (right, top)].map { x, y in
            (x: Double(x) * a + Double(y) * c + e, y: Double(x) * b + Double(y) * d + f)
        }
        func whole(_ value: Double?) -> Int { Int(max(-1e9, min(1e9, value ?? 0)).rounded()) }
        let (xs, ys) = (corners.map(\.x), corners.map(\.y))
        return [whole(xs.min()), whole(ys.min()), whole(xs.max()), whole(ys.max())]
    }
}

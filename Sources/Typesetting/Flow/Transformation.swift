import Foundation
import Markup

/// `transform` (CSS Transforms 1): a laid-out box is drawn moved, turned, stretched or slanted about its origin; its
/// place in the flow stays as it was.
enum Transformation {
    /// - Parameter frame: a border box.
    static func apply(_ style: StyleValues, to frame: AtomicFrame) -> AtomicFrame {
        guard !style.transform.isEmpty, !frame.items.isEmpty else { return frame }
        var matrix = Matrix()
        for function in style.transform { matrix = matrix * Matrix(function, width: frame.width, height: frame.height) }
        let transform = matrix.transform
        var moved = frame
        if transform.isMove {
            moved.items = frame.items.map { $0.moved(x: transform.e, y: transform.f) }
        } else {
            let origin = Point(
                x: style.transformOrigin.x.resolved(against: frame.width) ?? frame.width / 2,
                y: style.transformOrigin.y.resolved(against: frame.height) ?? frame.height / 2)
            let items = frame.items.map { $0.moved(x: -origin.x, y: -origin.y) }
            moved.items = [.group(FrameGroup(origin: origin, transform: transform, items: items))]
        }
        return moved
    }

    /// Cosine and sine of an angle in thousandths of a degree; exact for right angles.
    static func direction(_ thousandths: Int) -> (cosine: Double, sine: Double) {
        switch ((thousandths % 360_000) + 360_000) % 360_000 {
        case 0: return (1, 0)
        case 90_000: return (0, 1)
        case 180_000: return (-1, 0)
        case 270_000: return (0, -1)
        default:
            let angle = Double(thousandths) / 1_000 * .pi / 180
            return (cos(angle), sin(angle))
        }
    }

    private struct Matrix {
        var a = 1.0, b = 0.0, c = 0.0, d = 1.0, e = 0.0, f = 0.0

        init() {}

        /// - Parameters: width, height: of the box, against which shares of a move are taken.
        init(_ function: TransformFunction, width: Length, height: Length) {
            switch function {
            case .translate(let x, let y):
                e = Double(x.resolved(against: width) ?? 0)
                f = Double(y.resolved(against: height) ?? 0)
            case .rotate(let angle):
                let (cosine, sine) = direction(angle)
                (a, b, c, d) = (cosine, sine, -sine, cosine)
            case .scale(let x, let y): (a, d) = (Double(x) / 1_000, Double(y) / 1_000)
            case .skew(let x, let y): (c, b) = (slope(x), slope(y))
            case .matrix(let a, let b, let c, let d, let e, let f):
                func factor(_ millionths: Int) -> Double { Double(millionths) / 1_000_000 }
                (self.a, self.b, self.c, self.d) = (factor(a), factor(b), factor(c), factor(d))
                (self.e, self.f) = (Double(e), Double(f))
            }
        }

        private func slope(_ angle: Int) -> Double {
            let (cosine, sine) = direction(angle)
            // A slant by a right angle would reach to the end of the world.
            return abs(cosine) < 0.000_001 ? 0 : sine / cosine
        }

        /// The right one is applied first.
        static func * (left: Matrix, right: Matrix) -> Matrix {
            var product = Matrix()
            product.a = left.a * right.a + left.c * right.b
            product.b = left.b * right.a + left.d * right.b
            product.c = left.a * right.c + left.c * right.d
            product.d = left.b * right.c + left.d * right.d
            product.e = left.a * right.e + left.c * right.f + left.e
            product.f = left.b * right.e + left.d * right.f + left.f
            return product
        }

        var transform: Transform {
            func millionths(_ factor: Double) -> Int { whole(factor * 1_000_000) }
            return Transform(
                a: millionths(a), b: millionths(b), c: millionths(c), d: millionths(d), e: whole(e), f: whole(f))
        }

        /// Held within what a page can be far away from, so that absurd factors cannot overflow.
        private func whole(_ value: Double) -> Int { Int(min(max(value, -1e12), 1e12).rounded()) }
    }
}

extension Transform {
    /// Nothing turns, grows or slants.
    var isMove: Bool { a == 1_000_000 && b == 0 && c == 0 && d == 1_000_000 }

    /// Where a point of the group comes to stand, about the group's origin.
    func applied(to point: Point) -> Point {
        let x = (Double(a) * Double(point.x) + Double(c) * Double(point.y)) / 1_000_000 + Double(e)
        let y = (Double(b) * Double(point.x) + Double(d) * Double(point.y)) / 1_000_000 + Double(f)
        return Point(x: Int(x.rounded()), y: Int(y.rounded()))
    }
}

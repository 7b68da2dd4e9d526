import Markup
import Testing
@testable import Typesetting

@Suite struct TransformationTests {
    private func transformed(_ functions: [TransformFunction], _ origin: Origin = .center) -> FrameItem? {
        var values = StyleValues()
        values.transform = functions
        values.transformOrigin = origin
        let frame = AtomicFrame(
            width: 2_000, height: 1_000, baseline: 0, verticalAlign: .baseline,
            items: [.fill(Rect(x: 0, y: 0, width: 2_000, height: 1_000), .black)])
        return Transformation.apply(values, to: frame).items.first
    }

    private func corner(_ functions: [TransformFunction], _ origin: Origin = .center) -> Point? {
        switch transformed(functions, origin) {
        case .group(let group):
            guard case .fill(let rect, _) = group.items[0] else { return nil }
            let point = group.transform.applied(to: Point(x: rect.x, y: rect.y))
            return Point(x: point.x + group.origin.x, y: point.y + group.origin.y)
        case .fill(let rect, _): return Point(x: rect.x, y: rect.y)
        default: return nil
        }
    }

    @Test func theTopLeftCornerGoesWhereTheFunctionsSay() {
        let corner0 = Origin(x: .zero, y: .zero)
        #expect(corner([.translate(.percent(5_000), .length(30))]) == Point(x: 1_000, y: 30))
        #expect(corner([.rotate(90_000)]) == Point(x: 1_500, y: -500))
        #expect(corner([.rotate(180_000)]) == Point(x: 2_000, y: 1_000))
        #expect(corner([.rotate(-90_000)], corner0) == Point(x: 0, y: 0))
        #expect(corner([.scale(2_000, 500)]) == Point(x: -1_000, y: 250))
        #expect(corner([.skew(45_000, 0)]) == Point(x: -500, y: 0))
        // The last function comes first.
        #expect(corner([.translate(.length(100), .zero), .scale(2_000, 2_000)], corner0) == Point(x: 100, y: 0))
        #expect(
            corner([.scale(2_000, 2_000), .translate(.length(100), .zero)], corner0) == Point(x: 200, y: 0))
    }

    @Test func rightAnglesAreExactAndMovesNeedNoGroup() {
        guard case .group(let group)? = transformed([.rotate(450_000)]) else {
            return #expect(Bool(false), "a turn makes a group")
        }
        #expect(group.transform == Transform(a: 0, b: 1_000_000, c: -1_000_000, d: 0, e: 0, f: 0))
        #expect(group.origin == Point(x: 1_000, y: 500))
        if case .fill? = transformed([.translate(.length(1), .zero), .rotate(90_000), .rotate(-90_000)]) {} else {
            #expect(Bool(false), "a move stays a plain item")
        }
    }
}

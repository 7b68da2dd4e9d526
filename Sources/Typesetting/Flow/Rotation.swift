import Foundation
import Markup

/// Turns the parts of a drawing one by one about its centre, so that each stays a plain item of the page.
enum Rotation {
    static func turn(_ frame: AtomicFrame, thousandths: Int) -> AtomicFrame {
        let centre = Point(x: frame.width / 2, y: frame.height / 2)
        var turned = frame
        turned.items = frame.items.map { turn($0, about: centre, thousandths: thousandths) }
        return turned
    }

    private static func turn(_ item: FrameItem, about centre: Point, thousandths: Int) -> FrameItem {
        switch item {
        case .glyphs(var run):
            run.origin = point(run.origin, about: centre, thousandths)
            run.rotation += thousandths
            return .glyphs(run)
        case .path(var path):
            path.origin = point(path.origin, about: centre, thousandths)
            path.rotation += thousandths
            return .path(path)
        case .fill(let rect, let color):
            let corners = [
                Point(x: 0, y: 0), Point(x: rect.width, y: 0), Point(x: rect.width, y: rect.height),
                Point(x: 0, y: rect.height),
            ]
            return .path(
                Path(
                    origin: point(Point(x: rect.x, y: rect.y), about: centre, thousandths), rotation: thousandths,
                    segments: [.move(corners[0])] + corners.dropFirst().map { .line($0) } + [.close], paint: .fill,
                    color: color))
        // Bar codes and link areas stay upright about their turned middle.
        case .barCode(let code, let rect): return .barCode(code, upright(rect, about: centre, thousandths))
        case .link(let rect, let target): return .link(upright(rect, about: centre, thousandths), target)
        case .picture(let picture, let rect): return .picture(picture, upright(rect, about: centre, thousandths))
        case .group(var group):
            group.origin = point(group.origin, about: centre, thousandths)
            return .group(group)
        case .tag, .part: return item
        }
    }

    private static func upright(_ rect: Rect, about centre: Point, _ thousandths: Int) -> Rect {
        let middle = Point(x: rect.x + rect.width / 2, y: rect.y + rect.height / 2)
        let turned = point(middle, about: centre, thousandths)
        return Rect(x: turned.x - rect.width / 2, y: turned.y - rect.height / 2, width: rect.width, height: rect.height)
    }

    /// `point` turned clockwise about `centre` by thousandths of a degree.
    static func point(_ point: Point, about centre: Point, _ thousandths: Int) -> Point {
        let angle = Double(thousandths) / 1_000 * .pi / 180
        let x = Double(point.x - centre.x)
        let y = Double(point.y - centre.y)
        return Point(
            x: centre.x + Int((x * cos(angle) - y * sin(angle)).rounded()),
            y: centre.y + Int((x * sin(angle) + y * cos(angle)).rounded()))
    }
}

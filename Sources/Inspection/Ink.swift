import Foundation
import Markup
import Typesetting

/// The smallest upright box around what an item puts on paper.
enum Ink {
    static func box(_ item: FrameItem) -> Rect? {
        switch item {
        case .glyphs(let run): box(run)
        case .fill(let rect, _): rect
        case .path(let path): box(path)
        case .barCode(_, let rect), .picture(_, let rect): rect
        case .link, .group, .tag, .part: nil
        }
    }

    private static func box(_ run: GlyphRun) -> Rect? {
        let scale = (run.size, run.face.unitsPerEm)
        var corners: [Point] = []
        for glyph in run.glyphs {
            guard let ink = run.face.inkBox(of: glyph.id) else { continue }
            let left = glyph.x + ink.x.lowerBound.scaled(scale.0, over: scale.1)
            let right = glyph.x + ink.x.upperBound.scaled(scale.0, over: scale.1)
            let top = glyph.y - ink.y.upperBound.scaled(scale.0, over: scale.1)
            let bottom = glyph.y - ink.y.lowerBound.scaled(scale.0, over: scale.1)
            corners += [
                Point(x: left, y: top), Point(x: right, y: top), Point(x: left, y: bottom), Point(x: right, y: bottom),
            ]
        }
        return around(corners, origin: run.origin, rotation: run.rotation)
    }

    /// Curves by their control points, which their figures here never leave by more than the width of a rule.
    private static func box(_ path: Path) -> Rect? {
        var points: [Point] = []
        for segment in path.segments {
            switch segment {
            case .move(let point), .line(let point): points.append(point)
            case .curve(_, _, let point): points.append(point)
            case .close: break
            }
        }
        guard var box = around(points, origin: path.origin, rotation: path.rotation) else { return nil }
        if case .stroke(let width, _) = path.paint {
            box.x -= width / 2
            box.y -= width / 2
            box.width += width
            box.height += width
        }
        return box
    }

    private static func around(_ points: [Point], origin: Point, rotation: Int) -> Rect? {
        guard !points.isEmpty else { return nil }
        let angle = Double(rotation) / 1_000 * .pi / 180
        let placed = points.map { point -> Point in
            guard rotation != 0 else { return Point(x: origin.x + point.x, y: origin.y + point.y) }
            let (x, y) = (Double(point.x), Double(point.y))
            return Point(
                x: origin.x + Int((x * cos(angle) - y * sin(angle)).rounded()),
                y: origin.y + Int((x * sin(angle) + y * cos(angle)).rounded()))
        }
        let xs = placed.map(\.x)
        let ys = placed.map(\.y)
        guard let left = xs.min(), let right = xs.max(), let top = ys.min(), let bottom = ys.max() else { return nil }
        return Rect(x: left, y: top, width: right - left, height: bottom - top)
    }
}

extension Rect {
    var right: Length { x + width }
    var bottom: Length { y + height }
    var middle: Point { Point(x: x + width / 2, y: y + height / 2) }

    func union(_ other: Rect) -> Rect {
        let left = min(x, other.x)
        let top = min(y, other.y)
        return Rect(
            x: left, y: top, width: max(right, other.right) - left, height: max(bottom, other.bottom) - top)
    }
}

extension Color {
    /// Near the printing red of marks, seals and rules (Y80 M80).
    var isRed: Bool { red >= 180 && green <= 90 && blue <= 90 }
}

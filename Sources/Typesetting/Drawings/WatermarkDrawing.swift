import Diagnostics
import Foundation
import Markup

/// A pale text slantwise over a page: once along its diagonal, or again and again in staggered rows.
struct WatermarkDrawing {
    let mark: Watermark
    let style: ComputedStyle
    let layout: FlowLayout
    let span: SourceSpan

    /// The slope of tiles, counter-clockwise.
    private static let tileDegrees = 30.0

    /// The items about the page's top left.
    func items(width: Length, height: Length) throws -> [FrameItem] {
        let size = style.values.fontSize
        guard let line = try self.line(size) else { return [] }
        if mark.isTiled { return [tiles(line, size, width, height)] }
        // As long as three quarters of the diagonal at most.
        let diagonal = Int(hypot(Double(width), Double(height)))
        let room = diagonal * 3 / 4
        var fitted = (line, size)
        if line.width > room, let smaller = try self.line(size.scaled(room, over: line.width)) {
            fitted = (smaller, size.scaled(room, over: line.width))
        }
        let degrees = atan2(Double(height), Double(width)) * 180 / .pi
        let text = fitted.0.items(x: -fitted.0.width / 2, y: -fitted.1 / 2)
        return [group(text, degrees, Point(x: width / 2, y: height / 2))]
    }

    private func line(_ size: Length) throws -> SingleLine? {
        let values = style.values
        return try SingleLine(
            mark.text, family: values.fontFamily.first ?? "songti", size: size, weight: values.fontWeight,
            color: values.color, letterSpacing: values.letterSpacing, layout: layout, span: span)
    }

    private func group(_ items: [FrameItem], _ degrees: Double, _ origin: Point) -> FrameItem {
        let angle = -degrees * .pi / 180
        let (c, s) = (Int((cos(angle) * 1_000_000).rounded()), Int((sin(angle) * 1_000_000).rounded()))
        return .group(
            FrameGroup(origin: origin, transform: Transform(a: c, b: s, c: -s, d: c, e: 0, f: 0), items: items))
    }

    /// Rows of tiles about the page's middle, every other row moved by half a tile. Only what touches the page is kept.
    private func tiles(_ line: SingleLine, _ size: Length, _ width: Length, _ height: Length) -> FrameItem {
        let stepX = line.width + size * 3
        let stepY = size * 7 / 2
        let reach = Int(hypot(Double(width), Double(height))) / 2 + stepX
        let angle = WatermarkDrawing.tileDegrees * .pi / 180
        var items: [FrameItem] = []
        for row in -(reach / stepY)...(reach / stepY) {
            let shift = row % 2 == 0 ? 0 : stepX / 2
            for column in -(reach / stepX)...(reach / stepX) {
                let x = column * stepX + shift
                let y = row * stepY
                // Where the tile's middle comes to stand, from the page's middle.
                let turnedX = Int(Double(x) * cos(angle) + Double(y) * sin(angle))
                let turnedY = Int(Double(y) * cos(angle) - Double(x) * sin(angle))
                let isAcross = abs(turnedX) < (width + line.width) / 2 + size
                let isDown = abs(turnedY) < (height + line.width / 2) / 2 + size
                if isAcross && isDown { items += line.items(x: x - line.width / 2, y: y - size / 2) }
            }
        }
        return group(items, WatermarkDrawing.tileDegrees, Point(x: width / 2, y: height / 2))
    }
}

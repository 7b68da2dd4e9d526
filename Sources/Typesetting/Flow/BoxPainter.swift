import Markup

/// Backgrounds and borders of boxes.
enum BoxPainter {
    /// - Parameters: drawsTop and the like: false on a side where the box goes on elsewhere.
    ///   - background: the image behind the box.
    static func items(
        _ box: Rect, _ style: StyleValues, background: Picture? = nil, drawsTop: Bool = true, drawsBottom: Bool = true,
        drawsLeft: Bool = true, drawsRight: Bool = true
    ) -> [FrameItem] {
        guard !style.visibilityHidden, box.width > 0, box.height > 0 else { return [] }
        if style.borderRadius != Corners(all: .zero) || background != nil {
            let sides = Edges(top: drawsTop, right: drawsRight, bottom: drawsBottom, left: drawsLeft)
            return RoundedPainter(box, style, sides).items(background: background)
        }
        var items: [FrameItem] = []
        if style.backgroundColor.alpha > 0 { items.append(.fill(box, style.backgroundColor)) }
        let border = style.border
        if drawsTop { items += horizontal(border.top, x: box.x, y: box.y + border.top.width / 2, width: box.width) }
        if drawsBottom {
            let y = box.y + box.height - border.bottom.width + border.bottom.width / 2
            items += horizontal(border.bottom, x: box.x, y: y, width: box.width)
        }
        if drawsLeft {
            items += vertical(border.left, x: box.x + border.left.width / 2, y: box.y, height: box.height)
        }
        if drawsRight {
            let x = box.x + box.width - border.right.width + border.right.width / 2
            items += vertical(border.right, x: x, y: box.y, height: box.height)
        }
        return items
    }

    /// A horizontal rule whose middle is at `y`.
    static func horizontal(_ border: Border, x: Length, y: Length, width: Length) -> [FrameItem] {
        rule(border, along: width) { offset, thickness in
            Rect(x: x, y: y - border.width / 2 + offset, width: width, height: thickness)
        } dashed: { dashes in
            stroke(border, from: Point(x: x, y: y), to: Point(x: width, y: 0), dashes)
        }
    }

    /// A vertical rule whose middle is at `x`.
    static func vertical(_ border: Border, x: Length, y: Length, height: Length) -> [FrameItem] {
        rule(border, along: height) { offset, thickness in
            Rect(x: x - border.width / 2 + offset, y: y, width: thickness, height: height)
        } dashed: { dashes in
            stroke(border, from: Point(x: x, y: y), to: Point(x: 0, y: height), dashes)
        }
    }

    private static func rule(
        _ border: Border, along length: Length, solid: (_ offset: Length, _ thickness: Length) -> Rect,
        dashed: ([Length]) -> FrameItem
    ) -> [FrameItem] {
        guard border.width > 0, length > 0 else { return [] }
        switch border.line {
        case .none: return []
        case .solid: return [.fill(solid(0, border.width), border.color)]
        case .double:
            let third = max(1, border.width / 3)
            return [
                .fill(solid(0, third), border.color), .fill(solid(border.width - third, third), border.color),
            ]
        case .dashed, .dotted: return [dashed(border.dashes)]
        }
    }

    private static func stroke(_ border: Border, from start: Point, to end: Point, _ dashes: [Length]) -> FrameItem {
        .path(
            Path(
                origin: start, segments: [.move(Point(x: 0, y: 0)), .line(end)],
                paint: .stroke(border.width, dashes: dashes), color: border.color))
    }
}

extension Border {
    /// Lengths of dashes and gaps; none for a full line.
    var dashes: [Length] {
        switch line {
        case .dashed: [width * 4, width * 3]
        case .dotted: [width, width * 2]
        default: []
        }
    }
}

import Markup

/// Boxes with rounded corners or an image behind them (CSS Backgrounds 3).
struct RoundedPainter {
    private let style: StyleValues
    private let outline: RoundedRect
    /// Zero where nothing is drawn.
    private let widths: Edges<Length>

    /// - Parameter sides: which sides are here; a box that goes on elsewhere is cut square.
    init(_ box: Rect, _ style: StyleValues, _ sides: Edges<Bool>) {
        self.style = style
        var outline = RoundedRect(box, style)
        if !sides.top || !sides.left { outline.radii.topLeft = .none }
        if !sides.top || !sides.right { outline.radii.topRight = .none }
        if !sides.bottom || !sides.right { outline.radii.bottomRight = .none }
        if !sides.bottom || !sides.left { outline.radii.bottomLeft = .none }
        self.outline = outline
        widths = Edges(
            top: sides.top ? style.border.top.width : 0, right: sides.right ? style.border.right.width : 0,
            bottom: sides.bottom ? style.border.bottom.width : 0, left: sides.left ? style.border.left.width : 0)
    }

    func items(background: Picture?) -> [FrameItem] {
        var items: [FrameItem] = []
        if style.backgroundColor.alpha > 0 { items.append(.path(outline.path(.fill, style.backgroundColor))) }
        if let background, let image = style.backgroundImage {
            let tiles = BackgroundTiles(image, background, in: outline.inset(by: widths).rect, over: outline.rect)
            items += tiles.items(clippedTo: outline)
        }
        return items + borders
    }

    // MARK: Borders

    private var borders: [FrameItem] {
        let border = style.border
        let drawn = [
            (border.top, widths.top), (border.right, widths.right), (border.bottom, widths.bottom),
            (border.left, widths.left),
        ].filter { $0.1 > 0 }
        guard let first = drawn.first?.0 else { return [] }
        let isUniform = drawn.count == 4 && drawn.allSatisfy { $0.0 == first }
        let isOneInk = drawn.allSatisfy { $0.0.line == first.line && $0.0.color == first.color }
        if isUniform || (isOneInk && (first.line == .solid || first.line == .double)) { return lines(first) }
        // Sides that differ are each cut out of a border that is all of its kind.
        return sides.flatMap { side, corner -> [FrameItem] in
            let inside = lines(side)
            guard !inside.isEmpty else { return [] }
            let clip = Path(
                origin: Point(x: outline.rect.x, y: outline.rect.y),
                segments: [.move(corner[0])] + corner.dropFirst().map { .line($0) } + [.close], paint: .fill,
                color: .black)
            return [.group(FrameGroup(origin: Point(x: 0, y: 0), clip: clip, items: inside))]
        }
    }

    /// All four sides in the ink of one.
    private func lines(_ border: Border) -> [FrameItem] {
        switch border.line {
        case .none: return []
        case .solid: return [.path(outline.ring(to: outline.inset(by: widths), border.color))]
        case .double:
            return [
                .path(outline.ring(to: outline.inset(by: part(1, 3)), border.color)),
                .path(outline.inset(by: part(2, 3)).ring(to: outline.inset(by: widths), border.color)),
            ]
        case .dashed, .dotted:
            let middle = outline.inset(by: part(1, 2))
            return [.path(middle.path(.stroke(border.width, dashes: border.dashes), border.color))]
        }
    }

    private func part(_ share: Int, _ whole: Int) -> Edges<Length> {
        Edges(
            top: widths.top * share / whole, right: widths.right * share / whole,
            bottom: widths.bottom * share / whole, left: widths.left * share / whole)
    }

    /// Each side that is drawn, with the part of the box that is its own: the sides meet where the corners of the
    /// border box and of the padding box do.
    private var sides: [(Border, [Point])] {
        let (width, height) = (outline.rect.width, outline.rect.height)
        let outer = [
            Point(x: 0, y: 0), Point(x: width, y: 0), Point(x: width, y: height), Point(x: 0, y: height),
        ]
        // A round corner is wider than its border: the cut goes on towards the middle of the box.
        func inner(_ radius: RoundedRect.Radius, _ x: Length, _ y: Length) -> Point {
            let times = max(1, max(radius.x / max(1, x), radius.y / max(1, y)))
            return Point(x: min(x * times, width / 2), y: min(y * times, height / 2))
        }
        let radii = outline.radii
        let topLeft = inner(radii.topLeft, widths.left, widths.top)
        let topRight = inner(radii.topRight, widths.right, widths.top)
        let bottomRight = inner(radii.bottomRight, widths.right, widths.bottom)
        let bottomLeft = inner(radii.bottomLeft, widths.left, widths.bottom)
        let inside = [
            topLeft, Point(x: width - topRight.x, y: topRight.y),
            Point(x: width - bottomRight.x, y: height - bottomRight.y),
            Point(x: bottomLeft.x, y: height - bottomLeft.y),
        ]
        let all = [
            (style.border.top, widths.top), (style.border.right, widths.right), (style.border.bottom, widths.bottom),
            (style.border.left, widths.left),
        ]
        return all.enumerated().filter { $0.element.1 > 0 }.map { index, side in
            let next = (index + 1) % 4
            return (side.0, [outer[index], outer[next], inside[next], inside[index]])
        }
    }
}

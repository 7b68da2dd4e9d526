import Diagnostics
import Markup

/// Running heads and feet: boxes in the page's margins (CSS Paged Media 3, 5.3). The boxes of an edge share its length
/// when their texts would meet; otherwise each may take all of it.
struct MarginBoxes {
    let layout: FlowLayout

    func items(
        _ page: PageStyle, number: Int, count: Int, strings: [String: RunningString]
    ) throws -> [FrameItem] {
        guard !page.marginBoxes.isEmpty else { return [] }
        var texts: [MarginBox.Place: String] = [:]
        for place in MarginBox.Place.allCases {
            guard let box = page.marginBoxes[place] else { continue }
            let text = box.content.map { part -> String in
                switch part {
                case .text(let text): text
                case .pageNumber(let style): style.text(number)
                case .pageCount(let style): style.text(count)
                case .namedString(let name, let pick): strings[name]?.value(pick) ?? ""
                }
            }.joined()
            if !text.isEmpty { texts[place] = text }
        }
        return try MarginBox.Place.allCases.flatMap { place -> [FrameItem] in
            guard let text = texts[place], let style = page.marginBoxes[place]?.style else { return [] }
            let region = try region(place, page, texts)
            return try items(text, style, place, page, region)
        }
    }

    /// The page's number as it is printed in its margins; nil where it is not.
    func label(_ page: PageStyle, number: Int) -> String? {
        for place in MarginBox.Place.allCases {
            for case .pageNumber(let style) in page.marginBoxes[place]?.content ?? [] { return style.text(number) }
        }
        return nil
    }

    private func items(
        _ text: String, _ style: ComputedStyle, _ place: MarginBox.Place, _ page: PageStyle, _ region: Rect
    ) throws -> [FrameItem] {
        var values = style.values
        if values.textAlign == .start { values.textAlign = place.textAlign }
        let edges = BoxEdges(values, in: page.width)
        let isVertical = values.writingMode != .horizontalTB
        let frame = try FlowLayout(
            shaper: layout.shaper, subject: layout.subject, regionHeight: isVertical ? region.height : page.height
        ).atomic(
            box(text, ComputedStyle(values)), in: region.width,
            borderBoxWidth: isVertical ? nil : max(0, region.width - edges.margins))
        if isVertical, frame.width > region.width {
            let arguments = [
                "name": place.rawValue, "width": millimetres(frame.width), "room": millimetres(region.width),
            ]
            throw Rejection("layout.margin-box-too-wide", arguments)
        }
        let free = region.height - frame.height - edges.margin.top - edges.margin.bottom
        // The blank above and below a line may hang over.
        if free < min(0, values.fontSize - values.computedLineHeight) {
            let arguments = [
                "name": place.rawValue, "height": millimetres(region.height - free), "room": millimetres(region.height),
            ]
            throw Rejection("layout.margin-box-too-tall", arguments)
        }
        let down: Length =
            switch values.verticalAlign {
            case .top: 0
            case .bottom: free
            case .middle: free / 2
            default: place.isAtTop ? 0 : place.isAtBottom ? free : free / 2
            }
        // Lines down the page stand in the middle of its margin.
        let x = region.x + edges.margin.left + (isVertical ? (region.width - frame.width) / 2 : 0)
        let y = region.y + edges.margin.top + down
        return frame.items.map { $0.moved(x: x, y: y) }
    }

    private func box(_ text: String, _ style: ComputedStyle) -> Box {
        let span = SourceSpan(file: "@page", line: 1)
        return Box(style: style, content: [.text(text, span)], span: span)
    }

    /// Tenths of a millimetre, rounded up.
    private func millimetres(_ length: Length) -> String {
        let tenths = (length * 10 + Length.millimetre - 1) / Length.millimetre
        return "\(tenths / 10).\(tenths % 10)"
    }

    // MARK: Regions

    private func region(
        _ place: MarginBox.Place, _ page: PageStyle, _ texts: [MarginBox.Place: String]
    ) throws -> Rect {
        let margin = page.margin
        let right = page.width - margin.right
        let bottom = page.height - margin.bottom
        switch place {
        case .topLeft, .topCenter, .topRight, .bottomLeft, .bottomCenter, .bottomRight:
            let isTop = place == .topLeft || place == .topCenter || place == .topRight
            let edge = Rect(
                x: margin.left, y: isTop ? 0 : bottom, width: right - margin.left,
                height: isTop ? margin.top : margin.bottom)
            return try share(place, of: edge, page, texts)
        case .leftTop, .leftMiddle, .leftBottom:
            return Rect(x: 0, y: margin.top, width: margin.left, height: bottom - margin.top)
        case .rightTop, .rightMiddle, .rightBottom:
            return Rect(x: right, y: margin.top, width: margin.right, height: bottom - margin.top)
        case .topLeftCorner: return Rect(x: 0, y: 0, width: margin.left, height: margin.top)
        case .topRightCorner: return Rect(x: right, y: 0, width: margin.right, height: margin.top)
        case .bottomLeftCorner: return Rect(x: 0, y: bottom, width: margin.left, height: margin.bottom)
        case .bottomRightCorner: return Rect(x: right, y: bottom, width: margin.right, height: margin.bottom)
        }
    }

    /// The part of the upper or lower edge that a box may take (CSS Paged Media 3, 5.3.2): the middle box stays in the
    /// middle, and the others have what is beside it.
    private func share(
        _ place: MarginBox.Place, of edge: Rect, _ page: PageStyle, _ texts: [MarginBox.Place: String]
    ) throws -> Rect {
        let row: [MarginBox.Place] =
            place.rawValue.hasPrefix("top")
            ? [.topLeft, .topCenter, .topRight] : [.bottomLeft, .bottomCenter, .bottomRight]
        guard row.filter({ texts[$0] != nil }).count > 1 else { return edge }
        let wishes = try row.map { other -> Length in
            guard let text = texts[other], let style = page.marginBoxes[other]?.style else { return 0 }
            let margins = BoxEdges(style.values, in: page.width).margins
            return try IntrinsicWidth(layout: layout).borderBox(box(text, style)).1 + margins
        }
        let side = max(wishes[0], wishes[2])
        let meets = wishes[1] > 0 ? wishes[1] + 2 * side > edge.width : wishes[0] + wishes[2] > edge.width
        guard meets else { return edge }
        // Nobody takes more than half from the others.
        var widths = wishes
        if wishes[1] > 0 {
            widths[1] = side == 0 ? edge.width : min(wishes[1], edge.width / 2)
            widths[0] = (edge.width - widths[1]) / 2
        } else if wishes[0] <= edge.width / 2 || wishes[2] <= edge.width / 2 {
            widths[0] = wishes[0] < wishes[2] ? wishes[0] : edge.width - wishes[2]
        } else {
            widths[0] = edge.width / 2
        }
        widths[2] = edge.width - widths[1] - widths[0]
        let at = row.firstIndex(of: place) ?? 0
        return Rect(
            x: edge.x + widths[..<at].reduce(0, +), y: edge.y, width: widths[at], height: edge.height)
    }
}

extension MarginBox.Place {
    fileprivate var isAtTop: Bool { self == .leftTop || self == .rightTop }
    fileprivate var isAtBottom: Bool { self == .leftBottom || self == .rightBottom }
}

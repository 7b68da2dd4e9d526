import Diagnostics
import Markup

/// Running heads and feet: the six margin boxes left, centre and right of the type area, above it and below it
/// (CSS Paged Media 3, 5.3). Each is as wide as the type area and aligned by its place unless its style says otherwise.
struct MarginBoxes {
    let layout: FlowLayout

    func items(_ page: PageStyle, number: Int, count: Int, strings: [String: String]) throws -> [FrameItem] {
        try MarginBox.Place.allCases.flatMap { place -> [FrameItem] in
            guard let box = page.marginBoxes[place] else { return [] }
            let text = box.content.map { part -> String in
                switch part {
                case .text(let text): text
                case .pageNumber: String(number)
                case .pageCount: String(count)
                case .namedString(let name): strings[name] ?? ""
                }
            }.joined()
            return text.isEmpty ? [] : try items(text, box.style, place, page)
        }
    }

    private func items(
        _ text: String, _ style: ComputedStyle, _ place: MarginBox.Place, _ page: PageStyle
    ) throws -> [FrameItem] {
        var values = style.values
        if values.textAlign == .start { values.textAlign = place.alignment }
        let edges = BoxEdges(values, in: page.width)
        let span = SourceSpan(file: "@page", line: 1)
        let box = Box(style: ComputedStyle(values), content: [.text(text, span)], span: span)
        let width = page.width - page.margin.left - page.margin.right
        let frame = try layout.atomic(box, in: width, borderBoxWidth: width - edges.margins)
        let region = place.isTop ? page.margin.top : page.margin.bottom
        let free = region - frame.height - edges.margin.top - edges.margin.bottom
        let down: Length =
            switch values.verticalAlign {
            case .top: 0
            case .bottom: free
            default: free / 2
            }
        let y = (place.isTop ? 0 : page.height - region) + edges.margin.top + down
        return frame.items.map { $0.moved(x: page.margin.left + edges.margin.left, y: y) }
    }
}

extension MarginBox.Place {
    fileprivate var isTop: Bool { self == .topLeft || self == .topCenter || self == .topRight }

    fileprivate var alignment: TextAlign {
        switch self {
        case .topLeft, .bottomLeft: .left
        case .topCenter, .bottomCenter: .center
        case .topRight, .bottomRight: .right
        }
    }
}

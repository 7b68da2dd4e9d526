import Markup

/// Adds to filled pages what is known at the end of their document only: boxes that stand on every page of their flow,
/// and the margin boxes with the number of pages.
struct PageFinisher {
    let shaper: ParagraphShaper
    let subject: String?
    /// How many pages the document has.
    let count: Int
    /// Boxes of `position: fixed` of each flow.
    let fixed: [[AnchoredFrame]]

    /// A page without its content, and what goes beneath that and over it.
    struct Finished {
        var page: Page
        var under: [FrameItem]
        var over: [FrameItem]
    }

    func finish(_ sheet: FilledSheet) throws -> Finished {
        let style = sheet.style
        let area = Rect(
            x: style.margin.left, y: style.margin.top, width: style.width - style.margin.left - style.margin.right,
            height: style.height - style.margin.top - style.margin.bottom)
        var page = Page(
            number: sheet.facts.number, width: style.width, height: style.height, items: [], outline: sheet.outline,
            destinations: sheet.destinations, typeArea: area)
        var layers = Layers()
        if let flow = sheet.flow {
            for box in fixed[flow] { try layers.add(box, in: area.width, area.height, flowY: 0) }
        }
        func placed(_ items: [FrameItem]) -> [FrameItem] { items.map { $0.moved(x: area.x, y: area.y) } }
        var over = placed(layers.items.over)
        let boxes = MarginBoxes(layout: FlowLayout(shaper: shaper, subject: subject, regionHeight: style.height))
        over += try boxes.items(style, number: sheet.printedNumber, count: count, strings: sheet.strings)
        page.label = boxes.label(style, number: sheet.printedNumber)
        return Finished(page: page, under: placed(layers.items.under), over: over)
    }
}

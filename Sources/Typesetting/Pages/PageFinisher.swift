import Markup

/// Adds to filled pages what is known at the end of their document only: boxes that stand on every page of their flow,
/// and the margin boxes with the number of pages.
struct PageFinisher {
    let shaper: ParagraphShaper
    let subject: String?
    let mode: WritingMode
    /// How many pages the document has.
    let count: Int
    /// Boxes of `position: fixed` of each flow.
    let fixed: [[AnchoredFrame]]
    let drawings: PageDrawings

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
        let logical = style.turned(mode)
        if let flow = sheet.flow {
            let width = logical.width - logical.margin.left - logical.margin.right
            let height = logical.height - logical.margin.top - logical.margin.bottom
            for box in fixed[flow] { try layers.add(box, in: width, height, flowY: 0) }
        }
        func placed(_ groups: [PlacedItems]) -> [FrameItem] {
            guard !groups.isEmpty else { return [] }
            let inside = groups.flattened.map { $0.moved(x: logical.margin.left, y: logical.margin.top) }
            return mode == .horizontalTB ? inside : WritingTurn(mode, extent: style.width).turned(inside)
        }
        let (beneathFlow, overFlow) = layers.groups
        let under = placed(beneathFlow)
        var over = placed(overFlow)
        let boxes = MarginBoxes(layout: FlowLayout(shaper: shaper, subject: subject, regionHeight: style.height))
        over += try boxes.items(style, number: sheet.printedNumber, count: count, strings: sheet.strings)
        page.label = boxes.label(style, number: sheet.printedNumber)
        var offPage = OffPage(
            page: page.number, style, subject: subject, place: shaper.leavingText.span)
        for items in [under, over] { offPage.check(PlacedItems(x: 0, y: 0, items: items)) }
        try offPage.problems.throwIfErrors()
        // A watermark may run off the paper; it is no text that somebody has to read whole.
        let beneath = try drawings.items(on: page)
        return Finished(page: page, under: beneath + under, over: over)
    }
}

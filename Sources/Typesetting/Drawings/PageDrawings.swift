import Diagnostics
import Markup

/// A drawing that belongs to the pages of a document.
struct PageDrawing {
    var drawing: Drawing
    var style: ComputedStyle
    var span: SourceSpan
}

/// Straddle seals and watermarks on the pages of a document whose number is known. Each is drawn once and put on every
/// page, blank ones too, beneath the text.
final class PageDrawings {
    private let drawings: [PageDrawing]
    private let layout: FlowLayout
    private let count: Int
    /// By the size of the page, which is one for nearly all documents.
    private var watermarks: [WatermarkKey: [FrameItem]] = [:]
    private var seals: [Int: StraddleSealDrawing] = [:]

    private struct WatermarkKey: Hashable {
        let drawing: Int
        let width: Length
        let height: Length
    }

    init(_ drawings: [PageDrawing], shaper: ParagraphShaper, subject: String?, count: Int) {
        self.drawings = drawings
        layout = FlowLayout(shaper: shaper, subject: subject, regionHeight: 0)
        self.count = count
    }

    /// What lies beneath everything else on a page.
    func items(on page: Page) throws -> [FrameItem] {
        var items: [FrameItem] = []
        for (index, drawing) in drawings.enumerated() {
            switch drawing.drawing {
            case .watermark(let mark):
                let key = WatermarkKey(drawing: index, width: page.width, height: page.height)
                let known =
                    try watermarks[key]
                    ?? WatermarkDrawing(mark: mark, style: drawing.style, layout: layout, span: drawing.span)
                    .items(width: page.width, height: page.height)
                watermarks[key] = known
                items += known
            case .straddleSeal(let seal):
                let known = try seals[index] ?? StraddleSealDrawing(seal, count: count, layout, drawing.span)
                seals[index] = known
                items += known.items(on: page)
            default: preconditionFailure("only drawings of pages are gathered")
            }
        }
        return items
    }
}

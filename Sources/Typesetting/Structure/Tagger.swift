import Markup

/// Numbers the parts of a document's structure and puts tags around what they draw. A layout without one makes no tags.
///
/// A part that is drawn in pieces (the lines of a paragraph, the rows of a table) has tags around each; the number says
/// that they are one. Backgrounds, borders and rules need no tags: a writer knows that they are no content, and what
/// stands in no part at all (running heads, page numbers, watermarks) is none either.
final class Tagger {
    private var last = 0

    /// A part of the structure with its number, which also says where it stands among its siblings.
    struct Part {
        var role: StructureRole
        var number: Int

        var begin: FrameItem { .tag(.begin(role, number: number)) }

        func around(_ items: [FrameItem]) -> [FrameItem] {
            items.isEmpty ? items : [begin] + items + [.tag(.end)]
        }
    }

    func part(_ role: StructureRole) -> Part { Part(role: role, number: next()) }

    /// A number that no part has yet.
    func next() -> Int {
        last += 1
        return last
    }

    /// The parts that an element is, the outermost first: none for a `<div>`; two for an item of a list, whose content
    /// is one of its own beside the label. Rows and cells get theirs from `TableTags`, links in text from the writer.
    func parts(of box: Box) -> [Part] {
        switch box.attributes.role {
        case nil: box.attributes.isMarker ? [part(.listLabel)] : []
        case .listItem?: [part(.listItem), part(.listBody)]
        case .link?, .tableRow?, .tableHead?, .tableBody?, .tableFoot?, .headerCell?, .dataCell?: []
        case let role?: [part(role)]
        }
    }

    /// Text that stands in no paragraph of the markup is one nevertheless.
    func anonymousParagraph(in box: Box) -> Part? {
        switch box.attributes.role {
        case .paragraph?, .heading?, .listItem?, .caption?, .headerCell?, .dataCell?: nil
        default: box.attributes.isMarker ? nil : part(.paragraph)
        }
    }

    /// A cell without text is a part, too, or the cells behind it would move up.
    func part(of cell: TableGrid.Cell) -> Part {
        let span = CellSpan(columns: cell.columnSpan, rows: cell.rowSpan)
        if case .headerCell? = cell.box.attributes.role { return part(.headerCell(span)) }
        return part(.dataCell(span))
    }

    /// What a drawing shows, in words; nil for what only adorns.
    func part(of drawing: Drawing) -> Part? {
        switch drawing {
        case .officialSeal(let seal):
            let words = [seal.name, seal.label, seal.code].compactMap(\.self).joined(separator: "，")
            return part(.figure(seal.isSpecimen ? "印章样章：\(words)" : "印章：\(words)"))
        case .barCode(let code): return part(.figure("\(code.kind.title)：\(code.value)"))
        case .dataChart(let chart):
            let values = chart.items.map { "\($0.label) \(Tagger.hundredths($0.value))\(chart.unit)" }
            return part(.figure("统计图：" + values.joined(separator: "，")))
        case .picture(let picture): return picture.alternative.isEmpty ? nil : part(.figure(picture.alternative))
        case .straddleSeal, .watermark: return nil
        }
    }

    private static func hundredths(_ value: Int) -> String {
        let (whole, rest) = (abs(value) / 100, abs(value) % 100)
        let digits = rest == 0 ? "" : rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)"
        return (value < 0 ? "-" : "") + String(whole) + digits
    }
}

extension [Tagger.Part] {
    func around(_ items: [FrameItem]) -> [FrameItem] { reversed().reduce(items) { $1.around($0) } }
}

extension BarCode.Kind {
    fileprivate var title: String {
        switch self {
        case .qr: "二维码"
        case .code128: "条形码"
        case .datamatrix: "Data Matrix 码"
        }
    }
}

import Diagnostics
import Markup

/// What a typesetter lays out: a tree of boxes and text with computed styles, and the rules of its pages.
package struct Document: Sendable {
    package var title: String
    /// A BCP 47 tag, `zh-CN` unless the template says otherwise.
    package var language: String
    package var pages: PageRules
    package var root: Box
    /// The images behind boxes, by `BackgroundImage.url`.
    package var backgrounds: [String: Picture] = [:]
    /// Names the record in messages, for example 「王䶮（370403…）」 or the row of the data; nil without data.
    package var subject: String?

    package init(title: String, language: String = "zh-CN", pages: PageRules, root: Box, subject: String? = nil) {
        self.title = title
        self.language = language
        self.pages = pages
        self.root = root
        self.subject = subject
    }
}

/// An element: a style, and content in document order.
package struct Box: Sendable {
    /// All but the content: the boxes of one element of a template share it.
    private var shell: Shell
    package var content: [Node]

    package final class Shell: Sendable {
        package let style: ComputedStyle
        fileprivate let span: SourceSpan
        fileprivate let attributes: Attributes

        package init(style: ComputedStyle, span: SourceSpan, attributes: Attributes) {
            (self.style, self.span, self.attributes) = (style, span, attributes)
        }
    }

    /// What layout needs of an element's markup.
    package struct Attributes: Sendable {
        package var columnSpan = 1
        package var rowSpan = 1
        /// 1…6 for headings, nil otherwise.
        package var headingLevel: Int?
        /// `href` of a link; `#name` leads to the element with that id.
        package var link: String?
        package var id: String?
        /// What the element is, for readers that read aloud; nil where it adds nothing.
        package var role: StructureRole?
        /// `start` of an `<ol>`: its counter `list-item`, which `counterReset` makes, begins at one less.
        /// `value` of an `<li>`: its counter `list-item` is set to it after `counterIncrement`.
        package var ordinal: Int?
        /// `reversed` of an `<ol>`: its items count down, to 1 unless `ordinal` says where they begin.
        package var countsDown = false
        /// The box is the marker of the list item whose first child it is. It stands outside the item, before its
        /// first line, unless the style says `listStyleInside`; then it is an inline box like any other.
        package var isMarker = false
        /// What a table row adds to the sums of its page, in the unit of the expression, by the expression's text.
        package var amounts: [String: Int] = [:]

        package init() {}
    }

    package init(style: ComputedStyle, content: [Node], span: SourceSpan, attributes: Attributes = Attributes()) {
        shell = Shell(style: style, span: span, attributes: attributes)
        self.content = content
    }

    package init(_ shell: Shell, content: [Node]) {
        self.shell = shell
        self.content = content
    }

    package var style: ComputedStyle {
        get { shell.style }
        set { shell = Shell(style: newValue, span: shell.span, attributes: shell.attributes) }
    }

    /// Where the template has it.
    package var span: SourceSpan { shell.span }

    package var attributes: Attributes {
        get { shell.attributes }
        set { shell = Shell(style: shell.style, span: shell.span, attributes: newValue) }
    }
}

package enum Node: Sendable {
    case box(Box)
    /// Text as it stands, white space not yet collapsed.
    case text(String, SourceSpan)
    /// `<br>`
    case lineBreak
    /// An element whose inside is drawn, not flowed. Its size comes from the style, else from the drawing.
    indirect case drawing(Drawing, ComputedStyle, SourceSpan)
    /// Text that counters make (`content: counter(…)`, the numbers of lists); its place in the document decides it.
    ///
    /// Pseudo-elements are boxes: `::before` is the first, `::after` the last child of its element, with text or one
    /// generated node inside. A list item's first child is its marker (`Box.Attributes.isMarker`), an inline box that
    /// holds `[.counter("list-item", style), .text("、")]` or what `::marker` says; `list-style-type: none` has none.
    /// `counterIncrement` of a list item always names `list-item`.
    case generated([GeneratedText], SourceSpan)
    /// A sum over the rows of a page, known when the page is filled. Only in heads and feet of tables.
    indirect case pageSum(PageSum, SourceSpan)
    /// Table rows that are made one by one while pages are filled, so that they need not all be in memory.
    case rows(RowStream)
}

/// A piece of generated content (CSS Generated Content 3, 2).
package enum GeneratedText: Hashable, Sendable {
    case text(String)
    case counter(String, CounterStyle)
    /// All counters of the name around the place, from the outermost, with text between.
    case counters(String, separator: String, CounterStyle)
}

/// 本页小计 and its kin: `{{ pageSum(row.amount) | money }}`.
package struct PageSum: Sendable {
    package enum Kind: String, Hashable, Sendable {
        /// 本页小计: the rows of this page.
        case pageSum
        /// 承前页: all rows of the pages before.
        case broughtForward
        /// 过次页, 累计: all rows up to the end of this page.
        case carriedForward
    }

    package var kind: Kind
    /// Which of the rows' amounts (`Box.Attributes.amounts`).
    package var amount: String
    /// The sum as text, with the filters of the template.
    package var text: @Sendable (Int) throws -> String

    package init(kind: Kind, amount: String, text: @escaping @Sendable (Int) throws -> String) {
        self.kind = kind
        self.amount = amount
        self.text = text
    }
}

/// Rows from a source that is read once, from front to back.
package final class RowStream: Sendable {
    /// The next rows (one record may make several), nil after the last.
    package let next: @Sendable () throws -> [Node]?

    package init(next: @escaping @Sendable () throws -> [Node]?) { self.next = next }
}

/// The part that an element plays in a document (PDF structure types).
package enum StructureRole: Hashable, Sendable {
    case paragraph, heading(Int), list, listItem, listLabel, listBody, table, tableRow
    case headerCell(CellSpan), dataCell(CellSpan)
    case tableHead, tableBody, tableFoot, caption, link, quote
    /// A picture with its alternative text.
    case figure(String)
    case section, note
}

/// How many columns and rows of its table a cell takes.
package struct CellSpan: Hashable, Sendable {
    package var columns = 1
    package var rows = 1

    package init(columns: Int = 1, rows: Int = 1) {
        self.columns = columns
        self.rows = rows
    }
}

/// The elements of our own.
package enum Drawing: Sendable {
    case officialSeal(OfficialSeal)
    case straddleSeal(StraddleSeal)
    case barCode(BarCode)
    case dataChart(DataChart)
    case watermark(Watermark)
    case picture(Picture)
}

/// 骑缝章: `<straddle-seal name="…" …>` with the attributes of `<official-seal>`: the seal is cut into as many strips as
/// the document has pages; each page carries its own at the edge, so that no page can be exchanged.
package struct StraddleSeal: Hashable, Sendable {
    package enum Edge: String, Hashable, Sendable { case right, left, top, bottom }
    package var seal: OfficialSeal
    package var edge = Edge.right
    /// The seal's middle along the edge, in hundredths of a percent of its length.
    package var position = 5_000

    package init(seal: OfficialSeal) { self.seal = seal }
}

/// `<water-mark text="…">`: pale text slantwise over every page, beneath the content. Size, colour and face come from
/// the element's style.
package struct Watermark: Hashable, Sendable {
    package var text: String
    /// Repeated over the whole page instead of once in its middle.
    package var isTiled = true

    package init(text: String) { self.text = text }
}

/// An image: PNG, JPEG or SVG, as it was read.
package final class Picture: Sendable {
    package enum Format: String, Hashable, Sendable { case png, jpeg, svg }
    package let format: Format
    package let bytes: [UInt8]
    /// The size that the file gives itself: pixels at 96 per inch, or the SVG's own.
    package let width: Length
    package let height: Length
    /// `alt`
    package let alternative: String
    /// What messages call it: the path that the template has.
    package let name: String

    package init(
        format: Format, bytes: [UInt8], width: Length, height: Length, alternative: String, name: String = ""
    ) {
        self.name = name
        self.format = format
        self.bytes = bytes
        self.width = width
        self.height = height
        self.alternative = alternative
    }
}

/// 公章: `<official-seal name="…" label="…" code="…" shape="round|oval" diameter="42mm" specimen>`.
/// Geometry is data (`domain`: no norm settles every seal), with the township seal's as default.
package struct OfficialSeal: Hashable, Sendable {
    package enum Shape: String, Hashable, Sendable { case round, oval }
    /// The text on the upper arc.
    package var name: String
    /// The straight line under the star, for example 征缴专用章; nil without.
    package var label: String?
    /// The number at the lower arc; nil without.
    package var code: String?
    package var shape = Shape.round
    package var width: Length = 42 * .millimetre
    package var height: Length = 42 * .millimetre
    /// 样章 is written across every seal that does not come from the seal register.
    package var isSpecimen = true

    package init(name: String, label: String? = nil, code: String? = nil) {
        self.name = name
        self.label = label
        self.code = code
    }
}

/// `<bar-code kind="qr|code128|datamatrix" value="…">`.
package struct BarCode: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable { case qr, code128, datamatrix }
    package var kind: Kind
    package var value: String

    package init(kind: Kind, value: String) {
        self.kind = kind
        self.value = value
    }
}

/// `<data-chart kind="ranking|bar" …>`: bars with their labels and values, printable in black and white.
package struct DataChart: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        /// Horizontal bars under each other, in the order given.
        case ranking
        /// Vertical bars side by side.
        case bar
        /// Vertical bars, each of several values on top of each other.
        case stacked
        /// A line through the values of each series.
        case line
    }

    package struct Item: Hashable, Sendable {
        package var label: String
        /// In hundredths of `unit`, one a series: at least one.
        package var values: [Int]
        package var value: Int { values[0] }
        package init(label: String, values: [Int]) {
            precondition(!values.isEmpty, "an item of a chart has a value")
            self.label = label
            self.values = values
        }
        package init(label: String, value: Int) { self.init(label: label, values: [value]) }
    }

    package var kind: Kind
    package var items: [Item]
    /// The names of the series, as many as each item has values; empty where there is one without a name.
    package var series: [String] = []
    /// Written behind each value, for example `%`.
    package var unit: String
    /// The value of a line across all bars, in hundredths (the district's mean, the target); nil without.
    package var reference: Int?
    /// Written before the value of that line in a ranking; may be empty.
    package var referenceLabel = "参考"

    package init(kind: Kind, items: [Item], unit: String, reference: Int? = nil) {
        self.kind = kind
        self.items = items
        self.unit = unit
        self.reference = reference
    }
}

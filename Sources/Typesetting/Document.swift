import Diagnostics
import Markup

/// What a typesetter lays out: a tree of boxes and text with computed styles, and the rules of its pages.
package struct Document: Sendable {
    package var title: String
    /// A BCP 47 tag, `zh-CN` unless the template says otherwise.
    package var language: String
    package var pages: PageRules
    package var root: Box
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
    package var style: ComputedStyle
    package var content: [Node]
    /// Where the template has it.
    package var span: SourceSpan
    package var attributes: Attributes

    /// What layout needs of an element's markup.
    package struct Attributes: Sendable {
        package var columnSpan = 1
        package var rowSpan = 1
        /// 1…6 for headings, nil otherwise.
        package var headingLevel: Int?
        /// `href` of a link.
        package var link: String?
        package var id: String?

        package init() {}
    }

    package init(style: ComputedStyle, content: [Node], span: SourceSpan, attributes: Attributes = Attributes()) {
        self.style = style
        self.content = content
        self.span = span
        self.attributes = attributes
    }
}

package enum Node: Sendable {
    case box(Box)
    /// Text as it stands, white space not yet collapsed.
    case text(String, SourceSpan)
    /// `<br>`
    case lineBreak
    /// An element whose inside is drawn, not flowed. Its size comes from the style, else from the drawing.
    case drawing(Drawing, ComputedStyle, SourceSpan)
}

/// The elements of our own.
package enum Drawing: Sendable {
    case officialSeal(OfficialSeal)
    case barCode(BarCode)
    case dataChart(DataChart)
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
    }

    package struct Item: Hashable, Sendable {
        package var label: String
        /// In hundredths of `unit`.
        package var value: Int
        package init(label: String, value: Int) {
            self.label = label
            self.value = value
        }
    }

    package var kind: Kind
    package var items: [Item]
    /// Written behind each value, for example `%`.
    package var unit: String
    /// The value of a line across all bars, in hundredths (the district's mean, the target); nil without.
    package var reference: Int?

    package init(kind: Kind, items: [Item], unit: String, reference: Int? = nil) {
        self.kind = kind
        self.items = items
        self.unit = unit
        self.reference = reference
    }
}

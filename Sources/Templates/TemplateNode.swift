import Diagnostics
import Markup
import Typesetting

/// A piece of a compiled template.
indirect enum TemplateNode: Sendable {
    /// The same for every record: built once.
    case fixed(Node)
    case text(TextTemplate)
    case box(BoxTemplate)
    case drawing(DrawingTemplate, Choice<ComputedStyle>, SourceSpan)
    /// `::before`, `::after`, `::marker`
    case generated(GeneratedTemplate)
    /// A child of a box that counts its children.
    case sibling(SiblingTemplate)
    /// `data-each`
    /// - isRow: the element is a row in the body of a table, which may be made while pages are filled.
    case each(list: FieldPath, content: [TemplateNode], isRow: Bool)
    /// `data-if`, `data-else`
    case choice(FieldPath, isNegated: Bool, then: [TemplateNode], otherwise: [TemplateNode])
}

/// A box whose content or attributes a record changes.
struct BoxTemplate: Sendable {
    /// What no record changes, for each style that the box may have.
    let shell: Choice<Box.Shell>
    let dynamic: [DynamicAttribute]
    let content: [TemplateNode]
    /// What a row gives to the sums of its page.
    let amounts: [(name: String, path: FieldPath)]
    /// Which of its children are counted, because styles ask for their places.
    let counting: SiblingCounting
}

/// How far a box must count the elements in it (`:nth-child()` and its kin).
enum SiblingCounting: Sendable {
    case none
    /// From the first.
    case forwards
    /// From the last, too, so that all must be known before the first is put out.
    case bothWays
}

/// An element among siblings that are counted.
struct SiblingTemplate: Sendable {
    let name: String
    /// The tests about its place, with their numbers.
    let tests: [(number: Int, test: PositionTest)]
    let span: SourceSpan
    let content: [TemplateNode]
}

/// An attribute with placeholders.
struct DynamicAttribute: Sendable {
    enum Target: Sendable { case columnSpan, rowSpan, link, id, ordinal }
    let target: Target
    let value: TextTemplate
}

/// An element of our own, before it is filled.
enum DrawingTemplate: Sendable {
    case officialSeal(SealTemplate)
    case straddleSeal(SealTemplate, StraddleSeal.Edge, position: Int)
    case watermark(text: TextTemplate, isTiled: Bool)
    case picture(PictureTemplate)
    case barCode(BarCode.Kind, value: TextTemplate)
    case dataChart(ChartTemplate)
}

/// `<img>`
struct PictureTemplate: Sendable {
    enum Source: Sendable {
        /// Read when the template was compiled.
        case known(path: String)
        /// Read for each record.
        case given(TextTemplate)
    }

    let source: Source
    let alternative: TextTemplate
}

struct SealTemplate: Sendable {
    let name: TextTemplate
    let label: TextTemplate?
    let code: TextTemplate?
    let shape: OfficialSeal.Shape
    let width: Length?
    let height: Length?
    let isSpecimen: FlagSource
}

/// `true`, `false`, or a flag of the record.
enum FlagSource: Sendable {
    case constant(Bool)
    case value(Expression)
}

struct ChartTemplate: Sendable {
    let kind: DataChart.Kind
    let items: FieldPath
    let label: FieldPath
    /// One a series.
    let values: [FieldPath]
    /// The names of the series; nil where there is one without a name.
    let series: TextTemplate?
    let unit: TextTemplate
    let reference: Reference?
    /// nil for the label that charts have of themselves.
    let referenceLabel: TextTemplate?

    enum Reference: Sendable {
        /// In hundredths.
        case constant(Int)
        case value(Expression)
    }
}

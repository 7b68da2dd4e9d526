/// The values of all properties of one element after cascade and inheritance. Lengths are absolute; percentages stay
/// until layout knows the containing block. Instances are shared between elements, so compare them by identity where
/// speed matters.
package final class ComputedStyle: Sendable {
    package let values: StyleValues

    package init(_ values: StyleValues) { self.values = values }

    /// The style of the root before any rule.
    package static let initial = ComputedStyle(StyleValues())
}

/// The properties that this engine lays out, each with its initial value. A property or value that is not here is
/// refused when the style sheet is read.
package struct StyleValues: Hashable, Sendable {
    // Box
    package var display = Display.inline
    package var position = Position.static
    package var inset = Edges<Dimension>(all: .auto)
    package var float = PageFloat.none
    package var width = Dimension.auto
    package var height = Dimension.auto
    package var minWidth = Dimension.zero
    package var maxWidth = Dimension.auto
    package var minHeight = Dimension.zero
    package var boxSizing = BoxSizing.contentBox
    package var margin = Edges<Dimension>(all: .zero)
    package var padding = Edges<Dimension>(all: .zero)
    package var border = Edges<Border>(all: .none)
    package var backgroundColor = Color.transparent
    /// Clockwise, in degrees; turns the box about its centre without moving its neighbours (`transform: rotate()`).
    package var rotation = 0

    // Table
    package var borderCollapse = BorderCollapse.separate  // inherited
    package var borderSpacing: Length = 0  // inherited
    package var tableLayout = TableLayout.auto

    // Flex
    package var flexDirection = FlexDirection.row
    package var justifyContent = Distribution.start
    package var alignItems = CrossAlignment.stretch
    package var flexGrow = 0  // in thousandths
    package var gap: Length = 0

    // Font (all inherited)
    package var fontFamily: [String] = ["serif"]
    package var fontSize: Length = 10 * .point + .point / 2
    package var fontWeight = 400
    package var fontStyle = FontStyle.normal
    package var lineHeight = LineHeight.normal
    package var color = Color.black
    /// `font-variant-numeric: tabular-nums`
    package var tabularFigures = false

    // Text (all inherited but verticalAlign and textDecoration)
    package var textAlign = TextAlign.start
    /// nil is `auto`: start after a justified paragraph, otherwise as `textAlign`.
    package var textAlignLast: TextAlign?
    package var textIndent = Dimension.zero
    package var letterSpacing: Length = 0
    package var whiteSpace = WhiteSpace.normal
    package var lineBreak = LineBreakStrictness.strict
    package var wordBreak = WordBreak.normal
    /// `overflow-wrap: anywhere`: a word wider than its line is broken inside.
    package var overflowWrapAnywhere = false
    package var textSpacingTrim = TextSpacingTrim.normal
    /// `text-autospace`: whether a narrow space separates CJK from Latin letters and figures.
    package var textAutospace = true
    package var hangingPunctuation = false  // `allow-end`
    package var verticalAlign = VerticalAlign.baseline
    package var underline = false  // `text-decoration: underline`

    // Pages
    package var breakBefore = Break.auto
    package var breakAfter = Break.auto
    package var breakInsideAvoid = false
    package var orphans = 2  // inherited
    package var widows = 2  // inherited
    /// The named page (`page`), nil for `auto`; inherited by use.
    package var page: String?
    /// `string-set: name content()`: the element's text becomes the value of `string(name)` in margin boxes.
    package var stringSet: String?

    package init() {}
}

package enum Display: String, Hashable, Sendable {
    case none, block, inline, inlineBlock = "inline-block", flex
    case table, tableCaption = "table-caption", tableColumnGroup = "table-column-group"
    case tableColumn = "table-column", tableHeaderGroup = "table-header-group"
    case tableRowGroup = "table-row-group", tableFooterGroup = "table-footer-group"
    case tableRow = "table-row", tableCell = "table-cell"
}

package enum Position: String, Hashable, Sendable { case `static`, relative, absolute, fixed }

/// `float: block-end` with `float-reference: page`: the box goes to the foot of its page; with `break-before: left`
/// or `right`, to the foot of the first page of that side. Other floats are not laid out.
package enum PageFloat: Hashable, Sendable { case none, pageFoot }

package enum BoxSizing: String, Hashable, Sendable { case contentBox = "content-box", borderBox = "border-box" }

package struct Border: Hashable, Sendable {
    package enum Line: String, Hashable, Sendable { case none, solid, dashed, dotted, double }
    package var width: Length
    package var line: Line
    package var color: Color

    package init(width: Length, line: Line, color: Color) {
        self.width = line == .none ? 0 : width
        self.line = line
        self.color = color
    }

    package static let none = Border(width: 0, line: .none, color: .black)
}

package enum BorderCollapse: String, Hashable, Sendable { case separate, collapse }
package enum TableLayout: String, Hashable, Sendable { case auto, fixed }
package enum FlexDirection: String, Hashable, Sendable { case row, column }
package enum Distribution: String, Hashable, Sendable {
    case start = "flex-start", center, end = "flex-end", spaceBetween = "space-between"
    case spaceAround = "space-around", spaceEvenly = "space-evenly"
}
package enum CrossAlignment: String, Hashable, Sendable {
    case stretch, start = "flex-start", center, end = "flex-end", baseline
}
package enum FontStyle: String, Hashable, Sendable { case normal, italic }
package enum LineHeight: Hashable, Sendable {
    case normal
    /// In thousandths of the font size; inherited as the number.
    case number(Int)
    case length(Length)
}
package enum TextAlign: String, Hashable, Sendable { case start, end, left, right, center, justify }
package enum WhiteSpace: String, Hashable, Sendable {
    case normal, nowrap, pre, preWrap = "pre-wrap", preLine = "pre-line"
}
package enum LineBreakStrictness: String, Hashable, Sendable { case loose, normal, strict, anywhere }
package enum WordBreak: String, Hashable, Sendable { case normal, breakAll = "break-all", keepAll = "keep-all" }
/// `normal`: full-width marks are halved between each other and, where needed, at a line's end; `space-all`: all keep
/// their full width (strict grids); `trim-both`: halved at line start and end, too.
package enum TextSpacingTrim: String, Hashable, Sendable {
    case normal, spaceAll = "space-all", trimBoth = "trim-both"
}
package enum VerticalAlign: Hashable, Sendable {
    case baseline, sub, `super`, top, middle, bottom
    case length(Length)
}
package enum Break: String, Hashable, Sendable { case auto, avoid, page, left, right }

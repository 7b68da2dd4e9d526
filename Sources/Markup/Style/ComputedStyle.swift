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
    package var float = Float.none
    package var clear = Clear.none
    package var width = Dimension.auto
    package var height = Dimension.auto
    package var minWidth = Dimension.zero
    package var maxWidth = Dimension.auto
    package var minHeight = Dimension.zero
    package var maxHeight = Dimension.auto
    package var boxSizing = BoxSizing.contentBox
    package var margin = Edges<Dimension>(all: .zero)
    package var padding = Edges<Dimension>(all: .zero)
    package var border = Edges<Border>(all: .none)
    package var borderRadius = Corners<CornerRadius>(all: .zero)
    package var backgroundColor = Color.transparent
    package var backgroundImage: BackgroundImage?
    /// Applied from the last to the first about `transformOrigin`, without moving the neighbours.
    package var transform: [TransformFunction] = []
    package var transformOrigin = Origin.center
    package var overflowHidden = false  // `overflow: hidden`
    package var visibilityHidden = false  // inherited
    /// Positioned boxes with a higher index are drawn over those with a lower one.
    package var zIndex = 0
    /// How an image fills its box.
    package var objectFit = ObjectFit.fill

    // Table
    package var borderCollapse = BorderCollapse.separate  // inherited
    package var borderSpacing: Length = 0  // inherited
    package var tableLayout = TableLayout.auto
    package var captionAtBottom = false  // `caption-side`, inherited
    /// `-zj-on-pages`: on which pages of its table a row of the head or foot stands.
    package var onPages = TablePages.auto

    // Flex
    package var flexDirection = FlexDirection.row
    package var flexWrap = FlexWrap.nowrap
    package var justifyContent = Distribution.start
    package var alignItems = CrossAlignment.stretch
    package var alignContent = LineDistribution.stretch
    /// nil is `auto`: as the parent's `alignItems`.
    package var alignSelf: CrossAlignment?
    package var flexGrow = 0  // in thousandths
    package var flexShrink = 1_000  // in thousandths
    package var flexBasis = Dimension.auto
    package var rowGap = Dimension.zero
    /// nil is `normal`: nothing between flex items, 1 em between columns.
    package var columnGap: Dimension?

    // Columns
    package var columnCount: Int?
    /// The least width that columns should have; nil is `auto`.
    package var columnWidth: Length?
    package var columnRule = Border.none
    package var columnSpanAll = false
    package var columnFillBalance = true

    // Lists and generated content
    package var listStyleType = CounterStyle.disc  // inherited
    package var listStyleInside = false  // `list-style-position`, inherited
    package var counterReset: [CounterChange] = []
    package var counterSet: [CounterChange] = []
    package var counterIncrement: [CounterChange] = []

    // Font (all inherited)
    package var fontFamily: [String] = ["serif"]
    package var fontSize: Length = 10 * .point + .point / 2
    package var fontWeight = 400
    package var fontStyle = FontStyle.normal
    package var lineHeight = LineHeight.normal
    package var color = Color.black
    /// `font-variant-numeric: tabular-nums`
    package var tabularFigures = false
    /// OpenType features by tag (`font-feature-settings`), sorted by tag.
    package var fontFeatures: [FontFeature] = []
    /// BCP 47, from the nearest `lang` attribute; shapes and breaks text by the language's rules. nil: the document's.
    package var language: String?

    // Writing mode (inherited but textCombineUpright's box and unicodeBidi)
    package var writingMode = WritingMode.horizontalTB
    package var textOrientation = TextOrientation.mixed
    /// `text-combine-upright: all`: the text stands upright in one em of a vertical line (纵中横).
    package var textCombineUpright = false
    package var direction = Direction.ltr
    package var unicodeBidi = UnicodeBidi.normal

    // Text (all inherited but verticalAlign and textDecoration)
    package var textAlign = TextAlign.start
    /// nil is `auto`: start after a justified paragraph, otherwise as `textAlign`.
    package var textAlignLast: TextAlign?
    package var textJustify = TextJustify.auto
    package var textIndent = Dimension.zero
    /// `text-wrap: balance`: lines of nearly equal width, as titles of documents have.
    package var textWrapBalance = false
    /// `-zj-character-grid`: full-width characters stand in the cells of this pitch from the line's start, narrow runs
    /// take whole cells (版心 of 28 characters a line); nil sets freely.
    package var characterGrid: Length?
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
    package var textDecoration: Set<DecorationLine> = []
    /// What the boxes around hand on to a block inside them, the outermost first. No property of its own: the cascade
    /// finds it.
    package var handedDecorations: [HandedDecoration] = []
    /// 着重号: the mark at each character, nil for none.
    package var textEmphasis: String?
    /// nil is the text's colour.
    package var textEmphasisColor: Color?
    package var textEmphasisUnder = true  // `text-emphasis-position: under`, the Chinese habit
    package var rubyPositionUnder = false
    package var rubyAlign = RubyAlign.spaceAround

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
    /// `-zj-part`: what the element is in a document of a known format (标题, 发文字号 …); frames carry it, so that a
    /// checker can measure it.
    package var part: String?

    package init() {}
}

package enum Display: String, Hashable, Sendable {
    case none, block, inline, inlineBlock = "inline-block", flex, listItem = "list-item", flowRoot = "flow-root"
    case ruby, rubyText = "ruby-text"
    case table, tableCaption = "table-caption", tableColumnGroup = "table-column-group"
    case tableColumn = "table-column", tableHeaderGroup = "table-header-group"
    case tableRowGroup = "table-row-group", tableFooterGroup = "table-footer-group"
    case tableRow = "table-row", tableCell = "table-cell"
}

package enum Position: String, Hashable, Sendable { case `static`, relative, absolute, fixed }

/// `left` and `right` stand beside the text that follows. `float: block-end` with `float-reference: page`: the box goes
/// to the foot of its page; with `break-before: left` or `right`, to the foot of the first page of that side.
package enum Float: Hashable, Sendable { case none, left, right, pageFoot }
package enum Clear: String, Hashable, Sendable { case none, left, right, both }

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

/// Of a rounded corner: along the box's width, and along its height.
package struct CornerRadius: Hashable, Sendable {
    package var x, y: Dimension
    package init(x: Dimension, y: Dimension) {
        self.x = x
        self.y = y
    }
    package static let zero = CornerRadius(x: .zero, y: .zero)
}

/// An image behind a box's content.
package struct BackgroundImage: Hashable, Sendable {
    package enum Size: Hashable, Sendable {
        case cover, contain
        case size(Dimension, Dimension)
    }

    /// As the style sheet has it, relative to the sheet's own folder.
    package var url: String
    package var size = Size.size(.auto, .auto)
    package var x = Dimension.zero
    package var y = Dimension.zero
    package var repeatsX = true
    package var repeatsY = true

    package init(url: String) { self.url = url }
}

package enum ObjectFit: String, Hashable, Sendable { case fill, contain, cover, none, scaleDown = "scale-down" }

/// One function of `transform`. Angles are clockwise, in thousandths of a degree; factors in thousandths.
package enum TransformFunction: Hashable, Sendable {
    case translate(Dimension, Dimension)
    case rotate(Int)
    case scale(Int, Int)
    case skew(Int, Int)
    /// `matrix()`: factors in millionths.
    case matrix(a: Int, b: Int, c: Int, d: Int, e: Length, f: Length)
}

/// `transform-origin`, about the border box.
package struct Origin: Hashable, Sendable {
    package var x, y: Dimension
    package init(x: Dimension, y: Dimension) {
        self.x = x
        self.y = y
    }
    package static let center = Origin(x: .percent(5_000), y: .percent(5_000))
}

/// How the numbers of a counter are written (CSS Counter Styles 3).
package enum CounterStyle: Hashable, Sendable {
    case none, disc, circle, square
    case decimal, decimalLeadingZero, lowerAlpha, upperAlpha, lowerRoman, upperRoman
    /// 一、二、三
    case simpChineseInformal
    /// 壹、贰、叁
    case simpChineseFormal
    /// ①②③
    case circledDecimal
    /// 甲乙丙丁
    case heavenlyStem
    /// 子丑寅卯
    case earthlyBranch
    /// The same text for every number.
    case text(String)
}

package struct CounterChange: Hashable, Sendable {
    package var name: String
    package var value: Int
    package init(name: String, value: Int) {
        self.name = name
        self.value = value
    }
}

package struct FontFeature: Hashable, Sendable {
    /// Four letters, for example `tnum`.
    package var tag: String
    package var value: Int
    package init(tag: String, value: Int) {
        self.tag = tag
        self.value = value
    }
}

package enum WritingMode: String, Hashable, Sendable {
    case horizontalTB = "horizontal-tb", verticalRL = "vertical-rl", verticalLR = "vertical-lr"
}
package enum TextOrientation: String, Hashable, Sendable { case mixed, upright, sideways }
package enum Direction: String, Hashable, Sendable { case ltr, rtl }
package enum UnicodeBidi: String, Hashable, Sendable {
    case normal, embed, isolate, bidiOverride = "bidi-override", plaintext
}
package enum TextJustify: String, Hashable, Sendable {
    case auto, none, interCharacter = "inter-character", interWord = "inter-word"
}
package enum DecorationLine: String, Hashable, Sendable {
    case underline, overline, lineThrough = "line-through"
}
/// Lines at text that come of a box around the block in which it stands: in that box's colour, and as thick and as far
/// from the baseline as its own letters ask for (CSS Text Decoration 3, 2.1).
package struct HandedDecoration: Hashable, Sendable {
    package var lines: Set<DecorationLine>
    package var color: Color
    package var fontSize: Length
    package var verticalAlign = VerticalAlign.baseline
}

extension StyleValues {
    /// The lines that the box's own `text-decoration` draws; nil for none.
    package var ownDecoration: HandedDecoration? {
        textDecoration.isEmpty
            ? nil
            : HandedDecoration(
                lines: textDecoration, color: color, fontSize: fontSize, verticalAlign: verticalAlign)
    }

    /// What a box inside gets when it flows.
    package var decorationsForChildren: [HandedDecoration] {
        ownDecoration.map { handedDecorations + [$0] } ?? handedDecorations
    }

    /// Whether lines of boxes around go on in it: not in what floats, is positioned or stands in a line as one piece,
    /// nor in annotations (CSS Text Decoration 3, 2).
    fileprivate var takesDecorations: Bool {
        float == .none && position != .absolute && position != .fixed && display != .inlineBlock
            && display != .rubyText
    }

    /// Takes over the lines that a parent hands on.
    mutating func takeDecorations(from parent: StyleValues) {
        handedDecorations = takesDecorations ? parent.decorationsForChildren : []
    }
}

package enum RubyAlign: String, Hashable, Sendable {
    case start, center, spaceBetween = "space-between", spaceAround = "space-around"
}
package enum LineDistribution: String, Hashable, Sendable {
    case stretch, start = "flex-start", center, end = "flex-end", spaceBetween = "space-between"
    case spaceAround = "space-around"
}

package enum BorderCollapse: String, Hashable, Sendable { case separate, collapse }
package enum TableLayout: String, Hashable, Sendable { case auto, fixed }
/// `auto`: all, but for rows that bring a sum forward (承前页), which the first page has not.
package enum TablePages: String, Hashable, Sendable, CaseIterable {
    case auto, all, first, notFirst = "not-first", last, notLast = "not-last"
}
package enum FlexDirection: String, Hashable, Sendable {
    case row, column, rowReverse = "row-reverse", columnReverse = "column-reverse"

    package var isRow: Bool { self == .row || self == .rowReverse }
    package var isReversed: Bool { self == .rowReverse || self == .columnReverse }
}
package enum FlexWrap: String, Hashable, Sendable { case nowrap, wrap, wrapReverse = "wrap-reverse" }
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
package enum Break: String, Hashable, Sendable { case auto, avoid, page, left, right, column }

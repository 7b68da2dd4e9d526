/// The properties that hold a value, in the order in which they are computed: lengths need the font size first.
enum Longhand: Int, CaseIterable, Sendable {
    case fontSize, color, fontFamily, fontWeight, fontStyle, lineHeight, fontVariantNumeric
    case display, position, top, right, bottom, left, float, floatReference
    case width, height, minWidth, maxWidth, minHeight, boxSizing
    case marginTop, marginRight, marginBottom, marginLeft
    case paddingTop, paddingRight, paddingBottom, paddingLeft
    case borderTopWidth, borderRightWidth, borderBottomWidth, borderLeftWidth
    case borderTopStyle, borderRightStyle, borderBottomStyle, borderLeftStyle
    case borderTopColor, borderRightColor, borderBottomColor, borderLeftColor
    case backgroundColor, transform
    case borderCollapse, borderSpacing, tableLayout
    case flexDirection, justifyContent, alignItems, flexGrow, gap
    case textAlign, textAlignLast, textIndent, letterSpacing, whiteSpace, lineBreak, wordBreak, overflowWrap
    case textSpacingTrim, textAutospace, hangingPunctuation, verticalAlign, textDecoration
    case breakBefore, breakAfter, breakInside, orphans, widows, page, stringSet, part
    /// Of margin boxes.
    case content

    static let margins: [Longhand] = [.marginTop, .marginRight, .marginBottom, .marginLeft]
    static let paddings: [Longhand] = [.paddingTop, .paddingRight, .paddingBottom, .paddingLeft]
    static let insets: [Longhand] = [.top, .right, .bottom, .left]
    static let borderWidths: [Longhand] = [.borderTopWidth, .borderRightWidth, .borderBottomWidth, .borderLeftWidth]
    static let borderStyles: [Longhand] = [.borderTopStyle, .borderRightStyle, .borderBottomStyle, .borderLeftStyle]
    static let borderColors: [Longhand] = [.borderTopColor, .borderRightColor, .borderBottomColor, .borderLeftColor]

    /// What a margin box may set: its content is one line in a place that the page gives it.
    static let inMarginBoxes: Set<Longhand> = Set(
        paddings + borderWidths + borderStyles + borderColors + [
            .fontSize, .color, .fontFamily, .fontWeight, .fontStyle, .lineHeight, .fontVariantNumeric,
            .backgroundColor, .textAlign, .letterSpacing, .whiteSpace, .textSpacingTrim, .textAutospace,
            .verticalAlign, .textDecoration, .textIndent, .content,
        ])

    struct Traits: Sendable {
        let isInherited: Bool
        /// Takes the value from the first style into the second.
        let copy: @Sendable (WorkingStyle, inout WorkingStyle) -> Void
    }

    var traits: Traits { Self.table[rawValue] }

    static let inherited: [Longhand] = allCases.filter(\.traits.isInherited)

    private static let table: [Traits] = allCases.map(\.makeTraits)

    private static func own<Value>(_ path: PropertyGrammar.Path<Value>) -> Traits {
        Traits(isInherited: false) { $1[keyPath: path] = $0[keyPath: path] }
    }

    private static func inherited<Value>(_ path: PropertyGrammar.Path<Value>) -> Traits {
        Traits(isInherited: true) { $1[keyPath: path] = $0[keyPath: path] }
    }

    private var makeTraits: Traits { fontOrTextTraits ?? boxTraits ?? edgeTraits }

    private var fontOrTextTraits: Traits? {
        switch self {
        case .fontSize: Self.inherited(\.values.fontSize)
        case .color: Self.inherited(\.values.color)
        case .fontFamily: Self.inherited(\.values.fontFamily)
        case .fontWeight: Self.inherited(\.values.fontWeight)
        case .fontStyle: Self.inherited(\.values.fontStyle)
        case .lineHeight: Self.inherited(\.values.lineHeight)
        case .fontVariantNumeric: Self.inherited(\.values.tabularFigures)
        case .textAlign: Self.inherited(\.values.textAlign)
        case .textAlignLast: Self.inherited(\.values.textAlignLast)
        case .textIndent: Self.inherited(\.values.textIndent)
        case .letterSpacing: Self.inherited(\.values.letterSpacing)
        case .whiteSpace: Self.inherited(\.values.whiteSpace)
        case .lineBreak: Self.inherited(\.values.lineBreak)
        case .wordBreak: Self.inherited(\.values.wordBreak)
        case .overflowWrap: Self.inherited(\.values.overflowWrapAnywhere)
        case .textSpacingTrim: Self.inherited(\.values.textSpacingTrim)
        case .textAutospace: Self.inherited(\.values.textAutospace)
        case .hangingPunctuation: Self.inherited(\.values.hangingPunctuation)
        case .verticalAlign: Self.own(\.values.verticalAlign)
        case .textDecoration: Self.own(\.values.textDecoration)
        case .orphans: Self.inherited(\.values.orphans)
        case .widows: Self.inherited(\.values.widows)
        case .borderCollapse: Self.inherited(\.values.borderCollapse)
        case .borderSpacing: Self.inherited(\.values.borderSpacing)
        default: nil
        }
    }

    private var boxTraits: Traits? {
        switch self {
        case .display: Self.own(\.values.display)
        case .position: Self.own(\.values.position)
        case .float: Self.own(\.floatsToBlockEnd)
        case .floatReference: Self.own(\.floatsOnPage)
        case .width: Self.own(\.values.width)
        case .height: Self.own(\.values.height)
        case .minWidth: Self.own(\.values.minWidth)
        case .maxWidth: Self.own(\.values.maxWidth)
        case .minHeight: Self.own(\.values.minHeight)
        case .boxSizing: Self.own(\.values.boxSizing)
        case .backgroundColor: Self.own(\.values.backgroundColor)
        case .transform: Self.own(\.values.transform)
        case .tableLayout: Self.own(\.values.tableLayout)
        case .flexDirection: Self.own(\.values.flexDirection)
        case .justifyContent: Self.own(\.values.justifyContent)
        case .alignItems: Self.own(\.values.alignItems)
        case .flexGrow: Self.own(\.values.flexGrow)
        case .gap: Self.own(\.values.rowGap)
        case .breakBefore: Self.own(\.values.breakBefore)
        case .breakAfter: Self.own(\.values.breakAfter)
        case .breakInside: Self.own(\.values.breakInsideAvoid)
        case .page: Self.own(\.values.page)
        case .stringSet: Self.own(\.values.stringSet)
        case .part: Self.own(\.values.part)
        case .content: Self.own(\.content)
        default: nil
        }
    }

    private var edgeTraits: Traits {
        switch self {
        case .top: Self.own(\.values.inset.top)
        case .right: Self.own(\.values.inset.right)
        case .bottom: Self.own(\.values.inset.bottom)
        case .left: Self.own(\.values.inset.left)
        case .marginTop: Self.own(\.values.margin.top)
        case .marginRight: Self.own(\.values.margin.right)
        case .marginBottom: Self.own(\.values.margin.bottom)
        case .marginLeft: Self.own(\.values.margin.left)
        case .paddingTop: Self.own(\.values.padding.top)
        case .paddingRight: Self.own(\.values.padding.right)
        case .paddingBottom: Self.own(\.values.padding.bottom)
        case .paddingLeft: Self.own(\.values.padding.left)
        case .borderTopWidth: Self.own(\.borderWidth.top)
        case .borderRightWidth: Self.own(\.borderWidth.right)
        case .borderBottomWidth: Self.own(\.borderWidth.bottom)
        case .borderLeftWidth: Self.own(\.borderWidth.left)
        case .borderTopStyle: Self.own(\.borderLine.top)
        case .borderRightStyle: Self.own(\.borderLine.right)
        case .borderBottomStyle: Self.own(\.borderLine.bottom)
        case .borderLeftStyle: Self.own(\.borderLine.left)
        case .borderTopColor: Self.own(\.borderColor.top)
        case .borderRightColor: Self.own(\.borderColor.right)
        case .borderBottomColor: Self.own(\.borderColor.bottom)
        case .borderLeftColor: Self.own(\.borderColor.left)
        default: preconditionFailure("\(self) has no traits")
        }
    }
}

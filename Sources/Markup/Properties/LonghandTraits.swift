/// Where a longhand's value stands, and whether children take it from their parents.
struct LonghandTraits: Sendable {
    let isInherited: Bool
    /// Takes the value from the first style into the second.
    let copy: @Sendable (WorkingStyle, inout WorkingStyle) -> Void

    fileprivate static func own<Value>(_ path: PropertyGrammar.Path<Value>) -> LonghandTraits {
        LonghandTraits(isInherited: false) { $1[keyPath: path] = $0[keyPath: path] }
    }

    fileprivate static func inherited<Value>(_ path: PropertyGrammar.Path<Value>) -> LonghandTraits {
        LonghandTraits(isInherited: true) { $1[keyPath: path] = $0[keyPath: path] }
    }
}

extension Longhand {
    var traits: LonghandTraits { Self.table[rawValue] }

    static let inherited: [Longhand] = allCases.filter(\.traits.isInherited)

    private static let table: [LonghandTraits] = allCases.map(\.makeTraits)

    private var makeTraits: LonghandTraits {
        fontTraits ?? textTraits ?? boxTraits ?? partTraits ?? flowTraits ?? edgeTraits
    }

    private var fontTraits: LonghandTraits? {
        switch self {
        case .fontSize: .inherited(\.values.fontSize)
        case .color: .inherited(\.values.color)
        case .fontFamily: .inherited(\.values.fontFamily)
        case .fontWeight: .inherited(\.values.fontWeight)
        case .fontStyle: .inherited(\.values.fontStyle)
        case .lineHeight: .inherited(\.values.lineHeight)
        case .fontVariantNumeric: .inherited(\.values.tabularFigures)
        case .fontFeatureSettings: .inherited(\.values.fontFeatures)
        case .writingMode: .inherited(\.values.writingMode)
        case .textOrientation: .inherited(\.values.textOrientation)
        case .textCombineUpright: .inherited(\.values.textCombineUpright)
        case .direction: .inherited(\.values.direction)
        case .unicodeBidi: .own(\.values.unicodeBidi)
        default: nil
        }
    }

    private var textTraits: LonghandTraits? {
        switch self {
        case .textAlign: .inherited(\.values.textAlign)
        case .textAlignLast: .inherited(\.values.textAlignLast)
        case .textJustify: .inherited(\.values.textJustify)
        case .textIndent: .inherited(\.values.textIndent)
        case .textWrap: .inherited(\.values.textWrapBalance)
        case .characterGrid: .inherited(\.values.characterGrid)
        case .letterSpacing: .inherited(\.values.letterSpacing)
        case .whiteSpace: .inherited(\.values.whiteSpace)
        case .lineBreak: .inherited(\.values.lineBreak)
        case .wordBreak: .inherited(\.values.wordBreak)
        case .overflowWrap: .inherited(\.values.overflowWrapAnywhere)
        case .textSpacingTrim: .inherited(\.values.textSpacingTrim)
        case .textAutospace: .inherited(\.values.textAutospace)
        case .hangingPunctuation: .inherited(\.values.hangingPunctuation)
        case .verticalAlign: .own(\.values.verticalAlign)
        case .textDecoration: .own(\.values.textDecoration)
        case .textEmphasisStyle: .inherited(\.values.textEmphasis)
        case .textEmphasisColor: .inherited(\.values.textEmphasisColor)
        case .textEmphasisPosition: .inherited(\.values.textEmphasisUnder)
        case .rubyPosition: .inherited(\.values.rubyPositionUnder)
        case .rubyAlign: .inherited(\.values.rubyAlign)
        default: nil
        }
    }

    private var boxTraits: LonghandTraits? {
        switch self {
        case .display: .own(\.values.display)
        case .position: .own(\.values.position)
        case .float: .own(\.float)
        case .floatReference: .own(\.floatsOnPage)
        case .clear: .own(\.values.clear)
        case .width: .own(\.values.width)
        case .height: .own(\.values.height)
        case .minWidth: .own(\.values.minWidth)
        case .maxWidth: .own(\.values.maxWidth)
        case .minHeight: .own(\.values.minHeight)
        case .maxHeight: .own(\.values.maxHeight)
        case .boxSizing: .own(\.values.boxSizing)
        case .backgroundColor: .own(\.values.backgroundColor)
        case .backgroundImage: .own(\.backgroundURL)
        case .backgroundSize: .own(\.background.size)
        case .backgroundPositionX: .own(\.background.x)
        case .backgroundPositionY: .own(\.background.y)
        case .backgroundRepeat: .own(\.backgroundRepeat)
        case .transform: .own(\.values.transform)
        case .transformOrigin: .own(\.values.transformOrigin)
        case .overflow: .own(\.values.overflowHidden)
        case .visibility: .inherited(\.values.visibilityHidden)
        case .zIndex: .own(\.values.zIndex)
        case .objectFit: .own(\.values.objectFit)
        default: nil
        }
    }

    private var partTraits: LonghandTraits? {
        switch self {
        case .borderCollapse: .inherited(\.values.borderCollapse)
        case .borderSpacing: .inherited(\.values.borderSpacing)
        case .tableLayout: .own(\.values.tableLayout)
        case .captionSide: .inherited(\.values.captionAtBottom)
        case .onPages: .own(\.values.onPages)
        case .flexDirection: .own(\.values.flexDirection)
        case .flexWrap: .own(\.values.flexWrap)
        case .justifyContent: .own(\.values.justifyContent)
        case .alignItems: .own(\.values.alignItems)
        case .alignContent: .own(\.values.alignContent)
        case .alignSelf: .own(\.values.alignSelf)
        case .flexGrow: .own(\.values.flexGrow)
        case .flexShrink: .own(\.values.flexShrink)
        case .flexBasis: .own(\.values.flexBasis)
        case .rowGap: .own(\.values.rowGap)
        case .columnGap: .own(\.values.columnGap)
        case .columnCount: .own(\.values.columnCount)
        case .columnWidth: .own(\.values.columnWidth)
        case .columnRuleWidth: .own(\.columnRuleWidth)
        case .columnRuleStyle: .own(\.columnRuleLine)
        case .columnRuleColor: .own(\.columnRuleColor)
        case .columnSpan: .own(\.values.columnSpanAll)
        case .columnFill: .own(\.values.columnFillBalance)
        default: nil
        }
    }

    private var flowTraits: LonghandTraits? {
        switch self {
        case .listStyleType: .inherited(\.values.listStyleType)
        case .listStylePosition: .inherited(\.values.listStyleInside)
        case .counterReset: .own(\.values.counterReset)
        case .counterSet: .own(\.values.counterSet)
        case .counterIncrement: .own(\.values.counterIncrement)
        case .breakBefore: .own(\.values.breakBefore)
        case .breakAfter: .own(\.values.breakAfter)
        case .breakInside: .own(\.values.breakInsideAvoid)
        case .orphans: .inherited(\.values.orphans)
        case .widows: .inherited(\.values.widows)
        case .page: .own(\.values.page)
        case .stringSet: .own(\.values.stringSet)
        case .part: .own(\.values.part)
        case .marginBoxContent: .own(\.marginBoxContent)
        case .content: .own(\.content)
        default: nil
        }
    }

    private var edgeTraits: LonghandTraits {
        switch self {
        case .top: .own(\.values.inset.top)
        case .right: .own(\.values.inset.right)
        case .bottom: .own(\.values.inset.bottom)
        case .left: .own(\.values.inset.left)
        case .marginTop: .own(\.values.margin.top)
        case .marginRight: .own(\.values.margin.right)
        case .marginBottom: .own(\.values.margin.bottom)
        case .marginLeft: .own(\.values.margin.left)
        case .paddingTop: .own(\.values.padding.top)
        case .paddingRight: .own(\.values.padding.right)
        case .paddingBottom: .own(\.values.padding.bottom)
        case .paddingLeft: .own(\.values.padding.left)
        case .borderTopWidth: .own(\.borderWidth.top)
        case .borderRightWidth: .own(\.borderWidth.right)
        case .borderBottomWidth: .own(\.borderWidth.bottom)
        case .borderLeftWidth: .own(\.borderWidth.left)
        case .borderTopStyle: .own(\.borderLine.top)
        case .borderRightStyle: .own(\.borderLine.right)
        case .borderBottomStyle: .own(\.borderLine.bottom)
        case .borderLeftStyle: .own(\.borderLine.left)
        case .borderTopColor: .own(\.borderColor.top)
        case .borderRightColor: .own(\.borderColor.right)
        case .borderBottomColor: .own(\.borderColor.bottom)
        case .borderLeftColor: .own(\.borderColor.left)
        case .borderTopLeftRadius: .own(\.values.borderRadius.topLeft)
        case .borderTopRightRadius: .own(\.values.borderRadius.topRight)
        case .borderBottomRightRadius: .own(\.values.borderRadius.bottomRight)
        case .borderBottomLeftRadius: .own(\.values.borderRadius.bottomLeft)
        default: preconditionFailure("\(self) has no traits")
        }
    }
}

/// The properties that hold a value, in the order in which they are computed: lengths need the font size first, marks
/// of emphasis the writing mode.
enum Longhand: Int, CaseIterable, Sendable {
    case fontSize, color, fontFamily, fontWeight, fontStyle, lineHeight, fontVariantNumeric, fontFeatureSettings
    case writingMode, textOrientation, textCombineUpright, direction, unicodeBidi
    case display, position, top, right, bottom, left, float, floatReference, clear
    case width, height, minWidth, maxWidth, minHeight, maxHeight, boxSizing
    case marginTop, marginRight, marginBottom, marginLeft
    case paddingTop, paddingRight, paddingBottom, paddingLeft
    case borderTopWidth, borderRightWidth, borderBottomWidth, borderLeftWidth
    case borderTopStyle, borderRightStyle, borderBottomStyle, borderLeftStyle
    case borderTopColor, borderRightColor, borderBottomColor, borderLeftColor
    case borderTopLeftRadius, borderTopRightRadius, borderBottomRightRadius, borderBottomLeftRadius
    case backgroundColor, backgroundImage, backgroundSize, backgroundPositionX, backgroundPositionY, backgroundRepeat
    case transform, transformOrigin, overflow, visibility, zIndex, objectFit
    case borderCollapse, borderSpacing, tableLayout, captionSide
    case flexDirection, flexWrap, justifyContent, alignItems, alignContent, alignSelf
    case flexGrow, flexShrink, flexBasis, rowGap, columnGap
    case columnCount, columnWidth, columnRuleWidth, columnRuleStyle, columnRuleColor, columnSpan, columnFill
    case listStyleType, listStylePosition, counterReset, counterSet, counterIncrement
    case textAlign, textAlignLast, textJustify, textIndent, textWrap, characterGrid, letterSpacing, whiteSpace
    case lineBreak, wordBreak, overflowWrap, textSpacingTrim, textAutospace, hangingPunctuation, verticalAlign
    case textDecoration, textEmphasisStyle, textEmphasisColor, textEmphasisPosition, rubyPosition, rubyAlign
    case breakBefore, breakAfter, breakInside, orphans, widows, page, stringSet, part, onPages
    /// Of margin boxes.
    case marginBoxContent
    /// Of pseudo-elements.
    case content

    static let margins: [Longhand] = [.marginTop, .marginRight, .marginBottom, .marginLeft]
    static let paddings: [Longhand] = [.paddingTop, .paddingRight, .paddingBottom, .paddingLeft]
    static let insets: [Longhand] = [.top, .right, .bottom, .left]
    static let borderWidths: [Longhand] = [.borderTopWidth, .borderRightWidth, .borderBottomWidth, .borderLeftWidth]
    static let borderStyles: [Longhand] = [.borderTopStyle, .borderRightStyle, .borderBottomStyle, .borderLeftStyle]
    static let borderColors: [Longhand] = [.borderTopColor, .borderRightColor, .borderBottomColor, .borderLeftColor]
    static let radii: [Longhand] = [
        .borderTopLeftRadius, .borderTopRightRadius, .borderBottomRightRadius, .borderBottomLeftRadius,
    ]

    private static let ofFonts: Set<Longhand> = [
        .fontSize, .color, .fontFamily, .fontWeight, .fontStyle, .lineHeight, .fontVariantNumeric,
        .fontFeatureSettings,
    ]

    /// What a margin box may set: its content is one line in a place that the page gives it.
    static let inMarginBoxes = ofFonts.union(
        paddings + borderWidths + borderStyles + borderColors + [
            .backgroundColor, .backgroundImage, .backgroundSize, .backgroundPositionX, .backgroundPositionY,
            .backgroundRepeat, .textAlign, .letterSpacing, .whiteSpace, .textSpacingTrim, .textAutospace,
            .verticalAlign, .textDecoration, .textIndent, .writingMode, .textOrientation, .marginBoxContent,
        ])

    /// What `::marker` may set (CSS Lists 3, 3.1.1, and letter-spacing).
    static let inMarkers = ofFonts.union([
        .content, .whiteSpace, .letterSpacing, .textCombineUpright, .direction, .unicodeBidi,
    ])
}

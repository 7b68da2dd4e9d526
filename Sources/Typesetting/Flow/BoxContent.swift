import Diagnostics
import Markup

extension Display {
    var isBlockLevel: Bool {
        switch self {
        case .block, .flowRoot, .table, .flex, .listItem, .tableCaption: true
        default: false
        }
    }

    /// Whether such a box can go on on the next page.
    var isDivisible: Bool {
        switch self {
        case .block, .flowRoot, .listItem, .table, .tableCaption: true
        default: false
        }
    }
}

extension StyleValues {
    /// The style of a box whose borders somebody else draws.
    var borderless: StyleValues {
        var values = self
        values.border = Edges(all: .none)
        values.borderRadius = Corners(all: .zero)
        return values
    }

    /// Stands under what is before it: a block that does not float beside text, or a float to the page's foot.
    var isBlock: Bool {
        switch float {
        case .none: display.isBlockLevel
        case .left, .right: false
        case .pageFoot: true
        }
    }
}

extension Drawing {
    /// Belongs to the pages of the document, not to a place in it.
    var isOfPages: Bool {
        switch self {
        case .straddleSeal, .watermark: true
        default: false
        }
    }

    var isSeal: Bool {
        if case .officialSeal = self { true } else { false }
    }
}

extension Node {
    /// A box or drawing that is positioned absolutely or on every page.
    var isOutOfFlow: Bool {
        switch self {
        case .box(let box): box.style.values.position.isOutOfFlow && box.style.values.display != .none
        case .drawing(_, let style, _): style.values.position.isOutOfFlow
        case .text, .lineBreak, .generated, .pageSum, .rows: false
        }
    }

    /// Stands on every page.
    var isFixed: Bool {
        switch self {
        case .box(let box): box.style.values.position == .fixed
        case .drawing(_, let style, _): style.values.position == .fixed
        case .text, .lineBreak, .generated, .pageSum, .rows: false
        }
    }

    /// Where text stands in the template.
    var span: SourceSpan? {
        if case .text(_, let span) = self { span } else { nil }
    }

    /// White space between elements, which shows nothing in a table or flex box.
    var isBlank: Bool {
        guard case .text(let text, _) = self else { return false }
        return text.unicodeScalars.allSatisfy { $0.properties.isWhitespace && $0 != "\u{A0}" }
    }
}

extension Box {
    /// Such a box lies beneath the text that it is placed over.
    var holdsOnlySeals: Bool {
        content.allSatisfy { node in
            switch node {
            case .text(let text, _): text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
            case .lineBreak: true
            case .drawing(let drawing, _, _): drawing.isSeal
            case .box(let box): box.holdsOnlySeals
            case .generated, .pageSum, .rows: false
            }
        }
    }

    /// The text of the box with white space collapsed, for running heads and outlines.
    var plainText: String {
        let content = InlineContent(flattened, style: style, span: span)
        return String(decoding: content.units.map { $0 == 0x0A ? 0x20 : $0 }, as: UTF16.self)
    }

    private var flattened: [Node] {
        content.flatMap { node -> [Node] in
            switch node {
            case .text: [node]
            case .box(let box):
                // An annotation says again what its base says.
                box.style.values.position.isOutOfFlow || [.none, .rubyText].contains(box.style.values.display)
                    ? [] : box.flattened
            case .lineBreak, .drawing, .generated, .pageSum, .rows: []
            }
        }
    }

    /// The box without margins, border and padding: what is left to lay out when somebody else has drawn those.
    var undecorated: Box {
        var values = style.values
        values.margin = Edges(all: .zero)
        values.padding = Edges(all: .zero)
        if values.borderCollapse == .separate { values.border = Edges(all: .none) }
        values.width = .percent(10_000)
        values.minWidth = .zero
        values.maxWidth = .auto
        values.height = .auto
        values.minHeight = .zero
        values.position = .static
        values.breakInsideAvoid = false
        values.transform = []
        var box = self
        box.style = ComputedStyle(values)
        return box
    }

    /// A box without an element of its own: of the parent's text style, everything else initial.
    static func anonymous(_ content: [Node], _ display: Display, in parent: Box) -> Box {
        var values = StyleValues()
        values.inheritText(from: parent.style.values)
        values.display = display
        return Box(style: ComputedStyle(values), content: content, span: parent.span)
    }
}

extension StyleValues {
    /// Takes over what CSS inherits, for boxes that have no element of their own.
    mutating func inheritText(from parent: StyleValues) {
        fontFamily = parent.fontFamily
        fontSize = parent.fontSize
        fontWeight = parent.fontWeight
        fontStyle = parent.fontStyle
        lineHeight = parent.lineHeight
        color = parent.color
        tabularFigures = parent.tabularFigures
        textAlign = parent.textAlign
        textAlignLast = parent.textAlignLast
        textIndent = parent.textIndent
        letterSpacing = parent.letterSpacing
        whiteSpace = parent.whiteSpace
        lineBreak = parent.lineBreak
        wordBreak = parent.wordBreak
        overflowWrapAnywhere = parent.overflowWrapAnywhere
        textSpacingTrim = parent.textSpacingTrim
        textAutospace = parent.textAutospace
        hangingPunctuation = parent.hangingPunctuation
        orphans = parent.orphans
        widows = parent.widows
        fontFeatures = parent.fontFeatures
        language = parent.language
        writingMode = parent.writingMode
        textOrientation = parent.textOrientation
        direction = parent.direction
        textJustify = parent.textJustify
        textWrapBalance = parent.textWrapBalance
        characterGrid = parent.characterGrid
        textEmphasis = parent.textEmphasis
        textEmphasisColor = parent.textEmphasisColor
        textEmphasisUnder = parent.textEmphasisUnder
        rubyPositionUnder = parent.rubyPositionUnder
        rubyAlign = parent.rubyAlign
        listStyleType = parent.listStyleType
        listStyleInside = parent.listStyleInside
        visibilityHidden = parent.visibilityHidden
        handedDecorations = parent.decorationsForChildren
    }
}

/// The `@page` rules of a document, ready to be asked for the style of one page.
package struct PageRules: Sendable {
    /// In cascade order: by specificity, then by place; a later rule wins.
    package let rules: [PageRule]

    package init(rules: [PageRule]) { self.rules = rules }

    /// The style of a page: the rules that match, merged in cascade order over A4 with margins of 20 mm.
    package func style(for page: PageFacts) -> PageStyle {
        rules.filter { $0.matches(page) }.reduce(into: PageStyle()) { style, rule in
            if let size = rule.size { (style.width, style.height) = (size.width, size.height) }
            if let top = rule.margin.top { style.margin.top = top }
            if let right = rule.margin.right { style.margin.right = right }
            if let bottom = rule.margin.bottom { style.margin.bottom = bottom }
            if let left = rule.margin.left { style.margin.left = left }
            if let number = rule.pageNumber, rule.name != nil || page.number == 1 { style.pageNumber = number }
            style.marginBoxes.merge(rule.marginBoxes) { $1 }
        }
    }
}

/// What selects the rules of a page.
package struct PageFacts: Hashable, Sendable {
    /// Counted from 1; odd pages are right pages.
    package var number: Int
    package var name: String?
    /// No content of the flow stands on it (a page float may).
    package var isBlank: Bool

    package init(number: Int, name: String? = nil, isBlank: Bool = false) {
        self.number = number
        self.name = name
        self.isBlank = isBlank
    }
}

/// One `@page` rule. Margins are lengths; percentages are not supported here.
package struct PageRule: Sendable {
    package enum Pseudo: String, Hashable, Sendable { case first, left, right, blank }

    package struct Size: Hashable, Sendable {
        package var width, height: Length
        package init(width: Length, height: Length) {
            self.width = width
            self.height = height
        }
    }

    package var name: String?
    package var pseudo: Set<Pseudo>
    package var size: Size?
    package var margin: Edges<Length?>
    /// `counter-reset: page …`: the number of the first page of a run of pages of the rule's name; of a rule without a
    /// name, of the first page of all.
    package var pageNumber: Int?
    package var marginBoxes: [MarginBox.Place: MarginBox]

    package init(
        name: String? = nil, pseudo: Set<Pseudo> = [], size: Size? = nil, margin: Edges<Length?> = Edges(all: nil),
        pageNumber: Int? = nil, marginBoxes: [MarginBox.Place: MarginBox] = [:]
    ) {
        self.name = name
        self.pseudo = pseudo
        self.size = size
        self.margin = margin
        self.pageNumber = pageNumber
        self.marginBoxes = marginBoxes
    }

    package func matches(_ page: PageFacts) -> Bool {
        (name == nil || name == page.name)
            && pseudo.allSatisfy { pseudo in
                switch pseudo {
                case .first: page.number == 1
                case .left: page.number % 2 == 0
                case .right: page.number % 2 == 1
                case .blank: page.isBlank
                }
            }
    }
}

/// Size, margins and margin boxes of one page.
package struct PageStyle: Sendable {
    package var width: Length = 210 * .millimetre
    package var height: Length = 297 * .millimetre
    package var margin = Edges<Length>(all: 20 * .millimetre)
    /// Of the first page of a run of pages of one name; nil to count on.
    package var pageNumber: Int?
    package var marginBoxes: [MarginBox.Place: MarginBox] = [:]

    package init() {}
}

/// A page-margin box (CSS Paged Media 3, 5): text set in the page's margin, with the page's counters.
package struct MarginBox: Sendable {
    package enum Place: String, Hashable, Sendable, CaseIterable {
        case topLeft = "top-left", topCenter = "top-center", topRight = "top-right"
        case bottomLeft = "bottom-left", bottomCenter = "bottom-center", bottomRight = "bottom-right"
        case leftTop = "left-top", leftMiddle = "left-middle", leftBottom = "left-bottom"
        case rightTop = "right-top", rightMiddle = "right-middle", rightBottom = "right-bottom"
        case topLeftCorner = "top-left-corner", topRightCorner = "top-right-corner"
        case bottomLeftCorner = "bottom-left-corner", bottomRightCorner = "bottom-right-corner"

        /// How the text stands unless the box's style says otherwise (5.3.1).
        package var textAlign: TextAlign {
            switch self {
            case .topLeft, .bottomLeft, .topRightCorner, .bottomRightCorner: .left
            case .topRight, .bottomRight, .topLeftCorner, .bottomLeftCorner: .right
            default: .center
            }
        }
    }

    package enum Part: Hashable, Sendable {
        case text(String)
        /// `counter(page)`
        case pageNumber(CounterStyle = .decimal)
        /// `counter(pages)`
        case pageCount(CounterStyle = .decimal)
        /// `string(name)`
        case namedString(String, StringPick = .first)
    }

    /// Which of the values that a page gives a named string (CSS Generated Content for Paged Media 3, 1.3.2).
    package enum StringPick: String, Hashable, Sendable, CaseIterable {
        /// The first that is set on the page, else the one that came along.
        case first
        /// The one that came along.
        case start
        /// The last that is set on the page, else the one that came along.
        case last
        /// Nothing on a page that sets one, else the one that came along.
        case firstExcept = "first-except"
    }

    package let style: ComputedStyle
    /// Empty for `content: none`.
    package let content: [Part]

    package init(style: ComputedStyle, content: [Part]) {
        self.style = style
        self.content = content
    }
}

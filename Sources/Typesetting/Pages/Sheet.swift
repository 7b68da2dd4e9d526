import Markup

/// A page that is being filled, without its margin boxes. Places are about the type area's top left.
struct Sheet {
    var facts: PageFacts
    var style: PageStyle
    /// The number that `counter(page)` gives.
    var printedNumber: Int
    var content: [PlacedItems] = []
    /// Positioned boxes.
    var layers = Layers()
    var destinations: [Destination] = []
    var outline: [OutlineEntry] = []
    var strings: [String: RunningString]
    /// Height taken at the foot.
    var footHeight: Length = 0
    /// Which flow stands on it, by its number; nil for a page without one.
    var flow: Int?

    /// The size of the type area.
    var areaWidth: Length { style.width - style.margin.left - style.margin.right }
    var areaHeight: Length { style.height - style.margin.top - style.margin.bottom }
    /// The height that the foot leaves.
    var freeHeight: Length { areaHeight - footHeight }
}

/// A named string (`string-set`) as the margin boxes of one page may ask for it (CSS Generated Content for Paged Media
/// 3, 1.3.2).
struct RunningString: Equatable {
    /// At the page's start.
    var start: String
    /// The first and last that the page sets; nil where it sets none.
    var first: String?
    var last: String?

    mutating func set(_ value: String) {
        first = first ?? value
        last = value
    }

    /// As the next page finds it.
    var carried: RunningString { RunningString(start: last ?? start) }

    func value(_ pick: MarginBox.StringPick) -> String {
        switch pick {
        case .first: first ?? start
        case .start: start
        case .last: last ?? start
        case .firstExcept: first == nil ? start : ""
        }
    }
}

/// A page whose content is settled, waiting for what is known at the end of its document.
struct FilledSheet {
    enum Content {
        case kept([PlacedItems])
        case spooled(PageSpool.Extent)
    }

    var facts: PageFacts
    var style: PageStyle
    var printedNumber: Int
    var outline: [OutlineEntry]
    var destinations: [Destination]
    var strings: [String: RunningString]
    var flow: Int?
    var content: Content
}

import Markup

/// What a piece of the flow has for the page that it comes to stand on. Heights are about the piece's top.
struct PageNotes {
    /// `string-set` values that become current here.
    var strings: [(name: String, value: String)] = []
    /// Headings.
    var outline: [OutlineEntry] = []
    /// Elements with an `id`, to which links lead.
    var destinations: [Destination] = []

    /// The number that the page gets (`counter-reset` or `counter-set` of the counter `page`).
    var pageNumber: Int?

    var isEmpty: Bool { strings.isEmpty && outline.isEmpty && destinations.isEmpty && pageNumber == nil }

    /// What a box itself has for the page, its top being this piece's.
    init(of box: Box) {
        if let name = box.style.values.stringSet { strings.append((name, box.plainText)) }
        if let level = box.attributes.headingLevel {
            outline.append(OutlineEntry(level: level, title: box.plainText, y: 0))
        }
        for change in box.style.values.counterReset + box.style.values.counterSet where change.name == "page" {
            pageNumber = change.value
        }
        if let id = box.attributes.id { destinations.append(Destination(name: id, y: 0)) }
    }

    init() {}

    /// Takes over what a piece inside, whose top is at `y`, has for the page.
    mutating func carry(_ inner: PageNotes, y: Length) {
        guard !inner.isEmpty else { return }
        pageNumber = inner.pageNumber ?? pageNumber
        strings += inner.strings
        outline += inner.outline.map { OutlineEntry(level: $0.level, title: $0.title, y: $0.y + y) }
        destinations += inner.destinations.map { Destination(name: $0.name, y: $0.y + y) }
    }

    /// Puts what stands before this piece, at the same height, in front.
    mutating func precede(with earlier: PageNotes) {
        guard !earlier.isEmpty else { return }
        pageNumber = pageNumber ?? earlier.pageNumber
        strings = earlier.strings + strings
        outline = earlier.outline + outline
        destinations = earlier.destinations + destinations
    }
}

import Markup

/// What a piece of the flow has for the page that it comes to stand on. Heights are about the piece's top.
struct PageNotes {
    /// nil for nothing, as nearly every piece has: it is copied with each of them.
    private var noted: Noted?

    private final class Noted {
        var strings: [(name: String, value: String)] = []
        var outline: [OutlineEntry] = []
        var destinations: [Destination] = []
        var pageNumber: Int?

        init(_ other: Noted?) {
            guard let other else { return }
            (strings, outline, destinations) = (other.strings, other.outline, other.destinations)
            pageNumber = other.pageNumber
        }
    }

    /// What is there to be changed, without a change of other pieces' notes.
    private var own: Noted {
        mutating get {
            if isKnownUniquelyReferenced(&noted), let noted { return noted }
            let copy = Noted(noted)
            noted = copy
            return copy
        }
    }

    /// `string-set` values that become current here.
    var strings: [(name: String, value: String)] {
        get { noted?.strings ?? [] }
        set { own.strings = newValue }
    }
    /// Headings.
    var outline: [OutlineEntry] {
        get { noted?.outline ?? [] }
        set { own.outline = newValue }
    }
    /// Elements with an `id`, to which links lead.
    var destinations: [Destination] {
        get { noted?.destinations ?? [] }
        set { own.destinations = newValue }
    }
    /// The number that the page gets (`counter-reset` or `counter-set` of the counter `page`).
    var pageNumber: Int? {
        get { noted?.pageNumber }
        set { own.pageNumber = newValue }
    }

    var isEmpty: Bool {
        guard let noted else { return true }
        return noted.strings.isEmpty && noted.outline.isEmpty && noted.destinations.isEmpty && noted.pageNumber == nil
    }

    /// What a box itself has for the page, its top being this piece's.
    init(of box: Box) {
        if let name = box.style.values.stringSet { strings.append((name, box.plainText)) }
        if let level = box.attributes.headingLevel {
            outline.append(OutlineEntry(level: level, title: box.plainText, y: 0))
        }
        for change in box.style.values.counterReset where change.name == "page" { pageNumber = change.value }
        for change in box.style.values.counterSet where change.name == "page" { pageNumber = change.value }
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

import Markup
import Typesetting

/// Marks what a page shows as content of the structure or as artifact (ISO 32000-1, 14.6 and 14.8.2), and notes the
/// parts that the page has something of. The tree is made of the notes of all pages when they come together.
final class TagRecorder {
    /// What a stretch of marked content belongs to.
    private enum Mark: Equatable {
        /// By its place in `structure.elements`.
        case content(Int)
        case artifact
    }

    private enum Open {
        case element(Int)
        /// Adds nothing of its own; what it holds belongs to what is around it.
        case transparent
        case artifact
    }

    private(set) var structure = PageStructure()
    /// By the number that layout gave them.
    private var places: [Int: Int] = [:]
    private var stack: [Open] = []
    private var mark: Mark?

    // MARK: Tags of the frames

    func take(_ tag: Tag) {
        switch tag {
        case .begin(let role, let number): stack.append(opened(role, number))
        case .end: _ = stack.popLast()
        case .beginArtifact: stack.append(.artifact)
        }
    }

    private func opened(_ role: StructureRole, _ number: Int) -> Open {
        if isArtifact { return .transparent }
        if let known = places[number] { return .element(known) }
        let parent = current.map { structure.elements[$0].role }
        if case .figure? = parent { return .transparent }
        if role == .paragraph, parent?.holdsText == true { return .transparent }
        let item = role == .listLabel ? enclosing(.listItem) : nil
        let place = structure.open(role, number, parent: item ?? current, isLabel: item != nil)
        places[number] = place
        return .element(place)
    }

    private var isArtifact: Bool { stack.contains { if case .artifact = $0 { true } else { false } } }

    private var current: Int? {
        for case .element(let place) in stack.reversed() { return place }
        return nil
    }

    private func enclosing(_ role: StructureRole) -> Int? {
        for case .element(let place) in stack.reversed() where structure.elements[place].role == role { return place }
        return nil
    }

    /// Whether all that is drawn now belongs together, so that a group may be shown as a whole.
    var takesAll: Bool {
        if isArtifact { return true }
        guard let current, case .figure = structure.elements[current].role else { return false }
        return true
    }

    // MARK: Marks in the content

    /// Text is content of the part it stands in; a rule or a background is content only of a figure, and so is a
    /// picture (one without words only adorns).
    /// - Parameter flush: writes what waits: it belongs to the mark that is open.
    func mark(isText: Bool, _ out: PDFBytes, flush: () throws -> Void) rethrows {
        var wanted = Mark.artifact
        if !isArtifact, let current, isText || takesAll { wanted = .content(current) }
        guard wanted != mark else { return }
        try flush()
        endMark(out)
        begin(wanted, out)
    }

    private func begin(_ wanted: Mark, _ out: PDFBytes) {
        if case .content(let element) = wanted {
            out.put("/Span<</MCID ")
            out.digits(structure.mark(element))
            out.put(">>BDC ")
        } else {
            out.put("/Artifact BMC ")
        }
        mark = wanted
    }

    /// What waits must have been written.
    func endMark(_ out: PDFBytes) {
        if mark != nil { out.put("EMC\n") }
        mark = nil
    }

    /// A link is a part of its own inside the text that it stands in; its area on the page belongs to it.
    func beginLink(area: Int, _ out: PDFBytes) {
        endMark(out)
        let place = structure.open(.link, 0, parent: current, isLabel: false)
        structure.events.append(.area(element: place, link: area))
        begin(.content(place), out)
    }
}

/// The parts of a document that a page has something of.
struct PageStructure: Sendable {
    struct Element: Sendable {
        var role: StructureRole
        /// The same on all pages that have something of the part; 0 for a part that is all here.
        var number: Int
        /// Its place in `elements`; nil for a part that stands in no other.
        var parent: Int?
        /// Stands before all else in its parent.
        var isLabel: Bool
    }

    enum Event: Sendable {
        case open(element: Int)
        /// Marked content; the marks are numbered from 0 in their order.
        case content(element: Int, mark: Int)
        /// The area of a link, by its place among the links of the page.
        case area(element: Int, link: Int)
    }

    fileprivate(set) var elements: [Element] = []
    fileprivate(set) var events: [Event] = []
    private(set) var markCount = 0

    fileprivate mutating func open(_ role: StructureRole, _ number: Int, parent: Int?, isLabel: Bool) -> Int {
        elements.append(Element(role: role, number: number, parent: parent, isLabel: isLabel))
        events.append(.open(element: elements.count - 1))
        return elements.count - 1
    }

    fileprivate mutating func mark(_ element: Int) -> Int {
        events.append(.content(element: element, mark: markCount))
        markCount += 1
        return markCount - 1
    }
}

extension StructureRole {
    /// Whether text belongs to the part directly, so that a paragraph inside it would say nothing.
    var holdsText: Bool {
        switch self {
        case .paragraph, .heading, .caption, .listLabel, .link, .figure: true
        default: false
        }
    }
}

/// Writing with marks: item by item in their order, since a mark holds what is written between its ends.
extension ContentEncoder {
    func drawTagged(_ items: [FrameItem]) throws {
        guard let tags else { return try draw(items) }
        var at = 0
        while at < items.count {
            let item = items[at]
            let start = at
            at += 1
            switch item {
            case .tag(let tag): tags.take(tag)
            case .part: break
            case .group(let group) where tags.takesAll && !group.items.hold(where: \.isTag):
                try tags.mark(isText: false, out, flush: flush)
                try draw(item)
            case .group(let group):
                // The clip of a group must not begin inside a mark and end outside.
                try endMark(tags)
                try draw(group) {
                    try drawTagged(group.items)
                    try endMark(tags)
                }
            default:
                if let end = linkEnd(items, from: start), case .link(let rect, let target) = items[end] {
                    try draw(items[start..<end], linkedTo: rect, target, tags)
                    at = end + 1
                } else if case .link(let rect, let target) = item {
                    try draw([], linkedTo: rect, target, tags)
                } else {
                    let isText = if case .glyphs = item { true } else { false }
                    try tags.mark(isText: isText, out, flush: flush)
                    try draw(item)
                }
            }
        }
    }

    private func endMark(_ tags: TagRecorder) throws {
        try flush()
        tags.endMark(out)
    }

    private func draw(
        _ items: ArraySlice<FrameItem>, linkedTo rect: Rect, _ target: String, _ tags: TagRecorder
    ) throws {
        try flush()
        tags.beginLink(area: link(rect, target), out)
        for item in items { try draw(item) }
        try endMark(tags)
    }

    /// Where the link stands that belongs to the text at a place: behind it and its underline.
    private func linkEnd(_ items: [FrameItem], from start: Int) -> Int? {
        guard case .glyphs = items[start] else { return nil }
        for at in start + 1..<min(start + 3, items.count) {
            switch items[at] {
            case .link: return at
            case .fill: continue
            default: return nil
            }
        }
        return nil
    }
}

extension FrameItem {
    fileprivate var isTag: Bool { if case .tag = self { true } else { false } }
}

extension [FrameItem] {
    /// Whether an item that fits stands among these or in a group of them.
    fileprivate func hold(where fits: (FrameItem) -> Bool) -> Bool {
        contains { item in
            if case .group(let group) = item { group.items.hold(where: fits) } else { fits(item) }
        }
    }
}

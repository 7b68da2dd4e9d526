import CCairo
import Markup
import Typesetting

/// Marks what is drawn as content of the structure or as artifact, and gathers the structure. Cairo 1.16 marks content
/// and numbers it; but it knows no artifacts, no alternative text and no part that goes on after another, so each
/// stretch of content is marked flat, and `StructureFile` builds the tree afterwards from what is gathered here.
final class TagWriter {
    /// What a stretch of marked content is; its index is its place in cairo's own flat tree.
    enum Mark {
        case content(StructureElement)
        case artifact
    }

    private enum Open {
        case element(StructureElement)
        /// Adds nothing of its own; what it holds belongs to what is around it.
        case transparent
        case artifact
    }

    private let cr: OpaquePointer
    private(set) var marks: [Mark] = []
    /// The page of each mark, from 0 within the file.
    private(set) var pages: [Int] = []
    private var page = -1
    /// A tree for each document in the file.
    private(set) var documents: [StructureElement] = []
    private var elements: [Int: StructureElement] = [:]
    private var stack: [Open] = []
    private var lastPage = 0
    private var isMarking = false
    /// Draws what waits to be drawn: it belongs to the mark that is open.
    var flush: () -> Void = {}

    static let contentTag = "Span"
    /// Stands for an artifact until `StructureFile` names it so; of all tags that cairo knows the one that nothing else
    /// uses.
    static let artifactTag = "Private"

    init(context: OpaquePointer) { cr = context }

    func beginPage(_ page: Page) {
        self.page += 1
        if page.number <= lastPage || documents.isEmpty {
            documents.append(StructureElement(.section, number: 0))
            elements = [:]
        }
        lastPage = page.number
    }

    func endPage() {
        endMark()
        stack = []
    }

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
        if let known = elements[number] { return .element(known) }
        let parent = current
        if let parent {
            if case .figure = parent.role { return .transparent }
            if role == .paragraph, parent.holdsText { return .transparent }
        }
        let element = StructureElement(role, number: number)
        elements[number] = element
        if role == .listLabel, let item = enclosing(.listItem) {
            item.insertFirst(element)
        } else {
            (parent ?? documents[documents.count - 1]).insert(element)
        }
        return .element(element)
    }

    private var isArtifact: Bool { stack.contains { if case .artifact = $0 { true } else { false } } }

    private var current: StructureElement? {
        for case .element(let element) in stack.reversed() { return element }
        return nil
    }

    private func enclosing(_ role: StructureRole) -> StructureElement? {
        for case .element(let element) in stack.reversed() where element.role == role { return element }
        return nil
    }

    // MARK: Marks in the file

    /// Marks what the item draws: text is content of the part it stands in; a rule or a background is content only of a
    /// figure, and so is a picture (one without words only adorns).
    func mark(_ item: FrameItem) {
        let element = isArtifact ? nil : current
        let isFigure = if case .figure? = element?.role { true } else { false }
        if case .glyphs = item, let element { return begin(.content(element)) }
        if isFigure, let element { return begin(.content(element)) }
        begin(.artifact)
    }

    /// Goes on with the mark that is open when it is the same, else ends it and begins the next.
    private func begin(_ mark: Mark) {
        if isMarking, let last = marks.last {
            switch (last, mark) {
            case (.content(let one), .content(let other)): if one === other { return }
            case (.artifact, .artifact): return
            default: break
            }
        }
        endMark()
        if case .content(let element) = mark { element.append(content: marks.count) }
        note(mark)
        cairo_tag_begin(cr, tag(mark), nil)
        isMarking = true
    }

    private func note(_ mark: Mark) {
        marks.append(mark)
        pages.append(page)
    }

    func endMark() {
        guard isMarking, let last = marks.last else { return flush() }
        flush()
        cairo_tag_end(cr, tag(last))
        isMarking = false
    }

    private func tag(_ mark: Mark) -> String {
        if case .content = mark { TagWriter.contentTag } else { TagWriter.artifactTag }
    }

    /// A link is a part of its own inside the text that it stands in; its area on the page belongs to it.
    func link(_ draw: () throws -> Void) rethrows {
        endMark()
        let element = StructureElement(.link, number: 0)
        (current ?? documents[documents.count - 1]).insert(element)
        element.append(content: marks.count)
        note(.content(element))
        cairo_tag_begin(cr, TagWriter.contentTag, nil)
        try draw()
        flush()
        cairo_tag_end(cr, TagWriter.contentTag)
    }
}

import Typesetting

/// A part of a document's structure on its way into a file.
final class StructureElement {
    enum Child {
        case element(StructureElement)
        /// Marked content by its place in the order of marking.
        case content(Int)
    }

    let role: StructureRole
    /// Where it stands among its siblings; 0 for those that are made while writing.
    let number: Int
    private(set) var children: [Child] = []
    /// Whether its text belongs to it directly, so that a paragraph inside it would say nothing.
    var holdsText: Bool {
        switch role {
        case .paragraph, .heading, .caption, .listLabel, .link, .figure: true
        default: false
        }
    }

    init(_ role: StructureRole, number: Int) {
        self.role = role
        self.number = number
    }

    func append(content: Int) { children.append(.content(content)) }

    /// Puts a part in its place: what is drawn first is not always what stands first (a box at the foot of the page).
    func insert(_ element: StructureElement) {
        guard element.number > 0 else { return children.append(.element(element)) }
        var at = children.count
        scan: for (index, child) in children.enumerated().reversed() {
            guard case .element(let sibling) = child, sibling.number > 0 else { continue }
            if sibling.number < element.number { break scan }
            at = index
        }
        children.insert(.element(element), at: at)
    }

    /// A label stands before the content of its list item, though it is drawn with its first line.
    func insertFirst(_ element: StructureElement) { children.insert(.element(element), at: 0) }
}

import Diagnostics

/// An element of an HTML document with its attributes and content, and where the author wrote them.
package final class Element: Sendable {
    /// In lower case.
    package let name: String
    package let attributes: [Attribute]
    package let children: [Child]
    /// The start tag; for an element that the parser implied (`tbody`), the place where it begins.
    package let span: SourceSpan
    package let identifier: String?
    package let classes: [String]

    package enum Child: Sendable {
        case element(Element)
        case text(SourceFragment)
    }

    package struct Attribute: Sendable {
        /// In lower case.
        package let name: String
        package let value: SourceFragment
        package let nameSpan: SourceSpan
    }

    /// How often a template puts out the element.
    enum Presence: Sendable {
        case once
        /// `data-if`, `data-else`: once or not at all.
        case conditional
        /// `data-each`: any number of times.
        case repeated
    }
    let presence: Presence

    init(name: String, attributes: [Attribute], children: [Child], span: SourceSpan) {
        self.name = name
        self.attributes = attributes
        self.children = children
        self.span = span
        identifier = attributes.first { $0.name == "id" }?.value.text
        classes = attributes.first { $0.name == "class" }?.value.text.markupWords ?? []
        presence =
            attributes.contains { $0.name == "data-each" }
            ? .repeated
            : attributes.contains { $0.name == "data-if" || $0.name == "data-else" } ? .conditional : .once
    }

    package subscript(attribute name: String) -> Attribute? { attributes.first { $0.name == name } }

    package var elements: [Element] {
        children.compactMap { child in if case .element(let element) = child { element } else { nil } }
    }

    /// All text inside, in document order.
    package var text: String {
        children.map { child in
            switch child {
            case .element(let element): element.text
            case .text(let fragment): fragment.text
            }
        }.joined()
    }

    /// The first element of that name, this one and its descendants in document order.
    package func first(_ name: String) -> Element? {
        if self.name == name { return self }
        for element in elements {
            if let found = element.first(name) { return found }
        }
        return nil
    }
}

extension String {
    /// The words between white space.
    var markupWords: [String] {
        utf8.split(whereSeparator: { $0.isMarkupSpace }).map { String($0) ?? "" }
    }
}

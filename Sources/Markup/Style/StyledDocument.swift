/// A document whose every element has its computed style.
package struct StyledDocument: Sendable {
    package let root: Element
    package let pages: PageRules
    let styles: [ObjectIdentifier: ComputedStyle]

    /// The style of an element of this document.
    package subscript(_ element: Element) -> ComputedStyle {
        guard let style = styles[ObjectIdentifier(element)] else {
            preconditionFailure("<\(element.name)> is not in this document")
        }
        return style
    }
}

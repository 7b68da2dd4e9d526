import Diagnostics
import Markup
import Typesetting

/// A text that a template prints whatever the record, with what decides its fonts.
package struct FixedText: Sendable {
    package let text: String
    package let families: [String]
    package let weight: Int
    package let span: SourceSpan
}

extension Template {
    /// What can be known of a template's text without a record: in the order of the document, also what only some
    /// records show. A text with placeholders gives its fixed parts; one without any, at least its fonts.
    package var fixedTexts: [FixedText] {
        var collector = FixedTextCollector()
        collector.collect(root, styles: [])
        return collector.texts
    }
}

/// Walks through compiled nodes.
private struct FixedTextCollector {
    private(set) var texts: [FixedText] = []

    /// - Parameter styles: those that the text around the node may have, depending on its place.
    mutating func collect(_ template: TemplateNode, styles: [ComputedStyle]) {
        switch template {
        case .fixed(let node): collect(node, styles)
        case .text(let text):
            let fixed = text.pieces.map { if case .literal(let literal) = $0 { literal } else { "" } }.joined()
            add(fixed, styles, text.span)
        case .box(let box): for child in box.content { collect(child, styles: box.shell.values.map(\.style)) }
        case .sibling(let sibling): for child in sibling.content { collect(child, styles: styles) }
        case .each(_, let content, _): for child in content { collect(child, styles: styles) }
        case .choice(_, _, let then, let otherwise): for child in then + otherwise { collect(child, styles: styles) }
        default: break
        }
    }

    private mutating func collect(_ node: Node, _ styles: [ComputedStyle]) {
        switch node {
        case .box(let box): for child in box.content { collect(child, [box.style]) }
        case .text(let text, let span): add(text, styles, span)
        default: break
        }
    }

    private mutating func add(_ text: String, _ styles: [ComputedStyle], _ span: SourceSpan) {
        var last: FixedText?
        for values in styles.map(\.values) {
            let found = FixedText(text: text, families: values.fontFamily, weight: values.fontWeight, span: span)
            if let last, last.families == found.families, last.weight == found.weight { continue }
            texts.append(found)
            last = found
        }
    }
}

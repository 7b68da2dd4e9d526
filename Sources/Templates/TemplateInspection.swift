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
        collector.collect(root, style: nil)
        return collector.texts
    }
}

/// Walks through compiled nodes.
private struct FixedTextCollector {
    private(set) var texts: [FixedText] = []

    mutating func collect(_ template: TemplateNode, style: ComputedStyle?) {
        switch template {
        case .fixed(let node): collect(node, style)
        case .text(let text):
            let fixed = text.pieces.map { if case .literal(let literal) = $0 { literal } else { "" } }.joined()
            add(fixed, style, text.span)
        case .box(let box): for child in box.content { collect(child, style: box.style) }
        case .each(_, let content): for child in content { collect(child, style: style) }
        case .choice(_, _, let then, let otherwise): for child in then + otherwise { collect(child, style: style) }
        default: break
        }
    }

    private mutating func collect(_ node: Node, _ style: ComputedStyle?) {
        switch node {
        case .box(let box): for child in box.content { collect(child, box.style) }
        case .text(let text, let span): add(text, style, span)
        default: break
        }
    }

    private mutating func add(_ text: String, _ style: ComputedStyle?, _ span: SourceSpan) {
        guard let values = style?.values else { return }
        texts.append(FixedText(text: text, families: values.fontFamily, weight: values.fontWeight, span: span))
    }
}

import Diagnostics
import Markup
import Typesetting

/// A pseudo-element of an element that a record may move among its siblings.
struct GeneratedTemplate: Sendable {
    /// What one outcome of the tests puts out.
    struct Instance: Sendable {
        enum Piece: Sendable {
            case known(GeneratedText)
            /// `attr()` of an attribute with placeholders.
            case text(TextTemplate)
        }

        let style: ComputedStyle
        let pieces: [Piece]
        let attributes: Box.Attributes
    }

    let choice: Choice<Instance?>
    let span: SourceSpan
}

extension GeneratedTemplate.Instance {
    /// The box with its text; what needs no counters is text like any other.
    func box(at span: SourceSpan, text fill: (TextTemplate) -> String) -> Node {
        let texts = pieces.map { piece -> GeneratedText in
            switch piece {
            case .known(let text): text
            case .text(let template): .text(fill(template))
            }
        }
        var plain: String? = ""
        for text in texts {
            if case .text(let known) = text { plain? += known } else { plain = nil }
        }
        let content: Node = plain.map { .text($0, span) } ?? .generated(texts, span)
        return .box(Box(style: style, content: plain == "" ? [] : [content], span: span, attributes: attributes))
    }
}

extension TemplateCompiler {
    /// The pseudo-element of an element; empty where it puts nothing out.
    mutating func generated(_ pseudo: PseudoElement, of element: Element) -> [TemplateNode] {
        guard let choice = document(for: element).generated(pseudo, of: element) else { return [] }
        let instances = choice.map { box in box.flatMap { instance($0, pseudo, of: element) } }
        if instances.values.allSatisfy({ $0 == nil }) { return [] }
        let template = GeneratedTemplate(choice: instances, span: element.span)
        guard choice.tests.isEmpty, let only = instances.values[0], only.isFixed else { return [.generated(template)] }
        return [.fixed(only.box(at: element.span) { $0.fixed ?? "" })]
    }

    private mutating func instance(
        _ box: GeneratedBox, _ pseudo: PseudoElement, of element: Element
    ) -> GeneratedTemplate.Instance? {
        var attributes = Box.Attributes()
        if pseudo == .marker {
            attributes.isMarker = true
            attributes.role = .listLabel
        }
        let pieces: [GeneratedTemplate.Instance.Piece]
        switch box.content {
        case .none: return nil
        case .normal: pieces = box.style.values.listStyleType.marker.map { .known($0) }
        case .parts(let parts): pieces = parts.compactMap { piece($0, of: element) }
        }
        if pseudo == .marker, pieces.isEmpty { return nil }
        return GeneratedTemplate.Instance(style: box.style, pieces: pieces, attributes: attributes)
    }

    private mutating func piece(
        _ part: GeneratedContent.Part, of element: Element
    ) -> GeneratedTemplate.Instance.Piece? {
        switch part {
        case .text(let text): return .known(.text(text))
        case .counter(let name, let style): return .known(.counter(name, style))
        case .counters(let name, let separator, let style):
            return .known(.counters(name, separator: separator, style))
        case .attribute(let name):
            // An attribute that is not there is an empty text (CSS Values 5, 7.6).
            return element[attribute: name].flatMap { text($0.value) }.map { .text($0) }
        }
    }
}

extension GeneratedTemplate.Instance {
    fileprivate var isFixed: Bool {
        pieces.allSatisfy { piece in if case .text(let template) = piece { template.fixed != nil } else { true } }
    }
}

extension CounterStyle {
    /// What stands before a list item: the number with the mark that its style puts behind it (CSS Counter Styles 3).
    fileprivate var marker: [GeneratedText] {
        let suffix: String
        switch self {
        case .none: return []
        case .text(let text): return text.isEmpty ? [] : [.text(text)]
        case .disc, .circle, .square, .circledDecimal: suffix = " "
        case .simpChineseInformal, .simpChineseFormal, .heavenlyStem, .earthlyBranch: suffix = "、"
        default: suffix = ". "
        }
        return [.counter("list-item", self), .text(suffix)]
    }
}

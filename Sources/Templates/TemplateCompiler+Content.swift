import Diagnostics
import Markup
import Typesetting

extension TemplateCompiler {
    /// The nodes of the content of `parent`, with its loops and conditions.
    mutating func nodes(_ children: [Element.Child], in parent: Element) -> [TemplateNode] {
        var result: [TemplateNode] = []
        let whitespace = WhitespaceRule(children: children, parent: style(parent).values, style: style)
        var index = 0
        while index < children.count {
            defer { index += 1 }
            switch children[index] {
            case .text(let fragment):
                if fragment.isBlank, !whitespace.keeps(index) { continue }
                if let text = text(fragment) {
                    result.append(text.fixed.map { .fixed(.text($0, fragment.span)) } ?? .text(text))
                }
            case .element(let element):
                if let word = element[attribute: "data-else"] {
                    mistakes.error("template.stray-else", at: word.nameSpan)
                }
                guard let test = element[attribute: "data-if"], element[attribute: "data-each"] == nil else {
                    result += repeated(element)
                    continue
                }
                let partner = elseElement(after: index, in: children)
                if let choice = choice(element, test, partner?.element) { result.append(choice) }
                index = partner?.index ?? index
            }
        }
        return result
    }

    /// The next element when it has `data-else` and only white space stands before it.
    private func elseElement(
        after index: Int, in children: [Element.Child]
    ) -> (index: Int, element: Element)? {
        for next in (index + 1)..<max(children.count, index + 1) {
            switch children[next] {
            case .text(let fragment): if !fragment.isBlank { return nil }
            case .element(let element):
                return element[attribute: "data-else"] == nil ? nil : (next, element)
            }
        }
        return nil
    }

    private mutating func choice(
        _ element: Element, _ test: Element.Attribute, _ otherwise: Element?
    ) -> TemplateNode? {
        let condition = parse { $0.condition(test.value) }
        let then = self.element(element)
        if let second = otherwise?[attribute: "data-if"] {
            mistakes.error("template.else-if", at: second.nameSpan)
        }
        let instead = otherwise.map { repeated($0) } ?? []
        return condition.map { .choice($0.path, isNegated: $0.isNegated, then: then, otherwise: instead) }
    }

    /// An element with its `data-each`, inside which `data-if` is asked for each row.
    private mutating func repeated(_ element: Element) -> [TemplateNode] {
        guard let each = element[attribute: "data-each"] else { return self.element(element) }
        guard let (list, scope) = parse({ $0.loop(each.value) }) else { return [] }
        scopes.append(scope)
        defer { scopes.removeLast() }
        var content: [TemplateNode]
        if let test = element[attribute: "data-if"] {
            content = choice(element, test, nil).map { [$0] } ?? []
        } else {
            content = self.element(element)
        }
        return [.each(list: list, content: content)]
    }

    /// One element, without its own loop and condition.
    private mutating func element(_ element: Element) -> [TemplateNode] {
        switch element.name {
        case "br": return [.fixed(.lineBreak)]
        case "style", "link", "meta", "title", "head": return []
        case "official-seal", "bar-code", "data-chart":
            checkEmpty(element)
            return drawing(element).map { [.drawing($0, style(element), element.span)] } ?? []
        default: return [box(element, content: nodes(element.children, in: element))]
        }
    }

    private mutating func checkEmpty(_ element: Element) {
        let isEmpty = element.children.allSatisfy { child in
            if case .text(let fragment) = child { fragment.isBlank } else { false }
        }
        if !isEmpty { mistakes.error("template.not-empty", ["name": element.name], at: element.span) }
    }

    /// The box of an element: fixed when neither its content nor its attributes change.
    mutating func box(_ element: Element, content: [TemplateNode]) -> TemplateNode {
        var attributes = Box.Attributes()
        var dynamic: [DynamicAttribute] = []
        if element.name.count == 2, element.name.hasPrefix("h"), let level = Int(element.name.dropFirst()) {
            attributes.headingLevel = level
        }
        for attribute in element.attributes {
            let target: DynamicAttribute.Target
            switch attribute.name {
            case "colspan", "span": target = .columnSpan
            case "rowspan": target = .rowSpan
            case "href" where element.name == "a": target = .link
            case "id": target = .id
            case "class":
                if attribute.value.text.contains("{{") {
                    mistakes.error("template.placeholder-in-class", at: attribute.value.span)
                }
                continue
            default: continue
            }
            guard let value = text(attribute.value) else { continue }
            if let text = value.fixed {
                if !attributes.set(target, to: text) {
                    mistakes.error("template.bad-span", ["name": attribute.name], at: attribute.value.span)
                }
            } else {
                dynamic.append(DynamicAttribute(target: target, value: value))
            }
        }
        let fixed = content.compactMap { node in if case .fixed(let node) = node { node } else { nil } }
        if dynamic.isEmpty, fixed.count == content.count {
            return .fixed(
                .box(Box(style: style(element), content: fixed, span: element.span, attributes: attributes)))
        }
        return .box(
            BoxTemplate(
                style: style(element), span: element.span, attributes: attributes, dynamic: dynamic, content: content))
    }
}

extension Box.Attributes {
    /// - Returns: false when the text does not fit.
    mutating func set(_ target: DynamicAttribute.Target, to text: String) -> Bool {
        switch target {
        case .link: link = text
        case .id: id = text
        case .columnSpan, .rowSpan:
            guard let count = Int(text), (1...1000).contains(count) else { return false }
            if target == .columnSpan { columnSpan = count } else { rowSpan = count }
        }
        return true
    }
}

extension SourceFragment {
    /// Only white space as HTML means it; a full-width space is text.
    var isBlank: Bool {
        text.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0C || $0 == 0x0D }
    }
}

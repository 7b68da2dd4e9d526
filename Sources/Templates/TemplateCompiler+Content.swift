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
                result += texts(fragment)
            case .element(let element):
                if let word = element[attribute: "data-else"] {
                    mistakes.error("template.stray-else", at: word.nameSpan)
                }
                guard let test = element[attribute: "data-if"], element[attribute: "data-each"] == nil else {
                    result += repeated(element, in: parent)
                    continue
                }
                let partner = elseElement(after: index, in: children)
                if let choice = choice(element, test, partner?.element, in: parent) { result.append(choice) }
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
        _ element: Element, _ test: Element.Attribute, _ otherwise: Element?, in parent: Element
    ) -> TemplateNode? {
        let condition = parse { $0.condition(test.value) }
        let then = self.element(element, in: parent)
        if let second = otherwise?[attribute: "data-if"] {
            mistakes.error("template.else-if", at: second.nameSpan)
        }
        let instead = otherwise.map { repeated($0, in: parent) } ?? []
        return condition.map { .choice($0.path, isNegated: $0.isNegated, then: then, otherwise: instead) }
    }

    /// An element with its `data-each`, inside which `data-if` is asked for each row.
    private mutating func repeated(_ element: Element, in parent: Element) -> [TemplateNode] {
        guard let each = element[attribute: "data-each"] else { return self.element(element, in: parent) }
        guard let (list, scope) = parse({ $0.loop(each.value) }) else { return [] }
        scopes.append(scope)
        defer { scopes.removeLast() }
        var content: [TemplateNode]
        if let test = element[attribute: "data-if"] {
            content = choice(element, test, nil, in: parent).map { [$0] } ?? []
        } else {
            content = self.element(element, in: parent)
        }
        let isRow = element.name == "tr" && parent.name == "tbody"
        return [.each(list: list, content: content, isRow: isRow)]
    }

    /// The text of an element, cut where sums of pages stand in it.
    private mutating func texts(_ fragment: SourceFragment) -> [TemplateNode] {
        let loops = sums?.isOpen == true ? sums?.loops : nil
        var summed: [String: FieldPath] = [:]
        let found = parse { parser in
            parser.pageSums = loops
            let text = parser.text(fragment)
            summed = parser.summed
            return text
        }
        sums?.amounts.merge(summed) { $1 }
        guard let text = found else { return [] }
        var nodes: [TemplateNode] = []
        func append(_ pieces: some Sequence<TextTemplate.Piece>) {
            let part = TextTemplate(pieces: Array(pieces), span: text.span)
            if let fixed = part.fixed {
                if !fixed.isEmpty { nodes.append(.fixed(.text(fixed, text.span))) }
            } else {
                nodes.append(.text(part))
            }
        }
        var open: [TextTemplate.Piece] = []
        for piece in text.pieces {
            guard case .pageSum(let sum) = piece else {
                open.append(piece)
                continue
            }
            append(open)
            open = []
            nodes.append(.fixed(.pageSum(sum, text.span)))
        }
        append(open)
        return nodes
    }

    /// One element, without its own loop and condition; where its place among its siblings is asked for, it says so.
    private mutating func element(_ element: Element, in parent: Element) -> [TemplateNode] {
        let content = self.element(element, amounts: amounts(of: element, in: parent))
        let document = document(for: parent)
        guard counting(parent) != .none else { return content }
        let tests = document.tests(of: element).map { (number: $0, test: document.tests[$0]) }
        return [.sibling(SiblingTemplate(name: element.name, tests: tests, span: element.span, content: content))]
    }

    private mutating func counting(_ parent: Element) -> SiblingCounting {
        let document = document(for: parent)
        if document.tests.isEmpty { return .none }
        if let known = countings[ObjectIdentifier(parent)] { return known }
        let tests = parent.elements.flatMap { document.tests(of: $0) }
        let counting: SiblingCounting =
            tests.isEmpty ? .none : tests.contains { document.tests[$0].fromEnd } ? .bothWays : .forwards
        countings[ObjectIdentifier(parent)] = counting
        return counting
    }

    private mutating func element(
        _ element: Element, amounts: [(name: String, path: FieldPath)]
    ) -> [TemplateNode] {
        switch element.name {
        case "table": return table(element)
        case "thead" where sums != nil, "tfoot" where sums != nil:
            sums?.isOpen = true
            defer { sums?.isOpen = false }
            return [box(element, children: element.children)]
        case "br": return [.fixed(.lineBreak)]
        case "style", "link", "meta", "title", "head": return []
        case "img", "official-seal", "straddle-seal", "water-mark", "bar-code", "data-chart":
            checkEmpty(element)
            let style = document(for: element).choice(of: element)
            return drawing(element).map { [.drawing($0, style, element.span)] } ?? []
        default: return [box(element, children: element.children, amounts: amounts)]
        }
    }

    private mutating func checkEmpty(_ element: Element) {
        let isEmpty = element.children.allSatisfy { child in
            if case .text(let fragment) = child { fragment.isBlank } else { false }
        }
        if !isEmpty { mistakes.error("template.not-empty", ["name": element.name], at: element.span) }
    }

    /// The box of an element: fixed when neither its content nor its attributes nor its style change.
    mutating func box(
        _ element: Element, children: [Element.Child], amounts: [(name: String, path: FieldPath)] = []
    ) -> TemplateNode {
        var attributes = Box.Attributes()
        attributes.role = StructureRole(element: element.name)
        if case .heading(let level)? = attributes.role { attributes.headingLevel = level }
        var dynamic: [DynamicAttribute] = []
        for attribute in element.attributes { set(attribute, of: element, &attributes, &dynamic) }
        let content =
            generated(.marker, of: element) + generated(.before, of: element) + nodes(children, in: element)
            + generated(.after, of: element)
        let style = document(for: element).choice(of: element)
        let fixed = content.compactMap { node in if case .fixed(let node) = node { node } else { nil } }
        if dynamic.isEmpty, amounts.isEmpty, fixed.count == content.count, style.tests.isEmpty {
            return .fixed(
                .box(Box(style: style.values[0], content: fixed, span: element.span, attributes: attributes)))
        }
        return .box(
            BoxTemplate(
                shell: style.map { Box.Shell(style: $0, span: element.span, attributes: attributes) },
                dynamic: dynamic, content: content, amounts: amounts, counting: counting(element)))
    }

    private mutating func set(
        _ attribute: Element.Attribute, of element: Element, _ attributes: inout Box.Attributes,
        _ dynamic: inout [DynamicAttribute]
    ) {
        let target: DynamicAttribute.Target
        switch attribute.name {
        case "colspan", "span": target = .columnSpan
        case "rowspan": target = .rowSpan
        case "href" where element.name == "a": target = .link
        case "start", "value": target = .ordinal
        case "id": target = .id
        case "reversed":
            attributes.countsDown = true
            return
        case "class":
            if attribute.value.text.contains("{{") {
                mistakes.error("template.placeholder-in-class", at: attribute.value.span)
            }
            return
        default: return
        }
        guard let value = text(attribute.value) else { return }
        guard let text = value.fixed else {
            dynamic.append(DynamicAttribute(target: target, value: value))
            return
        }
        if !attributes.set(target, to: text) {
            let code = target == .ordinal ? "template.bad-ordinal" : "template.bad-span"
            mistakes.error(code, ["name": attribute.name, "value": text], at: attribute.value.span)
        }
    }
}

extension StructureRole {
    /// What an element is by its name; nil for one that only groups or styles.
    init?(element name: String) {
        switch name {
        case "p": self = .paragraph
        case "h1", "h2", "h3", "h4", "h5", "h6": self = .heading(Int(name.dropFirst()) ?? 1)
        case "ul", "ol", "dl": self = .list
        case "li", "dt", "dd": self = .listItem
        case "table": self = .table
        case "thead": self = .tableHead
        case "tbody": self = .tableBody
        case "tfoot": self = .tableFoot
        case "tr": self = .tableRow
        case "th": self = .headerCell(CellSpan())
        case "td": self = .dataCell(CellSpan())
        case "caption", "figcaption": self = .caption
        case "a": self = .link
        case "blockquote": self = .quote
        case "section", "article": self = .section
        case "aside": self = .note
        default: return nil
        }
    }
}

extension Box.Attributes {
    /// - Returns: false when the text does not fit.
    mutating func set(_ target: DynamicAttribute.Target, to text: String) -> Bool {
        switch target {
        case .link: link = text
        case .id: id = text
        case .ordinal:
            guard let number = Int(text), abs(number) <= 1_000_000 else { return false }
            ordinal = number
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

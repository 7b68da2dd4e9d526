import Diagnostics

/// Parses the prelude of a style rule into selectors.
struct SelectorParser {
    private let components: [CSSComponent]
    private let fragment: SourceFragment
    private var index = 0
    private var mistakes = DiagnosticList()

    /// - Returns: the selectors of the list; fewer when mistakes were found.
    static func parse(
        _ prelude: [CSSComponent], in fragment: SourceFragment, into mistakes: inout DiagnosticList
    ) -> [Selector] {
        let parts = prelude.trimmed.split(omittingEmptySubsequences: false) { $0.kind == .comma }
        return parts.compactMap { part in
            let place = part.first?.range ?? prelude.first?.range ?? 0..<0
            var parser = SelectorParser(components: Array(part).trimmed, fragment: fragment)
            let selector = parser.selector(at: place)
            for diagnostic in parser.mistakes.diagnostics { mistakes.append(diagnostic) }
            return parser.mistakes.hasErrors ? nil : selector
        }
    }

    private init(components: [CSSComponent], fragment: SourceFragment) {
        self.components = components
        self.fragment = fragment
    }

    private var current: CSSComponent? { index < components.count ? components[index] : nil }

    private mutating func fail(_ code: String, _ arguments: [String: String] = [:], _ range: Range<Int>? = nil) {
        let end = components.last?.range.upperBound ?? 0
        let range = range ?? current?.range ?? max(0, end - 1)..<end
        let text = String(decoding: Array(fragment.text.utf8)[range], as: UTF8.self)
        mistakes.error(code, arguments.merging(["text": text]) { $1 }, at: fragment.span(range))
    }

    private mutating func selector(at place: Range<Int>) -> Selector? {
        guard let first = components.first, let last = components.last else {
            fail("css.bad-selector", place)
            return nil
        }
        let span = fragment.span(first.range.lowerBound..<last.range.upperBound)
        var chain: [(Selector.Combinator, Selector.Compound)] = []
        var combinator = Selector.Combinator.descendant
        while !mistakes.hasErrors {
            guard let compound = compound() else { break }
            chain.append((combinator, compound))
            guard let next = nextCombinator() else { break }
            combinator = next
        }
        guard !mistakes.hasErrors, let subject = chain.last else { return nil }
        var selector = Selector(subject: subject.1, span: span)
        // The combinator of a link stands before it, so each compound of the context takes its right neighbour's.
        for place in chain.indices.dropFirst().reversed() {
            selector.context.append((chain[place].0, chain[place - 1].1))
        }
        return selector
    }

    private mutating func fail(_ code: String, _ range: Range<Int>) { fail(code, [:], range) }

    private mutating func nextCombinator() -> Selector.Combinator? {
        var sawSpace = false
        while current?.isWhitespace == true {
            sawSpace = true
            index += 1
        }
        guard let kind = current?.kind else { return current == nil || !sawSpace ? nil : .descendant }
        let combinator: Selector.Combinator
        switch kind {
        case .delim(UInt8(ascii: ">")): combinator = .child
        case .delim(UInt8(ascii: "+")): combinator = .next
        case .delim(UInt8(ascii: "~")): combinator = .following
        default: return .descendant
        }
        index += 1
        while current?.isWhitespace == true { index += 1 }
        return combinator
    }

    private mutating func compound() -> Selector.Compound? {
        var compound = Selector.Compound()
        let start = index
        loop: while let component = current {
            switch component {
            case .token(let token):
                if !simple(token, first: index == start, into: &compound) { break loop }
            case .block(.openBracket, let inside, let range):
                index += 1
                attribute(inside, range, into: &compound)
            default: break loop
            }
            if mistakes.hasErrors { return nil }
        }
        if index == start || !(current == nil || endsCompound(current)) {
            fail("css.bad-selector")
            return nil
        }
        return compound
    }

    private func endsCompound(_ component: CSSComponent?) -> Bool {
        switch component?.kind {
        case .whitespace, .delim(UInt8(ascii: ">")), .delim(UInt8(ascii: "+")), .delim(UInt8(ascii: "~")): true
        default: false
        }
    }

    /// - Returns: whether the token belongs to the compound.
    private mutating func simple(_ token: CSSToken, first: Bool, into compound: inout Selector.Compound) -> Bool {
        switch token.kind {
        case .ident(let name) where first:
            let name = name.lowercased()
            if HTMLVocabulary.elements[name] == nil, HTMLVocabulary.replacements[name] == nil {
                unknownType(name)
            }
            compound.type = name
        case .delim(UInt8(ascii: "*")) where first: break
        case .hash(let name): compound.conditions.append(.identifier(name))
        case .delim(UInt8(ascii: ".")):
            index += 1
            guard case .ident(let name)? = current?.kind else {
                fail("css.bad-selector")
                return true
            }
            compound.conditions.append(.className(name))
        case .colon:
            index += 1
            pseudo(into: &compound)
            return true
        default: return false
        }
        index += 1
        return true
    }

    private mutating func unknownType(_ name: String) {
        if let near = Spelling.nearest(to: name, among: HTMLVocabulary.elements.keys) {
            fail("html.misspelt-element", ["name": name, "near": near])
        } else {
            fail("html.unknown-element", ["name": name])
        }
    }

    private mutating func attribute(
        _ inside: [CSSComponent], _ range: Range<Int>, into compound: inout Selector.Compound
    ) {
        let parts = inside.filter { !$0.isWhitespace }
        guard case .ident(let name)? = parts.first?.kind else { return fail("css.bad-selector", range) }
        if parts.count == 1 {
            compound.conditions.append(.attribute(name.lowercased(), value: nil))
            return
        }
        guard parts.count == 3, parts[1].kind == .delim(UInt8(ascii: "=")) else {
            return fail("css.unsupported-selector", range)
        }
        switch parts[2].kind {
        case .ident(let value)?, .string(let value)?:
            compound.conditions.append(.attribute(name.lowercased(), value: value))
        default: fail("css.bad-selector", range)
        }
    }

    // MARK: Pseudo-classes

    private mutating func pseudo(into compound: inout Selector.Compound) {
        guard let component = current else { return fail("css.bad-selector") }
        defer { index += 1 }
        switch component {
        case .token(let token):
            guard case .ident(let name) = token.kind else { return fail("css.unsupported-selector", pseudoRange) }
            switch name.lowercased() {
            case "root": compound.conditions.append(.root)
            case "first-child": compound.conditions.append(.firstChild)
            case "last-child": compound.conditions.append(.lastChild)
            default: fail("css.unsupported-selector", pseudoRange)
            }
        case .function("nth-child", let inside, let range):
            guard let nth = NthExpression.parse(inside) else { return fail("css.bad-selector", range) }
            compound.conditions.append(.nthChild(step: nth.step, offset: nth.offset))
        case .function("not", let inside, let range):
            let selectors = Self.parse(inside, in: fragment, into: &mistakes)
            if mistakes.hasErrors { return }
            for selector in selectors {
                guard selector.context.isEmpty else { return fail("css.unsupported-selector", range) }
                compound.conditions.append(.not(selector.subject))
            }
        default: fail("css.unsupported-selector", pseudoRange)
        }
    }

    /// From the colon on.
    private var pseudoRange: Range<Int> {
        let range = components[index].range
        return components[index - 1].range.lowerBound..<range.upperBound
    }
}

import Diagnostics

/// Parses the prelude of a style rule into selectors.
struct SelectorParser {
    private let components: [CSSComponent]
    private let fragment: SourceFragment
    private var index = 0
    private var mistakes = DiagnosticList()
    private var pseudoElement: PseudoElement?

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
            if pseudoElement != nil, current != nil { fail("css.pseudo-element-inside") }
            guard let next = nextCombinator() else { break }
            combinator = next
        }
        guard !mistakes.hasErrors, let subject = chain.last else { return nil }
        var selector = Selector(subject: subject.1, pseudoElement: pseudoElement, span: span)
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
            if pseudoElement != nil { fail("css.pseudo-element-inside") }
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

    // MARK: Pseudo-classes and pseudo-elements

    private static let counts: [String: Selector.Position] = [
        "nth-child": .init(step: 0, offset: 1), "nth-last-child": .init(step: 0, offset: 1, fromEnd: true),
        "nth-of-type": .init(step: 0, offset: 1, ofType: true),
        "nth-last-of-type": .init(step: 0, offset: 1, ofType: true, fromEnd: true),
    ]

    private static let positions: [String: [Selector.Position]] = {
        let first = Selector.Position(step: 0, offset: 1)
        let last = Selector.Position(step: 0, offset: 1, fromEnd: true)
        var (firstType, lastType) = (first, last)
        firstType.ofType = true
        lastType.ofType = true
        return [
            "first-child": [first], "last-child": [last], "only-child": [first, last],
            "first-of-type": [firstType], "last-of-type": [lastType], "only-of-type": [firstType, lastType],
        ]
    }()

    private mutating func pseudo(into compound: inout Selector.Compound) {
        let isElement = current?.kind == .colon
        if isElement { index += 1 }
        guard let component = current else { return fail("css.bad-selector") }
        defer { index += 1 }
        switch component {
        case .token(let token):
            guard case .ident(let written) = token.kind else { return fail("css.unsupported-selector", pseudoRange) }
            let name = written.lowercased()
            // One colon is the old way to write the first two of them.
            if let found = PseudoElement(rawValue: name), isElement || found != .marker {
                pseudoElement = found
            } else if !isElement, let positions = Self.positions[name] {
                compound.conditions += positions.map(Selector.Condition.position)
            } else if !isElement, name == "root" {
                compound.conditions.append(.root)
            } else {
                fail("css.unsupported-selector", pseudoRange)
            }
        case .function(let name, let inside, let range) where !isElement && Self.counts[name] != nil:
            guard let nth = NthExpression.parse(inside), var position = Self.counts[name] else {
                return fail("css.bad-selector", range)
            }
            (position.step, position.offset) = nth
            compound.conditions.append(.position(position))
        case .function("not", let inside, let range):
            let selectors = Self.parse(inside, in: fragment, into: &mistakes)
            if mistakes.hasErrors { return }
            for selector in selectors {
                guard selector.context.isEmpty, selector.pseudoElement == nil else {
                    return fail("css.unsupported-selector", range)
                }
                compound.conditions.append(.not(selector.subject))
            }
        default: fail("css.unsupported-selector", pseudoRange)
        }
    }

    /// From the first colon on.
    private var pseudoRange: Range<Int> {
        let range = components[index].range
        let isElement = index > 1 && components[index - 2].kind == .colon
        return components[index - (isElement ? 2 : 1)].range.lowerBound..<range.upperBound
    }
}

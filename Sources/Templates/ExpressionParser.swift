import Diagnostics
import Markup
import Typesetting

/// A list around a place in the template, and the name of its current row.
struct LoopScope {
    let variable: String
    let members: [String: Fields.Field]
}

/// Parses and checks expressions against the data description and the loops around their place.
struct ExpressionParser {
    let fields: Fields
    let filters: [String: Filter]
    let scopes: [LoopScope]
    /// The rows that sums of pages may add up here; nil outside heads and feet of tables.
    var pageSums: [PageSumLoop]?
    /// The amounts of the sums that were read, by their text.
    var summed: [String: FieldPath] = [:]
    var mistakes = DiagnosticList()

    init(fields: Fields, filters: [String: Filter], scopes: [LoopScope]) {
        self.fields = fields
        self.filters = filters
        self.scopes = scopes
    }

    private typealias Token = ExpressionLexer.Token

    private mutating func fail(
        _ code: String, _ arguments: [String: String] = [:], _ fragment: SourceFragment, _ range: Range<Int>
    ) {
        mistakes.error(code, arguments, at: fragment.span(range))
    }

    // MARK: Texts

    /// Splits a text at its placeholders; nil when one of them is wrong.
    mutating func text(_ fragment: SourceFragment) -> TextTemplate? {
        guard fragment.text.utf8.contains(UInt8(ascii: "{")) else {
            return TextTemplate(pieces: [.literal(fragment.text)], span: fragment.span)
        }
        let bytes = Array(fragment.text.utf8)
        var pieces: [TextTemplate.Piece] = []
        var start = 0
        var isWrong = false
        while let open = bytes.firstPair(UInt8(ascii: "{"), from: start) {
            if open > start { pieces.append(.literal(String(decoding: bytes[start..<open], as: UTF8.self))) }
            guard let close = bytes.firstPair(UInt8(ascii: "}"), from: open + 2) else {
                fail("template.unclosed-placeholder", [:], fragment, open..<open + 2)
                return nil
            }
            let whole = open..<close + 2
            if let sum = pageSum(fragment, bytes, open + 2..<close, whole) {
                if let sum { pieces.append(.pageSum(sum)) } else { isWrong = true }
            } else if let value = printed(fragment, bytes, open + 2..<close, whole) {
                pieces.append(.value(value))
            } else {
                isWrong = true
            }
            start = close + 2
        }
        if start < bytes.count { pieces.append(.literal(String(decoding: bytes[start...], as: UTF8.self))) }
        return isWrong ? nil : TextTemplate(pieces: pieces, span: fragment.span)
    }

    /// An expression that can stand in a text.
    private mutating func printed(
        _ fragment: SourceFragment, _ bytes: [UInt8], _ range: Range<Int>, _ whole: Range<Int>
    ) -> Expression? {
        guard let (expression, type) = expression(fragment, bytes, range, whole) else { return nil }
        return isPrintable(type, expression.path.text, fragment, whole) ? expression : nil
    }

    private mutating func pageSum(
        _ fragment: SourceFragment, _ bytes: [UInt8], _ range: Range<Int>, _ whole: Range<Int>
    ) -> PageSum?? {
        var lexer = ExpressionLexer(bytes: bytes, range: range)
        guard case .success(let tokens) = lexer.tokens() else { return nil }
        return pageSum(tokens, fragment, whole)
    }

    /// Whether a value of the type can stand in a text.
    mutating func isPrintable(
        _ type: FieldType, _ name: String, _ fragment: SourceFragment, _ whole: Range<Int>
    ) -> Bool {
        if type == .text || type == .integer { return true }
        let usable = (BuiltInFilters.plain + filters.values).filter { $0.input == type }.map(\.name)
        let names = type == .date ? ["date(\"yyyy年M月d日\")"] : Set(usable).sorted()
        fail(
            names.isEmpty ? "template.not-printable" : "template.needs-filter",
            ["name": name, "type": type.rawValue, "filters": names.joined(separator: ", ")], fragment, whole)
        return false
    }

    /// The only expression of an attribute such as `reference="{{ mean }}"`, of any type.
    mutating func single(_ fragment: SourceFragment) -> (Expression, FieldType)? {
        let bytes = Array(fragment.text.utf8)
        guard fragment.text.hasPrefix("{{"), fragment.text.hasSuffix("}}"), bytes.count >= 4 else {
            fail("template.needs-placeholder", [:], fragment, 0..<bytes.count)
            return nil
        }
        return expression(fragment, bytes, 2..<bytes.count - 2, 0..<bytes.count)
    }

    // MARK: Expressions

    private mutating func expression(
        _ fragment: SourceFragment, _ bytes: [UInt8], _ range: Range<Int>, _ whole: Range<Int>
    ) -> (Expression, FieldType)? {
        guard let tokens = tokens(fragment, bytes, range), !tokens.isEmpty else {
            if !mistakes.hasErrors { fail("template.empty-placeholder", [:], fragment, whole) }
            return nil
        }
        var rest = tokens[...]
        guard let path = path(&rest, fragment) else { return nil }
        var type = path.type
        guard let steps = steps(&rest, &type, fragment) else { return nil }
        return (Expression(path: path, steps: steps, span: fragment.span(whole)), type)
    }

    /// The filters that follow a value.
    mutating func steps(
        _ rest: inout ArraySlice<ExpressionLexer.Token>, _ type: inout FieldType, _ fragment: SourceFragment
    ) -> [Expression.Step]? {
        var steps: [Expression.Step] = []
        while let bar = rest.first {
            guard bar.kind == .bar else {
                fail("template.bad-expression", [:], fragment, bar.range)
                return nil
            }
            rest.removeFirst()
            guard let step = filter(&rest, &type, fragment, after: bar) else { return nil }
            steps.append(step)
        }
        return steps
    }

    private mutating func tokens(
        _ fragment: SourceFragment, _ bytes: [UInt8], _ range: Range<Int>
    ) -> [Token]? {
        var lexer = ExpressionLexer(bytes: bytes, range: range)
        switch lexer.tokens() {
        case .success(let tokens): return tokens
        case .failure(let bad):
            fail("template.bad-expression", [:], fragment, bad.range)
            return nil
        }
    }

    private mutating func filter(
        _ rest: inout ArraySlice<Token>, _ type: inout FieldType, _ fragment: SourceFragment, after bar: Token
    ) -> Expression.Step? {
        guard let token = rest.popFirst(), case .name(let name) = token.kind else {
            fail("template.missing-filter", [:], fragment, bar.range)
            return nil
        }
        guard let arguments = arguments(&rest, fragment, token) else { return nil }
        let range = token.range
        switch name {
        case "or":
            guard case .text(let text)? = arguments.first, arguments.count == 1 else { break }
            if type != .text, type != .integer {
                fail("template.or-too-early", ["given": type.rawValue], fragment, range)
                return nil
            }
            type = .text
            return .fallback(text)
        case "date":
            guard case .text(let text)? = arguments.first, arguments.count == 1 else { break }
            guard let pattern = DatePattern(text) else {
                fail("template.bad-date-pattern", ["pattern": text], fragment, range)
                return nil
            }
            guard fits(.date, name, type, fragment, range) else { return nil }
            type = .text
            return .convert(name: name) { datum in
                guard case .date(let year, let month, let day) = datum else { return datum }
                return .text(pattern.text(year: year, month: month, day: day))
            }
        default:
            guard let filter = filters[name] else {
                unknownFilter(name, fragment, range)
                return nil
            }
            guard arguments.isEmpty else { break }
            guard fits(filter.input, name, type, fragment, range) else { return nil }
            type = filter.output
            return .convert(name: name, filter.apply)
        }
        fail("template.filter-arguments", ["name": name], fragment, range)
        return nil
    }

    private mutating func fits(
        _ wanted: FieldType, _ name: String, _ given: FieldType, _ fragment: SourceFragment, _ range: Range<Int>
    ) -> Bool {
        if wanted == given { return true }
        fail(
            "template.filter-type", ["name": name, "wanted": wanted.rawValue, "given": given.rawValue], fragment,
            range)
        return false
    }

    private mutating func unknownFilter(_ name: String, _ fragment: SourceFragment, _ range: Range<Int>) {
        let all = Set(BuiltInFilters.names + filters.keys).sorted()
        if let near = Spelling.nearest(to: name, among: all) {
            fail("template.misspelt-filter", ["name": name, "near": near], fragment, range)
        } else {
            let list = all.joined(separator: ", ")
            fail("template.unknown-filter", ["name": name, "known": list], fragment, range)
        }
    }

    /// `("…", 2)` or nothing; nil when it is malformed.
    private mutating func arguments(
        _ rest: inout ArraySlice<Token>, _ fragment: SourceFragment, _ name: Token
    ) -> [ExpressionLexer.Kind]? {
        guard rest.first?.kind == .open else { return [] }
        rest.removeFirst()
        var arguments: [ExpressionLexer.Kind] = []
        while let token = rest.popFirst() {
            if token.kind == .close, arguments.isEmpty { return [] }
            switch token.kind {
            case .text, .integer: arguments.append(token.kind)
            default:
                fail("template.bad-expression", [:], fragment, token.range)
                return nil
            }
            let next = rest.popFirst()
            if next?.kind == .close { return arguments }
            if next?.kind != .comma {
                fail("template.bad-expression", [:], fragment, (next ?? token).range)
                return nil
            }
        }
        fail("template.bad-expression", [:], fragment, name.range)
        return nil
    }

    // MARK: Conditions and loops

    /// `paid` or `!paid`.
    mutating func condition(_ fragment: SourceFragment) -> (path: FieldPath, isNegated: Bool)? {
        let bytes = Array(fragment.text.utf8)
        guard let tokens = tokens(fragment, bytes, 0..<bytes.count) else { return nil }
        var rest = tokens[...]
        let isNegated = rest.first?.kind == .bang
        if isNegated { rest.removeFirst() }
        guard !rest.isEmpty else {
            fail("template.bad-condition", [:], fragment, 0..<bytes.count)
            return nil
        }
        guard let path = path(&rest, fragment) else { return nil }
        if let extra = rest.first {
            fail("template.bad-condition", [:], fragment, extra.range)
            return nil
        }
        guard path.type == .flag || path.type == .list || path.isOptional else {
            fail(
                "template.constant-condition", ["name": path.text, "type": path.type.rawValue], fragment,
                0..<bytes.count)
            return nil
        }
        return (path, isNegated)
    }

    /// `row in roster.rows`; with `named: false` also a path alone.
    mutating func loop(
        _ fragment: SourceFragment, named: Bool = true
    ) -> (list: FieldPath, scope: LoopScope)? {
        let bytes = Array(fragment.text.utf8)
        guard let tokens = tokens(fragment, bytes, 0..<bytes.count) else { return nil }
        var rest = tokens[...]
        var variable = ""
        if rest.count > 2, case .name(let name) = tokens[0].kind, tokens[1].kind == .name("in") {
            variable = name
            rest = rest.dropFirst(2)
            if scopes.contains(where: { $0.variable == name }) || fields.members[name] != nil {
                fail("template.name-taken", ["name": name], fragment, tokens[0].range)
                return nil
            }
        } else if named || rest.isEmpty {
            fail("template.bad-each", [:], fragment, 0..<bytes.count)
            return nil
        }
        guard let path = path(&rest, fragment) else { return nil }
        if let extra = rest.first {
            fail("template.bad-each", [:], fragment, extra.range)
            return nil
        }
        guard path.type == .list else {
            fail("template.not-a-list", ["name": path.text, "type": path.type.rawValue], fragment, 0..<bytes.count)
            return nil
        }
        return (path, LoopScope(variable: variable, members: members(of: path)))
    }
}

extension [UInt8] {
    /// The index of the first two equal bytes in a row.
    fileprivate func firstPair(_ byte: UInt8, from start: Int) -> Int? {
        var index = start
        while index + 1 < count {
            if self[index] == byte, self[index + 1] == byte { return index }
            index += 1
        }
        return nil
    }
}

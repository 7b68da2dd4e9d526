import Diagnostics
import Markup
import Typesetting

/// A list whose rows stand in the body of a table, so that its head and foot may add them up.
struct PageSumLoop {
    /// The lists around a row, the outermost first; the last is the row's own.
    let scopes: [LoopScope]

    var variable: String { scopes.last?.variable ?? "" }
}

extension ExpressionParser {
    /// `pageSum(row.amount) | yuan` and its kin.
    /// - Parameter tokens: the whole inside of a placeholder.
    /// - Returns: nil for another expression; `.some(nil)` for a sum that is wrong.
    mutating func pageSum(
        _ tokens: [ExpressionLexer.Token], _ fragment: SourceFragment, _ whole: Range<Int>
    ) -> PageSum?? {
        guard tokens.count > 1, case .name(let word) = tokens[0].kind, tokens[1].kind == .open,
            let kind = PageSum.Kind(rawValue: word)
        else { return nil }
        let place = fragment.span(tokens[0].range)
        guard let loops = pageSums else {
            mistakes.error("template.page-sum-place", ["name": word], at: place)
            return .some(nil)
        }
        var rest = tokens[2...]
        guard let first = rest.first, case .name(let variable) = first.kind,
            let loop = loops.first(where: { $0.variable == variable })
        else {
            let known = loops.map(\.variable).sorted().joined(separator: ", ")
            mistakes.error("template.page-sum-row", ["known": known], at: fragment.span(rest.first?.range ?? whole))
            return .some(nil)
        }
        var inner = ExpressionParser(fields: fields, filters: filters, scopes: loop.scopes)
        let found = inner.path(&rest, fragment)
        for diagnostic in inner.mistakes.diagnostics { mistakes.append(diagnostic) }
        guard let path = found else { return .some(nil) }
        guard rest.popFirst()?.kind == .close else {
            mistakes.error("template.bad-expression", at: fragment.span(whole))
            return .some(nil)
        }
        guard path.type == .money || path.type == .integer, !path.isRowIndex else {
            mistakes.error(
                "template.page-sum-type", ["name": path.text, "type": path.type.rawValue], at: path.span)
            return .some(nil)
        }
        var type = path.type
        guard let steps = steps(&rest, &type, fragment), isPrintable(type, path.text, fragment, whole) else {
            return .some(nil)
        }
        summed[path.text] = path
        let given = path.type
        let span = fragment.span(whole)
        return PageSum(kind: kind, amount: path.text) { sum in
            switch try steps.applied(to: given == .money ? .money(sum) : .integer(sum), at: span) {
            case .text(let text): return text
            case .integer(let number): return String(number)
            default: preconditionFailure("the compiler has checked that the sum is printable")
            }
        }
    }
}

extension [Expression.Step] {
    /// What becomes of a value that is there.
    fileprivate func applied(to value: Datum, at span: SourceSpan) throws -> Datum {
        try reduce(value) { datum, step in
            switch step {
            case .fallback(let text): return datum == .text("") ? .text(text) : datum
            case .convert(let name, let apply):
                do {
                    return try apply(datum)
                } catch let rejection as Rejection {
                    throw rejection.refused(by: name, at: span)
                }
            }
        }
    }
}

/// The amounts that the head and foot of a table add up.
struct TableSums {
    /// The lists of rows in its body.
    let loops: [PageSumLoop]
    /// By their text, `row.amount`.
    var amounts: [String: FieldPath] = [:]
    /// Inside the head or foot.
    var isOpen = false
}

extension TemplateCompiler {
    /// A table: its head and foot are looked through for sums first, because the rows must know what to give.
    mutating func table(_ element: Element) -> [TemplateNode] {
        let outer = sums
        defer { sums = outer }
        sums = TableSums(loops: loops(of: element))
        let parts = element.children.filter { child in
            if case .element(let part) = child { part.isHeadOrFoot && part.mentionsPageSum } else { false }
        }
        if !parts.isEmpty {
            // What is wrong is reported when the table itself is compiled.
            let known = mistakes
            _ = nodes(parts, in: element)
            mistakes = known
        }
        return [box(element, children: element.children)]
    }

    /// The lists of rows in the bodies of a table.
    private func loops(of table: Element) -> [PageSumLoop] {
        table.elements.filter { $0.name == "tbody" }.flatMap { body -> [PageSumLoop] in
            var found: [PageSumLoop] = []
            var around = scopes
            if let each = body[attribute: "data-each"] {
                guard let scope = scope(each.value, around) else { return [] }
                around.append(scope)
                // The amount of a record with several rows belongs to the first of them.
                if body.elements.first.map({ $0.name == "tr" && $0.isAlwaysThere }) == true {
                    found.append(PageSumLoop(scopes: around))
                }
            }
            for row in body.elements {
                guard let each = row[attribute: "data-each"], let scope = scope(each.value, around) else { continue }
                found.append(PageSumLoop(scopes: around + [scope]))
            }
            return found
        }
    }

    private func scope(_ each: SourceFragment, _ scopes: [LoopScope]) -> LoopScope? {
        var parser = ExpressionParser(fields: fields, filters: filters, scopes: scopes)
        return parser.loop(each)?.scope
    }

    /// What a row of a table gives to the sums of its page.
    func amounts(of element: Element, in parent: Element?) -> [(name: String, path: FieldPath)] {
        guard element.name == "tr", let parent, parent.name == "tbody", let sums, !sums.amounts.isEmpty else {
            return []
        }
        let isFirst = parent[attribute: "data-each"] != nil && parent.elements.first === element
        guard element[attribute: "data-each"] != nil || isFirst, let variable = scopes.last?.variable else { return [] }
        return sums.amounts.filter { $0.key.prefix { $0 != "." } == variable }.sorted { $0.key < $1.key }
            .map { (name: $0.key, path: $0.value) }
    }
}

extension Element {
    var isHeadOrFoot: Bool { name == "thead" || name == "tfoot" }

    fileprivate var mentionsPageSum: Bool {
        let text = text
        return [PageSum.Kind.pageSum, .broughtForward, .carriedForward].contains { text.contains($0.rawValue) }
    }

    fileprivate var isAlwaysThere: Bool {
        ["data-each", "data-if", "data-else"].allSatisfy { self[attribute: $0] == nil }
    }
}

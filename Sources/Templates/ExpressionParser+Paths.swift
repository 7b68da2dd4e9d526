import Diagnostics
import Markup

extension ExpressionParser {
    /// `name.name.name`, found in the loops around the place or in the description.
    mutating func path(_ rest: inout ArraySlice<ExpressionLexer.Token>, _ fragment: SourceFragment) -> FieldPath? {
        var names: [(name: String, range: Range<Int>)] = []
        while true {
            guard let token = rest.popFirst(), case .name(let name) = token.kind else {
                let end = names.last?.range ?? 0..<fragment.text.utf8.count
                mistakes.error("template.bad-expression", at: fragment.span(end))
                return nil
            }
            names.append((name, token.range))
            guard rest.first?.kind == .dot else { break }
            rest.removeFirst()
        }
        guard let level = scopes.lastIndex(where: { $0.variable == names[0].name }) else {
            return resolve(names, after: 0, in: fields.members, level: 0, fragment)
        }
        let scope = scopes[level]
        guard names.count > 1 else {
            mistakes.error("template.bare-row", ["name": scope.variable], at: fragment.span(names[0].range))
            return nil
        }
        return resolve(names, after: 1, in: scope.members, level: level + 1, fragment)
    }

    /// - Parameter prefix: how many names are the variable of a row, not fields.
    private mutating func resolve(
        _ path: [(name: String, range: Range<Int>)], after prefix: Int, in members: [String: Fields.Field],
        level: Int, _ fragment: SourceFragment
    ) -> FieldPath? {
        let text = path.map(\.name).joined(separator: ".")
        let span = fragment.span(path[0].range.lowerBound..<path[path.count - 1].range.upperBound)
        let names = path.dropFirst(prefix)
        if level > 0, names.count == 1, names.first?.name == "index" {
            return FieldPath(
                level: level, names: [], isRowIndex: true, type: .integer, isOptional: false, text: text, span: span)
        }
        var members = members
        var found: Fields.Field?
        var isOptional = false
        for (name, range) in names {
            if let parent = found, parent.type != .record {
                let code = parent.type == .list ? "template.list-member" : "template.not-a-record"
                mistakes.error(code, ["name": name, "type": parent.type.rawValue], at: fragment.span(range))
                return nil
            }
            guard let field = members[name] else {
                unknown(name, among: members.keys, level: level, isFirst: found == nil, at: fragment.span(range))
                return nil
            }
            isOptional = isOptional || field.isOptional
            members = field.members
            found = field
        }
        guard let field = found else { return nil }
        return FieldPath(
            level: level, names: names.map(\.name), isRowIndex: false, type: field.type, isOptional: isOptional,
            text: text, span: span)
    }

    private mutating func unknown(
        _ name: String, among known: some Sequence<String>, level: Int, isFirst: Bool, at span: SourceSpan
    ) {
        var candidates = Array(known)
        if level == 0, isFirst { candidates += scopes.map(\.variable).filter { !$0.isEmpty } }
        if candidates.isEmpty, isFirst, level == 0 {
            mistakes.error("template.no-fields", ["name": name], at: span)
        } else if let near = Spelling.nearest(to: name, among: candidates) {
            mistakes.error("template.misspelt-field", ["name": name, "near": near], at: span)
        } else {
            let list = candidates.sorted().joined(separator: ", ")
            mistakes.error("template.unknown-field", ["name": name, "known": list], at: span)
        }
    }

    /// The fields of the rows of a list, or of a record.
    func members(of path: FieldPath) -> [String: Fields.Field] {
        let start = path.level == 0 ? fields.members : scopes[path.level - 1].members
        return path.names.reduce(start) { members, name in members[name]?.members ?? [:] }
    }

    /// A path inside the rows of a list that has no variable, such as the `label` of a chart.
    mutating func rowPath(_ fragment: SourceFragment, _ scope: LoopScope) -> FieldPath? {
        var inner = ExpressionParser(
            fields: scope.variable.isEmpty ? Fields(members: scope.members) : fields, filters: filters,
            scopes: scope.variable.isEmpty ? [] : scopes + [scope])
        let path = inner.wholePath(fragment)
        for diagnostic in inner.mistakes.diagnostics { mistakes.append(diagnostic) }
        return path
    }

    private mutating func wholePath(_ fragment: SourceFragment) -> FieldPath? {
        let bytes = Array(fragment.text.utf8)
        var lexer = ExpressionLexer(bytes: bytes, range: 0..<bytes.count)
        guard case .success(let tokens) = lexer.tokens(), !tokens.isEmpty else {
            mistakes.error("template.bad-expression", at: fragment.span)
            return nil
        }
        var rest = tokens[...]
        guard let path = path(&rest, fragment) else { return nil }
        if let extra = rest.first {
            mistakes.error("template.bad-expression", at: fragment.span(extra.range))
            return nil
        }
        return path
    }
}

import Diagnostics

/// Where declarations stand, which decides what they may set.
enum PropertyContext: Sendable {
    case element
    /// `::before` and `::after`
    case pseudoElement
    /// `::marker`
    case marker
    case marginBox
}

/// Understands declarations.
enum PropertyParser {
    /// - Returns: nil for a declaration that is refused; the reason is in `mistakes`.
    static func prepare(
        _ declaration: Declaration, in context: PropertyContext, into mistakes: inout DiagnosticList
    ) -> PreparedDeclaration? {
        func prepared(_ content: PreparedDeclaration.Content) -> PreparedDeclaration {
            PreparedDeclaration(content: content, isImportant: declaration.isImportant, span: declaration.nameSpan)
        }
        if declaration.isCustom { return prepared(.custom(declaration.name, declaration.value)) }
        guard isKnown(declaration, in: context, into: &mistakes) else { return nil }
        if declaration.value.containsFunction("var") { return prepared(.deferred(declaration, context)) }
        let assignments = assignments(declaration, value: declaration.value, in: context, into: &mistakes)
        return assignments.map { prepared(.assignments($0)) }
    }

    /// The assignments of a declaration whose `var()` were replaced in `value`.
    static func assignments(
        _ declaration: Declaration, value: [CSSComponent], in context: PropertyContext,
        into mistakes: inout DiagnosticList
    ) -> [Assignment]? {
        let isMarginBoxContent = context == .marginBox && declaration.name == "content"
        guard let grammar = isMarginBoxContent ? MarginBoxContent.grammar : PropertyTable.grammars[declaration.name]
        else { return nil }
        var reader = ValueReader(value, folder: declaration.folder)
        if let keyword = wideKeyword(reader) {
            return grammar.longhands.map { Assignment(longhand: $0, value: keyword) }
        }
        guard let setters = grammar.parse(&reader), reader.isAtEnd else {
            mistakes.append(refusal(of: declaration, reader: reader, syntax: grammar.syntax))
            return nil
        }
        return zip(grammar.longhands, setters).map { Assignment(longhand: $0, value: .set($1)) }
    }

    private static func wideKeyword(_ reader: ValueReader) -> Assignment.Value? {
        guard reader.components.count == 1 else { return nil }
        switch reader.peekIdent {
        case "inherit": return .inherit
        case "initial": return .initial
        case "unset": return .unset
        default: return nil
        }
    }

    private static func isKnown(
        _ declaration: Declaration, in context: PropertyContext, into mistakes: inout DiagnosticList
    ) -> Bool {
        let name = declaration.name
        if let grammar = PropertyTable.grammars[name] {
            guard let code = refusal(of: grammar, named: name, in: context) else { return true }
            mistakes.error(code, ["name": name], at: declaration.nameSpan)
        } else if let instead = PropertyTable.replacements[name] {
            mistakes.error("css.unsupported-property", ["name": name, "instead": instead], at: declaration.nameSpan)
        } else if let near = Spelling.nearest(to: name, among: PropertyTable.grammars.keys) {
            mistakes.error("css.misspelt-property", ["name": name, "near": near], at: declaration.nameSpan)
        } else {
            mistakes.error("css.unknown-property", ["name": name], at: declaration.nameSpan)
        }
        return false
    }

    /// Why a property cannot stand in its place; nil where it can.
    private static func refusal(
        of grammar: PropertyGrammar, named name: String, in context: PropertyContext
    ) -> String? {
        switch context {
        case .pseudoElement: nil
        case .element: name == "content" ? "css.content-of-element" : nil
        case .marker: grammar.longhands.allSatisfy(Longhand.inMarkers.contains) ? nil : "css.not-in-marker"
        case .marginBox:
            name == "content" || grammar.longhands.allSatisfy(Longhand.inMarginBoxes.contains)
                ? nil : "css.not-in-margin-box"
        }
    }

    /// Says what is wrong with a value at the place where the reader stopped.
    static func refusal(of declaration: Declaration, reader: ValueReader, syntax: String) -> Diagnostic {
        let stopped = reader.current
        let hasVariable = declaration.value.containsFunction("var")
        let span =
            hasVariable
            ? declaration.valueSpan
            : stopped.map { declaration.fragment.span($0.range) }
                ?? declaration.valueSpan
        let shown = hasVariable ? declaration.valueText : stopped.map { declaration.text(of: [$0]) }
        var arguments = [
            "name": declaration.name, "value": shown ?? declaration.valueText, "syntax": syntax,
        ]
        if let problem = reader.problem {
            arguments.merge(problem.arguments) { $1 }
            return Diagnostic(.error, problem.code, arguments, at: span)
        }
        if case .percentage? = stopped?.kind, !syntax.contains("<percentage>") {
            return Diagnostic(.error, "css.no-percentage", arguments, at: span)
        }
        return Diagnostic(.error, "css.unsupported-value", arguments, at: span)
    }
}

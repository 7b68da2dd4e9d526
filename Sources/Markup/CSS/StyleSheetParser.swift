import Diagnostics

/// Parses style sheets and the declarations of `style` attributes.
struct StyleSheetParser {
    let fragment: SourceFragment
    /// The folder of the sheet, seen from the template's.
    let folder: String
    private(set) var sheet = StyleSheet()
    var mistakes = DiagnosticList()

    init(_ fragment: SourceFragment, folder: String = "") {
        self.fragment = fragment
        self.folder = folder
    }

    /// The declarations of a `style` attribute.
    static func parseAttribute(
        _ fragment: SourceFragment, into mistakes: inout DiagnosticList
    ) -> [PreparedDeclaration] {
        var parser = StyleSheetParser(fragment)
        let components = parser.components()
        let declarations = parser.declarations(components, in: .element)
        for diagnostic in parser.mistakes.diagnostics { mistakes.append(diagnostic) }
        return declarations
    }

    mutating func parseSheet() { rules(components()) }

    private mutating func components() -> [CSSComponent] {
        var reader = ComponentReader(tokens: CSSTokenizer.tokens(of: fragment.text))
        var components: [CSSComponent] = []
        while let component = reader.component() { components.append(component) }
        if let range = reader.tooDeep {
            mistakes.error("css.too-deep", ["limit": "\(ComponentReader.depthLimit)"], at: fragment.span(range))
        } else if let range = reader.unclosed {
            mistakes.error("css.unclosed", ["text": text(range)], at: fragment.span(range))
        }
        return components
    }

    func text(_ range: Range<Int>) -> String {
        String(String(decoding: Array(fragment.text.utf8)[range], as: UTF8.self).prefix(40))
    }

    mutating func fail(_ code: String, _ arguments: [String: String] = [:], _ range: Range<Int>) {
        mistakes.error(code, arguments.merging(["text": text(range)]) { $1 }, at: fragment.span(range))
    }

    // MARK: Rules

    private mutating func rules(_ components: [CSSComponent]) {
        var index = 0
        while index < components.count {
            let start = index
            if components[index].isWhitespace {
                index += 1
                continue
            }
            var keyword: String?
            if case .atKeyword(let name)? = components[index].kind { keyword = name }
            while index < components.count, !components[index].endsRule(at: keyword != nil) { index += 1 }
            let prelude = Array(components[start..<index])
            guard index < components.count else {
                let range = components[start].range
                if let keyword { atRule(keyword, prelude, nil) } else { fail("css.not-a-rule", [:], range) }
                return
            }
            defer { index += 1 }
            guard case .block(_, let inside, _) = components[index] else {
                atRule(keyword ?? "", prelude, nil)
                continue
            }
            if let keyword { atRule(keyword, prelude, inside) } else { styleRule(prelude, inside) }
        }
    }

    private mutating func styleRule(_ prelude: [CSSComponent], _ inside: [CSSComponent]) {
        let selectors = SelectorParser.parse(prelude, in: fragment, into: &mistakes)
        // A declaration must fit each selector of the list.
        let context: PropertyContext =
            selectors.contains { $0.pseudoElement == nil }
            ? .element : selectors.contains { $0.pseudoElement == .marker } ? .marker : .pseudoElement
        let declarations = declarations(inside, in: selectors.isEmpty ? .pseudoElement : context)
        sheet.rules.append(.init(selectors: selectors, declarations: declarations))
    }

    private mutating func atRule(_ name: String, _ prelude: [CSSComponent], _ inside: [CSSComponent]?) {
        let range = prelude.first?.range ?? 0..<0
        switch name {
        case "page":
            guard let inside else { return fail("css.bad-page-rule", [:], range) }
            var parser = PageRuleParser(sheet: self)
            let rule = parser.rule(prelude.dropFirst().filter { _ in true }, inside)
            mistakes = parser.sheet.mistakes
            sheet.pageRules.append(rule)
        case "media":
            let query = prelude.dropFirst().filter { !$0.isWhitespace }
            guard let inside, query.count == 1, case .ident(let medium)? = query.first?.kind,
                medium.lowercased() == "print"
            else { return fail("css.unsupported-media", [:], query.first?.range ?? range) }
            rules(inside)
        default: fail("css.unsupported-at-rule", ["name": name], range)
        }
    }

    // MARK: Declarations

    /// The declarations of a block. At-rules in it go to `marginBox`; elsewhere they are mistakes.
    mutating func declarations(
        _ components: [CSSComponent], in place: PropertyContext,
        marginBox: ((_ name: String, _ range: Range<Int>, _ inside: [CSSComponent]) -> Void)? = nil
    ) -> [PreparedDeclaration] {
        rawDeclarations(components, marginBox: marginBox).compactMap { declaration in
            PropertyParser.prepare(declaration, in: place, into: &mistakes)
        }
    }

    mutating func rawDeclarations(
        _ components: [CSSComponent],
        marginBox: ((_ name: String, _ range: Range<Int>, _ inside: [CSSComponent]) -> Void)? = nil
    ) -> [Declaration] {
        var result: [Declaration] = []
        var index = 0
        while index < components.count {
            let component = components[index]
            if component.isWhitespace || component.kind == .semicolon {
                index += 1
            } else if case .atKeyword(let name)? = component.kind {
                index += 1
                while index < components.count, components[index].isWhitespace { index += 1 }
                if index < components.count, let marginBox, case .block(.openBrace, let inside, _) = components[index] {
                    marginBox(name, component.range, inside)
                    index += 1
                } else {
                    fail("css.unsupported-at-rule", ["name": name], component.range)
                    index = skipDeclaration(components, index)
                }
            } else {
                let end = skipDeclaration(components, index)
                if let declaration = declaration(components[index..<end]) { result.append(declaration) }
                index = end
            }
        }
        return result
    }

    /// The index of the semicolon that ends a declaration, or of the block's end.
    private func skipDeclaration(_ components: [CSSComponent], _ start: Int) -> Int {
        components[start...].firstIndex { $0.kind == .semicolon } ?? components.count
    }

    private mutating func declaration(_ components: ArraySlice<CSSComponent>) -> Declaration? {
        guard let first = components.first else { return nil }
        var parts = components.dropFirst().drop { $0.isWhitespace }
        guard case .ident(let written)? = first.kind, parts.first?.kind == .colon else {
            fail("css.not-a-declaration", [:], first.range)
            return nil
        }
        parts = parts.dropFirst()
        var value = Array(parts).trimmed
        let important = takeImportant(&value)
        for component in value {
            if component.kind == .badString {
                fail("css.unclosed-string", [:], component.range)
                return nil
            }
            // A colon or a brace in a value: most often the semicolon before the next declaration is missing.
            let isBrace = if case .block(.openBrace, _, _) = component { true } else { false }
            if component.kind == .colon || isBrace, !written.hasPrefix("--") {
                fail("css.missing-semicolon", ["name": written], component.range)
                return nil
            }
        }
        let name = written.hasPrefix("--") ? written : written.lowercased()
        guard let start = value.first?.range, let end = value.last?.range else {
            fail("css.empty-value", ["name": name], first.range)
            return nil
        }
        return Declaration(
            name: name, nameSpan: fragment.span(first.range), value: value, isImportant: important,
            fragment: fragment, folder: folder, valueSpan: fragment.span(start.lowerBound..<end.upperBound))
    }

    private func takeImportant(_ value: inout [CSSComponent]) -> Bool {
        guard case .ident(let word)? = value.last?.kind, word.lowercased() == "important" else { return false }
        let before = value.dropLast().reversed().drop { $0.isWhitespace }
        guard let bang = before.first, bang.kind == .delim(UInt8(ascii: "!")) else { return false }
        value = Array(before.dropFirst().reversed()).trimmed
        return true
    }
}

extension CSSComponent {
    /// A block ends a rule; a semicolon ends an at-rule only.
    fileprivate func endsRule(at isAtRule: Bool) -> Bool {
        if case .block(.openBrace, _, _) = self { return true }
        return isAtRule && kind == .semicolon
    }
}

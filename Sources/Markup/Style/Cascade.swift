import Diagnostics

/// Gives every element of a document its computed style (CSS Cascading Level 4, section 6).
package struct Cascade {
    private let rules: [IndexedRule]
    private let pageRules: [StyleSheet.PageRuleSource]
    private var interned: [StyleValues: ComputedStyle] = [:]
    private var memo: [MemoKey: Computed] = [:]
    private var styles: [ObjectIdentifier: Choice<ComputedStyle>] = [:]
    private var generated: [StyledDocument.Place: Choice<GeneratedBox?>] = [:]
    private var tests: [PositionTest] = []
    /// Where each image behind a box is first named.
    private var backgrounds: [String: SourceSpan] = [:]
    private var reported: Set<Diagnostic> = []
    private var mistakes = DiagnosticList()
    private var rootFontSize: Length?

    /// How many position tests the style of one element may depend on.
    private static let testLimit = 6

    /// A rule with its place in the order of appearance.
    private struct IndexedRule {
        let rule: StyleSheet.StyleRule
        let isUserAgent: Bool
    }

    /// What decides an element's computed style when it has no `style` attribute.
    private struct MemoKey: Hashable {
        let parent: Int
        let matched: [Int]
        let language: String?
    }

    /// An element's style in a form that its children inherit from.
    private struct Computed {
        let style: ComputedStyle
        let working: WorkingStyle
        let variables: [String: [CSSComponent]]
        /// Equal numbers mean equal style and variables.
        let number: Int
    }

    /// A rule that matches, or may.
    private struct Match {
        let isAuthor: Bool
        let specificity: Selector.Specificity
        let index: Int
        let answer: SelectorAnswer
        let span: SourceSpan
    }

    private var count = 0

    private init(sheets: [StyleSheet]) {
        rules =
            UserAgentStyle.sheet.rules.map { IndexedRule(rule: $0, isUserAgent: true) }
            + sheets.flatMap { $0.rules.map { IndexedRule(rule: $0, isUserAgent: false) } }
        pageRules = sheets.flatMap(\.pageRules)
    }

    /// Resolves the styles of `root` and everything in it.
    /// - Parameters:
    ///   - sheets: in the order in which the document names them.
    ///   - mistakes: receives what can only be found with the elements at hand: a missing variable, a selector whose
    ///     answer depends on data in a way that cannot be followed.
    package static func resolve(
        _ root: Element, sheets: [StyleSheet], into mistakes: inout DiagnosticList
    ) -> StyledDocument {
        var cascade = Cascade(sheets: sheets)
        let initial = Computed(style: .initial, working: .initial, variables: [:], number: 0)
        let place = SelectorMatcher.Place(element: root, siblings: [root], index: 0)
        let computed = cascade.resolve([place], parent: Choice(initial))
        let pages = cascade.pages(root: computed.values[0])
        for diagnostic in cascade.mistakes.diagnostics { mistakes.append(diagnostic) }
        return StyledDocument(
            root: root, pages: pages, tests: cascade.tests, backgrounds: cascade.backgrounds, styles: cascade.styles,
            generated: cascade.generated)
    }

    // MARK: Elements

    @discardableResult
    private mutating func resolve(_ path: [SelectorMatcher.Place], parent: Choice<Computed>) -> Choice<Computed> {
        let element = path[path.count - 1].element
        let matches = matches(path)
        var inline: [PreparedDeclaration] = []
        if let attribute = element[attribute: "style"] {
            if attribute.value.text.contains("{{") {
                mistakes.error("template.placeholder-in-style", at: attribute.value.span)
            } else {
                inline = StyleSheetParser.parseAttribute(attribute.value, into: &mistakes)
            }
        }
        // The root's language is the document's.
        let language = path.count == 1 ? nil : element[attribute: "lang"]?.value.text
        let computed = choice(of: matches[nil] ?? [], parent: parent) { cascade, matched, parent in
            cascade.compute(matched, inline: inline, language: language, parent: parent)
        }
        if path.count == 1 { rootFontSize = computed.values[0].style.values.fontSize }
        styles[ObjectIdentifier(element)] = computed.map(\.style).collapsed
        for pseudo in PseudoElement.allCases {
            guard let matches = matches[pseudo] else { continue }
            let place = StyledDocument.Place(element: ObjectIdentifier(element), pseudo: pseudo)
            generated[place] = box(pseudo, of: computed, matches)
        }
        let children = element.elements
        for (index, child) in children.enumerated() {
            resolve(path + [.init(element: child, siblings: children, index: index)], parent: computed)
        }
        return computed
    }

    /// The style of a pseudo-element for every outcome of the tests; nil where it never puts out anything.
    private mutating func box(
        _ pseudo: PseudoElement, of element: Choice<Computed>, _ matches: [Match]
    ) -> Choice<GeneratedBox?>? {
        let isListItem = element.values.contains { $0.style.values.display == .listItem }
        if pseudo == .marker, !isListItem { return nil }
        let boxes = choice(of: matches, parent: element) { cascade, matched, parent -> GeneratedBox? in
            if pseudo == .marker, parent.style.values.display != .listItem { return nil }
            let computed = cascade.compute(matched, inline: [], language: nil, parent: parent)
            let content = computed.working.content
            if content == .none || pseudo != .marker && content == .normal { return nil }
            if pseudo != .marker, computed.style.values.display == .listItem, let span = matches.last?.span {
                cascade.report(Diagnostic(.error, "css.list-item-generated", at: span))
            }
            return GeneratedBox(style: computed.style, content: content)
        }
        return boxes.values.allSatisfy { $0 == nil } ? nil : boxes
    }

    /// One value for every outcome of the tests on which the parent or a match depends.
    private mutating func choice<Value>(
        of matches: [Match], parent: Choice<Computed>,
        _ make: (inout Cascade, [Int], Computed) -> Value
    ) -> Choice<Value> {
        var used = parent.tests
        var matches = matches
        for (place, match) in matches.enumerated().reversed() where match.answer != .yes {
            let needed = Set(used).union(match.answer.tests.map { number(of: $0) })
            if needed.count > Self.testLimit {
                report(Diagnostic(.error, "css.too-many-positions", ["limit": "\(Self.testLimit)"], at: match.span))
                matches.remove(at: place)
            } else {
                used = needed.sorted()
            }
        }
        let values = (0..<(1 << used.count)).map { mask in
            let holding = Set(used.indices.filter { mask >> $0 & 1 == 1 }.map { used[$0] })
            var matched: [Int] = []
            for match in matches where match.answer.holds({ test in holding.contains { tests[$0] == test } }) {
                // A rule counts where its strongest selector stands.
                matched.removeAll { $0 == match.index }
                matched.append(match.index)
            }
            let index = parent.tests.indices.reduce(0) { $0 | (holding.contains(parent.tests[$1]) ? 1 << $1 : 0) }
            return make(&self, matched, parent.values[index])
        }
        return Choice(tests: used, values: values)
    }

    private mutating func number(of test: PositionTest) -> Int {
        if let known = tests.firstIndex(of: test) { return known }
        tests.append(test)
        return tests.count - 1
    }

    /// What matches the element and its pseudo-elements, from weak to strong.
    private mutating func matches(_ path: [SelectorMatcher.Place]) -> [PseudoElement?: [Match]] {
        let matcher = SelectorMatcher(path: path)
        var found: [PseudoElement?: [Match]] = [:]
        for (index, entry) in rules.enumerated() {
            for selector in entry.rule.selectors {
                let answer = matcher.matches(selector)
                if answer == .no { continue }
                if answer == .unknown {
                    report(Diagnostic(.error, "css.depends-on-data", at: selector.span))
                    continue
                }
                found[selector.pseudoElement, default: []].append(
                    Match(
                        isAuthor: !entry.isUserAgent, specificity: selector.specificity, index: index, answer: answer,
                        span: selector.span))
            }
        }
        return found.mapValues { matches in
            matches.sorted {
                ($0.isAuthor ? 1 : 0, $0.specificity, $0.index) < ($1.isAuthor ? 1 : 0, $1.specificity, $1.index)
            }
        }
    }

    private mutating func report(_ diagnostic: Diagnostic) {
        if reported.insert(diagnostic).inserted { mistakes.append(diagnostic) }
    }

    private mutating func compute(
        _ matched: [Int], inline: [PreparedDeclaration], language: String?, parent: Computed
    ) -> Computed {
        let key = MemoKey(parent: parent.number, matched: matched, language: language)
        if inline.isEmpty, let known = memo[key] { return known }
        let declarations = ordered(matched.map { (rules[$0].rule.declarations, rules[$0].isUserAgent) }, inline)
        let computed = compute(declarations, language: language, parent: parent)
        if inline.isEmpty { memo[key] = computed }
        return computed
    }

    /// The declarations from weak to strong: important ones after all others, and the built-in sheet's last.
    private func ordered(
        _ groups: [(declarations: [PreparedDeclaration], isUserAgent: Bool)], _ inline: [PreparedDeclaration]
    ) -> [PreparedDeclaration] {
        let all = groups.map(\.declarations) + [inline]
        let important = all.flatMap { $0.filter(\.isImportant) }
        if important.isEmpty { return Array(all.joined()) }
        return all.flatMap { $0.filter { !$0.isImportant } } + important
    }

    private mutating func compute(
        _ declarations: [PreparedDeclaration], language: String?, parent: Computed
    ) -> Computed {
        var variables = parent.variables
        for declaration in declarations {
            if case .custom(let name, let value) = declaration.content { variables[name] = value }
        }
        var working = winners(declarations, variables, parent.working)
        if let language { working.values.language = language }
        count += 1
        var computed = working.computed
        computed.takeDecorations(from: parent.style.values)
        return Computed(
            style: intern(computed), working: working, variables: variables, number: count)
    }

    /// The values that win, computed.
    private mutating func winners(
        _ declarations: [PreparedDeclaration], _ variables: [String: [CSSComponent]], _ parent: WorkingStyle
    ) -> WorkingStyle {
        var winners: [Assignment.Value?] = Array(repeating: nil, count: Longhand.allCases.count)
        var floatSpan: SourceSpan?
        var backgroundSpan: SourceSpan?
        for declaration in declarations {
            let assignments: [Assignment]
            switch declaration.content {
            case .custom: continue
            case .assignments(let known): assignments = known
            case .deferred(let source, let place): assignments = substituted(source, in: place, variables)
            }
            for assignment in assignments {
                winners[assignment.longhand.rawValue] = assignment.value
                if assignment.longhand == .float || assignment.longhand == .floatReference {
                    floatSpan = declaration.span
                }
                if assignment.longhand == .backgroundImage { backgroundSpan = declaration.span }
            }
        }
        var style = WorkingStyle.initial
        style.values.language = parent.values.language
        for longhand in Longhand.inherited { longhand.traits.copy(parent, &style) }
        let context = ComputeContext(parent: parent, rootFontSize: rootFontSize)
        for longhand in Longhand.allCases {
            switch winners[longhand.rawValue] {
            case nil: continue
            case .inherit: longhand.traits.copy(parent, &style)
            case .initial: longhand.traits.copy(.initial, &style)
            case .unset: longhand.traits.copy(longhand.traits.isInherited ? parent : .initial, &style)
            case .set(let setter): setter(&style, context)
            }
        }
        if style.hasUnsupportedFloat, let floatSpan {
            report(Diagnostic(.error, "css.unsupported-float", at: floatSpan))
        }
        if let url = style.backgroundURL, let backgroundSpan, backgrounds[url] == nil {
            backgrounds[url] = backgroundSpan
        }
        return style
    }

    private mutating func substituted(
        _ declaration: Declaration, in context: PropertyContext, _ variables: [String: [CSSComponent]]
    ) -> [Assignment] {
        var found = DiagnosticList()
        defer { for diagnostic in found.diagnostics { report(diagnostic) } }
        var substitution = VariableSubstitution(variables: variables)
        guard let value = substitution.replace(declaration.value) else {
            let code = substitution.isCyclic ? "css.cyclic-variable" : "css.unknown-variable"
            let near = Spelling.nearest(to: substitution.failed, among: variables.keys)
            found.error(
                near == nil || substitution.isCyclic ? code : "css.misspelt-variable",
                ["name": substitution.failed, "near": near ?? ""], at: declaration.valueSpan)
            return []
        }
        return PropertyParser.assignments(declaration, value: value, in: context, into: &found) ?? []
    }

    private mutating func intern(_ values: StyleValues) -> ComputedStyle {
        if let known = interned[values] { return known }
        let style = ComputedStyle(values)
        interned[values] = style
        return style
    }

    // MARK: Pages

    private mutating func pages(root: Computed) -> PageRules {
        let sorted = pageRules.enumerated().sorted {
            ($0.element.specificity, $0.offset) < ($1.element.specificity, $1.offset)
        }.map(\.element)
        let rules = sorted.enumerated().map { index, source in
            var boxes: [MarginBox.Place: MarginBox] = [:]
            for place in MarginBox.Place.allCases {
                let names = source.marginBoxes.contains { $0.place == place }
                guard names else { continue }
                // Weaker rules that hold on all the same pages lend their declarations.
                let declarations = sorted[...index].filter { $0.includes(source) }.flatMap { rule in
                    rule.marginBoxes.filter { $0.place == place }.map { ($0.declarations, false) }
                }
                boxes[place] = marginBox(ordered(declarations, []), at: place, root: root)
            }
            return PageRule(
                name: source.name, pseudo: source.pseudo, size: source.size, margin: source.margin,
                pageNumber: source.pageNumber, marginBoxes: boxes)
        }
        return PageRules(rules: rules)
    }

    private mutating func marginBox(
        _ declarations: [PreparedDeclaration], at place: MarginBox.Place, root: Computed
    ) -> MarginBox {
        var working = root.working
        working.values.textIndent = .zero
        working.values.textAlign = place.textAlign
        // Heads and feet of a vertical document lie across the page as any others, unless they say otherwise.
        working.values.writingMode = .horizontalTB
        let style = winners(declarations, root.variables, working)
        return MarginBox(style: intern(style.computed), content: style.marginBoxContent)
    }
}

extension Choice<ComputedStyle> {
    /// Without a choice when all values are the same.
    fileprivate var collapsed: Choice<ComputedStyle> {
        values.allSatisfy { $0 === values[0] } ? Choice(values[0]) : self
    }
}

extension StyleSheet.PageRuleSource {
    /// CSS Paged Media Level 3, section 4.4: a name, then `:first` and `:blank`, then `:left` and `:right`.
    var specificity: Int {
        let strong = pseudo.filter { $0 == .first || $0 == .blank }.count
        return (name == nil ? 0 : 100) + strong * 10 + (pseudo.count - strong)
    }

    /// Whether it holds on every page on which the other does.
    func includes(_ other: StyleSheet.PageRuleSource) -> Bool {
        (name == nil || name == other.name) && pseudo.isSubset(of: other.pseudo)
    }
}

/// Lists, counters and generated content (CSS Lists 3, CSS Counter Styles 3, CSS Generated Content 3).
extension PropertyTable {
    private typealias Setter = PropertyGrammar.Setter

    /// The counter styles by their names; `list-style-type` also takes a string.
    static let counterStyles: [String: CounterStyle] = [
        "none": .none, "disc": .disc, "circle": .circle, "square": .square, "decimal": .decimal,
        "decimal-leading-zero": .decimalLeadingZero, "lower-alpha": .lowerAlpha, "lower-latin": .lowerAlpha,
        "upper-alpha": .upperAlpha, "upper-latin": .upperAlpha, "lower-roman": .lowerRoman,
        "upper-roman": .upperRoman, "simp-chinese-informal": .simpChineseInformal,
        "simp-chinese-formal": .simpChineseFormal, "circled-decimal": .circledDecimal,
        "cjk-heavenly-stem": .heavenlyStem, "cjk-earthly-branch": .earthlyBranch,
    ]

    private static let counterStyleSyntax = """
        none | disc | circle | square | decimal | decimal-leading-zero | lower-alpha | upper-alpha | lower-roman | \
        upper-roman | simp-chinese-informal | simp-chinese-formal | circled-decimal | cjk-heavenly-stem | \
        cjk-earthly-branch
        """

    static let lists: [String: PropertyGrammar] = [
        "list-style-type": PropertyGrammar(
            longhands: [.listStyleType], syntax: counterStyleSyntax + " | <string>"
        ) { reader in listStyleType(&reader).map { [typeSetter($0)] } },
        "list-style-position": .choice(
            .listStylePosition, \.values.listStyleInside, ["outside": false, "inside": true]),
        "list-style": PropertyGrammar(
            longhands: [.listStyleType, .listStylePosition],
            syntax: "[outside | inside] || [\(counterStyleSyntax) | <string>]"
        ) { reader in
            var type: CounterStyle?
            var isInside: Bool?
            while !reader.isAtEnd {
                if isInside == nil, let word = reader.keyword(["outside": false, "inside": true]) {
                    isInside = word
                } else if type == nil, let found = listStyleType(&reader) {
                    type = found
                } else {
                    return nil
                }
            }
            let inside = isInside ?? false
            return [typeSetter(type ?? .disc), { style, _ in style.values.listStyleInside = inside }]
        },
        "counter-reset": counters(.counterReset, \.values.counterReset, implied: 0),
        "counter-set": counters(.counterSet, \.values.counterSet, implied: 0),
        "counter-increment": counters(.counterIncrement, \.values.counterIncrement, implied: 1),
        "content": PropertyGrammar(
            longhands: [.content],
            syntax: "none | normal | [<string> | counter(…) | counters(…) | attr(<name>)]+"
        ) { reader in
            if reader.keyword(["none"]) != nil { return [{ style, _ in style.content = .none }] }
            if reader.keyword(["normal"]) != nil { return [{ style, _ in style.content = .normal }] }
            var parts: [GeneratedContent.Part] = []
            while let part = part(&reader) { parts.append(part) }
            let content = parts
            return content.isEmpty ? nil : [{ style, _ in style.content = .parts(content) }]
        },
    ]

    private static func listStyleType(_ reader: inout ValueReader) -> CounterStyle? {
        if let text = reader.string() { return .text(text) }
        return reader.keyword(counterStyles)
    }

    private static func typeSetter(_ type: CounterStyle) -> Setter {
        { style, _ in style.values.listStyleType = type }
    }

    /// The counters of pages are shown in margin boxes only, and those of the whole document are never set.
    /// - Parameter orPage: the number of the page may be named.
    private static func counterName(_ reader: inout ValueReader, orPage: Bool = false) -> String? {
        guard let word = reader.peekIdent, !["none", "pages", "inherit", "initial", "unset"].contains(word),
            orPage || word != "page"
        else { return nil }
        return reader.ident()
    }

    private static func counters(
        _ longhand: Longhand, _ path: PropertyGrammar.Path<[CounterChange]>, implied: Int
    ) -> PropertyGrammar {
        PropertyGrammar(longhands: [longhand], syntax: "none | [<name> <whole number>?]+") { reader in
            if reader.keyword(["none"]) != nil { return [{ style, _ in style[keyPath: path] = [] }] }
            var changes: [CounterChange] = []
            while let name = counterName(&reader, orPage: longhand != .counterIncrement) {
                changes.append(CounterChange(name: name, value: reader.integer() ?? implied))
            }
            let list = changes
            return list.isEmpty ? nil : [{ style, _ in style[keyPath: path] = list }]
        }
    }

    private static func part(_ reader: inout ValueReader) -> GeneratedContent.Part? {
        if let text = reader.string() { return .text(text) }
        guard case (let function, var inside)? = reader.function(["counter", "counters", "attr"]) else { return nil }
        let part: GeneratedContent.Part
        if function == "attr" {
            guard let name = inside.ident() else { return nil }
            part = .attribute(name.lowercased())
        } else {
            guard let name = counterName(&inside) else { return nil }
            var separator = ""
            if function == "counters" {
                guard inside.comma(), let text = inside.string() else { return nil }
                separator = text
            }
            var style = CounterStyle.decimal
            if inside.comma() {
                guard let found = inside.keyword(counterStyles) else { return nil }
                style = found
            }
            part = function == "counters" ? .counters(name, separator: separator, style) : .counter(name, style)
        }
        guard inside.isAtEnd else { return nil }
        reader.skip()
        return part
    }
}

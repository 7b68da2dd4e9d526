/// The `content` of a margin box.
enum MarginBoxContent {
    static let grammar = PropertyGrammar(
        longhands: [.marginBoxContent],
        syntax: "none | [<string> | counter(page) | counter(pages) | string(<name>)]+"
    ) { reader in
        if reader.keyword(["none", "normal"]) != nil { return [{ style, _ in style.marginBoxContent = [] }] }
        var parts: [MarginBox.Part] = []
        while let part = part(&reader) { parts.append(part) }
        let content = parts
        return content.isEmpty ? nil : [{ style, _ in style.marginBoxContent = content }]
    }

    private static func part(_ reader: inout ValueReader) -> MarginBox.Part? {
        if let text = reader.string() { return .text(text) }
        guard case .function(let name, let inside, _)? = reader.current else { return nil }
        var argument = ValueReader(inside)
        guard let word = argument.ident(), argument.isAtEnd else { return nil }
        let part: MarginBox.Part
        switch (name, word.lowercased()) {
        case ("counter", "page"): part = .pageNumber
        case ("counter", "pages"): part = .pageCount
        case ("string", _): part = .namedString(word)
        default: return nil
        }
        reader.skip()
        return part
    }
}

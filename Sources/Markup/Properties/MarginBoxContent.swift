/// The `content` of a margin box.
enum MarginBoxContent {
    static let grammar = PropertyGrammar(
        longhands: [.marginBoxContent],
        syntax: "none | [<string> | counter(page <style>?) | counter(pages <style>?) | string(<name> <which>?)]+"
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
        guard let word = argument.ident() else { return nil }
        let hasMore = argument.comma()
        let part: MarginBox.Part
        switch (name, word.lowercased()) {
        case ("counter", "page"), ("counter", "pages"):
            guard let style = hasMore ? argument.keyword(PropertyTable.counterStyles) : .decimal else { return nil }
            part = word.lowercased() == "page" ? .pageNumber(style) : .pageCount(style)
        case ("string", _):
            guard let pick = hasMore ? argument.keyword(picks) : .first else { return nil }
            part = .namedString(word, pick)
        default: return nil
        }
        guard argument.isAtEnd else { return nil }
        reader.skip()
        return part
    }

    private static let picks = Dictionary(
        uniqueKeysWithValues: MarginBox.StringPick.allCases.map { ($0.rawValue, $0) })
}

import Diagnostics
import Levy
import Settings

/// The plan's `settings: cross-match`: a list of the lists that other offices send again and again.
enum CrossListSettings {
    /// - throws: `Rejection` naming the key and its place in the plan.
    static func read(_ value: ConfigValue?, _ rules: RuleBook) throws(Rejection) -> [CrossList] {
        guard let value else { return [] }
        var lists: [CrossList] = []
        for entry in try value.asList() { lists.append(try list(entry, rules)) }
        return lists
    }

    private static func list(_ value: ConfigValue, _ rules: RuleBook) throws(Rejection) -> CrossList {
        try value.requireOnly(keys: ["office", "class", "mark", "files", "keys"])
        let files = try value.text("files")
        let start = files.lastIndex(of: "/")
        return CrossList(
            office: try value.text("office"), meaning: try meaning(value, rules),
            folder: start.map { String(files[..<$0]) } ?? ".",
            prefix: String(start.map { files[files.index(after: $0)...] } ?? files[...]), keys: try keys(value))
    }

    private static func meaning(
        _ value: ConfigValue, _ rules: RuleBook
    ) throws(Rejection) -> CrossList.Meaning {
        switch (try value.optionalText("class"), try value.optionalText("mark")) {
        case (let word?, nil):
            guard let named = ClassArgument(argument: word) else {
                throw Rejection("match.class-or-mark", at: value.span)
            }
            return .specialClass(try named.specialClass(rules))
        case (nil, let word?): return .mark(try PersonFactsCommand.kind(word))
        default: throw Rejection("match.class-or-mark", at: value.span)
        }
    }

    private static func keys(_ value: ConfigValue) throws(Rejection) -> Set<CrossList.Key> {
        guard let written = value["keys"] else { return [.number] }
        var keys: Set<CrossList.Key> = []
        for text in try written.asTexts() {
            guard let key = CrossList.Key(rawValue: text) else {
                let known = CrossList.Key.allCases.map(\.rawValue).joined(separator: "、")
                throw Rejection("match.key", ["key": text, "known": known], at: written.span)
            }
            keys.insert(key)
        }
        return keys
    }
}

/// The words of one diagnostic in the languages users read. `{name}` is replaced by the argument of that name.
package struct Wording: Sendable {
    package let chinese: String
    package let english: String
    /// What to do about it, one hint a language.
    package let hintChinese: String?
    package let hintEnglish: String?

    package init(zh: String, en: String, hintZh: String? = nil, hintEn: String? = nil) {
        precondition((hintZh == nil) == (hintEn == nil), "a hint is given in both languages")
        chinese = zh
        english = en
        hintChinese = hintZh
        hintEnglish = hintEn
    }
}

/// The language in which messages are shown.
package enum Language: Sendable {
    case chinese, english

    /// Chinese for a Chinese locale (`LC_ALL`, then `LC_MESSAGES`, then `LANG`), English otherwise.
    package init(environment: [String: String]) {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        self = locale?.lowercased().hasPrefix("zh") == true ? .chinese : .english
    }
}

/// Every message by its code. Each area keeps its own table in `Catalogue/`.
package enum Catalogue {
    private static let areas: [[String: Wording]] = [
        markup, templates, typesetting, inspection, export, storage, settings, workflow, running, levy, money, delivery,
        printing, command, render, console, backup, remote, employers, privacy, figures, rules, replies, declaring,
        parser, villages, villageReplies, days, dayReplies, seals, doubts,
    ]

    private static let wordings: [String: Wording] = areas.reduce(into: [:]) { all, area in
        all.merge(area) { first, _ in
            preconditionFailure("two messages share a code: \(first.english)")
        }
    }

    /// All codes, sorted.
    package static var codes: [String] { wordings.keys.sorted() }

    package static func message(_ diagnostic: Diagnostic, in language: Language) -> String {
        let wording = wording(diagnostic.code)
        return fill(language == .chinese ? wording.chinese : wording.english, diagnostic.arguments)
    }

    package static func hint(_ diagnostic: Diagnostic, in language: Language) -> String? {
        let wording = wording(diagnostic.code)
        return (language == .chinese ? wording.hintChinese : wording.hintEnglish).map { fill($0, diagnostic.arguments) }
    }

    private static func wording(_ code: String) -> Wording {
        guard let wording = wordings[code] else { preconditionFailure("no wording for the diagnostic \(code)") }
        return wording
    }

    /// One pass from left to right, so that braces inside of a value are left as they are.
    private static func fill(_ text: String, _ arguments: [String: String]) -> String {
        var filled = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            filled += rest[..<open]
            guard let close = rest[open...].firstIndex(of: "}"),
                let value = arguments[String(rest[rest.index(after: open)..<close])]
            else {
                filled.append("{")
                rest = rest[rest.index(after: open)...]
                continue
            }
            filled += value
            rest = rest[rest.index(after: close)...]
        }
        return filled + rest
    }
}

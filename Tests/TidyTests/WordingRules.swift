extension Rule {
    static let wordingRules = [
        Rule(
            name: "every diagnostic has a wording", check: Wordings.checkMissing,
            example: [
                "Sources/Diagnostics/Catalogue/Catalogue+Levy.swift": """
                let a = ["levy.known": Wording(zh: "a", en: "a")]
                """,
                "Sources/Levy/A.swift": """
                throw Rejection("levy.known")
                throw Rejection(
                    "levy.unknown", ["a": "b"])
                mistakes.error("other.unknown", at: span)
                Diagnostic(.warning, "levy.worse")
                let code = found ? "levy.known" : "levy.better"
                try Journal.append(transaction, kind: "levy.imported")
                let file = "levy.csv", sentence = "levy.known and more"
                """,
            ],
            places: [
                "Sources/Levy/A.swift:3", "Sources/Levy/A.swift:4", "Sources/Levy/A.swift:5", "Sources/Levy/A.swift:6",
                "Sources/Levy/A.swift:8",
            ]),
        Rule(
            name: "every wording is used", check: Wordings.checkUnused,
            example: [
                "Sources/Diagnostics/Catalogue/Catalogue+Levy.swift": """
                let a = [
                    "levy.used": Wording(zh: "a", en: "a"),
                    "levy.unused": Wording(
                        zh: "a", en: "a"),
                    "levy.row.made-up": Wording(zh: "a", en: "a"),
                    "levy.used-near": Wording(zh: "a", en: "a"),
                ]
                """,
                "Sources/Levy/A.swift": #"""
                let a = ["levy.used", "levy.row.\(kind)", code + "-near", "\(a).\(b)", "levy\(a)"]
                """#,
            ],
            places: ["Sources/Diagnostics/Catalogue/Catalogue+Levy.swift:3"]),
    ]
}

/// The codes of diagnostics and the words for them.
enum Wordings {
    struct Code {
        let name: String
        let path: String
        let line: Int
    }

    /// The codes the catalogue has words for.
    static func worded(_ tree: Tree) -> [Code] {
        tree.sources.filter { $0.isBelow("Sources/Diagnostics/Catalogue") }.flatMap { source in
            source.literals.filter { isCode($0.text) && ($0.lead.hasSuffix("[") || $0.lead.hasSuffix(",")) }.map {
                Code(name: $0.text, path: source.path, line: $0.line)
            }
        }
    }

    private static func users(_ tree: Tree) -> [SwiftSource] {
        tree.sources.filter { !$0.isBelow("Sources/Diagnostics") }
    }

    static func checkMissing(_ tree: Tree) -> [Violation] {
        let known = Set(worded(tree).map(\.name))
        let areas = Set(known.map { $0.prefix { $0 != "." } })
        return users(tree).flatMap { source in
            source.literals.filter { literal in
                guard isCode(literal.text), !known.contains(literal.text) else { return false }
                if isReported(literal.lead) { return true }
                return areas.contains(literal.text.prefix { $0 != "." }) && !isOtherName(literal.lead)
            }.map {
                Violation(
                    source.path, $0.line, "no wording for \($0.text)",
                    "give it one in Sources/Diagnostics/Catalogue, with a hint where something can be done")
            }
        }
    }

    static func checkUnused(_ tree: Tree) -> [Violation] {
        let texts = Set(users(tree).flatMap { $0.literals.map(\.text) })
        let patterns = texts.compactMap(pattern).sorted { $0.lexicographicallyPrecedes($1) }
        return worded(tree).filter { code in
            !texts.contains(code.name) && !patterns.contains { matches(code.name, $0) }
        }.map {
            Violation($0.path, $0.line, "unused wording \($0.name)", "take it out, or report the mistake it speaks of")
        }
    }

    /// `area.name` or `area.group.name`, in lower case with hyphens.
    private static func isCode(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count >= 2
            && parts.allSatisfy { part in
                part.first?.isLowercase == true
                    && part.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
            }
    }

    /// Whether the literal is the code in a call that reports.
    private static func isReported(_ lead: String) -> Bool {
        ["Rejection(", ".error(", ".warning(", "Diagnostic(.error,", "Diagnostic(.warning,", "Diagnostic(.note,"]
            .contains { lead.hasSuffix($0) }
    }

    /// Names that look like codes and are none: kinds of journal entries, keys of a plan.
    private static func isOtherName(_ lead: String) -> Bool {
        ["kind:", "place(", "places["].contains { lead.hasSuffix($0) }
    }

    /// The fixed parts of a code that is put together: from `levy.row.\()` the parts `levy.row.` and an empty one. Nil
    /// for a literal that is no such thing.
    private static func pattern(_ text: String) -> [String]? {
        var text = text
        if text.hasPrefix("-") { text = "\\()" + text }
        if text.hasSuffix(".") { text += "\\()" }
        let parts = text.split(separator: "\\()", omittingEmptySubsequences: false).map(String.init)
        let isAnchored = parts[0].contains(".") || parts[0].isEmpty && parts.last?.hasPrefix("-") == true
        guard parts.count > 1, isAnchored,
            parts.allSatisfy({ $0.allSatisfy { $0.isASCII && ($0.isLowercase || $0 == "." || $0 == "-") } })
        else { return nil }
        return parts
    }

    private static func matches(_ code: String, _ parts: [String]) -> Bool {
        guard code.hasPrefix(parts[0]), code.hasSuffix(parts[parts.count - 1]) else { return false }
        var rest = code.dropFirst(parts[0].count)
        for part in parts.dropFirst() where !part.isEmpty {
            guard let found = rest.firstRange(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return true
    }
}

extension Rule {
    static let documentRules = [
        Rule(
            name: "links lead somewhere", check: DocumentLinks.check,
            example: [
                "README.md": """
                # A title
                [a](docs/a.md) [b](docs/none.md) [c](https://example.org) ![p](docs/p.png)
                [d](#a-title) [e](#no-title) [f](docs/a.md#二-names) [g](docs) `[h](nowhere)`
                ```
                [i](nowhere)
                ```
                """,
                "docs/a.md": "## 二 Names\n[up](../README.md)\n",
            ],
            places: ["README.md:2", "README.md:2", "README.md:3"]),
        Rule(
            name: "the glossary has every name of docs/architecture.md", check: Glossary.checkTerms,
            example: [
                "docs/architecture.md": "## 7. Names\nDomain: `Payer`, `Payment`, `Gone`.\n## 8. Next\n`Other`\n",
                "docs/glossary.md": "| `Payer` | 缴费人 | – | `Levy/Payer.swift` |\nPayment is no row.\n",
            ],
            places: ["docs/architecture.md:2", "docs/architecture.md:2"]),
        Rule(
            name: "the types of the glossary exist", check: Glossary.checkTypes,
            example: [
                "docs/glossary.md": """
                | `Payer` | 缴费人 | – | `Levy/Payer.swift` |
                | `Payment` | 缴费 | – | `Levy/Payer.swift` |
                | `Refund` | 退费 | – | later |
                | campaign | 征缴 | – | `Levy/None.swift` |
                """,
                "Sources/Levy/Payer.swift": "package struct Payer {}\n",
            ],
            places: ["docs/glossary.md:2", "docs/glossary.md:4"]),
    ]
}

/// Links of the project's pages.
enum DocumentLinks {
    static func check(_ tree: Tree) -> [Violation] {
        let folders = Set(tree.paths.flatMap(parents))
        return tree.paths.filter { $0.hasSuffix(".md") }.flatMap { path -> [Violation] in
            let folder = path.split(separator: "/").dropLast()
            return links(tree.lines(path)).compactMap { line, target in
                if target.contains("://") || target.hasPrefix("mailto:") { return nil }
                let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
                let page = parts[0].isEmpty ? path : resolve(parts[0], in: folder)
                let exists = tree.files[page] != nil || folders.contains(page)
                let anchor = parts.count > 1 ? String(parts[1]) : nil
                if exists, anchor.map({ headings(tree, page).contains($0) }) ?? true { return nil }
                return Violation(path, line, "a dead link", "\(target) is not there")
            }
        }
    }

    /// The targets of `[text](target)` outside code.
    private static func links(_ lines: [Substring]) -> [(line: Int, target: Substring)] {
        var isCode = false
        return lines.enumerated().flatMap { index, line -> [(line: Int, target: Substring)] in
            if line.hasPrefix("```") { isCode.toggle() }
            guard !isCode else { return [] }
            let prose = line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
                .filter { $0.offset % 2 == 0 }.map(\.element).joined(separator: "`")
            return prose.split(separator: "](", omittingEmptySubsequences: false).dropFirst().map { rest in
                (line: index + 1, target: Substring(String(rest.prefix { $0 != ")" })))
            }
        }
    }

    private static func resolve(_ target: Substring, in folder: ArraySlice<Substring>) -> String {
        target.split(separator: "/").reduce(into: Array(folder)) { parts, step in
            if step == ".." { _ = parts.popLast() } else if step != "." { parts.append(step) }
        }.joined(separator: "/")
    }

    private static func parents(_ path: String) -> [String] {
        let parts = path.split(separator: "/")
        return (0..<parts.count).map { parts.prefix($0).joined(separator: "/") }
    }

    /// The anchors of a page, as GitHub makes them of its headings.
    private static func headings(_ tree: Tree, _ page: String) -> Set<String> {
        Set(
            tree.lines(page).filter { $0.hasPrefix("#") }.map { line in
                line.drop { $0 == "#" || $0 == " " }.lowercased()
                    .filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_" }
                    .split(separator: " ", omittingEmptySubsequences: false).joined(separator: "-")
            })
    }
}

/// Names, in the pages and in the code.
enum Glossary {
    private struct Row {
        let line: Int
        let term: String
        /// Whether the term stands in backticks, which says that it is a type.
        let isType: Bool
        let place: Substring
    }

    private static func rows(_ tree: Tree) -> [Row] {
        tree.lines("docs/glossary.md").enumerated().compactMap { index, line in
            let cells = line.split(separator: "|").map { $0.drop { $0 == " " } }
            guard line.hasPrefix("|"), cells.count >= 4, let term = cells.first else { return nil }
            return Row(
                line: index + 1, term: term.filter { $0 != "`" }.split(separator: " ").joined(separator: " "),
                isType: term.hasPrefix("`"), place: cells[3])
        }
    }

    static func checkTerms(_ tree: Tree) -> [Violation] {
        let known = Set(rows(tree).map(\.term))
        var isInNames = false
        return tree.lines("docs/architecture.md").enumerated().flatMap { index, line -> [Violation] in
            if line.hasPrefix("## ") { isInNames = line.hasPrefix("## 7.") }
            guard isInNames else { return [] }
            return quoted(line).filter { !known.contains($0) && !$0.contains("/") }.map {
                Violation("docs/architecture.md", index + 1, "\($0) is not in the glossary", "give it a row")
            }
        }
    }

    static func checkTypes(_ tree: Tree) -> [Violation] {
        let types = Set(tree.sources.flatMap(declared))
        return rows(tree).filter { !$0.place.hasPrefix("later") }.flatMap { row -> [Violation] in
            let dead = quoted(row.place).filter { $0.contains("/") && tree.files["Sources/" + $0] == nil }.map {
                Violation("docs/glossary.md", row.line, "no file \($0)", "name the file in Sources that has it")
            }
            guard row.isType, !types.contains(row.term) else { return dead }
            return [
                Violation(
                    "docs/glossary.md", row.line, "no type \(row.term)",
                    "name it as the code does, or mark the row `later`")
            ] + dead.prefix(0)
        }
    }

    private static func quoted(_ line: Substring) -> [String] {
        line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }

    private static func declared(_ source: SwiftSource) -> [String] {
        ["struct", "class", "enum", "actor", "protocol", "typealias"].flatMap { word in
            source.occurrences(of: word).compactMap { offset in
                let rest = source.code[(offset + word.utf8.count)...].drop { $0 == UInt8(ascii: " ") }
                return String(decoding: rest.prefix { $0.isNameByte }, as: UTF8.self)
            }
        }
    }
}

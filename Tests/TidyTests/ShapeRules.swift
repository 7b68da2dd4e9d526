extension Rule {
    static let shapeRules = [
        Rule(
            name: "lines have at most 120 characters", check: Shape.checkLines,
            example: [
                "Sources/Levy/A.swift":
                    "// \(String(repeating: "社", count: 117))\n// \(String(repeating: "保", count: 118))\n",
                "scripts/setup": "# \(String(repeating: "x", count: 119))\n",
                "docs/long.md": String(repeating: "x", count: 300),
            ],
            places: ["Sources/Levy/A.swift:2", "scripts/setup:1"]),
        Rule(
            name: "files have at most 500 lines", check: Shape.checkFiles,
            example: [
                "Sources/Levy/A.swift": String(repeating: "\n", count: 501),
                "Sources/Levy/B.swift": String(repeating: "\n", count: 500),
            ],
            places: ["Sources/Levy/A.swift:1"]),
        Rule(
            name: "functions have at most 70 lines", check: Shape.checkFunctions,
            example: [
                "Sources/Levy/A.swift": """
                protocol P { func asked() }
                func short(_ go: () -> Void = {}) {\(String(repeating: "\n", count: 69))}
                func long(_ text: String = "{") {\(String(repeating: "\n", count: 70))}
                struct S {
                    init(_ a: Int) {\(String(repeating: "\n", count: 70))}
                }
                let made = S.init(3)
                """
            ],
            places: ["Sources/Levy/A.swift:144", "Sources/Levy/A.swift:72"]),
        Rule(
            name: "names say what is inside", check: Shape.checkNames,
            example: [
                "Sources/LevyCore/A.swift": "", "Sources/Levy/StringUtils.swift": "", "Sources/Levy/Score.swift": "",
                "Sources/Levy/Helpers/B.swift": "", "Tests/LevyTests/TaskManagerTests.swift": "",
                "Sources/Levy/Placeholder.swift": "",
            ],
            places: [
                "Sources/Levy/Helpers/B.swift:1", "Sources/Levy/Placeholder.swift:1",
                "Sources/Levy/StringUtils.swift:1", "Sources/LevyCore/A.swift:1",
                "Tests/LevyTests/TaskManagerTests.swift:1",
            ]),
        Rule(
            name: "nothing is left to do in a comment", check: Shape.checkMarkers,
            example: [
                "Sources/Levy/A.swift": """
                // \(["TO", "DO"].joined()) later
                let a = "\(["FIX", "ME"].joined())"
                // MASTODON
                """
            ],
            places: ["Sources/Levy/A.swift:1", "Sources/Levy/A.swift:2"]),
    ]
}

/// Sizes and names.
enum Shape {
    static func checkLines(_ tree: Tree) -> [Violation] {
        let others = tree.paths.filter { $0.hasPrefix("scripts/") || $0 == "Package.swift" }
        return (tree.swift.map(\.path) + others).flatMap { path in
            tree.lines(path).enumerated().filter { $0.element.utf8.count > 120 && $0.element.count > 120 }.map {
                Violation(path, $0.offset + 1, "a line of \($0.element.count) characters", "break it before column 121")
            }
        }
    }

    static func checkFiles(_ tree: Tree) -> [Violation] {
        tree.swift.compactMap { source in
            let count = source.lines.last?.isEmpty == true ? source.lines.count - 1 : source.lines.count
            guard count > 500 else { return nil }
            return Violation(source.path, 1, "a file of \(count) lines", "split it by what its parts do; 500 at most")
        }
    }

    static func checkFunctions(_ tree: Tree) -> [Violation] {
        tree.swift.flatMap { source in
            FunctionScan.functions(source).filter { $0.count > 70 }.map {
                Violation(
                    source.path, $0.lowerBound, "a function of \($0.count) lines",
                    "name its steps and make each a function; 70 lines at most")
            }
        }
    }

    static func checkNames(_ tree: Tree) -> [Violation] {
        let empty: Set = ["Core", "Common", "Util", "Utils", "Utilities", "Helper", "Helpers", "Manager", "Misc"]
        return tree.swift.compactMap { source -> Violation? in
            let words = source.path.split { $0 == "/" || $0 == "+" || $0 == "." }.dropLast().flatMap(camelWords)
            if source.fileName == "Placeholder.swift" {
                return Violation(source.path, 1, "a placeholder", "put real code there, or take the target away")
            }
            guard let word = words.first(where: empty.contains) else { return nil }
            return Violation(source.path, 1, "the name \(word)", "name it for what it does")
        }
    }

    static func checkMarkers(_ tree: Tree) -> [Violation] {
        let markers: Set = ["TO" + "DO", "FIX" + "ME", "X" + "XX"]
        return tree.swift.flatMap { source in
            source.lines.enumerated().compactMap { index, line in
                let words = line.utf8.split { !$0.isNameByte }.map { String(decoding: $0, as: UTF8.self) }
                guard let marker = words.first(where: markers.contains) else { return nil }
                return Violation(source.path, index + 1, marker, "do it now, or leave it out")
            }
        }
    }

    /// "TaskManagerTests" gives Task, Manager, Tests.
    private static func camelWords(_ name: Substring) -> [String] {
        name.reduce(into: [String]()) { words, letter in
            if letter.isUppercase || words.isEmpty { words.append("") }
            words[words.count - 1].append(letter)
        }
    }
}

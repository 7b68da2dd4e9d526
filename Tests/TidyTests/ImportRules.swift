import Foundation

extension Rule {
    static let importRules = [
        Rule(
            name: "a target imports what the table of docs/architecture.md gives it", check: Imports.checkSources,
            example: [
                "docs/architecture.md": "| target | knows | imports |\n|---|---|---|\n| `Levy` | x | `Storage` |\n",
                "Sources/Levy/A.swift": "import Foundation\nimport Storage\n@preconcurrency import GRDB\n",
                "Sources/Levy/B.swift": "package import struct Typesetting.Frame\n// import Console\n",
                "Sources/Lost/C.swift": "import Foundation\n",
            ],
            places: ["Sources/Levy/A.swift:3", "Sources/Levy/B.swift:1", "Sources/Lost/C.swift:1"]),
        Rule(
            name: "a test imports what its target depends on", check: Imports.checkTests,
            example: [
                "Package.swift": """
                .target(name: "Levy", dependencies: ["Storage"]),
                .target(name: "Storage", dependencies: [.product(name: "GRDB", package: "GRDB.swift")]),
                .testTarget(name: "LevyTests", dependencies: ["Levy"]),
                """,
                "Tests/LevyTests/A.swift": "import Testing\nimport Storage\n@testable import Levy\nimport Markup\n",
            ],
            places: ["Tests/LevyTests/A.swift:4"]),
        Rule(
            name: "Package.swift and the table of docs/architecture.md agree", check: Imports.checkPackage,
            example: [
                "docs/architecture.md": """
                | target | knows | imports |
                |---|---|---|
                | `Storage` | x | `GRDB` |
                | `Levy` | x | `Storage`, `CLibZip` |
                | `zhengjiao` | x | all of the above, `ArgumentParser` |
                | `Gone` | x | – |
                """,
                "Package.swift": """
                .systemLibrary(name: "CLibZip"),
                .target(name: "Storage", dependencies: [.product(name: "GRDB", package: "GRDB.swift")]),
                .target(name: "Levy", dependencies: ["Storage"]),
                .target(name: "Extra"),
                .target(name: "TestSupport", path: "Tests/TestSupport"),
                .executableTarget(name: "zhengjiao", dependencies: [
                    "Storage", "Levy", .product(name: "ArgumentParser", package: "swift-argument-parser"),
                ]),
                """,
            ],
            places: ["Package.swift:3", "Package.swift:4", "docs/architecture.md:6"]),
        Rule(
            name: "the table of docs/architecture.md names nothing that is not imported", check: Imports.checkUse,
            example: [
                "docs/architecture.md": """
                | target | knows | imports |
                |---|---|---|
                | `Levy` | x | `Storage`, `CLibZip` |
                | `Console` | x | `Levy` |
                | `zhengjiao` | x | all of the above, `ArgumentParser` |
                """,
                "Sources/Levy/A.swift": "import Storage\n", "Sources/zhengjiao/Main.swift": "import ArgumentParser\n",
                "Sources/Console/Placeholder.swift": "",
            ],
            places: ["docs/architecture.md:3"]),
        Rule(
            name: "GRDB is named only in Storage", check: Imports.checkGRDB,
            example: [
                "Sources/Levy/A.swift": "// GRDB is meant here\nlet text = \"GRDB\"\nlet queue: GRDB.DatabaseQueue\n",
                "Sources/Storage/B.swift": "let queue: GRDB.DatabaseQueue\n",
            ],
            places: ["Sources/Levy/A.swift:3"]),
    ]
}

/// Who may import whom.
enum Imports {
    private static let standard: Set = ["Foundation", "Glibc", "Synchronization", "Dispatch"]

    /// The modules imported by a file, with their lines.
    static func modules(_ source: SwiftSource) -> [(name: String, line: Int)] {
        source.occurrences(of: "import").compactMap { offset in
            let line = source.line(at: offset)
            let words = source.code(line: line).split(separator: " ")
            guard let index = words.firstIndex(of: "import"),
                words[..<index].allSatisfy({ $0.hasPrefix("@") || ["package", "private", "internal"].contains($0) })
            else { return nil }
            let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "typealias", "var", "let"]
            let module = words[(index + 1)...].first { !kinds.contains($0) }
            return module.map { (String($0.prefix { $0 != "." }), line) }
        }
    }

    static func checkSources(_ tree: Tree) -> [Violation] {
        let table = ImportTable(tree)
        return tree.sources.flatMap { source -> [Violation] in
            guard let row = table.rows[source.target] else {
                return [
                    Violation(source.path, 1, "unknown target", "give \(source.target) a row in docs/architecture.md")
                ]
            }
            return modules(source).filter { !standard.contains($0.name) && !row.imports.contains($0.name) }.map {
                Violation(
                    source.path, $0.line, "import of \($0.name)",
                    "\(source.target) may import \(row.imports.sorted().joined(separator: ", "))")
            }
        }
    }

    static func checkTests(_ tree: Tree) -> [Violation] {
        let manifest = Manifest(tree)
        return tree.swift.filter { $0.isBelow("Tests") }.flatMap { source -> [Violation] in
            let reachable = manifest.reachable(from: source.target)
            return modules(source).filter {
                !standard.contains($0.name) && $0.name != "Testing" && !reachable.contains($0.name)
            }.map {
                Violation(
                    source.path, $0.line, "import of \($0.name)",
                    "let \(source.target) depend on it in Package.swift, or do without")
            }
        }
    }

    static func checkPackage(_ tree: Tree) -> [Violation] {
        let table = ImportTable(tree)
        let manifest = Manifest(tree)
        let products = manifest.targets.filter { !$0.isTest && !$0.isLibraryOfC }
        let missing = products.compactMap { target -> Violation? in
            guard let row = table.rows[target.name] else {
                return Violation(
                    "Package.swift", target.line, "unknown target",
                    "give \(target.name) a row in docs/architecture.md")
            }
            let surplus = target.dependencies.subtracting(row.imports).sorted()
            let lacking = row.imports.subtracting(target.dependencies).sorted()
            guard !(surplus + lacking).isEmpty else { return nil }
            let only = { (names: [String]) in names.isEmpty ? "nothing" : names.joined(separator: ", ") }
            return Violation(
                "Package.swift", target.line, "dependencies of \(target.name)",
                "make the two agree: only Package.swift has \(only(surplus)), only the table \(only(lacking))")
        }
        let gone = table.rows.values.filter { row in !products.contains { $0.name == row.target } }.map {
            Violation("docs/architecture.md", $0.line, "target \($0.target)", "Package.swift has no such target")
        }
        return missing + gone.sorted { $0.line < $1.line }
    }

    static func checkUse(_ tree: Tree) -> [Violation] {
        let imported = Dictionary(grouping: tree.sources, by: \.target).mapValues { sources in
            Set(sources.flatMap { modules($0).map(\.name) })
        }
        // A target that has no code yet has no imports yet.
        let empty = Set(tree.sources.filter { $0.fileName == "Placeholder.swift" }.map(\.target))
        let rows = ImportTable(tree).rows.values.filter { !empty.contains($0.target) }
        return rows.sorted { $0.line < $1.line }.flatMap { row in
            row.named.subtracting(imported[row.target] ?? []).sorted().map {
                Violation(
                    "docs/architecture.md", row.line, "unused import of \($0)",
                    "\(row.target) does not import it: take it out of the table and of Package.swift")
            }
        }
    }

    static func checkGRDB(_ tree: Tree) -> [Violation] {
        tree.sources.filter { $0.target != "Storage" }.flatMap { source in
            source.occurrences(of: "GRDB").map {
                Violation(source.path, source.line(at: $0), "GRDB outside Storage", "use what Storage offers")
            }
        }
    }
}

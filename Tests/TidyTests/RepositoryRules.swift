extension Rule {
    static let repositoryRules = [
        Rule(
            name: "no fonts, no printed files, nothing built", check: Repository.checkBinaries,
            example: [
                "fonts/Song.ttf": "x", "docs/a.pdf": "x", "docs/hidden.bin": "%PDF-1.7", "fonts/b.bin": "OTTO....",
                "docs/about-pdf.md": "x", "Levy.emit-module.dia": "DIAG",
            ],
            places: [
                "Levy.emit-module.dia:1", "docs/a.pdf:1", "docs/hidden.bin:1", "fonts/Song.ttf:1", "fonts/b.bin:1"]),
        Rule(
            name: "no file over 1 MiB", check: Repository.checkSizes,
            example: [
                "a.txt": String(repeating: "x", count: 1 << 20), "b.txt": String(repeating: "x", count: 1 << 20 + 1),
            ],
            places: ["b.txt:1"]),
        Rule(
            name: "no merge is left half done", check: Repository.checkMergeMarks,
            example: [
                "a.yaml": "a: 1\n\(Repository.mergeMarks[0])HEAD\nb: 2\n\(Repository.mergeMarks[1])c\n",
                "b.md": "Title\n=======\n",
            ],
            places: ["a.yaml:2", "a.yaml:4"]),
        Rule(
            name: "the project speaks only of itself", check: Repository.checkMachinePaths,
            example: [
                "README.md": "See \(["", "work", "main"].joined(separator: "/"))\nand ~/.local/share/fonts.\n",
                "scripts/setup": "cp \(["..", "shared", "a"].joined(separator: "/")) .\n",
            ],
            places: ["README.md:1", "scripts/setup:1"]),
    ]
}

/// What the repository may hold.
enum Repository {
    static func checkBinaries(_ tree: Tree) -> [Violation] {
        let built = [".o", ".a", ".so", ".dia", ".swiftmodule", ".swiftdeps", ".pyc"]
        let endings = [".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2", ".pfb", ".pdf", ".ofd"] + built
        let beginnings: [[UInt8]] = ["%PDF", "OTTO", "ttcf", "wOFF", "wOF2", "\0\u{1}\0\0"].map { Array($0.utf8) }
        return tree.paths.filter { path in
            endings.contains { path.lowercased().hasSuffix($0) }
                || beginnings.contains { tree.files[path]!.starts(with: $0) }
        }.map {
            Violation($0, 1, "a font, a print or something built",
                "scripts/setup fetches fonts; what is printed belongs into out/, what is built into .build/")
        }
    }

    static func checkSizes(_ tree: Tree) -> [Violation] {
        tree.paths.filter { tree.files[$0]!.count > 1 << 20 }.map {
            let size = tree.files[$0]!.count >> 10
            return Violation($0, 1, "a file of \(size) KiB", "make it smaller, or have it made when needed")
        }
    }

    static let mergeMarks = ["<", ">"].map { String(repeating: $0, count: 7) + " " }

    static func checkMergeMarks(_ tree: Tree) -> [Violation] {
        tree.paths.flatMap { path in
            tree.lines(path).enumerated().compactMap { index, line in
                guard mergeMarks.contains(where: { line.hasPrefix($0) }) else { return nil }
                return Violation(path, index + 1, "the mark of a conflict", "decide which side stands, or join them")
            }
        }
    }

    static func checkMachinePaths(_ tree: Tree) -> [Violation] {
        // Put together, so that this file does not speak of them.
        let words = [["", "work", ""], ["", "root", ""], ["", "tmp", "bash"], ["", "tmp", "pkg"], ["..", "shared"]]
            .map { $0.joined(separator: "/") }
        return tree.paths.flatMap { path in
            tree.lines(path).enumerated().compactMap { index, line in
                guard let word = words.first(where: { line.contains($0) }) else { return nil }
                return Violation(path, index + 1, "the path \(word)", "say it without a place of one machine")
            }
        }
    }
}

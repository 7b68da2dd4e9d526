/// The targets of `Package.swift`, read as text. The file has at most one target to a line.
struct Manifest {
    struct Target {
        let name: String
        let line: Int
        let dependencies: Set<String>
        /// Whether it lies in `Tests`.
        let isTest: Bool
        /// A module map or a shim over a C library; its name is a C and the library's name.
        let isLibraryOfC: Bool
    }

    let targets: [Target]

    init(_ tree: Tree) {
        let source = SwiftSource(path: "Package.swift", text: tree.text("Package.swift") ?? "")
        var targets: [Target] = []
        for kind in ["systemLibrary", "target", "executableTarget", "testTarget"] {
            for offset in source.occurrences(of: "." + kind) {
                let range = Manifest.brackets(source.code, from: offset)
                let lines = source.line(at: range.lowerBound)...source.line(at: range.upperBound)
                let literals = source.literals.filter { lines.contains($0.line) }
                let labelled = literals.filter { !$0.lead.hasSuffix("package:") && !$0.lead.hasSuffix("path:") }
                guard let name = labelled.first else { continue }
                let rest = labelled.filter { $0.text != name.text && !$0.lead.hasSuffix("pkgConfig:") }
                let isTest = literals.contains { $0.lead.hasSuffix("path:") && $0.text.hasPrefix("Tests/") }
                let isC = name.text.hasPrefix("C") && name.text.dropFirst().first?.isUppercase == true
                targets.append(
                    Target(
                        name: name.text, line: lines.lowerBound,
                        dependencies: isC ? [] : Set(rest.map(\.text)), isTest: isTest || kind == "testTarget",
                        isLibraryOfC: isC))
            }
        }
        self.targets = targets.sorted { $0.line < $1.line }
    }

    /// Everything a target can import: its dependencies and theirs.
    func reachable(from name: String) -> Set<String> {
        var found: Set<String> = []
        var open = [name]
        while let next = open.popLast() {
            for dependency in targets.first(where: { $0.name == next })?.dependencies ?? []
            where found.insert(dependency).inserted {
                open.append(dependency)
            }
        }
        return found
    }

    /// The round brackets that open after `start`, as offsets of the code.
    private static func brackets(_ code: [UInt8], from start: Int) -> ClosedRange<Int> {
        var depth = 0
        for index in start..<code.count {
            if code[index] == UInt8(ascii: "(") { depth += 1 }
            if code[index] == UInt8(ascii: ")") {
                depth -= 1
                if depth == 0 { return start...index }
            }
        }
        return start...max(start, code.count - 1)
    }
}

import ArgumentParser
import Diagnostics
import Foundation
import Typesetting

struct FontsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fonts", abstract: "列出字体系列、文件和收字情况；或找出名单里印不出的字。",
        discussion: """
            --missing 读 JSON、CSV 或 XLSX，列出没有一种字体能印的字和它所在的行；有这样的字时退出码是 65。

            zhengjiao fonts
            zhengjiao fonts --missing names.csv --column 姓名 --family fangsong
            """)

    @Option(help: "在这个文件里找印不出的字：JSON、CSV、XLSX，或 -") var missing: String?
    @Option(help: "只看这一列（JSON 中是字段的路径）") var column: String?
    @Option(help: "用哪个字体系列印") var family = "songti"
    @Flag(help: "输出 JSON") var json = false
    @Option(help: "字体目录") var fonts: String?

    func validate() throws {
        if column != nil, missing == nil {
            throw ValidationError(zh: "--column 要与 --missing 一起用。", en: "--column goes with --missing.")
        }
    }

    func run() async throws {
        try await Failures.reporting {
            guard let missing else {
                // What is there is shown, whatever is not.
                var mistakes = DiagnosticList()
                let report = FontReport(try Installation.fontCatalog(override: fonts, mistakes: &mistakes))
                print(json ? try JSONOutput.text(report) : report.text)
                return try mistakes.throwIfErrors()
            }
            let catalog = try Installation.fontCatalog(override: fonts)
            guard catalog.chain(families: [family], weight: 400) != nil else {
                throw Rejection(
                    "font.unknown-family",
                    ["families": family, "known": catalog.familyNames.joined(separator: ", ")])
            }
            let found = try MissingCharacters(catalog: catalog, family: family, column: column).search(
                try DataFile(missing))
            print(json ? try JSONOutput.text(found) : found.text)
            if !found.missing.isEmpty { throw ExitCode.wrongInput }
        }
    }
}

/// What fonts there are, for people and programs.
struct FontReport: Encodable {
    struct Family: Encodable {
        let name: String
        let aliases: [String]
        /// Files by weight.
        let faces: [String: String]
        /// Characters by block, with all that stands in.
        let coverage: [String: Int]
    }

    struct File: Encodable {
        let name: String
        let path: String
        let licence: String
        let coverage: [String: Int]
    }

    let families: [Family]
    let files: [File]
    /// How many characters each block has.
    let blocks: [String: Int]

    init(_ catalog: FontCatalog) {
        func counts(_ coverage: [(block: CodeBlock, count: Int)]) -> [String: Int] {
            coverage.reduce(into: [:]) { $0[$1.block.name] = $1.count }
        }
        families = catalog.familyNames.map { name in
            Family(
                name: name, aliases: catalog.aliases(of: name),
                faces: catalog.faces(of: name).reduce(into: [:]) { $0["\($1.weight)"] = $1.face.name },
                coverage: counts(catalog.coverage(of: name)))
        }
        files = catalog.files.map {
            File(name: $0.name, path: $0.path, licence: $0.licence, coverage: counts(catalog.coverage(of: $0.face)))
        }
        blocks = CodeBlock.all.reduce(into: [:]) { $0[$1.name] = $1.assigned }
    }

    /// The blocks that a table has room for.
    private static let shown: [(head: String, blocks: [String])] = [
        ("CJK", ["CJK"]), ("A", ["CJK Ext A"]), ("B", ["CJK Ext B"]),
        ("C–F", ["CJK Ext C", "CJK Ext D", "CJK Ext E", "CJK Ext F"]), ("G–H", ["CJK Ext G", "CJK Ext H"]),
    ]

    var text: String {
        func cells(_ coverage: [String: Int]) -> [String] {
            FontReport.shown.map { column in "\(column.blocks.reduce(0) { $0 + (coverage[$1] ?? 0) })" }
        }
        let heads = FontReport.shown.map(\.head)
        let numbers = Set(1...heads.count)
        var familyTable = TextTable(
            head: [say("fonts.family")] + heads + [say("fonts.weights"), say("fonts.aliases")], right: numbers)
        for family in families {
            let weights = family.faces.keys.compactMap { Int($0) }.sorted().map { "\($0)" }.joined(separator: " ")
            familyTable.append(
                [family.name] + cells(family.coverage) + [weights, family.aliases.joined(separator: " ")])
        }
        familyTable.append([say("fonts.all")] + cells(blocks))
        var fileTable = TextTable(
            head: [say("fonts.file")] + heads + [say("fonts.licence"), say("fonts.path")], right: numbers)
        for file in files { fileTable.append([file.name] + cells(file.coverage) + [file.licence, file.path]) }
        return (familyTable.lines + [""] + fileTable.lines).joined(separator: "\n")
    }
}

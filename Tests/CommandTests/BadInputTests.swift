import Foundation
import TestSupport
import Testing

/// The small campaign, spoilt in one place.
struct Spoilt: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// What standard error must say: the place, the code.
    let place: String
    let code: String
    let status: Int
    /// Whether the catalogue knows what to do about it.
    let hasHint: Bool
    let spoil: @Sendable (Bench) throws -> Void

    init(
        _ name: String, _ code: String, at place: String = "", status: Int = 65, hasHint: Bool = true,
        _ spoil: @escaping @Sendable (Bench) throws -> Void
    ) {
        testDescription = name
        self.code = code
        self.place = place
        self.status = status
        self.hasHint = hasHint
        self.spoil = spoil
    }
}

/// A copy of the small campaign, with what is needed to spoil it.
final class Bench {
    let scratch: ScratchFolder
    var environment: [String: String] = [:]
    var out: String { scratch / "out" }
    var folder: String { scratch / "campaign" }

    init() throws {
        scratch = try ScratchFolder()
        _ = try Campaigns.copy(into: scratch)
    }

    func write(_ bytes: [UInt8], _ name: String) throws { try scratch.write(bytes, to: "campaign/" + name) }
    func bytes(_ name: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)))
    }
    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: folder + "/" + name) }

    /// Replaces the first place of a text in a file; both in the file's encoding.
    func replace(_ old: String, _ new: String, in name: String, encoding: String = "UTF-8") throws {
        let file = try bytes(name)
        let found = try #require(Data(file).firstRange(of: Data(encoded(old, encoding))), "\(name) has no \(old)")
        try write(Array(file[..<found.lowerBound]) + encoded(new, encoding) + Array(file[found.upperBound...]), name)
    }

    func encoded(_ text: String, _ encoding: String) throws -> [UInt8] {
        try Command.run("iconv", ["-f", "UTF-8", "-t", encoding], input: Array(text.utf8)).output
    }

    /// The program's own files, to be spoilt: a home of copies.
    func ownHome() throws {
        for name in ["templates", "fonts"] {
            try FileManager.default.copyItem(atPath: Project.path(name), toPath: scratch / name)
        }
        environment["ZHENGJIAO_HOME"] = scratch.path
        environment["ZHENGJIAO_FONTS"] = Project.path(".cache/fonts")
    }

    func rehearse(_ language: [String: String]) throws -> Command.Outcome {
        try Campaigns.rehearse(folder, out: out, environment: language.merging(environment) { $1 })
    }

    /// How many rows a table of the campaign's database has.
    func rows(_ table: String) throws -> Int {
        let database = out + "/.state/campaign.db"
        guard FileManager.default.fileExists(atPath: database) else { return 0 }
        let program = "import sqlite3, sys; print(*sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchone())"
        let answer = try Command.run("python3", ["-c", program, database, "SELECT count(*) FROM \(table)"])
        return try #require(Int(answer.text.trimmingCharacters(in: .whitespacesAndNewlines)), "\(answer.errorText)")
    }
}

/// Wrong input of every kind: said with its place and what to do, in both languages, and nothing of it kept.
@Suite struct BadInputTests {
    static let files: [Spoilt] = [
        Spoilt("a roster is missing", "levy.file-missing", at: "data/medical.csv:1:1") {
            try $0.remove("data/medical.csv")
        },
        Spoilt("a list is missing", "levy.file-missing", at: "data/poverty.csv:1:1") {
            try $0.remove("data/poverty.csv")
        },
        Spoilt("a roster in UTF-16", "levy.encoding.utf16", at: "data/medical.csv:1:1") { bench in
            let roster = try bench.bytes("data/medical.csv")
            let text = try Command.run("iconv", ["-f", "GB18030", "-t", "UTF-16"], input: roster)
            try bench.write(text.output, "data/medical.csv")
        },
        Spoilt("a roster with a byte that is no GB 18030", "levy.encoding.broken", at: "data/medical.csv:5:") { bench in
            var bytes = try bench.bytes("data/medical.csv")
            bytes.replaceSubrange(300..<302, with: [0xFF, 0xFF])
            try bench.write(bytes, "data/medical.csv")
        },
        Spoilt("a roster with another head", "levy.missing-column", at: "data/medical.csv:1:1") {
            try $0.replace("身份证号码", "号码", in: "data/medical.csv", encoding: "GB18030")
        },
        Spoilt("an empty roster", "levy.file-empty", at: "data/medical.csv:1:1") {
            try $0.write([], "data/medical.csv")
        },
        Spoilt("a workbook that is none", "levy.workbook.broken", at: "data/pension.xlsx:1:1") { bench in
            try bench.write(Array(bench.bytes("data/pension.xlsx").prefix(2_000)), "data/pension.xlsx")
        },
        Spoilt("a village without its town", "levy.region.parent", at: "data/regions.csv:7:") {
            try $0.replace("village,379901X01", "village,379901X09", in: "data/regions.csv")
        },
        Spoilt("an agent of no village", "levy.agent.village", at: "data/agents.csv:2:1") {
            try $0.replace("379901001200", "379901001999", in: "data/agents.csv")
        },
        Spoilt("no bank folder", "levy.file-missing", at: "data/payments:1:1") { try $0.remove("data/payments") },
        Spoilt("an empty list of the treasury", "levy.file-empty", at: "data/treasury-receipts.csv:1:1") {
            try $0.write([], "data/treasury-receipts.csv")
        },
        Spoilt("a person whose name no font has", "font.missing-glyph-of", at: "collection-roster.html:") {
            try $0.replace("王玉", "王\u{2F7FF}玉", in: "data/medical.csv", encoding: "GB18030")
        },
    ]

    static let plans: [Spoilt] = [
        Spoilt("an unknown key", "config.unknown-key", at: "campaign.yaml:116:3") {
            try $0.replace("  district: 青石区", "  distrikt: 青石区", in: "campaign.yaml")
        },
        Spoilt("a date that does not exist", "config.not-date", at: "campaign.yaml:45:11") {
            try $0.replace("from: 2020-11-05", "from: 2020-11-31", in: "campaign.yaml")
        },
        Spoilt("a circle of needs", "plan.cycle", at: "campaign.yaml:25:", hasHint: false) {
            try $0.replace(
                "- id: import-rosters", "- id: import-rosters\n        needs: [print-rosters]", in: "campaign.yaml")
        },
        Spoilt("an unknown handler", "plan.unknown-handler-near", at: "campaign.yaml:36:13") {
            try $0.replace("- id: print-agreements", "- id: print-agrements", in: "campaign.yaml")
        },
        Spoilt("a decision that its task does not allow", "task.choice", at: "campaign.yaml:167:12") {
            try $0.replace("short: 补缴入库", "short: 补缴", in: "campaign.yaml")
        },
        Spoilt("no decision for a kind of difference", "command.no-decision", at: "campaign.yaml:167:") {
            try $0.replace("    count: 更正入库\n", "", in: "campaign.yaml")
        },
        Spoilt("one person who decides and checks", "command.same-person", at: "campaign.yaml:165:12") {
            try $0.replace("checker: 复核员（演练）", "checker: 经办员（演练）", in: "campaign.yaml")
        },
        Spoilt("no calendar", "plan.unreadable", at: "campaign.yaml:5:11") { try $0.remove("calendar.csv") },
        Spoilt("no data folder", "command.data-folder") { try $0.remove("data") },
        Spoilt("data that is a file", "command.data-no-folder") { bench in
            try bench.remove("data")
            try bench.write([], "data")
        },
        Spoilt("a field that the document does not have", "template.misspelt-field", at: "documents/plan.html:10:31") {
            try $0.replace("document.number", "document.numbr", in: "documents/plan.html")
        },
        Spoilt("a style sheet with a property that is not supported", "css.", at: "templates/sheet.css:1:") { bench in
            try bench.ownHome()
            let sheet = try Project.bytes("templates/sheet.css")
            try bench.scratch.write(Array("body { colour: red; }\n".utf8) + sheet, to: "templates/sheet.css")
        },
        Spoilt("a font that is not installed", "font.not-installed") { bench in
            try bench.ownHome()
            let fonts = try Project.text("fonts/fonts.yaml")
            let other = fonts.replacingOccurrences(of: "FandolFang-Regular.otf", with: "NoSuchFont.otf")
            try bench.scratch.write(other, to: "fonts/fonts.yaml")
        },
        Spoilt("an output folder that is a file", "command.out-unwritable", status: 74) {
            try $0.scratch.write("a file", to: "out")
        },
        Spoilt("an output folder where none can be made", "command.out-unwritable", status: 74) {
            try FileManager.default.createSymbolicLink(atPath: $0.out, withDestinationPath: "/proc/none")
        },
    ]

    @Test(arguments: files + plans)
    func `wrong input is named with its place and what to do`(spoilt: Spoilt) throws {
        for (language, error, hint) in [
            (Campaigns.chinese, "错误：", "办法："), (Campaigns.english, "error: ", "hint: "),
        ] {
            let bench = try Bench()
            try spoilt.spoil(bench)
            let outcome = try bench.rehearse(language)
            let said = outcome.errorText
            #expect(outcome.status == spoilt.status, "\(said)")
            let lines = said.split(separator: "\n").map(String.init)
            let line = try #require(lines.firstIndex { $0.contains("[\(spoilt.code)") }, "\(said)")
            #expect(spoilt.place.isEmpty || lines[line].contains(spoilt.place), "\(said)")
            #expect(lines[line].contains(error), "\(said)")
            #expect(!spoilt.hasHint || lines[line...].contains { $0.contains(hint) }, "\(said)")
            #expect(!said.contains("Error Domain") && !said.contains("Fatal"), "\(said)")
        }
    }

    @Test(arguments: files.prefix(9))
    func `of a roster that is refused nothing is kept, and once it is right it goes on`(spoilt: Spoilt) throws {
        let bench = try Bench()
        try spoilt.spoil(bench)
        #expect(try bench.rehearse(Campaigns.chinese).status == 65)
        for table in ["regions", "persons", "obligations", "entries", "imports"] {
            #expect(try bench.rows("levy_\(table)") == 0, "\(table)")
        }
        try FileManager.default.removeItem(atPath: bench.folder)
        _ = try Campaigns.copy(into: bench.scratch)
        let again = try Campaigns.rehearse(bench.folder, out: bench.out, ["--resume"])
        #expect(again.status == 0, "\(again.errorText)")
        #expect(try Campaigns.finished.get().tree.differences(FileTree(bench.out)) == [])
    }

    @Test func `the message about a missing character names person and character`() throws {
        let bench = try Bench()
        try bench.replace("王玉", "王\u{2F7FF}玉", in: "data/medical.csv", encoding: "GB18030")
        let said = try bench.rehearse(Campaigns.chinese).errorText
        #expect(said.contains("U+2F7FF") && said.contains("王\u{2F7FF}玉") && said.contains("柳沟社区"))
        #expect(try FileTree(bench.out).paths("02-rosters").allSatisfy { !$0.contains("柳沟社区") })
    }

    @Test func `a start that was refused does not stand in the way of the next`() throws {
        let bench = try Bench()
        try bench.replace("short: 补缴入库", "short: 补缴", in: "campaign.yaml")
        #expect(try bench.rehearse(Campaigns.chinese).status == 65)
        try bench.replace("short: 补缴", "short: 补缴入库", in: "campaign.yaml")
        let again = try Campaigns.rehearse(bench.folder, out: bench.out, ["--replace"])
        #expect(again.status == 0, "\(again.errorText)")
    }

    @Test func `a plan is checked without being run`() throws {
        let bench = try Bench()
        try bench.replace("short: 补缴入库", "short: 补缴入库", in: "campaign.yaml")
        #expect(try Campaigns.zhengjiao(["plan", "check", bench.folder + "/campaign.yaml"]).status == 0)
        try bench.replace("print-agreements", "print-agrements", in: "campaign.yaml")
        let outcome = try Campaigns.zhengjiao(["plan", "check", bench.folder + "/campaign.yaml"])
        #expect(outcome.status == 65 && outcome.errorText.contains("[plan.unknown-handler-near]"))
    }
}

import Foundation
import TestSupport
import Testing

/// A command line that somebody new is likely to write, or files that are likely to be wrong.
struct Mistake: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let arguments: [String]
    /// The code of the message; empty for a wrong command line.
    let code: String
    let status: Int
    let hasHint: Bool
    /// What else the message says.
    let says: String
    let prepare: @Sendable (Desk) throws -> Void

    init(
        _ name: String, _ arguments: [String], _ code: String, status: Int = 65, hasHint: Bool = true,
        says: String = "", _ prepare: @escaping @Sendable (Desk) throws -> Void = { _ in }
    ) {
        (testDescription, self.arguments, self.code, self.status) = (name, arguments, code, status)
        (self.hasHint, self.says, self.prepare) = (hasHint, says, prepare)
    }
}

@Suite struct MistakeTests {
    private static let each = ["render", "card.html", "--data", "card.csv", "-o", "out/{id}.pdf"]

    static let render: [Mistake] = [
        Mistake("a template that is not there", ["render", "crad.html"], "template.unreadable", says: "crad.html"),
        Mistake("data that is not there", ["render", "card.html", "--data", "crad.csv"], "data.missing-near") { _ in },
        Mistake("a folder as data", ["render", "card.html", "--data", "."], "data.folder"),
        Mistake("no data", ["render", "card.html"], "data.wanted"),
        Mistake("an ending that is no format", each.dropLast() + ["out/{id}.doc"], "command.output-format"),
        Mistake("no ending", each.dropLast() + ["out/{id}"], "command.output-format"),
        Mistake("a field that is not there", each.dropLast() + ["out/{idd}.pdf"], "render.misspelt-name", says: "id"),
        Mistake("a brace alone", each.dropLast() + ["out/{id.pdf"], "render.brace"),
        Mistake("many records for one file", each.dropLast(2) + ["-o", "a.pdf"], "render.many-records"),
        Mistake("names and merge", each + ["--merge"], "render.merge-and-names"),
        Mistake("merged pictures", each.dropLast(2) + ["--merge", "-o", "a.png"], "render.merge-format"),
        Mistake("a page that is not there", ["render", "a.html", "--page", "9", "-o", "a.png"], "command.no-such-page",
            hasHint: false) { try $0.scratch.write("<!DOCTYPE html><html><body>一</body></html>", to: "a.html") },
        Mistake("an empty table", each, "levy.file-empty") { try $0.scratch.write("", to: "card.csv") },
        Mistake("a head without rows", each, "data.no-records") {
            try $0.scratch.write("编号,姓名,金额,日期\n", to: "card.csv")
        },
        Mistake("a misspelt column", each, "data.missing-column-near", says: "card.csv:1:1") {
            try $0.scratch.write(Desk.table.replacingOccurrences(of: "编号", with: "idd"), to: "card.csv")
        },
        Mistake("a table in UTF-16", each, "levy.encoding.utf16") {
            try $0.scratch.write($0.encoded(Desk.table, "UTF-16"), to: "card.csv")
        },
        Mistake("a quotation mark that is not closed", each, "levy.csv.open-quote", says: "card.csv:5:4") {
            try $0.scratch.write(Desk.table + "A9,\"王五,3,2019-11-03,\n", to: "card.csv")
        },
        Mistake("JSON with a comma too many", ["render", "card.html", "--data", "a.json"], "json.syntax",
            says: "a.json:2:1") { try $0.scratch.write("{\"id\": \"1\",\n}", to: "a.json") },
        Mistake("JSON in GB 18030", ["render", "card.html", "--data", "a.json"], "command.file-not-utf8") {
            try $0.scratch.write($0.encoded("{\"id\": \"王\"}", "GB18030"), to: "a.json")
        },
        Mistake("equal names", each, "render.collision") {
            try $0.scratch.write(Desk.table + "A1,王五,3,2019-11-03,\n", to: "card.csv")
        },
        Mistake("a template with a mistake", each, "template.misspelt-field", says: "card.html:10:") {
            try $0.scratch.write(Desk.card.replacingOccurrences(of: "{{ amount", with: "{{ amuont"), to: "card.html")
        },
        Mistake("a folder that is a file", each, "", status: 74, hasHint: false) {
            try $0.scratch.write("a file", to: "out")
        },
        Mistake("a folder where none can be made", each.dropLast() + ["/proc/none/{id}.pdf"], "", status: 74,
            hasHint: false),
        Mistake("an unknown option", each + ["--dip", "300"], "", status: 64, hasHint: false, says: "--dpi"),
        Mistake("no threads", each + ["--jobs", "0"], "", status: 64, hasHint: false, says: "--jobs"),
    ]

    static let others: [Mistake] = [
        Mistake("check: a template that is not there", ["check", "none.html"], "template.unreadable"),
        Mistake("check: no template", ["check"], "", status: 64, hasHint: false),
        Mistake("check: a wrong description", ["check", "card.html"], "fields.unknown-type", says: "card.fields:3:9") {
            try $0.scratch.write(Desk.fields.replacingOccurrences(of: "money", with: "monney"), to: "card.fields")
        },
        Mistake("check: a style sheet that is not there", ["check", "card.html"], "template.unreadable") {
            try $0.scratch.write(
                Desk.card.replacingOccurrences(of: "<style>", with: "<link rel=\"stylesheet\" href=\"x.css\"><style>"),
                to: "card.html")
        },
        Mistake("check: no UTF-8", ["check", "card.html"], "template.not-utf8", says: "card.html:") {
            try $0.scratch.write($0.encoded(Desk.card, "GB18030"), to: "card.html")
        },
        Mistake("fonts: a list that is not there", ["fonts", "--missing", "cord.csv"], "data.missing-near"),
        Mistake("fonts: a column that is not there", ["fonts", "--missing", "card.csv", "--column", "电话"],
            "fonts.no-column"),
        Mistake("fonts: a family that is not there", ["fonts", "--missing", "card.csv", "--family", "fansong"],
            "font.unknown-family"),
        Mistake("fonts: a column without a list", ["fonts", "--column", "姓名"], "", status: 64, hasHint: false),
        Mistake("fonts: no catalogue", ["fonts", "--fonts", "none.yaml"], "font.catalogue-unreadable"),
        Mistake("watch: a template that is not there", ["watch", "none.html"], "template.unreadable"),
        Mistake("watch: a port that is none", ["watch", "card.html", "--port", "99999"], "", status: 64,
            hasHint: false),
    ]

    @Test(arguments: render + others)
    func `a mistake is said with what to do about it`(mistake: Mistake) throws {
        for (language, error, hint) in [
            (Campaigns.chinese, "错误：", "办法："), (Campaigns.english, "error: ", "hint: "),
        ] {
            let desk = try Desk()
            try mistake.prepare(desk)
            let outcome = try desk.run(mistake.arguments, environment: language, seconds: 30)
            let said = outcome.errorText
            #expect(outcome.status == mistake.status, "\(said)")
            #expect(mistake.says.isEmpty || said.contains(mistake.says), "\(said)")
            #expect(!said.contains("Error Domain") && !said.contains("Fatal") && !said.isEmpty, "\(said)")
            guard !mistake.code.isEmpty else { continue }
            #expect(said.contains("[\(mistake.code)]") && said.contains(error), "\(said)")
            #expect(!mistake.hasHint || said.contains(hint), "\(said)")
            // Nothing is left of a run that was refused.
            #expect(!FileManager.default.fileExists(atPath: desk.scratch / "out"), "\(said)")
        }
    }

    @Test(.enabled(if: SmallDisk.obstacle == nil, "mounting a small disk takes root and mount(8)"))
    func `on a full disk it says so, and with more room it goes on`() throws {
        let disk = try SmallDisk(size: "64k")
        let desk = try Desk(
            table: "编号,姓名,金额,日期,备注\n" + (1...20).map { "N\($0),王五,\($0),2019-11-03,\n" }.joined())
        let arguments = ["render", "card.html", "--data", "card.csv", "-o", disk.path + "/{id}.pdf"]
        let full = try desk.run(arguments, environment: Campaigns.english)
        #expect(full.status == 74 && full.errorText.lowercased().contains("no space left on device"))
        try disk.enlarge(to: "16m")
        let again = try desk.run(arguments + ["--resume"])
        #expect(again.status == 0, "\(again.errorText)")
        let files = try FileManager.default.contentsOfDirectory(atPath: disk.path).filter { !$0.hasPrefix(".") }
        #expect(files.count == 20 && files.allSatisfy { $0.hasSuffix(".pdf") })
    }
}

import Foundation
import TestSupport
import Testing

/// `check` and `fonts` as black boxes.
@Suite struct CheckTests {
    @Test func `the project's own templates are found right, with their samples`() throws {
        let templates = try FileManager.default.contentsOfDirectory(atPath: Project.path("templates"))
            .filter { $0.hasSuffix(".html") }.sorted().map { "templates/" + $0 }
        #expect(!templates.isEmpty)
        let outcome = try Campaigns.zhengjiao(["check"] + templates)
        #expect(outcome.status == 0, "\(outcome.errorText)")
        #expect(outcome.text.hasPrefix("检查 \(templates.count) 个模板，试排"))
    }

    @Test func `every mistake is shown with its line and a caret`() throws {
        let desk = try Desk(
            card: Desk.card.replacingOccurrences(of: "payer.name }}：", with: "payer.nam }}：")
                .replacingOccurrences(of: "font-size", with: "font-sizes")
                .replacingOccurrences(of: "| yuan", with: "| date(\"yyyy\")"))
        let outcome = try desk.run(["check", "card.html"])
        let said = outcome.errorText
        #expect(outcome.status == 65)
        #expect(said.contains("card.html:6:") && said.contains("[css.misspelt-property]"), "\(said)")
        #expect(said.contains("card.html:10:") && said.contains("[template.misspelt-field]"), "\(said)")
        #expect(said.contains("^^^") && !said.contains("\u{1B}["), "\(said)")
        #expect(outcome.text.contains("3 处错误，0 处警告"), "\(outcome.text)")
    }

    @Test func `a paper to residents does not threaten`() throws {
        func page(_ audience: String) -> String {
            "<!DOCTYPE html><html><head><meta name=\"audience\" content=\"\(audience)\"></head>"
                + "<body><p>欢迎参保。</p><p>逾期不缴的，加收滞纳金。</p></body></html>"
        }
        let desk = try Desk()
        try desk.scratch.write(page("residents"), to: "threat.html")
        try desk.scratch.write(page("somebody"), to: "whom.html")
        try desk.scratch.write("<!DOCTYPE html><html><body><p>加收滞纳金。</p></body></html>", to: "letter.html")
        let outcome = try desk.run(["check", "threat.html"])
        #expect(outcome.status == 65, "\(outcome.text)")
        #expect(outcome.errorText.contains("滞纳金") && outcome.errorText.contains("逾期不缴"), "\(outcome.errorText)")
        #expect(try desk.run(["check", "whom.html"]).errorText.contains("check.audience"))
        #expect(try desk.run(["check", "letter.html"]).status == 0)
    }

    @Test func `JSON has the places, the words and the sums`() throws {
        let desk = try Desk(card: Desk.card.replacingOccurrences(of: "font-size", with: "font-sizes"))
        try desk.scratch.write("<!DOCTYPE html><html><body><p>好</p></body></html>", to: "fine.html")
        let outcome = try desk.run(["check", "card.html", "fine.html", "--json"], environment: Campaigns.english)
        #expect(outcome.status == 65 && outcome.errorText.isEmpty, "\(outcome.errorText)")
        struct Answer: Decodable {
            struct File: Decodable {
                struct Mistake: Decodable {
                    let severity, code, message: String
                    let hint, file: String?
                    let line, column, length: Int?
                }
                let file: String
                let diagnostics: [Mistake]
                let errors, warnings: Int
                let pages: Int?
            }
            let files: [File]
            let errors, warnings: Int
        }
        let answer = try JSONDecoder().decode(Answer.self, from: Data(outcome.output))
        #expect(answer.errors == 1 && answer.warnings == 0 && answer.files.map(\.file) == ["card.html", "fine.html"])
        let mistake = try #require(answer.files[0].diagnostics.first)
        #expect(mistake.code == "css.misspelt-property" && mistake.severity == "error" && mistake.line == 6)
        #expect(mistake.length == 10 && mistake.column == 83 && mistake.hint?.isEmpty == false, "\(mistake)")
        #expect(answer.files[1].pages == 1 && answer.files[1].errors == 0)
    }

    @Test func `a family beside a known one is a warning, which strict makes an error`() throws {
        let desk = try Desk(card: Desk.card.replacingOccurrences(of: "fangsong;", with: "\"方正小标宋\", fangsong;"))
        let loose = try desk.run(["check", "card.html"])
        #expect(loose.status == 0 && loose.errorText.contains("[check.unknown-family]"), "\(loose.errorText)")
        #expect(try desk.run(["check", "card.html", "--strict"]).status == 65)
        let alone = try Desk(card: Desk.card.replacingOccurrences(of: "fangsong;", with: "\"方正小标宋\";"))
        let refused = try alone.run(["check", "card.html"])
        #expect(refused.status == 65 && refused.errorText.contains("[font.unknown-family]"), "\(refused.errorText)")
    }

    @Test func `text that no font has is found without data`() throws {
        let desk = try Desk(card: Desk.card.replacingOccurrences(of: "缴费通知", with: "缴\u{2F7FF}费"))
        let outcome = try desk.run(["check", "card.html"])
        #expect(outcome.status == 65 && outcome.errorText.contains("card.html:9:7:"), "\(outcome.errorText)")
        #expect(outcome.errorText.contains("U+2F7FF"))
    }

    @Test func `the records of data are tried, too`() throws {
        let desk = try Desk(table: Desk.table + "A4,钱\u{2F7FF},1,2019-11-03,\n")
        let outcome = try desk.run(["check", "card.html", "--data", "card.csv"])
        #expect(outcome.status == 65 && outcome.errorText.contains("card.csv:5"), "\(outcome.errorText)")
    }

    @Test func `an official document is measured against its standard`() throws {
        let scratch = try ScratchFolder()
        try FileManager.default.copyItem(atPath: Project.path("templates"), toPath: scratch / "templates")
        let sample = try Project.text("templates/gongwen/samples/notice.json")
        let check = ["check", scratch / "templates/gongwen/notice.html"]
        let right = try Campaigns.zhengjiao(check)
        #expect(right.status == 0 && !right.text.contains("试排 0 页"), "\(right.errorText)")
        let spoilt = sample.replacingOccurrences(of: "薛政办发〔2019〕23号", with: "薛政办发（2019）23号")
        try scratch.write(spoilt, to: "templates/gongwen/samples/notice.json")
        let wrong = try Campaigns.zhengjiao(check)
        #expect(wrong.status == 65 && wrong.errorText.contains("[gongwen."), "\(wrong.errorText)")
    }

    // MARK: Fonts

    @Test func `the table of fonts has every family and where its files lie`() throws {
        let text = try Campaigns.zhengjiao(["fonts"]).text
        for word in ["fangsong", "songti", "仿宋", "FandolFang-Regular.otf", "20992"] {
            #expect(text.contains(word), "\(word): \(text)")
        }
        struct Answer: Decodable {
            struct Family: Decodable {
                let name: String
                let coverage: [String: Int]
                let faces: [String: String]
            }
            let families: [Family]
        }
        let json = try Campaigns.zhengjiao(["fonts", "--json"])
        let families = try JSONDecoder().decode(Answer.self, from: Data(json.output)).families
        let song = try #require(families.first { $0.name == "songti" })
        #expect(song.coverage["CJK"] == 20_992 && song.faces["700"] != nil)
    }

    @Test(arguments: ["names.csv", "names.json", "-"])
    func `characters that no font has are named with row and code`(file: String) throws {
        let desk = try Desk()
        let table = "编号,姓名\n1,王䶮\n2,李\u{2F7FF}四\n3,张\u{E000}\n"
        try desk.scratch.write(table, to: "names.csv")
        try desk.scratch.write(
            "[{\"姓名\": \"王䶮\"},\n{\"姓名\": \"李\u{2F7FF}四\"},\n{\"姓名\": \"张\u{E000}\"}]", to: "names.json")
        let outcome = try desk.run(
            ["fonts", "--missing", file, "--column", "姓名", "--json"], input: Array(table.utf8))
        #expect(outcome.status == 65, "\(outcome.errorText)")
        struct Answer: Decodable {
            struct Place: Decodable { let row, text, code: String }
            let missing: [Place]
            let texts: Int
        }
        let answer = try JSONDecoder().decode(Answer.self, from: Data(outcome.output))
        #expect(answer.texts == 3 && answer.missing.map(\.code) == ["U+2F7FF", "U+E000"])
        #expect(answer.missing.map(\.row) == (file == "names.json" ? ["2", "3"] : ["3", "4"]))
        #expect(try desk.run(["fonts", "--missing", "card.csv"]).status == 0)
        let wrong = try desk.run(["fonts", "--missing", "names.csv", "--column", "姓"])
        #expect(wrong.status == 65 && wrong.errorText.contains("[fonts.no-column-near]"), "\(wrong.errorText)")
    }
}

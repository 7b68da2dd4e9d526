import Foundation
import TestSupport
import Testing

/// What is published of the small campaign, and what is not.
@Suite struct PublishTests {
    private static func publish(_ arguments: [String], environment: [String: String] = Campaigns.english) throws
        -> Command.Outcome
    { try Campaigns.zhengjiao(["publish"] + arguments, environment: environment) }

    private func copy(_ scratch: ScratchFolder) throws -> String {
        try FileManager.default.copyItem(atPath: try Campaigns.finished.get().out, toPath: scratch / "out")
        return scratch / "out"
    }

    @Test func theRehearsalPublishesEveryNoticeByTwoPersons() throws {
        let finished = try Campaigns.finished.get()
        let notices = finished.tree.paths("07-public-notices", suffix: ".pdf")
        let list = try PublishTests.publish(["list", finished.out, "--on", "2020-11-18", "--json"])
        #expect(list.status == 0)
        for notice in notices { #expect(list.text.contains("\"file\": \"\(notice)\"")) }
        #expect(list.text.components(separatedBy: "\"state\": \"posted\"").count - 1 == notices.count)
        #expect(list.text.contains("\"maker\": \"经办员（演练）\"") && list.text.contains("\"consented_by\": \"复核员（演练）\""))
        let due = try PublishTests.publish(["list", finished.out, "--on", "2020-11-26", "--due"])
        #expect(due.text.split(separator: "\n").count == notices.count + 1)
    }

    /// No number, telephone or name of anybody in the bureaus' files can be read on a wall.
    @Test func nothingRawOfAnybodySurvivesInAPublicFile() throws {
        let finished = try Campaigns.finished.get()
        // In GB 18030; digits and letters are those of ASCII.
        let roster = String(
            decoding: try Project.bytes("Tests/CommandTests/Fixtures/small/data/medical.csv"), as: UTF8.self)
        let values = roster.split(whereSeparator: { $0.isNewline || $0 == "," }).map(String.init)
            .filter { $0.utf8.count >= 11 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x58 } }
        #expect(values.count > 30)
        let villages = Set(values.filter { $0.utf8.count == 12 })
        for notice in finished.tree.paths("07-public-notices", suffix: ".pdf") {
            let text = try Command.run(
                "pdftotext", [finished.out + "/" + notice, "-"], environment: ["LC_ALL": "C.UTF-8"]
            ).text
            for value in Set(values).subtracting(villages) { #expect(!text.contains(value), "\(notice)") }
            #expect(!text.contains("低保") && !text.contains("残疾") && !text.contains("特困"))
        }
    }

    @Test func aRosterFailsAndIsNotRepeated() throws {
        let finished = try Campaigns.finished.get()
        let roster = try #require(finished.tree.paths("02-rosters", suffix: ".pdf").first)
        let outcome = try PublishTests.publish(["check", finished.out + "/" + roster])
        #expect(outcome.status == 65)
        #expect(outcome.errorText.contains("page 1") && outcome.errorText.contains("privacy.leak.citizen-id.page"))
        let digits = outcome.errorText.replacingOccurrences(of: finished.out + "/" + roster, with: "")
            .split { !("0"..."9" ~= $0) }
        #expect(digits.allSatisfy { $0.count < 8 }, "\(outcome.errorText)")
        // Asked for, it is refused as well; what was found is recorded, and nothing is published.
        let scratch = try ScratchFolder()
        let out = try copy(scratch)
        let asked = try PublishTests.publish([
            "request", out, out + "/" + roster, "--place", "网站", "--basis", "无", "--by", "甲",
        ])
        #expect(asked.status == 65 && asked.errorText.contains("privacy.leak"))
        #expect(!(try PublishTests.publish(["list", out])).text.contains("网站"))
    }

    @Test func papersWithoutPersonsPass() throws {
        let finished = try Campaigns.finished.get()
        let papers = ["01-plan", "06-reports", "07-public-notices", "08-reconciliation"].flatMap {
            finished.tree.paths($0, suffix: ".pdf")
        }
        let outcome = try PublishTests.publish(["check"] + papers.map { finished.out + "/" + $0 })
        #expect(outcome.status == 0, "\(outcome.errorText)")
    }

    @Test func aPaperIsAskedForConsentedPostedObjectedToAndTakenDown() throws {
        let scratch = try ScratchFolder()
        let out = try copy(scratch)
        let report = try #require(try FileTree(out).paths("06-reports", suffix: ".pdf").first)
        let asked = try PublishTests.publish([
            "request", out, out + "/" + report, "--place", "区政府网站", "--basis", "条例第二十六条", "--by", "甲",
            "--from", "2020-11-16", "--working-days", "5",
        ])
        let told = "publication 4 asked for: posted 2020-11-16 to 2020-11-20, taken down 2020-11-23"
        #expect(asked.text.hasPrefix(told), "\(asked.errorText)")
        let same = try PublishTests.publish(["consent", out, "4", "--by", "甲"])
        #expect(same.status == 65 && same.errorText.contains("public.same-person"))
        #expect(try PublishTests.publish(["consent", out, "4", "--by", "乙"]).status == 0)
        let objected = try PublishTests.publish([
            "objection", "add", out, "4", "数字有误", "--by", "甲", "--on", "2020-11-18",
        ])
        #expect(objected.text == "objection 1 is noted; to be answered by 2020-11-25\n")
        #expect(
            try PublishTests.publish(["objection", "list", out, "--due", "--on", "2020-11-25"]).text.contains("数字有误"))
        let reply = ["objection", "reply", out, "1", "rejected", "经核对无误", "--by", "甲", "--on", "2020-11-20"]
        #expect(try PublishTests.publish(reply).status == 0)
        #expect(try PublishTests.publish(reply).errorText.contains("public.replied"))
        #expect(
            try PublishTests.publish(["takedown", out, "4", "--by", "甲", "--on", "2020-11-23"]).status == 0)
        let list = try PublishTests.publish(["list", out, "--on", "2020-11-24"])
        #expect(list.text.contains("已撤下"))
    }

    /// Pages for a website say of nobody more than a name with one character covered, and wait for a second person.
    @Test func theWebHasMaskedNamesAndNothingElse() throws {
        let scratch = try ScratchFolder()
        let out = try copy(scratch)
        let made = try PublishTests.publish([
            "web", out, "--plan", Campaigns.small + "/campaign.yaml", "--by", "甲", "--from", "2020-11-16", "--on",
            "2020-11-12", "-o", scratch / "web",
        ])
        #expect(made.status == 0, "\(made.errorText)")
        let pages = try FileManager.default.contentsOfDirectory(atPath: scratch / "web").sorted()
        #expect(pages.count == 4 && pages.contains("index.html") && pages.contains("379901001200.html"))
        let page = try String(contentsOfFile: scratch / "web/379901001200.html", encoding: .utf8)
        #expect(page.contains("noindex") && !page.contains("<script") && !page.contains("http"))
        #expect(page.contains("吕*杰") && !page.contains("吕华杰") && page.contains("2020年11月16日"))
        let roster = try Project.bytes("Tests/CommandTests/Fixtures/small/data/medical.csv")
        let numbers = String(decoding: roster, as: UTF8.self).split { $0.isNewline || $0 == "," }
            .filter { $0.utf8.count == 18 }
        #expect(numbers.count > 15)
        for name in pages {
            let text = try String(contentsOfFile: scratch / "web/\(name)", encoding: .utf8)
            #expect(numbers.allSatisfy { !text.contains($0) && !text.contains($0.suffix(4)) })
        }
        let list = try PublishTests.publish(["list", out, "--on", "2020-11-16", "--json"]).text
        #expect(list.components(separatedBy: "\"kind\": \"web-roster\"").count == 4)
        #expect(list.contains("\"state\": \"requested\""))
        let none = try PublishTests.publish([
            "web", out, "--plan", Campaigns.small + "/campaign.yaml", "--by", "甲", "--village", "1", "-o",
            scratch / "w",
        ])
        #expect(none.status == 65 && none.errorText.contains("public.no-village"))
    }

    /// A public template that names what its profile does not list is refused before it prints anything.
    @Test func aPublicTemplateCannotNameAnUnmaskedField() throws {
        let scratch = try ScratchFolder()
        for name in ["public-notice.html", "public-notice.fields", "sheet.css"] {
            try FileManager.default.copyItem(atPath: Project.path("templates/" + name), toPath: scratch / name)
        }
        #expect(try Campaigns.zhengjiao(["check", scratch / "public-notice.html"]).status == 0)
        let fields = try Project.text("templates/public-notice.fields")
        try scratch.write(
            Array((fields + "\nlines.left.phone: text?   电话\n").utf8), to: "public-notice.fields")
        let outcome = try Campaigns.zhengjiao(
            ["check", scratch / "public-notice.html"], environment: Campaigns.english)
        #expect(outcome.status == 65 && outcome.errorText.contains("privacy.unmasked-field"))
        #expect(outcome.errorText.contains("lines.left.phone"))
    }
}

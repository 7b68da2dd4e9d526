import Foundation
import TestSupport
import Testing

/// 红黑榜 in a campaign: proposed by rules, decided by people, printed.
@Suite struct HonourNoticeTests {
    private static let steps = """
              - id: propose-honours
                name: 拟议红黑榜
                at: 1 working days after phase start 09:00
              - id: decide-honours
                name: 审定红黑榜
                needs: [propose-honours]
                for-each: honours
                task:
                  role: tax-bureau
                  checker: leading-group
                  deadline: 1 working days
                  choices: [列入, 不列入]
                  form: [{ name: reason, title: 理由, type: text }]
              - id: print-honours
                name: 印发红黑榜通报
                needs: [decide-honours]
                with: { consent: 列入 }

        """
    private static let rules = """
        honours: small
        title: 关于征缴工作红黑榜的通报
        level: town
        rules:
          - { id: first, list: red, kind: 通报表扬, metric: completion, best: 1, text: "完成率{value}%，居全区第{rank}位" }
          - { id: last, list: black, kind: 通报批评, metric: completion, worst: 1, text: "完成率{value}%，居全区倒数第{rank}位" }
        demands: [各单位要查漏补缺。]

        """

    /// A copy of the small plan with the steps in it.
    /// - Parameter decision: what is decided of each proposal; none leaves the rehearsal without it.
    private func plan(_ scratch: ScratchFolder, decision: String, rules: String = rules) throws -> String {
        try FileManager.default.copyItem(atPath: Campaigns.small, toPath: scratch / "small")
        let path = scratch / "small/campaign.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
            .replacing("      - id: stamp-rosters\n", with: HonourNoticeTests.steps + "      - id: stamp-rosters\n")
            .replacing("\nsettings:\n", with: "\nsettings:\n  honours: honours.yaml\n")
            .replacing("  decisions:\n", with: "  decisions:\n    decide-honours: \(decision)\n")
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        try scratch.write(rules, to: "small/honours.yaml")
        return path
    }

    private func rehearse(_ plan: String, _ scratch: ScratchFolder) throws -> Command.Outcome {
        try Campaigns.zhengjiao(
            ["rehearse", plan, "--data", scratch / "small/data", "--out", scratch / "out"],
            environment: Campaigns.english)
    }

    private func notices(_ scratch: ScratchFolder) throws -> [String] {
        let folder = scratch / "out/06-reports"
        return try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix("红黑榜") }
    }

    @Test func whatPeopleAgreedToIsPrinted() throws {
        let scratch = try ScratchFolder()
        let plan = try plan(scratch, decision: "列入")
        let outcome = try rehearse(plan, scratch)
        #expect(outcome.status == 0, "\(outcome.errorText)")
        let notice = try #require(try notices(scratch).first)
        let text = try Command.run(
            "pdftotext", [scratch / "out/06-reports/\(notice)", "-"], environment: ["LC_ALL": "C.UTF-8"]
        ).text
        for part in ["一、通报表扬", "二、通报批评", "倒数第1位", "三、工作要求", "各单位要查漏补缺"] {
            #expect(text.contains(part), "\(part)")
        }
        let list = try Campaigns.zhengjiao(["honours", "list", scratch / "out"], environment: Campaigns.english)
        #expect(list.text.contains("列入（经办员（演练）、复核员（演练））"), "\(list.text)")
    }

    @Test func whatNobodyAgreedToIsNot() throws {
        let scratch = try ScratchFolder()
        let outcome = try rehearse(try plan(scratch, decision: "不列入"), scratch)
        #expect(outcome.status == 0, "\(outcome.errorText)")
        #expect(try notices(scratch).isEmpty)
    }

    @Test func byHandNothingIsPrintedBeforeTwoPersonsDecided() throws {
        let scratch = try ScratchFolder()
        let plan = try plan(scratch, decision: "列入")
        try FileManager.default.copyItem(atPath: try Campaigns.finished.get().out, toPath: scratch / "out")
        func run(_ arguments: [String]) throws -> Command.Outcome {
            try Campaigns.zhengjiao(["honours"] + arguments, environment: Campaigns.english)
        }
        let place = [scratch / "out", "--plan", plan, "--by", "甲", "--on", "2020-11-12"]
        let paper = ["print"] + place + ["-o", scratch / "a.pdf", "--approved-by", "王主任"]
        #expect(try run(paper).errorText.contains("honours.no-proposal"))
        let proposed = try run(["propose"] + place)
        let subjects = proposed.text.split(separator: "\n").dropFirst().compactMap { line in
            line.split(separator: " ").first.map(String.init)
        }
        #expect(subjects.count == 2, "\(proposed.text)\(proposed.errorText)")
        let early = try run(paper)
        #expect(early.status == 65 && early.errorText.contains("honours.undecided"))
        func decide(_ subject: String, _ verdict: String, checker: String) throws -> Int {
            try run(["decide", scratch / "out", subject, verdict, "--by", "甲", "--checker", checker]).status
        }
        #expect(try decide(subjects[0], "列入", checker: "甲") == 65)
        #expect(try decide("honour/2020-11-12/none/1", "列入", checker: "乙") == 65)
        #expect(try decide(subjects[0], "列入", checker: "乙") == 0)
        #expect(try run(paper).status == 65)
        #expect(try decide(subjects[1], "不列入", checker: "乙") == 0)
        #expect(try run(paper).status == 0)
    }

    @Test(arguments: [
        ("metric: completion, best: 1", "metric: speed, best: 1", "assess.choice"),
        ("best: 1, ", "", "honours.no-condition"), ("best: 1", "best: 1, worst: 1", "honours.both-ends"),
        ("{value}", "{values}", "honours.filling"), ("id: last", "id: first", "assess.twice"),
    ])
    func rulesAreCheckedLikeSource(right: String, wrong: String, code: String) throws {
        let scratch = try ScratchFolder()
        let rules = HonourNoticeTests.rules.replacing(right, with: wrong, maxReplacements: 1)
        let outcome = try rehearse(try plan(scratch, decision: "列入", rules: rules), scratch)
        #expect(outcome.status == 65 && outcome.errorText.contains(code), "\(outcome.errorText)")
    }
}

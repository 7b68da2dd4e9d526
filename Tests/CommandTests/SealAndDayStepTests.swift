import Foundation
import TestSupport
import Testing

/// Days for villages and seals on paper are decided by people before a plan prints them.
@Suite struct SealAndDayStepTests {
    private static let days = """
              - id: approve-seals
                name: 用印审批
                at: phase start 08:30
                task:
                  role: tax-bureau
                  checker: leading-group
                  deadline: 1 working days
                  choices: [同意用印, 不同意用印]
              - id: propose-collection-days
                name: 编排征缴日
                at: phase start 10:00
                needs: [import-rosters]
                with: { share: 70, fill: 80, reserve: 1 }
              - id: approve-collection-days
                name: 审定征缴日
                needs: [propose-collection-days]
                task:
                  role: tax-bureau
                  checker: leading-group
                  deadline: 1 working days
                  choices: [同意安排, 重新安排]
              - id: print-collection-days
                name: 印制日程表
                needs: [approve-collection-days]
                for-each: towns
                with: { decided-by: approve-collection-days, consent: 同意安排 }
              - id: print-collection-notices
                name: 印制缴费安排告知
                needs: [approve-collection-days]
                for-each: villages
                with: { decided-by: approve-collection-days, consent: 同意安排 }

        """
    private static let seals = "seal-approval: approve-seals, seal-consent: 同意用印"
    private static let places = "场所编号,场所名称,渠道,服务范围,柜台数,每小时人数,上午,下午,预约柜台数\n"
        + "S1,河东街道便民服务中心,窗口,379901001,2,10,08:30-11:30,13:30-17:00,1\n"
        + "S2,北岭镇便民服务中心,窗口,379901X01,1,10,08:30-11:30,,0\n"

    private func plan(_ scratch: ScratchFolder, _ seals: String, _ days: String) throws -> String {
        let folder = try Campaigns.copy(into: scratch)
        let path = folder + "/campaign.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
            .replacing(
                "      - id: import-rosters\n        name: 导入参保清册\n        at: phase start 09:00\n",
                with: "      - id: import-rosters\n        name: 导入参保清册\n        at: phase start 09:00\n" + Self.days)
            .replacing(
                "      - id: stamp-rosters\n        name: 盖章并印制缴费清册\n",
                with: "      - id: stamp-rosters\n        name: 盖章并印制缴费清册\n        with: { \(Self.seals) }\n")
            .replacing(
                "        name: 开具缴费凭证\n        needs: [import-payments]\n",
                with: "        name: 开具缴费凭证\n        with: { \(Self.seals) }\n        needs: [import-payments]\n")
            .replacing("\nsettings:\n", with: "\nsettings:\n  places: places.csv\n")
            .replacing(
                "  decisions:\n",
                with: "  decisions:\n    approve-seals: \(seals)\n    approve-collection-days: \(days)\n")
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        try scratch.write(Self.places, to: "campaign/places.csv")
        return folder
    }

    @Test func `what two persons agreed to is printed and logged`() throws {
        let scratch = try ScratchFolder()
        let folder = try plan(scratch, "同意用印", "同意安排")
        let out = scratch / "out"
        let outcome = try Campaigns.rehearse(folder, out: out)
        #expect(outcome.status == 0, "\(outcome.errorText)")
        let files = try FileTree(out)
        let notices = files.paths("03-notices", suffix: ".pdf").filter { $0.contains("缴费安排告知") }
        #expect(notices.count == 3)
        #expect(files.paths("03-notices", suffix: ".pdf").filter { $0.contains("错峰征缴日程表") }.count == 2)
        let notice = try #require(notices.first { $0.contains("河东街道") })
        let text = try PDF.text(out + "/" + notice)
        #expect(text.contains("河东街道便民服务中心") && text.contains("自愿") && !text.contains("逾期"))
        let check = ["days", "check", out, "--plan", folder + "/campaign.yaml", "--share", "1"]
        #expect(try Campaigns.zhengjiao(check).status == 0)
        let log = try Campaigns.zhengjiao(["seals", "log", out]).text
        #expect(log.contains("缴费凭证") && log.contains("盖章") && log.contains("复核员（演练）"), "\(log)")
        // The plan and its reports ask nobody here, which the log says.
        let open = try Campaigns.zhengjiao(["seals", "log", out, "--unapproved", "--json"])
        #expect(open.status == 65 && !open.text.contains("\"receipts\""))
        #expect(open.text.contains("\"supervision-report\""))
        let register = try Campaigns.zhengjiao([
            "seals", "log", out, "--plan", folder + "/campaign.yaml", "-o", scratch / "r.pdf",
        ])
        #expect(register.status == 0, "\(register.errorText)")
        #expect(try PDF.text(scratch / "r.pdf").contains("用印登记簿"))
    }

    @Test func `what they did not agree to is neither printed nor sealed`() throws {
        let scratch = try ScratchFolder()
        let folder = try plan(scratch, "不同意用印", "重新安排")
        let out = scratch / "out"
        let outcome = try Campaigns.rehearse(folder, out: out)
        let files = try FileTree(out)
        #expect(!files.paths("03-notices").contains { $0.contains("缴费安排告知") }, "\(outcome.errorText)")
        #expect(files.paths("05-receipts").isEmpty)
        let log = try Campaigns.zhengjiao(["seals", "log", out, "--json"]).text
        #expect(!log.contains("\"receipts\"") && !log.contains("\"stamped-roster\""), "\(log)")
    }

    @Test(arguments: [
        ("seal-approval: nobody, seal-consent: 同意用印", "stamp-rosters", "seals.no-step"),
        ("seal-approval: approve-seals, seal-consent: 好", "stamp-rosters", "seals.no-choice"),
        ("seal-approval: approve-seals, seal-consent: 同意用印", "print-reconciliation", "seals.no-seal"),
    ])
    func `an approval that cannot be had is told before the campaign`(
        _ with: String, _ step: String, _ code: String
    ) throws {
        let scratch = try ScratchFolder()
        let folder = try plan(scratch, "同意用印", "同意安排")
        let path = folder + "/campaign.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
            .replacing("        with: { \(Self.seals) }\n", with: "")
            .replacing("      - id: \(step)\n", with: "      - id: \(step)\n        with: { \(with) }\n")
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        let outcome = try Campaigns.rehearse(folder, out: scratch / "out")
        #expect(outcome.status != 0 && outcome.errorText.contains(code), "\(outcome.errorText)")
    }

    @Test func `by hand a seal takes two persons`() throws {
        let scratch = try ScratchFolder()
        try FileManager.default.copyItem(atPath: try Campaigns.finished.get().out, toPath: scratch / "out")
        func enter(_ rest: [String]) throws -> Command.Outcome {
            try Campaigns.zhengjiao(
                ["seals", "enter", scratch / "out", "--seal", "区税务局", "--title", "协议", "--count", "3", "--by", "甲"]
                    + rest)
        }
        #expect(try enter([]).status == 64)
        #expect(try enter(["--approved-by", "甲"]).errorText.contains("seals.same"))
        #expect(try enter(["--approved-by", "乙"]).status == 0)
        #expect(try Campaigns.zhengjiao(["seals", "log", scratch / "out"]).text.contains("协议"))
        let proof = [
            "person", "proof", scratch / "out", try Campaigns.somebody(), "--plan", Campaigns.small + "/campaign.yaml",
            "-o", scratch / "p.pdf", "--by", "甲",
        ]
        let done = try Campaigns.zhengjiao(proof)
        #expect(done.status == 0, "\(done.errorText)")
        #expect(try Campaigns.zhengjiao(["seals", "log", scratch / "out", "--unapproved"]).text.contains("缴费证明"))
        #expect(try Campaigns.zhengjiao(proof + ["--approved-by", "甲"]).errorText.contains("seals.same"))
    }
}

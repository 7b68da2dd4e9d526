import Foundation
import TestSupport
import Testing

@testable import zhengjiao

/// Rosters that somebody has to sign for, and what visitors promised, are work of people: handed out by the daemon,
/// decided over its API, kept in the books.
@Suite struct VillageTaskTests {
    private static let steps = """
        phases:
          - id: publicity
            name: 宣传发动
            from: 2020-11-02
            to: 2020-11-10
            steps:
              - id: print-rosters
                name: 印制征收清册
                at: 2020-11-03 09:00
                for-each: villages
              - id: hand-out-rosters
                name: 发放清册
                needs: [print-rosters]
                with: { to: 镇街, form: 纸质, copies: 2 }
              - id: sign-rosters
                name: 签收清册
                needs: [hand-out-rosters]
                for-each: copies
                task:
                  role: tax-bureau
                  checker: people-bank
                  deadline: 2 working days
                  choices: [已签收, 没有收到]
                  form: [{ name: signer, title: 签收人, type: text }, { name: check, title: 校验码, type: text }]
              - id: print-surveys
                name: 印制摸底调查表
                at: 2020-11-04 09:00
                with: { reasons: [未缴费], size: 4, days: 3 }
              - id: follow-visits
                name: 办理走访约定
                at: 2020-11-04 10:00
                for-each: visits
                task: { role: tax-bureau, checker: people-bank, deadline: 2 working days, choices: [已办] }
              - id: report-sources
                name: 数据质量报告
                at: 2020-11-05 09:00

        settings:
        """

    private func run(_ arguments: [String], status: Int32 = 0) throws -> String {
        let outcome = try Campaigns.zhengjiao(arguments)
        guard outcome.status == status else {
            throw LiveDaemon.Failure(description: outcome.text + outcome.errorText)
        }
        return outcome.text
    }

    /// The small campaign with these steps.
    private func plan(_ scratch: ScratchFolder) throws -> String {
        let folder = try Campaigns.copy(into: scratch)
        let path = folder + "/campaign.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let head = text.components(separatedBy: "steps:\n  - id: print-plan")[0]
        let settings = text.components(separatedBy: "\nsettings:\n")[1].components(separatedBy: "\nrehearsal:")[0]
        try (head + Self.steps + "\n" + settings + "\n").write(toFile: path, atomically: true, encoding: .utf8)
        return folder
    }

    @Test func `rosters are handed out and signed for, and promises are kept`() throws {
        let scratch = try ScratchFolder()
        let folder = try plan(scratch)
        let list = folder + "/campaign.yaml"
        let sources = Project.path("workflows/sources/sources.csv")
        let daemon = try LiveDaemon(campaign: folder) { out in
            let data = folder + "/data/"
            _ = try run([
                "roster", "import", list, "--out", out, "--by", "甲", "--regions", data + "regions.csv", "--medical",
                data + "medical.csv", "--special", data + "poverty.csv",
            ])
            _ = try run([
                "survey", "make", out, "--plan", list, "--village", "379901001200", "--by", "甲", "--on", "2020-11-01",
                "-o", scratch / "s.pdf",
            ])
            _ = try run([
                "survey", "enter", out, "MD2020-00001", "1", "家中无人", "--visitor", "赵六", "--next", "再次上门", "--next-on",
                "2020-11-05", "--by", "甲", "--on", "2020-11-02",
            ])
            _ = try run(["sources", "register", out, sources, "--by", "甲"])
        }
        let tasks = try daemon.waitFor("its tasks") {
            let tasks = try daemon.tasks("open", as: "zhao-min")
            return tasks.count == 4 ? tasks : nil
        }
        let visits = tasks.filter { $0.title.contains("再次上门") }
        let copies = tasks.filter { $0.title.contains("签收：") }
        #expect(visits.count == 1 && copies.count == 3, "\(tasks.map(\.title))")
        let signed = try #require(copies.first)
        let check = try #require(signed.title.components(separatedBy: "校验码 ").last?.prefix(9))
        for task in tasks {
            let choice = task.choices.contains("已办") ? "已办" : task.id == signed.id ? "已签收" : "没有收到"
            let fields = task.id == signed.id ? ", \"fields\": {\"signer\": \"王五\", \"check\": \"\(check)\"}" : ""
            let path = "/api/v1/tasks/\(task.id)"
            #expect(try daemon.post(path + "/decide", as: "王伟", "{\"choice\": \"\(choice)\"\(fields)}").status == 200)
            #expect(try daemon.post(path + "/approve", as: "李娜", "{}").status == 200)
        }
        _ = try daemon.waitFor("its end") { daemon.log.contains("方案已全部办完") ? true : nil }
        daemon.send(SIGTERM)
        #expect(daemon.status() == 0)
        let register = try run(["copies", "list", daemon.out, "--on", "2020-11-03"])
        #expect(register.components(separatedBy: "王五").count == 2, "\(register)")
        #expect(register.components(separatedBy: "待签收").count >= 3, "\(register)")
        #expect(try run(["survey", "next", daemon.out]).contains("没有"))
        let files = try FileTree(daemon.out)
        #expect(files.paths("02-rosters", suffix: ".pdf").filter { $0.contains("签收单") }.count == 2)
        let sheets = files.paths("03-notices", suffix: ".pdf").filter { $0.contains("摸底调查表") }
        #expect(!sheets.isEmpty)
        let text = try PDF.text(daemon.out + "/" + (sheets.first ?? ""))
        #expect(text.contains("MD2020-") && !text.contains("特困"))
        #expect(files.paths("06-reports").contains { $0.contains("部门数据交换质量报告") })
    }
}

import Foundation
import Storage
import TestSupport
import Testing

@testable import zhengjiao

/// A township's declaration is made by a step, submitted by two persons, and corrected when it is sent back.
@Suite struct DeclarationTaskTests {
    private static let steps = """
        phases:
          - id: processing
            name: 数据处理
            from: 2020-11-02
            to: 2020-11-10
            steps:
              - id: declare
                name: 村居申报
                uses: make-declarations
                at: 2020-11-03 09:00
                for-each: towns
              - id: submit
                name: 提交申报
                needs: [declare]
                for-each: declarations
                task:
                  { role: tax-bureau, checker: people-bank, deadline: 2 working days, choices: [提交申报, 退回更正] }

        settings:
        """

    private func run(_ arguments: [String]) throws -> String {
        let outcome = try Campaigns.zhengjiao(arguments)
        guard outcome.status == 0 else { throw LiveDaemon.Failure(description: outcome.text + outcome.errorText) }
        return outcome.text
    }

    @Test func `declarations of towns are files, sheets and tasks`() throws {
        let scratch = try ScratchFolder()
        let folder = try Campaigns.copy(into: scratch)
        let path = folder + "/campaign.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let head = text.components(separatedBy: "steps:\n  - id: print-plan")[0]
        let settings = text.components(separatedBy: "\nsettings:\n")[1].components(separatedBy: "\nrehearsal:")[0]
        try (head + Self.steps + "\n" + settings + "\n").write(toFile: path, atomically: true, encoding: .utf8)
        let towns = [("379901001", "91110108551385082Q"), ("379901X01", "9144030071526726XG")]
        let daemon = try LiveDaemon(campaign: folder) { out in
            let data = folder + "/data/"
            _ = try run([
                "roster", "import", path, "--out", out, "--by", "甲", "--regions", data + "regions.csv", "--medical",
                data + "medical.csv", "--special", data + "poverty.csv",
            ])
            for (town, code) in towns {
                let act = ["--town", town, "--by", "甲", "--checker", "乙", "--on", "2020-11-01"]
                _ = try run([
                    "units", "register", out, "--name", "人社所", "--tax-id", code, "--office", "税务分局",
                ] + act)
                _ = try run(["units", "households", out] + act)
            }
        }
        let tasks = try daemon.waitForTasks()
        #expect(!tasks.isEmpty && tasks.allSatisfy { $0.title.contains("村居申报 SB3799") }, "\(tasks.map(\.title))")
        let back = try #require(tasks.first)
        for task in tasks {
            let path = "/api/v1/tasks/\(task.id)"
            let choice = task.id == back.id ? "退回更正" : "提交申报"
            #expect(try daemon.post(path + "/decide", as: "王伟", "{\"choice\": \"\(choice)\"}").status == 200)
            #expect(try daemon.post(path + "/approve", as: "李娜", "{}").status == 200)
        }
        _ = try daemon.waitFor("its end") { daemon.log.contains("方案已全部办完") ? true : nil }
        daemon.send(SIGTERM)
        #expect(daemon.status() == 0)
        let files = try FileTree(daemon.out)
        for suffix in [".csv", ".json", ".pdf"] {
            #expect(files.paths("09-returns", suffix: suffix).count == tasks.count)
        }
        let list = try run(["declarations", "list", daemon.out])
        #expect(list.components(separatedBy: "已退回").count == 2, "\(list)")
        #expect(list.components(separatedBy: "已提交").count == tasks.count, "\(list)")
        // What was sent back is due again.
        let town = list.components(separatedBy: "\n")[1].dropFirst(2).prefix(9)
        let again = try run([
            "declarations", "make", daemon.out, "--town", String(town), "--by", "甲", "--on", "2020-11-09", "-o",
            scratch / "again.csv",
        ])
        #expect(again.contains("批次 SB"))
        #expect(try run(["declarations", "list", daemon.out]).contains("更正 SB"))
    }
}

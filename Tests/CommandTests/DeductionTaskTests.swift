import Foundation
import Storage
import TestSupport
import Testing

@testable import zhengjiao

/// Deductions over a running daemon: files out, a bank's answers in, and what it did not take as tasks.
@Suite struct DeductionTaskTests {
    private static let steps = """
        phases:
          - id: collection
            name: 集中征缴
            from: 2020-11-05
            to: 2020-11-09
            steps:
              - id: check-accounts
                name: 送出账户验证文件
                uses: make-deductions
                at: 2020-11-05 09:00
              - id: read-checks
                name: 读入验证回盘
                uses: take-deductions
                at: 2020-11-05 15:00
                needs: [check-accounts]
              - id: make-deductions
                name: 送出批扣文件
                at: 2020-11-06 09:00
                needs: [read-checks]
              - id: take-deductions
                name: 读入批扣回盘
                at: 2020-11-06 15:00
                needs: [make-deductions]
              - id: import-payments
                name: 导入银行明细并入账
                at: 2020-11-06 19:00
                needs: [take-deductions]
              - id: ask-refused
                name: 联系扣款未成的缴费人
                needs: [take-deductions]
                for-each: refused-deductions
                task: { role: tax-bureau, deadline: 2 working days, choices: [已改其他渠道, 已联系再扣] }

        settings:
        """
    private static let payers = [
        ("379901199206068608", "华梅强", "6217003414037583873"), ("379901198707128133", "褚明勇", "6222021603001234566"),
    ]
    private static let head = "序号,返回码,流水号,扣款日期,金额\n"

    private func run(_ arguments: [String]) throws -> String {
        let outcome = try Campaigns.zhengjiao(arguments)
        guard outcome.status == 0 else { throw LiveDaemon.Failure(description: outcome.text + outcome.errorText) }
        return outcome.text
    }

    /// A copy of the small campaign with these steps, no payments but the bank's answers, which wait in the folder.
    private func campaign(in scratch: ScratchFolder) throws -> String {
        let folder = try Campaigns.copy(into: scratch)
        let path = folder + "/campaign.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let head = text.components(separatedBy: "steps:\n  - id: print-plan")[0]
        let settings = text.components(separatedBy: "\nsettings:\n")[1].components(separatedBy: "\nrehearsal:")[0]
        try (head + Self.steps + "\n" + settings + "\n").write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.removeItem(atPath: folder + "/data/payments")
        for name in ["payments", "deductions"] {
            try FileManager.default.createDirectory(
                atPath: "\(folder)/data/\(name)", withIntermediateDirectories: false)
        }
        let answers = [
            "YZ20201105-1-回盘.csv": "1,00,,,\n2,00,,,\n", "PK20201106-2-回盘.csv": "1,00,N1,2020-11-06,280.00\n2,02,,,\n",
            "回盘.csv": "1,00,,,\n",
        ]
        for (name, rows) in answers {
            try (Self.head + rows).write(
                toFile: "\(folder)/data/deductions/\(name)", atomically: true, encoding: .utf8)
        }
        return folder
    }

    @Test func `a bank's answers are taken once, and what it did not take is a task`() throws {
        let scratch = try ScratchFolder()
        let folder = try campaign(in: scratch)
        let daemon = try LiveDaemon(campaign: folder) { out in
            let data = folder + "/data/"
            _ = try run([
                "roster", "import", folder + "/campaign.yaml", "--out", out, "--by", "甲", "--regions",
                data + "regions.csv", "--medical", data + "medical.csv", "--special", data + "poverty.csv",
            ])
            for (id, name, account) in Self.payers {
                _ = try run([
                    "deductions", "sign", out, "--payer", id, "--holder", name, "--bank", "农商行", "--account", account,
                    "--by", "甲", "--checker", "乙", "--on", "2020-11-04",
                ])
            }
        }
        let tasks = try daemon.waitForTasks()
        #expect(tasks.map(\.title).filter { $0.contains("扣款未成：褚明勇 居民医疗 280.00元，账号户名不符") }.count == 1)
        #expect(tasks.count == 1)
        let path = "/api/v1/tasks/\(try #require(tasks.first).id)/decide"
        #expect(try daemon.post(path, as: "王伟", "{\"choice\": \"已改其他渠道\"}").status == 200)
        _ = try daemon.waitFor("its end") { daemon.log.contains("方案已全部办完") ? true : nil }
        daemon.send(SIGTERM)
        #expect(daemon.status() == 0)

        // Two files out, each with its totals; the file of no batch is named in the log, and changes nothing.
        let files = try FileTree(daemon.out)
        #expect(files.paths("09-returns", suffix: ".csv").count == 2)
        #expect(files.paths("09-returns", suffix: ".json").count == 2)
        #expect(daemon.log.contains("deduct.file-name 回盘.csv:1"))
        let agreements = try run(["deductions", "agreements", daemon.out]).components(separatedBy: "\n")
        #expect(agreements.contains { $0.contains("华梅强") && $0.contains("有效") })
        #expect(agreements.contains { $0.contains("褚明勇") && $0.contains("止付") })
        #expect(try run(["ledger", "balance", daemon.out]).contains("280.00"))
        let paid = try run(["ledger", "show", daemon.out, "--person", Self.payers[0].0])
        #expect(paid.components(separatedBy: "N1").count == 3, "paid and settled, each once: \(paid)")
        #expect(!(try run(["ledger", "show", daemon.out, "--person", Self.payers[1].0]).contains("收款")))
    }
}

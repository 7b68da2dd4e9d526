import Foundation
import TestSupport
import Testing

/// The commands that ask a running daemon.
@Suite(.serialized) struct RemoteTests {
    private func run(
        _ daemon: LiveDaemon, as person: String, _ arguments: [String], _ language: [String: String] = Campaigns.chinese
    ) throws -> Command.Outcome {
        try Campaigns.zhengjiao(
            arguments + ["--server", "127.0.0.1:\(daemon.port)"],
            environment: language.merging(["ZHENGJIAO_TOKEN": daemon.tokens[person] ?? person]) { $1 })
    }

    @Test func `a campaign is brought to its end from the command line`() throws {
        let daemon = try LiveDaemon()
        let tasks = try daemon.waitForTasks()
        let status = try run(daemon, as: "王伟", ["status"])
        #expect(status.status == 0 && status.text.contains("青石区"), "\(status.errorText)")
        #expect(status.text.contains("一切正常"))
        let listed = try run(daemon, as: "王伟", ["tasks"]).text.split(separator: "\n").map(String.init)
        #expect(listed.count == tasks.count + 1)
        // Columns stand under each other, whatever is in them.
        func column(_ line: String, _ word: String) -> Int? {
            line.firstRange(of: word).map { range in
                line[..<range.lowerBound].unicodeScalars.reduce(0) { $0 + ($1.value < 0x2E80 ? 1 : 2) }
            }
        }
        #expect(Set(listed.map { column($0, "区税务局社会保险费股") ?? column($0, "岗位") }).count == 1, "\(listed)")
        let list = try run(daemon, as: "王伟", ["tasks", "--json"])
        let page = try JSONDecoder().decode(LiveDaemon.Page<LiveDaemon.Task>.self, from: Data(list.output))
        #expect(page.items.count == tasks.count)
        #expect(try run(daemon, as: "李娜", ["tasks"]).text == "没有待办\n")
        for task in tasks {
            let decided = try run(daemon, as: "钱坤", ["decide", "\(task.id)", task.choices[0], "--note", "已核对"])
            #expect(decided.status == 0 && decided.text == "已办: decided\n", "\(decided.errorText)")
        }
        let alone = try run(daemon, as: "钱坤", ["approve", "\(tasks[0].id)"])
        #expect(alone.status == 65 && alone.errorText.contains("钱坤"), "\(alone.errorText)")
        let back = try run(daemon, as: "李娜", ["send-back", "\(tasks[0].id)", "--reason", "金额不对"])
        #expect(back.text == "已办: returned\n")
        #expect(try run(daemon, as: "王伟", ["decide", "\(tasks[0].id)", tasks[0].choices[0]]).status == 0)
        for task in tasks { #expect(try run(daemon, as: "李娜", ["approve", "\(task.id)"]).status == 0) }
        try daemon.approvePublication()
        _ = try daemon.waitFor("its end") { daemon.log.contains("方案已全部办完") ? true : nil }
        let deliveries = try run(daemon, as: "李娜", ["deliveries"])
        #expect(deliveries.text.contains("mail") && deliveries.text.contains("已送达"))
        #expect(try run(daemon, as: "李娜", ["deliveries", "--state", "unknown"]).text == "没有投递\n")
    }

    @Test func `what cannot be is said kindly`() throws {
        let daemon = try LiveDaemon()
        let cases: [(String, [String], String)] = [
            ("zj_wrong", ["status"], "口令不对"), ("", ["status"], "没有口令"),
            ("王伟", ["retry", "1", "--reason", "再办"], "不是调度人员"),
            ("zhao-min", ["retry", "99999", "--reason", "再办"], "99999"),
            ("zhao-min", ["release", "close", "2020-11-20", "--reason", "放行"], "2019-11-01T19:00"),
            ("zhao-min", ["cancel", "close", "2020-11-20T17:01", "--reason", "不办"], "close"),
            ("zhao-min", ["resend", "99", "--reason", "再发"], "99"),
            ("zhao-min", ["confirm", "99", "--reason", "已到"], "99"),
            ("王伟", ["decide", "99999", "补缴"], "99999"),
        ]
        for (person, arguments, words) in cases {
            let outcome = try run(daemon, as: person, arguments)
            #expect(outcome.status == 65 && outcome.errorText.contains(words), "\(arguments): \(outcome.errorText)")
        }
        let english = try run(daemon, as: "王伟", ["retry", "1", "--reason", "x"], Campaigns.english)
        #expect(english.errorText.contains("is no operator"), "\(english.errorText)")
        daemon.send(SIGTERM)
        #expect(daemon.status() == 0)
        let gone = try run(daemon, as: "王伟", ["status"])
        #expect(gone.status == 65 && gone.errorText.contains("连不上服务"), "\(gone.errorText)")
        try daemon.scratch.write((daemon.tokens["王伟"] ?? "") + "\n", to: "token")
        let file = try Campaigns.zhengjiao(["status", "--token-file", daemon.scratch / "token", "--server", "ftp://a"])
        #expect(file.errorText.contains("[remote.server]"))
        let none = try Campaigns.zhengjiao(["status", "--token-file", daemon.scratch / "nowhere"])
        #expect(none.errorText.contains("[remote.token-file]"))
    }
}

import Foundation
import TestSupport
import Testing

/// Backups as an operator makes them, looks at them and brings them back.
@Suite(.serialized) struct BackupTests {
    private func backup(_ out: String, to target: String, _ flags: [String] = []) throws -> Command.Outcome {
        try Campaigns.zhengjiao(["backup", "--out", out, "--to", target] + flags)
    }

    private func finished(_ scratch: ScratchFolder) throws -> String {
        try FileManager.default.copyItem(atPath: Campaigns.finished.get().out, toPath: scratch / "out")
        return scratch / "out"
    }

    @Test func `what was backed up comes back byte by byte, elsewhere`() throws {
        let scratch = try ScratchFolder()
        let out = try finished(scratch)
        let made = try backup(out, to: scratch / "one.tar")
        #expect(made.status == 0 && made.text.contains("34 份文书"), "\(made.text)\(made.errorText)")
        let names = try Command.run("tar", ["-tf", scratch / "one.tar"]).text.split(separator: "\n")
        #expect(names.first == "campaign.db" && names.last == "manifest.sha256")
        #expect(names.contains { $0.hasPrefix("documents/05-receipts/") && $0.hasSuffix(".pdf") })
        let restored = try Campaigns.zhengjiao(["restore", scratch / "one.tar", "--out", scratch / "else/where"])
        #expect(restored.status == 0 && restored.text.contains("已恢复到"), "\(restored.errorText)")
        #expect(try FileTree(out).differences(FileTree(scratch / "else/where")) == [])
        let explained = try Campaigns.zhengjiao([
            "explain", Campaigns.small + "/campaign.yaml", "close", "2020-11-20", "--out", scratch / "else/where",
        ])
        #expect(explained.status == 0, "\(explained.errorText)")
        // What is there already is not written over.
        for folder in ["else/where", "out"] {
            let again = try Campaigns.zhengjiao(["restore", scratch / "one.tar", "--out", scratch / folder])
            #expect(again.status == 65 && again.errorText.contains("[backup.out-in-use]"))
        }
        #expect(try backup(out, to: scratch / "one.tar").errorText.contains("[backup.exists]"))
        #expect(try backup(scratch / "nowhere", to: scratch / "two.tar").errorText.contains("[backup.no-campaign]"))
    }

    /// The log of who saw whom goes with the campaign, and goes on where it was restored.
    @Test func `who saw whom is kept, and written on`() throws {
        let scratch = try ScratchFolder()
        let out = try finished(scratch)
        let id = try Campaigns.somebody()
        func look(_ folder: String, _ purpose: String) throws -> Command.Outcome {
            try Campaigns.zhengjiao(["person", "show", folder, id, "--by", "王伟", "--purpose", purpose])
        }
        #expect(try look(out, "来电").status == 0)
        #expect(try look(out, "来访").status == 0)
        #expect(try backup(out, to: scratch / "one.tar").status == 0)
        func mode(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        #expect(try mode(scratch / "one.tar") == 0o600)
        // What is looked at afterwards is not in the backup.
        #expect(try look(out, "后来").status == 0)
        let again = scratch / "again"
        #expect(try Campaigns.zhengjiao(["restore", scratch / "one.tar", "--out", again]).status == 0)
        for name in ["access.log", "access.key", "campaign.db"] {
            #expect(try mode(again + "/.state/" + name) == 0o600, "\(name)")
        }
        #expect(try look(again, "复核").status == 0)
        let seen = try Campaigns.zhengjiao(["person", "accesses", again, id])
        #expect(seen.status == 0, "\(seen.errorText)")
        for purpose in ["来电", "来访", "复核"] { #expect(seen.text.contains(purpose), "\(purpose)") }
        #expect(!seen.text.contains("后来"))
        // A log that somebody changed is told, kept as it is, and no reason to lose the campaign.
        let log = again + "/.state/access.log"
        let text = try String(contentsOfFile: log, encoding: .utf8)
        try text.replacing("来访", with: "串门").write(toFile: log, atomically: true, encoding: .utf8)
        let broken = try backup(again, to: scratch / "two.tar")
        #expect(broken.status == 65 && broken.errorText.contains("[backup.access-broken]"), "\(broken.errorText)")
        #expect(try Campaigns.zhengjiao(["restore", scratch / "two.tar", "--out", scratch / "third"]).status == 0)
        #expect(try String(contentsOfFile: scratch / "third/.state/access.log", encoding: .utf8).contains("串门"))
    }

    /// Every hundredth or so byte of a backup, changed: the refusal names a place at or around it.
    @Test func `a changed byte is found and its place is told`() throws {
        let scratch = try ScratchFolder()
        #expect(try backup(finished(scratch), to: scratch / "whole.tar").status == 0)
        let whole = try [UInt8](Data(contentsOf: URL(fileURLWithPath: scratch / "whole.tar")))
        var dice = SplitMix64(seed: 11)
        for _ in 0..<12 {
            let place = Int.random(in: 0..<(whole.count - 1_024), using: &dice)
            var bytes = whole
            bytes[place] ^= UInt8.random(in: 1...255, using: &dice)
            try scratch.write(bytes, to: "changed.tar")
            let checked = try Campaigns.zhengjiao(["restore", scratch / "changed.tar", "--check"])
            // Between the files there is padding that carries nothing.
            guard checked.status != 0 else {
                #expect(whole[place] == 0, "byte \(place)")
                continue
            }
            #expect(checked.status == 65 && checked.errorText.contains("[backup."), "\(checked.errorText)")
            if let found = checked.errorText.firstMatch(of: /第 ([0-9]+) 至 ([0-9]+) 字节/) {
                let range = (Int(found.output.1) ?? 0)...(Int(found.output.2) ?? 0)
                #expect(range.contains(place), "byte \(place): \(checked.errorText)")
            }
        }
        for length in [0, 100, 512, 70_000, whole.count / 2, whole.count - 2_048] {
            try scratch.write(Array(whole[..<length]), to: "cut.tar")
            let cut = try Campaigns.zhengjiao(["restore", scratch / "cut.tar", "--out", scratch / "from-cut"])
            #expect(cut.status == 65 && cut.errorText.contains("[backup."), "\(length): \(cut.errorText)")
            #expect(!FileManager.default.fileExists(atPath: scratch / "from-cut"))
        }
        #expect(try !scratch.files().contains { $0.contains("restoring") })
    }

    @Test func `a document that is gone or changed is named, and the rest is kept`() throws {
        let scratch = try ScratchFolder()
        let out = try finished(scratch)
        let receipts = try FileTree(out).paths("05-receipts", suffix: ".pdf")
        try FileManager.default.removeItem(atPath: out + "/" + receipts[0])
        try Data("another".utf8).write(to: URL(fileURLWithPath: out + "/" + receipts[1]))
        let made = try backup(out, to: scratch / "gap.tar")
        #expect(made.status == 65)
        #expect(made.errorText.contains("[backup.missing]") && made.errorText.contains(receipts[0]))
        #expect(made.errorText.contains("[backup.differs]") && made.errorText.contains(receipts[1]))
        #expect(try Campaigns.zhengjiao(["restore", scratch / "gap.tar", "--check"]).status == 0)
    }

    @Test func `of a folder of backups only the newest stay`() throws {
        let scratch = try ScratchFolder()
        let out = try finished(scratch)
        for name in ["qingshi-2020-20201101-020000", "qingshi-2020-20201102-020000", "other-20201101-020000"] {
            try scratch.write("old", to: "kept/\(name).tar")
        }
        #expect(try backup(out, to: scratch / "kept", ["--keep", "2"]).status == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: scratch / "kept").sorted()
        #expect(names.count == 3 && names.first == "other-20201101-020000.tar", "\(names)")
        #expect(!names.contains("qingshi-2020-20201101-020000.tar"))
        #expect(try backup(out, to: scratch / "x.tar", ["--keep", "2"]).status == 64)
    }

    @Test func `a drill of the daemon finds a changed byte, and says so everywhere`() throws {
        let daemon = try LiveDaemon()
        let backups = daemon.scratch / "backups"
        try FileManager.default.createDirectory(atPath: backups, withIntermediateDirectories: true)
        #expect(try daemon.post("/api/v1/drills", as: "zhao-min", "").code == "api.no-backups")
        _ = try daemon.waitForTasks()
        daemon.send(SIGTERM)
        #expect(daemon.status() == 0)
        #expect(try backup(daemon.out, to: backups).status == 0)
        try daemon.start(["--backups", backups, "--drill-mail", "office@example.gov.cn", "--drill", "every day 00:00"])
        #expect(try daemon.post("/api/v1/drills", as: "王伟", "").code == "api.not-operator")
        #expect(try daemon.post("/api/v1/drills", as: "zhao-min", "").status == 202)
        _ = try daemon.waitFor("a drill") { daemon.log.contains("恢复演练合格") ? true : nil }
        #expect(try daemon.get("/metrics").text.contains("\nzhengjiao_drill_success 1\n"))
        let name = try FileManager.default.contentsOfDirectory(atPath: backups)[0]
        var bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: backups + "/" + name)))
        bytes[100_000] ^= 1
        try Data(bytes).write(to: URL(fileURLWithPath: backups + "/" + name))
        #expect(try daemon.post("/api/v1/drills", as: "zhao-min", "").status == 202)
        _ = try daemon.waitFor("a drill that fails") { daemon.log.contains("恢复演练不合格") ? true : nil }
        #expect(try daemon.get("/metrics").text.contains("\nzhengjiao_drill_success 0\n"))
        let kinds = try daemon.get("/api/v1/journal?limit=500&from=1", as: "王伟").text
        let rest = try daemon.get("/api/v1/journal?limit=500&from=501", as: "王伟").text
        #expect((kinds + rest).contains("\"drill.pass\"") && (kinds + rest).contains("\"drill.fail\""))
        _ = try daemon.waitFor("its mail") {
            let mails = try FileTree(daemon.out).paths("06-reports", suffix: ".eml")
            return mails.contains { $0.contains("drill") } ? true : nil
        }
        // The mail may be out before the scratch folder is cleared.
        _ = try daemon.waitFor("a cleared folder") {
            let left = try FileManager.default.contentsOfDirectory(atPath: daemon.out + "/.state")
            return left.contains { $0.hasPrefix("drill") } ? nil : true
        }
    }

    @Test func `it is made while the daemon writes, and goes on from there when restored`() throws {
        let daemon = try LiveDaemon()
        var made = 0
        _ = try daemon.waitFor("tasks") {
            let outcome = try backup(daemon.out, to: daemon.scratch / "live-\(made).tar")
            #expect(outcome.status == 0, "\(outcome.errorText)")
            let checked = try Campaigns.zhengjiao(["restore", daemon.scratch / "live-\(made).tar", "--check"])
            #expect(checked.status == 0, "\(checked.errorText)")
            made += 1
            let tasks = try daemon.tasks("open", as: "zhao-min")
            return tasks.isEmpty ? nil : tasks
        }
        #expect(made > 1)
        let last = daemon.scratch / "live-\(made - 1).tar"
        #expect(try Campaigns.zhengjiao(["restore", last, "--out", daemon.scratch / "again"]).status == 0)
    }
}

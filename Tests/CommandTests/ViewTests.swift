import Foundation
import TestSupport
import Testing

/// Looks at persons, households, bureaus and officers of the small campaign, and what the log has of them.
@Suite struct ViewTests {
    private static let plan = Campaigns.small + "/campaign.yaml"

    private func run(_ arguments: [String]) throws -> Command.Outcome {
        try Campaigns.zhengjiao(arguments, environment: Campaigns.english)
    }

    private func copy(_ scratch: ScratchFolder) throws -> String {
        try FileManager.default.copyItem(atPath: try Campaigns.finished.get().out, toPath: scratch / "out")
        return scratch / "out"
    }

    @Test func aPersonIsShownAndTheLookIsLogged() throws {
        let scratch = try ScratchFolder()
        let out = try copy(scratch)
        let id = try Campaigns.somebody()
        let look = ["person", "show", out, id, "--by", "王伟", "--purpose", "本人来电"]
        let shown = try run(look + ["--json", "--pdf", scratch / "a.pdf"])
        #expect(shown.status == 0, "\(shown.errorText)")
        for part in ["\"form\": \"一人式\"", "\"id\": \"\(id)\"", "\"obligations\"", "\"receipts\"", "本人来电"] {
            #expect(shown.text.contains(part), "\(part)")
        }
        let paper = try Command.run("pdftotext", [scratch / "a.pdf", "-"], environment: ["LC_ALL": "C.UTF-8"]).text
        #expect(paper.contains(id) && paper.contains("内部资料"))
        #expect(try run(look).text.contains("【查询记录】"))
        let log = try run(["person", "accesses", out, id])
        #expect(log.text.components(separatedBy: "本人来电").count - 1 == 2)
        // The log names nobody who was looked at.
        let file = try String(contentsOfFile: out + "/.state/access.log", encoding: .utf8)
        #expect(!file.contains(id) && file.split(separator: "\n").count == 2)
        let mode =
            try FileManager.default.attributesOfItem(atPath: out + "/.state/access.log")[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let mass = try run(["person", "accesses", out, "--many", "1"])
        #expect(mass.status == 0)
    }

    @Test func aLifeIsShownOverSeveralFoldersEachWithItsCheck() throws {
        let scratch = try ScratchFolder()
        let out = try copy(scratch)
        try FileManager.default.copyItem(atPath: out, toPath: scratch / "earlier")
        let id = try Campaigns.somebody()
        let look = ["person", "history", id, scratch / "earlier", out, "--by", "王伟", "--purpose", "本人申请"]
        let shown = try run(look + ["--json", "--pdf", scratch / "a.pdf"])
        #expect(shown.status == 0, "\(shown.errorText)")
        for part in ["一人式（历年）", "\"1-payments\"", "\"2-payments\"", "账簿、日志完整，没有改动"] {
            #expect(shown.text.contains(part), "\(part)")
        }
        #expect(FileManager.default.fileExists(atPath: scratch / "a.pdf"))
        // Every folder knows who looked.
        for folder in [scratch / "earlier", out] {
            #expect(try run(["person", "accesses", folder, id]).text.contains("本人申请"))
        }
        let nobody = try run(
            ["person", "history", "11010519491231002X", out, "--by", "王伟", "--purpose", "x"])
        #expect(nobody.status == 65 && nobody.errorText.contains("view.no-history"))
        let missing = try run(["person", "history", id, out, scratch / "none", "--by", "王伟", "--purpose", "x"])
        #expect(missing.status == 65 && missing.errorText.contains("command.no-database"))
    }

    @Test func householdsOfAVillageAreListed() throws {
        let out = try Campaigns.finished.get().out
        let villages = try run(["metrics", out, "--by", "village", "--csv"]).text.split(separator: "\r\n").dropFirst()
        let code = try #require(villages.first?.split(separator: ",").first.map(String.init))
        let listed = try run(["household", "list", out, code])
        #expect(listed.status == 0 && listed.text.contains("户主"), "\(listed.errorText)")
        #expect(try run(["household", "list", out, "999"]).status == 65)
    }

    @Test func nobodyIsShownWithoutAReasonOrToNobody() throws {
        let out = try Campaigns.finished.get().out
        let id = try Campaigns.somebody()
        #expect(try run(["person", "show", out, id, "--by", "王伟"]).status == 64)
        #expect(try run(["person", "show", out, id, "--by", "", "--purpose", "x"]).status == 64)
        let wrong = try run(["person", "show", out, "370403198001010019", "--by", "王伟", "--purpose", "x"])
        #expect(wrong.status == 65 && wrong.errorText.contains("view.id"))
        let unknown = try run(["person", "show", out, "11010519491231002X", "--by", "王伟", "--purpose", "x"])
        #expect(unknown.status == 65 && unknown.errorText.contains("view.no-person"))
    }

    @Test func aLogThatWasChangedSaysWhere() throws {
        let scratch = try ScratchFolder()
        let out = try copy(scratch)
        let id = try Campaigns.somebody()
        for purpose in ["甲", "乙", "丙"] {
            _ = try run(["person", "show", out, id, "--by", "王伟", "--purpose", purpose])
        }
        let path = out + "/.state/access.log"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        for (changed, line) in [
            (text.replacingOccurrences(of: "乙", with: "丁"), 2),
            (text.split(separator: "\n").enumerated().filter { $0.offset != 1 }.map { $0.element + "\n" }.joined(), 2),
        ] {
            try changed.write(toFile: path, atomically: true, encoding: .utf8)
            let outcome = try run(["person", "accesses", out])
            #expect(outcome.status == 65 && outcome.errorText.contains("line \(line)"), "\(outcome.errorText)")
        }
        // What a crash left of a line does not keep others from being written and found; the whole log's check tells.
        try (text + "{\"at\":1").write(toFile: path, atomically: true, encoding: .utf8)
        let after = try run(["person", "show", out, id, "--by", "王伟", "--purpose", "丁"])
        #expect(after.status == 0 && ["甲", "乙", "丙", "丁"].allSatisfy { after.text.contains($0) })
        #expect(try run(["person", "accesses", out]).status == 65)
    }

    /// The looks at a person are found by an index, which is made of the log: lost, foreign or broken, it is made
    /// anew.
    @Test func theIndexOfTheLogIsMadeAnew() throws {
        let scratch = try ScratchFolder()
        let out = try copy(scratch)
        let id = try Campaigns.somebody()
        func looks(_ purpose: String) throws -> [String] {
            let shown = try run(["person", "show", out, id, "--by", "王伟", "--purpose", purpose])
            #expect(shown.status == 0, "\(shown.errorText)")
            return (1...9).map { "第\($0)次" }.filter { shown.text.contains($0) }
        }
        let index = out + "/.state/access.index"
        #expect(try looks("第1次") == ["第1次"] && looks("第2次") == ["第1次", "第2次"])
        try FileManager.default.removeItem(atPath: index)
        #expect(try looks("第3次") == ["第1次", "第2次", "第3次"])
        // An index of another log.
        let elsewhere = try ScratchFolder()
        let other = try copy(elsewhere)
        _ = try run(["person", "show", other, id, "--by", "李娜", "--purpose", "别处"])
        try FileManager.default.removeItem(atPath: index)
        try FileManager.default.copyItem(atPath: other + "/.state/access.index", toPath: index)
        #expect(try looks("第4次").count == 4)
        try Data("not an index".utf8).write(to: URL(fileURLWithPath: index))
        #expect(try looks("第5次").count == 5)
        // A line of this person that was changed is told.
        let path = out + "/.state/access.log"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try text.replacingOccurrences(of: "第2次", with: "第8次").write(toFile: path, atomically: true, encoding: .utf8)
        let shown = try run(["person", "show", out, id, "--by", "王伟", "--purpose", "第6次"])
        #expect(shown.status == 65 && shown.errorText.contains("line 2"), "\(shown.errorText)")
    }

    /// Looks at the same moment wait for each other; none is lost.
    @Test func looksAtTheSameTimeAreAllLogged() throws {
        let scratch = try ScratchFolder()
        let out = try copy(scratch)
        let id = try Campaigns.somebody()
        DispatchQueue.concurrentPerform(iterations: 6) { index in
            let look = ["person", "show", out, id, "--by", "王伟", "--purpose", "同时\(index + 1)"]
            #expect((try? Campaigns.zhengjiao(look).status) == 0)  // none is a failure as well
        }
        let log = try run(["person", "accesses", out, try Campaigns.somebody()])
        #expect(log.status == 0 && (1...6).allSatisfy { log.text.contains("同时\($0)") }, "\(log.errorText)")
    }

    @Test func householdsBureausAndOfficers() throws {
        let scratch = try ScratchFolder()
        let out = try copy(scratch)
        let bureau = try run(["bureau", "show", out, ViewTests.plan, "tax-bureau"])
        #expect(bureau.status == 0 && bureau.text.contains("审核公示表"), "\(bureau.errorText)")
        #expect(try run(["bureau", "show", out, ViewTests.plan, "x"]).errorText.contains("view.no-bureau"))
        let officer = try run(["officer", "show", out, ViewTests.plan, "复核员（演练）", "--json"])
        #expect(officer.text.contains("同意公示") && officer.text.contains("复核："), "\(officer.errorText)")
        let none = try run(["household", "show", out, "379901001200", "无此人", "--by", "王伟", "--purpose", "x"])
        #expect(none.status == 65 && none.errorText.contains("view.no-household"))
    }
}

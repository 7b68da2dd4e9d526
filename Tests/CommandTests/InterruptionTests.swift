import Foundation
import Storage
import TestSupport
import Testing

/// A rehearsal that is ended in the middle, by the system or by a person, and taken up again. `ZHENGJIAO_DEATHS` gives
/// another number of seeds, or the first and the last (`11-40`), each with five deaths.
@Suite struct InterruptionTests {
    let finished: Finished

    init() throws { finished = try Campaigns.finished.get() }

    /// Kills at a number of files, and of looks at them, that the seed gives, takes up, kills again, five times; then
    /// lets it run to its end. What came to its end before the last kill is compared, and another begun.
    @Test(arguments: Seeds.asked("ZHENGJIAO_DEATHS", usually: 8))
    func `killed again and again it ends with the same files`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let scratch = try ScratchFolder()
        var (campaign, kills, isBegun) = (0, 0, false)
        var out: String { scratch / "out-\(campaign)" }
        while kills < 5 {
            let goal = FileCount.of(out) + Int.random(in: 0...8, using: &random)
            var looks = Int.random(in: 0...40, using: &random)
            let isKilled = try Interruption.run(out: out, resume: isBegun, signal: SIGKILL) {
                guard FileCount.of(out) >= goal else { return false }
                looks -= 1
                return looks < 0
            }
            // One that died before it had a database begins anew.
            isBegun = FileManager.default.fileExists(atPath: out + "/.state/campaign.db")
            if isKilled {
                kills += 1
            } else {
                try expectWhole(out)
                campaign += 1
                isBegun = false
            }
        }
        if isBegun { try expectWhole(out) }
    }

    /// The moments at which the database alone is at work make no file; these are killed by what the program says.
    @Test(arguments: ["导入参保清册", "2020-11-05 19:00 导入银行明细并入账", "2020-11-09 19:00 导入银行明细并入账", "待办：", "处理对账差异"])
    func `killed after a moment of the ledger it ends with the same files`(words: String) throws {
        let scratch = try ScratchFolder()
        let out = scratch / "out"
        let isKilled = try Interruption.run(out: out, resume: false, signal: SIGKILL, errors: scratch / "errors") {
            let said = try? String(contentsOfFile: scratch / "errors", encoding: .utf8)  // not there before it is said
            return said?.contains(words) ?? false
        }
        #expect(isKilled)
        try expectLedger(out)
        try expectWhole(out)
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func `asked to stop it finishes the work in hand and can go on`(number: Int32) throws {
        let scratch = try ScratchFolder()
        let out = scratch / "out"
        let errors = scratch / "errors"
        var status = 0
        let isStopped = try Interruption.run(
            out: out, resume: false, signal: number, errors: errors, ended: { status = $0 }
        ) { FileCount.of(out) >= 12 }
        #expect(isStopped && status == 130)
        let said = try String(contentsOfFile: errors, encoding: .utf8)
        #expect(said.contains("[command.rehearsal-interrupted]") && said.contains("--resume"))
        try expectWhole(out)
    }

    @Test func `a finished rehearsal can be resumed without harm and says so`() throws {
        let scratch = try ScratchFolder()
        try FileManager.default.copyItem(atPath: finished.out, toPath: scratch / "out")
        let again = try Campaigns.rehearse(out: scratch / "out", ["--resume"])
        #expect(again.status == 0)
        #expect(again.errorText.contains("早已走完"))
        #expect(try finished.tree.differences(FileTree(scratch / "out")) == [])
        #expect(again.text.contains("05-receipts"))
    }

    @Test func `a second run refuses and touches nothing`() throws {
        let scratch = try ScratchFolder()
        try FileManager.default.copyItem(atPath: finished.out, toPath: scratch / "out")
        for (environment, words) in [(Campaigns.chinese, "已有一次演练的结果"), (Campaigns.english, "an earlier rehearsal")] {
            let again = try Campaigns.rehearse(out: scratch / "out", environment: environment)
            #expect(again.status == 65)
            #expect(again.errorText.contains(words) && again.errorText.contains("[command.out-exists]"))
            #expect(again.errorText.contains("--replace") && again.errorText.contains("--resume"))
        }
        #expect(try finished.tree.differences(FileTree(scratch / "out")) == [])
    }

    @Test func `to replace is to start afresh, with the same bytes`() throws {
        let scratch = try ScratchFolder()
        let out = scratch / "out"
        try FileManager.default.copyItem(atPath: finished.out, toPath: out)
        try scratch.write("left over", to: "out/05-receipts/2020-11-05/old.pdf")
        try scratch.write("spoilt", to: "out/summary.json")
        try scratch.write("not of the program", to: "out/notes.txt")
        #expect(try Campaigns.rehearse(out: out, ["--replace"]).status == 0)
        #expect(try finished.tree.differences(FileTree(out)) == ["notes.txt is new"])
    }

    @Test(arguments: [[], ["--replace"]])
    func `a folder of somebody else is refused`(flags: [String]) throws {
        let scratch = try ScratchFolder()
        try scratch.write("mine", to: "out/letter.txt")
        let outcome = try Campaigns.rehearse(out: scratch / "out", flags)
        #expect(outcome.status == 65 && outcome.errorText.contains("[command.out-foreign]"))
        #expect(try scratch.files() == ["out/letter.txt"])
    }

    @Test func `nothing can be resumed where nothing was`() throws {
        let scratch = try ScratchFolder()
        let outcome = try Campaigns.rehearse(out: scratch / "out", ["--resume"])
        #expect(outcome.status == 65 && outcome.errorText.contains("[command.nothing-to-resume]"))
        #expect(try scratch.files().isEmpty)
    }

    @Test func `a campaign does not go on under another plan`() throws {
        let scratch = try ScratchFolder()
        let folder = try Campaigns.copy(into: scratch)
        let out = scratch / "out"
        let isKilled = try Interruption.run(folder, out: out, resume: false, signal: SIGKILL) {
            FileCount.of(out) >= 8
        }
        #expect(isKilled)
        let plan = try String(contentsOfFile: folder + "/campaign.yaml", encoding: .utf8)
        try scratch.write(plan + "\n# a remark\n", to: "campaign/campaign.yaml")
        let outcome = try Campaigns.rehearse(folder, out: out, ["--resume"])
        #expect(outcome.status == 65 && outcome.errorText.contains("[plan.changed]"))
        // With the first plan it goes on.
        try scratch.write(plan, to: "campaign/campaign.yaml")
        #expect(try Campaigns.rehearse(folder, out: out, ["--resume"]).status == 0)
    }

    @Test func `two processes do not share a folder`() throws {
        let scratch = try ScratchFolder()
        let out = scratch / "out"
        var others: [Command.Outcome] = []
        _ = try Interruption.run(out: out, resume: false, signal: SIGKILL) {
            guard FileCount.of(out) >= 4 else { return false }
            do {
                others = try [["--resume"], ["--replace"]].map { try Campaigns.rehearse(out: out, $0) }
            } catch { Issue.record(error) }
            return true
        }
        #expect(others.count == 2)
        for other in others {
            // The first may have come to its end before the second looked.
            guard other.status != 0 else { continue }
            #expect(other.status == 65 && other.errorText.contains("[storage.locked]"), "\(other.errorText)")
        }
    }

    /// Brings the rehearsal to its end and compares with one that was never interrupted.
    private func expectWhole(_ out: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let last = try Campaigns.rehearse(out: out, ["--resume"])
        #expect(last.status == 0, "\(last.errorText)", sourceLocation: sourceLocation)
        let differences = try finished.tree.differences(FileTree(out))
        #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))", sourceLocation: sourceLocation)
        try expectLedger(out, sourceLocation)
    }

    /// The book of the money is chained, and equal to the tables.
    private func expectLedger(_ out: String, _ sourceLocation: SourceLocation = #_sourceLocation) throws {
        let ledger = try Campaigns.zhengjiao(["ledger", "verify", out])
        #expect(ledger.status == 0, "\(ledger.errorText)", sourceLocation: sourceLocation)
        let numbers = try ReceiptNumbers.of(out)
        // Killed early, it has given none yet.
        #expect(numbers == (0..<numbers.count).map { $0 + 1 }, sourceLocation: sourceLocation)
    }
}

/// The receipts of a campaign in the order of their numbers.
enum ReceiptNumbers {
    /// - Returns: the running numbers that are printed on them, in the order in which they were given.
    static func of(_ out: String) throws -> [Int] {
        let database = try Database.readOnly(path: out + "/.state/campaign.db", migrations: nil)
        let numbers = try database.read { transaction in
            try transaction.rows("SELECT number FROM levy_receipts ORDER BY ordinal").map { $0.text("number") }
        }
        try database.close()
        return numbers.compactMap { Int($0.suffix(8)) }
    }
}

/// How much there is in a folder; a folder that is not there yet has nothing.
enum FileCount {
    static func of(_ folder: String) -> Int {
        // What comes and goes while it is counted is not counted.
        ((try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []).count { !$0.hasPrefix(".state") }
    }
}

/// Runs the small campaign and sends a signal as soon as something has come about.
enum Interruption {
    /// - Parameters:
    ///   - errors: the file that standard error goes to.
    ///   - ended: is given the exit code, 128 + the signal's number when the signal ended it.
    ///   - isTime: looked at over and over while the program runs.
    /// - Returns: whether the signal was sent before the program came to its end by itself.
    static func run(
        _ folder: String = Campaigns.small, out: String, resume: Bool, signal number: Int32, errors: String? = nil,
        ended: (Int) -> Void = { _ in }, when isTime: () -> Bool
    ) throws -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Project.product("zhengjiao"))
        process.arguments = Campaigns.arguments(folder, out: out) + (resume ? ["--resume"] : [])
        process.environment = ProcessInfo.processInfo.environment
            .merging(["ZHENGJIAO_HOME": Project.root]) { $1 }.merging(Campaigns.chinese) { $1 }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        if let errors {
            try Data().write(to: URL(fileURLWithPath: errors))
            process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
        }
        try process.run()
        while process.isRunning && !isTime() {}
        let isSent = process.isRunning && kill(process.processIdentifier, number) == 0
        process.waitUntilExit()
        let isSignalled = process.terminationReason == .uncaughtSignal
        ended((isSignalled ? 128 : 0) + Int(process.terminationStatus))
        return isSent && (isSignalled || process.terminationStatus != 0)
    }
}

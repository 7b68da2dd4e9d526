import Diagnostics
import Foundation
import Storage
import TestSupport
import Testing

@testable import Levy

/// The regular comparison with lists of other offices: what it finds, what becomes of it, what never happens by itself.
@Suite struct CrossMatchTests {
    private typealias Small = SmallCampaign
    private static let stranger = "370403200302280011"
    private static let day = XuechengData.day("2019-11-05")

    private func list(
        _ meaning: CrossList.Meaning = .specialClass(.destitute), _ keys: Set<CrossList.Key> = [.number]
    ) -> CrossList {
        CrossList(office: "区民政局", meaning: meaning, folder: "matches", prefix: "特困", keys: keys)
    }

    private func file(_ lines: [String], _ head: String = "姓名,身份证号,村居") -> SourceFile {
        SourceFile(name: "特困-20191105.csv", bytes: Array(([head] + lines).joined(separator: "\n").utf8))
    }

    private func run(
        _ small: SmallCampaign, _ list: CrossList, _ lines: [String], _ head: String = "姓名,身份证号,村居",
        on day: CivilDate = day
    ) throws -> CrossRun {
        try small.database.write {
            try small.campaign.crossMatch(
                list, file(lines, head), on: day, by: "甲", in: $0, at: Instant(day, hour: 9))
        }
    }

    private func take(
        _ small: SmallCampaign, _ subject: String, _ number: String? = nil, verdict: CrossRow.Verdict = .taken,
        checker: String = "乙"
    ) throws -> [Adjustment] {
        let now = Instant(Self.day, hour: 10)
        return try small.database.write { transaction in
            let changes = verdict == .refused
                ? [] : try small.campaign.takeCrossMatch(
                    subject, number: number, by: "甲", checker: checker, in: transaction, at: now)
            try DecisionStore.add(
                Levy.Decision(
                    subject: subject, verdict: verdict.rawValue, note: "", decidedBy: "甲", checkedBy: checker,
                    decidedAt: now), in: transaction)
            return changes ?? []
        }
    }

    private func questions(_ small: SmallCampaign) throws -> [CrossQuestion] {
        try small.database.read { try small.campaign.crossQuestions(in: $0) }
    }

    private func members(_ small: SmallCampaign) throws -> [String] {
        try small.database.read { try ListStore.members(.destitute, in: $0) }.keys.sorted()
    }

    private func found(_ run: CrossRun) -> [String] {
        run.findings.map { "\($0.finding.kind.rawValue) \($0.finding.name) \($0.finding.candidates.count)" }
    }

    static let rows: [(row: String, keys: Set<CrossList.Key>, found: [String])] = [
        ("贫家,\(Small.poor),甲村", [.number], []),
        ("贝特,\(Small.bert),甲村", [.number], ["new 贝特 0", "gone 贫 0"]),
        ("贝特,\(Small.bert),乙村", [.number], ["new 贝特 0", "gone 贫 0", "changed 贝特 0"]),
        ("王不同,\(Small.bert),甲村", [.number], ["gone 贫 0", "question 王不同 1"]),
        ("贝(TE),\(Small.bert),甲村", [.number], ["new 贝(TE) 0", "gone 贫 0", "changed 贝(TE) 0"]),
        ("贝(TE),\(Small.bert),甲村", [.numberName], ["gone 贫 0", "question 贝(TE) 1"]),
        ("某甲,\(stranger),甲村", [.number], ["new 某甲 0", "gone 贫 0", "missing 某甲 0"]),
        // Without a number that counts the row is a question, and whom it may mean has not left.
        ("贫家,,甲村", [.number, .nameVillage], ["question 贫家 1"]),
        ("贫家,370403198001010019,甲村", [.number, .nameVillage], ["question 贫家 1"]),
        ("贫家,,甲村", [.number], ["gone 贫 0", "question 贫家 0"]),
        ("贫家,,乙村", [.number, .nameVillage], ["gone 贫 0", "question 贫家 0"]),
        ("贫家,,", [.number, .nameVillage], ["gone 贫 0", "question 贫家 0"]),
    ]

    @Test(arguments: rows) func `a row is what its keys say`(
        row: String, keys: Set<CrossList.Key>, found expected: [String]
    ) throws {
        let small = try SmallCampaign()
        let run = try run(small, list(.specialClass(.destitute), keys), [row])
        #expect(found(run) == expected)
        // Nothing has happened by it.
        #expect(try members(small) == [Small.poor])
    }

    @Test func `who is new joins and who is gone leaves when two persons say so`() throws {
        let small = try SmallCampaign()
        let run = try run(
            small, list(), ["贝特,\(Small.bert),甲村,2019-10-01", "某甲,\(Self.stranger),甲村,"], "姓名,身份证号,村居,认定日期")
        let subjects = try questions(small).map(\.subject)
        #expect(subjects == run.findings.filter(\.finding.isDecidable).map(\.subject) && subjects.count == 3)
        #expect(throws: Rejection.self) { try take(small, subjects[0], checker: "甲") }
        let joined = try take(small, subjects[0])
        #expect(joined.map(\.ended).reduce(0, +) == 1 && joined.map(\.added).reduce(0, +) == 1)
        _ = try take(small, subjects[2])
        #expect(try members(small) == [Small.bert])
        let span = try small.database.read { try RosterStore.memberships(of: [Small.bert], in: $0) }
        #expect(span[Small.bert]?.spans.first?.from?.iso == "2019-10-01")
        #expect(span[Small.bert]?.spans.first?.source == "主管部门名单，甲经办、乙复核")
        // What was refused is not asked again next month; what stays undecided keeps its key.
        _ = try take(small, subjects[1], verdict: .refused)
        let next = XuechengData.day("2019-12-05")
        let later = try self.run(
            small, list(), ["某甲,\(Self.stranger),甲村,", "贫家,\(Small.poor),甲村,"], "姓名,身份证号,村居,认定日期", on: next)
        #expect(found(later) == ["new 某甲 0", "new 贫家 0", "gone 贝特 0", "missing 某甲 0"])
        #expect(later.findings[0].verdict == "不采用")
        #expect(try questions(small).count == 2)
        try LedgerCheck.check(small.database)
    }

    @Test func `a question needs to know who is meant`() throws {
        let small = try SmallCampaign()
        _ = try small.database.write { transaction in
            try small.campaign.correct(
                Correction(
                    kind: .add, insurance: .medical, citizenID: "370403195910210021", name: "贝特",
                    village: Small.village, reason: "迁入", evidence: "户口簿", by: "甲", checker: "乙",
                    at: XuechengData.now), in: transaction)
        }
        let run = try run(small, list(.specialClass(.destitute), [.number, .nameVillage]), ["贝特,,甲村"])
        let question = try #require(run.findings.first { $0.finding.kind == .question })
        #expect(question.finding.candidates.sorted() == ["370403195910210021", Small.bert].sorted())
        #expect(throws: Rejection.self) { try take(small, question.subject) }
        #expect(throws: Rejection.self) { try take(small, question.subject, Small.anna) }
        _ = try take(small, question.subject, Small.bert)
        #expect(try members(small) == [Small.poor, Small.bert].sorted())
        // Answered once, it is not asked again.
        _ = try self.run(
            small, list(.specialClass(.destitute), [.number, .nameVillage]), ["贝特,,甲村"],
            on: XuechengData.day("2019-12-05"))
        #expect(try questions(small).filter { $0.sentence.contains("待核实") }.isEmpty)
    }

    @Test func `a list that ends most of a class is asked about as a whole`() throws {
        let small = try SmallCampaign()
        let many = (1...12).map { ListRow(citizenID: GeneratedNumbers.number($0), name: "人\($0)") }
        try small.database.write {
            try ListStore.join(.destitute, many, cause: "t", at: XuechengData.now, in: $0)
        }
        let run = try run(small, list(), ["贫家,\(Small.poor),甲村"])
        #expect(run.isDoubtful && run.count(.gone) == 12)
        #expect(try questions(small).map(\.subject) == [run.wholeSubject])
        _ = try take(small, run.wholeSubject)
        #expect(try members(small) == [Small.poor])
        #expect(try questions(small).isEmpty)
    }

    @Test func `another scheme's list marks whom it names and frees whom it names no more`() throws {
        let small = try SmallCampaign()
        let scheme = list(.mark(.employeeMedical))
        let run = try run(small, scheme, ["贝特,\(Small.bert),", "某甲,\(Self.stranger),"])
        // Who is not asked for anything here is no finding.
        #expect(found(run) == ["new 贝特 0"])
        _ = try take(small, run.findings[0].subject)
        func marks() throws -> [PersonMark] {
            try small.database.read { try FactStore.marks(of: Small.bert, in: $0) }
        }
        #expect(try marks().map(\.kind) == [.employeeMedical])
        let later = try self.run(small, scheme, ["某甲,\(Self.stranger),"], on: XuechengData.day("2019-12-05"))
        #expect(found(later) == ["gone 贝特 0"])
        _ = try take(small, later.findings[0].subject)
        #expect(try marks().isEmpty)
        try LedgerCheck.check(small.database)
    }

    @Test func `the same file on the same day is one comparison`() throws {
        let small = try SmallCampaign()
        let first = try run(small, list(), ["贝特,\(Small.bert),甲村"])
        #expect(try run(small, list(), ["贝特,\(Small.bert),甲村"]) == first)
        let next = try run(small, list(), ["贝特,\(Small.bert),甲村"], on: XuechengData.day("2019-11-06"))
        #expect(next.id == first.id + 1 && next.findings.map(\.subject) == first.findings.map(\.subject))
    }

    @Test(arguments: [
        ("2019-11-04", "特困-20191101.csv"), ("2019-11-30", "特困-2019-11-28.csv"), ("2019-10-01", "特困.csv"),
    ])
    func `the newest list that had come counts`(day: String, name: String) throws {
        let folder = try ScratchFolder()
        for name in ["特困.csv", "特困-20191101.csv", "特困-2019-11-28.csv", "低保-20191102.csv", "特困-20191102.txt"] {
            try folder.write("姓名,身份证号\n", to: "matches/" + name)
        }
        let found = try list().newest(in: folder.path, through: XuechengData.day(day))
        #expect(found?.name == name)
        #expect(try list().newest(in: folder.path + "/none", through: Self.day) == nil)
    }
}

/// Numbers that check.
private enum GeneratedNumbers {
    static func number(_ ordinal: Int) -> String {
        let head = "37040319800202" + String(1000 + ordinal).suffix(3)
        return head + String(UnicodeScalar(CitizenID.checkCharacter(Array(head.utf8)[...])))
    }
}

import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Levy

/// What is known of persons decides at once what they owe, whenever it is entered: marks, lists with their days.
@Suite struct FactTests {
    private typealias Small = SmallCampaign
    private func small() throws -> SmallCampaign {
        try SmallCampaign(
            policy: LevyPolicy(
                rules: try RuleSamples.book("xuecheng-2019"), asOf: XuechengData.day("2019-10-28"),
                medicalPeriod: 2020, pensionPeriod: 2019))
    }

    private func owed(_ small: SmallCampaign) throws -> [String] {
        try small.database.read { transaction in
            try transaction.rows(
                "SELECT citizen_id, insurance FROM levy_standing_obligations ORDER BY citizen_id, insurance"
            ).map { "\($0.text("citizen_id")) \($0.text("insurance"))" }
        }
    }

    @discardableResult
    private func enter(
        _ small: SmallCampaign, _ id: String, _ kind: PersonMark.Kind, from: String? = nil, until: String? = nil
    ) throws -> [Adjustment] {
        try small.database.write { transaction in
            let mark = PersonMark(kind, from: from.map(XuechengData.day), until: until.map(XuechengData.day))
            let number = try FactStore.add(mark, of: id, by: "甲", at: XuechengData.now, in: transaction)
            return try small.campaign.followFacts(
                of: [id], cause: "fact:\(number)", in: transaction, at: XuechengData.now)
        }
    }

    /// What a fact does to Anna's medical and pension obligation: M and P stay.
    @Test(arguments: [
        (PersonMark.Kind.student, nil as String?, nil as String?, "M"), (.student, nil, "2019-06-30", "MP"),
        (.student, "2019-11-15", nil, "M"), (.student, "2019-12-15", nil, "MP"), (.employeePension, nil, nil, "M"),
        (.employeeMedical, "2019-12-20", nil, "P"), (.employeeMedical, "2020-01-01", nil, "MP"),
        (.military, nil, nil, "P"), (.registeredElsewhere, nil, nil, ""), (.permit, nil, nil, "M"),
        (.permit, nil, "2019-09-30", ""), (.deceased, "2019-11-02", nil, ""), (.deceased, "2020-03-01", nil, ""),
    ])
    func `a fact ends what the rules do not let be`(
        kind: PersonMark.Kind, from: String?, until: String?, left: String
    ) throws {
        let small = try small()
        let changes = try enter(small, Small.anna, kind, from: from, until: until)
        let expected = ["M": "medical", "P": "pension"].sorted { $0.key < $1.key }
            .filter { left.contains($0.key) }.map { "\(Small.anna) \($0.value)" }
        #expect(try owed(small).filter { $0.hasPrefix(Small.anna) } == expected)
        #expect(changes.map(\.ended).reduce(0, +) == 2 - left.count)
        #expect(try owed(small).count == 4 + left.count)
        // The explanation says the same, by the same rules.
        let anna = try small.database.read { try small.campaign.explain(person: Small.anna, in: $0) }
        #expect(anna.stopped.count == 2 - left.count && anna.ended.count == 2 - left.count)
        for found in anna.determinations {
            let owes = expected.contains { $0.hasSuffix(found.insurance.rawValue) }
            #expect((found.outcome == .ineligible) == !owes, "\(found.insurance)")
        }
        for stopped in anna.stopped {
            #expect(!Catalogue.message(stopped.cause.note, in: .chinese).contains("{"))
        }
        try LedgerCheck.check(small.database)
    }

    @Test func `a fact that is taken back brings the obligation again, a paid one stays and is told`() throws {
        let small = try small()
        let before = try owed(small)
        #expect(try enter(small, Small.anna, .student).map(\.ended) == [0, 1])
        let back = try small.database.write { transaction in
            let id = try FactStore.retract(
                mark: 1, reason: "已毕业", by: "甲", at: XuechengData.now, in: transaction)
            return try small.campaign.followFacts(of: [id], cause: "fact:1", in: transaction, at: XuechengData.now)
        }
        #expect(back.map(\.added) == [0, 1])
        #expect(try owed(small) == before)
        try small.evening("20191101", [Small.line("S1", "20191101", Small.bert)])
        let held = try enter(small, Small.bert, .deceased, from: "2019-11-03")
        #expect(held.flatMap(\.held).map(\.serial) == ["S1"])
        #expect(held.flatMap(\.held).map(\.cause?.kind) == ["死亡"])
        #expect(try owed(small) == before)
        try LedgerCheck.check(small.database)
    }

    @Test func `nobody is added to a roster who may not join`() throws {
        let small = try small()
        try enter(small, "370403200302280011", .student)
        do {
            _ = try small.database.write {
                try small.campaign.correct(
                    Correction(
                        kind: .add, insurance: .pension, citizenID: "370403200302280011", name: "新生",
                        village: Small.village, tierFen: 30_000, reason: "漏登", evidence: "申请表", by: "甲",
                        checker: "乙", at: XuechengData.now), in: $0)
            }
            Issue.record("a student was added to the pension's roster")
        } catch let rejection as Rejection {
            #expect(rejection.diagnostics.map(\.code) == ["levy.correction.stopped"])
        }
    }

    /// Whether the state pays for Bert, by the days that a list gives.
    @Test(arguments: [
        ("2019-01-01", "", true), ("", "2019-12-31", true), ("2019-01-01", "2019-10-27", false),
        ("2019-11-10", "", true), ("2019-11-10", "2019-11-09", true), ("2021-01-01", "", false),
        ("2019/10/28", "2019年10月28日", true), ("长期", "长期", true),
    ])
    func `the days of a list decide who pays`(from: String, until: String, isStatePaid: Bool) throws {
        let small = try small()
        let text = "姓名,身份证号,认定日期,退出日期\n贝特,\(Small.bert),\(from),\(until)\n"
        let list = SourceFile(name: "低保.csv", bytes: Array(text.utf8))
        let sources = RosterSources(regions: nil, special: [list], medical: nil, pension: nil, agents: nil)
        let found = try small.database.write {
            try small.campaign.importRosters(sources, in: $0, at: XuechengData.now)
        }
        #expect(found.special[0].notes.map(\.code) == (until < from && !until.isEmpty ? ["levy.list.day"] : []))
        let bert = try small.database.read { try small.campaign.explain(person: Small.bert, in: $0) }
        #expect((bert.obligations[0].ownFen == 0) == isStatePaid)
        #expect((bert.determinations[0].ownFen == 0) == isStatePaid)
        try LedgerCheck.check(small.database)
    }
}

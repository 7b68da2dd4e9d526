import Diagnostics
import Storage
import Testing

@testable import Levy

/// Persons whom the lists of several classes name.
@Suite struct ClassClashTests {
    private typealias Small = SmallCampaign

    /// The campaign with its poor on a list of the disabled too.
    private func small() throws -> SmallCampaign {
        let small = try SmallCampaign()
        let list = SourceFile(name: "残疾.csv", bytes: Array("姓名,身份证号,人员类别\n贫,\(Small.poor),重度残疾人\n".utf8))
        let sources = RosterSources(regions: nil, special: [list], medical: nil, pension: nil, agents: nil)
        _ = try small.database.write { try small.campaign.importRosters(sources, in: $0, at: XuechengData.now) }
        return small
    }

    private func clashes(_ small: SmallCampaign) throws -> [ClassClash] {
        try small.database.read { try small.campaign.classClashes(in: $0) }
    }

    @Test(arguments: [
        ("按规则", ["特困人员", "重度残疾人"], "特困人员"), ("保留重度残疾人", ["重度残疾人"], "重度残疾人"),
        ("保留特困人员", ["特困人员"], "特困人员"),
    ])
    func `a decision leaves the classes that are right`(verdict: String, classes: [String], shown: String) throws {
        let small = try small()
        let clash = try #require(try clashes(small).first)
        #expect(clash.classes == [.destitute, .severelyDisabled] && clash.leading == .destitute)
        let chosen = try #require(ClassClash.Verdict(verdict))
        try small.database.write { transaction in
            _ = try small.campaign.settleClash(clash, chosen, in: transaction, at: XuechengData.now)
            try DecisionStore.add(
                Decision(
                    subject: clash.subject, verdict: verdict, note: "", decidedBy: "甲", checkedBy: "乙",
                    decidedAt: XuechengData.now), in: transaction)
        }
        #expect(try clashes(small) == [])
        let (members, person) = try small.database.read { transaction in
            (
                try transaction.rows("SELECT class FROM intake_members WHERE citizen_id = $1", [Value(Small.poor)])
                    .map { $0.text("class") }, try ViewStore.person(Small.poor, in: transaction)
            )
        }
        #expect(members.sorted() == classes && person?.specialClass?.rawValue == shown)
        try LedgerCheck.check(small.database)
    }

    @Test func `a class that is none of the person's is refused, and other words are no verdict`() throws {
        let small = try small()
        let clash = try #require(try clashes(small).first)
        #expect(throws: Rejection.self) {
            try small.database.write {
                try small.campaign.settleClash(clash, .keep(.allowance), in: $0, at: XuechengData.now)
            }
        }
        #expect(ClassClash.Verdict("同意") == nil && ClassClash.Verdict("保留") == nil)
    }
}

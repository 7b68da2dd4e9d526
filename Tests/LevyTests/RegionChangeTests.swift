import Diagnostics
import Storage
import Testing

@testable import Levy

/// Villages are merged, renamed and moved while a campaign runs: nothing is lost, both sides add up.
@Suite struct RegionChangeTests {
    private typealias Small = SmallCampaign
    private static let old = "11010519491231002X"
    private static let head = "code,name,level,parent,should_be_insured,paid_last_year,原代码\n370403,薛城区,district,,,,\n"
    private static let merged =
        head + """
            370403101,沙沟镇,town,370403,,,
            370403102,新镇,town,370403,,,
            370403101200,甲新村,village,370403102,,,370403101201
            370403102201,丙村,village,370403102,3,0,
            """

    private func change(
        _ small: SmallCampaign, _ text: String, from: String = "2019-11-05", checker: String = "乙"
    ) throws -> [RegionChange] {
        let decision = RegionDecision(
            effective: XuechengData.day(from), reason: "批复", by: "甲", checker: checker,
            at: Instant(XuechengData.day("2019-11-10"), hour: 9))
        return try small.database.write {
            try small.campaign.changeRegions(SourceFile(name: "新.csv", bytes: Array(text.utf8)), decision, in: $0)
        }
    }

    private func figures(_ small: SmallCampaign) throws -> CampaignFigures {
        try small.database.read { try small.campaign.figures(asOf: XuechengData.day("2019-11-30"), in: $0) }
    }

    private func row(_ id: String, in village: String) -> SourceFile {
        let text = "村居代码,姓名,身份证号码\n\(village),乙一,\(id)\n"
        return SourceFile(name: "二.csv", bytes: Array(text.utf8))
    }

    @Test func `a merged village's persons and money count in the other, in all figures and lists`() throws {
        let small = try SmallCampaign()
        try small.evening("20191101", [Small.line("S1", "20191101", Self.old, village: Small.other)])
        let before = try figures(small)
        let changes = try change(small, Self.merged)
        #expect(
            changes.map { "\($0.kind.rawValue) \($0.code)" } == [
                "并入 \(Small.other)", "新设 370403102", "更名 \(Small.village)", "划归 \(Small.village)",
                "新设 370403102201",
            ])
        let after = try figures(small)
        #expect(after.district.both == before.district.both)
        #expect(after.villages.map(\.region.code) == [Small.village, "370403102201"])
        #expect(after.villages[0].both == before.villages.map(\.both).reduce(LevyFigures(), +))
        #expect(after.villages[0].shouldBeInsured == 5 && after.villages[0].paidLastYear == 3)
        #expect(after.towns.map(\.both.obligations) == [0, before.district.both.obligations])
        let roster = try small.database.read { try small.campaign.collectionRoster(village: Small.village, in: $0) }
        #expect(roster.rows.map(\.citizenID).contains(Self.old))
        // The bank goes on with the old code; that is no other village.
        try small.evening("20191111", [Small.line("S2", "20191111", Small.bert, village: Small.other)])
        #expect(try small.kinds() == [])
        #expect(try figures(small).villages[0].both.settledByPayer == 2)
        try LedgerCheck.check(small.database)
        #expect(try change(small, Self.merged) == [])
    }

    @Test func `a person's village is that of the day`() throws {
        let small = try SmallCampaign()
        _ = try change(small, Self.merged)
        func village(_ day: String?) throws -> String {
            let found = try small.database.read {
                try small.campaign.explain(person: Self.old, on: day.map(XuechengData.day), in: $0)
            }
            return found.village + found.villageName
        }
        #expect(try village(nil) == Small.village + "甲新村")
        #expect(try village("2019-11-04") == Small.other + "乙村")
        #expect(try village("2019-11-05") == Small.village + "甲新村")
        // A second merger goes on from the first.
        _ = try change(
            small,
            Self.head + "370403101,沙沟镇,town,370403,,,370403102\n"
                + "370403101300,大村,village,370403101,,,370403101200、370403102201\n", from: "2019-11-08")
        #expect(try village(nil) == "370403101300大村")
        #expect(try village("2019-11-07") == Small.village + "甲新村")
        #expect(try village("2019-11-01") == Small.other + "乙村")
        #expect(try figures(small).villages.map(\.shouldBeInsured) == [8])
        #expect(try small.database.read { try small.campaign.regionVersions(in: $0) }.map(\.villages) == [2, 2, 1])
        try LedgerCheck.check(small.database)
    }

    @Test func `a roster with the old or the new code changes no obligation, and shows no move`() throws {
        let small = try SmallCampaign()
        _ = try change(small, Self.merged)
        for (number, village) in [(2, Small.other), (3, Small.village)] {
            let sources = RosterSources(
                regions: nil, special: [], medical: row(Self.old, in: village), pension: nil, agents: nil)
            let found = try small.database.write {
                try small.campaign.importRosters(sources, in: $0, at: XuechengData.now)
            }
            #expect(found.medical?.rows.map(\.outcome.kind) == [.accepted])
            #expect(found.adjustments.map(\.added) == [0])
            let moved = try small.database.read {
                try small.campaign.rosterDifferences(.medical, from: 1, to: number, in: $0)
            }
            #expect(!moved.contains { $0.kind == .moved })
        }
    }

    @Test(arguments: [
        (head + "370403101,沙沟镇,town,370403,,,\n370403101200,甲村,village,370403101,,,\n", ["levy.region.gone"]),
        (
            head + "370403101,沙沟镇,town,370403,,,\n370403101200,甲村,village,370403101,,,370403101201\n"
                + "370403101202,丁村,village,370403101,,,370403101201\n", ["levy.region.split"]
        ),
        (
            head + "370403101,沙沟镇,town,370403,,,\n370403101200,甲村,village,370403101,,,\n"
                + "370403101201,乙村,village,370403101,,,370403101999\n", ["levy.region.predecessor"]
        ),
    ])
    func `what does not say where persons went is refused`(text: String, codes: [String]) throws {
        let small = try SmallCampaign()
        do {
            _ = try change(small, text)
            Issue.record("a table was taken that loses a village")
        } catch let rejection as Rejection { #expect(rejection.diagnostics.map(\.code) == codes) }
    }

    @Test func `days, hands and used codes`() throws {
        let small = try SmallCampaign()
        func codes(_ text: String, from: String = "2019-11-05", checker: String = "乙") throws -> [String] {
            do {
                _ = try change(small, text, from: from, checker: checker)
                return []
            } catch let rejection as Rejection { return rejection.diagnostics.map(\.code) }
        }
        #expect(
            try codes(Self.merged, from: "2019-11-11", checker: "甲")
                == ["levy.decision.same-person", "levy.region.day"])
        #expect(try codes(Self.merged) == [])
        let again = Self.merged + "\n370403101201,乙村,village,370403101,1,1,\n"
        #expect(try codes(again) == ["levy.region.reused"])
        #expect(try codes(Self.merged + "\n", from: "2019-11-04") == ["levy.region.day"])
    }
}

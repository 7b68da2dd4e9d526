import Diagnostics
import Storage
import Testing

@testable import Levy

/// 户主 in rosters.
@Suite struct HouseholdHeadTests {
    private typealias Small = SmallCampaign

    private func take(_ small: SmallCampaign, medical text: String) throws -> RosterImport {
        let file = SourceFile(name: "m2.csv", bytes: Array(text.utf8))
        let sources = RosterSources(regions: nil, special: [], medical: file, pension: nil, agents: nil)
        return try small.database.write { try small.campaign.importRosters(sources, in: $0, at: XuechengData.now) }
    }

    private func heads(_ small: SmallCampaign) throws -> [String: String] {
        try small.database.read { transaction in
            Dictionary(
                uniqueKeysWithValues: try PublicationStore.persons(village: Small.village, in: transaction).map {
                    ($0.citizenID, $0.householdHead)
                })
        }
    }

    private let rows = """
        370403101200,安娜,\(Small.anna),罗大山,妻
        370403101200,贝特,\(Small.bert),罗大山,子
        370403101200,贫家,\(Small.poor),贫家,本人
        """

    @Test func `heads of a first roster make households, and unread columns are named`() throws {
        let small = try SmallCampaign()
        let found = try take(small, medical: "村居代码,姓名,身份证号码,户主,与户主关系\n" + rows + "\n")
        #expect(found.medical?.notes.map(\.code) == ["levy.column.unread"])
        #expect(found.medical?.notes.first?.arguments["columns"] == "与户主关系")
        let heads = try heads(small)
        #expect(heads[Small.anna] == "罗大山" && heads[Small.bert] == "罗大山" && heads[Small.poor] == "贫家")
        let view = try small.database.read {
            try HouseholdView.read(village: Small.village, head: "罗大山", in: $0)
        }
        #expect(view != nil)
    }

    @Test func `the last roster that names a head counts, and one without the column changes none`() throws {
        let small = try SmallCampaign()
        _ = try take(small, medical: "村居代码,姓名,身份证号码,户主\n370403101200,安娜,\(Small.anna),罗大山\n")
        _ = try take(small, medical: "村居代码,姓名,身份证号码,户主\n370403101200,安娜,\(Small.anna),罗小山\n")
        #expect(try heads(small)[Small.anna] == "罗小山")
        _ = try take(small, medical: "村居代码,姓名,身份证号码\n370403101200,安娜,\(Small.anna)\n")
        #expect(try heads(small)[Small.anna] == "罗小山")
        for _ in 0..<2 {
            try small.database.write {
                let versions = try small.campaign.versions(.medical, in: $0)
                let last = try #require(versions.last { $0.withdrawal == nil })
                _ = try small.campaign.withdraw(
                    .medical, version: last.number,
                    RosterVersion.Withdrawal(reason: "错", by: "甲", checker: "乙", at: XuechengData.now), in: $0)
            }
        }
        #expect(try heads(small)[Small.anna] == "罗大山")
    }

    @Test func `a first import has the heads, too`() throws {
        let database = try Database.inMemory(migrations: LevySchema.migrations + PublicSchema.migrations)
        func file(_ name: String, _ text: String) -> SourceFile { SourceFile(name: name, bytes: Array(text.utf8)) }
        let sources = RosterSources(
            regions: file(
                "r.csv",
                """
                code,name,level,parent,should_be_insured,paid_last_year
                370403,薛城区,district,,,
                370403101,沙沟镇,town,370403,,
                370403101200,甲村,village,370403101,4,2
                """),
            special: [], medical: file("m.csv", "村居代码,户主,姓名,身份证号码\n370403101200,罗大山,安娜,\(Small.anna)\n"),
            pension: nil, agents: nil)
        let campaign = Campaign(policy: XuechengData.policy)
        _ = try database.write { try campaign.importRosters(sources, in: $0, at: XuechengData.now) }
        let persons = try database.read { try PublicationStore.persons(village: Small.village, in: $0) }
        #expect(persons.map(\.householdHead) == ["罗大山"])
    }
}

import Storage
import Testing

@testable import Levy

/// 一员式 tells of everything that somebody is named for.
@Suite struct OfficerDeedTests {
    /// A column that a person is named in: a new table says whose deeds its rows are, or that they are nobody's.
    private static func namesAPerson(_ column: String) -> Bool {
        column.hasSuffix("_by") || ["maker", "checker", "reviewer", "witness", "leader", "person"].contains(column)
    }

    @Test func everyColumnThatNamesAPersonIsADeed() throws {
        let database = try Database.inMemory(migrations: LevySchema.migrations + PublicSchema.migrations)
        let columns = try database.read { transaction in
            try transaction.rows(
                """
                SELECT m.name AS t, c.name AS c FROM sqlite_master m JOIN pragma_table_info(m.name) c
                WHERE m.type = 'table' AND (m.name LIKE 'levy_%' OR m.name LIKE 'intake_%') ORDER BY 1, 2
                """
            ).map { ($0.text("t"), $0.text("c")) }
        }
        let known = Set(OfficerDeedStore.sources.map { "\($0.table).\($0.who)" }).union(OfficerDeedStore.others)
        let named = columns.filter { OfficerDeedTests.namesAPerson($0.1) }.map { "\($0.0).\($0.1)" }
        #expect(named.count > 50)
        #expect(named.filter { !known.contains($0) } == [])
        // All of them are there, and the words for them are no mistakes of SQL.
        #expect(try database.read { try OfficerDeedStore.read("甲", in: $0) } == [])
    }

    @Test func deedsAreListedByTheirTime() throws {
        let small = try SmallCampaign()
        try small.database.write { transaction in
            try transaction.execute(
                "INSERT INTO levy_papers VALUES ('\(SmallCampaign.anna)', 'birth-certificate', '2019-11-12', '甲')")
            _ = try PublicityStore.add(
                PublicityRecord(
                    village: SmallCampaign.village, form: .poster, day: XuechengData.day("2019-10-22"), place: "公告栏",
                    count: 1, photos: [], by: "甲"), in: transaction, at: Instant(XuechengData.day("2019-10-22")))
        }
        let deeds = try small.database.read { try OfficerDeedStore.read("甲", in: $0) }
        #expect(deeds.map { $0[1] } == ["登记宣传", "收取材料"])
        #expect(deeds[1] == ["2019-11-12", "收取材料", SmallCampaign.anna])
        #expect(try small.database.read { try OfficerDeedStore.read("乙", in: $0) } == [])
    }
}

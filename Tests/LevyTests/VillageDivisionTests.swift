import Diagnostics
import Storage
import Testing

@testable import Levy

/// A village is divided among several: every person goes where the list says, and all figures, payments and rosters
/// follow.
@Suite struct VillageDivisionTests {
    private typealias Small = SmallCampaign
    private static let east = "370403101301"
    private static let west = "370403101302"
    private static let child = "37040320190615001X"
    private static let head = "code,name,level,parent,should_be_insured,paid_last_year,原代码\n370403,薛城区,district,,,,\n"
    private static let table =
        head + """
            370403101,沙沟镇,town,370403,,,
            \(east),东村,village,370403101,3,1,\(Small.village)
            \(west),西村,village,370403101,,,\(Small.village)
            \(Small.other),乙村,village,370403101,,,
            """
    private static let listed = [
        "\(Small.anna),,\(east)", "\(Small.bert),,\(west)", "\(Small.poor),,\(west)", "\(child),,\(east)",
    ]

    private func file(_ name: String, _ text: String) -> SourceFile { SourceFile(name: name, bytes: Array(text.utf8)) }

    @discardableResult
    private func divide(
        _ database: Database, _ table: String = table, _ rows: [String] = listed, rest: [String] = [],
        from: String = "2019-11-05", at: String = "2019-11-10"
    ) throws -> [RegionChange] {
        let list = file("分户.csv", "身份证号码,户主,新村居代码\n" + rows.joined(separator: "\n"))
        let decision = RegionDecision(
            effective: XuechengData.day(from), reason: "批复", by: "甲", checker: "乙",
            at: Instant(XuechengData.day(at), hour: 9))
        return try database.write {
            try XuechengData.campaign.changeRegions(
                file("新.csv", table), division: rows.isEmpty ? nil : DivisionList(list, rest: rest), decision, in: $0)
        }
    }

    private func figures(_ small: SmallCampaign) throws -> CampaignFigures {
        try small.database.read { try small.campaign.figures(asOf: XuechengData.day("2019-11-30"), in: $0) }
    }

    private func roster(_ small: SmallCampaign, _ village: String) throws -> [String] {
        try small.database.read { try small.campaign.collectionRoster(village: village, in: $0) }.rows.map(\.name)
    }

    @Test func `every person counts where the list says, and nothing is lost`() throws {
        let small = try SmallCampaign()
        try small.evening("20191101", [Small.line("S1", "20191101", Small.anna)])
        let before = try figures(small)
        let changes = try divide(small.database)
        #expect(
            changes.filter { $0.kind == .divided }.map(\.detail) == ["东村 \(Self.east)：2 人", "西村 \(Self.west)：2 人"])
        let after = try figures(small)
        #expect(after.district.both == before.district.both)
        #expect(after.villages.map(\.region.code) == [Self.east, Self.west, Small.other])
        #expect(after.villages.map(\.both.obligations) == [3, 2, 1])
        #expect(after.villages[0].both.settledByPayer == 1)
        // What part of the old base is whose, nobody knows where the table does not say.
        #expect(after.villages.map(\.shouldBeInsured) == [3, 0, 1])
        #expect(try roster(small, Self.east) == ["安娜", "安乐"])
        #expect(try roster(small, Self.west) == ["贝特", "贫家"])
        #expect(try roster(small, Small.village) == [])
        // The bank goes on with the old code, for both halves; another village's is one.
        let lines = [Small.line("S2", "20191111", Small.bert), Small.line("S3", "20191111", Self.child)]
        try small.evening("20191111", lines)
        #expect(try small.kinds() == [])
        let wrong = Small.line("S4", "20191112", "11010519491231002X", village: Small.village)
        try small.evening("20191112", [wrong])
        #expect(try small.kinds() == [.wrongVillage])
        try LedgerCheck.check(small.database)
        #expect(try divide(small.database) == [])
    }

    @Test func `a roster with the old code moves nobody, and who is new goes to the first place`() throws {
        let small = try SmallCampaign()
        try divide(small.database)
        let stranger = "370403199003078889"
        let text = """
            村居代码,姓名,身份证号码
            \(Small.village),安娜,\(Small.anna)
            \(Small.village),贝特,\(Small.bert)
            \(Small.village),贫家,\(Small.poor)
            \(Self.east),安乐,\(Self.child)
            \(Small.other),乙一,11010519491231002X
            \(Small.village),新来,\(stranger)
            """
        let sources = RosterSources(
            regions: nil, special: [], medical: file("二.csv", text), pension: nil, agents: nil)
        let found = try small.database.write {
            try small.campaign.importRosters(sources, in: $0, at: XuechengData.now)
        }
        #expect(found.adjustments.map(\.added) == [1] && found.adjustments.map(\.ended) == [0])
        let differences = try small.database.read {
            try small.campaign.rosterDifferences(.medical, from: 1, to: 2, in: $0)
        }
        #expect(!differences.contains { $0.kind == .moved })
        #expect(try roster(small, Self.east) == ["安娜", "安乐", "新来"])
    }

    @Test func `what was divided may be merged and divided again, and the days stay`() throws {
        let small = try SmallCampaign()
        try divide(small.database)
        // The eastern half goes into the other village, which is divided in its turn.
        try divide(
            small.database,
            Self.head + "370403101,沙沟镇,town,370403,,,\n\(Self.west),西村,village,370403101,,,\n"
                + "\(Small.other),乙村,village,370403101,,,\(Self.east)\n", [], from: "2019-11-07")
        #expect(try roster(small, Small.other) == ["安娜", "安乐", "乙一"])
        try divide(
            small.database,
            Self.head + "370403101,沙沟镇,town,370403,,,\n\(Self.west),西村,village,370403101,,,\(Small.other)\n"
                + "370403101400,新村,village,370403101,,,\(Small.other)\n", ["\(Small.anna),,\(Self.west)"],
            rest: ["370403101400"], from: "2019-11-08")
        #expect(try roster(small, Self.west) == ["安娜", "贝特", "贫家"])
        #expect(try roster(small, "370403101400") == ["安乐", "乙一"])
        func village(_ id: String, _ day: String?) throws -> String {
            try small.database.read {
                try small.campaign.explain(person: id, on: day.map(XuechengData.day), in: $0)
            }.village
        }
        let days = [nil, "2019-11-08", "2019-11-07", "2019-11-05", "2019-11-04"]
        let places = [Self.west, Self.west, Small.other, Self.east, Small.village]
        #expect(try days.map { try village(Small.anna, $0) } == places)
        #expect(try village(Self.child, nil) == "370403101400" && village(Small.bert, nil) == Self.west)
        let line = Small.line("S9", "20191112", Small.anna)
        try small.evening("20191112", [line])
        #expect(try small.kinds() == [])
        try LedgerCheck.check(small.database)
    }

    @Test func `a household goes together, but for whom the list names himself`() throws {
        let database = try Database.inMemory(migrations: LevySchema.migrations + PublicSchema.migrations)
        let poor = "镇街,村居,户主,姓名,证件号码,识别时间\n"
            + [Small.anna, Small.bert, Self.child].map { "某镇,甲村,安娜,某,\($0),2016-12-31\n" }.joined()
        let medical = "村居代码,姓名,身份证号码\n"
            + [(Small.anna, "安娜"), (Small.bert, "贝特"), (Self.child, "安乐"), (Small.poor, "别家")]
            .map { "\(Small.village),\($0.1),\($0.0)\n" }.joined()
        let sources = RosterSources(
            regions: file(
                "r.csv",
                "code,name,level,parent\n370403,区,district,\n370403101,镇,town,370403\n"
                    + "\(Small.village),甲村,village,370403101\n"),
            special: [file("建档立卡.csv", poor)], medical: file("m.csv", medical), pension: nil, agents: nil)
        _ = try database.write { try XuechengData.campaign.importRosters(sources, in: $0, at: XuechengData.now) }
        let table = "code,name,level,parent,原代码\n370403,区,district,,\n370403101,镇,town,370403,\n"
            + "\(Self.east),东村,village,370403101,\(Small.village)\n\(Self.west),西村,village,370403101,\(Small.village)\n"
        try divide(
            database, table, ["\(Small.bert),,\(Self.west)", ",安娜,\(Self.east)", ",别家,\(Self.west)"])
        let owed = try database.read { transaction in
            try transaction.rows("SELECT citizen_id, village FROM levy_standing_obligations ORDER BY citizen_id")
                .map { "\($0.text("citizen_id"))@\($0.text("village"))" }
        }
        #expect(
            owed == [
                "\(Small.anna)@\(Self.east)", "\(Small.bert)@\(Self.west)", "\(Self.child)@\(Self.east)",
                "\(Small.poor)@\(Self.west)",
            ].sorted())
    }

    @Test(arguments: [
        (10, [2, 2], [5, 5]), (10, [3, 2, 2], [4, 3, 3]), (1, [1, 1, 1], [1, 0, 0]), (7, [0, 0], [7, 0]),
        (0, [1, 2], [0, 0]), (5, [0, 4], [0, 5]),
    ])
    func `targets are divided by heads and come to what they were`(target: Int, heads: [Int], shares: [Int]) {
        #expect(DividedTargets.shares(target, heads: heads) == shares)
        #expect(shares.reduce(0, +) == target)
    }

    @Test func `what was asked of a divided village is asked of its parts, and that is said`() throws {
        let small = try SmallCampaign()
        _ = try small.database.write {
            try TargetStore.set(
                [Small.village: 9, Small.other: 2], by: "甲", note: "会议", at: XuechengData.now, in: $0)
        }
        let changes = try divide(small.database, Self.table, ["\(Small.anna),,\(Self.east)"], rest: [Self.west])
        #expect(
            changes.filter { $0.kind == .target }.map { "\($0.name) \($0.detail)" }
                == ["东村 2（原任务 9，按人数分）", "西村 7（原任务 9，按人数分）"])
        let targets = try #require(try small.database.read { try TargetStore.current(in: $0) })
        #expect(targets.items == [Self.east: 2, Self.west: 7, Small.other: 2])
        let log = try small.database.read { try TargetStore.revisions(in: $0) }
        #expect(log.map(\.note) == ["会议", "村居拆分，任务按人数分：批复"])
    }

    @Test(arguments: [
        (Array(listed.dropLast()), [], ["levy.division.left"]),
        (Array(listed.dropLast()), [east], []),
        (listed + ["11010519491231002X,,\(east)"], [], ["levy.division.not-there"]),
        (listed + [",谁家,\(east)"], [], ["levy.division.not-there"]),
        (listed + ["\(Small.anna),,\(west)"], [], ["levy.division.twice"]),
        (Array(listed.dropLast()) + ["\(child),,\(Small.other)"], [], ["levy.division.target", "levy.division.left"]),
        (listed + [",,\(east)"], [], ["levy.division.nobody"]),
        (listed + ["123,,\(east)"], [], ["levy.not-an-id"]),
    ])
    func `a list that leaves somebody out, or says what cannot be, is refused whole`(
        rows: [String], rest: [String], codes: [String]
    ) throws {
        let small = try SmallCampaign()
        let before = try figures(small)
        do {
            try divide(small.database, Self.table, rows, rest: rest)
            #expect(codes.isEmpty)
        } catch let rejection as Rejection {
            #expect(rejection.diagnostics.map(\.code) == codes)
            #expect(try figures(small).villages.map(\.region.code) == before.villages.map(\.region.code))
        }
    }
}

import Diagnostics
import Storage
import Testing

@testable import Levy

@Suite struct RosterTests {
    private let regions = RegionTree([
        Region(code: "370403", name: "区", level: .district, parent: nil, shouldBeInsured: nil, paidLastYear: nil),
        Region(code: "370403101", name: "镇", level: .town, parent: "370403", shouldBeInsured: nil, paidLastYear: nil),
        Region(
            code: "370403101200", name: "甲", level: .village, parent: "370403101", shouldBeInsured: 9, paidLastYear: 8),
        Region(
            code: "370403X01200", name: "乙", level: .village, parent: "370403101", shouldBeInsured: 9, paidLastYear: 8),
    ])

    private func codes(_ rows: [String], _ insurance: Insurance = .medical, special: Set<String> = []) throws
        -> [String]
    {
        try roster(rows, insurance, special: special).rows.map { $0.outcome.code ?? "accepted" }
    }

    private func roster(_ rows: [String], _ insurance: Insurance, special: Set<String> = []) throws -> Roster {
        let text = (["村居代码,姓名,身份证号码,缴费档次"] + rows).joined(separator: "\n")
        var reader = RosterReader(insurance, regions: regions, policy: XuechengData.policy, special: special)
        return try reader.read(SourceFile(name: "册.csv", bytes: Array(text.utf8)))
    }

    @Test func `a row with several defects is judged by the first of the rules`() throws {
        let found = try codes([
            "370403999999,,'370403198001010019", "370403999999,,370403198001010018",
            "370403999999,张三,'37040320191028001x",
            "370403X01200,张\u{E863},' 37040320191028001x", "370403x01200,李·四,'37040320031028002x",
            "370403101200,王•五,370403670401007", "370403101,张三,370403195910210021",
        ])
        #expect(
            found == [
                "bad-check-digit", "missing-name", "unknown-village", "private-use-character", "lowercase-x",
                "fifteen-digit",
                "unknown-village",
            ])
    }

    @Test func `the same person again`() throws {
        let id = "130503196704010016"
        #expect(try codes(["370403101200,张三,\(id)", "370403101200,张三,130503670401001"]) == ["accepted", "duplicate"])
        // A rejected row does not stand, so that the next one is the first.
        #expect(
            try codes(["370403101200,,\(id)", "370403101200,张三,\(id)", "370403101200,张三,\(id)"])
                == ["missing-name", "accepted", "duplicate"])
        let moved = try roster(
            ["370403101200,张三,\(id)", "370403X01200,张三,\(id)", "370403X01200,张三,\(id)", "370403101200,张三,\(id)"],
            .medical)
        #expect(
            moved.rows.map { $0.outcome.code ?? "accepted" } == ["accepted", "two-villages", "duplicate", "duplicate"])
        #expect(moved.rows.map(\.counts) == [false, false, false, false])
        #expect(
            try codes(["370403101200,张\u{E863},\(id)", "370403101200,张三,\(id)"]) == [
                "private-use-character", "duplicate",
            ])
    }

    @Test func `ages and tiers of the pension`() throws {
        let young = "37040320031028002X"
        let old = "370403195910210021"
        #expect(try codes(["370403101200,张三,\(young),300"], .pension) == ["accepted"])
        #expect(try codes(["370403101200,张三,\(old),300"], .pension) == ["too-old"])
        #expect(try codes(["370403101200,张三,37040320190615001X,300"], .pension) == ["too-young"])
        #expect(try codes(["370403101200,张三,\(old),350"], .pension) == ["unknown-tier"])
        #expect(try codes(["370403101200,张三,\(young),100"], .pension) == ["unknown-tier"])
        #expect(try codes(["370403101200,张三,\(young),100元"], .pension, special: [young]) == ["accepted"])
        for tier in ["", "三百", "300.5", "-300", "0"] {
            #expect(try codes(["370403101200,张三,\(young),\(tier)"], .pension) == ["unknown-tier"])
        }
    }

    @Test func `a birth after the day of the roster is no date`() throws {
        let body = "37040320191029001"
        #expect(try codes(["370403101200,张三,\(body)\(GeneratedCampaign.check(body))"]) == ["no-such-date"])
    }

    @Test func `every remark has words, a place and the original`() throws {
        let roster = try roster(
            ["370403101200,张三,'370403198001010018", "370403101200,李四,370403198001010019"], .medical)
        #expect(roster.remarks.map(\.span?.line) == [2, 3])
        for remark in roster.remarks { #expect(!Catalogue.message(remark, in: .chinese).contains("{")) }
        for reason in RowOutcome.Reason.allCases.map(\.rawValue) + Repair.allCases.map(\.rawValue) {
            #expect(Catalogue.codes.contains("levy.row." + reason))
        }
    }

    @Test func `lists say their class in one of five ways`() throws {
        func classes(_ text: String, _ name: String) throws -> [SpecialClass?] {
            try SpecialListReader.read(SourceFile(name: name, bytes: Array(text.utf8)), policy: XuechengData.policy)
                .rows
                .map(\.specialClass)
        }
        let id = "370403198001010018"
        #expect(try classes("姓名,身份证号,类别\n张三,\(id),低保户\n", "a.csv") == [.allowance])
        #expect(try classes("姓名,证件号码,识别时间\n张三,\(id),2015-12-31\n", "a.csv") == [.poor])
        #expect(try classes("区特困人员名单\n姓名,身份证号\n张三,\(id)\n张三,\(id)\n", "a.csv") == [.destitute, nil])
        #expect(try classes("姓名,残疾人证号\n张三,\(id)42\n李四,\(id)43\n", "a.csv") == [.severelyDisabled, nil])
        #expect(
            try classes("姓名,残疾人证号,残疾等级\n张三,\(id)44,一级\n李四,370403196704010014x,二级\n", "a.csv") == [
                .severelyDisabled, nil,
            ])
        #expect(throws: Rejection.self) { _ = try classes("姓名,身份证号\n张三,\(id)\n", "a.csv") }
    }

    @Test func `regions and agents are checked`() throws {
        func codes(_ text: String) throws -> [String] {
            do {
                _ = try RegionReader.read(SourceFile(name: "r.csv", bytes: Array(text.utf8)))
                return []
            } catch let rejection as Rejection { return rejection.diagnostics.map(\.code) }
        }
        let head = "code,name,level,parent,should_be_insured,paid_last_year\n1,区,district,,,\n"
        #expect(try codes(head + "11,镇,town,1,,\n111,村,village,11,5,4\n") == [])
        #expect(
            try codes(head + "11,镇,town,2,,\n11,镇,town,1,,\n111,村,village,1,x,4\n112,,hamlet,,,\n")
                == [
                    "levy.not-a-number", "levy.region.level", "levy.region.twice", "levy.region.parent",
                    "levy.region.parent",
                ])
        #expect(try codes(head) == ["levy.region.no-village"])
        let path = XuechengData.folder + "/"
        let tree = try RegionReader.read(SourceFile(path: path + "regions.csv"))
        let agents = try AgentReader.read(SourceFile(path: path + "agents.csv"), regions: tree)
        #expect(agents.map(\.village) == tree.villages.map(\.code).sorted())
    }
}

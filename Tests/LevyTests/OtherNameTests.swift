import Diagnostics
import Storage
import Testing

@testable import Levy

/// Lists of other offices that name a number otherwise than the rosters do, and disabilities that are not severe.
@Suite struct OtherNameTests {
    private typealias Small = SmallCampaign
    private static let now = Instant(XuechengData.day("2019-11-06"), hour: 9)

    private func file(_ name: String, _ lines: String...) -> SourceFile {
        SourceFile(name: name, bytes: Array((lines.joined(separator: "\n") + "\n").utf8))
    }

    private func codes(_ body: () throws -> Void) throws -> [String] {
        do {
            try body()
            return []
        } catch let rejection as Rejection { return rejection.diagnostics.map(\.code) }
    }

    private func members(_ small: SmallCampaign, _ specialClass: SpecialClass) throws -> [String] {
        try small.database.read { try ListStore.members(specialClass, in: $0) }.keys.sorted()
    }

    @Test(arguments: [
        ("贝特", nil as String?), ("", nil), ("贝(TE)", nil), ("贝·特", "贝特"), ("王不同", "贝特"), ("安娜", "贝特"),
    ])
    func `a number has the names of its rosters`(name: String, other: String?) throws {
        let small = try SmallCampaign()
        let found = try small.database.read { try PersonNames.other(of: Small.bert, than: name, in: $0) }
        #expect(found == other)
        let unknown = try small.database.read {
            try PersonNames.other(of: "370403200302280011", than: name, in: $0)
        }
        #expect(unknown == nil)
    }

    @Test func `a death under another's name ends nothing, and the corrected file does`() throws {
        let small = try SmallCampaign()
        func read(_ name: String) throws -> EventImport {
            try small.database.write {
                try small.campaign.importEvents(
                    file("e.csv", "变动类型,姓名,身份证号,变动日期", "死亡,\(name),\(Small.bert),2019-11-01"), by: "甲",
                    in: $0, at: Self.now)
            }
        }
        let wrong = try read("王不同")
        #expect(wrong.opened == 0 && wrong.changes.isEmpty)
        #expect(wrong.strangers.map(\.code) == ["levy.name.other"])
        #expect(wrong.strangers.first?.arguments["known"] == "贝特")
        #expect(try small.database.read { try small.campaign.personEvents(in: $0) }.isEmpty)
        let right = try read("贝特")
        #expect(right.opened == 1 && right.strangers.isEmpty)
        #expect(right.changes.map(\.ended).contains(1))
        try LedgerCheck.check(small.database)
    }

    @Test func `a special list under another's name is told with both names`() throws {
        let small = try SmallCampaign()
        func take(_ list: SourceFile) throws -> [Diagnostic] {
            let sources = RosterSources(regions: nil, special: [list], medical: nil, pension: nil, agents: nil)
            return try small.database.write {
                try small.campaign.importRosters(sources, in: $0, at: Self.now).strangers
            }
        }
        let list = file("低保.csv", "姓名,身份证号", "王不同,\(Small.bert)", "安娜,\(Small.anna)")
        let told = try take(list)
        #expect(told.map(\.code) == ["levy.name.listed"] && told.first?.arguments["known"] == "贝特")
        #expect(try take(list).isEmpty)
    }

    @Test func `of a list of persons those under another's name are left alone`() throws {
        let small = try SmallCampaign()
        let list = try PersonListReader.read(
            file("s.csv", "姓名,身份证号", "安娜,\(Small.anna)", "王不同,\(Small.bert)", "新生,370403200302280011"))
        let (meant, strangers) = try small.database.read { try PersonListReader.divided(list, in: $0) }
        #expect(meant.map(\.name) == ["安娜", "新生"])
        #expect(strangers.map { $0.arguments["name"] } == ["王不同"])
    }

    private func submit(
        _ small: SmallCampaign, _ specialClass: SpecialClass, _ list: SourceFile
    ) throws -> HandedInList {
        try small.database.write {
            try small.campaign.submitList(
                specialClass, village: Small.village, list, by: "村", in: $0, at: Self.now)
        }
    }

    private func review(_ small: SmallCampaign, _ specialClass: SpecialClass, _ stage: ListStage) throws {
        _ = try small.database.write {
            try small.campaign.reviewList(
                specialClass, village: Small.village, stage: stage, passes: true, note: "", by: stage.rawValue, in: $0,
                at: Self.now)
        }
    }

    @Test func `a village's list with another's name is refused, also when the roster changes before it is confirmed`()
        throws
    {
        let small = try SmallCampaign()
        #expect(
            try codes {
                _ = try submit(small, .allowance, file("低保.csv", "姓名,身份证号", "孙不同,\(Small.anna)"))
            } == ["levy.name.other"])
        _ = try submit(small, .allowance, file("低保.csv", "姓名,身份证号", "新人,370403200302280011"))
        try review(small, .allowance, .town)
        let later = file("m2.csv", "村居代码,姓名,身份证号码", "\(Small.village),别人,370403200302280011")
        let sources = RosterSources(regions: nil, special: [], medical: later, pension: nil, agents: nil)
        _ = try small.database.write { try small.campaign.importRosters(sources, in: $0, at: Self.now) }
        #expect(try codes { try review(small, .allowance, .bureau) } == ["levy.name.other"])
        #expect(try members(small, .allowance).isEmpty)
    }

    /// The grade's own column counts, and without it the twentieth digit of the certificate.
    @Test(arguments: [
        ("姓名,身份证号,残疾等级", ["安娜,\(Small.anna),二级", "贝特,\(Small.bert),三级"]),
        ("姓名,残疾人证号,残疾等级", ["安娜,\(Small.anna)43,一级", "贝特,\(Small.bert)41,四级"]),
        ("姓名,残疾人证号", ["安娜,\(Small.anna)42", "贝特,\(Small.bert)43B1"]),
    ])
    func `only severe disabilities make the class, whichever way the list comes`(head: String, rows: [String]) throws {
        let list = file("名单.csv", head, rows[0], rows[1])
        let matched = try SmallCampaign()
        let found = try matched.database.read { try matched.campaign.matchList(.severelyDisabled, list, in: $0) }
        #expect(found.filter { $0.kind == .new }.map(\.citizenID) == [Small.anna])
        #expect(found.filter { $0.kind == .grade }.map(\.citizenID) == [Small.bert])
        _ = try matched.database.write {
            try matched.campaign.applyList(.severelyDisabled, list, by: "甲", checker: "乙", in: $0, at: Self.now)
        }
        #expect(try members(matched, .severelyDisabled) == [Small.anna])
        let chained = try SmallCampaign()
        let handed = try submit(chained, .severelyDisabled, list)
        #expect(handed.submission.rows == 1)
        #expect(handed.notes.map(\.code) == ["levy.list.grade"])
        #expect(handed.notes.first?.arguments["names"]?.hasPrefix("贝特（") == true)
        try review(chained, .severelyDisabled, .town)
        try review(chained, .severelyDisabled, .bureau)
        #expect(try members(chained, .severelyDisabled) == [Small.anna])
        // The head alone says which class it is.
        let imported = try SmallCampaign()
        let sources = RosterSources(regions: nil, special: [list], medical: nil, pension: nil, agents: nil)
        let result = try imported.database.write {
            try imported.campaign.importRosters(sources, in: $0, at: Self.now)
        }
        #expect(try members(imported, .severelyDisabled) == [Small.anna])
        #expect(result.special[0].notes.map(\.code) == ["levy.list.grade"])
    }

    @Test func `whoever joins a class after he has paid is told with the class and both amounts`() throws {
        let small = try SmallCampaign()
        try small.evening("20191101", [Small.line("S1", "20191101", Small.bert)])
        let changes = try small.database.write {
            try small.campaign.applyList(
                .allowance, file("低保.csv", "姓名,身份证号,起始日期", "贝特,\(Small.bert),2019-11-05"), by: "甲", checker: "乙",
                in: $0, at: Self.now)
        }
        let held = try #require(changes.flatMap(\.held).first)
        #expect(held.name == "贝特" && held.serial == "S1")
        #expect(held.specialClass == .allowance && held.since == XuechengData.day("2019-11-05"))
        #expect(held.wantedVillage == held.village)
        #expect(held.ownFen == 28_000 && held.nowFen == 0)
    }

    @Test func `every file that came is in the register, refused ones too`() throws {
        let small = try SmallCampaign()
        try small.evening("20191101", [Small.line("S1", "20191101", Small.bert)])
        let arrivals = try small.database.read { try Exchange.arrivals(in: $0) }
        #expect(arrivals.map(\.file.kind) == [.regions, .special, .medical, .pension, .payments])
        #expect(arrivals.map(\.fen) == [nil, nil, nil, 30_000, 28_000])
        #expect(arrivals.first?.batch == "收-1")
        // The head of a list alone tells what it is.
        let list = file("名单.csv", "姓名,身份证号,残疾等级", "安娜,\(Small.anna),二级")
        let check = FileCheck(policy: nil, regions: nil, today: XuechengData.day("2019-10-28"))
        #expect(try check.check(list, kind: nil).kind == .special)
    }

    @Test func `a member whom no roster has is of the village that handed him in`() throws {
        let small = try SmallCampaign()
        _ = try submit(small, .allowance, file("低保.csv", "姓名,身份证号", "外人,370403200302280011"))
        try review(small, .allowance, .town)
        try review(small, .allowance, .bureau)
        let gaps = try small.database.read { try small.campaign.listGaps(in: $0) }
        #expect(gaps.map(\.village) == [Small.village])
    }
}

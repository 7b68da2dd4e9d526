import Diagnostics
import Storage
import Testing

@testable import Levy

/// Lists of the special classes from the village to the bureau, matches, gaps and events.
@Suite struct ListChainTests {
    private typealias Small = SmallCampaign
    private static let today = XuechengData.day("2019-11-06")
    private static let reported = Instant(XuechengData.day("2019-11-06"), hour: 9)

    private func list(_ rows: [String], _ name: String = "低保.csv") -> SourceFile {
        SourceFile(name: name, bytes: Array((["姓名,身份证号"] + rows).joined(separator: "\n").utf8))
    }

    private func codes(_ body: () throws -> Void) throws -> [String] {
        do {
            try body()
            return []
        } catch let rejection as Rejection { return rejection.diagnostics.map(\.code) }
    }

    @discardableResult
    private func submit(_ small: SmallCampaign, _ file: SourceFile, by: String = "村") throws -> ListSubmission {
        try small.database.write {
            try small.campaign.submitList(
                .allowance, village: Small.village, file, by: by, in: $0, at: XuechengData.now)
        }.submission
    }

    @discardableResult
    private func review(
        _ small: SmallCampaign, _ stage: ListStage, by: String, passes: Bool = true
    ) throws -> [Adjustment] {
        try small.database.write {
            try small.campaign.reviewList(
                .allowance, village: Small.village, stage: stage, passes: passes, note: "", by: by, in: $0,
                at: XuechengData.now)
        }
    }

    private func standing(_ small: SmallCampaign) throws -> ListStanding? {
        try small.database.read { try small.campaign.listBoard(in: $0) }
            .first { $0.specialClass == .allowance && $0.village.code == Small.village }
    }

    @Test func `a list goes from hand to hand, and who is confirmed is paid for by the state`() throws {
        let small = try SmallCampaign()
        try small.database.write {
            try small.campaign.setListDue(
                .allowance, .village, XuechengData.day("2019-11-05"), by: "区", in: $0, at: XuechengData.now)
        }
        #expect(try standing(small)?.isLate(on: Self.today) == true)
        #expect(try submit(small, list(["安娜,\(Small.anna)"])).state == .submitted)
        #expect(try standing(small)?.waitsFor == .town)
        #expect(try codes { try review(small, .bureau, by: "民政") } == ["levy.list.nothing"])
        #expect(try codes { try review(small, .town, by: "村") } == ["levy.decision.same-person"])
        try review(small, .town, by: "镇", passes: false)
        #expect(try standing(small)?.waitsFor == .village)
        try submit(small, list(["安娜,\(Small.anna)", "贝特,\(Small.bert)"]))
        try review(small, .town, by: "镇")
        #expect(try codes { try review(small, .bureau, by: "镇") } == ["levy.decision.same-person"])
        let changes = try review(small, .bureau, by: "民政")
        #expect(try standing(small)?.waitsFor == nil)
        // Two medical obligations are the state's now; the pension of 300 yuan stays Anna's own.
        #expect(changes.map(\.added) == [2, 0])
        let roster = try small.database.read { try small.campaign.collectionRoster(village: Small.village, in: $0) }
        #expect(roster.rows.first { $0.citizenID == Small.anna }?.line(.medical)?.isStatePaid == true)
        #expect(try codes { try submit(small, list(["贝特,\(Small.bert)"])) } == ["levy.list.confirmed"])
        try LedgerCheck.check(small.database)
    }

    @Test func `a list with a wrong number is refused with its rows`() throws {
        let small = try SmallCampaign()
        #expect(
            try codes { try submit(small, list(["安娜,370403198001010019", "贝特,1"])) }
                == ["levy.row.bad-check-digit", "levy.row.bad-check-digit"])
        #expect(
            try codes {
                try small.database.write {
                    _ = try small.campaign.submitList(
                        .poor, village: "1", list([]), by: "村", in: $0, at: XuechengData.now)
                }
            } == ["levy.list.village"])
    }

    @Test func `a bureau's list is matched by number first and name second, then taken over`() throws {
        let small = try SmallCampaign()
        let file = list(
            ["安(NA),\(Small.anna)", "生人,11010519491231002X", "贫家,\(Small.poor)"], "特困.csv")
        let found = try small.database.read { try small.campaign.matchList(.destitute, file, in: $0) }
        let kinds = Dictionary(grouping: found, by: \.kind).mapValues { $0.map(\.citizenID) }
        #expect(kinds[.new] == [Small.anna, "11010519491231002X"])
        // Bureau and roster write two names otherwise; one of them is another name.
        #expect(found.filter { $0.kind == .changed }.map(\.reason).first == "清册为 安娜（以拼音或问号代字）")
        #expect(kinds[.gone] == nil)
        #expect(
            try codes {
                try small.database.write {
                    _ = try small.campaign.applyList(
                        .destitute, file, by: "甲", checker: "甲", in: $0, at: XuechengData.now)
                }
            } == ["levy.decision.same-person"])
        func members() throws -> [String] {
            try small.database.read { try ListStore.members(.destitute, in: $0) }.keys.sorted()
        }
        let before = try members()
        let other = list(["安娜,\(Small.anna)"], "特困.csv")
        for file in [other, other, list(["贫家,\(Small.poor)"])] {
            _ = try small.database.write {
                try small.campaign.applyList(.destitute, file, by: "甲", checker: "乙", in: $0, at: XuechengData.now)
            }
        }
        #expect(try members() == before)
        try LedgerCheck.check(small.database)
    }

    /// A citizen's number by its sequence (GB 11643: the check is 1 modulo 11 of the weighted sum).
    private static func number(_ sequence: Int) -> String {
        let digits = Array("37040319700101\(sequence)".utf8).map { Int($0) - 48 }
        var sum = 0
        for digit in digits { sum = (sum + digit) * 2 % 11 }
        return digits.map(String.init).joined() + (["1", "0", "X"] + (2...9).reversed().map(String.init))[sum]
    }

    @Test func `a list that ends most of a class is refused, and another's number changes nothing`() throws {
        let small = try SmallCampaign()
        func apply(_ rows: [String], isWhole: Bool = false) throws -> [String] {
            try codes {
                _ = try small.database.write {
                    try small.campaign.applyList(
                        .allowance, list(rows, "低保.csv"), by: "甲", checker: "乙", isWhole: isWhole, in: $0,
                        at: XuechengData.now)
                }
            }
        }
        func members() throws -> Int {
            try small.database.read { try ListStore.members(.allowance, in: $0) }.count
        }
        // The number is 贝特's.
        #expect(try apply(["钱五,\(Small.bert)"]) == [])
        #expect(try members() == 0)
        let many = (100..<115).map { "某人,\(Self.number($0))" }
        #expect(try apply(many) == [])
        #expect(try members() == 15)
        #expect(try apply(Array(many.prefix(4))) == ["levy.list.fewer"])
        #expect(try members() == 15)
        #expect(try apply(Array(many.prefix(5))) == [])
        #expect(try apply(many) == [])
        #expect(try apply(Array(many.prefix(1)), isWhole: true) == [])
        #expect(try members() == 1)
    }

    @Test func `whoever is in a class and not insured is on the list to be cleared`() throws {
        let small = try SmallCampaign()
        _ = try small.database.write {
            try small.campaign.applyList(
                .poor, list(["外人,370403200302280011"]), by: "甲", checker: "乙", in: $0, at: XuechengData.now)
        }
        let gaps = try small.database.read { try small.campaign.listGaps(in: $0) }
        #expect(gaps.map(\.reason) == [.notListed])
        #expect(gaps.map(\.citizenID) == ["370403200302280011"])
    }

    @Test func `an event opens one task, however often it is reported`() throws {
        let small = try SmallCampaign()
        let text = "变动类型,姓名,身份证号,变动日期,村居代码\n死亡,贝特,\(Small.bert),2019年11月1日,\(Small.village)\n"
        let feed = SourceFile(name: "e.csv", bytes: Array(text.utf8))
        func read(_ file: SourceFile) throws -> Int {
            try small.database.write {
                try small.campaign.importEvents(file, by: "甲", in: $0, at: Self.reported).opened
            }
        }
        #expect(try read(feed) == 1)
        #expect(try read(feed) == 0)
        let event = try #require(try small.database.read { try small.campaign.personEvents(in: $0) }.first)
        #expect(event.day == XuechengData.day("2019-11-01"))
        // A death is a fact: what was not paid is not asked for any more, and it is explained.
        let dead = try small.database.read { try small.campaign.explain(person: Small.bert, in: $0) }
        #expect(dead.obligations.isEmpty && dead.stopped.map(\.cause.kind) == ["死亡"])
        #expect(dead.ended.map(\.cause) == ["event:e.csv"])
        func finish() throws {
            try small.database.write {
                try small.campaign.finishEvent(event.id, note: "已停", by: "甲", in: $0, at: XuechengData.now)
            }
        }
        try finish()
        #expect(try codes { try finish() } == ["levy.event.none"])
        let ahead = "变动类型,身份证号,变动日期\n死亡,\(Small.anna),2019-11-07\n"
        #expect(
            try codes { _ = try read(SourceFile(name: "a.csv", bytes: Array(ahead.utf8))) } == ["fact.future-death"])
        let wrong = "变动类型,身份证号,变动日期\n搬家,\(Small.bert),2019-11-01\n死亡,\(Small.bert),昨天\n死亡,1,2019-11-01\n"
        #expect(
            try codes { _ = try read(SourceFile(name: "w.csv", bytes: Array(wrong.utf8))) }
                == ["levy.event.kind", "levy.not-a-date", "levy.row.bad-check-digit"])
    }

    @Test func `a village may have several agents, and their papers are looked at`() throws {
        let small = try SmallCampaign()
        let text = """
            村居代码,姓名,联系电话,银行账号,协议到期,培训日期
            \(Small.village),甲,1,6222021603001234566,2019-12-31,2019-10-20
            \(Small.village),乙,2,6222021603001234567,2019-10-31,
            """
        let sources = RosterSources(
            regions: nil, special: [], medical: nil, pension: nil,
            agents: SourceFile(name: "a.csv", bytes: Array(text.utf8)))
        _ = try small.database.write { try small.campaign.importRosters(sources, in: $0, at: XuechengData.now) }
        let agents = try small.database.read { try small.campaign.agentRegister(in: $0) }
        #expect(agents.map(\.name) == ["甲", "乙"])
        #expect(AgentFault.faults(of: agents[0], on: Self.today) == [])
        #expect(AgentFault.faults(of: agents[1], on: Self.today) == [.expired, .untrained, .account])
        #expect(try small.database.read { try small.campaign.agents(in: $0) }[Small.village]?.name == "甲")
    }
}

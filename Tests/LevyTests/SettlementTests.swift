import Diagnostics
import Storage
import Testing

@testable import Levy

/// One village, a few persons, and the bank's lines day by day.
struct SmallCampaign {
    let database: Database
    let campaign: Campaign
    static let anna = "370403198001010018"
    static let bert = "130503196704010016"
    static let poor = "150302196402290039"
    static let village = "370403101200"
    static let other = "370403101201"

    init(policy: LevyPolicy = XuechengData.policy) throws {
        campaign = Campaign(policy: policy)
        database = try Database.inMemory(migrations: LevySchema.migrations + PublicSchema.migrations)
        func file(_ name: String, _ text: String) -> SourceFile { SourceFile(name: name, bytes: Array(text.utf8)) }
        let sources = RosterSources(
            regions: file(
                "r.csv",
                """
                code,name,level,parent,should_be_insured,paid_last_year
                370403,薛城区,district,,,
                370403101,沙沟镇,town,370403,,
                370403101200,甲村,village,370403101,4,2
                370403101201,乙村,village,370403101,1,1
                """),
            special: [file("特困.csv", "姓名,身份证号\n贫,\(Self.poor)\n")],
            medical: file(
                "m.csv",
                """
                村居代码,姓名,身份证号码,联系电话
                370403101200,安娜,\(Self.anna),13800000000
                370403101200,贝特,\(Self.bert),
                370403101200,贫家,\(Self.poor),
                370403101200,安乐,37040320190615001X,
                370403101201,乙一,11010519491231002X,
                """),
            pension: file("p.csv", "村居代码,姓名,身份证号码,缴费档次\n370403101200,安娜,\(Self.anna),300\n"), agents: nil)
        _ = try database.write { try campaign.importRosters(sources, in: $0, at: XuechengData.now) }
    }

    static func line(
        _ serial: String, _ day: String, _ id: String, _ fen: Int = 28_000, village: String = village,
        back: String = "", name: String = ""
    ) -> String {
        "\(serial)|\(day)|\(village)|\(id)|\(name)|居民医疗|\(fen)|微信|\(back.isEmpty ? "成功" : "冲正")|\(back)\r\n"
    }

    /// Imports one file of the day and closes the evening.
    @discardableResult
    func evening(_ day: String, _ lines: [String]) throws -> EveningReport {
        let sum = lines.reduce(0) { $0 + (Int($1.split(separator: "|", omittingEmptySubsequences: false)[6]) ?? 0) }
        let text = "H|代收|\(day)|\(lines.count)|\(sum)\r\n" + lines.joined()
        let date = try #require(CivilDate(compact: day))
        return try database.write { transaction in
            let file = SourceFile(name: day + ".txt", bytes: Array(text.utf8))
            _ = try campaign.importPayments(file, in: transaction, at: Instant(date, hour: 19))
            return try campaign.settle(evening: date, in: transaction, at: Instant(date, hour: 19))
        }
    }

    func kinds() throws -> [PaymentException.Kind] {
        try database.read { try campaign.exceptions(in: $0).map(\.kind) }
    }

    func receipts(_ day: String) throws -> [Receipt] {
        let date = try #require(CivilDate(compact: day))
        return try database.read { try campaign.receipts(evening: date, in: $0) }
    }
}

@Suite struct SettlementTests {
    typealias Small = SmallCampaign

    @Test func `receipts are numbered by village and serial, and nothing happens twice`() throws {
        let small = try SmallCampaign()
        let lines = [
            Small.line("S9", "20191101", "11010519491231002X", village: Small.other),
            Small.line("S3", "20191101", Small.bert),
            Small.line("S2", "20191101", Small.anna),
        ]
        let report = try small.evening("20191101", lines)
        #expect(report.receipts.map(\.serial) == ["S2", "S3", "S9"])
        #expect(report.receipts.map(\.number) == ["XC201900000001", "XC201900000002", "XC201900000003"])
        #expect(report.receipts[0].paidOn.compact == "20191101")
        #expect(try small.evening("20191101", lines).receipts.isEmpty)
        #expect(try small.evening("20191102", lines).receipts.isEmpty)
        #expect(try small.receipts("20191101").count == 3)
        try LedgerCheck.check(small.database)
    }

    @Test func `a payment taken back before its evening has no receipt, later the receipt is void`() throws {
        let small = try SmallCampaign()
        let first = try small.evening(
            "20191101",
            [
                Small.line("A", "20191101", Small.anna), Small.line("B", "20191101", Small.anna, -28_000, back: "A"),
                Small.line("C", "20191101", Small.bert),
            ])
        #expect(first.receipts.map(\.serial) == ["C"])
        let second = try small.evening("20191102", [Small.line("D", "20191102", Small.bert, -28_000, back: "C")])
        #expect(second.voided == ["XC201900000001"])
        #expect(try small.receipts("20191101").first?.voidedOn?.compact == "20191102")
        // The reversal of the reversal: the payment counts again, under a new number.
        let third = try small.evening("20191103", [Small.line("E", "20191103", Small.bert, -28_000, back: "D")])
        #expect(third.receipts.map(\.number) == ["XC201900000002"])
        #expect(third.receipts.map(\.serial) == ["C"])
        #expect(try small.kinds() == [.reversed])
        try LedgerCheck.check(small.database)
    }

    @Test func `when the first of two is taken back the second settles`() throws {
        let small = try SmallCampaign()
        try small.evening("20191101", [Small.line("A", "20191101", Small.anna)])
        try small.evening("20191102", [Small.line("B", "20191102", Small.anna)])
        #expect(try small.kinds() == [.double])
        let third = try small.evening("20191103", [Small.line("C", "20191103", Small.anna, -28_000, back: "A")])
        #expect(third.voided == ["XC201900000001"])
        #expect(third.receipts.map(\.serial) == ["B"])
        #expect(try small.kinds() == [.reversedThenPaid])
        try LedgerCheck.check(small.database)
    }

    @Test func `a reversal may come before its payment, name nobody, itself or each other`() throws {
        let small = try SmallCampaign()
        try small.evening("20191101", [Small.line("R", "20191101", Small.anna, -28_000, back: "P")])
        #expect(try small.kinds() == [.reversalUnmatched])
        try small.evening("20191102", [Small.line("P", "20191102", Small.anna)])
        #expect(try small.kinds() == [.reversed])
        try small.evening(
            "20191103",
            [
                Small.line("X", "20191103", Small.bert, -1, back: "Y"),
                Small.line("Y", "20191103", Small.bert, -1, back: "X"),
                Small.line("Z", "20191103", Small.bert, -1, back: "Z"), Small.line("Q", "20191103", Small.bert),
                Small.line("W", "20191103", Small.anna, -28_000, back: "P"),
            ])
        #expect(try small.receipts("20191103").map(\.serial) == ["Q"])
        #expect(try small.kinds().count { $0 == .reversalUnmatched } == 4)
        try LedgerCheck.check(small.database)
    }

    @Test func `a reversal that names another person still takes back the line it names`() throws {
        let small = try SmallCampaign()
        try small.evening("20191101", [Small.line("A", "20191101", Small.anna)])
        let second = try small.evening("20191102", [Small.line("B", "20191102", Small.bert, -28_000, back: "A")])
        #expect(second.voided.count == 1)
        #expect(try small.kinds() == [.reversed])
    }

    @Test func `what does not settle says why`() throws {
        let small = try SmallCampaign()
        try small.evening(
            "20191101",
            [
                Small.line("A", "20191101", Small.anna, 27_000, village: Small.other),
                Small.line("B", "20191101", Small.poor),
                Small.line("C", "20191101", "370402198201139522"),
                Small.line("D", "20191101", Small.bert, village: Small.other), Small.line("E", "20191101", Small.bert),
            ])
        let kinds: [PaymentException.Kind] = [
            .paidThoughStatePaid, .double, .wrongVillage, .amountMismatch, .notOnRoster,
        ]
        #expect(try small.kinds() == kinds)
        let refunds = try small.database.read { try small.campaign.refunds(in: $0).map(\.serial) }
        #expect(refunds == ["B", "E"])
    }

    @Test func `a line that comes again with other words is ignored and reported`() throws {
        let small = try SmallCampaign()
        try small.evening("20191101", [Small.line("A", "20191101", Small.anna)])
        let again = try small.evening("20191102", [Small.line("A", "20191101", Small.bert)])
        #expect(again.receipts.isEmpty)
        #expect(try small.kinds() == [.resentChanged])
        try small.evening("20191103", [Small.line("A", "20191101", Small.anna)])
        #expect(try small.kinds() == [.resentChanged])
    }

    @Test func `payments that came before the roster that asks for them settle on the evening after it`() throws {
        let small = try SmallCampaign()
        let late = "370402198201139522"
        try small.evening(
            "20191101",
            [
                Small.line("A", "20191101", late), Small.line("B", "20191101", late),
                Small.line("C", "20191101", late, -28_000, back: "A"), Small.line("D", "20191101", Small.anna),
            ])
        #expect(try small.kinds().contains(.notOnRoster))
        func evening(_ day: String) throws -> EveningReport {
            let date = try #require(CivilDate(compact: day))
            return try small.database.write {
                try small.campaign.settle(evening: date, in: $0, at: Instant(date, hour: 19))
            }
        }
        #expect(try evening("20191102").receipts.isEmpty)
        let text = """
            村居代码,姓名,身份证号码,联系电话
            370403101200,安娜,\(Small.anna),13800000000
            370403101200,贝特,\(Small.bert),
            370403101200,贫家,\(Small.poor),
            370403101200,安乐,37040320190615001X,
            370403101201,乙一,11010519491231002X,
            370403101201,后来,\(late),
            """
        let roster = RosterSources(
            regions: nil, special: [], medical: SourceFile(name: "m2.csv", bytes: Array(text.utf8)), pension: nil,
            agents: nil)
        _ = try small.database.write { try small.campaign.importRosters(roster, in: $0, at: XuechengData.now) }
        let after = try evening("20191103")
        #expect(after.receipts.map(\.serial) == ["B"])
        #expect(after.receipts.map(\.number) == ["XC201900000002"])
        #expect(try evening("20191104").receipts.isEmpty)
        #expect(try !small.kinds().contains(.notOnRoster))
        try LedgerCheck.check(small.database)
    }

    @Test func `ledger rows cannot be changed or removed`() throws {
        let small = try SmallCampaign()
        try small.evening("20191101", [Small.line("A", "20191101", Small.anna)])
        for sql in [
            "UPDATE levy_payment_lines SET fen = 1", "DELETE FROM levy_receipts",
            "UPDATE levy_obligations SET own_fen = 0",
            "DELETE FROM levy_settlements", "UPDATE levy_entries SET outcome = 'accepted'",
        ] {
            #expect(throws: (any Error).self, "\(sql)") { try small.database.write { try $0.execute(sql) } }
        }
    }

    @Test func `a wrong roster leaves nothing behind`() throws {
        let database = try Database.inMemory(migrations: LevySchema.migrations + PublicSchema.migrations)
        let good = try XuechengData.sources()
        let wrong = RosterSources(
            regions: good.regions, special: good.special, medical: good.medical,
            pension: SourceFile(name: "p.csv", bytes: Array("姓名,档次\n张三,300\n".utf8)),
            agents: SourceFile(name: "a.csv", bytes: Array("村居代码,姓名\n1,张三\n".utf8)))
        do {
            _ = try database.write { try XuechengData.campaign.importRosters(wrong, in: $0, at: XuechengData.now) }
            Issue.record("a wrong roster was imported")
        } catch let rejection as Rejection {
            #expect(
                rejection.diagnostics.map(\.code)
                    == ["levy.missing-column", "levy.missing-column", "levy.agent.village"])
        }
        #expect(try database.read { try ImportStore.lastID(in: $0) } == 0)
    }
}

import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Levy

/// Special accounts of townships, checks of agents' money, and what an audit finds.
@Suite struct AccountTests {
    typealias Small = SmallCampaign
    private static let now = Instant(XuechengData.day("2019-12-31"), hour: 9)
    private static let town = "370403101"

    private static func day(_ text: String) -> CivilDate { XuechengData.day("2019-11-" + text) }

    private func receipt(_ text: String) throws -> ReceiptNumber { try #require(ReceiptNumber(text)) }

    /// Two collections of the first, 280 and 300 yuan, of which 280 are deposited on the second and declared on the
    /// third; and an account of the town.
    private func passedOn() throws -> SmallCampaign {
        let small = try SmallCampaign()
        let range = try #require(ReceiptRange(from: receipt("LA0001"), to: receipt("LA0020")))
        let collections = [
            AgentCollection(
                village: Small.village, day: Self.day("01"), receipt: try receipt("LA0001"), citizenID: Small.anna,
                insurance: .medical, fen: 28_000, method: "现金"),
            AgentCollection(
                village: Small.village, day: Self.day("01"), receipt: try receipt("LA0002"), citizenID: Small.anna,
                insurance: .pension, fen: 30_000, method: "现金"),
        ]
        try small.database.write { transaction in
            try AgentReceipts.deliver(
                range, day: Self.day("01"), note: "", by: "库管", in: transaction, at: Self.now)
            try AgentReceipts.issue(
                range, village: Small.village, day: Self.day("01"), by: "库管", in: transaction, at: Self.now)
            try Remittances.collect(AgentSheetRows(collections), by: "甲", in: transaction, at: Self.now)
            for (kind, day, slip) in [(Remittance.Kind.deposit, "02", "D1"), (.declaration, "03", "S1")] {
                try Remittances.record(
                    Remittance(village: Small.village, kind: kind, day: Self.day(day), fen: 28_000, slip: slip),
                    by: "甲", in: transaction, at: Self.now)
            }
            try SpecialAccounts.open(account("甲", "乙"), in: transaction, at: Self.now)
        }
        return small
    }

    private func account(_ maker: String, _ checker: String) -> SpecialAccount {
        SpecialAccount(
            town: Self.town, holder: "沙沟镇专户", bank: "农商行", number: "9070403000000012", agreement: "三方1号",
            openedOn: Self.day("01"), openedBy: maker, checkedBy: checker)
    }

    private func take(_ rows: String, _ small: SmallCampaign) throws -> Int? {
        let scratch = try ScratchFolder()
        try scratch.write("沙沟镇专户对账单\n交易日期,摘要,收入,支出,余额,凭证号\n" + rows, to: "statement.csv")
        return try small.database.write {
            try SpecialAccounts.importStatement(
                path: scratch / "statement.csv", town: Self.town, by: "甲", in: $0, at: Self.now)
        }
    }

    private func findings(_ small: SmallCampaign) throws -> [AccountFinding.Kind] {
        try small.database.read {
            try SpecialAccounts.findings(town: Self.town, through: Self.day("30"), in: $0).map(\.kind)
        }
    }

    struct Statement: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let rows: String
        let kinds: [AccountFinding.Kind]
    }

    static let statements: [Statement] = [
        Statement(
            testDescription: "all as it should be",
            rows: "2019-11-02,缴存,280.00,,280.00,D1\n20191103,入库,,280,0.00,S1\n合计,,280.00,280.00,,\n", kinds: []),
        Statement(
            testDescription: "cash, though the slip agrees",
            rows: "2019-11-02,缴存,280,,280,D1\n2019-11-03,现金支取,,280,0,S1\n",
            kinds: [.cash, .missing]),
        Statement(
            testDescription: "elsewhere", rows: "2019-11-02,缴存,280,,280,D1\n2019-11-03,转账,,280,0,X9\n",
            kinds: [.otherOut, .missing]),
        Statement(
            testDescription: "nobody's money", rows: "2019-11-02,缴存,280,,280,D1\n2019-11-02,转入,5,,285,Q1\n",
            kinds: [.unknownIn]),
        Statement(
            testDescription: "another sum", rows: "2019-11-02,缴存,270,,270,D1\n", kinds: [.amount]),
        Statement(
            testDescription: "a balance out of nowhere",
            rows: "2019-11-02,缴存,280,,280,D1\n2019-11-03,入库,,280,10,S1\n", kinds: [.balance]),
        Statement(
            testDescription: "a slip of the last day that is not there",
            rows: "2019-11-02,转入,1,,1,Q1\n", kinds: [.unknownIn, .missing]),
    ]

    @Test(arguments: statements) func `a statement is matched with deposits and declarations`(one: Statement) throws {
        let small = try passedOn()
        #expect(try take(one.rows, small) ?? 0 > 0)
        #expect(try findings(small) == one.kinds)
        #expect(try take(one.rows, small) == nil)
        #expect(try findings(small) == one.kinds)
    }

    @Test func `each day has what the books and the bank say`() throws {
        let small = try passedOn()
        _ = try take("2019-11-02,缴存,280,,280,D1\n2019-11-03,转账,,300,-20,S1\n", small)
        let days = try small.database.read {
            try SpecialAccounts.days(town: Self.town, through: Self.day("30"), in: $0)
        }
        #expect(days.map(\.collectedFen) == [58_000, 0, 0])
        #expect(days.map(\.cashFen) == [58_000, 30_000, 30_000])
        #expect(days.map(\.bookFen) == [0, 28_000, 0])
        #expect(days.map(\.balanceFen) == [nil, 28_000, -2_000])
        #expect(days.map(\.differenceFen) == [nil, 0, -2_000])
    }

    @Test(arguments: [
        "昨天,缴存,280,,280,D1\n", "2019-11-02,缴存,280,280,0,D1\n", "2019-11-02,缴存,,,0,D1\n",
        "2019-11-02,缴存,许多,,0,D1\n",
    ])
    func `a statement with a line that is none is refused whole`(row: String) throws {
        let small = try passedOn()
        #expect(throws: Rejection.self) { _ = try take("2019-11-02,缴存,280,,280,D1\n" + row, small) }
        #expect(try findings(small).isEmpty)
    }

    @Test func `an account has two persons, and a town one account`() throws {
        let small = try passedOn()
        let other = try SmallCampaign()
        #expect(throws: Rejection.self) {
            try other.database.write { try SpecialAccounts.open(account("甲", "甲"), in: $0, at: Self.now) }
        }
        #expect(throws: Rejection.self) {
            try small.database.write { try SpecialAccounts.open(account("甲", "乙"), in: $0, at: Self.now) }
        }
    }

    @Test func `sheet, receipts, deposits and declarations are checked village by village`() throws {
        let small = try passedOn()
        func check(_ day: String) throws -> [CollectionCheck] {
            try small.database.read { try Remittances.check(town: Self.town, through: Self.day(day), in: $0) }
        }
        #expect(try check("01").map(\.differences) == [["未缴存580.00元"]])
        #expect(try check("02").map(\.differences) == [["未缴存300.00元", "未申报280.00元"]])
        #expect(try check("03").map(\.differences) == [["未缴存300.00元"]])
        #expect(try check("03").map(\.receipts) == [2])
        let range = try #require(ReceiptRange(from: receipt("LA0003"), to: receipt("LA0003")))
        try small.database.write { transaction in
            try AgentReceipts.end(
                range, as: .used, day: Self.day("04"), note: "", by: "甲", in: transaction, at: Self.now)
            try Remittances.record(
                Remittance(village: Small.village, kind: .deposit, day: Self.day("04"), fen: 30_000, slip: "D2"),
                by: "甲", in: transaction, at: Self.now)
        }
        #expect(try check("04").map(\.differences) == [["清单2笔，票据3张", "未申报300.00元"]])
        let elsewhere = try small.database.read {
            try Remittances.check(town: "370403999", through: Self.day("04"), in: $0)
        }
        #expect(elsewhere.isEmpty)
    }

    @Test func `cash is counted by two persons, and a difference has a reason`() throws {
        let small = try passedOn()
        func count(
            _ pieces: String, _ note: String = "", by person: String = "甲", witness: String = "乙"
        ) throws -> CashCount {
            try small.database.write {
                try Remittances.count(
                    village: Small.village, yuan: pieces, note: note, on: Self.day("02"), by: person, witness: witness,
                    in: $0, at: Self.now)
            }
        }
        let right = try count("100x2 50x1 20x2 0.5x20")
        #expect(right.bookFen == 30_000 && right.countedFen == 30_000 && right.differenceFen == 0)
        for wrong in ["30x1", "100", "100x1 100x1", "100x-1", "x"] {
            #expect(throws: Rejection.self, "\(wrong)") { _ = try count(wrong, "原因") }
        }
        #expect(throws: Rejection.self) { _ = try count("100x2") }
        #expect(throws: Rejection.self) { _ = try count("100x3", by: "甲", witness: "甲") }
        #expect(try count("100x2", "少一百").differenceFen == -10_000)
        #expect(try small.database.read { try Remittances.counts(in: $0) }.map(\.differenceFen) == [0, -10_000])
    }

    @Test func `an audit names what stands out, and nothing where nothing does`() throws {
        let limits = RemittanceLimits(
            deposit: RemittanceLimit(days: 1, fen: 1_000_000), settlement: RemittanceLimit(days: 1, fen: 1_000_000)
        ) { $0.adding(days: $1) }
        func audit(_ small: SmallCampaign, _ day: String) throws -> [AuditFinding.Kind] {
            try small.database.read { try small.campaign.audit(on: Self.day(day), limits, in: $0).map(\.kind) }
        }
        #expect(try audit(try SmallCampaign(), "30").isEmpty)
        let small = try passedOn()
        // No bank has what was declared.
        #expect(try audit(small, "01") == [.open])
        #expect(try audit(small, "05") == [.late, .open])
        _ = try take("2019-11-02,现金支取,,280,-280,D1\n", small)
        let range = try #require(ReceiptRange(from: receipt("LA0005"), to: receipt("LA0005")))
        try small.database.write { transaction in
            try AgentReceipts.end(
                range, as: .used, day: Self.day("04"), note: "", by: "甲", in: transaction, at: Self.now)
            _ = try Remittances.count(
                village: Small.village, yuan: "100x1", note: "待查", on: Self.day("04"), by: "甲", witness: "乙",
                in: transaction, at: Self.now)
        }
        #expect(try audit(small, "05") == [.account, .account, .daily, .late, .cash, .gap, .open])
    }
}

import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Levy

/// Three-party agreements, batches of deductions, and what banks answer.
@Suite struct DeductionTests {
    typealias Small = SmallCampaign
    private static let now = XuechengData.now
    private static let card = "6217003414037583873"
    private static let codes: [String: ReturnCode] = [
        "00": ReturnCode(code: "00", meaning: "成功", effect: .taken),
        "01": ReturnCode(code: "01", meaning: "余额不足", effect: .again),
        "02": ReturnCode(code: "02", meaning: "账号户名不符", effect: .stop),
    ]

    private static func day(_ text: String) -> CivilDate { XuechengData.day("2019-11-" + text) }

    private func codes<Result>(_ body: () throws -> Result) throws -> [String] {
        do {
            _ = try body()
            return []
        } catch let rejection as Rejection { return rejection.diagnostics.map(\.code) }
    }

    @discardableResult
    private func sign(
        _ small: SmallCampaign, _ payer: String = Small.anna, members: [String] = [], account: String = Self.card,
        until: CivilDate? = nil, checker: String = "乙"
    ) throws -> String {
        try small.database.write {
            try DeductionAgreements.sign(
                payer: payer, holder: "安娜", bank: "农商行", account: account, until: until, members: members,
                on: Self.day("01"), by: "甲", checker: checker, in: $0, at: Self.now
            ).number
        }
    }

    private func make(
        _ small: SmallCampaign, _ purpose: DeductionBatch.Purpose, _ key: String, on day: String = "05"
    ) throws -> DeductionFile? {
        try small.database.write {
            try small.campaign.makeDeductions(
                purpose, bank: "农商行", key: key, on: Self.day(day), by: "甲", in: $0, at: Self.now)
        }
    }

    @discardableResult
    private func answer(
        _ small: SmallCampaign, _ batch: String, _ rows: String...
    ) throws -> (taken: Int, refused: Int)? {
        let text = "序号,返回码,流水号,扣款日期,金额\n" + rows.joined(separator: "\n") + "\n"
        return try small.database.write {
            try Deductions.answer(
                SourceFile(name: batch + ".csv", bytes: Array(text.utf8)), batch: batch, codes: Self.codes, by: "甲",
                in: $0, at: Self.now)
        }
    }

    /// Anna's agreement for herself and Bert, its account found right by the bank.
    private func active() throws -> SmallCampaign {
        let small = try SmallCampaign()
        try sign(small, members: [Small.anna, Small.bert])
        let batch = try #require(try make(small, .check, "c"))
        try answer(small, batch.batch, "1,00,,,")
        return small
    }

    private func states(_ small: SmallCampaign) throws -> [DeductionAgreement.State] {
        try small.database.read { try DeductionAgreements.all(in: $0).map(\.state) }
    }

    @Test func `an agreement has a number of its series, a right account, and each person once`() throws {
        let small = try SmallCampaign()
        #expect(
            try codes {
                try sign(
                    small, account: "6217003414037583874", until: Self.day("01").adding(days: -1), checker: "甲")
            } == ["remittance.same-person", "deduct.account", "deduct.until"])
        #expect(try sign(small) == "SF2019000001")
        #expect(try codes { try sign(small, Small.bert, members: [Small.anna]) } == ["deduct.member-taken"])
        #expect(try sign(small, Small.bert) == "SF2019000002")
        try small.database.write {
            try DeductionAgreements.note(
                "SF2019000001", .ended, reason: "换卡", on: Self.day("02"), by: "甲", in: $0, at: Self.now)
        }
        #expect(try sign(small) == "SF2019000003")
        let again = try codes {
            try small.database.write {
                try DeductionAgreements.note(
                    "SF2019000001", .pending, reason: "", on: Self.day("02"), by: "甲", in: $0, at: Self.now)
            }
        }
        #expect(again == ["deduct.ended"])
    }

    @Test func `nothing is deducted before the bank has checked the account`() throws {
        let small = try SmallCampaign()
        try sign(small)
        #expect(try make(small, .deduct, "d") == nil)
        let batch = try #require(try make(small, .check, "c"))
        #expect(batch.rows.map(\.account) == [Self.card])
        // It is on its way: no second batch has it.
        #expect(try make(small, .check, "c2") == nil)
        try answer(small, batch.batch, "1,02,,,")
        #expect(try states(small) == [.failed])
        #expect(try make(small, .deduct, "d") == nil)
    }

    @Test func `what is taken is a payment once, what is not is offered again within the window`() throws {
        let small = try active()
        #expect(try states(small) == [.active])
        let first = try #require(try make(small, .deduct, "d"))
        // Anna owes for both insurances, Bert for one.
        #expect(first.rows.map(\.citizenID) == [Small.anna, Small.anna, Small.bert])
        #expect(first.fen == 28_000 + 30_000 + 28_000)
        #expect(try make(small, .deduct, "d")?.bytes == first.bytes)
        #expect(try make(small, .deduct, "d2") == nil)
        let rows = ["1,00,N1,2019-11-05,280.00", "2,01,,,", "3,01,,,"]
        let counts = try #require(try answer(small, first.batch, rows[0], rows[1], rows[2]))
        #expect(counts == (taken: 1, refused: 2))
        #expect(try answer(small, first.batch, rows[0], rows[1], rows[2]) == nil)
        let evening = try small.evening("20191105", [])
        #expect(evening.receipts.map(\.serial) == ["N1"])
        let refused = try small.database.read { try Deductions.refused(in: $0) }
        #expect(refused.map(\.ordinal) == [2, 3])
        // Bert pays by himself: only Anna's pension is offered again.
        try small.evening("20191106", [Small.line("W1", "20191106", Small.bert)])
        let second = try #require(try make(small, .deduct, "d3", on: "07"))
        #expect(second.rows.map(\.insurance) == [.pension])
        #expect(try small.database.read { try Deductions.refused(in: $0).isEmpty })
        try answer(small, second.batch, "1,02,,,")
        #expect(try states(small) == [.stopped])
        #expect(try make(small, .deduct, "d4", on: "08") == nil)
        try LedgerCheck.check(small.database)
    }

    @Test func `outside the window nothing is deducted, nor after the last day of the agreement`() throws {
        let policy = LevyPolicy(
            rules: try RuleSamples.book("xuecheng-2019"), asOf: XuechengData.day("2019-10-28"), medicalPeriod: 2020,
            pensionPeriod: 2019)
        let small = try SmallCampaign(policy: policy)
        try sign(small, until: XuechengData.day("2019-12-10"))
        let batch = try #require(try make(small, .check, "c"))
        try answer(small, batch.batch, "1,00,,,")
        func isMade(_ day: String) throws -> Bool {
            try small.database.write {
                try small.campaign.makeDeductions(
                    .deduct, bank: "农商行", key: day, on: XuechengData.day(day), by: "甲", in: $0, at: Self.now) != nil
            }
        }
        #expect(try !isMade("2019-12-05"))
        #expect(try isMade("2019-11-30"))
        // Within the window, but after the agreement's last day.
        let other = try SmallCampaign()
        try sign(other, until: Self.day("10"))
        let check = try #require(try make(other, .check, "c"))
        try answer(other, check.batch, "1,00,,,")
        #expect(try make(other, .deduct, "late", on: "11") == nil)
        #expect(try make(other, .deduct, "in time", on: "10") != nil)
    }

    struct Wrong: Sendable, CustomTestStringConvertible {
        let rows: [String]
        let codes: [String]
        var testDescription: String { codes.joined(separator: " ") }
    }

    static let wrong: [Wrong] = [
        Wrong(rows: ["4,00,N1,2019-11-05,280", "x,01,,,"], codes: ["deduct.row", "deduct.row"]),
        Wrong(rows: ["1,77,,,", "1,01,,,", "1,01,,,"], codes: ["deduct.code", "deduct.answered"]),
        Wrong(rows: ["1,00,N1,2019-11-05,279.99"], codes: ["deduct.sum"]),
        Wrong(rows: ["1,00,,2019-11-05,280", "2,00,N2,,300"], codes: ["deduct.taken", "deduct.taken"]),
    ]

    @Test(arguments: wrong) func `a wrong answer is refused whole, with all that is wrong`(wrong: Wrong) throws {
        let small = try active()
        let batch = try #require(try make(small, .deduct, "d"))
        let text = "序号,返回码,流水号,扣款日期,金额\n" + wrong.rows.joined(separator: "\n") + "\n"
        let found = try codes {
            try small.database.write {
                try Deductions.answer(
                    SourceFile(name: "a.csv", bytes: Array(text.utf8)), batch: batch.batch, codes: Self.codes,
                    by: "甲", in: $0, at: Self.now)
            }
        }
        #expect(found == wrong.codes)
        #expect(try small.database.read { try Deductions.batches(in: $0).last?.answered } == 0)
    }

    @Test func `the installed table of return codes is right, a wrong one is told`() throws {
        let codes = try Deductions.codes(path: Project.path("workflows/deductions/return-codes.csv"))
        #expect(codes["01"]?.effect == .again)
        #expect(codes["02"]?.meaning == "账号户名不符")
        let scratch = try ScratchFolder()
        try scratch.write("返回码,说明,处理\n00,成功,成功\n00,又,再扣\n05,没,看看\n", to: "codes.csv")
        #expect(
            try self.codes { try Deductions.codes(path: scratch / "codes.csv") }
                == ["employers.table-row", "employers.table-row"])
    }
}

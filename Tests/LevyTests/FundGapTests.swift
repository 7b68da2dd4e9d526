import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Levy

/// What each budget and fund owes, was asked for and has paid.
struct FundGapTests {
    private let small: SmallCampaign
    private var campaign: Campaign { small.campaign }

    init() throws {
        let policy = LevyPolicy(
            rules: try RuleSamples.book("xuecheng-2019"), asOf: XuechengData.day("2019-10-28"), medicalPeriod: 2020,
            pensionPeriod: 2019)
        small = try SmallCampaign(policy: policy)
    }

    /// Due, applied, received, gap of every bearer of a fee.
    private func gap() throws -> [String] {
        try small.database.read { try campaign.fundGap(in: $0) }.totals
            .filter { $0.dueFen + $0.appliedFen + $0.receivedFen > 0 }
            .map { "\($0.bearer) \($0.dueFen) \($0.appliedFen) \($0.receivedFen) \($0.gapFen)" }
    }

    private func apply() throws {
        _ = try small.database.write {
            try StateMoney.apply(
                on: XuechengData.day("2019-11-01"), by: "甲", checker: "乙", in: $0, at: XuechengData.now)
        }
    }

    private func receive(_ fen: Int, _ bearer: String?, _ voucher: String) throws {
        try small.database.write {
            try StateMoney.receive(
                1, fen: fen, from: bearer, voucher: voucher, by: "甲", on: XuechengData.day("2019-11-02"), in: $0,
                at: XuechengData.now)
        }
    }

    private func take(_ rows: String, _ insurance: Insurance = .medical) throws -> Int? {
        let text = "申请号,承担方,金额,拨款凭证号,到账日期\n" + rows
        return try small.database.write {
            try campaign.importStateList(
                SourceFile(name: "拨款.csv", bytes: Array(text.utf8)), insurance, party: "财政局", by: "甲", in: $0,
                at: XuechengData.now)
        }
    }

    @Test func `the gap goes from what is owed over what was asked for to what came`() throws {
        #expect(try gap() == ["district 14000 0 0 14000", "aid-fund 14000 0 0 14000"])
        try apply()
        #expect(try gap() == ["district 14000 14000 0 14000", "aid-fund 14000 14000 0 14000"])
        try receive(10_000, "district", "V1")
        try receive(14_000, "aid-fund", "V2")
        try receive(1_000, nil, "V3")
        #expect(
            try gap() == ["district 14000 14000 10000 4000", "aid-fund 14000 14000 14000 0", " 0 0 1000 -1000"])
        _ = try small.database.read { try Ledger.verify(in: $0) }
    }

    @Test(arguments: [
        (14_001, "district", "state.too-much"), (1, "nobody", "state.bearer"), (28_001, nil, "state.too-much"),
        (0, "district", "state.too-much"),
    ] as [(Int, String?, String)])
    func `no more comes from a bearer than it was asked for`(fen: Int, bearer: String?, code: String) throws {
        try apply()
        let error = #expect(throws: Rejection.self) { try receive(fen, bearer, "V") }
        #expect(error?.diagnostics.map(\.code) == [code])
    }

    @Test func `a list of the finance bureau is taken in once and stands in the register`() throws {
        try apply()
        let rows = "1,区财政,100,V1,2019-11-05\n1,aid-fund,140.00,V2,2019/11/06\n"
        #expect(try take(rows) == 2)
        #expect(try take(rows) == nil)
        let name = campaign.policy.rules.bearer("district")?.name
        #expect(name == "区财政")
        #expect(try gap() == ["district 14000 14000 10000 4000", "aid-fund 14000 14000 14000 0"])
        let record = try #require(try small.database.read { try Exchange.all(in: $0) }.last)
        #expect(record.kind == .state && record.count == 2 && record.fen == 24_000 && !record.isOutgoing)
    }

    @Test(arguments: [
        ("9,district,1,V,2019-11-05\n", ["state.unknown"]), ("1,district,999,V,2019-11-05\n", ["state.too-much"]),
        ("1,谁,1,V,2019-11-05\n", ["state.bearer"]),
        ("1,district,1,V,2019-11-05\n1,district,1,V,2019-11-05\n", ["state.voucher"]),
        ("x,district,一,,13月\n", ["levy.not-a-number", "remittance.sum", "levy.not-a-number", "levy.not-a-date"]),
    ])
    func `a list with a mistake is refused whole, with all its mistakes`(rows: String, codes: [String]) throws {
        try apply()
        let error = #expect(throws: Rejection.self) { _ = try take("1,district,1,OK,2019-11-05\n" + rows) }
        #expect(error?.diagnostics.map(\.code) == codes)
        #expect(try gap().first == "district 14000 14000 0 14000")
        #expect(try small.database.read { try Exchange.all(in: $0) }.isEmpty)
    }

    @Test func `a list is of one insurance`() throws {
        try apply()
        #expect(throws: Rejection.self) { _ = try take("1,district,1,V,2019-11-05\n", .pension) }
    }
}

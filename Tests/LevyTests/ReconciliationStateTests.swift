import Storage
import Testing

@testable import Levy

/// What a sheet for three seals may say, and that its numbers follow from each other.
@Suite struct ReconciliationStateTests {
    typealias Small = SmallCampaign
    static let now = XuechengData.now
    static let (november, december) = (XuechengData.day("2019-11-01"), XuechengData.day("2019-12-01"))

    /// Anna pays in November, Bert in December.
    private func paid() throws -> SmallCampaign {
        let small = try SmallCampaign()
        try small.evening("20191101", [Small.line("A", "20191101", Small.anna)])
        try small.evening("20191202", [Small.line("B", "20191202", Small.bert)])
        return small
    }

    private func state(_ small: SmallCampaign, _ month: CivilDate? = nil) throws -> ReconciliationState {
        try small.database.read {
            let totals = try small.campaign.reconciliationTotals(month: month, in: $0)
            return try ReconciliationState(small.campaign, month: month, totals: totals, in: $0)
        }
    }

    private func treasury(_ small: SmallCampaign) throws {
        let text =
            "入库日期,镇街代码,险种,笔数,金额分\n2019-11-01,370403101,居民医疗,1,28000\n2019-12-02,370403101,居民医疗,1,28000\n"
        _ = try small.database.write {
            try small.campaign.importTreasuryReceipts(
                SourceFile(name: "t.csv", bytes: Array(text.utf8)), on: XuechengData.yearEnd, in: $0,
                at: Self.now)
        }
    }

    private func post(_ rows: [String], _ small: SmallCampaign) throws {
        let text = "身份证号,所属期,金额\n" + rows.joined(separator: "\n")
        _ = try small.database.write {
            try Reconciliation.importPosting(
                SourceFile(name: "p.csv", bytes: Array(text.utf8)), .medical, party: "医保局", in: $0, at: Self.now)
        }
    }

    private static let (anna, bert) = ("\(Small.anna),2020,280", "\(Small.bert),2020,280")
    private static let poor = "\(Small.poor),2020,280"

    @Test func `nothing is agreed before the treasury and the bureaus have sent their lists`() throws {
        let small = try paid()
        #expect(try !state(small).isAgreed && !state(small).hasTreasury)
        try treasury(small)
        let waiting = try state(small)
        // Nobody has settled a pension: its bureau has nothing to send.
        #expect(waiting.hasTreasury && waiting.open.isEmpty && waiting.unposted == [.medical] && !waiting.isAgreed)
        try post([Self.anna, Self.bert], small)
        #expect(try state(small).isAgreed)
    }

    @Test func `an open difference of any list is not agreed until somebody decides, in its month`() throws {
        let small = try paid()
        try treasury(small)
        try post([Self.anna], small)
        #expect(try state(small).open.map(\.kind) == [.missingThere])
        #expect(try state(small, Self.november).isAgreed)
        #expect(try !state(small, Self.december).isAgreed)
        let subject = try #require(state(small).open.first?.subject)
        try small.database.write {
            try DecisionStore.add(
                Decision(
                    subject: subject, verdict: "补记账", note: "", decidedBy: "甲", checkedBy: "乙", decidedAt: Self.now),
                in: $0)
        }
        let decided = try state(small, Self.december)
        #expect(decided.isAgreed && decided.differences.count == 1)
        // What belongs to no payment of ours belongs to no month: it is on every sheet.
        try post([Self.anna, Self.bert, "37040320190615001X,2020,280"], small)
        #expect(try state(small, Self.november).open.map(\.kind) == [.missingHere])
        #expect(try state(small, Self.december).open.map(\.kind) == [.missingHere])
    }

    @Test func `what a bureau posted is told by month, and the state's part beside it`() throws {
        let small = try paid()
        func posted(_ month: CivilDate? = nil, _ insurance: Insurance = .medical) throws -> PostedSums? {
            try small.database.read { try Reconciliation.posted(insurance, month: month, in: $0) }
        }
        #expect(try posted() == nil)
        try post([Self.anna, Self.bert, Self.poor], small)
        let all = try #require(try posted())
        #expect((all.count, all.fen, all.statePersons) == (2, 56_000, 1))
        #expect(all.receivedOn == Self.now.date)
        for month in [Self.november, Self.december] {
            let sums = try #require(try posted(month))
            #expect((sums.count, sums.fen, sums.statePersons) == (1, 28_000, 1))
        }
        #expect(try posted(nil, .pension) == nil)
        // Twice: the second is what the payers' money does not explain.
        try post([Self.anna, Self.bert, Self.poor, Self.poor + ".00"], small)
        #expect(try posted()?.fen == 84_000)
    }

    /// Everything that a bank line can be: settling, paid twice, paid for by the state, of another sum, of nobody,
    /// taken back in the next month, given back.
    private func mixed() throws -> SmallCampaign {
        let small = try SmallCampaign()
        try small.evening(
            "20191101",
            [
                Small.line("A", "20191101", Small.anna), Small.line("P", "20191101", Small.poor),
                Small.line("N", "20191101", "370403199001010010"), Small.line("W", "20191101", Small.bert, 20_000),
                Small.line("Y", "20191101", "11010519491231002X"), Small.line("Z", "20191101", "37040320190615001X"),
            ])
        try small.evening(
            "20191202",
            [
                Small.line("D", "20191202", Small.anna), Small.line("B", "20191202", Small.bert),
                Small.line("R", "20191202", "37040320190615001X", -28_000, back: "Z"),
                Small.line("U", "20191202", Small.bert, -28_000, back: "nothing"),
            ])
        let day = XuechengData.day("2019-12-05")
        try small.database.write { transaction in
            let id = try small.campaign.openRefund(
                serial: "Y", ground: "died", by: "甲", on: day, in: transaction, at: Self.now
            ).id
            try Refunds.apply(
                id,
                RefundApplication(holder: "乙一", account: "6217003414037583873", evidence: "证明", madeBy: "甲", day: day),
                in: transaction, at: Self.now)
            for (office, reviewer) in zip(RefundOffice.allCases, ["乙", "丙", "丁"]) {
                try Refunds.review(
                    id, RefundReview(office: office, isAgreed: true, reviewer: reviewer, note: "", day: day),
                    in: transaction, at: Self.now)
            }
        }
        return small
    }

    @Test(arguments: [nil, november, december])
    func `what settles and what does not is all that was collected`(month: CivilDate?) throws {
        let small = try mixed()
        let (totals, unsettled) = try small.database.read {
            (
                try small.campaign.reconciliationTotals(month: month, in: $0),
                try small.campaign.unsettled(month: month, in: $0)
            )
        }
        for total in totals {
            let rest = unsettled.filter { $0.insurance == total.insurance }
            #expect(total.collectedFen == total.settledFen + rest.reduce(0) { $0 + $1.fen })
            #expect(total.collectedCount == total.settledCount + rest.reduce(0) { $0 + $1.count })
        }
    }

    @Test func `each payment that settles nothing is told by why`() throws {
        let small = try mixed()
        func whys(_ month: CivilDate?) throws -> [UnsettledMoney.Why: Int] {
            let found = try small.database.read { try small.campaign.unsettled(month: month, in: $0) }
            return Dictionary(uniqueKeysWithValues: found.map { ($0.why, $0.fen) })
        }
        #expect(
            try whys(nil) == [
                .exception(.paidThoughStatePaid): 28_000, .exception(.double): 28_000,
                .exception(.amountMismatch): 20_000, .exception(.notOnRoster): 28_000,
                .exception(.reversalUnmatched): -28_000, .refunded: 28_000, .takenBack: 0,
            ])
        #expect(try whys(Self.november)[.takenBack] == 28_000 && whys(Self.november)[.exception(.double)] == nil)
        #expect(try whys(Self.december)[.takenBack] == -28_000)
    }
}

import Diagnostics
import Storage
import Testing

@testable import Levy

/// Budgets beside what was asked and came, the treasury's vouchers and what is awaited, cases sent back, receipts that
/// are printed.
@Suite struct BooksTests {
    private typealias Small = SmallCampaign
    private static let now = Instant(XuechengData.day("2019-12-31"), hour: 9)

    private static func day(_ text: String) -> CivilDate { XuechengData.day("2019-" + text) }

    private func codes(_ body: () throws -> Void) throws -> [String] {
        do {
            try body()
            return []
        } catch let rejection as Rejection { return rejection.diagnostics.map(\.code) }
    }

    // MARK: Budgets

    private func enter(
        _ small: SmallCampaign, _ fen: Int, bearer: String = "state", _ due: String = "12-15", checker: String = "乙"
    ) throws -> [String] {
        try codes {
            try small.database.write {
                try small.campaign.enterBudget(
                    BudgetEntry(
                        insurance: .medical, bearer: bearer, specialClass: "", fen: fen, document: "财社〔2019〕\(fen)号",
                        day: Self.day("11-01"), due: Self.day(due)), by: "甲", checker: checker, in: $0, at: Self.now)
            }
        }
    }

    private func view(_ small: SmallCampaign, _ day: String) throws -> [BudgetView.Row] {
        try small.database.read { try small.campaign.budgetView(on: Self.day(day), in: $0).rows }
    }

    @Test func `a budget stands beside what was asked and what came, and is late after its day`() throws {
        let small = try SmallCampaign()
        #expect(try enter(small, 30_000, bearer: "mars") == ["budget.bearer"])
        #expect(try enter(small, 0) == ["budget.sum"])
        #expect(try enter(small, 30_000, checker: "甲") == ["remittance.same-person"])
        #expect(try enter(small, 30_000).isEmpty)
        #expect(try enter(small, -40_000) == ["budget.negative"])
        #expect(try enter(small, -1_000).isEmpty)
        #expect(try view(small, "11-05").map { $0.state(on: Self.day("11-05")) } == [.unasked])
        try small.database.write { transaction in
            _ = try StateMoney.apply(on: Self.day("11-10"), by: "甲", checker: "乙", in: transaction, at: Self.now)
            try StateMoney.receive(
                1, fen: 20_000, from: "state", voucher: "V1", by: "甲", on: Self.day("12-10"), in: transaction,
                at: Self.now)
        }
        let row = try #require(try view(small, "12-15").first)
        #expect(row.budgetFen == 29_000 && row.askedFen == 28_000 && row.paidFen == 20_000 && row.openFen == 8_000)
        #expect(row.askedOn == Self.day("11-10") && row.paidOn == Self.day("12-10"))
        #expect(row.state(on: Self.day("12-15")) == .awaited)
        #expect(row.state(on: Self.day("12-20")) == .late && row.daysLate(on: Self.day("12-20")) == 5)
        try small.database.write {
            try StateMoney.receive(
                1, fen: 8_000, from: "state", voucher: "V2", by: "甲", on: Self.day("12-21"), in: $0, at: Self.now)
        }
        #expect(try view(small, "12-22").map { $0.state(on: Self.day("12-22")) } == [.paid])
        // As of an earlier day the later money is not there.
        #expect(try view(small, "12-20").map(\.openFen) == [8_000])
    }

    // MARK: Treasury

    @Test func `the treasury's own heads and yuan are read, with vouchers, and what is awaited has its days`() throws {
        let small = try SmallCampaign()
        try small.evening(
            "20191101", [Small.line("S1", "20191101", Small.anna), Small.line("S2", "20191101", Small.bert)])
        var mapping = SenderMapping()
        mapping.sender = "国库"
        let fields: [(String, ColumnName)] = [
            ("到库日", .day), ("镇街代码", .townCode), ("险种", .insurance), ("笔数", .count), ("元", .yuan), ("税票号", .taxVoucher),
        ]
        mapping.columns = fields.map { SenderMapping.Column(head: $0.0, field: $0.1) }
        func importing(_ rows: String) throws -> [String] {
            let text = "到库日,镇街代码,险种,笔数,元,税票号\n" + rows
            return try codes {
                _ = try small.database.write {
                    try small.campaign.importTreasuryReceipts(
                        SourceFile(name: "t.csv", bytes: Array(text.utf8)), mapping: mapping, on: Self.now.date, in: $0,
                        at: Self.now)
                }
            }
        }
        func awaited() throws -> [AwaitedMoney] {
            try small.database.read {
                try small.campaign.awaited(through: Self.day("11-08"), dueOn: { $0.adding(days: 3) }, in: $0)
            }
        }
        #expect(try awaited().map(\.fen) == [56_000])
        #expect(
            try importing("2019-11-01,370403101,居民医疗,1,280.00,T1\n2019-11-01,370403101,居民医疗,1,280.00,T1\n")
                == ["posting.voucher-twice"])
        #expect(
            try importing("2020-01-01,370403101,居民医疗,1,280.00,\n2019-11-01,370403777,居民医疗,1,280.00,\n")
                == ["posting.treasury-day", "posting.treasury-town"])
        #expect(try importing("2019-11-01,370403101,居民医疗,1,280.00,T1\n").isEmpty)
        let left = try #require(try awaited().first)
        #expect(left.fen == 28_000 && left.daysWaited(on: Self.day("11-08")) == 7)
        let states = ["11-03", "11-04", "11-05"].map { left.state(on: Self.day($0)) }
        #expect(states == [.waiting, .due, .late])
        #expect(
            try importing(
                "2019-11-01,370403101,居民医疗,1,280.00,T2\n2019-11-01,370403101,居民医疗,1,280.00,T3\n").isEmpty)
        #expect(try awaited().isEmpty)
        // The later list counts, with its vouchers.
        let numbers = try small.database.read { try small.campaign.treasuryVouchers(in: $0).map(\.number) }
        #expect(numbers == ["T2", "T3"])
    }

    // MARK: Refunds

    @Test func `a case that is sent back is no refusal, and the next one goes on`() throws {
        let small = try SmallCampaign()
        try small.evening(
            "20191101", [Small.line("S1", "20191101", Small.bert), Small.line("S2", "20191101", Small.bert)])
        let application = RefundApplication(
            holder: "贝特", account: "6222021001116245702", evidence: "凭证", madeBy: "甲", day: Self.day("12-03"))
        let next = try small.database.write { transaction in
            try small.campaign.openDueRefunds(on: Self.day("12-03"), in: transaction, at: Self.now)
            try Refunds.apply(1, application, in: transaction, at: Self.now)
            return try small.campaign.sendBackRefund(
                1, .tax, note: "户名不符", by: "丁", on: Self.day("12-04"), in: transaction, at: Self.now)
        }
        #expect(next.state == .opened && next.follows == 1 && next.serial == "S2")
        let cases = try small.database.read { try Refunds.all(in: $0) }
        #expect(cases.map(\.state) == [.returned, .opened] && cases[0].isOver)
        let again = try codes {
            try small.database.write {
                try Refunds.apply(next.id, application, in: $0, at: Self.now)
                _ = try small.campaign.sendBackRefund(
                    1, .tax, note: "x", by: "丁", on: Self.day("12-04"), in: $0, at: Self.now)
            }
        }
        #expect(again == ["refund.not-now"])
        #expect(
            try codes {
                _ = try small.database.write {
                    try small.campaign.sendBackRefund(
                        next.id, .tax, note: " ", by: "丁", on: Self.day("12-04"), in: $0, at: Self.now)
                }
            } == ["refund.not-now"])
    }

    // MARK: Receipts

    @Test func `a printed number is used up, printed again it says so, and nobody else gets it`() throws {
        let small = try SmallCampaign()
        let ends = (try #require(ReceiptNumber("LA0001")), try #require(ReceiptNumber("LA0020")))
        let range = try #require(ReceiptRange(from: ends.0, to: ends.1))
        try small.database.write { transaction in
            try AgentReceipts.deliver(range, day: Self.day("11-01"), note: "", by: "库管", in: transaction, at: Self.now)
            try AgentReceipts.issue(
                range, village: Small.village, day: Self.day("11-01"), by: "库管", in: transaction, at: Self.now)
        }
        func issued(
            _ number: String, _ person: String? = nil, fen: Int? = nil, method: String = "现金"
        ) throws -> AgentReceiptPrints.Printed {
            let receipt = try #require(ReceiptNumber(number))
            return try small.database.write {
                try AgentReceiptPrints.issue(
                    receipt,
                    taking: person.map {
                        AgentReceiptPrints.Taking(citizenID: $0, insurance: .medical, fen: fen, method: method)
                    }, onForm: false, by: "甲", on: Self.day("11-05"), in: $0, at: Self.now)
            }
        }
        let first = try issued("LA0001", Small.anna)
        #expect(first.collection.fen == 28_000 && first.name == "安娜" && !first.isAgain && first.doubts.isEmpty)
        #expect(try issued("LA0001").isAgain)
        let fate = try small.database.read { try AgentReceiptStore.ended(ends.0, in: $0)?.fate }
        #expect(fate == .used)
        #expect(try codes { _ = try issued("LA0001", Small.bert) } == ["receipt.used"])
        #expect(try codes { _ = try issued("LA0002") } == ["receipt.nothing"])
        #expect(try codes { _ = try issued("LA0099", Small.bert) } == ["stock.not-issued"])
        #expect(try codes { _ = try issued("LA0002", Small.poor) } == ["receipt.not-due"])
        #expect(try codes { _ = try issued("LA0002", "370403198001010019") } == ["posting.number"])
        #expect(try codes { _ = try issued("LA0002", Small.bert, method: "刷脸") } == ["remittance.unknown-method"])
        #expect(try issued("LA0002", Small.bert, fen: 100).doubts.map(\.code) == ["remittance.doubt-amount"])
        try small.database.write {
            try Remittances.void(
                ends.0, cause: "写错", day: Self.day("11-06"), by: "甲", checker: "乙", in: $0, at: Self.now)
        }
        #expect(try codes { _ = try issued("LA0001") } == ["receipt.void"])
        try LedgerCheck.check(small.database)
    }
}

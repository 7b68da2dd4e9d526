import Diagnostics
import Storage
import Testing

@testable import Levy

/// Agents' receipts and money.
@Suite struct RemittanceTests {
    typealias Small = SmallCampaign
    static let now = Instant(XuechengData.day("2019-12-31"), hour: 9)
    static let day = XuechengData.day("2019-11-01")

    private func range(_ first: String, _ last: String) throws -> ReceiptRange {
        let ends = (try #require(ReceiptNumber(first)), try #require(ReceiptNumber(last)))
        return try #require(ReceiptRange(from: ends.0, to: ends.1))
    }

    private func collection(_ receipt: String, _ day: String = "2019-11-01", fen: Int = 28_000) throws
        -> AgentCollection
    {
        AgentCollection(
            village: Small.village, day: XuechengData.day(day), receipt: try #require(ReceiptNumber(receipt)),
            citizenID: Small.anna, insurance: .medical, fen: fen, method: "现金")
    }

    /// A village with the receipts LA0001 to LA0020 in its agent's hands.
    private func issued() throws -> SmallCampaign {
        let small = try SmallCampaign()
        try small.database.write { transaction in
            try AgentReceipts.deliver(
                range("LA0001", "LA0100"), day: Self.day, note: "", by: "库管", in: transaction, at: Self.now)
            try AgentReceipts.issue(
                range("LA0001", "LA0020"), village: Small.village, day: Self.day, by: "库管", in: transaction,
                at: Self.now)
        }
        return small
    }

    private func code<Result>(_ body: () throws -> Result) throws -> String? {
        do {
            _ = try body()
            return nil
        } catch let rejection as Rejection { return rejection.diagnostics.first?.code }
    }

    @Test func `numbers are read as they are printed`() throws {
        let number = try #require(ReceiptNumber("LA-2019-00001234"))
        #expect(number.text == "LA-2019-00001234")
        #expect(try range("LA0001", "LA0020").text == "LA0001–LA0020")
        #expect(try range("7", "7").count == 1)
        for text in ["", "LA", "LA0000", "X1234567890123"] { #expect(ReceiptNumber(text) == nil) }
        for (first, last) in [("LA0002", "LA0001"), ("LA0001", "LB0002"), ("LA001", "LA0002")] {
            let ends = (try #require(ReceiptNumber(first)), try #require(ReceiptNumber(last)))
            #expect(ReceiptRange(from: ends.0, to: ends.1) == nil)
        }
    }

    @Test func `a number goes one way, once`() throws {
        let small = try issued()
        func issue(_ first: String, _ last: String, _ village: String = Small.other) throws -> String? {
            try code {
                try small.database.write {
                    try AgentReceipts.issue(
                        range(first, last), village: village, day: Self.day, by: "库管", in: $0, at: Self.now)
                }
            }
        }
        #expect(try issue("LA0020", "LA0030") == "stock.issued")
        #expect(try issue("LA0090", "LA0101") == "stock.not-delivered")
        #expect(try issue("LA0021", "LA0030", "370403101999") == "stock.village")
        #expect(try issue("LA0021", "LA0030") == nil)
        func end(_ number: String, _ fate: ReceiptFate) throws -> String? {
            try code {
                try small.database.write {
                    try AgentReceipts.end(
                        range(number, number), as: fate, day: Self.day, note: "", by: "甲", in: $0, at: Self.now)
                }
            }
        }
        #expect(try end("LA0003", .void) == nil)
        for fate in ReceiptFate.allCases { #expect(try end("LA0003", fate) == "stock.ended") }
        #expect(try end("LA0031", .used) == "stock.not-issued")
        let again = try code {
            try small.database.write {
                try AgentReceipts.deliver(
                    range("LA0100", "LA0200"), day: Self.day, note: "", by: "库管", in: $0, at: Self.now)
            }
        }
        #expect(again == "stock.delivered")
    }

    /// What the store itself refuses, whatever program asks.
    @Test(arguments: [
        "INSERT INTO levy_stock_numbers VALUES ('LA-4', 1, 1, 'used', '2019-11-01', '', '甲', 0)",
        "INSERT INTO levy_stock_numbers VALUES ('LA-4', 21, 1, 'used', '2019-11-01', '', '甲', 0)",
        "INSERT INTO levy_stock_issues VALUES (9, 'LA-4', 20, 30, '\(Small.other)', '2019-11-01', '甲', 0)",
        "INSERT INTO levy_stock_issues VALUES (9, 'LA-4', 99, 101, '\(Small.other)', '2019-11-01', '甲', 0)",
        "INSERT INTO levy_stock_deliveries VALUES (9, 'LA-4', 50, 60, '2019-11-01', '', '甲', 0)",
        "INSERT INTO levy_stock_voids VALUES ('LA-4', 1, '', '2019-11-01', '甲', '甲', 0)",
        "UPDATE levy_stock_numbers SET fate = 'void'", "DELETE FROM levy_collections",
        """
        INSERT INTO levy_collections
        VALUES (9, '\(Small.village)', '2019-11-01', 'LA-4', 1, 'x', 'medical', 1, '现金', '甲', 0, '')
        """,
    ])
    func `the store refuses a second use and every change`(sql: String) throws {
        let small = try issued()
        try small.database.write {
            _ = try Remittances.collect(AgentSheetRows([collection("LA0001")]), by: "甲", in: $0, at: Self.now)
        }
        #expect(throws: StorageFailure.self) { try small.database.write { _ = try $0.execute(sql) } }
    }

    @Test func `a sheet is entered whole or not at all`() throws {
        let small = try issued()
        let head = "村居代码,收款日期,票据号,身份证号,险种,金额（元）,收款方式\n"
        func enter(_ rows: String) throws -> [String] {
            do {
                try small.database.write { transaction in
                    let file = SourceFile(name: "代收.csv", bytes: Array((head + rows).utf8))
                    _ = try Remittances.collect(file, by: "甲", in: transaction, at: Self.now)
                }
                return []
            } catch let rejection as Rejection { return rejection.diagnostics.map(\.code) }
        }
        let good = "\(Small.village),2019-11-01,LA0001,\(Small.anna),居民医疗,280,现金\n"
        #expect(
            try enter(good + "370403101999,2019-13-01,x,,车船税,0,\n") == [
                "stock.village", "levy.not-a-date", "remittance.receipt", "levy.not-an-id", "levy.payment.insurance",
                "remittance.sum", "remittance.method",
            ])
        #expect(try enter(good + good) == ["stock.ended"])
        #expect(
            try enter("\(Small.other),2019-11-01,LA0001,\(Small.anna),居民医疗,280,现金\n") == [
                "remittance.receipt-holder"
            ])
        #expect(try enter(good).isEmpty)
        #expect(try enter(good) == ["stock.ended"])
        try LedgerCheck.check(small.database)
    }

    @Test func `the stock of a month adds up, and gaps are told`() throws {
        let small = try issued()
        try small.database.write { transaction in
            try Remittances.collect(
                AgentSheetRows([collection("LA0001"), collection("LA0002"), collection("LA0006", "2019-12-02")]),
                by: "甲", in: transaction, at: Self.now)
            func end(_ first: String, _ last: String, _ fate: ReceiptFate, _ day: String) throws {
                try AgentReceipts.end(
                    range(first, last), as: fate, day: XuechengData.day(day), note: "", by: "甲", in: transaction,
                    at: Self.now)
            }
            try end("LA0003", "LA0003", .void, "2019-11-20")
            try end("LA0019", "LA0020", .returned, "2019-12-10")
            try end("LA0018", "LA0018", .lost, "2019-12-10")
            try Remittances.void(
                try #require(ReceiptNumber("LA0002")), cause: "写错", day: XuechengData.day("2019-12-03"), by: "甲",
                checker: "乙", in: transaction, at: Self.now)
        }
        func line(_ first: String, _ last: String) throws -> StockLine {
            let report = try small.database.read {
                try AgentReceipts.report(from: XuechengData.day(first), to: XuechengData.day(last), in: $0)
            }
            #expect(report.delivered == 100 && report.office == 80)
            return try #require(report.lines.first)
        }
        let november = try line("2019-11-01", "2019-11-30")
        #expect(november.opening == 0 && november.issued == 20 && november.used == 2 && november.void == 1)
        #expect(november.closing == 17 && november.gaps.isEmpty)
        let december = try line("2019-12-01", "2019-12-31")
        #expect(december.opening == 17 && december.issued == 0 && december.used == 1 && december.usedVoid == 1)
        #expect(december.returned == 2 && december.lost == 1 && december.closing == 13)
        #expect(december.gaps.map(\.text) == ["LA0004–LA0005"])
        try LedgerCheck.check(small.database)
    }

    /// Collections of 280 yuan a day; what is deposited; and how the clock stands on a day. The limits are three days
    /// or 1,000 yuan.
    struct ClockCase: Sendable, CustomTestStringConvertible {
        let collected: [String]
        var deposited: [(day: String, fen: Int)] = []
        let on: String
        let state: RemittanceClock.State
        var dueOn: String?
        var testDescription: String { "\(collected) \(deposited) \(on)" }
    }

    static let clocks = [
        ClockCase(collected: [], on: "2019-11-05", state: .idle),
        ClockCase(collected: ["2019-11-04"], on: "2019-11-04", state: .running, dueOn: "2019-11-07"),
        ClockCase(collected: ["2019-11-04"], on: "2019-11-06", state: .near, dueOn: "2019-11-07"),
        ClockCase(collected: ["2019-11-04"], on: "2019-11-07", state: .due, dueOn: "2019-11-07"),
        ClockCase(collected: ["2019-11-04"], on: "2019-11-08", state: .late, dueOn: "2019-11-07"),
        // Three collections are 840 yuan, more than four fifths; four reach the sum.
        ClockCase(
            collected: ["2019-11-04", "2019-11-04", "2019-11-04"], on: "2019-11-04", state: .near, dueOn: "2019-11-07"),
        ClockCase(
            collected: ["2019-11-04", "2019-11-04", "2019-11-05", "2019-11-05"], on: "2019-11-05", state: .due,
            dueOn: "2019-11-05"),
        // The first day's money is gone: the clock begins with the second's.
        ClockCase(
            collected: ["2019-11-04", "2019-11-05"], deposited: [("2019-11-05", 28_000)], on: "2019-11-07",
            state: .near, dueOn: "2019-11-08"),
        // A deposit of a later day does not help on an earlier one.
        ClockCase(
            collected: ["2019-11-04"], deposited: [("2019-11-09", 28_000)], on: "2019-11-08", state: .late,
            dueOn: "2019-11-07"),
        ClockCase(
            collected: ["2019-11-04"], deposited: [("2019-11-06", 28_000)], on: "2019-11-08", state: .idle),
    ]

    @Test(arguments: clocks)
    func `the clock runs by days or by the sum, whichever comes first`(clock: ClockCase) throws {
        let small = try issued()
        try small.database.write { transaction in
            for (index, day) in clock.collected.enumerated() {
                try Remittances.collect(
                    AgentSheetRows([collection("LA000\(index + 1)", day)]), by: "甲", in: transaction,
                    at: Self.now)
            }
            for (index, deposit) in clock.deposited.enumerated() {
                try Remittances.record(
                    Remittance(
                        village: Small.village, kind: .deposit, day: XuechengData.day(deposit.day), fen: deposit.fen,
                        slip: "D\(index)"), by: "甲", in: transaction, at: Self.now)
            }
        }
        let limit = RemittanceLimit(days: 3, fen: 100_000)
        let limits = RemittanceLimits(deposit: limit, settlement: limit) { $0.adding(days: $1) }
        let status = try small.database.read {
            try Remittances.status(on: XuechengData.day(clock.on), limits, in: $0).first
        }
        #expect((status?.deposit.state ?? .idle) == clock.state)
        #expect(status?.deposit.dueOn?.iso == clock.dueOn)
        try LedgerCheck.check(small.database)
    }

    @Test func `no more goes on than there is, and a slip counts once`() throws {
        let small = try issued()
        try small.database.write {
            _ = try Remittances.collect(
                AgentSheetRows([collection("LA0001"), collection("LA0002")]), by: "甲", in: $0, at: Self.now)
        }
        func record(_ kind: Remittance.Kind, _ fen: Int, _ slip: String) throws -> String? {
            try code {
                try small.database.write {
                    try Remittances.record(
                        Remittance(village: Small.village, kind: kind, day: Self.day, fen: fen, slip: slip), by: "甲",
                        in: $0, at: Self.now)
                }
            }
        }
        #expect(try record(.declaration, 1, "S1") == "remittance.too-much")
        #expect(try record(.deposit, 56_001, "D1") == "remittance.too-much")
        #expect(try record(.deposit, 28_000, "D1") == nil)
        #expect(try record(.deposit, 28_000, "D1") == "remittance.slip")
        #expect(try record(.declaration, 28_000, "S1") == nil)
        #expect(try record(.certificate, 28_000, "Z1") == nil)
        #expect(try record(.certificate, 1, "Z2") == "remittance.too-much")
        let void = { (number: String, checker: String) in
            try self.code {
                try small.database.write {
                    try Remittances.void(
                        try #require(ReceiptNumber(number)), cause: "错", day: Self.day, by: "甲", checker: checker,
                        in: $0, at: Self.now)
                }
            }
        }
        #expect(try void("LA0001", "甲") == "remittance.same-person")
        #expect(try void("LA0009", "乙") == "remittance.unknown-receipt")
        #expect(try void("LA0001", "乙") == nil)
        #expect(try void("LA0001", "乙") == "stock.void-already")
        // What is left was deposited.
        #expect(try void("LA0002", "乙") == "remittance.gone")
        let balances = try small.database.read { try Ledger.balances(by: .account, in: $0) }
        #expect(
            balances.filter { [.agentCash, .specialAccount].contains($0.account) }.allSatisfy { $0.fen == 0 })
        try LedgerCheck.check(small.database)
    }

    @Test func `a refusal is late after twenty-four hours`() throws {
        let small = try SmallCampaign()
        let refused = Instant(Self.day, hour: 9)
        for (hours, isLate) in [(24, false), (25, true)] {
            let refusal = PaymentRefusal(
                village: Small.village, citizenID: Small.bert, reason: "外出务工", refusedAt: refused,
                reportedAt: refused.adding(milliseconds: Int64(hours) * 3_600_000))
            #expect(refusal.isLate == isLate)
            try small.database.write { try Remittances.report(refusal, by: "甲", in: $0) }
        }
        #expect(try small.database.read { try Remittances.refusals(in: $0).count } == 2)
    }
}

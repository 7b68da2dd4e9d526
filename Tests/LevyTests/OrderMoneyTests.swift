import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Levy

/// What is paid on orders (核定单): receipts, the ledger, and the obligations that an order takes the place of.
struct OrderMoneyTests {
    private let small: SmallCampaign
    private var database: Database { small.database }
    private var campaign: Campaign { small.campaign }
    private static let anna = SmallCampaign.anna

    init() throws {
        let policy = LevyPolicy(
            rules: try RuleSamples.book("xuecheng-2019"), asOf: XuechengData.day("2019-10-28"), medicalPeriod: 2020,
            pensionPeriod: 2019, receiptPrefix: "XC2019")
        small = try SmallCampaign(policy: policy)
    }

    @discardableResult
    private func order(
        _ insurance: Insurance, _ type: PaymentType, tier: Int? = nil, years: [Int]? = nil,
        on day: String = "2020-02-03"
    ) throws -> AssessmentOrder {
        try database.write { transaction in
            let order = try campaign.registerOrder(
                OrderRequest(
                    citizenID: Self.anna, insurance: insurance, type: type, periods: years,
                    tierFen: tier.map { $0 * 100 }), on: XuechengData.day(day), by: "窗口", in: transaction)
            return try campaign.assessOrder(
                order.number, bureau: "区局", payBy: XuechengData.day("2020-03-31"),
                on: XuechengData.day("2020-02-04"), by: "经办", checker: "复核", in: transaction, at: XuechengData.now)
        }
    }

    private func line(_ serial: String, _ day: String, _ fen: Int = 80_000, back: String = "") -> String {
        SmallCampaign.line(serial, day, Self.anna, fen, back: back)
    }

    private func obligations() throws -> [String] {
        try database.read {
            try $0.rows(
                """
                SELECT insurance, own_fen, cause FROM levy_standing_obligations WHERE citizen_id = $1
                ORDER BY insurance
                """, [Value(Self.anna)])
        }.map { "\($0.text("insurance")) \($0.int("own_fen"))" }
    }

    private func entries() throws -> [String] {
        try database.read { try Ledger.entries(person: Self.anna, limit: 100, in: $0) }
            .map { "\($0.event.kind.rawValue) \($0.event.fen) \($0.event.document)" }
            .filter { !$0.hasPrefix("raised") && !$0.hasPrefix("paid") }
    }

    private func receipts() throws -> [Receipt] {
        try database.read { try ReceiptStore.receipts(of: Self.anna, in: $0) }
    }

    private func verify() throws { _ = try database.read { try Ledger.verify(in: $0) } }

    private func due() throws -> Int {
        let balances = try database.read { try Ledger.balances(by: .person, in: $0) }
        return balances.filter { $0.account == .dueOwn && $0.of == Self.anna }.reduce(0) { $0 + $1.fen }
    }

    @Test func `an order that is paid has a receipt and stands in the ledger, and the roster asks no more`() throws {
        let paid = try order(.medical, .outOfWindow)
        #expect(try due() == 28_000 + 30_000 + 80_000)
        try small.evening("20200205", [line("A1", "20200205")])
        let receipt = try #require(try receipts().first)
        #expect(receipt.number == "XC2019H0000001" && receipt.order == paid.number && receipt.years == [2020])
        #expect(receipt.fen == 80_000 && receipt.totalFen == 80_000 && receipt.stateFen == 0)
        #expect(
            try entries() == [
                "order-raised 80000 \(paid.number)", "withdrawn-own 28000 ", "order-settled 80000 XC2019H0000001",
            ])
        #expect(try obligations() == ["pension 30000"])
        #expect(try due() == 30_000)
        #expect(try database.read { try OrderMoneyStore.insured(.medical, asOf: nil, in: $0) }.values.reduce(0, +) == 1)
        try verify()
        // The roster, imported or corrected anew, does not ask for the year again.
        try database.write {
            _ = try campaign.adjustObligations(.medical, cause: "test", in: $0, at: XuechengData.now)
        }
        #expect(try obligations() == ["pension 30000"])
    }

    @Test func `what the bank takes back makes the receipt void and is owed again`() throws {
        let paid = try order(.medical, .outOfWindow)
        try small.evening("20200205", [line("A1", "20200205")])
        try small.evening("20200206", [line("A2", "20200206", -80_000, back: "A1")])
        #expect(try receipts().map(\.voidedOn) == [XuechengData.day("2020-02-06")])
        #expect(try obligations() == ["medical 28000", "pension 30000"])
        #expect(try due() == 28_000 + 30_000 + 80_000)
        #expect(try database.read { try OrderStore.order(number: paid.number, in: $0) }?.state == .assessed)
        #expect(try database.read { try OrderMoneyStore.insured(.medical, asOf: nil, in: $0) }.isEmpty)
        #expect(
            try database.read {
                try OrderMoneyStore.insured(.medical, asOf: XuechengData.day("2020-02-05"), in: $0)
            }.isEmpty, "the obligation stands again and counts for itself")
        try verify()
        try small.evening("20200207", [line("A3", "20200207")])
        #expect(try receipts().map(\.number) == ["XC2019H0000001", "XC2019H0000002"])
        #expect(try receipts().map(\.voidedOn) == [XuechengData.day("2020-02-06"), nil])
        #expect(try obligations() == ["pension 30000"])
        try verify()
    }

    @Test func `a payment of an order is refunded once, and then settles nothing`() throws {
        let paid = try order(.medical, .outOfWindow)
        try small.evening("20200205", [line("A1", "20200205")])
        try database.write { transaction in
            let (day, now) = (XuechengData.day("2020-02-06"), XuechengData.now)
            let refund = try campaign.openRefund(
                serial: "A1", ground: "double", by: "甲", on: day, grounds: RefundReason.usual, in: transaction, at: now)
            _ = try Refunds.apply(
                refund.id,
                RefundApplication(holder: "安娜", account: "6217003414037583873", evidence: "凭证", madeBy: "甲", day: day),
                in: transaction, at: now)
            for (office, reviewer) in zip(RefundOffice.allCases, ["乙", "丙", "丁"]) {
                try Refunds.review(
                    refund.id, RefundReview(office: office, isAgreed: true, reviewer: reviewer, note: "", day: day),
                    in: transaction, at: now)
            }
            #expect(try Refunds.payment(of: refund, in: transaction).receipt == "XC2019H0000001")
        }
        try small.evening("20200207", [SmallCampaign.line("B1", "20200207", SmallCampaign.bert, 1_000)])
        #expect(try database.read { try OrderStore.order(number: paid.number, in: $0) }?.state == .assessed)
        #expect(try receipts().count == 1)
        #expect(try database.read { try campaign.exceptions(in: $0) }.map(\.serial) == ["B1"])
        try verify()
    }

    @Test func `an order for earlier years leaves the roster's year alone, and names its years`() throws {
        try order(.pension, .policyArrears, tier: 500, years: [2016, 2017], on: "2019-11-05")
        try small.evening(
            "20200205", [line("A1", "20200205", 100_000).replacing("居民医疗", with: "居民养老")])
        #expect(try receipts().map(\.years) == [[2016, 2017]])
        #expect(try obligations() == ["medical 28000", "pension 30000"])
        try verify()
    }

    private func batch(_ key: String, _ insurance: Insurance) throws -> ReturnFile {
        try database.write {
            try campaign.makeReturn(
                insurance, encoding: .utf8, party: "局", key: key, in: $0, at: XuechengData.now)
        }
    }

    @Test func `an order is told to its bureau once, again when it was sent back or paid anew`() throws {
        try order(.pension, .policyArrears, tier: 500, years: [2016, 2017], on: "2019-11-05")
        #expect(try batch("1", .pension).count == 0)
        try small.evening(
            "20200205", [line("A1", "20200205", 100_000).replacing("居民医疗", with: "居民养老")])
        let file = try batch("2", .pension)
        #expect(file.count == 1 && file.totalFen == 100_000 && file.ownFen == 100_000 && file.stateFen == 0)
        let text = String(decoding: file.bytes, as: UTF8.self)
        #expect(text.contains("居民养老,2016、2017,1000.00,0.00,1000.00,20200205,微信,XC2019H0000001"))
        #expect(try batch("2", .pension).bytes == file.bytes)
        #expect(try batch("3", .pension).count == 0)
        let answer = SourceFile(
            name: "回执.csv", bytes: Array("身份证号,金额,处理结果,原因\n\(Self.anna),1000,退回,年限不符\n".utf8))
        let counts = try database.write {
            try Exchange.answer(answer, batch: file.batch, party: "局", in: $0, at: XuechengData.now)
        }
        #expect(counts == [.rejected: 1])
        #expect(try batch("4", .pension).count == 1)
        #expect(
            try database.read { try Exchange.history(of: Self.anna, in: $0) }.map(\.state) == [.rejected, .sent])
        #expect(try database.read { try Exchange.progress(in: $0) }.map(\.count) == [1, 1])
        for (serial, day, fen, back) in [("A2", "20200206", -100_000, "A1"), ("A3", "20200207", 100_000, "")] {
            try small.evening(day, [line(serial, day, fen, back: back).replacing("居民医疗", with: "居民养老")])
        }
        #expect(String(decoding: try batch("5", .pension).bytes, as: UTF8.self).contains("XC2019H0000002"))
    }

    @Test(arguments: [
        ("300,2019,", 1), ("1000,2016,", 1), ("1000,,", 1), (",,XC2019H0000001", 1), (",,", 2), ("1300,,", 2),
    ])
    func `an answer means the row with its receipt, its year or its sum, or all of the person's`(
        row: String, counted: Int
    ) throws {
        try order(.pension, .policyArrears, tier: 500, years: [2016, 2017], on: "2019-11-05")
        for (day, fen) in [("20191106", 30_000), ("20200205", 100_000)] {
            try small.evening(day, [line("A\(fen)", day, fen).replacing("居民医疗", with: "居民养老")])
        }
        let file = try batch("1", .pension)
        #expect(file.ownFen == 130_000)
        let answer = SourceFile(
            name: "回执.csv", bytes: Array("身份证号,处理结果,金额,所属期,凭证号\n\(Self.anna),已记账,\(row)\n".utf8))
        let counts = try database.write {
            try Exchange.answer(answer, batch: file.batch, party: "局", in: $0, at: XuechengData.now)
        }
        #expect(counts == [.posted: counted])
        let states = try database.read { try Exchange.history(of: Self.anna, in: $0) }.map(\.state)
        #expect(states.filter { $0 == .posted }.count == counted)
    }

    @Test func `a proof of payment has what was paid on orders, as long as it stands`() throws {
        try order(.pension, .policyArrears, tier: 500, years: [2016, 2017], on: "2019-11-05")
        try small.evening(
            "20200205", [line("A1", "20200205", 100_000).replacing("居民医疗", with: "居民养老")])
        func lines() throws -> [PaymentProof.Line] {
            try database.read { try PaymentProof.read(Self.anna, on: XuechengData.day("2020-02-08"), in: $0) }?.lines
                ?? []
        }
        let paid = try lines()
        #expect(paid.map(\.period) == ["2016、2017"] && paid.map(\.ownFen) == [100_000])
        #expect(paid.map(\.receipt) == ["XC2019H0000001"] && paid.map(\.stateFen) == [0])
        try small.evening(
            "20200206", [line("A2", "20200206", -100_000, back: "A1").replacing("居民医疗", with: "居民养老")])
        #expect(try lines().isEmpty)
    }

    @Test func `an order that is cancelled is owed no more`() throws {
        let cancelled = try order(.medical, .outOfWindow)
        try database.write {
            try campaign.cancelOrder(
                cancelled.number, reason: "登记有误", by: "窗口", checker: "复核", on: XuechengData.day("2020-02-05"), in: $0,
                at: XuechengData.now)
        }
        #expect(try due() == 28_000 + 30_000)
        #expect(try entries().last == "order-withdrawn 80000 \(cancelled.number)")
        try verify()
    }

    @Test(arguments: [
        "INSERT INTO levy_order_settlements VALUES (3, 'X', 1, 'A1', 80000, '2020-02-05', 0)",
        "INSERT INTO levy_order_settlements VALUES (2, 'X', 1, 'A2', 80000, '2020-02-05', 0)",
        "INSERT INTO levy_order_settlements VALUES (2, 'X', 1, 'A1', 1, '2020-02-05', 0)",
        "UPDATE levy_order_settlements SET fen = 1", "DELETE FROM levy_order_settlements",
    ])
    func `the store refuses a second payment, another sum, a gap and a change`(statement: String) throws {
        try order(.medical, .outOfWindow)
        try small.evening("20200205", [line("A1", "20200205"), line("A2", "20200205")])
        #expect(throws: StorageFailure.self) { try database.write { _ = try $0.execute(statement) } }
    }

    /// What is wrong in the tables of orders a verification finds.
    @Test func `a verification compares orders with the ledger`() throws {
        try order(.medical, .outOfWindow)
        try small.evening("20200205", [line("A1", "20200205")])
        try database.write { transaction in
            _ = try transaction.execute("INSERT INTO levy_order_reversals VALUES (1, 'X', '2020-02-06', 0)")
        }
        let error = #expect(throws: Rejection.self) { try verify() }
        #expect(error?.diagnostics.map(\.code) == ["ledger.differs"])
        #expect(error?.diagnostics.first?.arguments["what"] == "核定单已核销")
    }

    @Test func `orders that were paid before there were receipts get one`() throws {
        let scratch = try ScratchFolder()
        let path = scratch / "campaign.db"
        let old = LevySchema.migrations.filter { $0.name != "rules-3-order-money" }
        let before = try Database(path: path, migrations: old)
        try before.write { transaction in
            for statement in [
                "INSERT INTO levy_imports VALUES (1, 'payments', 'a.txt', 'x', 'imported', 1, NULL, 0)",
                """
                INSERT INTO levy_payment_lines VALUES
                    ('A1', 1, 1, '2020-02-05', '', '\(Self.anna)', '安娜', 'medical', 80000, '微信', NULL)
                """,
                """
                INSERT INTO levy_rule_sets VALUES (1, 'x', 'f', 'c', '2019-10-28', 2020, 2019, 'XC2019', 0)
                """,
                """
                INSERT INTO levy_orders VALUES
                    (1, '核1', '\(Self.anna)', '安娜', '', 'medical', 'out-of-window', '', '甲', '2020-02-03')
                """, "INSERT INTO levy_order_lines VALUES (1, 2020, 80000, 80000, 0)",
                """
                INSERT INTO levy_order_assessments VALUES (1, '局', 80000, '2020-03-31', '乙', '丙', '2020-02-04')
                """, "INSERT INTO levy_order_payments VALUES (1, 'A1', '2020-02-05')",
            ] { try transaction.execute(statement) }
        }
        try before.close()
        let database = try Database(path: path, migrations: LevySchema.migrations)
        let receipt = try #require(try database.read { try ReceiptStore.receipt(number: "XC2019H0000001", in: $0) })
        #expect(receipt.order == "核1" && receipt.issuedAt == Instant(XuechengData.day("2020-02-05"), hour: 19))
        try database.write { try Ledger.write(in: $0, at: XuechengData.now) }
        _ = try database.read { try Ledger.verify(in: $0) }
    }
}

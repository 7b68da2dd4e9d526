import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Levy

/// Money that goes back, and the state's money.
@Suite struct RefundTests {
    typealias Small = SmallCampaign
    static let now = XuechengData.now
    static let day = XuechengData.day("2019-12-05")
    /// Real lengths and check digits, nobody's numbers.
    static let card = "6217003414037583873"

    private func code<Result>(_ body: () throws -> Result) throws -> String? {
        do {
            _ = try body()
            return nil
        } catch let rejection as Rejection { return rejection.diagnostics.first?.code }
    }

    /// A double payment of Anna's, and a payment of one for whom the state pays.
    private func paid() throws -> SmallCampaign {
        let small = try SmallCampaign()
        try small.evening(
            "20191101",
            [
                Small.line("A", "20191101", Small.anna), Small.line("B", "20191101", Small.poor),
                Small.line("C", "20191101", Small.bert),
            ])
        try small.evening("20191102", [Small.line("D", "20191102", Small.anna)])
        return small
    }

    private func agree(_ id: Int, _ small: SmallCampaign, through count: Int = 3) throws {
        try small.database.write { transaction in
            try Refunds.apply(id, application(), in: transaction, at: Self.now)
            for (office, reviewer) in zip(RefundOffice.allCases, ["乙", "丙", "丁"]).prefix(count) {
                try Refunds.review(id, review(office, reviewer), in: transaction, at: Self.now)
            }
        }
    }

    private func application(_ account: String = card, by person: String = "甲") -> RefundApplication {
        RefundApplication(holder: "某", account: account, evidence: "凭证", madeBy: person, day: Self.day)
    }

    private func review(
        _ office: RefundOffice, _ reviewer: String, agrees: Bool = true, note: String = ""
    ) -> RefundReview {
        RefundReview(office: office, isAgreed: agrees, reviewer: reviewer, note: note, day: Self.day)
    }

    @Test func `what asks for a refund opens a case by itself, once`() throws {
        let small = try paid()
        for count in [2, 0] {
            let opened = try small.database.write {
                try small.campaign.openDueRefunds(on: Self.day, in: $0, at: Self.now)
            }
            #expect(opened.count == count)
        }
        let cases = try small.database.read { try Refunds.all(in: $0) }
        #expect(cases.map(\.ground) == ["state-paid", "double"])
        #expect(cases.map(\.serial) == ["B", "D"])
        #expect(cases.allSatisfy { $0.fen == 28_000 && $0.state == .opened })
    }

    @Test func `a refund takes six steps by different persons and is paid once, exactly`() throws {
        let small = try paid()
        try small.database.write { _ = try small.campaign.openDueRefunds(on: Self.day, in: $0, at: Self.now) }
        func pay(_ voucher: String, _ person: String) throws -> String? {
            try code {
                try small.database.write {
                    try Refunds.pay(1, voucher: voucher, by: person, on: Self.day, in: $0, at: Self.now)
                }
            }
        }
        func look(_ office: RefundOffice, _ person: String) throws -> String? {
            try code {
                try small.database.write { try Refunds.review(1, review(office, person), in: $0, at: Self.now) }
            }
        }
        #expect(try look(.tax, "乙") == "refund.not-now")
        for (account, wrong) in [
            (Self.card.dropLast() + "4", true), ("12345", true), ("", true), ("10123456789", false),
            (Self.card[...], false),
        ] {
            let found = try code {
                try small.database.write {
                    let remarks = try Refunds.apply(1, application(String(account)), in: $0, at: Self.now)
                    #expect(remarks.map(\.code).contains("refund.passbook") == (account.count == 11))
                }
            }
            #expect(found == (wrong ? "refund.account" : nil))
        }
        #expect(try look(.tax, "甲") == "refund.same-person")
        #expect(try look(.tax, "乙") == nil)
        #expect(try look(.tax, "戊") == "refund.office-again")
        #expect(try look(.insurance, "乙") == "refund.same-person")
        #expect(try look(.insurance, "丙") == nil)
        #expect(try pay("F1", "戊") == "refund.not-now")
        #expect(try look(.finance, "丁") == nil)
        #expect(try pay("F1", "丁") == "refund.same-person")
        #expect(try pay("F1", "戊") == nil)
        #expect(try pay("F2", "戊") == "refund.not-now")
        let refund = try small.database.read { try Refunds.find(1, in: $0) }
        #expect(refund.state == .paid)
        let kinds = try small.database.read {
            try Ledger.entries(person: Small.poor, limit: 99, in: $0).map(\.event.kind).suffix(2)
        }
        #expect(Array(kinds) == [.refundApproved, .refundPaid])
        // The first payment still settles; the second one's money is gone.
        #expect(try small.receipts("20191101").filter { $0.voidedOn == nil }.count == 2)
        try LedgerCheck.check(small.database)
    }

    @Test func `refunding a payment that settled takes the settlement back for good`() throws {
        let small = try paid()
        let id = try small.database.write {
            try small.campaign.openRefund(
                serial: "C", ground: "died", by: "甲", on: Self.day, in: $0, at: Self.now
            ).id
        }
        try agree(id, small)
        let late = try small.evening("20191206", [Small.line("E", "20191206", "11010519491231002X")])
        #expect(late.settled == 1)
        let open = try small.database.read {
            try $0.row("SELECT COUNT(*) AS n FROM levy_settled WHERE serial = 'C'")?.int("n")
        }
        #expect(open == 0)
        #expect(try small.receipts("20191101").filter { $0.voidedOn != nil }.map(\.serial) == ["C"])
        #expect(try !small.kinds().contains(.amountMismatch) && small.kinds().filter { $0 == .double }.count == 1)
        // A new payment of the same person settles again.
        #expect(try small.evening("20191207", [Small.line("F", "20191207", Small.bert)]).settled == 1)
    }

    @Test func `a case is opened for a payment that stands, once, in time, on a known ground`() throws {
        let small = try paid()
        try small.evening("20191103", [Small.line("R", "20191103", Small.bert, -28_000, back: "C")])
        func open(_ serial: String, _ ground: String, _ day: CivilDate = Self.day) throws -> String? {
            try code {
                try small.database.write {
                    try small.campaign.openRefund(
                        serial: serial, ground: ground, by: "甲", on: day, in: $0, at: Self.now)
                }
            }
        }
        #expect(try open("Z", "double") == "refund.unknown-payment")
        #expect(try open("R", "double") == "refund.unknown-payment")
        #expect(try open("A", "whim") == "refund.unknown-ground")
        #expect(try open("C", "double") == "refund.taken-back")
        #expect(try open("A", "died", XuechengData.day("2020-01-01")) == "refund.too-late")
        #expect(try open("A", "died", XuechengData.day("2019-12-31")) == nil)
        #expect(try open("A", "double") == "refund.twice")
        #expect(try open("D", "double", XuechengData.day("2020-03-01")) == nil)
    }

    @Test func `a year that money is collected in has grounds until the campaign closes`() throws {
        let small = try paid()
        let pension = Small.line("T", "20191103", Small.anna, 30_000).replacing("居民医疗", with: "居民养老")
        try small.evening("20191103", [pension])
        func open(_ serial: String, _ ground: String, _ day: String) throws -> String? {
            try code {
                try small.database.write {
                    try small.campaign.openRefund(
                        serial: serial, ground: ground, by: "甲", on: XuechengData.day(day),
                        closing: XuechengData.day("2019-12-20"), in: $0, at: Self.now)
                }
            }
        }
        #expect(try open("A", "tier-change", "2019-11-20") == "refund.other-insurance")
        for ground in ["tier-change", "died", "army", "other-scheme"] {
            #expect(try open("T", ground, "2019-12-21") == "refund.closed")
        }
        #expect(try open("T", "tier-change", "2019-12-20") == nil)
        // The medical year begins after the campaign: its cover counts, also while the campaign is closed.
        #expect(try open("A", "died", "2019-12-31") == nil)
        #expect(try open("C", "died", "2020-01-01") == "refund.too-late")
    }

    @Test func `the rules name grounds, limits and who has to agree`() throws {
        let text = String(decoding: try Project.bytes("workflows/xuecheng-2019/rules.yaml"), as: UTF8.self)
        func policy(_ text: String) throws -> LevyPolicy {
            LevyPolicy(
                rules: try RuleBook.read(text, file: "rules.yaml"), asOf: XuechengData.day("2019-10-28"),
                medicalPeriod: 2020, pensionPeriod: 2019)
        }
        let rules = try policy(text)
        let change = try #require(rules.refundReasons.first { $0.code == "tier-change" })
        #expect((change.name, change.until, change.insurance) == ("变更缴费档次", .beforeClosing, .pension))
        #expect(change.offices == RefundOffice.allCases)
        #expect(rules.coverStart(.medical) == XuechengData.day("2020-01-01") && rules.coverStart(.pension) == nil)
        #expect(rules.centralEnd(.pension) == XuechengData.day("2019-11-30"))
        #expect(rules.refundReasons.name("died") == "待遇开始前死亡" && rules.refundReasons.name("whim") == "whim")
        let all = "[tax-bureau, insurance-bureau, finance-bureau]"
        let few = try policy(text.replacing(all, with: "[human-resources, tax-bureau]")).refundReasons
        #expect(few.allSatisfy { $0.offices == [.tax, .insurance] })
        #expect(throws: Rejection.self) { try policy(text.replacing(all, with: "[mayor]")) }
    }

    @Test func `whom the rules ask agrees, and nobody else`() throws {
        let small = try paid()
        let grounds = [
            RefundReason(code: "slip", name: "笔误", until: .always, evidence: "", offices: [.tax, .finance])
        ]
        let id = try small.database.write {
            try small.campaign.openRefund(
                serial: "C", ground: "slip", by: "甲", on: Self.day, grounds: grounds, in: $0, at: Self.now
            ).id
        }
        func look(_ office: RefundOffice, _ person: String) throws -> String? {
            try code {
                try small.database.write { try Refunds.review(id, review(office, person), in: $0, at: Self.now) }
            }
        }
        try agree(id, small, through: 1)
        #expect(try look(.insurance, "丙") == "refund.office-unasked")
        #expect(throws: StorageFailure.self) {
            try small.database.write {
                _ = try $0.execute(
                    "INSERT INTO levy_refund_reviews VALUES (1, 'insurance', 'agreed', '丙', '', '2019-12-05', 0)")
            }
        }
        #expect(try look(.finance, "丁") == nil)
        let paid = try small.database.write {
            try Refunds.pay(id, voucher: "V", by: "戊", on: Self.day, in: $0, at: Self.now)
        }
        #expect(paid.state == .paid)
        #expect(try small.receipts("20191101").filter { $0.voidedOn != nil }.map(\.serial) == ["C"])
        _ = try small.database.read { try Ledger.verify(in: $0) }
    }

    /// What the store refuses, whatever program asks: case 1 is agreed to by 乙, 丙 and 丁, case 2 applied for by 甲.
    @Test(arguments: [
        "INSERT INTO levy_refund_payments VALUES (1, 27999, 'V', '戊', '2019-12-05', 0)",
        "INSERT INTO levy_refund_payments VALUES (1, 28000, 'V', '乙', '2019-12-05', 0)",
        "INSERT INTO levy_refund_payments VALUES (2, 28000, 'V', '戊', '2019-12-05', 0)",
        "INSERT INTO levy_refund_reviews VALUES (2, 'tax', 'agreed', '甲', '', '2019-12-05', 0)",
        "INSERT INTO levy_refund_reviews VALUES (1, 'tax', 'agreed', '己', '', '2019-12-05', 0)",
        "INSERT INTO levy_refund_applications VALUES (9, 1, '某', '1', '', '甲', '2019-12-05', 0)",
        "INSERT INTO levy_refund_cases SELECT 9, serial, ground, citizen_id, name, insurance, village, fen, '甲', "
            + "'2019-12-05', 0, NULL FROM levy_refund_cases WHERE id = 1",
        "INSERT INTO levy_refund_cases SELECT 9, serial, ground, citizen_id, name, insurance, village, fen, '甲', "
            + "'2019-12-05', 0, 1 FROM levy_refund_cases WHERE id = 1",
        "UPDATE levy_refund_cases SET fen = 1", "DELETE FROM levy_refund_reviews",
        "INSERT INTO levy_state_applications VALUES (9, 'medical', 'x', 1, 1, '2019-12-05', '甲', '甲', 0)",
    ])
    func `the store knows who may do what`(sql: String) throws {
        let small = try paid()
        try small.database.write { _ = try small.campaign.openDueRefunds(on: Self.day, in: $0, at: Self.now) }
        try agree(1, small)
        try agree(2, small, through: 0)
        #expect(throws: StorageFailure.self) { try small.database.write { _ = try $0.execute(sql) } }
    }

    @Test func `after a refusal the payment is applied for again`() throws {
        let small = try paid()
        try small.database.write { _ = try small.campaign.openDueRefunds(on: Self.day, in: $0, at: Self.now) }
        func reopen(_ id: Int) throws -> String? {
            try code {
                try small.database.write {
                    try small.campaign.reopenRefund(id, by: "甲", on: Self.day, in: $0, at: Self.now)
                }
            }
        }
        func look(_ id: Int, _ note: String) throws -> String? {
            try code {
                try small.database.write {
                    try Refunds.review(id, review(.tax, "乙", agrees: false, note: note), in: $0, at: Self.now)
                }
            }
        }
        #expect(try reopen(1) == "refund.not-now")
        try agree(1, small, through: 0)
        #expect(try look(1, " ") == "refund.no-reason")
        #expect(try look(1, "账户不是本人的") == nil)
        #expect(try reopen(1) == nil)
        #expect(try reopen(1) == "refund.twice")
        let next = try small.database.read { try Refunds.find(3, in: $0) }
        #expect((next.follows, next.serial, next.ground, next.state) == (1, "B", "state-paid", .opened))
        #expect(next.offices == RefundOffice.allCases && next.subject != "refund/state-paid/B")
        try agree(3, small)
        let paid = try small.database.write {
            try Refunds.pay(3, voucher: "V", by: "戊", on: Self.day, in: $0, at: Self.now)
        }
        #expect(paid.state == .paid)
        #expect(try reopen(3) == "refund.not-now")
        // Nothing is opened for it by itself again.
        let due = try small.database.write {
            try small.campaign.openDueRefunds(on: Self.day, in: $0, at: Self.now)
        }
        #expect(due.isEmpty)
        _ = try small.database.read { try Ledger.verify(in: $0) }
    }

    @Test func `a refusal ends a case`() throws {
        let small = try paid()
        try small.database.write { transaction in
            _ = try small.campaign.openDueRefunds(on: Self.day, in: transaction, at: Self.now)
            try Refunds.apply(1, application(), in: transaction, at: Self.now)
            try Refunds.review(1, review(.tax, "乙", agrees: false, note: "材料不全"), in: transaction, at: Self.now)
        }
        #expect(try small.database.read { try Refunds.find(1, in: $0).state } == .refused)
        let next = try code {
            try small.database.write { try Refunds.review(1, review(.finance, "丙"), in: $0, at: Self.now) }
        }
        #expect(next == "refund.not-now")
        try LedgerCheck.check(small.database)
    }

    @Test func `the state's part is asked for once and comes in parts`() throws {
        let small = try paid()
        let first = try small.database.write {
            try StateMoney.apply(on: Self.day, by: "甲", checker: "乙", in: $0, at: Self.now)
        }
        #expect(first.map(\.fen) == [28_000] && first.map(\.persons) == [1])
        let again = try small.database.write {
            try StateMoney.apply(on: Self.day, by: "甲", checker: "乙", in: $0, at: Self.now)
        }
        #expect(again.isEmpty)
        func receive(_ fen: Int, _ voucher: String, _ id: Int = 1) throws -> String? {
            try code {
                try small.database.write {
                    try StateMoney.receive(
                        id, fen: fen, voucher: voucher, by: "甲", on: Self.day, in: $0, at: Self.now)
                }
            }
        }
        #expect(try receive(20_000, "B1") == nil)
        #expect(try receive(8_000, "B1") == "state.voucher")
        #expect(try receive(8_001, "B2") == "state.too-much")
        #expect(try receive(1, "B2", 7) == "state.unknown")
        #expect(try receive(8_000, "B2") == nil)
        #expect(try small.database.read { try StateMoney.all(in: $0).map(\.openFen) } == [0])
        let balances = try small.database.read { try Ledger.balances(by: .account, in: $0) }
        let fen = Dictionary(uniqueKeysWithValues: balances.map { ($0.account, $0.fen) })
        #expect(fen[.dueState] == 0 && fen[.stateApplied] == 0 && fen[.stateFund] == 28_000)
        try LedgerCheck.check(small.database)
    }
}

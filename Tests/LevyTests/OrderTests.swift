import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Levy

/// Special payments, what is known of persons, and what is explained of them: the village of `SmallCampaign` under the
/// rules of Xuecheng.
struct OrderTests {
    private let small: SmallCampaign
    private var database: Database { small.database }
    private var campaign: Campaign { small.campaign }
    private static let anna = SmallCampaign.anna
    private static let child = "37040320190615001X"

    init() throws {
        let policy = LevyPolicy(
            rules: try RuleSamples.book("xuecheng-2019"), asOf: XuechengData.day("2019-10-28"), medicalPeriod: 2020,
            pensionPeriod: 2019)
        small = try SmallCampaign(policy: policy)
    }

    private func register(
        _ id: String, _ insurance: Insurance, _ type: PaymentType, on day: String, tier: Int? = nil, years: [Int]? = nil
    ) throws -> AssessmentOrder {
        try database.write { transaction in
            try campaign.registerOrder(
                OrderRequest(
                    citizenID: id, insurance: insurance, type: type, periods: years, tierFen: tier.map { $0 * 100 }),
                on: XuechengData.day(day), by: "窗口", in: transaction)
        }
    }

    private func assess(
        _ order: AssessmentOrder, _ maker: String = "经办", _ checker: String = "复核", payBy: String = "2020-03-31"
    ) throws -> AssessmentOrder {
        try database.write { transaction in
            try campaign.assessOrder(
                order.number, bureau: "区医保局", payBy: XuechengData.day(payBy), on: XuechengData.day("2020-02-04"),
                by: maker, checker: checker, in: transaction, at: XuechengData.now)
        }
    }

    private func back(_ id: String, tier: Int? = nil) throws -> (BackPayment?, String?) {
        try database.read { transaction in
            let person = try campaign.explain(person: id, in: transaction)
            let sheet = campaign.policy.sheet(.pension)
            let tierFen = tier.map { $0 * 100 }
            let refusal = sheet.noBackPayment(person.facts, name: "", on: person.day, tierFen: tierFen)
            return (
                sheet.backPayment(person.facts, on: person.day, tierFen: tierFen), refusal.diagnostics.first?.code
            )
        }
    }

    @Test func `who is over sixty and on no roster pays back at the window, his years unchecked`() throws {
        let id = String("370403195105010010".prefix(17))
        let number = id + String(UnicodeScalar(CitizenID.checkCharacter(Array(id.utf8)[...])))
        func register(_ village: String?, _ name: String?) throws -> AssessmentOrder {
            try database.write {
                try campaign.registerOrder(
                    OrderRequest(
                        citizenID: number, insurance: .pension, type: .overAge, tierFen: 50_000, newcomer: village),
                    name: name, on: XuechengData.day("2019-12-20"), by: "窗口", in: $0)
            }
        }
        #expect(code { _ = try register(nil, "新人") } == "explain.nobody")
        #expect(code { _ = try register("370403999999", "新人") } == "order.village")
        #expect(code { _ = try register(SmallCampaign.village, nil) } == "order.newcomer-name")
        let order = try register(SmallCampaign.village, "新人")
        #expect(order.name == "新人" && order.village == SmallCampaign.village && order.number == "核〔2019〕1号")
        #expect(order.note == AssessmentOrder.uncheckedYears)
        #expect(try back(number).0?.isChecked == false)
        let (none, why) = try back(number, tier: 700_000)
        #expect(none == nil && why == "order.back-tier")
        // A year's numbers begin with one, whatever came before.
        #expect(try self.register(Self.anna, .medical, .outOfWindow, on: "2020-02-03").number == "核〔2020〕1号")
        try database.write { try FactStore.addPaidYear(2012, .pension, of: number, source: "t", in: $0) }
        let (paid, reason) = try back(number)
        #expect(paid == nil && reason == "order.back-insured")
    }

    @Test func `who broke off is told only with a list of the year before`() throws {
        func watch() throws -> BreakWatch {
            try database.read { try campaign.breakWatch(.medical, on: XuechengData.day("2019-12-01"), in: $0) }
        }
        #expect(try watch().hasHistory == false)
        try database.write { try FactStore.addPaidYear(2019, .medical, of: Self.anna, source: "t", in: $0) }
        #expect(try watch().hasHistory && watch().persons.map(\.citizenID) == [Self.anna])
    }

    @Test(arguments: [
        ("810000199003070015", nil as String?, Residence.permit), ("810000199003070015", "2019-12-31", .permit),
        ("810000199003070015", "2019-01-31", .elsewhere), (OrderTests.anna, nil, .local),
    ])
    func `a permit of its own is no registration here`(id: String, until: String?, residence: Residence) throws {
        let roster = SourceFile(
            name: "m2.csv", bytes: Array("村居代码,姓名,身份证号码\n\(SmallCampaign.village),外宾,\(id)\n".utf8))
        try database.write { transaction in
            let sources = RosterSources(regions: nil, special: [], medical: roster, pension: nil, agents: nil)
            _ = try campaign.importRosters(sources, in: transaction, at: XuechengData.now)
            if let until {
                try FactStore.add(
                    PersonMark(.permit, until: XuechengData.day(until)), of: id, by: "甲", at: XuechengData.now,
                    in: transaction)
            }
        }
        let person = try database.read { try campaign.explain(person: id, in: $0) }
        #expect(person.facts.residence(on: XuechengData.day("2019-11-01")) == residence)
        let notes = person.determinations.flatMap(\.trace).map(\.note.code)
        #expect(notes.contains("rule.residence-document") == (residence == .permit && until == nil))
    }

    @Test func `an order is not sold at the price of another window`() throws {
        func assess(_ order: AssessmentOrder, on day: String, payBy: String) -> String? {
            code {
                _ = try database.write {
                    try campaign.assessOrder(
                        order.number, bureau: "区医保局", payBy: XuechengData.day(payBy), on: XuechengData.day(day),
                        by: "经办", checker: "复核", in: $0, at: XuechengData.now)
                }
            }
        }
        #expect(code { _ = try register(Self.anna, .medical, .outOfWindow, on: "2019-11-20") } == "order.in-window")
        let order = try register(Self.anna, .medical, .outOfWindow, on: "2019-12-20")
        #expect(order.ownFen == 28_000)
        // From January the budgets' part is the payer's own.
        #expect(assess(order, on: "2020-03-01", payBy: "2020-06-30") == "order.price")
        #expect(assess(order, on: "2019-12-21", payBy: "2020-01-01") == "order.price")
        #expect(assess(order, on: "2019-12-21", payBy: "2019-12-31") == nil)
    }

    private func evening(_ day: String, _ lines: [String]) throws {
        try small.evening(day, lines)
    }

    private func kinds() throws -> [String] {
        try database.read { try campaign.exceptions(in: $0) }.map { "\($0.kind.rawValue) \($0.serial)" }
    }

    private func code(_ body: () throws -> Void) -> String? {
        do { try body() } catch let rejection as Rejection { return rejection.diagnostics[0].code } catch {}
        return nil
    }

    @Test func `a late payment settles only against its order, at full cost`() throws {
        // The regular amount, late and without an order, settles nothing.
        try evening("20200203", [SmallCampaign.line("A1", "20200203", Self.anna)])
        #expect(try kinds() == ["without-order A1"])
        let order = try register(Self.anna, .medical, .outOfWindow, on: "2020-02-03")
        #expect(order.number == "核〔2020〕1号")
        #expect(order.lines == [AssessmentOrder.Line(period: 2020, totalFen: 80_000, ownFen: 80_000, subsidyFen: 0)])
        // Not yet assessed: the right amount does not settle it.
        try evening("20200204", [SmallCampaign.line("A2", "20200203", Self.anna, 80_000)])
        #expect(try database.read { try OrderStore.all(in: $0) }[0].state == .registered)
        #expect(try assess(order).state == .assessed)
        try evening("20200205", [SmallCampaign.line("A3", "20200205", Self.anna, 80_000)])
        let paid = try database.read { try OrderStore.all(in: $0) }[0]
        #expect(paid.state == .paid && paid.paidBy == "A3")
        // The order has paid the year: what was paid besides is too much, and goes back.
        #expect(try kinds() == ["double A1", "double A2"])
        // The same amount again is no second settlement.
        try evening("20200206", [SmallCampaign.line("A4", "20200206", Self.anna, 80_000)])
        #expect(try kinds().contains("double A4"))
        let explained = try database.read { try campaign.explain(person: Self.anna, in: $0) }.payments
        #expect(explained.map(\.exception) == [.double, .double, nil, .double])
    }

    @Test func `an order is paid until its last day, and what was taken back does not pay it`() throws {
        let order = try assess(try register(Self.anna, .medical, .outOfWindow, on: "2020-02-03"), payBy: "2020-02-10")
        try evening("20200211", [SmallCampaign.line("A1", "20200211", Self.anna, 80_000)])
        #expect(try database.read { try OrderStore.order(number: order.number, in: $0) }?.state == .assessed)
        try evening(
            "20200212",
            [
                SmallCampaign.line("A2", "20200210", Self.anna, 80_000),
                SmallCampaign.line("A3", "20200210", Self.anna, -80_000, back: "A2"),
            ])
        #expect(try database.read { try OrderStore.order(number: order.number, in: $0) }?.state == .assessed)
        try evening("20200213", [SmallCampaign.line("A4", "20200210", Self.anna, 80_000)])
        #expect(try database.read { try OrderStore.order(number: order.number, in: $0) }?.paidBy == "A4")
    }

    @Test func `three hands, and one open order for a person and insurance`() throws {
        let order = try register(Self.anna, .medical, .outOfWindow, on: "2020-02-03")
        for (maker, checker) in [("窗口", "复核"), ("经办", "经办"), ("经办", "窗口")] {
            #expect(code { _ = try assess(order, maker, checker) } == "order.same-person")
        }
        #expect(
            code { _ = try register(Self.anna, .medical, .outOfWindow, on: "2020-02-03") } == "order.open")
        _ = try assess(order)
        #expect(code { _ = try assess(order) } == "order.assessed")
        func cancel(_ checker: String?) throws {
            try database.write {
                try campaign.cancelOrder(
                    order.number, reason: "登记有误", by: "窗口", checker: checker, on: XuechengData.day("2020-02-05"),
                    in: $0, at: XuechengData.now)
            }
        }
        // What three persons made one alone does not undo.
        for checker in [nil, "窗口"] { #expect(code { try cancel(checker) } == "order.cancel-checker") }
        try cancel("复核")
        #expect(code { _ = try assess(order) } == "order.cancelled")
        #expect(try register(Self.anna, .medical, .outOfWindow, on: "2020-02-06").ordinal == 2)
        #expect(
            throws: StorageFailure.self,
            performing: { try database.write { try $0.execute("DELETE FROM levy_orders") } })
    }

    @Test func `what the rules do not allow is not registered`() throws {
        #expect(code { _ = try register(Self.anna, .medical, .regular, on: "2020-02-03") } == "order.not-special")
        #expect(code { _ = try register(Self.anna, .medical, .outOfWindow, on: "2021-02-03") } == "order.no-window")
        #expect(code { _ = try register(Self.anna, .pension, .outOfWindow, on: "2020-02-03") } == "order.no-tier")
        #expect(
            code { _ = try register(SmallCampaign.poor, .medical, .outOfWindow, on: "2020-02-03") }
                == "order.nothing-due")
        #expect(code { _ = try register("1", .medical, .outOfWindow, on: "2020-02-03") } == "explain.number")
        #expect(
            code { _ = try register("370403200302280011", .medical, .outOfWindow, on: "2020-02-03") }
                == "explain.nobody")
        #expect(
            code { _ = try register(Self.child, .pension, .outOfWindow, on: "2020-02-03", tier: 300) }
                == "order.ineligible")
    }

    // MARK: Back payment

    @Test func `missed years are paid at a tier of today, without subsidy`() throws {
        let order = try register(Self.anna, .pension, .breakArrears, on: "2019-11-05", tier: 500, years: [2018, 2016])
        #expect(order.lines.map(\.period) == [2016, 2018])
        #expect(order.lines.allSatisfy { $0.ownFen == 50_000 && $0.subsidyFen == 0 })
        #expect(order.ownFen == 100_000)
    }

    @Test(arguments: [
        ([2009], "order.year-not-open"), ([2019], "order.year-not-open"), ([2018, 2018], "order.too-many-years"),
    ])
    func `years that cannot be paid back`(years: [Int], expected: String) throws {
        #expect(
            code { _ = try register(Self.anna, .pension, .policyArrears, on: "2019-11-05", years: years) } == expected)
    }

    @Test(
        arguments: [
            // Birth, day, years paid, how many may be paid, the first open year.
            ("1959-10-28", "2019-10-28", [], 9, 2010), ("1959-10-29", "2019-10-28", [], 9, 2010),
            ("1980-01-01", "2019-10-28", [2011, 2012], 7, 2010), ("1998-05-01", "2019-10-28", [], 5, 2014),
            ("2003-10-28", "2019-10-28", [], 0, nil),
        ] as [(String, String, [Int], Int, Int?)])
    func `how many years are open`(birth: String, day: String, paid: [Int], allowed: Int, first: Int?) throws {
        var person = InsuredFacts(birth: XuechengData.day(birth), village: SmallCampaign.village)
        person.paidYears = [.pension: Set(paid)]
        let back = campaign.policy.sheet(.pension).backPayment(person, on: XuechengData.day(day))
        #expect(back?.allowed == allowed)
        #expect(back?.years.first == first)
        #expect(back?.tierFen == 30_000)
        #expect(back?.rule.id == (person.age(on: XuechengData.day(day)) >= 60 ? "over-sixty" : "missed-years"))
    }

    @Test func `who was insured before pays no arrears after sixty`() throws {
        var person = InsuredFacts(birth: XuechengData.day("1950-01-01"), village: SmallCampaign.village)
        person.paidYears = [.pension: [2015]]
        #expect(campaign.policy.sheet(.pension).backPayment(person, on: XuechengData.day("2019-10-28")) == nil)
    }

    // MARK: Explaining

    @Test func `an explanation has the rules, the rows and the payments`() throws {
        try evening("20191101", [SmallCampaign.line("A1", "20191101", Self.anna)])
        try evening("20191102", [SmallCampaign.line("A2", "20191102", Self.anna)])
        let anna = try database.read { try campaign.explain(person: " 370403198001010018 ", in: $0) }
        #expect(anna.name == "安娜")
        #expect(anna.rosterRows.map(\.file) == ["m.csv", "p.csv"])
        #expect(anna.obligations.map(\.settledBy) == ["A1", nil])
        #expect(anna.payments.map(\.exception) == [nil, .double])
        #expect(anna.payments.map(\.settles) == [true, false])
        #expect(anna.receipts.count == 1)
        #expect(anna.determinations.map(\.totalFen) == [28_000, 30_000])
        let poor = try database.read { try campaign.explain(person: SmallCampaign.poor, in: $0) }
        #expect(poor.obligations.map(\.helpers) == [[Part("aid-fund", 14_000), Part("district", 14_000)]])
        #expect(poor.facts.memberships.map(\.source) == ["特困.csv 2"])
        #expect(
            poor.determinations[0].parts == [Part("person", 0), Part("aid-fund", 14_000), Part("district", 14_000)])
    }

    /// What the explanation calls a payment is what the list of exceptions calls it.
    @Test func `explanations agree with the list of exceptions`() throws {
        try evening(
            "20191101",
            [
                SmallCampaign.line("A1", "20191101", Self.anna), SmallCampaign.line("A2", "20191101", Self.anna),
                SmallCampaign.line("B1", "20191101", SmallCampaign.bert, 20_000),
                SmallCampaign.line("P1", "20191101", SmallCampaign.poor),
                SmallCampaign.line("R1", "20191101", Self.child),
                SmallCampaign.line("R2", "20191101", Self.child, -28_000, back: "R1"),
                SmallCampaign.line("X1", "20191101", "370403200302280011"),
            ])
        try evening("20191205", [SmallCampaign.line("C1", "20191205", Self.child)])
        let listed = try kinds().sorted()
        let explained = try [Self.anna, SmallCampaign.bert, SmallCampaign.poor, Self.child, "370403200302280011"]
            .flatMap {
                id in
                try database.read { try campaign.explain(person: id, in: $0) }.payments.compactMap { payment in
                    payment.exception.map { "\($0.rawValue) \(payment.line.serial)" }
                }
            }
        #expect(explained.sorted() == listed)
        #expect(listed.count == 6)
    }

    @Test func `what is known of a person can be taken back, and counts until then`() throws {
        let mark = try database.write { transaction in
            try FactStore.add(
                PersonMark(.student, from: XuechengData.day("2019-09-01"), source: "教育局"), of: Self.anna, by: "张三",
                at: XuechengData.now, in: transaction)
        }
        let student = try database.read { try campaign.explain(person: Self.anna, in: $0) }
        #expect(student.determinations.map(\.outcome) == [.eligible, .ineligible])
        _ = try database.write {
            try FactStore.retract(mark: mark, reason: "已毕业", by: "张三", at: XuechengData.now, in: $0)
        }
        let after = try database.read { try campaign.explain(person: Self.anna, in: $0) }
        #expect(after.determinations.map(\.outcome) == [.eligible, .eligible])
        #expect(
            code {
                _ = try database.write {
                    try FactStore.retract(mark: mark, reason: "再撤", by: "张三", at: XuechengData.now, in: $0)
                }
            }
                == "fact.retracted-before")
        #expect(
            code {
                _ = try database.write {
                    try FactStore.retract(mark: 9, reason: "", by: "", at: XuechengData.now, in: $0)
                }
            }
                == "fact.no-mark")
    }

    @Test func `a newborn's parents and papers are checked`() throws {
        let first = try database.read { try campaign.explain(person: Self.child, in: $0) }
        #expect(first.determinations[0].outcome == .open)
        try database.write { transaction in
            try FactStore.addParent(
                Self.anna, of: Self.child, source: "户口簿", by: "张三", at: XuechengData.now, in: transaction)
            try FactStore.receive(
                paper: "birth-certificate", of: Self.child, on: XuechengData.day("2019-10-28"), by: "张三",
                in: transaction)
        }
        let second = try database.read { try campaign.explain(person: Self.child, in: $0) }
        #expect(second.determinations[0].outcome == .eligible)
        #expect(second.determinations[0].bring.map(\.id) == ["household-register"])
        #expect(second.papers.map(\.name) == ["出生医学证明"])
        func wrong(_ parent: String, _ child: String) -> String? {
            code {
                try database.write {
                    try FactStore.addParent(
                        parent, of: child, source: "", by: "", at: XuechengData.now, in: $0)
                }
            }
        }
        #expect(wrong(Self.child, Self.anna) == "fact.parent-too-young")
        #expect(wrong("1", Self.anna) == "fact.number")
    }

    // MARK: Lists

    @Test func `who paid last year and not this year is watched`() throws {
        try database.write { transaction in
            try FactStore.addPaidYear(2019, .medical, of: Self.anna, source: "上年", in: transaction)
            try FactStore.addPaidYear(2019, .medical, of: SmallCampaign.bert, source: "上年", in: transaction)
            try FactStore.addPaidYear(2018, .medical, of: Self.child, source: "上年", in: transaction)
        }
        func watch(_ day: String) throws -> BreakWatch {
            try database.read { try campaign.breakWatch(.medical, on: XuechengData.day(day), in: $0) }
        }
        #expect(try watch("2019-12-01").persons.map(\.name) == ["安娜", "贝特"])
        #expect(try watch("2019-12-01").nextReminder == XuechengData.day("2019-12-01"))
        #expect(try watch("2019-12-02").nextReminder == XuechengData.day("2019-12-17"))
        #expect(try watch("2019-12-29").nextReminder == nil)
        #expect(try watch("2020-01-02").daysLeft == -2)
        try evening("20191101", [SmallCampaign.line("A1", "20191101", Self.anna)])
        #expect(try watch("2019-12-01").persons.map(\.name) == ["贝特"])
        // With a history, who is not in it is new.
        let child = try database.read { try campaign.explain(person: "11010519491231002X", in: $0) }
        #expect(child.determinations[0].type == .firstTime)
    }

    @Test func `the gap of a village is told with its reasons`() throws {
        try evening("20191101", [SmallCampaign.line("A1", "20191101", Self.anna)])
        try database.write { transaction in
            for (id, reason) in [(SmallCampaign.bert, UnpaidReason.Reason.refuses), (SmallCampaign.bert, .moved)] {
                try UnpaidReasonStore.add(
                    UnpaidReason(
                        citizenID: id, insurance: .medical, reason: reason, note: "", by: "代办员",
                        on: XuechengData.day("2019-11-02")), in: transaction)
            }
            try FactStore.add(
                PersonMark(.employeeMedical, source: "职工名单"), of: "370403200302280011",
                village: SmallCampaign.other, by: "张三", at: XuechengData.now, in: transaction)
        }
        let rows = try database.read {
            try campaign.coverageGap(.medical, on: XuechengData.day("2019-11-05"), in: $0)
        }.rows
        // Of four: Anna paid, the state pays for one, one moved away, of the child nothing was asked.
        #expect(rows[0].target == 4 && rows[0].insured == 2 && rows[0].exempt == 1 && rows[0].gap == 1)
        #expect(rows[0].unpaid == [CoverageGap.Unpaid(reason: nil, count: 1)])
        #expect(rows[0].unknown == 0)
        #expect(rows[1].elsewhere == 1 && rows[1].gap == 0)
    }

    @Test func `coverage is that of the day, and nobody is missing whom the rules' ages keep out`() throws {
        try evening("20191101", [SmallCampaign.line("A1", "20191101", Self.anna)])
        func rows(_ insurance: Insurance, _ day: String) throws -> [CoverageGap.Row] {
            try database.read { try campaign.coverageGap(insurance, on: XuechengData.day(day), in: $0) }.rows
        }
        #expect(try rows(.medical, "2019-10-31").map(\.insured) == [1, 0])
        #expect(try rows(.medical, "2019-11-01").map(\.insured) == [2, 0])
        #expect(try rows(.medical, "2019-10-31")[0].unpaid == [CoverageGap.Unpaid(reason: nil, count: 3)])
        #expect(try rows(.medical, "2019-11-01")[0].unpaid == [CoverageGap.Unpaid(reason: nil, count: 2)])
        // A child of one village, and somebody of seventy in the other.
        #expect(try rows(.pension, "2019-11-05").map(\.exempt) == [1, 1])
        #expect(try rows(.pension, "2019-11-05").map(\.gap) == [3, 0])
        #expect(try rows(.medical, "2019-11-05").map(\.exempt) == [0, 0])
    }

    @Test func `each budget is asked for its part, to the fen of every person`() throws {
        try evening("20191101", [SmallCampaign.line("A1", "20191101", Self.anna)])
        let sheet = try database.read { try campaign.subsidySheet(in: $0) }
        let lines = sheet.rows.map { row in
            "\(row.insurance.rawValue) \(row.purpose.rawValue) \(row.specialClass ?? "–") "
                + "\(row.bearer) \(row.persons) \(row.fen)"
        }
        #expect(
            lines == [
                "medical aid 特困人员 district 1 14000", "medical aid 特困人员 aid-fund 1 14000",
                "medical subsidy 特困人员 central 1 31200", "medical subsidy 特困人员 province 1 10400",
                "medical subsidy 特困人员 city 1 2600", "medical subsidy 特困人员 district 1 7800",
                "medical subsidy – central 1 31200", "medical subsidy – province 1 10400",
                "medical subsidy – city 1 2600",
                "medical subsidy – district 1 7800",
            ])
        #expect(sheet.total(of: "district") == 14_000 + 2 * 7_800)
        #expect(sheet.households.map(\.fen) == [28_000])
        #expect(sheet.households.map(\.persons) == [1] && sheet.households.allSatisfy { !$0.townName.isEmpty })
        #expect(sheet.bearers.map(\.id) == ["central", "province", "city", "district", "aid-fund"])
        let medical = try database.read { try campaign.subsidySheet(of: .medical, in: $0) }
        #expect(medical.rows == sheet.rows && medical.households == sheet.households)
        let pension = try database.read { try campaign.subsidySheet(of: .pension, in: $0) }
        #expect(pension.rows.isEmpty && pension.households.isEmpty && pension.bearers.isEmpty)
    }

    @Test func `books of an earlier version take the new tables over rows in place`() throws {
        let scratch = try ScratchFolder()
        let path = scratch / "campaign.db"
        let old = LevySchema.migrations.filter { !$0.name.hasPrefix("rules-") }
        let before = try Database(path: path, migrations: old)
        _ = try before.write { transaction in
            try transaction.execute("INSERT INTO levy_series (name, last) VALUES ('receipt', 3)")
        }
        try before.close()
        let database = try Database(path: path, migrations: LevySchema.migrations)
        #expect(throws: Rejection.self) { try database.read { _ = try RuleSetStore.current(in: $0) } }
        try database.write { try RuleSetStore.record(campaign.policy, at: XuechengData.now, in: $0) }
        try database.write { try RuleSetStore.record(campaign.policy, at: XuechengData.now, in: $0) }
        #expect(try database.read { try $0.rows("SELECT id FROM levy_rule_sets") }.count == 1)
        #expect(try database.read { try RuleSetStore.current(in: $0) }.rules.hash == campaign.policy.rules.hash)
    }
}

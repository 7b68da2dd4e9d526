import Diagnostics
import Storage
import Testing

@testable import Levy

/// Persons before the rules: who may join, what it costs on which day, who bears which part, from when it covers.
struct DeterminationTests {
    private static let village = "370403101200"

    private static func person(_ birth: String, _ classes: SpecialClass...) -> InsuredFacts {
        InsuredFacts(
            birth: XuechengData.day(birth), village: village, memberships: classes.map { ClassMembership($0) })
    }

    private static func ask(
        _ insurance: Insurance, _ period: Int, _ person: InsuredFacts, on day: String, tier: Int? = nil,
        rules: String = "xuecheng-2019"
    ) throws -> Determination {
        try RuleSamples.sheet(rules, insurance, period)
            .determine(person, Question(day: XuechengData.day(day), tierFen: tier.map { $0 * 100 }))
    }

    // MARK: Ages on the very day

    @Test(arguments: [
        ("2003-10-28", "2019-10-27", false), ("2003-10-28", "2019-10-28", true), ("1959-10-29", "2019-10-28", true),
        ("1959-10-28", "2019-10-28", false), ("1959-10-21", "2019-10-28", false), ("1959-10-28", "2019-10-27", true),
        // A leap day's child comes of age on 1 March of other years.
        ("2004-02-29", "2020-02-28", false), ("2004-02-29", "2020-02-29", true), ("2004-02-29", "2021-02-28", true),
        ("1960-02-29", "2020-02-28", true), ("1960-02-29", "2020-02-29", false), ("2003-02-28", "2019-02-28", true),
        ("1964-02-29", "2024-02-28", true), ("1963-02-28", "2023-02-28", false),
    ])
    func `16 to 59 years on the day`(birth: String, day: String, isEligible: Bool) throws {
        let found = try Self.ask(.pension, 2019, Self.person(birth), on: day, tier: 300)
        #expect((found.outcome == .eligible) == isEligible)
        #expect(found.trace.contains { $0.rule == "pension-age" && ($0.verdict == .met) == isEligible })
    }

    @Test(arguments: [
        ("2004-02-29", "2005-02-28", 0), ("2004-02-29", "2005-03-01", 1), ("2004-02-29", "2008-02-29", 4),
        ("2000-12-31", "2001-12-30", 0), ("2000-12-31", "2001-12-31", 1), ("1900-01-01", "2019-12-31", 119),
    ])
    func `whole years`(birth: String, day: String, age: Int) {
        #expect(XuechengData.day(birth).age(on: XuechengData.day(day)) == age)
    }

    @Test(arguments: [
        "11010519491231002X", "810000199003070015", "820000198512120022", "830000197707070130", "370403195910210021",
    ])
    func `numbers of all kinds give a birth`(id: String) throws {
        let number = try #require(CitizenID(id))
        let found = try Self.ask(
            .medical, 2020, InsuredFacts(birth: number.birth, village: Self.village), on: "2019-11-01")
        #expect(found.outcome == .eligible)
        #expect(found.totalFen == 28_000)
    }

    // MARK: Who may not join

    @Test(arguments: [
        (Insurance.pension, PersonMark.Kind.student, false), (.pension, .employeePension, false),
        (.pension, .institutionPension, false), (.pension, .drawsPension, false), (.pension, .employeeMedical, true),
        (.pension, .permit, false), (.pension, .registeredElsewhere, false), (.medical, .student, true),
        (.medical, .employeeMedical, false), (.medical, .medicalElsewhere, false), (.medical, .permit, true),
        (.medical, .accompanyingChild, true), (.medical, .registeredElsewhere, false), (.medical, .deceased, false),
        (.pension, .deceased, false), (.medical, .military, false),
    ])
    func `marks exclude, each from its insurance`(
        insurance: Insurance, kind: PersonMark.Kind, isEligible: Bool
    ) throws {
        var person = Self.person("1990-05-05")
        let (from, until) = (XuechengData.day("2019-01-01"), XuechengData.day("2019-11-05"))
        person.marks = [PersonMark(kind, from: from, until: kind == .deceased ? nil : until, source: "名单第3行")]
        let period = insurance == .medical ? 2020 : 2019
        let inside = try Self.ask(insurance, period, person, on: "2019-11-05", tier: 300)
        #expect((inside.outcome == .eligible) == isEligible)
        // The day after the mark ends it counts no more, but a permit that has run out leaves no residence behind.
        let after = try Self.ask(insurance, period, person, on: "2019-11-06", tier: 300)
        let isStillOut = [.permit, .accompanyingChild, .deceased].contains(kind)
        #expect((after.outcome == .eligible) == !isStillOut)
        let before = try Self.ask(insurance, period, person, on: "2018-12-31", tier: 300)
        #expect(kind == .permit || kind == .accompanyingChild || before.outcome == .eligible)
    }

    // MARK: What it costs, and who bears it

    @Test(arguments: SpecialClass.allCases)
    func `every class with every tier`(specialClass: SpecialClass) throws {
        for tier in [100, 300, 500, 600, 800, 1_000, 1_500, 2_000, 2_500, 3_000, 4_000, 5_000] {
            let found = try Self.ask(
                .pension, 2019, Self.person("1980-01-01", specialClass), on: "2019-11-01", tier: tier)
            #expect(found.totalFen == tier * 100)
            #expect(found.ownFen == (tier == 100 ? 0 : tier * 100))
            #expect(found.parts.reduce(0) { $0 + $1.fen } == tier * 100)
            #expect(found.subsidyFen == (tier < 500 ? 30 : tier < 800 ? 60 : 80) * 100)
            #expect(found.specialClass == specialClass)
        }
        let medical = try Self.ask(.medical, 2020, Self.person("1980-01-01", specialClass), on: "2019-11-01")
        #expect(medical.parts == [Part("person", 0), Part("aid-fund", 14_000), Part("district", 14_000)])
        #expect(medical.subsidy.map(\.fen) == [31_200, 10_400, 2_600, 7_800])
    }

    @Test(arguments: [100, 200, 299, 5_001])
    func `others have no special tier, and nobody one that does not exist`(tier: Int) throws {
        let found = try Self.ask(.pension, 2019, Self.person("1980-01-01"), on: "2019-11-01", tier: tier)
        #expect(found.outcome == .ineligible)
        #expect(found.totalFen == nil)
    }

    @Test func `without a tier the open ones are told`() throws {
        let found = try Self.ask(.pension, 2019, Self.person("1980-01-01"), on: "2019-11-01")
        #expect(found.outcome == .eligible)
        #expect(found.totalFen == nil)
        let note = found.trace.first { $0.note.code == "rule.choose-tier" }?.note
        #expect(note?.arguments["tiers"] == "300、500、600、800、1000、1500、2000、2500、3000、4000、5000")
    }

    /// Both ends of both windows.
    @Test(
        arguments: [
            ("2019-10-27", nil, nil, nil), ("2019-10-28", 280, 280, "2020-01-01"),
            ("2019-11-30", 280, 280, "2020-01-01"),
            ("2019-12-01", 280, 280, "2020-01-01"), ("2019-12-31", 280, 280, "2020-01-30"),
            ("2020-01-01", 800, 800, "2020-01-31"), ("2020-12-31", 800, 800, "2021-01-30"),
            ("2021-01-01", nil, nil, nil),
        ] as [(String, Int?, Int?, String?)])
    func `medical windows`(day: String, total: Int?, own: Int?, cover: String?) throws {
        let found = try Self.ask(.medical, 2020, Self.person("1980-01-01"), on: day)
        #expect(found.totalFen == total.map { $0 * 100 })
        #expect(found.ownFen == own.map { $0 * 100 })
        #expect(found.coverFrom?.iso == cover)
        #expect(found.needsOrder == (day > "2019-11-30" && day < "2021-01-01"))
        #expect(found.subsidyFen == (total == 280 ? 52_000 : 0))
    }

    @Test func `special persons are spared full cost and waiting`() throws {
        let found = try Self.ask(.medical, 2020, Self.person("1980-01-01", .poor), on: "2020-03-01")
        #expect(found.ownFen == 0)
        #expect(found.totalFen == 28_000)
        #expect(found.coverFrom?.iso == "2020-03-01")
    }

    @Test func `pension paid late has no subsidy`() throws {
        let inside = try Self.ask(.pension, 2019, Self.person("1980-01-01"), on: "2019-11-30", tier: 500)
        let late = try Self.ask(.pension, 2019, Self.person("1980-01-01"), on: "2019-12-01", tier: 500)
        #expect([inside.subsidyFen, late.subsidyFen] == [6_000, 0])
        #expect([inside.totalFen, late.totalFen] == [50_000, 50_000])
        #expect([inside.type, late.type] == [.regular, .outOfWindow])
    }

    // MARK: Lists

    @Test(
        arguments: [
            ("特困人员", "2019-11-01", nil, "2019-10-31", false), ("特困人员", "2019-11-01", nil, "2019-11-01", true),
            ("特困人员", nil, "2019-11-15", "2019-11-15", true), ("特困人员", nil, "2019-11-15", "2019-11-16", false),
            // Who was poor at some time of the year counts for the whole of it.
            ("建档立卡贫困人口", "2019-11-20", nil, "2019-10-28", true), ("建档立卡贫困人口", nil, "2019-01-15", "2019-11-30", true),
            ("建档立卡贫困人口", "2020-01-01", nil, "2019-11-30", false), ("建档立卡贫困人口", nil, "2018-12-31", "2019-10-28", false),
            ("名单以外的类别", nil, nil, "2019-11-01", false),
        ] as [(String, String?, String?, String, Bool)])
    func `a place on a list counts for its time`(
        name: String, from: String?, until: String?, day: String, counts: Bool
    ) throws {
        var person = Self.person("1980-01-01")
        person.memberships = [
            ClassMembership(
                RuleSamples.specialClass(name), from: from.map(XuechengData.day), until: until.map(XuechengData.day),
                source: "名单")
        ]
        let found = try Self.ask(.medical, 2020, person, on: day)
        #expect(found.ownFen == (counts ? 0 : 28_000))
        #expect(found.trace.contains { $0.note.code == "rule.class-not-valid" } == !counts)
    }

    @Test func `several lists are one help, and the trace names the others`() throws {
        let person = Self.person("1980-01-01", .severelyDisabled, .destitute, .allowance)
        let found = try Self.ask(.medical, 2020, person, on: "2019-11-01")
        #expect(found.specialClass == .destitute)
        #expect(found.stateFen == 28_000)
        #expect(found.trace.count { $0.note.code == "rule.class-behind" } == 2)
    }

    // MARK: Newborns

    @Test(arguments: [
        ("2019-08-31", "2020-02-29", true), ("2019-08-31", "2020-03-01", false), ("2019-08-30", "2020-02-29", true),
        ("2019-06-15", "2019-12-15", true), ("2019-06-15", "2019-12-16", false), ("2018-08-31", "2019-02-28", true),
        ("2019-10-28", "2019-10-28", true), ("2019-12-31", "2020-06-30", true), ("2019-12-31", "2020-07-01", false),
    ])
    func `six months end on the same day or the last of the month`(birth: String, day: String, isInside: Bool) throws {
        let rule = try #require(try RuleSamples.book("xuecheng-2019").newborns.first)
        #expect((XuechengData.day(day) <= rule.last(bornOn: XuechengData.day(birth))) == isInside)
    }

    @Test(arguments: [
        // Born in the year of cover: inside the window from birth, later that year from the payment, then full cost.
        ("2020-02-10", "2020-08-10", true, 280, "2020-02-10"), ("2020-02-10", "2020-08-11", true, 280, "2020-09-10"),
        ("2020-02-10", "2020-08-10", false, 280, "2020-09-09"), ("2019-10-05", "2020-03-01", true, 280, "2020-01-01"),
        ("2019-10-05", "2020-05-01", true, 800, "2020-05-31"), ("2018-10-05", "2020-05-01", true, 800, "2020-05-31"),
    ])
    func `a newborn pays the fee alone inside the window or the year of birth`(
        birth: String, day: String, hasParent: Bool, yuan: Int, cover: String
    ) throws {
        var person = Self.person(birth)
        person.parentIsInsured = hasParent
        let found = try Self.ask(.medical, 2020, person, on: day)
        #expect(found.outcome == .eligible)
        #expect(found.totalFen == yuan * 100)
        #expect(found.coverFrom?.iso == cover)
    }

    @Test func `papers of a newborn are asked for until they are there`() throws {
        var person = Self.person("2019-10-05")
        let open = try Self.ask(.medical, 2020, person, on: "2019-11-01")
        #expect(open.outcome == .open)
        #expect(open.type == .newborn)
        #expect(open.bring.map(\.id) == ["birth-certificate", "household-register"])
        person.parentIsInsured = true
        person.received = ["birth-certificate"]
        let later = try Self.ask(.medical, 2020, person, on: "2019-11-01")
        #expect(later.outcome == .eligible)
        #expect(later.bring.map(\.id) == ["household-register"])
    }

    @Test(arguments: [("2025-03-02", "2025-05-31", true), ("2025-03-02", "2025-06-01", false)])
    func `ninety days are another window`(birth: String, day: String, isInside: Bool) throws {
        let found = try Self.ask(.medical, 2025, Self.person(birth), on: day, rules: "national-2025")
        #expect(found.type == (isInside ? .newborn : .outOfWindow))
        #expect(found.totalFen == (isInside ? 40_000 : 107_000))
    }

    // MARK: Waiting

    @Test(arguments: [
        // The last year paid, the day, months of waiting.
        (2024, "2025-02-28", "2025-01-01"), (2024, "2025-03-01", "2025-06-01"), (2023, "2025-02-28", "2025-06-28"),
        (2023, "2025-03-31", "2025-07-31"), (2022, "2025-03-31", "2025-08-31"), (2021, "2025-03-31", "2025-09-30"),
        (2020, "2025-03-31", "2025-10-31"), (2020, "2024-10-01", "2025-05-01"),
    ])
    func `three months, and one for each missed year`(last: Int, day: String, cover: String) throws {
        var person = Self.person("1980-01-01")
        person.paidYears = [.medical: Set(2015...last)]
        let found = try Self.ask(.medical, 2025, person, on: day, rules: "national-2025")
        #expect(found.coverFrom?.iso == cover)
    }

    @Test(arguments: [
        (0, 0, 3), (1, 0, 4), (3, 0, 6), (4, 0, 7), (4, 1, 6), (4, 4, 6), (3, 3, 3), (9, 9, 6), (9, 0, 12),
    ])
    func `from four missed years on six months at least`(missed: Int, repaired: Int, months: Int) throws {
        let rule = try #require(try RuleSamples.book("national-2025").waiting.first)
        #expect(rule.months(missed: missed, repaired: repaired) == months)
    }

    @Test func `missing longer never shortens the waiting`() throws {
        let rule = try #require(try RuleSamples.book("national-2025").waiting.first)
        for repaired in 0...6 {
            for missed in 0..<12 {
                #expect(
                    rule.months(missed: missed, repaired: repaired)
                        <= rule.months(missed: missed + 1, repaired: repaired))
            }
        }
    }

    // MARK: Properties

    /// Whatever the person and the day: parts add up, the same question has the same answer, and help never makes a
    /// person pay more.
    @Test func `parts add up, answers are the same, help helps`() throws {
        let sheets = [
            try RuleSamples.sheet("xuecheng-2019", .medical, 2020),
            try RuleSamples.sheet("xuecheng-2019", .pension, 2019),
        ]
        for sheet in sheets {
            for birth in ["1950-06-01", "1975-02-28", "2004-02-29", "2019-09-30"] {
                for offset in stride(from: 0, to: 460, by: 11) {
                    let day = XuechengData.day("2019-10-20").adding(days: offset)
                    for tier in [10_000, 30_000, 500_000] {
                        let question = Question(day: day, tierFen: tier)
                        let plain = sheet.determine(Self.person(birth), question)
                        let helped = sheet.determine(Self.person(birth, .poor, .destitute), question)
                        #expect(sheet.determine(Self.person(birth), question).trace == plain.trace)
                        for found in [plain, helped] {
                            #expect(found.parts.reduce(0) { $0 + $1.fen } == found.totalFen ?? 0)
                            #expect(found.parts.allSatisfy { $0.fen >= 0 })
                        }
                        if let own = plain.ownFen, let less = helped.ownFen { #expect(less <= own) }
                        let untraced = sheet.determine(
                            Self.person(birth), Question(day: day, tierFen: tier, isTraced: false))
                        #expect(untraced.trace.isEmpty && untraced.parts == plain.parts)
                    }
                }
            }
        }
    }

    /// What rosters carry is what the rules say in the central window.
    @Test func `the share of a roster is that of a person`() throws {
        let policy = LevyPolicy(
            rules: try RuleSamples.book("xuecheng-2019"), asOf: XuechengData.day("2019-10-28"), medicalPeriod: 2020,
            pensionPeriod: 2019)
        for classes in [[], [SpecialClass.poor], [.allowance, .severelyDisabled]] {
            for tier in [10_000, 30_000] where !(classes.isEmpty && tier == 10_000) {
                for insurance in Insurance.allCases {
                    var person = Self.person("1980-01-01")
                    person.memberships = classes.map { ClassMembership($0) }
                    let found = policy.sheet(insurance).determine(
                        person, Question(day: XuechengData.day("2019-10-28"), tierFen: tier))
                    let share = policy.share(insurance, tierFen: tier, classes: Set(classes))
                    #expect(share.totalFen == found.totalFen)
                    #expect([Part("person", share.ownFen)] + share.helpers == found.parts)
                }
            }
        }
    }

    @Test func `every step has words in both languages`() throws {
        let found = try Self.ask(.medical, 2020, Self.person("1980-01-01", .poor), on: "2020-03-01")
        for step in found.trace {
            for language in [Language.chinese, .english] {
                #expect(!Catalogue.message(step.note, in: language).contains("{"))
            }
            #expect(!step.document.isEmpty)
        }
        #expect(found.trace.count >= 6)
    }
}

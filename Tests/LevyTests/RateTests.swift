import Storage
import Testing

@testable import Levy

/// Rates, tiers and subsidies of several places and years, as their documents give them.
struct RateTests {
    @Test(arguments: [
        (2019, 220, 490), (2020, 250, 520), (2021, 280, 550), (2022, 320, 580), (2023, 350, 610), (2024, 380, 640),
        (2025, 400, 670), (2026, 400, 700),
    ])
    func `the national minimum of each year of cover`(year: Int, own: Int, pool: Int) throws {
        let rows = RuleTable(try RuleSamples.book("medical-minimum"), periods: [year]).rows
        #expect(rows.map(\.ownFen) == [own * 100])
        #expect(rows.map { $0.subsidy.map(\.fen) } == [[pool * 100]])
    }

    @Test(arguments: [
        (
            "inner-mongolia-2014", 2014,
            "100 30 200 35 300 40 400 45 500 60 600 65 700 70 800 75 900 80 1000 85 1500 85 2000 85 3000 85"
        ),
        (
            "inner-mongolia-2025", 2025,
            "200 40 300 50 400 60 500 70 600 70 700 70 800 70 900 70 1000 70 1500 100 2000 120 3000 140 4000 140 "
                + "5000 140"
        ),
        ("hohhot", 2023, "200 35 300 40 400 45 500 60 600 65 700 70 800 75 900 80 1000 85 3000 90 5000 95 7000 100"),
        ("yantai-2024", 2024, "350 35 500 60 800 80 1000 100 3000 300 5000 500 8000 800"),
        ("xuecheng-2019", 2019, "300 30 500 60 600 60 800 80 1000 80 1500 80 2000 80 2500 80 3000 80 4000 80 5000 80"),
    ])
    func `each tier earns its subsidy`(name: String, year: Int, pairs: String) throws {
        let rows = RuleTable(try RuleSamples.book(name), periods: [year], classes: [nil]).rows
            .filter { $0.insurance == .pension }
        #expect(
            rows.map { "\($0.totalFen / 100) \($0.subsidy.reduce(0) { $0 + $1.fen } / 100)" }.joined(separator: " ")
                == pairs)
        #expect(rows.allSatisfy { $0.ownFen == $0.totalFen })
    }

    @Test func `the shares of region, league and banner add up to the fen`() throws {
        let sheet = try RuleSamples.sheet("inner-mongolia-2014", .pension, 2014)
        let subsidy = try #require(sheet.tierRule(in: "150302001001")?.subsidy(of: 20_000))
        #expect(subsidy.shares.split(3_500) == [Part("region", 1_750), Part("league", 875), Part("banner", 875)])
        #expect(subsidy.shares.split(4_501) == [Part("region", 2_250), Part("league", 1_125), Part("banner", 1_126)])
    }

    @Test(arguments: [
        ("3701", 2020, 40, false, 300), ("3701", 2020, 17, false, 200), ("3701", 2020, 18, false, 300),
        ("3701", 2020, 20, true, 200), ("3703", 2020, 17, false, 240), ("3703", 2020, 40, false, 340),
        ("3703", 2022, 3, false, 310), ("3703", 2022, 40, false, 410), ("3704", 2016, 40, false, 140),
        ("3704", 2022, 3, false, 320), ("3704", 2025, 40, false, 400), ("3502", 2020, 40, false, 360),
    ])
    func `cities have rates of their own, some for children and students`(
        place: String, year: Int, age: Int, isStudent: Bool, yuan: Int
    ) throws {
        let sheet = try RuleSamples.sheet("shandong-cities", .medical, year)
        #expect(sheet.fee(age: age, isStudent: isStudent, in: place + "03101200")?.fen == yuan * 100)
    }

    @Test func `where no rule holds there is no rate`() throws {
        let sheet = try RuleSamples.sheet("shandong-cities", .medical, 2020)
        #expect(sheet.fee(age: 40, isStudent: false, in: "110105001001") == nil)
    }

    @Test(arguments: [
        (2023, "特困人员", 0), (2023, "孤儿", 0), (2023, "城乡最低生活保障对象", 30), (2023, "返贫致贫人口", 30),
        (2023, "监测对象", 175), (2023, "稳定脱贫人口", 280), (2023, "重度残疾人", 350), (2024, "特困人员", 0),
        (2024, "城乡最低生活保障对象", 190), (2024, "监测对象", 190), (2024, "重度残疾人", 0), (2024, "稳定脱贫人口", 380),
    ])
    func `help with the fee by class`(year: Int, name: String, own: Int) throws {
        let specialClass = RuleSamples.specialClass(name)
        let row = try #require(
            RuleTable(try RuleSamples.book("aid-2024"), periods: [year], classes: [specialClass]).rows.first)
        #expect(row.ownFen == own * 100)
    }

    /// By benefit nobody is worse off for being on a further list; by order the first of the order counts.
    @Test func `the order of classes is that of the year`() throws {
        let names = try RuleSamples.book("aid-2024").classes.map(\.name)
        let benefit = try RuleSamples.sheet("aid-2024", .medical, 2023)
        let order = try RuleSamples.sheet("aid-2024", .medical, 2024)
        func own(_ sheet: RuleSheet, _ classes: [SpecialClass]) -> Int? {
            let person = InsuredFacts(
                birth: XuechengData.day("1980-01-01"), village: "370403101200",
                memberships: classes.map { ClassMembership($0) })
            return sheet.determine(person, Question(day: XuechengData.day("2023-10-01"))).ownFen
        }
        for first in names {
            for second in names where first != second {
                let alone = [own(benefit, [first]), own(benefit, [second])].compactMap { $0 }
                #expect(own(benefit, [first, second]) == alone.min())
            }
        }
        #expect(own(order, [.destitute, RuleSamples.specialClass("稳定脱贫人口")]) == 38_000)
        #expect(own(order, [.allowance, .severelyDisabled]) == 19_000)
    }

    @Test func `shares always add up`() {
        let portions: [Shares.Portion] = [.fen(0), .fen(1_500), .hundredths(3_333), .hundredths(5_000), .rest]
        for first in portions {
            for second in portions {
                for third in portions {
                    let shares = Shares([
                        Shares.Entry(bearer: "a", portion: first), Shares.Entry(bearer: "b", portion: second),
                        Shares.Entry(bearer: "c", portion: third),
                    ])
                    for fen in [0, 1, 2, 3, 99, 100, 1_499, 1_500, 28_000, 52_001] {
                        let parts = shares.split(fen)
                        #expect(parts.reduce(0) { $0 + $1.fen } == fen)
                        #expect(parts.allSatisfy { $0.fen > 0 })
                    }
                }
            }
        }
    }

    @Test func `fen that rounding leaves go to the largest remainders`() {
        let thirds = Shares(
            ["a", "b", "c"].map { Shares.Entry(bearer: $0, portion: .hundredths($0 == "c" ? 3_334 : 3_333)) })
        #expect(thirds.covers(100))
        #expect(thirds.split(100) == [Part("a", 33), Part("b", 33), Part("c", 34)])
        #expect(thirds.split(101) == [Part("a", 34), Part("b", 33), Part("c", 34)])
        #expect(!Shares([Shares.Entry(bearer: "a", portion: .hundredths(9_999))]).covers(100))
    }
}

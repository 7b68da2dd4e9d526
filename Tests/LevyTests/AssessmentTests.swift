import Testing

@testable import Levy

/// The schemes of real places, each indicator of which is a rule of ours.
@Suite struct AssessmentTests {
    typealias Scheme = AssessmentScheme

    private static func points(_ text: String) -> Points { Points(text) ?? Points(hundredths: Int.min / 4) }

    private static func indicator(
        _ rule: Scheme.Rule, least: String? = nil, most: String? = nil, id: String = "a"
    ) -> Scheme.Indicator {
        Scheme.Indicator(
            id: id, name: id, source: .input(id), rule: rule, least: least.map(points), most: most.map(points))
    }

    private static func scheme(
        _ indicators: [Scheme.Indicator], start: String = "0", least: String? = nil, most: String? = nil,
        groups: [Scheme.Group] = []
    ) -> Scheme {
        Scheme(
            id: "s", title: "", level: .village, unit: "分", basis: "", start: points(start), least: least.map(points),
            most: most.map(points), indicators: indicators, groups: groups)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let indicator: Scheme.Indicator
        let value: String
        let points: String
        var settled = 0
    }

    private static func linear(_ from: String, _ to: String, _ all: String) -> Scheme.Rule {
        .linear(from: points(from), to: points(to), points: points(all))
    }

    /// Caoxi 2018: 0, 0.6, 1 and 1.5 yuan a person.
    private static let incentive = Scheme.Rule.steps(
        [
            Scheme.Step(below: points("60"), points: points("0")),
            Scheme.Step(below: points("80"), points: points("0.6")),
            Scheme.Step(below: points("100"), points: points("1")), Scheme.Step(below: nil, points: points("1.5")),
        ], timesSettled: true)
    /// Liyang 2018: base 10, one point up or down for each whole percent.
    private static let liyang = Scheme.Rule.slope(
        base: points("10"), at: points("100"), each: points("1"), per: points("1"), isWhole: true)

    static let cases: [Case] = [
        // Shanwei 2007: 0.1 and 0.4 points for each percent.
        Case(
            testDescription: "Shanwei persons", indicator: indicator(linear("0", "100", "10")), value: "87.35",
            points: "8.74"),
        Case(
            testDescription: "Shanwei money", indicator: indicator(linear("0", "100", "40")), value: "94.01",
            points: "37.60"),
        Case(
            testDescription: "over the end", indicator: indicator(linear("80", "100", "40")), value: "130",
            points: "40.00"),
        Case(
            testDescription: "before the start", indicator: indicator(linear("80", "100", "40")), value: "79.99",
            points: "0.00"),
        Case(
            testDescription: "falling", indicator: indicator(linear("10", "0", "20")), value: "2.50", points: "15.00"),
        Case(
            testDescription: "Liyang above", indicator: indicator(liyang, least: "0", most: "15"), value: "103.70",
            points: "13.00"),
        Case(
            testDescription: "Liyang below", indicator: indicator(liyang, least: "0", most: "15"), value: "97.50",
            points: "8.00"),
        Case(
            testDescription: "Liyang capped", indicator: indicator(liyang, least: "0", most: "15"), value: "120",
            points: "15.00"),
        Case(
            testDescription: "Liyang floored", indicator: indicator(liyang, least: "0", most: "15"), value: "60",
            points: "0.00"),
        Case(
            testDescription: "Caoxi below 60", indicator: indicator(incentive), value: "59.99", points: "0.00",
            settled: 700),
        Case(testDescription: "Caoxi 60", indicator: indicator(incentive), value: "60", points: "420.00", settled: 700),
        Case(testDescription: "Caoxi 80", indicator: indicator(incentive), value: "80", points: "700.00", settled: 700),
        Case(
            testDescription: "Caoxi 100", indicator: indicator(incentive), value: "100", points: "1050.00", settled: 700
        ),
        // Wuhai 2020: publicity in every neighbourhood.
        Case(
            testDescription: "Wuhai all or nothing",
            indicator: indicator(.threshold(least: points("100"), points: points("5"), otherwise: points("0"))),
            value: "99.99", points: "0.00"),
        Case(
            testDescription: "Wuhai reached",
            indicator: indicator(.threshold(least: points("100"), points: points("5"), otherwise: points("0"))),
            value: "100", points: "5.00"),
        // Changjie: half a point for each person not insured, up to a limit; the same for a list that came late.
        Case(
            testDescription: "Changjie persons", indicator: indicator(.cases(each: points("-0.5")), least: "-3"),
            value: "4", points: "-2.00"),
        Case(
            testDescription: "Changjie limit", indicator: indicator(.cases(each: points("-0.5")), least: "-3"),
            value: "40", points: "-3.00"),
        Case(
            testDescription: "Changjie below 97",
            indicator: indicator(.threshold(least: points("97"), points: points("0"), otherwise: points("-0.5"))),
            value: "96.99", points: "-0.50"),
        Case(
            testDescription: "a bonus with a limit", indicator: indicator(.cases(each: points("1")), most: "2"),
            value: "3",
            points: "2.00"),
        Case(
            testDescription: "a third, rounded", indicator: indicator(linear("0", "3", "10")), value: "2",
            points: "6.67"),
        Case(
            testDescription: "a slope in parts",
            indicator: indicator(
                .slope(base: points("5"), at: points("90"), each: points("0.3"), per: points("2"), isWhole: false)),
            value: "85.50", points: "4.32"),
    ]

    @Test(arguments: cases) func rules(_ one: Case) {
        let region = ScoredRegion(
            code: "1", name: "甲", settled: one.settled, values: ["a": AssessmentTests.points(one.value)])
        let sheet = AssessmentTests.scheme([one.indicator]).assess([region])[0]
        #expect(sheet.lines[0].points.text == one.points, "\(sheet.lines[0].explanation)")
        #expect(sheet.total == sheet.lines[0].points)
        #expect(sheet.lines[0].explanation.contains(one.points) || one.points == "0.00" || one.indicator.least != nil)
    }

    private static func region(_ code: String, _ values: [String: String]) -> ScoredRegion {
        ScoredRegion(code: code, name: code, settled: 0, values: values.mapValues(points))
    }

    /// Liyang's prizes: 3,000 for the first village, 2,000 for the next three, 1,000 for the next six; whoever finished
    /// on the same day shares.
    @Test func prizesInTheOrderOfFinishing() {
        let rule = Scheme.Rule.order(
            [(1, "3000"), (3, "2000"), (6, "1000")].map {
                Scheme.Prize(count: $0.0, points: AssessmentTests.points($0.1))
            }, isLowestFirst: true)
        let days = [5, 3, 8, 3, 9, 10, 11, 12, 13, 14, 15, 16]
        let regions = days.enumerated().map { AssessmentTests.region("\($0)", ["a": "\($1)"]) }
        let sheets = AssessmentTests.scheme([AssessmentTests.indicator(rule)]).assess(regions)
        let totals = Dictionary(uniqueKeysWithValues: sheets.map { ($0.code, $0.total.text) })
        #expect(
            ["1", "3", "0", "2", "4", "9", "10", "11"].map { totals[$0] }
                == ["3000.00", "3000.00", "2000.00", "2000.00", "1000.00", "1000.00", "0.00", "0.00"])
    }

    @Test func aVetoRulesOutAndComesLast() {
        let veto = AssessmentTests.indicator(
            .veto(below: AssessmentTests.points("95"), total: AssessmentTests.points("0")), id: "v")
        let rate = AssessmentTests.indicator(AssessmentTests.linear("0", "100", "100"))
        let sheets = AssessmentTests.scheme([rate, veto], start: "-10").assess([
            AssessmentTests.region("1", ["a": "99", "v": "94.99"]), AssessmentTests.region("2", ["a": "5", "v": "95"]),
            AssessmentTests.region("3", ["a": "5", "v": "99"]),
        ])
        #expect(sheets.map(\.code) == ["2", "3", "1"])
        #expect(sheets.map(\.rank) == [1, 1, 3])
        #expect(sheets.map(\.total.text) == ["-5.00", "-5.00", "0.00"])
        #expect(sheets[2].vetoes == ["v"] && sheets[2].sum.text == "89.00")
    }

    @Test func groupsAreRankedByThemselvesAndTotalsLimited() {
        let rate = AssessmentTests.indicator(AssessmentTests.linear("0", "100", "120"))
        let sheets = AssessmentTests.scheme(
            [rate], start: "5", least: "60", most: "100", groups: [Scheme.Group(name: "街道", codes: ["3", "4"])]
        ).assess(
            [("1", "100"), ("2", "10"), ("3", "70"), ("4", "75")].map { AssessmentTests.region($0.0, ["a": $0.1]) })
        #expect(sheets.map(\.code) == ["4", "3", "1", "2"])
        #expect(sheets.map(\.group) == ["街道", "街道", "", ""])
        #expect(sheets.map(\.rank) == [1, 2, 1, 2])
        #expect(sheets.map(\.total.text) == ["95.00", "89.00", "100.00", "60.00"])
    }

    @Test func whatIsNotKnownIsNotScored() {
        let sheets = AssessmentTests.scheme([AssessmentTests.indicator(AssessmentTests.linear("0", "100", "10"))])
            .assess([ScoredRegion(code: "1", name: "甲", settled: 0, values: [:])])
        #expect(sheets[0].total == .zero && sheets[0].lines[0].explanation.contains("没有数据"))
    }

    static let numbers: [(String, Int?)] = [
        ("97", 9_700), ("0.5", 50), ("-1.25", -125), ("-0", 0), ("1.234", nil), ("", nil), ("-", nil), ("1.", nil),
        (".5", nil), ("1e3", nil), ("--1", nil), ("１", nil), ("9999999999999", nil), ("1.2.3", nil),
    ]

    @Test(arguments: numbers) func numbersOfASchemeAreExact(_ text: String, _ hundredths: Int?) {
        #expect(Points(text)?.hundredths == hundredths)
        if let points = Points(text) { #expect(Points(points.text) == points) }
    }
}

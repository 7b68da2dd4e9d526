import Storage
import Testing

@testable import Levy

/// Whom rules put on 红黑榜, and what of it may be printed.
@Suite struct HonourTests {
    private static let day = XuechengData.day("2019-11-15")

    private static func rule(
        _ id: String = "r", _ list: HonourRules.List = .red, metric: Metric = .completion,
        place: HonourRules.Place? = nil, atLeast: String? = nil, below: String? = nil,
        text: String = "{value} {rank}/{of} {limit} {district}"
    ) -> HonourRules.Rule {
        HonourRules.Rule(
            id: id, list: list, kind: list == .red ? "通报表扬" : "通报批评", metric: metric, insurance: nil, place: place,
            atLeast: atLeast.flatMap { Points($0) }, below: below.flatMap { Points($0) }, text: text)
    }

    /// Four regions: 90, 80, 80 and 50 %.
    private static func proposals(_ rules: [HonourRules.Rule]) -> [Honour] {
        let parts = [("A", 90), ("B", 80), ("C", 80), ("D", 50)]
        let regions = parts.map { code, part in (code: code, name: code, rate: Points(hundredths: part * 100)) }
        return HonourRules(id: "x", title: "", level: .town, basis: "", rules: rules, demands: [])
            .proposals(on: day) { _ in HonourRules.Values(regions: regions, district: Rate(75, of: 100)) }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let rule: HonourRules.Rule
        let listed: [String]
    }

    static let cases: [Case] = [
        Case(testDescription: "the best", rule: rule(place: .best(1)), listed: ["A 90.00 1/4  75.00%"]),
        Case(
            testDescription: "equal ones share a place", rule: rule(place: .best(2)),
            listed: ["A 90.00 1/4  75.00%", "B 80.00 2/4  75.00%", "C 80.00 2/4  75.00%"]),
        Case(
            testDescription: "the place behind equal ones is left out", rule: rule(place: .worst(3)),
            listed: ["D 50.00 1/4  75.00%", "B 80.00 2/4  75.00%", "C 80.00 2/4  75.00%"]),
        Case(
            testDescription: "a limit holds what reaches it", rule: rule(atLeast: "80"),
            listed: ["A 90.00 1/4 80.00 75.00%", "B 80.00 2/4 80.00 75.00%", "C 80.00 2/4 80.00 75.00%"]),
        Case(
            testDescription: "and not what is below", rule: rule(below: "80"), listed: ["D 50.00 4/4 80.00 75.00%"]),
        Case(
            testDescription: "place and limit both", rule: rule(place: .worst(2), below: "50"), listed: []),
        Case(
            testDescription: "the fewest interruptions are the best",
            rule: rule(metric: .interruption, place: .best(1)),
            listed: ["D 50.00 1/4  75.00%"]),
    ]

    @Test(arguments: cases) func `a rule lists by place and limit`(one: Case) {
        #expect(HonourTests.proposals([one.rule]).map { "\($0.name) \($0.text)" } == one.listed)
    }

    @Test func `who is criticised is praised for nothing`() {
        let found = HonourTests.proposals([
            HonourTests.rule("praise", place: .best(4)), HonourTests.rule("blame", .black, place: .worst(1)),
        ])
        #expect(found.map { "\($0.rule) \($0.name)" } == ["praise A", "praise B", "praise C", "blame D"])
    }

    @Test func `a day keeps its proposal, and decisions by two persons stand beside it`() throws {
        let small = try SmallCampaign()
        let first = HonourTests.proposals([HonourTests.rule(place: .best(1))])
        let changed = HonourTests.proposals([HonourTests.rule(place: .best(1), text: "别的话")])
        let now = XuechengData.now
        try small.database.write { transaction in
            try HonourStore.add(first, at: now, in: transaction)
            try HonourStore.add(changed, at: now, in: transaction)
        }
        func stored() throws -> [(honour: Honour, decision: Decision?)] {
            try small.database.read { try HonourStore.honours(on: HonourTests.day, in: $0) }
        }
        #expect(try stored().map(\.honour) == first)
        #expect(try small.database.read { try HonourStore.open(in: $0) } == first)
        func lastDay(_ day: CivilDate) throws -> CivilDate? {
            try small.database.read { try HonourStore.lastDay(notAfter: day, in: $0) }
        }
        #expect(try lastDay(HonourTests.day) == HonourTests.day)
        #expect(try lastDay(HonourTests.day.adding(days: -1)) == nil)
        func decide(_ maker: String, _ checker: String) throws {
            try small.database.write {
                try DecisionStore.add(
                    Decision(
                        subject: first[0].subject, verdict: "列入", note: "", decidedBy: maker, checkedBy: checker,
                        decidedAt: now), in: $0)
            }
        }
        #expect(throws: (any Error).self) { try decide("甲", "甲") }
        #expect(try stored().allSatisfy { $0.decision == nil })
        try decide("甲", "乙")
        #expect(try stored().map { $0.decision?.verdict } == ["列入"])
        #expect(try small.database.read { try HonourStore.open(in: $0) }.isEmpty)
        #expect(throws: (any Error).self) {
            try small.database.write { _ = try $0.execute("UPDATE levy_honours SET text = ''") }
        }
    }
}

import Storage
import Testing

@testable import Levy

@Suite struct FiguresTests {
    /// A real report of another county: its percentages were computed by hand.
    @Test func `rates are rounded half up`() {
        #expect(Rate(267_924, of: 285_003)?.text == "94.01")
        #expect(Rate(267_924, of: 302_808)?.text == "88.48")
        #expect(Rate(21_827, of: 22_351)?.text == "97.66")
        #expect(Rate(1, of: 8)?.text == "12.50")
        #expect(Rate(1, of: 800)?.text == "0.13")
        #expect(Rate(12_345, of: 1_000_000)?.text == "1.23")
        #expect(Rate(3, of: 2)?.text == "150.00")
        #expect(Rate.shown(Rate(0, of: 0)) == "–")
    }

    private func region(_ code: String, _ settled: Int, of target: Int) -> RegionFigures {
        RegionFigures(
            region: Region(
                code: code, name: code, level: .town, parent: nil, shouldBeInsured: nil, paidLastYear: nil),
            medical: LevyFigures(obligations: target, settled: settled), pension: LevyFigures(), shouldBeInsured: 200,
            paidLastYear: 100)
    }

    private func figures(_ towns: [RegionFigures]) -> CampaignFigures {
        CampaignFigures(
            asOf: XuechengData.day("2019-11-08"), district: region("0", 0, of: 0), towns: towns, villages: [])
    }

    @Test func `equal rates share a rank and the next is left out`() {
        let before = figures([
            region("a", 1, of: 10), region("b", 5, of: 10), region("c", 2, of: 10), region("d", 0, of: 0),
        ])
        let now = figures([
            region("a", 80, of: 100), region("b", 8, of: 10), region("c", 9, of: 10), region("d", 0, of: 0),
        ])
        let ranked = now.rankedTowns(before: before)
        #expect(ranked.map(\.figures.region.code) == ["c", "a", "b", "d"])
        #expect(ranked.map(\.rank) == [1, 2, 2, nil])
        #expect(ranked.map(\.rankChange) == [1, 1, -1, nil])
        #expect(now.rankedTowns(before: nil).allSatisfy { $0.rankChange == nil })
    }

    @Test func `figures of a day know nothing of later days`() throws {
        typealias Small = SmallCampaign
        let small = try SmallCampaign()
        try small.evening("20191101", [Small.line("A", "20191101", Small.anna)])
        try small.evening("20191104", [Small.line("B", "20191104", Small.bert)])
        try small.evening("20191106", [Small.line("C", "20191106", Small.anna, -28_000, back: "A")])
        func town(_ day: String, since: String) throws -> LevyFigures {
            try small.database.read {
                try small.campaign.figures(asOf: XuechengData.day(day), since: XuechengData.day(since), in: $0).district
                    .both
            }
        }
        let first = try town("2019-11-01", since: "2019-10-31")
        #expect([first.obligations, first.settled, first.statePaid, first.new] == [6, 2, 1, 1])
        let second = try town("2019-11-05", since: "2019-11-01")
        #expect([second.settled, second.new, second.paidFen] == [3, 1, 56_000])
        let third = try town("2019-11-06", since: "2019-11-05")
        #expect([third.settled, third.new, third.outstanding] == [2, 0, 4])
        #expect(third.totalFen == third.stateFen + third.ownFen)
        let insured = try small.database.read {
            try small.campaign.figures(asOf: XuechengData.day("2019-11-05"), in: $0).villages[0]
        }
        #expect(insured.insuredRate?.text == "75.00")
        #expect(insured.renewalRate?.text == "150.00")
        let special = try small.database.read {
            try small.campaign.specialFigures(asOf: XuechengData.day("2019-11-05"), in: $0)
        }
        #expect(special[.destitute]?.settled == 1)
    }
}

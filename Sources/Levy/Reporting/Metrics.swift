import Storage

/// The figures of one village, town or the district for one insurance or both, on one day.
package struct LevyFigures: Hashable, Sendable {
    package var obligations = 0
    /// Settled by a payment or by the state.
    package var settled = 0
    package var statePaid = 0
    package var totalFen = 0
    package var stateFen = 0
    package var ownFen = 0
    /// What the payers' settling payments come to.
    package var paidFen = 0
    /// Settled by payment since the day that was asked for.
    package var new = 0
    package var newFen = 0

    package var settledByPayer: Int { settled - statePaid }
    package var outstanding: Int { obligations - settled }
    /// 完成率
    package var rate: Rate? { Rate(settled, of: obligations) }

    package static func + (left: LevyFigures, right: LevyFigures) -> LevyFigures {
        var sum = left
        sum.obligations += right.obligations
        sum.settled += right.settled
        sum.statePaid += right.statePaid
        sum.totalFen += right.totalFen
        sum.stateFen += right.stateFen
        sum.ownFen += right.ownFen
        sum.paidFen += right.paidFen
        sum.new += right.new
        sum.newFen += right.newFen
        return sum
    }
}

/// A region's figures with the bases of its villages.
package struct RegionFigures: Hashable, Sendable {
    package let region: Region
    package let medical: LevyFigures
    package let pension: LevyFigures
    package let shouldBeInsured: Int
    package let paidLastYear: Int
    /// Persons whose medical cover an order (核定单) has paid, of whom no roster asks it.
    package var insuredByOrder = 0

    package var both: LevyFigures { medical + pension }
    /// 参保率: persons with medical cover of those who should have it.
    package var insuredRate: Rate? { Rate(medical.settled + insuredByOrder, of: shouldBeInsured) }
    /// 续保率: persons with medical cover compared with last year's payers.
    package var renewalRate: Rate? { Rate(medical.settled, of: paidLastYear) }
}

/// One line of a ranking.
package struct RankedRegion: Hashable, Sendable {
    package let figures: RegionFigures
    /// Equal rates share a rank and the next rank is left out; nil without a target.
    package let rank: Int?
    /// Places won (positive) or lost since the earlier day; nil without an earlier rank.
    package let rankChange: Int?
}

/// All figures of a campaign on one day.
package struct CampaignFigures: Sendable {
    package let asOf: CivilDate
    package let district: RegionFigures
    /// In the order of the tax bureau's tree.
    package let towns: [RegionFigures]
    package let villages: [RegionFigures]

    /// Towns by their rate, best first; equal rates in the order of the tree.
    package func rankedTowns(before earlier: CampaignFigures?) -> [RankedRegion] {
        CampaignFigures.ranked(towns, before: earlier?.towns)
    }

    /// The villages of a town, or all, by their rate.
    package func rankedVillages(of town: String? = nil, before earlier: CampaignFigures? = nil) -> [RankedRegion] {
        let isWanted = { (figures: RegionFigures) in town.map { $0 == figures.region.parent } ?? true }
        return CampaignFigures.ranked(villages.filter(isWanted), before: earlier?.villages.filter(isWanted))
    }

    private static func ranked(_ all: [RegionFigures], before earlier: [RegionFigures]?) -> [RankedRegion] {
        let previous = earlier.map(ranks) ?? [:]
        let current = ranks(all)
        let order = all.enumerated().sorted {
            (current[$0.element.region.code] ?? Int.max, $0.offset) < (
                current[$1.element.region.code] ?? Int.max, $1.offset
            )
        }
        return order.map { _, figures in
            let rank = current[figures.region.code]
            let before = previous[figures.region.code]
            return RankedRegion(
                figures: figures, rank: rank, rankChange: rank.flatMap { now in before.map { $0 - now } })
        }
    }

    static func ranks(_ all: [RegionFigures]) -> [String: Int] {
        let rates = all.compactMap { figures in figures.both.rate.map { (figures.region.code, $0) } }
        return Dictionary(
            rates.map { code, rate in (code, 1 + rates.count { $0.1 > rate }) }, uniquingKeysWith: { first, _ in first }
        )
    }
}

extension Campaign {
    /// The figures at the end of `asOf`; `new` counts what was settled after `since`.
    package func figures(
        asOf: CivilDate, since: CivilDate? = nil, in transaction: Transaction
    ) throws -> CampaignFigures {
        let regions = try RegionStore.tree(in: transaction)
        let sums = try MetricsStore.villageFigures(asOf: asOf, since: since ?? asOf, in: transaction)
        let byOrder = try OrderMoneyStore.insured(.medical, asOf: asOf, in: transaction)
        let villages = regions.villages.map { village in
            RegionFigures(
                region: village, medical: sums[village.code]?[.medical] ?? LevyFigures(),
                pension: sums[village.code]?[.pension] ?? LevyFigures(),
                shouldBeInsured: village.shouldBeInsured ?? 0, paidLastYear: village.paidLastYear ?? 0,
                insuredByOrder: byOrder[village.code] ?? 0)
        }
        func sum(_ region: Region, _ parts: [RegionFigures]) -> RegionFigures {
            RegionFigures(
                region: region, medical: parts.map(\.medical).reduce(LevyFigures(), +),
                pension: parts.map(\.pension).reduce(LevyFigures(), +),
                shouldBeInsured: parts.reduce(0) { $0 + $1.shouldBeInsured },
                paidLastYear: parts.reduce(0) { $0 + $1.paidLastYear },
                insuredByOrder: parts.reduce(0) { $0 + $1.insuredByOrder })
        }
        let towns = regions.towns.map { town in sum(town, villages.filter { $0.region.parent == town.code }) }
        let district =
            regions.district
            ?? Region(code: "", name: "", level: .district, parent: nil, shouldBeInsured: nil, paidLastYear: nil)
        return CampaignFigures(asOf: asOf, district: sum(district, villages), towns: towns, villages: villages)
    }

    /// For each class, how many of its persons' obligations are settled, by town: the gaps of a report.
    package func specialFigures(
        asOf: CivilDate, in transaction: Transaction
    ) throws -> [SpecialClass: LevyFigures] {
        try MetricsStore.classFigures(asOf: asOf, in: transaction)
    }
}

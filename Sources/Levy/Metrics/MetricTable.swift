import Diagnostics
import Storage

/// One line of figures: a region, a class, a channel or a day.
package struct MetricRow: Hashable, Sendable {
    package let key: String
    package let name: String
    /// The town of a village.
    package var town = ""
    package var figures: LevyFigures
    package var shouldBeInsured = 0
    package var insuredPersons = 0
    package var lastYearPayers = 0
    package var lastYearPaidAgain: Int?
    package var lastYearBySameDay: Int?
    package var special = LevyFigures()
    /// 中断缴费率 of last year, as it was entered.
    package var pastInterruption: Rate?
    package var target: Int?
    package var before: Rate?
    package var rank: Int?
    package var rankChange: Int?

    /// A rate of this line; nil where there is nothing to compare with, or where a difference is asked for.
    package func rate(_ metric: Metric) -> Rate? {
        switch metric {
        case .completion: figures.rate
        case .target: target.flatMap { Rate(figures.settled, of: $0) }
        case .insured: Rate(insuredPersons, of: shouldBeInsured)
        case .renewal: Rate(lastYearPaidAgain ?? insuredPersons, of: lastYearPayers)
        case .interruption: lastYearPaidAgain.flatMap { Rate(lastYearPayers - $0, of: lastYearPayers) }
        case .special: special.rate
        case .growth, .yearOnYear, .interruptionDrop: nil
        }
    }

    /// What a scheme or a rule judges by: a rate, or points that may be negative.
    package func value(_ metric: Metric) -> Points? {
        switch metric {
        case .growth: growth?.points
        case .yearOnYear: yearOnYear?.points
        case .interruptionDrop: interruptionDrop?.points
        default: rate(metric).map { Points(hundredths: $0.hundredths) }
        }
    }

    package var interruptionDrop: SignedRate? { SignedRate(pastInterruption, minus: rate(.interruption)) }

    package var growth: SignedRate? { SignedRate(figures.rate, minus: before) }
    package var yearOnYear: SignedRate? {
        lastYearBySameDay.flatMap { SignedRate(from: $0, to: figures.settled) }
    }

    /// As a table shows it; – where there is nothing.
    package func shown(_ metric: Metric) -> String {
        switch metric {
        case .growth: SignedRate.shown(growth)
        case .yearOnYear: SignedRate.shown(yearOnYear)
        case .interruptionDrop: SignedRate.shown(interruptionDrop)
        default: rate(metric)?.text ?? "–"
        }
    }
}

/// Figures of a campaign, cut one way.
package struct MetricTable: Sendable {
    package enum Cut: String, Sendable, CaseIterable {
        case town, village, special = "class", insurance, channel, day
    }

    package let cut: Cut
    package let asOf: CivilDate
    package let rows: [MetricRow]
    package let total: MetricRow
    /// The metrics that this cut has.
    package let metrics: [Metric]

    /// Whether it is compared with an earlier day.
    package var hasEarlier: Bool { metrics.contains(.growth) }
}

/// What figures are compared with.
package struct MetricQuestion: Sendable {
    package let asOf: CivilDate
    /// The end of the period before; nil for none.
    package let before: CivilDate?
    package let insurance: Insurance?
    package let lastYear: LastYear?

    package init(
        asOf: CivilDate, before: CivilDate? = nil, insurance: Insurance? = nil, lastYear: LastYear? = nil
    ) {
        self.asOf = asOf
        self.before = before
        self.insurance = insurance
        self.lastYear = lastYear
    }

    /// Refuses what would give figures of nothing: an earlier day that is none, a day before the first roster came.
    /// - throws: `Rejection` `metrics.before` or `metrics.no-rosters`.
    package func check(in transaction: Transaction) throws {
        if let before, before >= asOf {
            throw Rejection("metrics.before", ["before": before.iso, "day": asOf.iso])
        }
        guard let first = try MetricsStore.firstDay(in: transaction), asOf < first else { return }
        throw Rejection("metrics.no-rosters", ["day": asOf.iso, "first": first.iso])
    }
}

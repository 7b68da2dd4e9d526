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
        case .growth, .yearOnYear: nil
        }
    }

    package var growth: SignedRate? { SignedRate(figures.rate, minus: before) }
    package var yearOnYear: SignedRate? {
        lastYearBySameDay.flatMap { SignedRate(from: $0, to: figures.settled) }
    }

    /// As a table shows it; – where there is nothing.
    package func shown(_ metric: Metric) -> String {
        switch metric {
        case .growth: SignedRate.shown(growth)
        case .yearOnYear: SignedRate.shown(yearOnYear)
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
}

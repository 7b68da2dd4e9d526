/// 考核办法: how regions are scored, as data.
package struct AssessmentScheme: Hashable, Sendable {
    package enum Level: String, Sendable, CaseIterable {
        case town, village
    }

    /// Where an indicator's value comes from.
    package enum Source: Hashable, Sendable {
        /// In percent; one insurance or both.
        case metric(Metric, Insurance?)
        /// A column of the inputs: what no book has, such as files that came late.
        case input(String)
    }

    package struct Step: Hashable, Sendable {
        /// Values below it; nil for all that are left.
        package let below: Points?
        package let points: Points

        package init(below: Points?, points: Points) {
            self.below = below
            self.points = points
        }
    }

    /// So many regions get so many points each.
    package struct Prize: Hashable, Sendable {
        package let count: Int
        package let points: Points

        package init(count: Int, points: Points) {
            self.count = count
            self.points = points
        }
    }

    package enum Rule: Hashable, Sendable {
        /// None at `from`, all at `to`, between them in proportion.
        case linear(from: Points, to: Points, points: Points)
        /// `base` at `at`, `each` more for every `per` above it and less below; `whole` counts full ones only.
        case slope(base: Points, at: Points, each: Points, per: Points, isWhole: Bool)
        /// The points of the first step that the value is below; times the items settled where they are paid for.
        case steps([Step], timesSettled: Bool)
        case threshold(least: Points, points: Points, otherwise: Points)
        /// So much for every case; negative ones are deductions, positive ones a bonus.
        case cases(each: Points)
        /// Prizes in the order of the values, best first: so many regions get so many points each.
        case order([Prize], isLowestFirst: Bool)
        /// Where the value is below, the total is this and the region is ranked behind all others.
        case veto(below: Points, total: Points)
    }

    package struct Indicator: Hashable, Sendable {
        package let id: String
        package let name: String
        package let source: Source
        package let rule: Rule
        package let least: Points?
        package let most: Points?

        package init(id: String, name: String, source: Source, rule: Rule, least: Points?, most: Points?) {
            self.id = id
            self.name = name
            self.source = source
            self.rule = rule
            self.least = least
            self.most = most
        }
    }

    package struct Group: Hashable, Sendable {
        package let name: String
        package let codes: [String]

        package init(name: String, codes: [String]) {
            self.name = name
            self.codes = codes
        }
    }

    package let id: String
    package let title: String
    package let level: Level
    /// What points are called: 分, or 元 for a prize.
    package let unit: String
    /// The document that the scheme comes from.
    package let basis: String
    /// Points that everybody has to begin with.
    package let start: Points
    package let least: Points?
    package let most: Points?
    package let indicators: [Indicator]
    /// Regions are ranked within their group; those that no group names are one.
    package let groups: [Group]

    package init(
        id: String, title: String, level: Level, unit: String, basis: String, start: Points, least: Points?,
        most: Points?, indicators: [Indicator], groups: [Group]
    ) {
        self.id = id
        self.title = title
        self.level = level
        self.unit = unit
        self.basis = basis
        self.start = start
        self.least = least
        self.most = most
        self.indicators = indicators
        self.groups = groups
    }
}

import Storage

/// 中断缴费预警: before the year ends, whether a region will stay below last year's rate of interruption.
package struct BreakWarning: Hashable, Sendable {
    package let code: String
    package let name: String
    package let insurance: Insurance
    /// Last year's payers, and who of them has not paid yet.
    package let payers: Int
    package let broken: Int
    package let rate: Rate?
    package let past: Rate?

    /// How many of them have to pay yet for the rate to come below last year's; nil where that rate is not known.
    package var needed: Int? {
        guard let past else { return nil }
        // Below, and not the same: the most who may be left is one less than what gives last year's rate.
        let most = max(0, (past.hundredths * payers + 9_999) / 10_000 - 1)
        return max(0, broken - most)
    }

    package var isWarning: Bool { (needed ?? 0) > 0 }

    package var state: String {
        needed.map { $0 > 0 ? "预警" : "低于上年" } ?? "没有上年中断缴费率"
    }

    /// The district for each insurance, then the towns that have to be warned; nothing without last year's list.
    package static func read(on day: CivilDate, in transaction: Transaction) throws -> [BreakWarning] {
        guard let lastYear = try LastYear.stored(in: transaction) else { return [] }
        return try Insurance.allCases.filter(lastYear.insurances.contains).flatMap { insurance in
            let question = MetricQuestion(asOf: day, insurance: insurance, lastYear: lastYear)
            let table = try MetricTable.read(.town, question, in: transaction)
            let towns = try RegionTree.stored(in: transaction)
            let order = table.rows.sorted { towns.position(of: $0.key) < towns.position(of: $1.key) }
            return [BreakWarning(table.total, insurance)]
                + order.map { BreakWarning($0, insurance) }.filter(\.isWarning)
        }
    }

    init(_ row: MetricRow, _ insurance: Insurance) {
        code = row.key
        name = row.name
        self.insurance = insurance
        payers = row.lastYearPayers
        broken = row.lastYearPayers - (row.lastYearPaidAgain ?? 0)
        rate = row.rate(.interruption)
        past = row.pastInterruption
    }
}

import Storage

/// 应保尽保: of a village's persons who should be insured, who is, who need not be, and what is known of the others.
package struct CoverageGap: Sendable {
    package struct Row: Sendable, Hashable {
        package let village: String
        package let villageName: String
        package let town: String
        /// Persons who should be insured, as the regions' file gives them; nil when it gives none.
        package let target: Int?
        /// Paid here, by themselves or by the state.
        package let insured: Int
        /// Insured in another scheme or place, by the marks of the exchanged lists.
        package let elsewhere: Int
        /// Owing, but for a reason that exempts them (moved, died, …), or marked so.
        package let exempt: Int
        /// Owing and not exempt, by the reason given last; nil for those of whom nothing was asked yet.
        package let unpaid: [Unpaid]

        /// Of the target, those of whom no list knows anything.
        package var unknown: Int? {
            target.map { max(0, $0 - insured - elsewhere - exempt - unpaid.reduce(0) { $0 + $1.count }) }
        }
        /// The gap: should be insured and is not, in any scheme, nor exempt.
        package var gap: Int? { target.map { max(0, $0 - insured - elsewhere - exempt) } }
    }

    package struct Unpaid: Sendable, Hashable {
        package let reason: UnpaidReason.Reason?
        package let count: Int
    }

    package let insurance: Insurance
    package let rows: [Row]
}

extension Campaign {
    /// The coverage gap of every village on a day.
    package func coverageGap(
        _ insurance: Insurance, on day: CivilDate, in transaction: Transaction
    ) throws -> CoverageGap {
        let regions = try regions(in: transaction)
        let insured = try CoverageStore.insured(insurance, on: day, in: transaction)
        let marked = try CoverageStore.marked(insurance, on: day, in: transaction)
        var unpaid: [String: [(UnpaidReason.Reason?, Int)]] = [:]
        for item in try UnpaidReasonStore.unpaid(insurance, on: day, in: transaction) {
            unpaid[item.village, default: []].append((item.reason, item.count))
        }
        let outOfAge = try outOfAge(insurance, in: transaction)
        let rows = regions.villages.map { village in
            let open = unpaid[village.code] ?? []
            let exempt = open.filter { $0.0?.exempts == true }.reduce(0) { $0 + $1.1 }
            return CoverageGap.Row(
                village: village.code, villageName: village.name,
                town: village.parent.flatMap { regions[code: $0]?.name } ?? "", target: village.shouldBeInsured,
                insured: insured[village.code] ?? 0, elsewhere: marked[village.code]?.elsewhere ?? 0,
                exempt: exempt + (marked[village.code]?.exempt ?? 0) + (outOfAge[village.code] ?? 0),
                unpaid: open.filter { $0.0?.exempts != true }.map { CoverageGap.Unpaid(reason: $0.0, count: $0.1) })
        }
        return CoverageGap(insurance: insurance, rows: rows)
    }

    /// Persons of the rosters whom the rules' ages keep out, by village: the base of a village is that of all ages.
    private func outOfAge(_ insurance: Insurance, in transaction: Transaction) throws -> [String: Int] {
        let sheet = policy.sheet(insurance)
        let rules = sheet.eligibility.filter { if case .ages = $0.requirement { true } else { false } }
        guard !rules.isEmpty else { return [:] }
        var counts: [String: Int] = [:]
        try CoverageStore.eachOther(insurance, in: transaction) { id, village in
            guard let birth = try CitizenID(id)?.birth ?? HolderStore.find(id, in: transaction)?.birth else { return }
            let person = InsuredFacts(birth: birth, village: village)
            let isOut = rules.contains { rule in
                sheet.finding(of: rule, person, on: policy.asOf, ageDay: policy.asOf).map { !$0.isMet } ?? false
            }
            if isOut { counts[village, default: 0] += 1 }
        }
        return counts
    }
}

import Storage

/// 代缴和补贴资金申请表: what each budget and fund owes, by insurance and class: its part of the fees of those it helps, and
/// what it adds for everybody who is insured.
package struct SubsidySheet: Sendable {
    package enum Purpose: String, Sendable {
        /// A part of the fee (代缴、资助).
        case aid
        /// Added to the pool or the personal account (补助、补贴).
        case subsidy

        package var chinese: String { self == .aid ? "代缴" : "补贴" }
    }

    package struct Row: Sendable, Hashable {
        package let insurance: Insurance
        package let purpose: Purpose
        /// Nil for those who are in no class.
        package let specialClass: String?
        package let bearer: String
        package let bearerName: String
        package let persons: Int
        package let fen: Int
    }

    /// Of one class in one village: a line of the virtual household (虚拟户) of the class.
    package struct HouseholdRow: Sendable, Hashable {
        package let village: String
        package let villageName: String
        package let townName: String
        package let insurance: Insurance
        package let specialClass: String
        package let persons: Int
        package let fen: Int
    }

    package let rows: [Row]
    package let households: [HouseholdRow]

    /// What a bearer owes in all.
    package func total(of bearer: String) -> Int { rows.filter { $0.bearer == bearer }.reduce(0) { $0 + $1.fen } }

    /// Those who owe something, in the order of the rules: 中央, 省, 市, 区, funds.
    package let bearers: [(id: String, name: String)]
}

extension Campaign {
    /// The sheet of what stands now: help for all who owe, subsidies for those who have paid or for whom it is paid.
    /// - Parameter insurance: what one bureau applies for; nil for both.
    package func subsidySheet(of insurance: Insurance? = nil, in transaction: Transaction) throws -> SubsidySheet {
        struct Key: Hashable {
            let insurance: Insurance
            let purpose: SubsidySheet.Purpose
            let specialClass: String
            let bearer: String
        }
        var sums: [Key: (persons: Int, fen: Int)] = [:]
        for item in try SubsidyStore.aid(in: transaction) where item.insurance == insurance ?? item.insurance {
            let key = Key(
                insurance: item.insurance, purpose: .aid, specialClass: item.specialClass, bearer: item.bearer)
            sums[key] = (item.persons, item.fen)
        }
        for group in try SubsidyStore.insured(in: transaction) where group.insurance == insurance ?? group.insurance {
            let sheet = policy.sheet(group.insurance)
            // Each person's amount is divided for itself, so that the sum is that of the persons to the fen.
            let parts: [Part] =
                switch group.insurance {
                case .medical: sheet.pool(in: group.village).map { $0.shares.split($0.fen) } ?? []
                case .pension:
                    sheet.tierRule(in: group.village)?.subsidy(of: group.totalFen)
                        .map { $0.shares.split($0.amount.of(group.totalFen)) } ?? []
                }
            for part in parts {
                let key = Key(
                    insurance: group.insurance, purpose: .subsidy, specialClass: group.specialClass,
                    bearer: part.bearer)
                let sum = sums[key] ?? (0, 0)
                sums[key] = (sum.persons + group.persons, sum.fen + part.fen * group.persons)
            }
        }
        let order = policy.rules.bearers.map(\.id)
        let classes = policy.rules.classes.map(\.name.rawValue)
        func position(_ key: Key) -> (Int, Int, Int, Int) {
            (
                key.insurance == .medical ? 0 : 1, key.purpose == .aid ? 0 : 1,
                classes.firstIndex(of: key.specialClass) ?? classes.count,
                order.firstIndex(of: key.bearer) ?? order.count
            )
        }
        let rows = sums.sorted { position($0.key) < position($1.key) }.map { key, sum in
            SubsidySheet.Row(
                insurance: key.insurance, purpose: key.purpose,
                specialClass: key.specialClass.isEmpty ? nil : key.specialClass, bearer: key.bearer,
                bearerName: policy.rules.bearer(key.bearer)?.name ?? key.bearer, persons: sum.persons, fen: sum.fen)
        }
        let named = Set(rows.map(\.bearer))
        let known = policy.rules.bearers.filter { named.contains($0.id) }.map { (id: $0.id, name: $0.name) }
        let others = named.subtracting(order).sorted().map { (id: $0, name: $0) }
        let households = try SubsidyStore.households(in: transaction).filter {
            $0.insurance == insurance ?? $0.insurance
        }
        return SubsidySheet(rows: rows, households: households, bearers: known + others)
    }
}

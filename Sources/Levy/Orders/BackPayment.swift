import Diagnostics
import Storage

/// Which earlier years a person may pay, and what each costs.
package struct BackPayment: Sendable {
    package let rule: RuleBasis
    package let document: String
    /// How many years may still be paid.
    package let allowed: Int
    /// The years that are open, earliest first; there may be more than are allowed.
    package let years: [Int]
    package let tierFen: Int
    package let subsidyFen: Int
    /// Whether a list of earlier payers was there to look into; without one every year seems open.
    package let isChecked: Bool

    /// The years that are paid when nobody names any: the latest that are allowed.
    package var usual: [Int] { Array(years.suffix(allowed)) }
}

extension RuleSheet {
    /// What a person may pay of earlier years on a day; nil when no rule is for him.
    /// - Parameter tierFen: of the tiers of today; nil for the lowest.
    package func backPayment(_ person: InsuredFacts, on day: CivilDate, tierFen: Int? = nil) -> BackPayment? {
        let age = person.age(on: day)
        let near = RuleSheet.closest(backPayments, \.basis, to: person.village)
        guard
            let rule = near.first(where: {
                $0.ages.contains(age) && (!$0.neverInsured || person.neverPaid(insurance) ?? true)
            })
        else { return nil }
        guard let tiers = tierRule(in: person.village) else { return nil }
        let open = tiers.tiersFen.filter { tiers.restricted[$0] == nil }
        guard let tier = tierFen ?? open.first, open.contains(tier) else { return nil }
        let paid = person.paidYears?[insurance] ?? []
        // Nobody pays for years before he was old enough to join.
        let first = max(rule.since, person.birth.year + 16)
        let years = first < period ? (first..<period).filter { !paid.contains($0) } : []
        let subsidy = rule.subsidised ? tiers.subsidy(of: tier)?.amount.of(tier) ?? 0 : 0
        return BackPayment(
            rule: rule.basis, document: book.document(rule.basis.document)?.name ?? "",
            allowed: min(years.count, max(0, rule.years - paid.count)), years: years, tierFen: tier,
            subsidyFen: subsidy, isChecked: person.paidYears != nil)
    }

    /// Why there is nothing to pay back: a tier that is none, years paid where only who never joined may, or no rule.
    package func noBackPayment(
        _ person: InsuredFacts, name: String, on day: CivilDate, tierFen: Int? = nil
    ) -> Rejection {
        let age = person.age(on: day)
        let near = RuleSheet.closest(backPayments, \.basis, to: person.village).filter { $0.ages.contains(age) }
        if let tierFen, let tiers = tierRule(in: person.village) {
            let open = tiers.tiersFen.filter { tiers.restricted[$0] == nil }
            if !open.contains(tierFen) {
                return Rejection(
                    "order.back-tier",
                    [
                        "tier": Money(fen: tierFen).shortest,
                        "open": open.map { Money(fen: $0).shortest }.joined(separator: "、"),
                    ])
            }
        }
        if let paid = person.paidYears?[insurance], !paid.isEmpty, !near.isEmpty, near.allSatisfy(\.neverInsured) {
            return Rejection(
                "order.back-insured",
                ["name": name, "age": "\(age)", "years": paid.sorted().map(String.init).joined(separator: "、")])
        }
        return Rejection("order.no-back-payment", ["name": name, "age": "\(age)"])
    }
}

import Storage

/// The rules of one insurance and year, taken out of a book once, so that a district's persons can be looked at one
/// after the other.
package struct RuleSheet: Sendable {
    package let book: RuleBook
    package let insurance: Insurance
    package let period: Int
    let classes: [SpecialClass: ClassRule]
    let precedence: [PrecedenceRule]
    let eligibility: [EligibilityRule]
    let fees: [FeeRule]
    let pools: [PoolRule]
    let tiers: [TierRule]
    let aid: [AidRule]
    let windows: [WindowRule]
    let waiting: [WaitingRule]
    let newborns: [NewbornRule]
    let backPayments: [BackPaymentRule]
    let breaks: [BreakRule]
    let orders: [OrderRule]

    package init(_ book: RuleBook, _ insurance: Insurance, _ period: Int) {
        func holds(_ basis: RuleBasis) -> Bool {
            (basis.insurance ?? insurance) == insurance && basis.periods.contains(period)
        }
        self.book = book
        self.insurance = insurance
        self.period = period
        classes = Dictionary(
            book.classes.filter { holds($0.basis) }.map { ($0.name, $0) }
        ) { first, _ in first }
        precedence = book.precedence.filter { holds($0.basis) }
        eligibility = book.eligibility.filter { holds($0.basis) }
        fees = book.fees.filter { holds($0.basis) }
        pools = book.pools.filter { holds($0.basis) }
        tiers = book.tiers.filter { holds($0.basis) }
        aid = book.aid.filter { holds($0.basis) }
        windows = book.windows.filter { holds($0.basis) }
        waiting = book.waiting.filter { holds($0.basis) }
        newborns = book.newborns.filter { holds($0.basis) }
        backPayments = book.backPayments.filter { holds($0.basis) }
        breaks = book.breaks.filter { holds($0.basis) }
        orders = book.orders.filter { holds($0.basis) }
    }

    /// Of the rules that hold in a village, those that name it most closely.
    static func closest<Rule>(_ rules: [Rule], _ basis: (Rule) -> RuleBasis, to village: String) -> [Rule] {
        // The usual case: one rule for the whole district.
        if rules.count == 1, basis(rules[0]).places.isEmpty { return rules }
        let near = rules.map { (rule: $0, closeness: basis($0).closeness(to: village)) }
        guard let best = near.compactMap(\.closeness).max() else { return [] }
        return near.filter { $0.closeness == best }.map(\.rule)
    }

    package func tierRule(in village: String) -> TierRule? {
        RuleSheet.closest(tiers, \.basis, to: village).first
    }

    func pool(in village: String) -> PoolRule? { RuleSheet.closest(pools, \.basis, to: village).first }

    func newborn(in village: String) -> NewbornRule? { RuleSheet.closest(newborns, \.basis, to: village).first }

    /// The fee for an age; a fee for some ages goes before one for all.
    func fee(age: Int, isStudent: Bool, in village: String) -> FeeRule? {
        let near = RuleSheet.closest(fees, \.basis, to: village)
        return near.first { ($0.ages?.contains(age) ?? false) || ($0.includesStudents && isStudent) }
            ?? near.first { $0.ages == nil }
    }

    /// The window that is open on a day; nil when the period cannot be paid then.
    package func window(on day: CivilDate, in village: String) -> WindowRule? {
        RuleSheet.closest(windows, \.basis, to: village).first { $0.from <= day && day <= $0.to }
    }

    func aid(of specialClass: SpecialClass, fee: Int, isCentral: Bool, in village: String) -> AidRule? {
        RuleSheet.closest(
            aid.filter { rule in
                rule.classes.contains(specialClass) && (isCentral || rule.alsoLate)
                    && (rule.tierFen.map { $0 == fee } ?? true)
            }, \.basis, to: village
        ).first
    }

    /// What an aid pays of a fee.
    static func fen(_ aid: AidRule, of fee: Int) -> Int {
        switch aid.amount {
        case .all: fee
        case .fen(let fen): min(fen, fee)
        }
    }

    /// The class that counts of several.
    func leading(_ classes: Set<SpecialClass>, fee: Int, isCentral: Bool, in village: String) -> SpecialClass? {
        if classes.count < 2 { return classes.first }
        guard let rule = RuleSheet.closest(precedence, \.basis, to: village).first else {
            return classes.min { $0.rawValue < $1.rawValue }
        }
        let ordered = rule.order.filter(classes.contains)
        let unordered = classes.subtracting(rule.order).sorted { $0.rawValue < $1.rawValue }
        let all = ordered + unordered
        switch rule.choice {
        case .order: return all.first
        case .benefit:
            let helped = all.map { name in
                aid(of: name, fee: fee, isCentral: isCentral, in: village).map { RuleSheet.fen($0, of: fee) } ?? 0
            }
            guard let most = helped.max() else { return nil }
            return zip(all, helped).first { $0.1 == most }?.0
        }
    }

    func needsOrder(_ type: PaymentType) -> OrderRule? { orders.first { $0.types.contains(type) } }
}

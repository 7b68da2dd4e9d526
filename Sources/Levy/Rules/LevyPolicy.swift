import Diagnostics
import Storage

/// What a campaign collects: the years of cover, the day on which ages and lists are looked at, and the rules.
package struct LevyPolicy: Sendable {
    package let rules: RuleBook
    /// The day on which ages and lists are looked at.
    package let asOf: CivilDate
    /// The year that the medical fee covers, and the year of the pension.
    package let medicalPeriod: Int
    package let pensionPeriod: Int
    /// Before the eight digits of a receipt's number.
    package let receiptPrefix: String
    /// Whether a payment under another name than the roster's waits until somebody has confirmed it.
    package let holdsOtherNames: Bool
    private let medical: RuleSheet
    private let pension: RuleSheet

    package init(
        rules: RuleBook, asOf: CivilDate, medicalPeriod: Int, pensionPeriod: Int, receiptPrefix: String = "",
        holdsOtherNames: Bool = false
    ) {
        self.rules = rules
        self.holdsOtherNames = holdsOtherNames
        self.asOf = asOf
        self.medicalPeriod = medicalPeriod
        self.pensionPeriod = pensionPeriod
        self.receiptPrefix = receiptPrefix
        medical = RuleSheet(rules, .medical, medicalPeriod)
        pension = RuleSheet(rules, .pension, pensionPeriod)
    }

    /// The classes of special persons that the rules know, in the order of lists.
    package var classes: [SpecialClass] { SpecialClass.inOrder(rules.classes.map(\.name)) }

    package func period(of insurance: Insurance) -> Int {
        insurance == .medical ? medicalPeriod : pensionPeriod
    }

    package func sheet(_ insurance: Insurance) -> RuleSheet { insurance == .medical ? medical : pension }

    /// What is owed for one insurance, and who bears it. `total == state + own`.
    package struct Share: Hashable, Sendable {
        package let totalFen: Int
        /// What others than the person bear, in the order of the rules.
        package let helpers: [Part]
        package let specialClass: SpecialClass?
        /// The rule that helps.
        package let rule: String?

        package var stateFen: Int { helpers.reduce(0) { $0 + $1.fen } }
        package var ownFen: Int { totalFen - stateFen }

        /// Whether it is a fee of which these bear these parts; none are known of what was raised before rules had
        /// bearers.
        func costs(_ total: Int, ofWhichState state: Int, _ parts: Set<Part>) -> Bool {
            totalFen == total && stateFen == state
                && (parts.isEmpty || Set(helpers.filter { $0.fen > 0 }) == parts)
        }
    }

    /// What is owed in the central window.
    /// - Parameters:
    ///   - age: asked for only where the fee depends on it.
    package func share(
        _ insurance: Insurance, tierFen: Int?, classes: Set<SpecialClass>, village: String = "",
        age: @autoclosure () -> Int = 30, isStudent: Bool = false
    ) -> Share {
        let sheet = sheet(insurance)
        let total: Int
        switch insurance {
        case .medical:
            let hasAges = sheet.fees.contains { $0.ages != nil }
            total = sheet.fee(age: hasAges ? age() : 30, isStudent: isStudent, in: village)?.fen ?? 0
        case .pension: total = tierFen ?? 0
        }
        guard !classes.isEmpty,
            let leading = sheet.leading(classes, fee: total, isCentral: true, in: village),
            let aid = sheet.aid(of: leading, fee: total, isCentral: true, in: village)
        else { return Share(totalFen: total, helpers: [], specialClass: nil, rule: nil) }
        return Share(
            totalFen: total, helpers: aid.shares.split(RuleSheet.fen(aid, of: total)), specialClass: leading,
            rule: aid.basis.id)
    }

    /// Whether a tier is open to everybody, or to some special class when the person is in one.
    package func allows(tierFen: Int, isSpecial: Bool) -> Bool {
        pension.tiers.contains { $0.tiersFen.contains(tierFen) && (isSpecial || $0.restricted[tierFen] == nil) }
    }

    /// The class under which a person on several lists is shown.
    package func leading(_ classes: Set<SpecialClass>) -> SpecialClass? {
        classes.isEmpty ? nil : medical.leading(classes, fee: medicalFen, isCentral: true, in: "")
    }

    // MARK: For notices

    /// What an adult pays for the medical cover; 0 when the rules give no rate for the year.
    package var medicalFen: Int { medical.fee(age: 30, isStudent: false, in: "")?.fen ?? 0 }

    /// Yearly tiers that anybody may choose, in yuan.
    /// What budgets add in a village for somebody who pays a tier of the pension, in fen; nil for nothing.
    package func pensionSubsidy(ofTier fen: Int, in village: String) -> Int? {
        sheet(.pension).tierRule(in: village)?.subsidy(of: fen)?.amount.of(fen)
    }

    /// What budgets add in a village for everybody with medical cover, in fen; nil where the rules do not say.
    package func medicalSubsidy(in village: String) -> Int? { sheet(.medical).pool(in: village)?.fen }

    package var pensionTiersYuan: [Int] {
        pension.tierRule(in: "").map { rule in
            rule.tiersFen.filter { rule.restricted[$0] == nil }.map { $0 / 100 }
        } ?? []
    }

    /// The lowest tier that only special classes have; 0 when there is none.
    package var specialTierYuan: Int {
        (pension.tierRule(in: "")?.restricted.keys.min() ?? 0) / 100
    }

    /// The ages of those who may join the pension.
    package var pensionAges: ClosedRange<Int> {
        for rule in pension.eligibility {
            if case .ages(let ages) = rule.requirement, rule.basis.places.isEmpty { return ages }
        }
        return 0...130
    }
}

extension LevyPolicy {
    /// The short form of a plan: one rate, one list of tiers, a lowest tier that the state pays for the four special
    /// classes, ages. It becomes a rules file, so that there is one way only in which rules work.
    package init(
        asOf: CivilDate, medicalPeriod: Int, medicalFen: Int = 28_000, pensionPeriod: Int,
        pensionTiersYuan: [Int] = [300, 500, 600, 800, 1_000, 1_500, 2_000, 2_500, 3_000, 4_000, 5_000],
        specialTierYuan: Int = 100, pensionAges: ClosedRange<Int> = 16...59, receiptPrefix: String = "",
        holdsOtherNames: Bool = false
    ) {
        let classes = ["destitute", "poor", "allowance", "disabled"]
        let names = zip(classes, SpecialClass.allCases)
        let all = classes.joined(separator: ", ")
        let text = """
            rules: short-form
            title: 方案中写明的缴费标准
            district: ""
            documents:
              - { id: plan, title: 方案 }
            bearers:
              - { id: state, name: 财政 }
            classes:
            \(names.map { "  - { id: \($0), document: plan, name: \($1.rawValue) }" }.joined(separator: "\n"))
            precedence:
              - { id: order, document: plan, order: [\(all)] }
            eligibility:
              - id: ages
                document: plan
                insurance: pension
                ages: [\(pensionAges.lowerBound), \(pensionAges.upperBound)]
            fees:
              - { id: medical, document: plan, insurance: medical, yuan: \(Money(fen: medicalFen).plain) }
            tiers:
              - id: pension
                document: plan
                insurance: pension
                yuan: [\(pensionTiersYuan.map(String.init).joined(separator: ", "))]
                restricted: [{ yuan: \(specialTierYuan), classes: [\(all)] }]
            aid:
              - { id: medical-aid, document: plan, insurance: medical, classes: [\(all)], pays: all, bearer: state }
              - id: pension-aid
                document: plan
                insurance: pension
                classes: [\(all)]
                tier: \(specialTierYuan)
                pays: all
                bearer: state

            """
        do {
            self.init(
                rules: try RuleBook.read(text, file: "settings.levy"), asOf: asOf, medicalPeriod: medicalPeriod,
                pensionPeriod: pensionPeriod, receiptPrefix: receiptPrefix, holdsOtherNames: holdsOtherNames)
        } catch {
            preconditionFailure("the short form makes a rules file that is right: \(error)")
        }
    }
}

import Storage

/// The two insurances of residents.
package enum Insurance: String, Sendable, CaseIterable {
    case medical, pension

    /// As banks and the treasury write it.
    package var chinese: String {
        switch self {
        case .medical: "居民医疗"
        case .pension: "居民养老"
        }
    }

    /// `城乡居民基本医疗保险费`, for receipts and notices.
    package var fullName: String {
        switch self {
        case .medical: "城乡居民基本医疗保险费"
        case .pension: "城乡居民基本养老保险费"
        }
    }

    package init?(chinese text: String) {
        switch text {
        case "居民医疗", "居民医保", "城乡居民医疗", "城乡居民医疗保险", "城乡居民基本医疗保险", "城乡居民基本医疗保险费": self = .medical
        case "居民养老", "城乡居民养老", "城乡居民养老保险", "城乡居民基本养老保险", "城乡居民基本养老保险费": self = .pension
        default: return nil
        }
    }
}

/// The classes of persons whose part the state pays.
package enum SpecialClass: String, Sendable, CaseIterable {
    case destitute = "特困人员"
    case poor = "建档立卡贫困人口"
    case allowance = "城乡最低生活保障对象"
    case severelyDisabled = "重度残疾人"
}

/// What a campaign collects, from whom, and who pays which part: rules as data of one district and year.
package struct LevyPolicy: Sendable {
    /// The day on which ages and lists are looked at.
    package var asOf: CivilDate
    /// The year that the medical fee covers, and what a person owes for it.
    package var medicalPeriod: Int
    package var medicalFen: Int
    package var pensionPeriod: Int
    /// Yearly tiers that anybody may choose, in yuan.
    package var pensionTiersYuan: [Int]
    /// The tier that only the special classes have and that the state pays for them.
    package var specialTierYuan: Int
    package var pensionAges: ClosedRange<Int>
    /// A person on several lists is shown with the first of these.
    package var classPrecedence: [SpecialClass]
    /// Before the eight digits of a receipt's number.
    package var receiptPrefix: String

    package init(
        asOf: CivilDate, medicalPeriod: Int, medicalFen: Int = 28_000, pensionPeriod: Int,
        pensionTiersYuan: [Int] = [300, 500, 600, 800, 1_000, 1_500, 2_000, 2_500, 3_000, 4_000, 5_000],
        specialTierYuan: Int = 100, pensionAges: ClosedRange<Int> = 16...59,
        classPrecedence: [SpecialClass] = SpecialClass.allCases, receiptPrefix: String = ""
    ) {
        self.asOf = asOf
        self.medicalPeriod = medicalPeriod
        self.medicalFen = medicalFen
        self.pensionPeriod = pensionPeriod
        self.pensionTiersYuan = pensionTiersYuan
        self.specialTierYuan = specialTierYuan
        self.pensionAges = pensionAges
        self.classPrecedence = classPrecedence
        self.receiptPrefix = receiptPrefix
    }

    package func period(of insurance: Insurance) -> Int {
        insurance == .medical ? medicalPeriod : pensionPeriod
    }

    /// What is owed for one insurance, and who bears it. `total == state + own`.
    package struct Share: Hashable, Sendable {
        package let totalFen: Int
        package let stateFen: Int
        package var ownFen: Int { totalFen - stateFen }
    }

    /// The state pays the whole medical amount of a special class, and of its pension the special tier; whoever chooses
    /// a higher tier pays it himself.
    package func share(_ insurance: Insurance, tierFen: Int?, isSpecial: Bool) -> Share {
        switch insurance {
        case .medical:
            return Share(totalFen: medicalFen, stateFen: isSpecial ? medicalFen : 0)
        case .pension:
            let total = tierFen ?? 0
            return Share(totalFen: total, stateFen: isSpecial && total == specialTierYuan * 100 ? total : 0)
        }
    }

    package func allows(tierFen: Int, isSpecial: Bool) -> Bool {
        guard tierFen % 100 == 0 else { return false }
        return pensionTiersYuan.contains(tierFen / 100) || (isSpecial && tierFen == specialTierYuan * 100)
    }

    /// The class under which a person on several lists is shown.
    package func leading(_ classes: Set<SpecialClass>) -> SpecialClass? {
        classPrecedence.first { classes.contains($0) } ?? SpecialClass.allCases.first { classes.contains($0) }
    }
}

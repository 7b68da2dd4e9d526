import Storage

/// A special class, and how long a person counts as its member.
package struct ClassRule: Sendable {
    package enum Membership: String, Sendable, CaseIterable {
        /// On the days on which the list names him.
        case day
        /// For the whole year in which a list names him.
        case year
    }

    package let basis: RuleBasis
    package let name: SpecialClass
    package let membership: Membership
}

/// Which class counts for a person on several lists. Classes are never added up: nobody is helped twice.
package struct PrecedenceRule: Sendable {
    package enum Choice: String, Sendable, CaseIterable {
        /// The first of the order.
        case order
        /// The one that leaves least to pay, and of equals the first of the order.
        case benefit
    }

    package let basis: RuleBasis
    package let order: [SpecialClass]
    package let choice: Choice
}

/// Where a person lives by the register.
package enum Residence: String, Sendable, CaseIterable {
    /// Registered here.
    case local
    /// Registered elsewhere, with a residence permit (居住证) of this place.
    case permit
    /// A child that lives here with a holder of a permit.
    case accompanyingChild = "accompanying-child"
    /// Registered elsewhere, without a permit.
    case elsewhere
}

/// Who may join: all rules of an insurance must be met.
package struct EligibilityRule: Sendable {
    package enum Requirement: Sendable, Hashable {
        case ages(ClosedRange<Int>)
        case residence([Residence])
        /// None of these marks on the day.
        case without([PersonMark.Kind])
    }

    package let basis: RuleBasis
    package let requirement: Requirement
    /// What the person brings when this is met by paper and not by the register.
    package let materials: [String]
}

/// What a person pays for a year of medical cover, for all or for some ages.
package struct FeeRule: Sendable {
    package let basis: RuleBasis
    package let fen: Int
    /// Nil for all ages.
    package let ages: ClosedRange<Int>?
    /// Whether students pay it at any age.
    package let includesStudents: Bool
}

/// 财政补助: what budgets add to the pool or to the personal account for a person, beside the fee.
package struct PoolRule: Sendable {
    package let basis: RuleBasis
    package let fen: Int
    package let shares: Shares
}

/// The tiers (缴费档次) of the pension with the subsidy on entry that each earns.
package struct TierRule: Sendable {
    package struct Subsidy: Sendable {
        package let tiersFen: [Int]
        /// A fixed amount, or hundredths of a percent of the tier.
        package let amount: Amount
        package let shares: Shares
    }

    package enum Amount: Sendable, Hashable {
        case fen(Int)
        case hundredths(Int)

        package func of(_ tierFen: Int) -> Int {
            switch self {
            case .fen(let fen): fen
            case .hundredths(let hundredths): (tierFen * hundredths + 5_000) / 10_000
            }
        }
    }

    package let basis: RuleBasis
    package let tiersFen: [Int]
    /// Tiers that only some classes may choose.
    package let restricted: [Int: [SpecialClass]]
    package let subsidies: [Subsidy]

    package func allows(_ fen: Int, _ classes: Set<SpecialClass>) -> Bool {
        guard tiersFen.contains(fen) else { return false }
        return restricted[fen].map { !classes.isDisjoint(with: $0) } ?? true
    }

    package func subsidy(of fen: Int) -> Subsidy? { subsidies.first { $0.tiersFen.contains(fen) } }
}

/// 代缴、资助: what others pay of the fee of a member of a class.
package struct AidRule: Sendable {
    package enum Amount: Sendable, Hashable {
        case all
        case fen(Int)
    }

    package let basis: RuleBasis
    package let classes: [SpecialClass]
    package let amount: Amount
    /// Only for those who chose this tier.
    package let tierFen: Int?
    /// Whether it is also given for what is paid outside the central window.
    package let alsoLate: Bool
    package let shares: Shares
}

/// A span of days in which a period may be paid, and what it costs then.
package struct WindowRule: Sendable {
    package enum Charge: String, Sendable, CaseIterable {
        /// The person's fee.
        case fee
        /// The fee and the part that the budgets would have added.
        case full
    }

    package let basis: RuleBasis
    package let name: String
    package let from: CivilDate
    package let to: CivilDate
    package let isCentral: Bool
    package let charge: Charge
    /// Whether budgets add their part.
    package let subsidised: Bool
    package let spares: [Spared]
}

/// Persons whom a consequence of lateness does not touch.
package enum Spared: String, Sendable, CaseIterable {
    case newborn, special
}

/// 待遇等待期
package struct WaitingRule: Sendable {
    package enum Cause: String, Sendable, CaseIterable {
        /// Paid outside the central window.
        case late
        /// Years without cover before this one.
        case missedYears = "missed-years"
    }

    package let basis: RuleBasis
    package let causes: [Cause]
    package let days: Int
    package let months: Int
    package let monthsPerMissedYear: Int
    /// From so many missed years on, at least so many months in all, whatever was made good.
    package let floor: (missedYears: Int, months: Int)?
    package let spares: [Spared]
}

/// Newborns: paid inside a window after birth they are covered from birth.
package struct NewbornRule: Sendable {
    package enum Within: Sendable, Hashable {
        case days(Int), months(Int)
    }

    package let basis: RuleBasis
    package let within: Within
    /// Whether one parent must be insured here.
    package let needsParent: Bool
    /// Later, but in the year of birth, the fee alone is due and the cover begins with the payment.
    package let sameYearIsFee: Bool
    package let materials: [String]

    /// The last day of the window. Months end on the day of the same number, or on the last of a shorter month (Civil
    /// Code art. 202); the day of birth does not count.
    package func last(bornOn birth: CivilDate) -> CivilDate {
        switch within {
        case .days(let days): birth.adding(days: days)
        case .months(let months): birth.adding(months: months)
        }
    }
}

/// 补缴: earlier years that may be paid later.
package struct BackPaymentRule: Sendable {
    package let basis: RuleBasis
    package let ages: ClosedRange<Int>
    /// Whether it is for those only who never paid before.
    package let neverInsured: Bool
    /// How many years may be paid in all, those already paid counted.
    package let years: Int
    /// The first year that may be paid.
    package let since: Int
    package let subsidised: Bool
    package let materials: [String]
}

/// 中断缴费: by when a year that is missing must be paid.
package struct BreakRule: Sendable {
    package let basis: RuleBasis
    /// The last day on which the missing year can be paid.
    package let latest: CivilDate
    /// Days before the latest day on which a reminder goes out, most first.
    package let remindDays: [Int]
}

/// Which kinds of payment need 核定单 first.
package struct OrderRule: Sendable {
    package let basis: RuleBasis
    package let types: [PaymentType]
}

/// Why money goes back.
package struct RefundGround: Sendable {
    package let basis: RuleBasis
    package let name: String
    package let until: RefundReason.Until
    /// A day after which nothing is given back on this ground.
    package let deadline: CivilDate?
    package let evidence: [String]
    /// Who has to agree; the tax bureau, the insurance's bureau and the finance bureau where the rules name nobody.
    package let reviewers: [Reviewer]

    package enum Reviewer: String, Sendable, CaseIterable {
        case taxBureau = "tax-bureau"
        case medicalBureau = "medical-bureau"
        case humanResources = "human-resources"
        case insuranceBureau = "insurance-bureau"
        case financeBureau = "finance-bureau"

        /// Medical and pension bureau are one part: the one whose insurance was paid.
        var office: RefundOffice {
            switch self {
            case .taxBureau: .tax
            case .medicalBureau, .humanResources, .insuranceBureau: .insurance
            case .financeBureau: .finance
            }
        }
    }
}

/// A paper that is brought (出生医学证明, 户口簿).
package struct Material: Sendable, Hashable {
    package let id: String
    package let name: String
}

/// Kinds of payment: what a bureau must have fixed before money is taken, and what it is called.
package enum PaymentType: String, Sendable, CaseIterable {
    case regular, newborn
    case firstTime = "first-time"
    case policyArrears = "policy-arrears"
    case breakArrears = "break"
    case outOfWindow = "out-of-window"
    case overAge = "over-age"

    /// Back payment: its price goes by the tiers of today, whatever the day.
    static let ofEarlierYears: [PaymentType] = [.policyArrears, .breakArrears, .overAge]

    package var chinese: String {
        switch self {
        case .regular: "正常缴费"
        case .newborn: "新生儿参保缴费"
        case .firstTime: "新参保缴费"
        case .policyArrears: "政策性补缴"
        case .breakArrears: "中断补缴"
        case .outOfWindow: "集中征缴期外缴费"
        case .overAge: "超龄补缴"
        }
    }
}

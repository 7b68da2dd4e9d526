import Diagnostics
import Storage

/// What the rules say of one person, insurance, year and day: whether he may join, what it costs, who bears which part,
/// and why.
package struct Determination: Sendable {
    package enum Outcome: String, Sendable {
        case eligible, ineligible
        /// Something that decides it is not known yet.
        case open
    }

    package let insurance: Insurance
    package let period: Int
    package let day: CivilDate
    package let outcome: Outcome
    package let type: PaymentType
    /// What is due in all; nil when the period cannot be paid on this day or no tier was chosen.
    package let totalFen: Int?
    /// Who bears what of `totalFen`, the person first; they add up to it.
    package let parts: [Part]
    /// What budgets add beside it, to the pool (medical) or to the personal account (pension).
    package let subsidy: [Part]
    /// The class that counts.
    package let specialClass: SpecialClass?
    package let window: WindowRule?
    /// The first day of medical cover when paid on this day.
    package let coverFrom: CivilDate?
    /// Whether a bureau must fix the amount before it is paid.
    package let needsOrder: Bool
    /// Papers to bring that are not there yet.
    package let bring: [Material]
    /// Rule by rule, in the order in which they were looked at. Empty unless it was asked for.
    package let trace: [Step]

    package var ownFen: Int? {
        totalFen.map { _ in parts.first { $0.bearer == Bearer.person.id }?.fen ?? 0 }
    }
    package var stateFen: Int? { totalFen.map { total in total - (ownFen ?? 0) } }
    package var subsidyFen: Int { subsidy.reduce(0) { $0 + $1.fen } }

    /// One rule that was looked at.
    package struct Step: Sendable, Hashable {
        package enum Verdict: String, Sendable {
            /// The condition is met.
            case met
            case failed
            /// It cannot be told.
            case unknown
            /// The rule gave an amount, a window, a class.
            case applied
        }

        package let rule: String
        /// The document's number or title.
        package let document: String
        package let verdict: Verdict
        /// In words, by the catalogue.
        package let note: Diagnostic
    }
}

/// What is asked of the rules.
package struct Question: Sendable {
    /// The day of payment, on which ages, lists and windows are looked at.
    package let day: CivilDate
    /// The day on which the age of entry counts, when it is another.
    package let ageDay: CivilDate
    /// The tier that was chosen, for the pension.
    package let tierFen: Int?
    package let isTraced: Bool

    package init(day: CivilDate, ageDay: CivilDate? = nil, tierFen: Int? = nil, isTraced: Bool = true) {
        self.day = day
        self.ageDay = ageDay ?? day
        self.tierFen = tierFen
        self.isTraced = isTraced
    }
}

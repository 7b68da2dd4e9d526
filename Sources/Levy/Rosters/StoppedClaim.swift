import Diagnostics
import Storage

/// A person whom a roster lists and who owes nothing for it, because the rules do not let him join.
package struct StoppedClaim: Hashable, Sendable {
    /// Why, in the words of the rule.
    package struct Cause: Hashable, Sendable {
        /// The rule's id; empty for a death, which no rule has to name.
        package let rule: String
        package let note: Diagnostic
        /// What of it is counted together: 在校学生, 死亡, 年龄.
        package let kind: String

        init(_ found: EligibilityFinding, ageDay: CivilDate) {
            rule = found.rule?.basis.id ?? ""
            note = found.note(ageDay: ageDay)
            kind =
                switch found.subject {
                case .deceased: PersonMark.Kind.deceased.chinese
                case .age: "年龄不符"
                case .residence, .document: PersonMark.Kind.registeredElsewhere.chinese
                case .marks(let found, _): found.map(\.kind.chinese).joined(separator: "、")
                }
        }

        init(tier fen: Int, _ rule: TierRule) {
            self.rule = rule.basis.id
            note = Diagnostic(.note, "rule.tier-not-allowed", ["yuan": Money(fen: fen).grouped])
            kind = "不能选这一档次"
        }
    }

    package let insurance: Insurance
    package let citizenID: String
    package let name: String
    package let village: String
    package let cause: Cause

    init(_ insurance: Insurance, _ claim: Claim, _ cause: Cause) {
        self.insurance = insurance
        citizenID = claim.citizenID
        name = claim.name
        village = claim.village
        self.cause = cause
    }
}

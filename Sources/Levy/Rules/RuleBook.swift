import Diagnostics
import Storage

/// The rules of one district: who may join, what it costs, who bears which part, when it may be paid and what follows
/// from paying late. Read from a file that a clerk can read aloud; every rule names the document that it comes from.
package struct RuleBook: Sendable {
    package let id: String
    package let title: String
    /// The district's code; a rule without places holds in the whole of it.
    package let district: String
    package let documents: [PolicyDocument]
    package let bearers: [Bearer]
    package let classes: [ClassRule]
    package let precedence: [PrecedenceRule]
    package let eligibility: [EligibilityRule]
    package let fees: [FeeRule]
    package let pools: [PoolRule]
    package let tiers: [TierRule]
    package let aid: [AidRule]
    package let windows: [WindowRule]
    package let waiting: [WaitingRule]
    package let newborns: [NewbornRule]
    package let backPayments: [BackPaymentRule]
    package let breaks: [BreakRule]
    package let orders: [OrderRule]
    package let refunds: [RefundGround]
    package let materials: [Material]
    package let source: SourceText
    /// What a reader should know but which is not wrong.
    package internal(set) var warnings: [Diagnostic] = []

    /// The SHA-256 of the file.
    package var hash: String { DurableFile.sha256(source.text) }

    package func document(_ id: String) -> PolicyDocument? { documents.first { $0.id == id } }
    package func bearer(_ id: String) -> Bearer? { bearers.first { $0.id == id } }
    package func material(_ id: String) -> Material? { materials.first { $0.id == id } }
    package func rule(of name: SpecialClass) -> ClassRule? { classes.first { $0.name == name } }
}

/// 政策文件: what rules come from.
package struct PolicyDocument: Sendable, Hashable {
    package let id: String
    /// 文号; empty for what has none.
    package let number: String
    package let title: String
    /// Nil when the beginning or the end is not known.
    package let from: CivilDate?
    package let until: CivilDate?
    /// Where it is to be confirmed that no newer one has come: the place of its mark.
    package var unconfirmed: SourceSpan?

    /// `鲁政发〔2013〕13号`, or the title of a document without number.
    package var name: String { number.isEmpty ? "《\(title)》" : number }
}

/// Who bears a part: a budget, a fund, a collective. The person himself is `Bearer.person`.
package struct Bearer: Sendable, Hashable {
    package let id: String
    package let name: String

    package static let person = Bearer(id: "person", name: "个人")
}

/// What every rule has: its name, its document, and where and when it holds.
package struct RuleBasis: Sendable, Hashable {
    package let id: String
    package let document: String
    /// Nil for both insurances.
    package let insurance: Insurance?
    /// The years of cover (所属期).
    package let periods: ClosedRange<Int>
    /// Beginnings of village codes; empty for the whole district.
    package let places: [String]
    package let span: SourceSpan
    /// Carried over from another year, and still to be confirmed for this one.
    package var isUnconfirmed = false

    /// How closely the rule names the place: 0 for the whole district; nil where it does not hold.
    package func closeness(to village: String) -> Int? {
        if places.isEmpty { return 0 }
        return places.filter { village.hasPrefix($0) }.map(\.count).max()
    }

    package func holds(_ insurance: Insurance, _ period: Int, in village: String) -> Bool {
        (self.insurance ?? insurance) == insurance && periods.contains(period) && closeness(to: village) != nil
    }

    /// Whether both can hold for the same person, so that one must be meant as an exception from the other.
    func overlaps(_ other: RuleBasis) -> Bool {
        (insurance == nil || other.insurance == nil || insurance == other.insurance)
            && periods.overlaps(other.periods) && placesMeet(other)
    }

    /// A narrower place is an exception from the wider one and no contradiction.
    private func placesMeet(_ other: RuleBasis) -> Bool {
        if places.isEmpty || other.places.isEmpty { return places.isEmpty && other.places.isEmpty }
        return places.contains { other.places.contains($0) }
    }
}

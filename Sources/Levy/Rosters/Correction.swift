import Diagnostics
import Storage

/// A change to a roster that a village asked for and the bureau granted: with its reason and its evidence. It holds for
/// later versions too.
package struct Correction: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case add, remove, correct
    }

    package let kind: Kind
    package let insurance: Insurance
    package let citizenID: String
    /// Nil for what stays as it is.
    package let name: String?
    package let village: String?
    package let tierFen: Int?
    package let phone: String?
    package let reason: String
    /// What proves it: the number of a form, a certificate, a photograph's file.
    package let evidence: String
    package let by: String
    package let checker: String
    package let at: Instant
    /// For a person without a citizen number, when he is added.
    package let holder: DocumentHolder?

    package init(
        kind: Kind, insurance: Insurance, citizenID: String, name: String? = nil, village: String? = nil,
        tierFen: Int? = nil, phone: String? = nil, reason: String, evidence: String, by: String, checker: String,
        at: Instant, holder: DocumentHolder? = nil
    ) {
        self.holder = holder
        self.kind = kind
        self.insurance = insurance
        self.citizenID = citizenID
        self.name = name
        self.village = village
        self.tierFen = tierFen
        self.phone = phone
        self.reason = reason
        self.evidence = evidence
        self.by = by
        self.checker = checker
        self.at = at
    }
}

extension Campaign {
    /// Enters a correction and brings the obligations to it.
    /// - throws: `Rejection` with everything wrong with it: an identity number, a village or a tier that is not there,
    ///   a person who is on the roster already or is not, an obligation that is paid.
    package func correct(_ correction: Correction, in transaction: Transaction) throws -> Adjustment {
        var mistakes = DiagnosticList()
        let id = correction.citizenID
        if correction.by == correction.checker {
            mistakes.error("levy.decision.same-person", ["person": correction.by, "subject": id])
        }
        if correction.reason.isEmpty || correction.evidence.isEmpty { mistakes.error("levy.correction.reason", [:]) }
        let isListed = try claims(correction.insurance, in: transaction)[id] != nil
        switch correction.kind {
        case .add:
            if correction.holder == nil, CitizenID(id) == nil, IdentityDocument(id) != nil {
                mistakes.error("levy.correction.document", ["id": id])
            } else if let reason = try unfit(correction, in: transaction) {
                mistakes.error(
                    "levy.row." + reason.rawValue,
                    ["name": correction.name ?? "", "id": id, "village": correction.village ?? ""])
            }
            if isListed { mistakes.error("levy.correction.listed", ["id": id]) }
        case .remove, .correct:
            if !isListed { mistakes.error("levy.correction.not-listed", ["id": id]) }
            if correction.kind == .correct, let reason = try unfit(correction, in: transaction) {
                mistakes.error(
                    "levy.row." + reason.rawValue,
                    ["name": correction.name ?? id, "id": id, "village": correction.village ?? ""])
            }
        }
        try mistakes.throwIfErrors()
        let number = try CorrectionStore.add(correction, in: transaction)
        if let holder = correction.holder {
            try HolderStore.add(holder, source: "correction:\(number)", in: transaction)
        }
        let change = try adjustObligations(
            correction.insurance, cause: "correction:\(number)", in: transaction, at: correction.at)
        if correction.kind == .add, let stopped = change.stopped.first(where: { $0.citizenID == id }) {
            throw Rejection(
                "levy.correction.stopped", ["name": stopped.name, "id": id, "kind": stopped.cause.kind],
                notes: [stopped.cause.note])
        }
        if let paid = change.held.first(where: { $0.citizenID == id }) {
            throw Rejection("levy.correction.settled", ["id": id, "serial": paid.serial])
        }
        if correction.kind == .correct { try RosterStore.rename(id, correction.name ?? "", in: transaction) }
        if correction.kind != .remove, let phone = correction.phone, !phone.isEmpty {
            try PhoneStore.say(phone, of: id, source: "correction:\(number)", at: correction.at, in: transaction)
        }
        return change
    }

    /// What a roster's row of this content would be rejected for.
    private func unfit(_ correction: Correction, in transaction: Transaction) throws -> RowOutcome.Reason? {
        let isNew = correction.kind == .add
        let id = correction.citizenID
        guard let birth = try correction.holder?.birth ?? HolderStore.birth(id, in: transaction) else {
            return isNew ? CitizenIDReading(correction.citizenID).fault?.reason ?? .badCheckDigit : nil
        }
        if isNew && (correction.name ?? "").isEmpty || correction.name?.isEmpty == true { return .missingName }
        if isNew || correction.village != nil {
            let village = correction.village ?? ""
            if try RegionStore.tree(in: transaction).village(village) == nil { return .unknownVillage }
        }
        guard correction.insurance == .pension else { return nil }
        if isNew || correction.tierFen != nil {
            let facts = try KnownFacts(policy, of: [id], in: transaction)
            let isSpecial = facts.isSpecial(id, in: correction.village ?? "")
            guard let tier = correction.tierFen, policy.allows(tierFen: tier, isSpecial: isSpecial) else {
                return .unknownTier
            }
        }
        if isNew && birth > policy.asOf { return .noSuchDate }
        let age = birth.age(on: policy.asOf)
        if isNew && age < policy.pensionAges.lowerBound { return .tooYoung }
        return isNew && age > policy.pensionAges.upperBound ? .tooOld : nil
    }

    /// Every correction of one insurance, the first one first.
    package func corrections(_ insurance: Insurance, in transaction: Transaction) throws -> [Correction] {
        try CorrectionStore.all(insurance, in: transaction)
    }
}

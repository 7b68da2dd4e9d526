import Diagnostics
import Storage

/// Everything that says what a person owes, who bears it, and why.
package struct PersonExplanation: Sendable {
    package struct Obligation: Sendable {
        package let id: Int
        package let insurance: Insurance
        package let period: Int
        package let village: String
        package let villageName: String
        package let totalFen: Int
        package let ownFen: Int
        package let helpers: [Part]
        /// The serial of the payment that settles it now.
        package let settledBy: String?
    }

    /// An obligation that stood once.
    package struct EndedObligation: Sendable {
        package let insurance: Insurance
        package let period: Int
        package let village: String
        package let totalFen: Int
        /// What ended it: `import:3`, `fact:12`, `correction:1`, `withdrawal:2`, `submission:4` and the like.
        package let cause: String
        package let endedAt: Instant
    }

    package struct RosterRow: Sendable {
        package let file: String
        package let place: String
        package let name: String
        package let village: String
        package let tierFen: Int?
        package let outcome: String
        package let code: String?
    }

    package struct Payment: Sendable {
        package let line: PaymentLine
        /// Whether no reversal that stands takes it back.
        package let stands: Bool
        package let settles: Bool
        /// The number of the order that it paid.
        package let order: String?
        /// Why it settled nothing; nil for what is in order.
        package let exception: PaymentException.Kind?
    }

    package let citizenID: String
    /// Set for a person without a citizen number.
    package let document: IdentityDocument.Kind?
    package let name: String
    package let day: CivilDate
    package let village: String
    package let villageName: String
    /// What became of the village for which the person's obligations were raised.
    package let moves: [VillageMove]
    package let householdHead: String
    package let phone: String
    package let rules: RuleBook
    package let facts: InsuredFacts
    package let obligations: [Obligation]
    /// Those that ended, the first one first.
    package let ended: [EndedObligation]
    /// What the rosters claim of the person and the rules do not let be.
    package let stopped: [StoppedClaim]
    package let determinations: [Determination]
    package let rosterRows: [RosterRow]
    package let payments: [Payment]
    package let receipts: [Receipt]
    package let orders: [AssessmentOrder]
    package let papers: [Material]
    package let parents: [String]
    package let unpaidReasons: [UnpaidReason]
}

extension Campaign {
    /// What the rules say of a person on a day, and the rows it comes from.
    /// - Parameter day: nil for the day on which the person was judged for the rosters: the campaign's, or the day of
    ///   the last thing that is known of him.
    /// - Parameter newcomer: the village of somebody of whom nothing is known yet, who comes to the window.
    /// - throws: `Rejection` `explain.number` for what is no identity number, `explain.nobody` for a number that is in
    ///   no roster, list or payment.
    package func explain(
        person text: String, on day: CivilDate? = nil, tierFen: Int? = nil, newcomer: String? = nil,
        in transaction: Transaction
    ) throws -> PersonExplanation {
        let citizenID = PersonNumber.cleaned(text)
        let holder = try HolderStore.find(citizenID, in: transaction)
        guard let birth = CitizenID(citizenID)?.birth ?? holder?.birth else {
            throw Rejection(
                PersonNumber.key(text) == nil ? "explain.number" : "explain.nobody", ["id": citizenID])
        }
        let rosterRows = try rosterRows(of: citizenID, in: transaction)
        let obligations = try ExplanationStore.obligations(of: citizenID, in: transaction)
        let memberships = try RosterStore.memberships(of: [citizenID], in: transaction)[citizenID]?.spans ?? []
        let lines = try ExplanationStore.payments(of: citizenID, in: transaction)
        let orders = try OrderStore.orders(of: citizenID, in: transaction)
        let marks = try FactStore.marks(of: citizenID, in: transaction)
        let known = try ExplanationStore.person(citizenID, in: transaction)
        let isKnown =
            known != nil || !rosterRows.isEmpty || !memberships.isEmpty || !lines.isEmpty || !marks.isEmpty
            || !orders.isEmpty
        guard isKnown || newcomer != nil else { throw Rejection("explain.nobody", ["id": citizenID]) }
        func asked(_ insurance: Insurance) -> CivilDate {
            day ?? policy.judgedOn(insurance, marks: marks, memberships: memberships)
        }
        let latest = Insurance.allCases.map(asked).max() ?? policy.asOf
        let raised = try ExplanationStore.raisedIn(citizenID, in: transaction)
        let first = raised ?? rosterRows.last?.village ?? lines.last?.village ?? newcomer ?? orders.last?.village ?? ""
        let moves = try RegionStore.moves(of: first, person: citizenID, in: transaction)
        // Without a day, where the person belongs now.
        let village = day.map { RegionStore.place(of: first, after: moves, on: $0) }
            ?? moves.last?.successor ?? first
        let papers = try FactStore.papers(of: citizenID, in: transaction)
        var facts = InsuredFacts(
            birth: birth, village: village, marks: marks, memberships: memberships,
            paidYears: try FactStore.paidYears(of: citizenID, in: transaction),
            parentIsInsured: try FactStore.parentIsInsured(citizenID, on: latest, in: transaction),
            received: Set(papers.map(\.material)))
        facts.livesByDocument = holder != nil || CitizenID(citizenID).map { $0.kind != .citizen } ?? false
        let tier = tierFen ?? rosterRows.last { $0.tierFen != nil }?.tierFen
        let determinations = Insurance.allCases.map { insurance in
            policy.sheet(insurance).determine(
                facts, Question(day: asked(insurance), ageDay: day ?? policy.asOf, tierFen: tier))
        }
        return PersonExplanation(
            citizenID: citizenID, document: holder?.document.kind,
            name: known?.name ?? rosterRows.last?.name ?? lines.last?.name ?? "", day: latest,
            village: village, villageName: try day.map { try RegionStore.name(of: village, on: $0, in: transaction) }
                ?? ExplanationStore.villageName(village, in: transaction), moves: moves,
            householdHead: known?.householdHead ?? "", phone: known?.phone ?? "",
            rules: policy.rules, facts: facts, obligations: obligations,
            ended: try ExplanationStore.endedObligations(of: citizenID, in: transaction),
            stopped: try stoppedClaims(of: [citizenID], in: transaction), determinations: determinations,
            rosterRows: rosterRows,
            payments: try explained(lines, obligations, orders, in: transaction),
            receipts: try ExplanationStore.receipts(of: citizenID, in: transaction), orders: orders,
            papers: papers.compactMap { policy.rules.material($0.material) },
            parents: try FactStore.parents(of: citizenID, in: transaction),
            unpaidReasons: try UnpaidReasonStore.reasons(of: citizenID, in: transaction))
    }

    /// The rows of every roster that name the person, as they count now.
    private func rosterRows(
        of citizenID: String, in transaction: Transaction
    ) throws -> [PersonExplanation.RosterRow] {
        let imports = try Insurance.allCases.flatMap { try ImportStore.all($0.importKind, in: transaction) }
        var found: [PersonExplanation.RosterRow] = []
        for record in imports.sorted(by: { $0.id < $1.id }) {
            try eachEntry(importID: record.id, of: [citizenID], in: transaction) { entry in
                found.append(
                    PersonExplanation.RosterRow(
                        file: record.file, place: entry.place, name: entry.name, village: entry.village,
                        tierFen: entry.tierFen, outcome: entry.outcome.rawValue, code: entry.code))
            }
        }
        return found
    }

    /// Each payment with what became of it, by the same rules as the list of exceptions.
    private func explained(
        _ lines: [PaymentLine], _ obligations: [PersonExplanation.Obligation], _ orders: [AssessmentOrder],
        in transaction: Transaction
    ) throws -> [PersonExplanation.Payment] {
        guard !lines.isEmpty else { return [] }
        let chain = ReversalChain(try ExplanationStore.reversals(of: lines, in: transaction))
        return lines.map { line in
            let owed = obligations.last { $0.insurance == line.insurance }
            let stands = chain.stands(line.serial)
            let order = orders.first { $0.paidBy == line.serial }
            let settles = owed?.settledBy == line.serial
            var kind: PaymentException.Kind?
            if line.reverses == nil && order == nil && !settles {
                if !stands {
                    kind = owed?.settledBy == nil ? .reversed : .reversedThenPaid
                } else if let owed {
                    kind =
                        owed.ownFen == 0
                        ? .paidThoughStatePaid : line.fen != owed.ownFen ? .amountMismatch : .double
                    if kind == .double, owed.settledBy == nil {
                        let isPayable = policy.isPayableWithoutOrder(
                            line.insurance, on: line.paidOn, in: owed.village)
                        kind = isPayable ? nil : .withoutOrder
                    }
                } else {
                    let period = policy.period(of: line.insurance)
                    let isCovered = orders.contains { order in
                        order.insurance == line.insurance && order.state == .paid
                            && order.lines.contains { $0.period == period }
                    }
                    kind = isCovered ? .double : .notOnRoster
                }
            }
            return PersonExplanation.Payment(
                line: line, stands: stands, settles: settles, order: order?.number, exception: kind)
        }
    }
}

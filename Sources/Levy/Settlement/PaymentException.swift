import Storage

/// A payment that did not simply settle what it was meant for, or a remark about one that did.
package struct PaymentException: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// The state pays this obligation: refund.
        case paidThoughStatePaid = "paid-though-state-paid"
        /// The obligation, or the order in its place, is settled by another payment: refund.
        case double
        /// Taken back, and nothing else settled the obligation.
        case reversed
        /// Taken back, and another payment settled the obligation.
        case reversedThenPaid = "reversed-then-paid"
        /// Settles, but the line names another village than the payer's.
        case wrongVillage = "wrong-village"
        case amountMismatch = "amount-mismatch"
        case notOnRoster = "not-on-roster"
        /// The number is that of a person of another name. It settles unless the plan holds such payments.
        case otherName = "other-name"
        /// The right amount, but paid when it takes an order of the bureau (核定单), and there is none.
        case withoutOrder = "without-order"
        /// A reversal that names a line nobody has seen, or that was taken back already.
        case reversalUnmatched = "reversal-unmatched"
        /// A line came again under its serial with other words; the first stands.
        case resentChanged = "resent-changed"

        /// Whether the money goes back to the payer.
        package var asksForRefund: Bool { self == .double || self == .paidThoughStatePaid }
        /// Whether somebody has to look at it. What the bank took back and got again is only counted.
        package var isOpen: Bool { self != .reversedThenPaid }

        package var chinese: String {
            switch self {
            case .paidThoughStatePaid: "财政代缴人员重复缴费"
            case .double: "同一人同一险种重复缴费"
            case .reversed: "已冲正，尚未重新缴费"
            case .reversedThenPaid: "冲正后已重新缴费"
            case .wrongVillage: "缴费记入其他村居"
            case .amountMismatch: "缴费金额与应缴不符"
            case .notOnRoster: "缴费人不在清册"
            case .otherName: "缴费姓名与清册不符"
            case .withoutOrder: "集中征缴期外缴费，没有核定单"
            case .reversalUnmatched: "冲正找不到原交易"
            case .resentChanged: "同一流水号内容不一致"
            }
        }
    }

    package let kind: Kind
    package let serial: String
    package let citizenID: String
    package let name: String
    package let insurance: Insurance
    package let fen: Int
    package let paidOn: CivilDate
    package let channel: String
    /// The village that the line names.
    package let credited: String
    /// The payer's own village, when he owes this insurance.
    package let home: String?
    /// What he owes himself.
    package let dueFen: Int?

    /// The key under which a decision about it is kept.
    package var subject: String { "payment/\(kind.rawValue)/\(serial)" }
}

extension Campaign {
    /// All exceptions after the last evening, in the order of kind, day and serial. Computed from the ledger: which
    /// file came first makes no difference.
    package func exceptions(in transaction: Transaction) throws -> [PaymentException] {
        try Campaign.exceptions(of: nil, policy: { policy }, in: transaction)
    }

    /// - Parameters:
    ///   - payer: whose payments are looked at; nil for everybody's.
    ///   - policy: says which payments take an order; asked for only where one came that might.
    static func exceptions(
        of payer: String?, policy: () throws -> LevyPolicy, in transaction: Transaction
    ) throws -> [PaymentException] {
        let chain = ReversalChain(try PaymentStore.reversals(of: payer, in: transaction))
        let suspects = try ExceptionStore.suspects(of: payer, in: transaction)
        let others = try otherNames(of: payer, chain, in: transaction)
        let othersSerials = Set(others.map(\.line.serial))
        var found = others.map { exception(.otherName, $0) }
        var rivals: [Int: [ExceptionStore.Suspect]] = [:]
        for suspect in suspects {
            if let kind = try kind(of: suspect, chain, othersSerials, policy) { found.append(exception(kind, suspect)) }
            if suspect.isMatching && chain.stands(suspect.line.serial), let id = suspect.obligationID {
                rivals[id, default: []].append(suspect)
            }
        }
        // The first payment in the order of day and serial says where the money went, also when a later one had its
        // receipt already because the first one's file came late.
        for (_, payments) in rivals.sorted(by: { $0.key < $1.key }) {
            let first = payments.min { ($0.line.paidOn, $0.line.serial) < ($1.line.paidOn, $1.line.serial) }
            guard let first, let home = first.home, first.credited != home else { continue }
            found.append(exception(.wrongVillage, first))
        }
        found += try unmatched(chain, in: transaction)
        found += try PaymentStore.changedRepeats(in: transaction).filter { payer == nil || $0.first.citizenID == payer }
            .map { repeated in
                exception(.resentChanged, ExceptionStore.Suspect(line: repeated.first))
            }
        let order = Dictionary(uniqueKeysWithValues: PaymentException.Kind.allCases.enumerated().map { ($1, $0) })
        return found.sorted {
            (order[$0.kind] ?? 0, $0.paidOn, $0.serial) < (order[$1.kind] ?? 0, $1.paidOn, $1.serial)
        }
    }

    /// Payments that stand under a number whose person has another name, whether they settle or not.
    /// - Parameter isSettled: whether only those count that an evening has looked at.
    static func otherNames(
        of payer: String? = nil, _ chain: ReversalChain, isSettled: Bool = true, in transaction: Transaction
    ) throws -> [ExceptionStore.Suspect] {
        try ExceptionStore.otherNames(of: payer, isSettled: isSettled, in: transaction).filter { suspect in
            try chain.stands(suspect.line.serial)
                && PersonNames.other(of: suspect.line.citizenID, than: suspect.line.name, in: transaction) != nil
        }
    }

    /// The payments that wait for somebody to look into their name.
    static func heldNames(_ chain: ReversalChain, in transaction: Transaction) throws -> Set<String> {
        let serials = try otherNames(chain, isSettled: false, in: transaction).map(\.line.serial)
        return Set(
            try serials.filter { serial in
                let subject = "\(BookDifference.List.payment.rawValue)/\(PaymentException.Kind.otherName.rawValue)/"
                let decision = try DecisionStore.find(subject + serial, in: transaction)
                return decision?.verdict != BookDifference.confirmed
            })
    }

    /// The payments to be given back (facts: double payment, and payment of what the state pays).
    package func refunds(in transaction: Transaction) throws -> [PaymentException] {
        try exceptions(in: transaction).filter { $0.kind.asksForRefund }
    }

    private static func kind(
        of suspect: ExceptionStore.Suspect, _ chain: ReversalChain, _ others: Set<String>,
        _ policy: () throws -> LevyPolicy
    ) throws -> PaymentException.Kind? {
        guard chain.stands(suspect.line.serial) else {
            return suspect.settledBy == nil ? .reversed : .reversedThenPaid
        }
        guard let own = suspect.ownFen else { return suspect.isCovered ? .double : .notOnRoster }
        if own == 0 { return .paidThoughStatePaid }
        if suspect.line.fen != own { return .amountMismatch }
        let line = suspect.line
        if suspect.settledBy == line.serial { return nil }
        let isPayable = try policy().isPayableWithoutOrder(
            line.insurance, on: line.paidOn, in: suspect.home ?? line.village)
        // What is held back for its name alone is not paid twice.
        if isPayable && suspect.settledBy == nil && others.contains(line.serial) { return nil }
        return isPayable ? .double : .withoutOrder
    }

    private static func exception(
        _ kind: PaymentException.Kind, _ suspect: ExceptionStore.Suspect
    ) -> PaymentException {
        let line = suspect.line
        return PaymentException(
            kind: kind, serial: line.serial, citizenID: line.citizenID, name: line.name, insurance: line.insurance,
            fen: line.fen, paidOn: line.paidOn, channel: line.channel, credited: line.village, home: suspect.home,
            dueFen: suspect.ownFen)
    }

    /// Reversals without effect: the line is unknown, stands in a circle, or was taken back by an earlier reversal.
    private static func unmatched(_ chain: ReversalChain, in transaction: Transaction) throws -> [PaymentException] {
        try chain.reversals.compactMap { reversal in
            guard chain.stands(reversal.serial), let target = reversal.reverses else { return nil }
            let isKnown = try PaymentStore.line(target, in: transaction) != nil
            if isKnown && chain.cause(of: target) == reversal.serial { return nil }
            return exception(.reversalUnmatched, ExceptionStore.Suspect(line: reversal))
        }
    }
}

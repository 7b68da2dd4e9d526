import Diagnostics
import Storage

extension Campaign {
    /// The payments with an exception that somebody has to decide about. What asks for a refund, or has its refund case
    /// already, is that case's and no difference beside it.
    func paymentDifferences(in transaction: Transaction) throws -> [BookDifference] {
        let cases = try RefundStore.all(in: transaction).filter { $0.state == .paid || !$0.isOver }
        let refunds = Set(cases.map(\.serial))
        let regions = try RegionStore.tree(in: transaction)
        var seen: Set<String> = []
        return try exceptions(in: transaction).compactMap { exception in
            guard let kind = exception.kind.difference, !refunds.contains(exception.serial),
                seen.insert(exception.subject).inserted
            else { return nil }
            // Who owes nothing need not pay again what the bank took back.
            if exception.kind == .reversed && (exception.dueFen ?? 0) == 0 { return nil }
            let town = regions.townCode(ofVillage: exception.home ?? exception.credited)
            let paid = exception.kind == .reversed ? 0 : exception.fen
            let due = exception.kind == .resentChanged ? exception.fen : exception.dueFen ?? 0
            return BookDifference(
                list: .payment, kind: kind, key: exception.serial, insurance: exception.insurance,
                citizenID: exception.citizenID, day: exception.paidOn, oursFen: due, theirsFen: paid,
                owner: kind.isBanks
                    ? exception.channel
                    : kind.isTowns
                        ? regions[code: town]?.name ?? exception.channel
                        : exception.insurance == .medical ? "医保部门" : "人社部门",
                text: "\(exception.paidOn.chinese) \(exception.name) \(exception.citizenID) "
                    + "\(exception.insurance.chinese) \(exception.serial)：\(kind.chinese)，"
                    + "缴 \(Money(fen: paid).grouped) 元，应缴 \(Money(fen: due).grouped) 元")
        }
    }

    /// Decides about a difference: by one person, checked by another. Money that is to go back gets its refund case.
    /// What was decided and is not done is carried over by deciding so about the same subject.
    /// - throws: `Rejection` `levy.difference.unknown`, `levy.difference.verdict`, and those of `DecisionStore.add` and
    ///   `openRefund`.
    package func decideDifference(
        _ subject: String, _ verdict: String, note: String, by maker: String, checker: String,
        in transaction: Transaction, at now: Instant
    ) throws {
        if verdict == BookDifference.carried,
            let undone = try undone(in: transaction).first(where: { [$0.subject, $0.about].contains(subject) })
        {
            return try DecisionStore.add(
                Decision(
                    subject: undone.subject, verdict: verdict, note: note.isEmpty ? undone.text : note,
                    decidedBy: maker, checkedBy: checker, decidedAt: now), in: transaction)
        }
        guard let difference = try differences(in: transaction).first(where: { $0.subject == subject }) else {
            throw Rejection("levy.difference.unknown", ["subject": subject])
        }
        if let known = difference.verdicts, !known.contains(verdict), verdict != BookDifference.carried {
            throw Rejection(
                "levy.difference.verdict",
                ["difference": difference.text, "verdict": verdict, "known": known.joined(separator: "、")])
        }
        try DecisionStore.add(
            Decision(
                subject: subject, verdict: verdict, note: note.isEmpty ? difference.text : note, decidedBy: maker,
                checkedBy: checker, decidedAt: now), in: transaction)
        try openRefund(of: difference, verdict, by: maker, in: transaction, at: now)
    }

    /// Opens the refund case of a payment about which it was decided that the money goes back; else nothing.
    package func concludeDifference(
        _ subject: String, _ verdict: String, by maker: String, in transaction: Transaction, at now: Instant
    ) throws {
        guard verdict == BookDifference.refunded, subject.hasPrefix("\(BookDifference.List.payment.rawValue)/"),
            let difference = try paymentDifferences(in: transaction).first(where: { $0.subject == subject })
        else { return }
        try openRefund(of: difference, verdict, by: maker, in: transaction, at: now)
    }

    private func openRefund(
        of difference: BookDifference, _ verdict: String, by maker: String, in transaction: Transaction,
        at now: Instant
    ) throws {
        guard verdict == BookDifference.refunded, difference.list == .payment else { return }
        try openRefund(
            serial: difference.key, ground: difference.refundGround, by: maker, on: now.date, in: transaction, at: now)
    }
}

extension PaymentException.Kind {
    /// What it is among the differences; nil for what is only told, and for what asks for a refund by itself.
    var difference: BookDifference.Kind? {
        switch self {
        case .amountMismatch: .amountMismatch
        case .notOnRoster: .notOnRoster
        case .otherName: .otherName
        case .reversed: .reversed
        case .withoutOrder: .withoutOrder
        case .reversalUnmatched: .reversalUnmatched
        case .resentChanged: .resentChanged
        case .paidThoughStatePaid, .double, .reversedThenPaid, .wrongVillage: nil
        }
    }
}

extension BookDifference.Kind {
    /// Whether the bank has to clear it up, and not the payer's town.
    fileprivate var isBanks: Bool { self == .reversalUnmatched || self == .resentChanged }
    /// Whether somebody has to go and see the payer.
    fileprivate var isTowns: Bool { self == .reversed || self == .otherName }
}

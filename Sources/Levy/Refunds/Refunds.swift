import Diagnostics
import Storage

extension Campaign {
    /// Who opens the cases that nobody asked for.
    static let automatic = "系统"

    /// Opens a case for a payment on a ground.
    /// - Parameter closing: the last day of the campaign; nil for the end of the central window.
    /// - throws: `Rejection` `refund.unknown-payment`, `refund.unknown-ground`, `refund.other-insurance`,
    ///   `refund.twice`, `refund.taken-back`, `refund.too-late`, `refund.closed`, `refund.deadline`.
    @discardableResult
    package func openRefund(
        serial: String, ground code: String, by person: String, on day: CivilDate, closing: CivilDate? = nil,
        grounds: [RefundReason]? = nil, in transaction: Transaction, at now: Instant
    ) throws -> RefundCase {
        let grounds = grounds ?? policy.refundReasons
        guard let line = try PaymentStore.line(serial, in: transaction), line.reverses == nil else {
            throw Rejection("refund.unknown-payment", ["serial": serial])
        }
        guard let ground = grounds.first(where: { $0.code == code }) else {
            throw Rejection(
                "refund.unknown-ground",
                ["ground": code, "known": grounds.map { "\($0.code)（\($0.name)）" }.joined(separator: "、")])
        }
        if let only = ground.insurance, only != line.insurance {
            throw Rejection(
                "refund.other-insurance", ["ground": ground.name, "only": only.chinese, "paid": line.insurance.chinese])
        }
        if let earlier = try RefundStore.find(serial: serial, in: transaction) {
            throw Rejection("refund.twice", ["serial": serial, "case": "\(earlier.id)"])
        }
        guard try ReversalChain(PaymentStore.reversals(in: transaction)).stands(serial) else {
            throw Rejection("refund.taken-back", ["serial": serial])
        }
        try checkTime(of: ground, line.insurance, on: day, closing: closing ?? policy.centralEnd(line.insurance))
        let home = try SettlementStore.obligation(of: line.citizenID, line.insurance, in: transaction)?.village
        let id = try RefundStore.open(
            line, ground: ground, village: home ?? line.village, by: person, on: day, at: now, in: transaction)
        return try Refunds.find(id, in: transaction)
    }

    /// Opens a case for a payment whose refund was refused, on the same ground: with another account, or with what was
    /// lacking. The first application was in time, so that this one is.
    /// - throws: `Rejection` `refund.unknown`, `refund.not-now`, `refund.twice`, `refund.taken-back`.
    package func reopenRefund(
        _ id: Int, by person: String, on day: CivilDate, in transaction: Transaction, at now: Instant
    ) throws -> RefundCase {
        let refused = try Refunds.find(id, in: transaction)
        guard refused.state == .refused || refused.state == .returned else { throw Refunds.notNow(refused) }
        if let last = try RefundStore.find(serial: refused.serial, in: transaction), last.id != id {
            throw Rejection("refund.twice", ["serial": refused.serial, "case": "\(last.id)"])
        }
        guard try ReversalChain(PaymentStore.reversals(in: transaction)).stands(refused.serial),
            let line = try PaymentStore.line(refused.serial, in: transaction)
        else { throw Rejection("refund.taken-back", ["serial": refused.serial]) }
        let ground = RefundReason(
            code: refused.ground, name: refused.ground, until: .always, evidence: "", offices: refused.offices)
        let next = try RefundStore.open(
            line, ground: ground, village: refused.village, follows: id, by: person, on: day, at: now,
            in: transaction)
        return try Refunds.find(next, in: transaction)
    }

    /// 退回补正: an office sends a case back, because the account is wrong or something is lacking; a new case on the same
    /// ground waits for the next application. It is no refusal, and nobody gets a notice of one.
    /// - returns: the new case.
    /// - throws: `Rejection` of `Refunds.review` and of `reopenRefund`.
    package func sendBackRefund(
        _ id: Int, _ office: RefundOffice, note: String, by person: String, on day: CivilDate,
        in transaction: Transaction, at now: Instant
    ) throws -> RefundCase {
        let review = RefundReview(office: office, isAgreed: false, reviewer: person, note: note, day: day)
        try Refunds.review(id, review, in: transaction, at: now)
        try RefundStore.sendBack(id, by: person, at: now, in: transaction)
        return try reopenRefund(id, by: person, on: day, in: transaction, at: now)
    }

    private func checkTime(
        of ground: RefundReason, _ insurance: Insurance, on day: CivilDate, closing: CivilDate?
    ) throws {
        let cover = policy.coverStart(insurance)
        if ground.until == .beforeCover, let cover, day >= cover {
            throw Rejection("refund.too-late", ["ground": ground.name, "cover": cover.iso])
        }
        // A year in which money is collected has no day before its cover: then the campaign's end counts.
        let endsWithCampaign = ground.until == .beforeClosing || ground.until == .beforeCover && cover == nil
        if endsWithCampaign, let closing, day > closing {
            throw Rejection("refund.closed", ["ground": ground.name, "day": closing.iso])
        }
        if let deadline = ground.deadline, day > deadline {
            throw Rejection("refund.deadline", ["ground": ground.name, "day": deadline.iso])
        }
    }

    /// Opens a case for every payment that asks for one and has none: what was paid twice, and what the state pays.
    /// - returns: the new ones.
    @discardableResult
    package func openDueRefunds(
        on day: CivilDate, in transaction: Transaction, at now: Instant
    ) throws -> [RefundCase] {
        let known = Set(try RefundStore.all(in: transaction).map(\.serial))
        return try refunds(in: transaction).filter { !known.contains($0.serial) }.map { exception in
            try openRefund(
                serial: exception.serial, ground: exception.kind == .double ? "double" : "state-paid",
                by: Campaign.automatic, on: day, in: transaction, at: now)
        }
    }
}

/// 退费: from the application to the payment.
package enum Refunds {
    package static func find(_ id: Int, in transaction: Transaction) throws -> RefundCase {
        guard let found = try RefundStore.find(id, in: transaction) else {
            throw Rejection("refund.unknown", ["case": "\(id)"])
        }
        return found
    }

    /// The payment that goes back, and the number of the receipt that is void because of it.
    package static func payment(
        of refund: RefundCase, in transaction: Transaction
    ) throws -> (line: PaymentLine, receipt: String?) {
        guard let line = try PaymentStore.line(refund.serial, in: transaction) else {
            preconditionFailure("a case refers to a payment")
        }
        return (line, try RefundStore.voidReceipt(of: refund.id, in: transaction))
    }

    package static func all(in transaction: Transaction) throws -> [RefundCase] {
        try RefundStore.all(in: transaction)
    }

    /// Says where the money is to go. Until the first office has looked at it, it may be said anew.
    /// - returns: what somebody has to compare by eye: a passbook's number, another holder than the payer.
    /// - throws: `Rejection` `refund.account`, `refund.not-now`, `refund.no-evidence`.
    @discardableResult
    package static func apply(
        _ id: Int, _ application: RefundApplication, in transaction: Transaction, at now: Instant
    ) throws -> [Diagnostic] {
        let refund = try find(id, in: transaction)
        guard refund.reviews.isEmpty, refund.payment == nil else { throw notNow(refund) }
        let check = BankAccount.check(application.account)
        guard check != .wrong else { throw Rejection("refund.account", ["account": application.account]) }
        guard !application.evidence.isEmpty else { throw Rejection("refund.no-evidence", ["case": "\(id)"]) }
        try RefundStore.apply(id, application, at: now, in: transaction)
        var remarks: [Diagnostic] = []
        if check == .passbook {
            remarks.append(Diagnostic(.warning, "refund.passbook", ["account": application.account]))
        }
        if PersonName(application.holder).printed != PersonName(refund.name).printed {
            remarks.append(Diagnostic(.warning, "refund.holder", ["holder": application.holder, "name": refund.name]))
        }
        return remarks
    }

    /// An office agrees or refuses. When the last agrees, a settlement by this payment is taken back and its receipt
    /// is void: from then on the payment settles nothing, and what the payer owes follows the lists as they are now.
    /// - throws: `Rejection` `refund.not-now`, `refund.office-unasked`, `refund.no-reason`,
    ///   `refund.office-again`, `refund.same-person`.
    @discardableResult
    package static func review(
        _ id: Int, _ review: RefundReview, in transaction: Transaction, at now: Instant
    ) throws -> RefundCase {
        let refund = try find(id, in: transaction)
        guard refund.state == .applied, let application = refund.application else { throw notNow(refund) }
        guard refund.offices.contains(review.office) else {
            let asked = refund.offices.map { $0.chinese(refund.insurance) }.joined(separator: "、")
            throw Rejection(
                "refund.office-unasked", ["case": "\(id)", "office": review.office.chinese, "asked": asked])
        }
        guard review.isAgreed || !review.note.allSatisfy(\.isWhitespace) else {
            throw Rejection("refund.no-reason", ["case": "\(id)"])
        }
        guard !refund.reviews.contains(where: { $0.office == review.office }) else {
            throw Rejection("refund.office-again", ["case": "\(id)", "office": review.office.chinese])
        }
        let known = refund.reviews.map(\.reviewer) + [application.madeBy]
        guard !known.contains(review.reviewer) else {
            throw Rejection("refund.same-person", ["person": review.reviewer, "case": "\(id)"])
        }
        try RefundStore.review(id, review, at: now, in: transaction)
        let reviewed = try find(id, in: transaction)
        guard reviewed.state == .agreed else { return reviewed }
        let state = try SettlementStore.obligation(of: refund.citizenID, refund.insurance, in: transaction)
        if let state, let settlement = state.settlementID, state.settledBy == refund.serial {
            _ = try SettlementStore.reverse(
                settlement: settlement, obligation: state.id, cause: "refund/\(id)", evening: review.day, at: now,
                in: transaction)
            try Campaign(policy: RuleSetStore.current(in: transaction)).readjust(
                refund.insurance, of: refund.citizenID, cause: "refund/\(id)", in: transaction, at: now)
        }
        if let payment = try OrderMoneyStore.payment(serial: refund.serial, in: transaction) {
            try Campaign.reverse(payment, cause: "refund/\(id)", evening: review.day, in: transaction, at: now)
        }
        try Ledger.write(in: transaction, at: now)
        return reviewed
    }

    /// Pays what was agreed to: exactly what was paid in, once.
    /// - throws: `Rejection` `refund.not-now`, `refund.same-person`, `refund.voucher`.
    @discardableResult
    package static func pay(
        _ id: Int, voucher: String, by person: String, on day: CivilDate, in transaction: Transaction, at now: Instant
    ) throws -> RefundCase {
        let refund = try find(id, in: transaction)
        guard refund.state == .agreed else { throw notNow(refund) }
        guard !refund.reviews.contains(where: { $0.reviewer == person }) else {
            throw Rejection("refund.same-person", ["person": person, "case": "\(id)"])
        }
        guard try !RefundStore.hasVoucher(voucher, in: transaction) else {
            throw Rejection("refund.voucher", ["voucher": voucher])
        }
        try RefundStore.pay(id, fen: refund.fen, voucher: voucher, by: person, on: day, at: now, in: transaction)
        try Ledger.write(in: transaction, at: now)
        return try find(id, in: transaction)
    }

    static func notNow(_ refund: RefundCase) -> Rejection {
        Rejection("refund.not-now", ["case": "\(refund.id)", "state": refund.state.chinese])
    }
}

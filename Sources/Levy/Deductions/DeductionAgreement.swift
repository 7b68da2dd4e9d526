import Diagnostics
import Storage

/// 三方协议: payer, tax bureau and bank agree that fees are deducted from the payer's account.
package struct DeductionAgreement: Hashable, Sendable {
    package enum State: String, Sendable, CaseIterable {
        case pending, active, failed, stopped, ended

        package var chinese: String {
            switch self {
            case .pending: "待验证"
            case .active: "有效"
            case .failed: "验证未过"
            case .stopped: "止付"
            case .ended: "解约"
            }
        }
    }

    package let number: String
    package let payerID: String
    /// 户名
    package let holder: String
    package let bank: String
    package let account: String
    package let signedOn: CivilDate
    /// The last day; nil until somebody ends it.
    package let until: CivilDate?
    /// For whom it pays, by the numbers of their documents.
    package let members: [String]
    package let state: State
    package let reason: String
}

package enum DeductionAgreements {
    /// Enters an agreement, by one person and checked by another; it waits for the bank's check of the account. Its
    /// number is the next of the series.
    /// - Parameter members: for whom it pays; empty for the payer alone.
    /// - throws: `Rejection` with all of `remittance.same-person`, `levy.not-an-id`, `deduct.account`, `deduct.until`,
    ///   `deduct.member-taken`.
    package static func sign(
        payer: String, holder: String, bank: String, account: String, until: CivilDate?, members: [String],
        on day: CivilDate, by maker: String, checker: String, in transaction: Transaction, at now: Instant
    ) throws -> DeductionAgreement {
        var mistakes = DiagnosticList()
        if maker == checker { mistakes.error("remittance.same-person", ["person": maker]) }
        let named = [payer] + members
        let read = named.map { CitizenIDReading($0).cleaned }
        for (text, number) in zip(named, read) where number.isEmpty {
            mistakes.error("levy.not-an-id", ["column": ColumnName.citizenID.head, "text": text])
        }
        if BankAccount.check(account) == .wrong { mistakes.error("deduct.account", ["account": account]) }
        if let until, until < day { mistakes.error("deduct.until", ["until": until.iso, "day": day.iso]) }
        let insured = members.isEmpty ? [read[0]] : Array(read.dropFirst())
        let standing = try all(in: transaction).filter { $0.state != .ended && $0.state != .failed }
        for person in insured {
            if let other = standing.first(where: { $0.members.contains(person) }) {
                mistakes.error("deduct.member-taken", ["person": person, "number": other.number])
            }
        }
        try mistakes.throwIfErrors()
        let ordinal = String(try SeriesStore.next("deduction-agreement", in: transaction))
        let zeros = String(repeating: "0", count: max(0, 6 - ordinal.count))
        let agreement = DeductionAgreement(
            number: "SF\(day.year)\(zeros)\(ordinal)", payerID: read[0], holder: holder, bank: bank,
            account: account.filter { !$0.isWhitespace }, signedOn: day, until: until, members: insured,
            state: .pending, reason: "")
        try DeductionStore.add(agreement, by: maker, checker: checker, at: now, in: transaction)
        return agreement
    }

    /// All, in the order of their numbers.
    package static func all(in transaction: Transaction) throws -> [DeductionAgreement] {
        try DeductionStore.agreements(in: transaction)
    }

    /// The names of persons that the books know, by their numbers.
    package static func names(of persons: [String], in transaction: Transaction) throws -> [String: String] {
        try persons.reduce(into: [:]) { names, person in
            names[person] = try RosterStore.name(of: person, in: transaction)
        }
    }

    /// - throws: `Rejection` `deduct.unknown`.
    package static func find(_ number: String, in transaction: Transaction) throws -> DeductionAgreement {
        guard let found = try all(in: transaction).first(where: { $0.number == number }) else {
            throw Rejection("deduct.unknown", ["number": number])
        }
        return found
    }

    /// Stops an agreement, lets it be checked again, or ends it. What has ended stays so.
    /// - throws: `Rejection` `deduct.unknown`, `deduct.ended`.
    package static func note(
        _ number: String, _ state: DeductionAgreement.State, reason: String, on day: CivilDate, by person: String,
        in transaction: Transaction, at now: Instant
    ) throws {
        let agreement = try find(number, in: transaction)
        guard agreement.state != .ended else { throw Rejection("deduct.ended", ["number": number]) }
        if agreement.state == state { return }
        try DeductionStore.note(
            number, state, reason: reason, on: day, by: person, at: now, in: transaction)
    }
}

import Diagnostics
import Storage

/// The state's part of a class and insurance, as it was asked for and came: what the virtual household (虚拟户) of the
/// class owes.
package struct StateApplication: Hashable, Sendable {
    package let id: Int
    package let insurance: Insurance
    package let specialClass: String
    package let persons: Int
    package let fen: Int
    package let receivedFen: Int
    package let day: CivilDate
    package var openFen: Int { fen - receivedFen }
}

/// 财政代缴资金: asked for class by class, followed until it is there.
package enum StateMoney {
    /// Asks for the state's part of all obligations of each insurance and class that were not asked for before.
    /// - returns: the new applications; none when nothing is open.
    /// - throws: `Rejection` `remittance.same-person` when maker and checker are one.
    @discardableResult
    package static func apply(
        on day: CivilDate, by maker: String, checker: String, in transaction: Transaction, at now: Instant
    ) throws -> [StateApplication] {
        guard maker != checker else { throw Rejection("remittance.same-person", ["person": maker]) }
        var new: Set<Int> = []
        for insurance in Insurance.allCases {
            for specialClass in try RosterStore.shownClasses(in: transaction).map(\.rawValue) {
                let rows = try StateMoneyStore.open(insurance, specialClass, in: transaction)
                guard !rows.isEmpty else { continue }
                let application = StateApplication(
                    id: 0, insurance: insurance, specialClass: specialClass, persons: rows.count,
                    fen: rows.reduce(0) { $0 + $1.fen }, receivedFen: 0, day: day)
                new.insert(
                    try StateMoneyStore.apply(
                        application, rows: rows, by: maker, checker: checker, at: now, in: transaction))
            }
        }
        try Ledger.write(in: transaction, at: now)
        return try all(in: transaction).filter { new.contains($0.id) }
    }

    /// Enters money that came for an application; it may come in parts.
    /// - Parameter bearer: the budget or fund that it came from; nil when the voucher does not say.
    /// - throws: `Rejection` `state.unknown`, `state.too-much`, `state.voucher`, `state.bearer`.
    package static func receive(
        _ id: Int, fen: Int, from bearer: String? = nil, voucher: String, by person: String, on day: CivilDate,
        in transaction: Transaction, at now: Instant
    ) throws {
        guard let application = try all(in: transaction).first(where: { $0.id == id }) else {
            throw Rejection("state.unknown", ["application": "\(id)"])
        }
        var open = application.openFen
        if let bearer {
            let asked = try StateMoneyStore.applied(id, in: transaction)
            guard let part = asked.first(where: { $0.bearer == bearer }) else {
                throw Rejection(
                    "state.bearer",
                    [
                        "bearer": bearer, "application": "\(id)",
                        "known": asked.map(\.bearer).joined(separator: "、"),
                    ])
            }
            let came = try StateMoneyStore.received(id, in: transaction).first { $0.bearer == bearer }
            open = min(open, part.fen - (came?.fen ?? 0))
        }
        guard fen > 0, fen <= open else {
            throw Rejection(
                "state.too-much", ["fen": Money(fen: fen).grouped, "open": Money(fen: open).grouped])
        }
        guard try !StateMoneyStore.hasVoucher(voucher, in: transaction) else {
            throw Rejection("state.voucher", ["voucher": voucher])
        }
        try StateMoneyStore.receive(
            id, fen: fen, from: bearer, voucher: voucher, by: person, on: day, at: now, in: transaction)
        try Ledger.write(in: transaction, at: now)
    }

    package static func all(in transaction: Transaction) throws -> [StateApplication] {
        try StateMoneyStore.all(in: transaction)
    }
}

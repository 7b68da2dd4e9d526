import Diagnostics
import Storage

/// 一站式: a person comes to a window, is registered if need be, pays, and goes with receipts.
package struct OneStopCase: Sendable {
    package let citizenID: String
    /// What is paid for.
    package let insurances: [Insurance]
    /// The slip of the window's machine: it counts once.
    package let slip: String
    package let day: CivilDate
    /// Registrations that come first, by two persons.
    package let registrations: [Correction]

    package init(
        citizenID: String, insurances: [Insurance], slip: String, day: CivilDate, registrations: [Correction]
    ) {
        self.citizenID = citizenID
        self.insurances = insurances
        self.slip = slip
        self.day = day
        self.registrations = registrations
    }
}

extension Campaign {
    /// Registers, takes the payment and issues the receipts, all in one transaction or not at all.
    /// - throws: `Rejection` of what `correct` throws, `onestop.slip`, and for each insurance `onestop.not-owed`,
    ///   `onestop.paid` or `onestop.order`.
    package func oneStop(
        _ visit: OneStopCase, in transaction: Transaction, at now: Instant
    ) throws -> [Receipt] {
        for registration in visit.registrations { _ = try correct(registration, in: transaction) }
        var mistakes = DiagnosticList()
        var lines: [PaymentLine] = []
        for insurance in Insurance.allCases where visit.insurances.contains(insurance) {
            let facts = ["person": visit.citizenID, "insurance": insurance.chinese]
            let found = try SettlementStore.obligation(of: visit.citizenID, insurance, in: transaction)
            guard let owed = found, owed.ownFen > 0 else {
                mistakes.error("onestop.not-owed", facts)
                continue
            }
            if let serial = owed.settledBy {
                mistakes.error("onestop.paid", facts.merging(["serial": serial]) { _, new in new })
            } else if !policy.isPayableWithoutOrder(insurance, on: visit.day, in: owed.village) {
                mistakes.error("onestop.order", facts)
            }
            lines.append(
                PaymentLine(
                    serial: "\(visit.slip)/\(insurance.chinese)", paidOn: visit.day, village: owed.village,
                    citizenID: visit.citizenID,
                    name: try RosterStore.name(of: visit.citizenID, in: transaction) ?? "", insurance: insurance,
                    fen: owed.ownFen, channel: Channel.townCentre.name, reverses: nil, line: lines.count + 1))
        }
        for line in lines where try PaymentStore.line(line.serial, in: transaction) != nil {
            mistakes.error("onestop.slip", ["slip": visit.slip])
        }
        try mistakes.throwIfErrors()
        let text = lines.map { "\($0.serial)|\($0.paidOn.compact)|\($0.citizenID)|\($0.fen)" }.joined(separator: "\n")
        let file = SourceFile(name: "一站式-\(visit.slip)", bytes: Array(text.utf8))
        let id = try ImportStore.add(.payments, file, rows: lines.count, at: now, in: transaction)
        for line in lines { _ = try PaymentStore.add(line, importID: id, in: transaction) }
        try Ledger.write(in: transaction, at: now)
        let evening = try settle(evening: visit.day, in: transaction, at: now)
        let serials = Set(lines.map(\.serial))
        return evening.receipts.filter { serials.contains($0.serial) }
    }
}

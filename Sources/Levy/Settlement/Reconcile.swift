import Diagnostics
import Storage

/// Where the bank's lines and the treasury's receipts of one day, town and insurance do not agree.
package struct TreasuryDifference: Hashable, Sendable {
    package enum Kind: String, Sendable {
        /// The treasury received less.
        case short
        /// The treasury received more, or something that no bank line explains.
        case over
        /// The treasury has nothing at all of it.
        case missing
        /// The sums agree and the numbers of receipts do not.
        case count
    }

    package let kind: Kind
    package let day: CivilDate
    package let town: String
    package let townName: String
    package let insurance: Insurance
    package let bookedCount: Int
    package let bookedFen: Int
    package let receivedCount: Int
    package let receivedFen: Int

    /// What is lacking, or for `over` what is too much; negative only where a missing day had more taken back than
    /// paid.
    package var fen: Int { kind == .over ? receivedFen - bookedFen : bookedFen - receivedFen }
    /// The key under which a decision about it is kept.
    package var subject: String { "treasury/\(kind.rawValue)/\(day.compact)/\(town)/\(insurance.rawValue)" }
}

/// One insurance on the sheet of the three lists: what banks collected, what the treasury received, what the state
/// pays.
package struct ReconciliationTotals: Hashable, Sendable {
    package let insurance: Insurance
    package let collectedCount: Int
    package let collectedFen: Int
    package let receivedCount: Int
    package let receivedFen: Int
    /// Of the collected money, what settles obligations and orders; the rest is explained by the exceptions.
    package let settledCount: Int
    package let settledFen: Int
    package let statePersons: Int
    package let stateFen: Int
}

/// One day, town and insurance as both sides have it.
package struct ReconciliationLine: Hashable, Sendable {
    package let day: CivilDate
    package let town: String
    package let townName: String
    package let insurance: Insurance
    package let bookedCount: Int
    package let bookedFen: Int
    package let receivedCount: Int?
    package let receivedFen: Int?
}

extension Campaign {
    /// Imports a list of the treasury. Offered again it changes nothing. A later list adds its days, towns and
    /// insurances to those of the earlier ones; where both name the same, the later one corrects the earlier.
    /// - Parameter day: on which it is taken in; nothing can have come later.
    /// - returns: false when the same file was imported before.
    /// - throws: `Rejection` when the file is wrong.
    @discardableResult
    package func importTreasuryReceipts(
        _ file: SourceFile, mapping: SenderMapping = .none, on day: CivilDate, in transaction: Transaction,
        at now: Instant
    ) throws -> Bool {
        if try ImportStore.find(.treasury, sha256: file.sha256, in: transaction) != nil { return false }
        let (receipts, vouchers) = try TreasuryReceiptReader.read(file, mapping: mapping, on: day) {
            try RegionStore.isKnown($0, in: transaction)
        }
        let id = try ImportStore.add(.treasury, file, rows: receipts.count, at: now, in: transaction)
        for receipt in receipts { try TreasuryStore.add(receipt, importID: id, in: transaction) }
        for voucher in vouchers { try TreasuryStore.add(voucher, importID: id, in: transaction) }
        try Ledger.write(in: transaction, at: now)
        return true
    }

    /// Bank and treasury side by side, by day, town and insurance. A payment counts for the day of its line and the
    /// town of the village that the line names, a reversal for its own day; a line that came twice counts once.
    package func reconciliation(in transaction: Transaction) throws -> [ReconciliationLine] {
        struct Key: Hashable {
            let day: CivilDate
            let town: String
            let insurance: Insurance
        }
        let regions = try RegionStore.tree(in: transaction)
        var booked: [Key: (count: Int, fen: Int)] = [:]
        for sum in try PaymentStore.daySums(in: transaction) {
            let key = Key(day: sum.day, town: regions.townCode(ofVillage: sum.village), insurance: sum.insurance)
            booked[key, default: (0, 0)].count += sum.count
            booked[key, default: (0, 0)].fen += sum.fen
        }
        var received: [Key: (count: Int, fen: Int)] = [:]
        for receipt in try TreasuryStore.all(in: transaction) {
            received[Key(day: receipt.day, town: receipt.town, insurance: receipt.insurance)] =
                (receipt.count, receipt.fen)
        }
        let keys = Set(booked.keys).union(received.keys).sorted {
            ($0.day, regions.position(of: $0.town), $0.town, $0.insurance.rawValue)
                < ($1.day, regions.position(of: $1.town), $1.town, $1.insurance.rawValue)
        }
        return keys.map { key in
            ReconciliationLine(
                day: key.day, town: key.town, townName: regions[code: key.town]?.name ?? key.town,
                insurance: key.insurance, bookedCount: booked[key]?.count ?? 0, bookedFen: booked[key]?.fen ?? 0,
                receivedCount: received[key]?.count, receivedFen: received[key]?.fen)
        }
    }

    /// What has been paid in for a town and the treasury has not received, day by day; all of it before a list came.
    package func awaitedFen(town: String, in transaction: Transaction) throws -> Int {
        try reconciliation(in: transaction).filter { $0.town == town }
            .reduce(0) { $0 + max(0, $1.bookedFen - ($1.receivedFen ?? 0)) }
    }

    /// The differences, none before the treasury's list was imported.
    package func treasuryDifferences(in transaction: Transaction) throws -> [TreasuryDifference] {
        guard !(try ImportStore.all(.treasury, in: transaction).isEmpty) else { return [] }
        return try reconciliation(in: transaction).compactMap { line in
            let received = line.receivedFen ?? 0
            let kind: TreasuryDifference.Kind
            if line.receivedFen == nil && line.bookedFen != 0 {
                kind = .missing
            } else if received != line.bookedFen {
                kind = received < line.bookedFen ? .short : .over
            } else if line.receivedFen != nil && line.receivedCount != line.bookedCount {
                kind = .count
            } else {
                return nil
            }
            return TreasuryDifference(
                kind: kind, day: line.day, town: line.town, townName: line.townName, insurance: line.insurance,
                bookedCount: line.bookedCount, bookedFen: line.bookedFen, receivedCount: line.receivedCount ?? 0,
                receivedFen: received)
        }
    }

    /// The totals of the reconciliation sheet, medical first.
    /// - Parameter month: the first day of the month whose payments count; nil for all. What the state pays belongs to
    ///   no month: it is told of the whole campaign always.
    package func reconciliationTotals(
        month: CivilDate? = nil, in transaction: Transaction
    ) throws -> [ReconciliationTotals] {
        let lines = try reconciliation(in: transaction).filter { line in
            month.map { $0 == line.day.firstOfMonth } ?? true
        }
        return try Insurance.allCases.map { insurance in
            let own = lines.filter { $0.insurance == insurance }
            let totals = try SettlementStore.totals(insurance, in: transaction)
            let settled: PostedStore.Sum
            if let month {
                settled = try PostedStore.settled(insurance, month: month, in: transaction)
            } else {
                let orders = try OrderMoneyStore.paid(insurance, in: transaction)
                settled = PostedStore.Sum(
                    count: totals.settledByPayer + orders.count, fen: totals.settledByPayerFen + orders.fen)
            }
            return ReconciliationTotals(
                insurance: insurance, collectedCount: own.reduce(0) { $0 + $1.bookedCount },
                collectedFen: own.reduce(0) { $0 + $1.bookedFen },
                receivedCount: own.reduce(0) { $0 + ($1.receivedCount ?? 0) },
                receivedFen: own.reduce(0) { $0 + ($1.receivedFen ?? 0) },
                settledCount: settled.count, settledFen: settled.fen, statePersons: totals.statePaid,
                stateFen: totals.stateFen)
        }
    }
}

import Storage

/// Money that was collected on a day and is not in the treasury yet, and since when.
package struct AwaitedMoney: Hashable, Sendable {
    package enum State: String, Sendable {
        case waiting, due, late

        package var chinese: String {
            switch self {
            case .waiting: "在途"
            case .due: "今日到期"
            case .late: "逾期"
            }
        }
    }

    package let day: CivilDate
    package let town: String
    package let townName: String
    package let insurance: Insurance
    package let collectedFen: Int
    package let receivedFen: Int
    /// The last day on which it may arrive.
    package let dueOn: CivilDate
    package var fen: Int { collectedFen - receivedFen }

    package func state(on today: CivilDate) -> State { today > dueOn ? .late : today == dueOn ? .due : .waiting }
    /// Whole days since it was collected.
    package func daysWaited(on today: CivilDate) -> Int { today.daysSinceEpoch - day.daysSinceEpoch }
}

/// A row of the treasury's list with the number of its tax voucher (税票号).
package struct TreasuryVoucher: Hashable, Sendable {
    package let number: String
    package let day: CivilDate
    package let town: String
    package let insurance: Insurance
    package let count: Int
    package let fen: Int
}

extension Campaign {
    /// 未入库款项: by day, town and insurance, the oldest first.
    /// - Parameters:
    ///   - dueOn: the last day on which money of a day may arrive: the plan counts working days.
    ///   - month: the first day of a month; nil for all.
    package func awaited(
        through last: CivilDate, month: CivilDate? = nil, dueOn: (CivilDate) -> CivilDate, in transaction: Transaction
    ) throws -> [AwaitedMoney] {
        try reconciliation(in: transaction).compactMap { line in
            let received = line.receivedFen ?? 0
            guard line.day <= last, line.bookedFen > received else { return nil }
            if let month, line.day.firstOfMonth != month { return nil }
            return AwaitedMoney(
                day: line.day, town: line.town, townName: line.townName, insurance: line.insurance,
                collectedFen: line.bookedFen, receivedFen: received, dueOn: dueOn(line.day))
        }
    }

    /// The vouchers of the treasury's lists that count, in the order of their days and numbers.
    package func treasuryVouchers(in transaction: Transaction) throws -> [TreasuryVoucher] {
        try TreasuryStore.vouchers(in: transaction)
    }
}

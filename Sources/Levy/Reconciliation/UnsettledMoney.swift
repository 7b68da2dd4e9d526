import Storage

/// Collected money of an insurance that settles nothing, by why. With what is settled it is all that was collected.
package struct UnsettledMoney: Hashable, Sendable {
    package enum Why: Hashable, Sendable {
        case exception(PaymentException.Kind)
        /// Paid and taken back by the bank; both lines count, so that the sum of both is nothing.
        case takenBack
        /// Three offices agreed that it goes back.
        case refunded
        /// No evening has looked at it yet.
        case waiting

        package var chinese: String {
            switch self {
            case .exception(let kind): kind.chinese
            case .takenBack: "银行冲正（原缴与冲回）"
            case .refunded: "已批准退费"
            case .waiting: "尚未核销处理"
            }
        }

        static let inOrder: [Why] =
            PaymentException.Kind.allCases.map { .exception($0) } + [.refunded, .takenBack, .waiting]
    }

    package let insurance: Insurance
    package let why: Why
    package let count: Int
    /// Negative where more was taken back than paid.
    package let fen: Int
}

extension Campaign {
    /// What was collected and settles nothing, in the order of why and insurance.
    /// - Parameter month: the first day of the month in which it was paid or taken back; nil for all.
    package func unsettled(month: CivilDate? = nil, in transaction: Transaction) throws -> [UnsettledMoney] {
        struct Key: Hashable {
            let why: UnsettledMoney.Why
            let insurance: Insurance
        }
        var kinds: [String: PaymentException.Kind] = [:]
        for exception in try exceptions(in: transaction)
        where exception.kind != .wrongVillage && exception.kind != .resentChanged {
            // Of one that is also under another name, the other reason says why it does not settle.
            if exception.kind != .otherName || kinds[exception.serial] == nil {
                kinds[exception.serial] = exception.kind
            }
        }
        var sums: [Key: (count: Int, fen: Int)] = [:]
        for (line, isRefunded) in try PostedStore.unsettled(month: month, in: transaction) {
            let why: UnsettledMoney.Why =
                switch kinds[line.serial] {
                case _ where isRefunded: .refunded
                case .reversed, .reversedThenPaid: .takenBack
                case .some(let kind): .exception(kind)
                case nil: line.reverses == nil ? .waiting : .takenBack
                }
            sums[Key(why: why, insurance: line.insurance), default: (0, 0)].count += 1
            sums[Key(why: why, insurance: line.insurance), default: (0, 0)].fen += line.fen
        }
        return UnsettledMoney.Why.inOrder.flatMap { why in
            Insurance.allCases.compactMap { insurance in
                sums[Key(why: why, insurance: insurance)].map {
                    UnsettledMoney(insurance: insurance, why: why, count: $0.count, fen: $0.fen)
                }
            }
        }
    }
}

import Diagnostics
import Storage

/// Why money that an agent took may be wrong. It was taken, so that it stays in the books; the town looks at it before
/// it declares.
package struct CollectionDoubt: Hashable, Sendable {
    package enum Why: String, Hashable, Sendable, CaseIterable {
        case notDue = "not-due"
        case statePaid = "state-paid"
        case amount
        case twice
        case name

        package var chinese: String {
            switch self {
            case .notDue: "不在清册"
            case .statePaid: "由财政代缴"
            case .amount: "金额与应缴不符"
            case .twice: "已缴过"
            case .name: "姓名与清册不符"
            }
        }
    }

    /// Which of the collections that were asked about.
    let index: Int
    package let collection: AgentCollection
    package let why: Why
    /// As the rosters have it; empty for somebody unknown.
    package let name: String
    /// What is owed, or by what it was paid already.
    package let detail: String

    func diagnostic(at span: SourceSpan?) -> Diagnostic {
        Diagnostic(
            .warning, "remittance.doubt-\(why.rawValue)",
            [
                "number": collection.receipt.text, "id": collection.citizenID,
                "name": collection.name.isEmpty ? name : collection.name, "known": name,
                "insurance": collection.insurance.chinese, "sum": Money(fen: collection.fen).grouped,
                "detail": detail,
            ], at: span)
    }
}

extension CollectionDoubt {
    private struct Payer: Hashable {
        let citizenID: String
        let insurance: Insurance
    }

    /// What is doubtful about collections, in their order.
    /// - Parameter earlier: collections that stand and came before them.
    static func all(
        of collections: [AgentCollection], after earlier: [AgentCollection] = [], in transaction: Transaction
    ) throws -> [CollectionDoubt] {
        var receipts = Dictionary(
            earlier.map { (Payer(citizenID: $0.citizenID, insurance: $0.insurance), $0.receipt.text) }
        ) { first, _ in first }
        var found: [CollectionDoubt] = []
        for (index, collection) in collections.enumerated() {
            let payer = Payer(citizenID: collection.citizenID, insurance: collection.insurance)
            let known = try RosterStore.name(of: collection.citizenID, in: transaction) ?? ""
            func doubt(_ why: Why, _ detail: String = "") {
                found.append(
                    CollectionDoubt(index: index, collection: collection, why: why, name: known, detail: detail))
            }
            if let other = try PersonNames.other(of: collection.citizenID, than: collection.name, in: transaction) {
                doubt(.name, other)
            }
            if let receipt = receipts[payer] {
                doubt(.twice, receipt)
            } else {
                receipts[payer] = collection.receipt.text
                if let why = try owed(collection, in: transaction) { doubt(why.why, why.detail) }
            }
        }
        return found
    }

    /// How a collection stands to what its payer owes: by the rosters, or by an order (核定单) that waits for its
    /// payment.
    private static func owed(
        _ collection: AgentCollection, in transaction: Transaction
    ) throws -> (why: Why, detail: String)? {
        let owed = try SettlementStore.obligation(of: collection.citizenID, collection.insurance, in: transaction)
        guard let owed else {
            let isOrdered = try OrderStore.payable(in: transaction).contains {
                $0.citizenID == collection.citizenID && $0.insurance == collection.insurance
            }
            return isOrdered ? nil : (.notDue, "")
        }
        if owed.ownFen == 0 { return (.statePaid, "") }
        // The bank's line of the agent's own declaration is this money and no second payment.
        if let serial = owed.settledBy, let line = try PaymentStore.line(serial, in: transaction),
            !Channel.agent.names.contains(line.channel)
        {
            return (.twice, serial)
        }
        return owed.ownFen == collection.fen ? nil : (.amount, Money(fen: owed.ownFen).grouped)
    }
}

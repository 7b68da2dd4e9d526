import Diagnostics
import Storage

/// 代收收据 that are printed from the books: the printed number is used up in its agent's stock.
package enum AgentReceiptPrints {
    /// What is collected with the print.
    package struct Taking: Sendable {
        package let citizenID: String
        package let insurance: Insurance
        /// Nil for what the person owes.
        package let fen: Int?
        package let method: String

        package init(citizenID: String, insurance: Insurance, fen: Int?, method: String) {
            self.citizenID = citizenID
            self.insurance = insurance
            self.fen = fen
            self.method = method
        }
    }

    package struct Printed: Sendable {
        package let collection: AgentCollection
        /// The payer's, as the rosters have it.
        package let name: String
        package let place: String
        package let agent: String?
        /// Whether it was printed before.
        package let isAgain: Bool
        package let doubts: [Diagnostic]
    }

    /// Notes a print; where nothing was collected on the number, the collection is entered with it.
    /// - throws: `Rejection` `stock.not-issued`, `remittance.method`, `posting.number`, `receipt.not-due`,
    ///   `receipt.void`, `receipt.used`, `remittance.unknown-receipt`, and those of `Remittances.collect`.
    package static func issue(
        _ receipt: ReceiptNumber, taking: Taking?, onForm: Bool, by person: String, on day: CivilDate,
        in transaction: Transaction, at now: Instant
    ) throws -> Printed {
        var doubts: [Diagnostic] = []
        let kept = try RemittanceStore.collection(receipt, in: transaction)
        let collection: AgentCollection
        if let kept {
            guard !kept.isVoid else { throw Rejection("receipt.void", ["number": receipt.text]) }
            guard taking.map({ $0.citizenID == kept.collection.citizenID }) ?? true else {
                throw Rejection("receipt.used", ["number": receipt.text, "id": kept.collection.citizenID])
            }
            collection = kept.collection
        } else {
            guard let taking else { throw Rejection("receipt.nothing", ["number": receipt.text]) }
            collection = try new(receipt, taking, on: day, in: transaction)
            doubts = try Remittances.collect(AgentSheetRows([collection]), by: person, in: transaction, at: now)
        }
        let isAgain = try AgentReceiptStore.isPrinted(receipt, in: transaction)
        try AgentReceiptStore.notePrint(receipt, onForm: onForm, by: person, at: now, in: transaction)
        return Printed(
            collection: collection,
            name: try RosterStore.name(of: collection.citizenID, in: transaction) ?? collection.name,
            place: try RegionStore.tree(in: transaction).fullName(ofVillage: collection.village),
            agent: try RegionStore.agents(in: transaction)[collection.village]?.name, isAgain: isAgain, doubts: doubts)
    }

    private static func new(
        _ receipt: ReceiptNumber, _ taking: Taking, on day: CivilDate, in transaction: Transaction
    ) throws -> AgentCollection {
        guard let village = try AgentReceipts.holder(of: receipt, in: transaction) else {
            throw Rejection("stock.not-issued", ["number": receipt.text])
        }
        guard AgentSheetReader.methods.contains(taking.method) else {
            throw Rejection(
                "remittance.unknown-method",
                ["text": taking.method, "known": AgentSheetReader.methods.joined(separator: "、")])
        }
        let number = CitizenIDReading(taking.citizenID).cleaned
        guard try CitizenID(number) != nil || PostingStore.isKnown(number, in: transaction) else {
            throw Rejection("posting.number", ["text": taking.citizenID])
        }
        let owed = try SettlementStore.obligation(of: number, taking.insurance, in: transaction)
        guard let fen = taking.fen ?? owed?.ownFen, fen > 0 else {
            throw Rejection("receipt.not-due", ["id": number, "insurance": taking.insurance.chinese])
        }
        return AgentCollection(
            village: village, day: day, receipt: receipt, citizenID: number, insurance: taking.insurance, fen: fen,
            method: taking.method)
    }
}

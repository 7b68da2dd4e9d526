import Diagnostics
import Storage

/// Money that an agent took from a person, on a numbered receipt.
package struct AgentCollection: Hashable, Sendable {
    package let village: String
    package let day: CivilDate
    package let receipt: ReceiptNumber
    package let citizenID: String
    package let insurance: Insurance
    package let fen: Int
    /// 现金, 转账, 扫码
    package let method: String
    /// As the sheet has it; empty where it has none.
    package let name: String

    package init(
        village: String, day: CivilDate, receipt: ReceiptNumber, citizenID: String, insurance: Insurance, fen: Int,
        method: String, name: String = ""
    ) {
        self.village = village
        self.day = day
        self.receipt = receipt
        self.citizenID = citizenID
        self.insurance = insurance
        self.fen = fen
        self.method = method
        self.name = name
    }
}

/// A step of collected money on its way.
package struct Remittance: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// 缴存专户
        case deposit
        /// 申报
        case declaration
        /// 入库, with the number of the treasury's voucher
        case certificate

        package var chinese: String {
            switch self {
            case .deposit: "缴存"
            case .declaration: "申报"
            case .certificate: "入库"
            }
        }
    }

    package let village: String
    package let kind: Kind
    package let day: CivilDate
    package let fen: Int
    /// The number of the deposit slip, declaration or voucher.
    package let slip: String

    package init(village: String, kind: Kind, day: CivilDate, fen: Int, slip: String) {
        self.village = village
        self.kind = kind
        self.day = day
        self.fen = fen
        self.slip = slip
    }
}

/// A person's refusal to pay, which an agent reports within 24 hours.
package struct PaymentRefusal: Hashable, Sendable {
    package let village: String
    package let citizenID: String
    package let reason: String
    package let refusedAt: Instant
    package let reportedAt: Instant
    package var isLate: Bool { reportedAt.milliseconds - refusedAt.milliseconds > 24 * 3_600_000 }

    package init(village: String, citizenID: String, reason: String, refusedAt: Instant, reportedAt: Instant) {
        self.village = village
        self.citizenID = citizenID
        self.reason = reason
        self.refusedAt = refusedAt
        self.reportedAt = reportedAt
    }
}

/// 代收费款的缴存与报解.
package enum Remittances {
    /// Enters what an agent collected: each receipt's number is used up with its row.
    /// - returns: what somebody should look at: the money was taken, so that the rows stay.
    /// - throws: `Rejection` of all that is wrong with any row, also what its reader found:
    ///   `remittance.receipt-holder`, `remittance.future`, and what `AgentReceipts.end` throws. Then nothing is
    ///   entered.
    @discardableResult
    package static func collect(
        _ sheet: AgentSheetRows, by person: String, in transaction: Transaction, at now: Instant
    ) throws -> [Diagnostic] {
        var mistakes = sheet.mistakes
        let before = try RemittanceStore.standing(in: transaction)
        for row in sheet.rows {
            do {
                try enter(row.collection, by: person, in: transaction, at: now)
            } catch let rejection as Rejection {
                for found in rejection.diagnostics {
                    mistakes.append(Diagnostic(found.severity, found.code, found.arguments, at: found.span ?? row.span))
                }
            }
        }
        try mistakes.throwIfErrors()
        try Ledger.write(in: transaction, at: now)
        let doubts = try CollectionDoubt.all(of: sheet.collections, after: before, in: transaction)
        return doubts.map { $0.diagnostic(at: sheet.rows[$0.index].span) }
    }

    private static func enter(
        _ collection: AgentCollection, by person: String, in transaction: Transaction, at now: Instant
    ) throws {
        guard collection.day <= now.date else {
            throw Rejection("remittance.future", ["day": collection.day.iso, "number": collection.receipt.text])
        }
        let holder = try AgentReceipts.holder(of: collection.receipt, in: transaction)
        if let holder, holder != collection.village {
            throw Rejection(
                "remittance.receipt-holder",
                ["number": collection.receipt.text, "village": collection.village, "holder": holder])
        }
        guard let range = ReceiptRange(from: collection.receipt, to: collection.receipt) else {
            preconditionFailure("a number is a range of one")
        }
        try AgentReceipts.end(range, as: .used, day: collection.day, note: "", by: person, in: transaction, at: now)
        try RemittanceStore.add(collection, by: person, at: now, in: transaction)
    }

    /// Makes a used receipt void and takes the collection back, by two persons.
    /// - throws: `Rejection` `remittance.unknown-receipt`, `stock.void-already`, `remittance.same-person`, or
    ///   `remittance.gone` when the agent's cash is deposited already.
    package static func void(
        _ receipt: ReceiptNumber, cause: String, day: CivilDate, by maker: String, checker: String,
        in transaction: Transaction, at now: Instant
    ) throws {
        guard maker != checker else { throw Rejection("remittance.same-person", ["person": maker]) }
        guard let kept = try RemittanceStore.collection(receipt, in: transaction) else {
            throw Rejection("remittance.unknown-receipt", ["number": receipt.text])
        }
        guard !kept.isVoid else { throw Rejection("stock.void-already", ["number": receipt.text]) }
        let standing = try standing(village: kept.collection.village, in: transaction)
        guard standing.cashFen >= kept.collection.fen else {
            throw Rejection("remittance.gone", ["number": receipt.text])
        }
        try AgentReceiptStore.void(
            receipt, cause: cause, day: day, by: maker, checker: checker, at: now, in: transaction)
        try RemittanceStore.voidCollection(kept.id, day: day, at: now, in: transaction)
        try Ledger.write(in: transaction, at: now)
    }

    /// Enters a deposit, declaration or treasury voucher; a slip counts once.
    /// - throws: `Rejection` `stock.village`, `remittance.slip`, or `remittance.too-much` when more would go on than
    ///   there is.
    package static func record(
        _ remittance: Remittance, by person: String, in transaction: Transaction, at now: Instant
    ) throws {
        guard try RegionStore.tree(in: transaction).village(remittance.village) != nil else {
            throw Rejection("stock.village", ["village": remittance.village])
        }
        guard try !RemittanceStore.hasSlip(remittance, in: transaction) else {
            throw Rejection("remittance.slip", ["slip": remittance.slip, "kind": remittance.kind.chinese])
        }
        let standing = try standing(village: remittance.village, in: transaction)
        let there =
            switch remittance.kind {
            case .deposit: standing.cashFen
            case .declaration: standing.accountFen
            case .certificate: standing.declaredFen
            }
        guard remittance.fen <= there else {
            throw Rejection(
                "remittance.too-much",
                [
                    "kind": remittance.kind.chinese, "fen": Money(fen: remittance.fen).grouped,
                    "there": Money(fen: there).grouped,
                ])
        }
        try RemittanceStore.add(remittance, by: person, at: now, in: transaction)
        try Ledger.write(in: transaction, at: now)
    }

    package static func report(
        _ refusal: PaymentRefusal, by person: String, in transaction: Transaction
    ) throws {
        guard refusal.reportedAt >= refusal.refusedAt else {
            throw Rejection("remittance.refusal-time", ["refused": refusal.refusedAt.text])
        }
        try RemittanceStore.add(refusal, by: person, in: transaction)
    }

    package static func refusals(in transaction: Transaction) throws -> [PaymentRefusal] {
        try RemittanceStore.refusals(in: transaction)
    }

    static func standing(village: String, in transaction: Transaction) throws -> AgentStanding {
        AgentStanding(village: village, sums: try RemittanceStore.daySums(village: village, in: transaction))
    }

    /// How every agent stands who ever collected, in the order of the villages.
    static func standings(in transaction: Transaction) throws -> [AgentStanding] {
        let sums = Dictionary(grouping: try RemittanceStore.daySums(village: nil, in: transaction), by: \.village)
        let regions = try RegionStore.tree(in: transaction)
        return sums.sorted { regions.position(of: $0.key) < regions.position(of: $1.key) }
            .map { AgentStanding(village: $0.key, sums: $0.value) }
    }
}

import Storage

/// What one evening did.
package struct EveningReport: Sendable {
    package let evening: CivilDate
    /// Issued this evening, in the order of their numbers.
    package let receipts: [Receipt]
    /// Receipts of orders (核定单) that were paid, in the order of their numbers.
    package let orderReceipts: [Receipt]
    /// Numbers of earlier receipts that a reversal made void.
    package let voided: [String]
    package var settled: Int { receipts.count }
}

extension Campaign {
    /// Settles what was imported since the last evening and issues a receipt for each payment that settles: numbers
    /// without gaps, in the order of village code and serial. A payment that was taken back before its evening gets no
    /// receipt; one taken back later makes its receipt void, and another standing payment of the same obligation
    /// then settles; so it does when the one that settled is refunded. Payments that came before the roster that asks
    /// for them settle on the first evening after it. Called again without anything new it does nothing.
    package func settle(evening: CivilDate, in transaction: Transaction, at now: Instant) throws -> EveningReport {
        let watermark = try SettlementStore.watermark(in: transaction)
        let lastImport = try ImportStore.lastID(in: transaction)
        let hasLines = try PaymentStore.hasLines(after: watermark, in: transaction)
        let freed =
            try SettlementStore.freed(in: transaction) + SettlementStore.waiting(upTo: watermark, in: transaction)
        // A roster may come, an order be assessed, a refund agreed to, when all payments are there already.
        guard try hasLines || !freed.isEmpty || !OrderStore.payable(in: transaction).isEmpty else {
            return EveningReport(evening: evening, receipts: [], orderReceipts: [], voided: [])
        }
        let chain = ReversalChain(try PaymentStore.reversals(in: transaction))
        let voidedOrders = try reverseOrders(chain, evening: evening, in: transaction, at: now)
        var voided: [Int] = []
        var open: [Int: ObligationState] = [:]
        let payers = try reversed(after: watermark, chain, in: transaction) + freed
        for obligation in try touched(after: watermark, payers, in: transaction) where obligation.ownFen > 0 {
            guard let serial = obligation.settledBy, let settlement = obligation.settlementID else {
                open[obligation.id] = obligation
                continue
            }
            guard !chain.stands(serial) else { continue }
            let receipt = try SettlementStore.reverse(
                settlement: settlement, obligation: obligation.id, cause: chain.cause(of: serial) ?? serial,
                evening: evening, at: now, in: transaction)
            if let receipt { voided.append(receipt) }
            try readjust(
                obligation.insurance, of: obligation.citizenID, cause: "reversal/\(serial)", in: transaction, at: now)
            let current = try SettlementStore.obligation(
                of: obligation.citizenID, obligation.insurance, in: transaction)
            if let current, current.ownFen > 0 { open[current.id] = current }
        }
        let held = policy.holdsOtherNames ? try Campaign.heldNames(chain, in: transaction) : []
        var chosen: [Choice] = []
        try SettlementStore.eachCandidate(after: watermark, also: payers, in: transaction) { candidate in
            guard let obligation = open[candidate.obligation], chain.stands(candidate.serial),
                !held.contains(candidate.serial),
                policy.isPayableWithoutOrder(candidate.insurance, on: candidate.paidOn, in: obligation.village)
            else { return }
            open[obligation.id] = nil
            chosen.append(Choice(obligation: obligation, serial: candidate.serial))
        }
        let receipts = try issue(chosen, evening: evening, in: transaction, at: now)
        let orderReceipts = try settleOrders(chain, evening: evening, in: transaction, at: now)
        if hasLines || !receipts.isEmpty || !orderReceipts.isEmpty {
            try SettlementStore.addEvening(evening, lastImport: lastImport, at: now, in: transaction)
        }
        try Ledger.write(in: transaction, at: now)
        return EveningReport(
            evening: evening, receipts: receipts, orderReceipts: orderReceipts,
            voided: voided.sorted().map(receiptNumber) + voidedOrders)
    }

    private struct Choice {
        let obligation: ObligationState
        let serial: String
    }

    /// What the payers of new lines owe, and these others, each once.
    private func touched(
        after watermark: Int, _ others: [SettlementStore.Payer], in transaction: Transaction
    ) throws -> [ObligationState] {
        var found = try SettlementStore.touched(after: watermark, in: transaction)
        var known = Set(found.map(\.id))
        for payer in others {
            guard
                let obligation = try SettlementStore.obligation(of: payer.citizenID, payer.insurance, in: transaction),
                known.insert(obligation.id).inserted
            else { continue }
            found.append(obligation)
        }
        return found
    }

    /// The payers whose payments new reversals belong to, each once.
    private func reversed(
        after watermark: Int, _ chain: ReversalChain, in transaction: Transaction
    ) throws -> [SettlementStore.Payer] {
        var seen: Set<SettlementStore.Payer> = []
        return try PaymentStore.reversals(after: watermark, in: transaction).compactMap { line in
            let root = try chain.root(of: line.serial).flatMap { try PaymentStore.line($0, in: transaction) }
            let payer = root.map { SettlementStore.Payer(citizenID: $0.citizenID, insurance: $0.insurance) }
            return payer.flatMap { seen.insert($0).inserted ? $0 : nil }
        }
    }

    private func issue(
        _ chosen: [Choice], evening: CivilDate, in transaction: Transaction, at now: Instant
    ) throws -> [Receipt] {
        guard !chosen.isEmpty else { return [] }
        let ordered = chosen.sorted { ($0.obligation.village, $0.serial) < ($1.obligation.village, $1.serial) }
        let settlement = try SettlementStore.lastSettlementID(in: transaction) + 1
        let last = try SeriesStore.next("receipt", count: ordered.count, in: transaction)
        let first = last - ordered.count + 1
        let settlements = ordered.enumerated().map { index, choice in
            SettlementStore.Settlement(
                id: settlement + index, obligation: choice.obligation.id, serial: choice.serial,
                fen: choice.obligation.ownFen)
        }
        try SettlementStore.settle(settlements, evening: evening, in: transaction)
        let vouchers = ordered.enumerated().map { index, choice in
            ReceiptStore.Voucher(
                ordinal: first + index, number: receiptNumber(first + index), settlement: settlement + index,
                village: choice.obligation.village)
        }
        try ReceiptStore.issue(vouchers, evening: evening, at: now, in: transaction)
        return try ReceiptStore.receipts(ordinals: first...last, in: transaction)
    }

    func receiptNumber(_ ordinal: Int) -> String {
        let digits = String(ordinal)
        return policy.receiptPrefix + String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    }
}

import Storage

/// What one evening did.
package struct EveningReport: Sendable {
    package let evening: CivilDate
    /// Issued this evening, in the order of their numbers.
    package let receipts: [Receipt]
    /// Numbers of earlier receipts that a reversal made void.
    package let voided: [String]
    package var settled: Int { receipts.count }
}

extension Campaign {
    /// Settles what was imported since the last evening and issues a receipt for each payment that settles: numbers
    /// without gaps, in the order of village code and serial. A payment that was taken back before its evening gets no
    /// receipt; one taken back later makes its receipt void, and another standing payment of the same obligation
    /// then settles. Called again without new files it does nothing.
    package func settle(evening: CivilDate, in transaction: Transaction, at now: Instant) throws -> EveningReport {
        let watermark = try SettlementStore.watermark(in: transaction)
        let lines = try PaymentStore.lines(after: watermark, in: transaction)
        let lastImport = try ImportStore.lastID(in: transaction)
        guard !lines.isEmpty else { return EveningReport(evening: evening, receipts: [], voided: []) }
        let chain = ReversalChain(try PaymentStore.reversals(in: transaction))
        var voided: [Int] = []
        var chosen: [Choice] = []
        for payer in try payers(touchedBy: lines, chain, in: transaction) {
            guard
                let obligation = try SettlementStore.obligation(of: payer.citizenID, payer.insurance, in: transaction),
                obligation.ownFen > 0
            else { continue }
            var isSettled = obligation.settledBy != nil
            if let serial = obligation.settledBy, let settlement = obligation.settlementID, !chain.stands(serial) {
                isSettled = false
                let receipt = try SettlementStore.reverse(
                    settlement: settlement, obligation: obligation.id, cause: chain.cause(of: serial) ?? serial,
                    evening: evening, at: now, in: transaction)
                if let receipt { voided.append(receipt) }
            }
            if isSettled { continue }
            let payments = try PaymentStore.payments(of: payer.citizenID, payer.insurance, in: transaction)
            if let payment = payments.first(where: { $0.fen == obligation.ownFen && chain.stands($0.serial) }) {
                chosen.append(Choice(obligation: obligation, payment: payment))
            }
        }
        let receipts = try issue(chosen, evening: evening, in: transaction, at: now)
        try SettlementStore.addEvening(evening, lastImport: lastImport, at: now, in: transaction)
        try Ledger.write(in: transaction, at: now)
        return EveningReport(
            evening: evening, receipts: receipts, voided: voided.sorted().map(receiptNumber))
    }

    private struct Payer: Hashable {
        let citizenID: String
        let insurance: Insurance
    }

    private struct Choice {
        let obligation: ObligationState
        let payment: PaymentLine
    }

    /// The payers of new payments, and those whose earlier payment a new reversal belongs to, each once.
    private func payers(
        touchedBy lines: [PaymentLine], _ chain: ReversalChain, in transaction: Transaction
    ) throws -> [Payer] {
        var seen: Set<Payer> = []
        var payers: [Payer] = []
        for line in lines {
            var touched: PaymentLine? = line
            if line.reverses != nil {
                touched = try chain.root(of: line.serial).flatMap { try PaymentStore.line($0, in: transaction) }
            }
            guard let touched else { continue }
            let payer = Payer(citizenID: touched.citizenID, insurance: touched.insurance)
            if seen.insert(payer).inserted { payers.append(payer) }
        }
        return payers
    }

    private func issue(
        _ chosen: [Choice], evening: CivilDate, in transaction: Transaction, at now: Instant
    ) throws -> [Receipt] {
        let ordered = chosen.sorted {
            ($0.obligation.village, $0.payment.serial) < ($1.obligation.village, $1.payment.serial)
        }
        var settlement = try SettlementStore.lastSettlementID(in: transaction)
        var ordinals: [Int] = []
        for choice in ordered {
            settlement += 1
            try SettlementStore.settle(
                id: settlement, obligation: choice.obligation.id, serial: choice.payment.serial,
                fen: choice.payment.fen, evening: evening, in: transaction)
            let ordinal = try SeriesStore.next("receipt", in: transaction)
            try ReceiptStore.issue(
                ordinal: ordinal, number: receiptNumber(ordinal), settlement: settlement,
                village: choice.obligation.village, evening: evening, at: now, in: transaction)
            ordinals.append(ordinal)
        }
        guard let first = ordinals.first, let last = ordinals.last else { return [] }
        return try ReceiptStore.receipts(ordinals: first...last, in: transaction)
    }

    func receiptNumber(_ ordinal: Int) -> String {
        let digits = String(ordinal)
        return policy.receiptPrefix + String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    }
}

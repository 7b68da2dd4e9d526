import Storage

extension Campaign {
    /// Settles assessed orders by payments of their person, insurance and amount that came between the assessment and
    /// the last day, each by the first such payment that settles nothing else, and issues a receipt for each. Where an
    /// order is for the year of a roster, the roster's unpaid obligation ends: the bureau's word takes its place.
    /// - returns: the receipts, in the order of their numbers.
    func settleOrders(
        _ chain: ReversalChain, evening: CivilDate, in transaction: Transaction, at now: Instant
    ) throws -> [Receipt] {
        var receipts: [Receipt] = []
        for order in try OrderStore.payable(in: transaction) {
            guard let assessment = order.assessment else { continue }
            let payments = try ExplanationStore.payments(of: order.citizenID, in: transaction)
                .filter { $0.insurance == order.insurance && $0.reverses == nil }
            let payment = try payments.first { line in
                try line.fen == assessment.ownFen && assessment.on <= line.paidOn && line.paidOn <= assessment.payBy
                    && chain.stands(line.serial) && !OrderStore.isUsed(serial: line.serial, in: transaction)
            }
            guard let payment else { continue }
            let number = try OrderMoneyStore.pay(
                order, fen: assessment.ownFen, serial: payment.serial, evening: evening, at: now,
                number: orderReceiptNumber, in: transaction)
            let period = policy.period(of: order.insurance)
            if order.lines.contains(where: { $0.period == period }),
                let replaced = try OrderMoneyStore.replaceable(order, period: period, in: transaction)
            {
                try VersionStore.end(replaced, cause: order.cause, at: now, in: transaction)
            }
            if let receipt = try ReceiptStore.receipt(number: number, in: transaction) { receipts.append(receipt) }
        }
        return receipts
    }

    /// Takes back the settlements of orders whose payments stand no more: the receipt is void, the order waits for its
    /// money again, and the obligation that it had taken the place of is owed again.
    /// - returns: the numbers of the void receipts.
    func reverseOrders(
        _ chain: ReversalChain, evening: CivilDate, in transaction: Transaction, at now: Instant
    ) throws -> [String] {
        try OrderMoneyStore.payments(in: transaction).filter { !chain.stands($0.serial) }.map { payment in
            try Campaign.reverse(
                payment, cause: chain.cause(of: payment.serial) ?? payment.serial, evening: evening, in: transaction,
                at: now)
        }
    }

    /// - returns: the number of the receipt that is void.
    @discardableResult
    static func reverse(
        _ payment: OrderMoneyStore.Payment, cause: String, evening: CivilDate, in transaction: Transaction,
        at now: Instant
    ) throws -> String {
        try OrderMoneyStore.reverse(payment, cause: cause, evening: evening, at: now, in: transaction)
        if let order = try OrderStore.order(ordinal: payment.ordinal, in: transaction) {
            try OrderMoneyStore.restore(order.cause, at: now, in: transaction)
        }
        return payment.receipt
    }

    /// Receipts of orders have a series of their own: an H (核定) and seven digits.
    func orderReceiptNumber(_ ordinal: Int) -> String {
        let digits = String(ordinal)
        return policy.receiptPrefix + "H" + String(repeating: "0", count: max(0, 7 - digits.count)) + digits
    }
}

extension AssessmentOrder {
    /// Why an obligation ended that the order took the place of.
    var cause: String { "order/\(number)" }
}

extension LevyPolicy {
    /// Whether a payment on a day settles what is owed without an order: inside the central window, or where the rules
    /// ask for none.
    func isPayableWithoutOrder(_ insurance: Insurance, on day: CivilDate, in village: String) -> Bool {
        let sheet = sheet(insurance)
        guard !sheet.windows.isEmpty, sheet.needsOrder(.outOfWindow) != nil else { return true }
        return sheet.window(on: day, in: village)?.isCentral ?? false
    }
}

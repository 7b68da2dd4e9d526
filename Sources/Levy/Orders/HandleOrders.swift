import Diagnostics
import Storage

/// What a clerk registers at the window.
package struct OrderRequest: Sendable {
    package let citizenID: String
    package let insurance: Insurance
    package let type: PaymentType
    /// Nil for the campaign's year, for back payment for the latest years that are allowed.
    package let periods: [Int]?
    package let tierFen: Int?
    package let note: String
    /// The village of somebody of whom no roster knows.
    package let newcomer: String?

    package init(
        citizenID: String, insurance: Insurance, type: PaymentType, periods: [Int]? = nil, tierFen: Int? = nil,
        note: String = "", newcomer: String? = nil
    ) {
        self.newcomer = newcomer
        self.citizenID = citizenID
        self.insurance = insurance
        self.type = type
        self.periods = periods
        self.tierFen = tierFen
        self.note = note
    }
}

extension Campaign {
    /// Registers a special case with what the rules propose for it.
    /// - throws: `Rejection` `order.…` when the rules do not allow it.
    package func registerOrder(
        _ request: OrderRequest, name given: String? = nil, on day: CivilDate, by clerk: String,
        in transaction: Transaction
    ) throws -> AssessmentOrder {
        guard request.type != .regular, request.type != .newborn else {
            throw Rejection("order.not-special", ["type": request.type.chinese])
        }
        if let newcomer = request.newcomer {
            guard try RegionStore.tree(in: transaction).village(newcomer) != nil else {
                throw Rejection("order.village", ["village": newcomer])
            }
            guard !(given ?? "").isEmpty else { throw Rejection("order.newcomer-name", ["id": request.citizenID]) }
        }
        let explained = try explain(
            person: request.citizenID, on: day, newcomer: request.newcomer, in: transaction)
        let open = explained.orders.first { order in
            order.insurance == request.insurance && (order.state == .registered || order.state == .assessed)
        }
        if let open { throw Rejection("order.open", ["number": open.number, "name": explained.name]) }
        let window = policy.sheet(request.insurance).window(on: day, in: explained.village)
        if request.type == .outOfWindow, let window, window.isCentral {
            throw Rejection("order.in-window", ["window": window.name, "to": window.to.iso])
        }
        let lines =
            PaymentType.ofEarlierYears.contains(request.type)
            ? try arrears(request, explained, on: day) : [try current(request, explained, on: day)]
        let ordinal = try SeriesStore.next("assessment-order", in: transaction)
        let isUnchecked = PaymentType.ofEarlierYears.contains(request.type) && explained.facts.paidYears == nil
        let notes = [request.note, isUnchecked ? AssessmentOrder.uncheckedYears : ""]
        let order = AssessmentOrder(
            ordinal: ordinal,
            number: try OrderStore.nextNumber(in: day.year, in: transaction),
            citizenID: explained.citizenID, name: given ?? explained.name, village: explained.village,
            insurance: request.insurance, type: request.type,
            note: notes.filter { !$0.isEmpty }.joined(separator: "；"), lines: lines, registeredBy: clerk,
            registeredOn: day, assessment: nil, cancelledFor: nil, paidBy: nil, receipt: nil)
        try OrderStore.add(order, in: transaction)
        return order
    }

    /// The campaign's own year, by the day's window.
    private func current(
        _ request: OrderRequest, _ person: PersonExplanation, on day: CivilDate
    ) throws(Rejection) -> AssessmentOrder.Line {
        let found = policy.sheet(request.insurance).determine(
            person.facts, Question(day: day, tierFen: request.tierFen, isTraced: true))
        guard found.outcome != .ineligible else {
            let failed = found.trace.filter { $0.verdict == .failed }.map(\.note)
            throw Rejection("order.ineligible", ["name": person.name], notes: failed)
        }
        guard let total = found.totalFen, let own = found.ownFen else {
            throw Rejection(
                request.insurance == .pension && request.tierFen == nil ? "order.no-tier" : "order.no-window",
                ["day": day.iso])
        }
        guard own > 0 else { throw Rejection("order.nothing-due", ["name": person.name]) }
        return AssessmentOrder.Line(
            period: found.period, totalFen: total, ownFen: own, subsidyFen: found.subsidyFen)
    }

    /// Earlier years.
    private func arrears(
        _ request: OrderRequest, _ person: PersonExplanation, on day: CivilDate
    ) throws(Rejection) -> [AssessmentOrder.Line] {
        guard
            let back = policy.sheet(request.insurance).backPayment(person.facts, on: day, tierFen: request.tierFen),
            !back.usual.isEmpty
        else {
            throw policy.sheet(request.insurance)
                .noBackPayment(person.facts, name: person.name, on: day, tierFen: request.tierFen)
        }
        let periods = request.periods ?? back.usual
        let wrong = periods.filter { !back.years.contains($0) }
        guard wrong.isEmpty else {
            throw Rejection(
                "order.year-not-open",
                [
                    "years": wrong.map(String.init).joined(separator: "、"),
                    "open": back.years.map(String.init).joined(separator: "、"),
                ])
        }
        guard periods.count <= back.allowed, Set(periods).count == periods.count else {
            throw Rejection("order.too-many-years", ["count": "\(periods.count)", "allowed": "\(back.allowed)"])
        }
        return periods.sorted().map {
            AssessmentOrder.Line(
                period: $0, totalFen: back.tierFen, ownFen: back.tierFen, subsidyFen: back.subsidyFen)
        }
    }

    /// The bureau fixes the amount: two hands, neither of which registered the case.
    /// - Parameter ownFen: nil for what the rules propose; they have to ask the same on every day until `payBy`.
    /// - throws: `Rejection` `order.…`; `order.price` when the rules ask another amount than was registered.
    package func assessOrder(
        _ number: String, bureau: String, ownFen: Int? = nil, payBy: CivilDate, on day: CivilDate, by maker: String,
        checker: String, in transaction: Transaction, at now: Instant
    ) throws -> AssessmentOrder {
        let order = try open(number, in: transaction)
        guard order.state == .registered else { throw Rejection("order.assessed", ["number": number]) }
        let hands = [order.registeredBy, maker, checker]
        guard Set(hands).count == hands.count else {
            throw Rejection("order.same-person", ["number": number, "hands": hands.joined(separator: "、")])
        }
        guard payBy >= day else { throw Rejection("rules.dates", ["from": day.iso, "to": payBy.iso]) }
        if ownFen == nil { try checkPrice(of: order, from: day, to: payBy, in: transaction) }
        let own = ownFen ?? order.ownFen
        guard own > 0 else { throw Rejection("order.nothing-due", ["name": order.name]) }
        try OrderStore.assess(
            order.ordinal,
            AssessmentOrder.Assessment(
                bureau: bureau, ownFen: own, payBy: payBy, assessedBy: maker, checkedBy: checker, on: day),
            in: transaction)
        try Ledger.write(in: transaction, at: now)
        return try open(number, in: transaction)
    }

    /// The price of the campaign's year goes by the day: what was registered in one window is not sold in another.
    private func checkPrice(
        of order: AssessmentOrder, from day: CivilDate, to payBy: CivilDate, in transaction: Transaction
    ) throws {
        guard let line = order.lines.first, !PaymentType.ofEarlierYears.contains(order.type) else { return }
        let person = try explain(person: order.citizenID, on: day, in: transaction)
        let sheet = policy.sheet(order.insurance)
        let changes = sheet.windows.flatMap { [$0.from, $0.to.adding(days: 1)] }.filter { day < $0 && $0 < payBy }
        for date in Set([day, payBy] + changes).sorted() {
            let tier = order.insurance == .pension ? line.totalFen : nil
            let found = sheet.determine(person.facts, Question(day: date, tierFen: tier, isTraced: false))
            guard found.ownFen != line.ownFen || found.subsidyFen != line.subsidyFen else { continue }
            throw Rejection(
                "order.price",
                [
                    "number": order.number, "registered": Money(fen: line.ownFen).grouped, "day": date.iso,
                    "now": found.ownFen.map { Money(fen: $0).grouped + " 元" } ?? "—",
                ])
        }
    }

    /// - Parameter checker: needed for an order that was assessed.
    /// - throws: `Rejection` `order.…`
    package func cancelOrder(
        _ number: String, reason: String, by clerk: String, checker: String? = nil, on day: CivilDate,
        in transaction: Transaction, at now: Instant
    ) throws {
        let order = try open(number, in: transaction)
        guard order.state != .paid else { throw Rejection("order.paid", ["number": number]) }
        var reason = reason
        if order.state == .assessed {
            // Three persons made it; one alone does not undo it.
            guard let checker, checker != clerk else { throw Rejection("order.cancel-checker", ["number": number]) }
            reason += "（复核：\(checker)）"
        }
        try OrderStore.cancel(order.ordinal, reason: reason, by: clerk, on: day, in: transaction)
        try Ledger.write(in: transaction, at: now)
    }

    private func open(_ number: String, in transaction: Transaction) throws -> AssessmentOrder {
        guard let order = try OrderStore.order(number: number, in: transaction) else {
            throw Rejection("order.unknown", ["number": number])
        }
        guard order.state != .cancelled else {
            throw Rejection("order.cancelled", ["number": number, "reason": order.cancelledFor ?? ""])
        }
        return order
    }
}

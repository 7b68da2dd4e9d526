import Diagnostics
import Storage

/// 列入财政预算: a sum that a budget or fund has set apart, or a change of it.
package struct BudgetEntry: Hashable, Sendable {
    package let insurance: Insurance
    /// The rules' id of the budget or fund.
    package let bearer: String
    /// Empty for all classes together.
    package let specialClass: String
    /// Negative for what is taken off again.
    package let fen: Int
    package let document: String
    package let day: CivilDate
    /// By when the money is to be there.
    package let due: CivilDate

    package init(
        insurance: Insurance, bearer: String, specialClass: String, fen: Int, document: String, day: CivilDate,
        due: CivilDate
    ) {
        self.insurance = insurance
        self.bearer = bearer
        self.specialClass = specialClass
        self.fen = fen
        self.document = document
        self.day = day
        self.due = due
    }
}

/// 预算、申请与拨付: what was set apart, asked for and paid, with the days.
package struct BudgetView: Sendable {
    package enum State: String, Sendable {
        case paid, awaited, late, unbudgeted, unasked

        package var chinese: String {
            switch self {
            case .paid: "已足额到账"
            case .awaited: "未到期"
            case .late: "逾期未足额"
            case .unbudgeted: "未列预算"
            case .unasked: "尚未申请"
            }
        }
    }

    package struct Row: Sendable, Hashable {
        package let insurance: Insurance
        package let bearer: String
        package let bearerName: String
        /// Empty for all classes.
        package let specialClass: String
        package internal(set) var budgetFen = 0
        package internal(set) var documents: [String] = []
        package internal(set) var due: CivilDate?
        package internal(set) var askedFen = 0
        /// The first day on which something was asked for.
        package internal(set) var askedOn: CivilDate?
        package internal(set) var paidFen = 0
        /// The last day on which something came.
        package internal(set) var paidOn: CivilDate?

        /// Asked for and not there.
        package var openFen: Int { askedFen - paidFen }

        package func state(on day: CivilDate) -> State {
            if askedFen > 0 && openFen <= 0 { return .paid }
            if due == nil { return .unbudgeted }
            if let due, day > due { return .late }
            return askedFen == 0 ? .unasked : .awaited
        }

        /// Days past the due day while something is open.
        package func daysLate(on day: CivilDate) -> Int {
            guard let due, state(on: day) == .late else { return 0 }
            return day.daysSinceEpoch - due.daysSinceEpoch
        }
    }

    /// Medical first, bearers in the order of the rules, classes by name.
    package let rows: [Row]
    package let day: CivilDate
}

extension Campaign {
    /// Enters a sum of a budget, or a change of it.
    /// - throws: `Rejection` `remittance.same-person`, `budget.bearer`, `budget.sum`, `budget.negative`.
    package func enterBudget(
        _ entry: BudgetEntry, by maker: String, checker: String, in transaction: Transaction, at now: Instant
    ) throws {
        guard maker != checker else { throw Rejection("remittance.same-person", ["person": maker]) }
        guard policy.rules.bearer(entry.bearer) != nil else {
            let known = policy.rules.bearers.map { "\($0.name)（\($0.id)）" }.joined(separator: "、")
            throw Rejection("budget.bearer", ["bearer": entry.bearer, "known": known])
        }
        guard entry.fen != 0 else { throw Rejection("budget.sum") }
        let before = try BudgetStore.all(in: transaction).filter {
            $0.insurance == entry.insurance && $0.bearer == entry.bearer && $0.specialClass == entry.specialClass
        }.reduce(0) { $0 + $1.fen }
        guard before + entry.fen >= 0 else {
            throw Rejection(
                "budget.negative", ["sum": Money(fen: -entry.fen).grouped, "there": Money(fen: before).grouped])
        }
        try BudgetStore.add(entry, by: maker, checker: checker, at: now, in: transaction)
    }

    /// What stands on a day. A bearer whose budget is for all classes together has one row an insurance.
    package func budgetView(on day: CivilDate, in transaction: Transaction) throws -> BudgetView {
        struct Payer: Hashable {
            let insurance: Insurance
            let bearer: String
        }
        struct Key: Hashable {
            let payer: Payer
            let specialClass: String
        }
        let entries = try BudgetStore.all(in: transaction).filter { $0.day <= day }
        let whole = Set(
            entries.filter(\.specialClass.isEmpty).map { Payer(insurance: $0.insurance, bearer: $0.bearer) })
        var rows: [Key: BudgetView.Row] = [:]
        func change(
            _ insurance: Insurance, _ bearer: String, _ specialClass: String, _ body: (inout BudgetView.Row) -> Void
        ) {
            let payer = Payer(insurance: insurance, bearer: bearer)
            let key = Key(payer: payer, specialClass: whole.contains(payer) ? "" : specialClass)
            let name = bearer.isEmpty ? "未注明承担方" : policy.rules.bearer(bearer)?.name ?? bearer
            let empty = BudgetView.Row(
                insurance: insurance, bearer: bearer, bearerName: name, specialClass: key.specialClass)
            body(&rows[key, default: empty])
        }
        for entry in entries {
            change(entry.insurance, entry.bearer, entry.specialClass) { row in
                row.budgetFen += entry.fen
                if !row.documents.contains(entry.document) { row.documents.append(entry.document) }
                row.due = max(row.due ?? entry.due, entry.due)
            }
        }
        for flow in try BudgetStore.asked(through: day, in: transaction) {
            change(flow.insurance, flow.bearer, flow.specialClass) { row in
                row.askedFen += flow.fen
                row.askedOn = min(row.askedOn ?? flow.day, flow.day)
            }
        }
        for flow in try BudgetStore.paid(through: day, in: transaction) {
            change(flow.insurance, flow.bearer, flow.specialClass) { row in
                row.paidFen += flow.fen
                row.paidOn = max(row.paidOn ?? flow.day, flow.day)
            }
        }
        let order = policy.rules.bearers.map(\.id)
        func position(_ key: Key) -> (Int, Int, String, String) {
            let rank = key.payer.bearer.isEmpty ? Int.max : order.firstIndex(of: key.payer.bearer) ?? order.count
            return (key.payer.insurance == .medical ? 0 : 1, rank, key.payer.bearer, key.specialClass)
        }
        return BudgetView(rows: rows.sorted { position($0.key) < position($1.key) }.map(\.value), day: day)
    }
}

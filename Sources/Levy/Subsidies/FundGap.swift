import Storage

/// 资金缺口: what each budget and fund owes of the fees, what was asked of it, what came and what is missing.
package struct FundGap: Sendable {
    package struct Row: Sendable, Hashable {
        package let insurance: Insurance
        /// Empty for money of which nobody said where it came from.
        package let bearer: String
        package let bearerName: String
        /// Its part of the fees that stand now (代缴、资助).
        package internal(set) var dueFen = 0
        package internal(set) var appliedFen = 0
        package internal(set) var receivedFen = 0
        /// What it adds for everybody who is insured (补助、补贴): paid by other ways, and shown beside.
        package internal(set) var subsidyFen = 0

        /// Nobody has asked for it yet.
        package var unappliedFen: Int { dueFen - appliedFen }
        /// Asked for, and not there.
        package var openFen: Int { appliedFen - receivedFen }
        /// 缺口: of what it owes, what is not there.
        package var gapFen: Int { dueFen - receivedFen }
    }

    /// Medical first, bearers in the order of the rules, what came from nobody knows whom last.
    package let rows: [Row]

    /// A bearer's rows of both insurances added up, in the order of the first.
    package var totals: [Row] {
        var found: [Row] = []
        for row in rows {
            guard let index = found.firstIndex(where: { $0.bearer == row.bearer }) else {
                found.append(row)
                continue
            }
            found[index].dueFen += row.dueFen
            found[index].appliedFen += row.appliedFen
            found[index].receivedFen += row.receivedFen
            found[index].subsidyFen += row.subsidyFen
        }
        return found
    }
}

extension Campaign {
    /// The gap as it stands now.
    package func fundGap(in transaction: Transaction) throws -> FundGap {
        struct Key: Hashable {
            let insurance: Insurance
            let bearer: String
        }
        var rows: [Key: FundGap.Row] = [:]
        func add(_ insurance: Insurance, _ bearer: String, _ column: WritableKeyPath<FundGap.Row, Int>, _ fen: Int) {
            let name = bearer.isEmpty ? "未注明承担方" : policy.rules.bearer(bearer)?.name ?? bearer
            let empty = FundGap.Row(insurance: insurance, bearer: bearer, bearerName: name)
            rows[Key(insurance: insurance, bearer: bearer), default: empty][keyPath: column] += fen
        }
        for row in try subsidySheet(in: transaction).rows {
            add(row.insurance, row.bearer, row.purpose == .aid ? \.dueFen : \.subsidyFen, row.fen)
        }
        for part in try StateMoneyStore.applied(in: transaction) {
            add(part.insurance, part.bearer, \.appliedFen, part.fen)
        }
        for part in try StateMoneyStore.received(in: transaction) {
            add(part.insurance, part.bearer, \.receivedFen, part.fen)
        }
        let order = policy.rules.bearers.map(\.id)
        func position(_ key: Key) -> (Int, Int, String) {
            let rank = key.bearer.isEmpty ? Int.max : order.firstIndex(of: key.bearer) ?? order.count
            return (key.insurance == .medical ? 0 : 1, rank, key.bearer)
        }
        return FundGap(rows: rows.sorted { position($0.key) < position($1.key) }.map(\.value))
    }
}

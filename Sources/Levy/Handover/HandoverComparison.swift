import Storage

/// 数据迁移核对: what was before and what is after, beside each other.
package struct HandoverComparison: Sendable {
    package struct Line: Hashable, Sendable {
        package let cell: HandoverSet.Cell
        package let before: HandoverSet.Totals
        package let after: HandoverSet.Totals
        package var agrees: Bool { before == after }
    }

    package struct Difference: Hashable, Sendable {
        package enum Kind: String, Sendable, CaseIterable {
            case missing, added, village, name, due, paid

            package var chinese: String {
                switch self {
                case .missing: "迁移后没有"
                case .added: "迁移前没有"
                case .village: "村居不同"
                case .name: "姓名不同"
                case .due: "应缴不同"
                case .paid: "已缴不同"
                }
            }
        }

        package let kind: Kind
        package let key: HandoverSet.Key
        /// Of the side that has it; of both the one before.
        package let row: HandoverSet.Row
        package let was: String
        package let `is`: String
    }

    package let before: HandoverSet
    package let after: HandoverSet
    /// By village, then insurance, in the order of codes.
    package let lines: [Line]
    /// By kind, then by number.
    package let differences: [Difference]
    package let totals: (before: HandoverSet.Totals, after: HandoverSet.Totals)

    package init(before: HandoverSet, after: HandoverSet) {
        self.before = before
        self.after = after
        let (first, second) = (before.cells, after.cells)
        let cells = Set(first.keys).union(second.keys).sorted {
            ($0.village, $0.insurance.rawValue) < ($1.village, $1.insurance.rawValue)
        }
        let none = HandoverSet(name: "", rows: [:]).total
        lines = cells.map { Line(cell: $0, before: first[$0] ?? none, after: second[$0] ?? none) }
        totals = (before.total, after.total)
        differences = HandoverComparison.differences(before.rows, after.rows)
    }

    /// Nothing differs: also names and villages.
    package var agrees: Bool { differences.isEmpty }

    private static func differences(
        _ before: [HandoverSet.Key: HandoverSet.Row], _ after: [HandoverSet.Key: HandoverSet.Row]
    ) -> [Difference] {
        var found: [Difference.Kind: [Difference]] = [:]
        func add(
            _ kind: Difference.Kind, _ key: HandoverSet.Key, _ row: HandoverSet.Row, _ was: String, _ now: String
        ) {
            found[kind, default: []].append(Difference(kind: kind, key: key, row: row, was: was, is: now))
        }
        for key in Set(before.keys).union(after.keys).sorted() {
            guard let old = before[key] else {
                if let new = after[key] { add(.added, key, new, "–", Money(fen: new.dueFen).grouped) }
                continue
            }
            guard let new = after[key] else {
                add(.missing, key, old, Money(fen: old.dueFen).grouped, "–")
                continue
            }
            if old.village != new.village { add(.village, key, old, old.village, new.village) }
            if old.name != new.name { add(.name, key, old, old.name, new.name) }
            if old.dueFen != new.dueFen {
                add(.due, key, old, Money(fen: old.dueFen).grouped, Money(fen: new.dueFen).grouped)
            }
            if old.paidFen != new.paidFen {
                add(.paid, key, old, Money(fen: old.paidFen).grouped, Money(fen: new.paidFen).grouped)
            }
        }
        return Difference.Kind.allCases.flatMap { found[$0] ?? [] }
    }
}

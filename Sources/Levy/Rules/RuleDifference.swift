import Diagnostics
import Storage

/// What changes for whom between two rules files.
package struct RuleDifference: Sendable {
    /// A line for each change, in the order: what it costs, who may join, windows and waiting, newborns, back payment,
    /// refunds, documents.
    package let changes: [Diagnostic]

    package init(from old: RuleBook, to new: RuleBook) {
        changes =
            RuleDifference.money(old, new) + RuleDifference.others(old, new) + RuleDifference.documents(old, new)
    }

    private struct Key: Hashable {
        let insurance: Insurance
        let period: Int
        let specialClass: SpecialClass?
        let variant: String
    }

    private static func money(_ old: RuleBook, _ new: RuleBook) -> [Diagnostic] {
        // A file for a new year is compared with the old year's: the last of both.
        func rows(_ book: RuleBook, _ other: RuleBook) -> [(Key, RuleTable.Row)] {
            let table = RuleTable(book)
            return table.rows.map { row in
                let ours = RuleTable.years(of: book, row.insurance)
                let theirs = RuleTable.years(of: other, row.insurance)
                let isShared = theirs.contains(row.period) || row.period != ours.last
                return (
                    Key(
                        insurance: row.insurance, period: isShared ? row.period : 0, specialClass: row.specialClass,
                        variant: row.variant), row
                )
            }
        }
        let (before, after) = (rows(old, new), rows(new, old))
        let known = Dictionary(before.map { ($0.0, $0.1) }) { first, _ in first }
        let kept = Set(after.map(\.0))
        let changed = after.compactMap { key, row -> Diagnostic? in
            guard let earlier = known[key] else { return line("rules.diff-new", row, nil) }
            let isSame =
                earlier.totalFen == row.totalFen && earlier.ownFen == row.ownFen && earlier.helpers == row.helpers
                && earlier.subsidy == row.subsidy
            return isSame ? nil : line("rules.diff-money", row, earlier)
        }
        let gone = before.filter { !kept.contains($0.0) }.map { line("rules.diff-gone", $0.1, nil) }
        return changed + gone
    }

    private static func line(_ code: String, _ row: RuleTable.Row, _ earlier: RuleTable.Row?) -> Diagnostic {
        func sum(_ parts: [Part]) -> String { Money(fen: parts.reduce(0) { $0 + $1.fen }).grouped }
        var arguments = [
            "insurance": row.insurance.chinese, "period": "\(row.period)",
            "class": row.specialClass?.rawValue ?? "一般居民", "variant": row.variant,
            "total": Money(fen: row.totalFen).grouped, "own": Money(fen: row.ownFen).grouped,
            "subsidy": sum(row.subsidy),
        ]
        if let earlier {
            arguments["oldTotal"] = Money(fen: earlier.totalFen).grouped
            arguments["oldOwn"] = Money(fen: earlier.ownFen).grouped
            arguments["oldSubsidy"] = sum(earlier.subsidy)
        }
        return Diagnostic(.note, code, arguments)
    }

    /// Rules that are words rather than amounts: compared as they are written.
    private static func others(_ old: RuleBook, _ new: RuleBook) -> [Diagnostic] {
        func texts(_ book: RuleBook) -> [(String, String)] {
            let eligibility = book.eligibility.map { ($0.basis.id, "\($0.requirement)") }
            let windows = book.windows.map { window in
                (
                    window.basis.id,
                    "\(window.from.iso) \(window.to.iso) \(window.charge) \(window.subsidised) \(window.spares)"
                )
            }
            let waiting = book.waiting.map { rule in
                (
                    rule.basis.id,
                    "\(rule.days) \(rule.months) \(rule.monthsPerMissedYear) "
                        + "\(rule.floor.map { "\($0.missedYears)/\($0.months)" } ?? "") \(rule.spares)"
                )
            }
            let newborns = book.newborns.map { ($0.basis.id, "\($0.within) \($0.needsParent) \($0.sameYearIsFee)") }
            let back = book.backPayments.map {
                ($0.basis.id, "\($0.ages) \($0.years) \($0.since) \($0.neverInsured) \($0.subsidised)")
            }
            let refunds = book.refunds.map { ($0.basis.id, "\($0.name) \($0.until) \($0.deadline?.iso ?? "")") }
            let breaks = book.breaks.map { ($0.basis.id, $0.latest.iso) }
            let precedence = book.precedence.map { rule in
                (rule.basis.id, rule.order.map(\.rawValue).joined(separator: " > ") + " \(rule.choice.rawValue)")
            }
            return precedence + eligibility + windows + waiting + newborns + back + breaks + refunds
        }
        let (before, after) = (texts(old), texts(new))
        let known = Dictionary(before) { first, _ in first }
        let kept = Set(after.map(\.0))
        let changed = after.compactMap { id, text -> Diagnostic? in
            guard let earlier = known[id] else { return Diagnostic(.note, "rules.diff-rule-new", ["id": id]) }
            return earlier == text ? nil : Diagnostic(.note, "rules.diff-rule", ["id": id])
        }
        return changed
            + before.filter { !kept.contains($0.0) }.map { Diagnostic(.note, "rules.diff-rule-gone", ["id": $0.0]) }
    }

    private static func documents(_ old: RuleBook, _ new: RuleBook) -> [Diagnostic] {
        let (before, after) = (old.documents.map(\.name), new.documents.map(\.name))
        return after.filter { !before.contains($0) }.map { Diagnostic(.note, "rules.diff-document-new", ["name": $0]) }
            + before.filter { !after.contains($0) }.map { Diagnostic(.note, "rules.diff-document-gone", ["name": $0]) }
    }
}

import Diagnostics
import Settings
import Storage

/// What is wrong between rules: ids given twice, documents and papers that nobody knows, rules that contradict each
/// other, amounts that the shares do not cover, classes without help.
struct RuleCheck {
    let book: RuleBook

    init(_ book: RuleBook) { self.book = book }

    func run() -> [Diagnostic] {
        ids() + documents() + materials() + shares() + contradictions() + classes() + windows() + unconfirmed()
    }

    /// What was carried over from another year, and nobody has looked up for this one.
    private func unconfirmed() -> [Diagnostic] {
        book.documents.filter { $0.unconfirmed != nil }.map { document in
            Diagnostic(.warning, "rules.document-unconfirmed", ["document": document.name], at: document.unconfirmed)
        }
            + bases.filter(\.isUnconfirmed).map { basis in
                let document = book.document(basis.document)?.name ?? basis.document
                return Diagnostic(
                    .warning, "rules.unconfirmed", ["id": basis.id, "document": document], at: basis.span)
            }
    }

    private var bases: [RuleBasis] {
        let rules: [[RuleBasis]] = [
            book.classes.map(\.basis), book.precedence.map(\.basis), book.eligibility.map(\.basis),
            book.fees.map(\.basis), book.pools.map(\.basis), book.tiers.map(\.basis), book.aid.map(\.basis),
            book.windows.map(\.basis), book.waiting.map(\.basis), book.newborns.map(\.basis),
            book.backPayments.map(\.basis), book.breaks.map(\.basis), book.orders.map(\.basis),
            book.refunds.map(\.basis),
        ]
        return rules.flatMap { $0 }
    }

    private func ids() -> [Diagnostic] {
        var seen: [String: SourceSpan] = [:]
        return bases.compactMap { basis in
            guard let first = seen[basis.id] else {
                seen[basis.id] = basis.span
                return nil
            }
            return Diagnostic(
                .error, "rules.id-twice", ["id": basis.id], at: basis.span,
                notes: [Diagnostic(.note, "rules.here", at: first)])
        }
    }

    /// Every rule names a document that the file lists, and that was in force in the years of the rule.
    private func documents() -> [Diagnostic] {
        let known = book.documents.map(\.id)
        return bases.compactMap { basis in
            guard let document = book.document(basis.document) else {
                return NearName.diagnostic(
                    "rules.unknown-document", ["name": basis.document, "id": basis.id], name: basis.document,
                    among: known, at: basis.span)
            }
            // A fee for the next year is fixed in this one, so that a document is in force from the year before.
            let began = document.from.map { $0.year - 1 <= basis.periods.upperBound } ?? true
            let lasted = document.until.map { basis.periods.lowerBound <= $0.year + 1 } ?? true
            guard !began || !lasted else { return nil }
            return Diagnostic(
                .error, "rules.document-not-in-force",
                [
                    "id": basis.id, "document": document.name, "from": document.from?.iso ?? "…",
                    "until": document.until?.iso ?? "…",
                ], at: basis.span)
        }
    }

    private func materials() -> [Diagnostic] {
        let known = book.materials.map(\.id)
        let used: [(RuleBasis, [String])] =
            book.eligibility.map { ($0.basis, $0.materials) } + book.newborns.map { ($0.basis, $0.materials) }
            + book.backPayments.map { ($0.basis, $0.materials) } + book.refunds.map { ($0.basis, $0.evidence) }
        return used.flatMap { basis, names in
            names.filter { !known.contains($0) }.map { name in
                NearName.diagnostic(
                    "rules.unknown-material", ["name": name, "id": basis.id], name: name, among: known, at: basis.span)
            }
        }
    }

    // MARK: Amounts

    private func shares() -> [Diagnostic] {
        var found: [Diagnostic] = []
        func check(_ shares: Shares, _ fen: Int, _ basis: RuleBasis) {
            if fen > 0 && !shares.covers(fen) {
                found.append(
                    Diagnostic(
                        .error, shares.entries.isEmpty ? "rules.no-bearer" : "rules.shares-sum",
                        ["id": basis.id, "yuan": Money(fen: fen).grouped], at: basis.span))
            }
        }
        for pool in book.pools { check(pool.shares, pool.fen, pool.basis) }
        for rule in book.tiers {
            for subsidy in rule.subsidies {
                for tier in subsidy.tiersFen { check(subsidy.shares, subsidy.amount.of(tier), rule.basis) }
            }
        }
        for rule in book.aid {
            switch rule.amount {
            case .fen(let fen): check(rule.shares, fen, rule.basis)
            case .all: for fee in fees(of: rule) { check(rule.shares, fee, rule.basis) }
            }
        }
        // One line of the file, one message.
        return found.reduce(into: []) { kept, next in if !kept.contains(next) { kept.append(next) } }
    }

    /// The fees that an aid which pays all may meet.
    private func fees(of rule: AidRule) -> [Int] {
        if let tier = rule.tierFen { return [tier] }
        let fees = book.fees.filter {
            $0.basis.periods.overlaps(rule.basis.periods) && rule.basis.insurance == .medical
        }
        let tiers = book.tiers.filter {
            $0.basis.periods.overlaps(rule.basis.periods) && rule.basis.insurance == .pension
        }
        return fees.map(\.fen) + tiers.flatMap(\.tiersFen)
    }

    // MARK: Contradictions

    private func contradictions() -> [Diagnostic] {
        let noAges: (RuleBasis) -> ClosedRange<Int>? = { _ in nil }
        return pairs(book.precedence.map(\.basis), noAges) + pairs(book.pools.map(\.basis), noAges)
            + pairs(book.tiers.map(\.basis), noAges) + pairs(book.newborns.map(\.basis), noAges)
            + pairs(book.breaks.map(\.basis), noAges)
            + pairs(book.fees.map(\.basis)) { basis in book.fees.first { $0.basis == basis }?.ages } + helpTwice()
    }

    /// Of rules of one kind no two may hold for one person. A rule for some ages is an exception from one for all.
    private func pairs(_ bases: [RuleBasis], _ ages: (RuleBasis) -> ClosedRange<Int>?) -> [Diagnostic] {
        bases.indices.flatMap { later in
            bases[..<later].filter { earlier in
                guard earlier.overlaps(bases[later]) else { return false }
                switch (ages(earlier), ages(bases[later])) {
                case (nil, nil): return true
                case (let first?, let second?): return first.overlaps(second)
                default: return false
                }
            }.map { contradiction($0, bases[later]) }
        }
    }

    /// Two rules that help one class with the same fee.
    private func helpTwice() -> [Diagnostic] {
        book.aid.indices.flatMap { later in
            book.aid[..<later].filter { earlier in
                let rule = book.aid[later]
                return earlier.basis.overlaps(rule.basis) && earlier.classes.contains { rule.classes.contains($0) }
                    && (earlier.tierFen == nil || rule.tierFen == nil || earlier.tierFen == rule.tierFen)
            }.map { contradiction($0.basis, book.aid[later].basis) }
        }
    }

    private func contradiction(_ earlier: RuleBasis, _ later: RuleBasis) -> Diagnostic {
        let years = earlier.periods.clamped(to: later.periods)
        return Diagnostic(
            .error, "rules.overlap",
            ["id": later.id, "other": earlier.id, "from": "\(years.lowerBound)", "to": "\(years.upperBound)"],
            at: later.span, notes: [Diagnostic(.note, "rules.here", at: earlier.span)])
    }

    // MARK: Gaps

    /// A class that is listed has help for every fee of its years, or a rule that pays nothing; and a place in the
    /// order of classes.
    private func classes() -> [Diagnostic] {
        var found: [Diagnostic] = []
        for rule in book.classes {
            for insurance in Insurance.allCases {
                let fees = insurance == .medical ? book.fees.map(\.basis) : book.tiers.map(\.basis)
                for fee in fees where fee.overlaps(rule.basis) || !fee.places.isEmpty {
                    let helped = book.aid.contains {
                        $0.classes.contains(rule.name) && ($0.basis.insurance ?? insurance) == insurance
                            && $0.basis.periods.overlaps(fee.periods)
                    }
                    guard !helped, fee.periods.overlaps(rule.basis.periods) else { continue }
                    found.append(
                        Diagnostic(
                            .error, "rules.class-without-aid",
                            ["name": rule.name.rawValue, "insurance": insurance.chinese, "id": fee.id],
                            at: rule.basis.span))
                }
            }
            for order in book.precedence
            where order.basis.periods.overlaps(rule.basis.periods) && !order.order.contains(rule.name) {
                found.append(
                    Diagnostic(
                        .error, "rules.class-not-ordered", ["name": rule.name.rawValue, "id": order.basis.id],
                        at: order.basis.span))
            }
        }
        return found
    }

    private func windows() -> [Diagnostic] {
        var found: [Diagnostic] = []
        for (index, window) in book.windows.enumerated() {
            for earlier in book.windows[..<index]
            where earlier.basis.overlaps(window.basis) && earlier.from <= window.to && window.from <= earlier.to {
                found.append(
                    Diagnostic(
                        .error, "rules.windows-overlap", ["id": window.basis.id, "other": earlier.basis.id],
                        at: window.basis.span, notes: [Diagnostic(.note, "rules.here", at: earlier.basis.span)]))
            }
            if window.charge == .full, window.basis.insurance != .pension,
                !book.pools.contains(where: { $0.basis.overlaps(window.basis) })
            {
                found.append(
                    Diagnostic(.error, "rules.full-without-pool", ["id": window.basis.id], at: window.basis.span))
            }
        }
        return found
    }
}

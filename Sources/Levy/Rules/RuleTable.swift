import Storage

/// The rules of a book as rows to read: what each class pays in each year, and who bears the rest.
package struct RuleTable: Sendable {
    package struct Row: Sendable, Hashable {
        package let insurance: Insurance
        package let period: Int
        /// Nil for everybody else.
        package let specialClass: SpecialClass?
        /// The tier, or an age group.
        package let variant: String
        package let totalFen: Int
        package let ownFen: Int
        package let helpers: [Part]
        /// What budgets add to the pool or the account.
        package let subsidy: [Part]
        /// The rules that decide it.
        package let rules: [String]
        package let documents: [String]
    }

    package let rows: [Row]

    /// - Parameters:
    ///   - periods: nil for all years that the rules name.
    package init(_ book: RuleBook, periods: [Int]? = nil, classes: [SpecialClass?]? = nil, village: String = "") {
        var rows: [Row] = []
        for insurance in Insurance.allCases {
            for period in periods ?? RuleTable.years(of: book, insurance) {
                let sheet = RuleSheet(book, insurance, period)
                let all: [SpecialClass?] = [nil] + book.classes.filter { $0.basis.periods.contains(period) }.map(\.name)
                for variant in RuleTable.variants(sheet, village) {
                    for name in classes ?? all {
                        if let row = RuleTable.row(sheet, variant, name, village) { rows.append(row) }
                    }
                }
            }
        }
        self.rows = rows
    }

    /// The years that fees or tiers name; of rules without years none.
    package static func years(of book: RuleBook, _ insurance: Insurance) -> [Int] {
        let bases = insurance == .medical ? book.fees.map(\.basis) : book.tiers.map(\.basis)
        let spans = bases.filter { ($0.insurance ?? insurance) == insurance && $0.periods.upperBound < 9_999 }
        return Set(spans.flatMap { Array($0.periods) }).sorted()
    }

    private struct Variant {
        let name: String
        let fen: Int
        let rule: RuleBasis
        var restricted: [SpecialClass]?
        var subsidy: TierRule.Subsidy?
    }

    private static func variants(_ sheet: RuleSheet, _ village: String) -> [Variant] {
        switch sheet.insurance {
        case .medical:
            RuleSheet.closest(sheet.fees, \.basis, to: village).map { fee in
                Variant(name: fee.groupName, fen: fee.fen, rule: fee.basis)
            }
        case .pension:
            (sheet.tierRule(in: village)).map { rule in
                rule.tiersFen.map { fen in
                    Variant(
                        name: Money(fen: fen).shortest + "元档", fen: fen, rule: rule.basis,
                        restricted: rule.restricted[fen], subsidy: rule.subsidy(of: fen))
                }
            } ?? []
        }
    }

    private static func row(
        _ sheet: RuleSheet, _ variant: Variant, _ name: SpecialClass?, _ village: String
    ) -> Row? {
        if let allowed = variant.restricted, name.map({ !allowed.contains($0) }) ?? true { return nil }
        let aid = name.flatMap { sheet.aid(of: $0, fee: variant.fen, isCentral: true, in: village) }
        let helpers = aid.map { $0.shares.split(RuleSheet.fen($0, of: variant.fen)) } ?? []
        let pool = sheet.insurance == .medical ? sheet.pool(in: village) : nil
        let subsidy =
            pool.map { $0.shares.split($0.fen) } ?? variant.subsidy.map { $0.shares.split($0.amount.of(variant.fen)) }
            ?? []
        let bases = [variant.rule, aid?.basis, pool?.basis].compactMap { $0 }
        var documents: [String] = []
        for basis in bases {
            let document = sheet.book.document(basis.document)?.name ?? basis.document
            if !documents.contains(document) { documents.append(document) }
        }
        return Row(
            insurance: sheet.insurance, period: sheet.period, specialClass: name, variant: variant.name,
            totalFen: variant.fen, ownFen: variant.fen - helpers.reduce(0) { $0 + $1.fen }, helpers: helpers,
            subsidy: subsidy, rules: bases.map(\.id), documents: documents)
    }
}

extension FeeRule {
    /// `全体`, `0–17周岁`, `0–17周岁和学生`, `学生`.
    var groupName: String {
        guard let ages else { return includesStudents ? "学生" : "全体" }
        return "\(ages.lowerBound)–\(ages.upperBound)周岁" + (includesStudents ? "和学生" : "")
    }
}

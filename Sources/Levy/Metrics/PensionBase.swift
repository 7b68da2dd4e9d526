import Storage

/// Who should be in the pension and is, by village: the base of all ages less those who need not join (too young or too
/// old by the rules, drawing a pension, students) and those who are in another scheme.
struct PensionBase {
    private(set) var base: [String: Int] = [:]
    private(set) var insured: [String: Int] = [:]

    /// Empty for books into which no roster came yet.
    init(on day: CivilDate, in transaction: Transaction) throws {
        guard let policy = try RuleSetStore.recorded(in: transaction) else { return }
        for row in try Campaign(policy: policy).coverageGap(.pension, on: day, in: transaction).rows {
            insured[row.village] = row.insured
            base[row.village] = row.target.map { max(0, $0 - row.elsewhere - row.exempt) } ?? 0
        }
    }
}

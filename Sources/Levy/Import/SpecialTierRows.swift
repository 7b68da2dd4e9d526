/// A roster's rows of the persons who name a tier that only special classes may have. Whether they are in one is told
/// by lists, which may come after the roster, so that both answers are kept.
struct SpecialTierRows {
    private let rows: [RosterRow]
    private let tiers: [Int: RowOutcome.Reason?]

    /// - Parameter tiers: by the row's index, what else is wrong with a row that names such a tier.
    init(_ rows: [RosterRow], tiers: [Int: RowOutcome.Reason?]) {
        self.rows = rows
        self.tiers = tiers
    }

    /// What becomes of the rows of these persons, also of their other rows, when they may have the tier. Rows of which
    /// the same becomes are left out.
    var outcomes: [Int: Roster.SpecialOutcome] {
        guard !tiers.isEmpty else { return [:] }
        let persons = Set(tiers.keys.map { rows[$0].citizenID })
        var first: [String: Int] = [:]
        var villages: [String: Set<String>] = [:]
        var contested: Set<Int> = []
        var outcomes: [Int: RowOutcome] = [:]
        for (index, row) in rows.enumerated() where persons.contains(row.citizenID) {
            let id = row.citizenID
            var reason = ownReason(index)
            if reason == nil {
                if let known = villages[id] {
                    reason = known.contains(row.villageCode) ? .duplicate : .twoVillages
                } else {
                    first[id] = index
                }
                if reason == .twoVillages, let first = first[id] { contested.insert(first) }
                villages[id, default: []].insert(row.villageCode)
            }
            if reason == nil && PersonName(row.originalName).hasPrivateUse { reason = .privateUseCharacter }
            let repairs = Set(row.outcome.repairs)
            outcomes[index] = reason.map { RowOutcome($0, repairs: repairs) } ?? RowOutcome(repairs: repairs)
        }
        return outcomes.reduce(into: [:]) { found, item in
            let (index, outcome) = item
            let isContested = contested.contains(index)
            guard outcome != rows[index].outcome || isContested != rows[index].isContested else { return }
            found[index] = Roster.SpecialOutcome(outcome: outcome, isContested: isContested)
        }
    }

    /// What is wrong with a row by itself when its person may have every tier; nil when only other rows, or the
    /// character of a name, stand against it.
    private func ownReason(_ index: Int) -> RowOutcome.Reason? {
        if let other = tiers[index] { return other }
        let outcome = rows[index].outcome
        guard let code = outcome.code, let reason = RowOutcome.Reason(rawValue: code) else { return nil }
        switch reason {
        case .duplicate, .twoVillages, .privateUseCharacter: return nil
        default: return reason
        }
    }
}

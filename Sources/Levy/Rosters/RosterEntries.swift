import Storage

extension Campaign {
    /// The rows of a roster's import as they count now: a tier that only special classes may have is right as soon as a
    /// list names the person, whether the list or the roster came first.
    /// - Parameter persons: nil for everybody.
    func eachEntry(
        importID: Int, of persons: Set<String>? = nil, in transaction: Transaction,
        _ body: (RosterEntry) throws -> Void
    ) throws {
        let special = try RosterStore.specialRows(importID: importID, in: transaction)
        let facts = special.isEmpty
            ? nil : try KnownFacts(policy, of: Set(special.values.map(\.citizenID)), in: transaction)
        func read(_ person: String?) throws {
            try RosterStore.eachEntry(importID: importID, of: person, in: transaction) { stored in
                var entry = stored
                if let found = special[entry.ordinal], facts?.isSpecial(entry.citizenID, in: entry.village) == true {
                    entry.outcome = found.outcome
                    entry.code = found.code
                    entry.isContested = found.isContested
                }
                try body(entry)
            }
        }
        guard let persons else { return try read(nil) }
        for id in persons.sorted() { try read(id) }
    }
}

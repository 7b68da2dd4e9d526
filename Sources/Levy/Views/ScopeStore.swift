import Storage

/// Where a person is, and of which special classes.
enum ScopeStore {
    /// Where a person owes; of one who owes nowhere, where rosters list him.
    static func villages(of id: String, in transaction: Transaction) throws -> [String] {
        let owing = try transaction.rows(
            "SELECT DISTINCT village FROM levy_standing_obligations WHERE citizen_id = $1 ORDER BY 1", [Value(id)]
        ).map { $0.text("village") }
        if !owing.isEmpty { return owing }
        return try transaction.rows(
            "SELECT DISTINCT village FROM levy_entries WHERE citizen_id = $1 ORDER BY 1", [Value(id)]
        ).map { $0.text("village") }.filter { !$0.isEmpty }
    }

    static func classes(of id: String, in transaction: Transaction) throws -> [SpecialClass] {
        try transaction.rows(
            "SELECT DISTINCT class FROM intake_members WHERE citizen_id = $1 ORDER BY 1", [Value(id)]
        ).compactMap { SpecialClass(rawValue: $0.text("class")) }
    }
}

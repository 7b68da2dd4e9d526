import Storage

/// The heads of households as rosters name them. The last roster that names one for a person counts: one without the
/// column says nothing else. A special list that names another goes first.
enum HeadStore {
    /// Keeps the heads of the rows that stand.
    static func add(_ roster: Roster, importID: Int, in transaction: Transaction) throws {
        var heads = RowInsertion(
            into: "intake_heads (import_id, ordinal, citizen_id, head)", width: 4, in: transaction)
        for (ordinal, row) in roster.rows.enumerated() where !row.householdHead.isEmpty && row.outcome.stands {
            try heads.append([Value(importID), Value(ordinal), Value(row.citizenID), Value(row.householdHead)])
        }
        try heads.finish()
    }

    /// By person.
    /// - Parameter persons: nil for everybody.
    static func heads(of persons: Set<String>?, in transaction: Transaction) throws -> [String: String] {
        var found: [String: String] = [:]
        if let persons {
            for id in persons {
                let row = try transaction.row(
                    "SELECT head FROM intake_household_heads WHERE citizen_id = $1", [Value(id)])
                if let row { found[id] = row.text("head") }
            }
        } else {
            try transaction.each("SELECT citizen_id, head FROM intake_household_heads") { row in
                found[row.text("citizen_id")] = row.text("head")
            }
        }
        return found
    }

    /// The persons who are shown under another head than their rosters name.
    static func changed(in transaction: Transaction) throws -> [String] {
        try transaction.rows(
            """
            SELECT p.citizen_id FROM intake_household_heads h JOIN levy_persons p ON p.citizen_id = h.citizen_id
            WHERE p.household_head <> h.head ORDER BY p.citizen_id
            """
        ).map { $0.text("citizen_id") }
    }
}

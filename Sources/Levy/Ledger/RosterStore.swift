import Storage

/// One row of a roster as it was judged, for lists and the summary.
package struct RosterEntry: Hashable, Sendable {
    package let place: String
    package let village: String
    package let citizenID: String
    package let name: String
    package let originalID: String
    package let originalName: String
    package let tierFen: Int?
    package let outcome: RowOutcome.Kind
    package let code: String?
    package let repairs: [String]
    /// The row itself is fine, but a later one of the file names another village for the person.
    package let isContested: Bool
}

/// A person of a campaign and what is owed for him.
struct PersonRecord {
    let citizenID: String
    let name: String
    let specialClass: SpecialClass?
    let householdHead: String
    let phone: String
}

enum RosterStore {
    static func add(_ roster: Roster, importID: Int, in transaction: Transaction) throws {
        var rows = RowInsertion(
            into: """
                levy_entries (import_id, ordinal, place, village, citizen_id, name, original_id, original_name,
                    tier_fen, outcome, code, repairs, contested)
                """, width: 13, in: transaction)
        for (ordinal, row) in roster.rows.enumerated() {
            try rows.append([
                Value(importID), Value(ordinal), Value(row.place.text), Value(row.villageCode), Value(row.citizenID),
                Value(row.name), row.originalID == row.citizenID ? .null : Value(row.originalID),
                row.originalName == row.name ? .null : Value(row.originalName), Value(row.tierFen),
                Value(row.outcome.kind.rawValue), Value(row.outcome.code),
                Value(row.outcome.repairs.map(\.rawValue).joined(separator: " ")), Value(row.isContested),
            ])
        }
        try rows.finish()
    }

    static func eachEntry(
        importID: Int, of person: String? = nil, in transaction: Transaction, _ body: (RosterEntry) throws -> Void
    ) throws {
        try transaction.each(
            """
            SELECT * FROM levy_entries WHERE import_id = $1 \(person == nil ? "" : "AND citizen_id = $2")
            ORDER BY ordinal
            """, [Value(importID)] + (person.map { [Value($0)] } ?? [])
        ) { row in
            guard let outcome = RowOutcome.Kind(rawValue: row.text("outcome")) else {
                preconditionFailure("the table's CHECK lets no other outcome pass")
            }
            try body(
                RosterEntry(
                    place: row.text("place"), village: row.text("village"), citizenID: row.text("citizen_id"),
                    name: row.text("name"), originalID: row.optionalText("original_id") ?? row.text("citizen_id"),
                    originalName: row.optionalText("original_name") ?? row.text("name"),
                    tierFen: row.optionalInt("tier_fen"), outcome: outcome,
                    code: row.optionalText("code"),
                    repairs: row.text("repairs").split(separator: " ").map(String.init),
                    isContested: row.bool("contested")))
        }
    }

    static func add(_ list: SpecialList, importID: Int, in transaction: Transaction) throws {
        for row in list.rows {
            guard let specialClass = row.specialClass else { continue }
            try transaction.execute(
                """
                INSERT INTO levy_special_members (citizen_id, class, import_id, place, name, household_head)
                VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING
                """,
                [
                    Value(row.citizenID), Value(specialClass.rawValue), Value(importID), Value(row.place.text),
                    Value(row.name), Value(row.householdHead),
                ])
        }
    }

    struct Membership {
        var classes: Set<SpecialClass> = []
        var householdHead = ""
    }

    /// - Parameter person: whose; nil for everybody's.
    static func memberships(of person: String? = nil, in transaction: Transaction) throws -> [String: Membership] {
        var memberships: [String: Membership] = [:]
        try transaction.each(
            """
            SELECT * FROM intake_members \(person == nil ? "" : "WHERE citizen_id = $1") ORDER BY citizen_id, class
            """, person.map { [Value($0)] } ?? []
        ) { row in
            guard let specialClass = SpecialClass(rawValue: row.text("class")) else {
                preconditionFailure("a class was stored that the program does not know")
            }
            memberships[row.text("citizen_id"), default: Membership()].classes.insert(specialClass)
            let head = row.text("household_head")
            if !head.isEmpty { memberships[row.text("citizen_id")]?.householdHead = head }
        }
        return memberships
    }

    /// How many persons each class's lists name.
    static func classCounts(in transaction: Transaction) throws -> [(SpecialClass, Int)] {
        var counts: [SpecialClass: Int] = [:]
        try transaction.each("SELECT class, COUNT(*) AS n FROM intake_members GROUP BY class") { row in
            SpecialClass(rawValue: row.text("class")).map { counts[$0] = row.int("n") }
        }
        return SpecialClass.allCases.compactMap { name in counts[name].map { (name, $0) } }
    }

    static func add(_ person: PersonRecord, ordinal: Int, in transaction: Transaction) throws {
        var persons = personInsertion(in: transaction)
        try persons.append(values(person, ordinal: ordinal))
        try persons.finish()
    }

    static func personInsertion(in transaction: Transaction) -> RowInsertion {
        RowInsertion(
            into: "levy_persons (citizen_id, ordinal, name, special_class, household_head, phone)", width: 6,
            in: transaction)
    }

    static func values(_ person: PersonRecord, ordinal: Int) -> [Value] {
        [
            Value(person.citizenID), Value(ordinal), Value(person.name), Value(person.specialClass?.rawValue),
            Value(person.householdHead), Value(person.phone),
        ]
    }

    static func obligationInsertion(in transaction: Transaction) -> RowInsertion {
        RowInsertion(
            into: """
                levy_obligations (id, citizen_id, insurance, period, village, total_fen, state_fen, own_fen, created_at)
                """, width: 9, in: transaction)
    }

    static func values(
        obligation id: Int, citizenID: String, insurance: Insurance, period: Int, village: String,
        share: LevyPolicy.Share, at now: Instant
    ) -> [Value] {
        [
            Value(id), Value(citizenID), Value(insurance.rawValue), Value(period), Value(village),
            Value(share.totalFen), Value(share.stateFen), Value(share.ownFen), Value(now),
        ]
    }

    /// An obligation that something after the first import made; it may be the next of its person and period.
    static func addObligation(
        id: Int, citizenID: String, insurance: Insurance, period: Int, village: String, share: LevyPolicy.Share,
        at now: Instant, cause: String, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_obligations (id, citizen_id, insurance, period, village, total_fen, state_fen, own_fen,
                created_at, cause, revision)
            SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, COALESCE(MAX(revision), 0) + 1 FROM levy_obligations
            WHERE citizen_id = $2 AND insurance = $3 AND period = $4
            """,
            [
                Value(id), Value(citizenID), Value(insurance.rawValue), Value(period), Value(village),
                Value(share.totalFen), Value(share.stateFen), Value(share.ownFen), Value(now), Value(cause),
            ])
        try RuleSetStore.addParts(of: id, share, in: transaction)
    }

    // MARK: What is there

    static func hasNoObligations(in transaction: Transaction) throws -> Bool {
        try transaction.row("SELECT id FROM levy_obligations LIMIT 1") == nil
    }

    static func lastObligationID(in transaction: Transaction) throws -> Int {
        try transaction.row("SELECT COALESCE(MAX(id), 0) AS id FROM levy_obligations")?.int("id") ?? 0
    }

    static func lastPersonOrdinal(in transaction: Transaction) throws -> Int {
        try transaction.row("SELECT COALESCE(MAX(ordinal), 0) AS ordinal FROM levy_persons")?.int("ordinal") ?? 0
    }

    static func hasPerson(_ citizenID: String, in transaction: Transaction) throws -> Bool {
        try transaction.row("SELECT ordinal FROM levy_persons WHERE citizen_id = $1", [Value(citizenID)]) != nil
    }

    static func eachPerson(in transaction: Transaction, _ body: (_ id: String, _ name: String) throws -> Void) throws {
        try transaction.each("SELECT citizen_id, name FROM levy_persons ORDER BY ordinal") { row in
            try body(row.text("citizen_id"), row.text("name"))
        }
    }

    /// Empty texts leave what is there.
    static func update(_ citizenID: String, name: String, phone: String, in transaction: Transaction) throws {
        try transaction.execute(
            """
            UPDATE levy_persons SET name = CASE WHEN $2 = '' THEN name ELSE $2 END,
                phone = CASE WHEN $3 = '' THEN phone ELSE $3 END WHERE citizen_id = $1
            """, [Value(citizenID), Value(name), Value(phone)])
    }

    static func update(
        _ citizenID: String, name: String, phone: String, specialClass: SpecialClass?, in transaction: Transaction
    ) throws {
        try update(citizenID, name: name, phone: phone, in: transaction)
        try transaction.execute(
            "UPDATE levy_persons SET special_class = $2 WHERE citizen_id = $1",
            [Value(citizenID), Value(specialClass?.rawValue)])
    }
}

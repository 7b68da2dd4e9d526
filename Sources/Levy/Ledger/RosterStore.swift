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
    package internal(set) var outcome: RowOutcome.Kind
    package internal(set) var code: String?
    package let repairs: [String]
    /// The row itself is fine, but a later one of the file names another village for the person.
    package internal(set) var isContested: Bool
    /// The row's number in its file's import, from 0.
    let ordinal: Int
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
        try HeadStore.add(roster, importID: importID, in: transaction)
        for (_, holder) in roster.holders.sorted(by: { $0.key < $1.key }) {
            try HolderStore.add(holder, source: "import:\(importID)", in: transaction)
        }
        var special = RowInsertion(
            into: "intake_special_rows (import_id, ordinal, citizen_id, outcome, code, contested)", width: 6,
            in: transaction)
        for (ordinal, found) in roster.specialOutcomes.sorted(by: { $0.key < $1.key }) {
            try special.append([
                Value(importID), Value(ordinal), Value(roster.rows[ordinal].citizenID),
                Value(found.outcome.kind.rawValue), Value(found.outcome.code), Value(found.isContested),
            ])
        }
        try special.finish()
    }

    /// What becomes of a roster's rows when their persons are in a special class, by the row's ordinal.
    static func specialRows(
        importID: Int, in transaction: Transaction
    ) throws -> [Int: (citizenID: String, outcome: RowOutcome.Kind, code: String?, isContested: Bool)] {
        var found: [Int: (citizenID: String, outcome: RowOutcome.Kind, code: String?, isContested: Bool)] = [:]
        try transaction.each("SELECT * FROM intake_special_rows WHERE import_id = $1", [Value(importID)]) { row in
            found[row.int("ordinal")] = (
                row.text("citizen_id"), outcome(row), row.optionalText("code"), row.bool("contested")
            )
        }
        return found
    }

    private static func outcome(_ row: Row) -> RowOutcome.Kind {
        guard let outcome = RowOutcome.Kind(rawValue: row.text("outcome")) else {
            preconditionFailure("the table's CHECK lets no other outcome pass")
        }
        return outcome
    }

    /// The rows of an import as they were read; `Campaign.eachEntry` has them as they count.
    /// - Parameter person: nil for everybody.
    static func eachEntry(
        importID: Int, of person: String? = nil, in transaction: Transaction, _ body: (RosterEntry) throws -> Void
    ) throws {
        let (condition, values) =
            person.map { (" AND citizen_id = $2", [Value(importID), Value($0)]) } ?? ("", [Value(importID)])
        try transaction.each(
            "SELECT * FROM levy_entries WHERE import_id = $1\(condition) ORDER BY ordinal", values
        ) { row in
            try body(
                RosterEntry(
                    place: row.text("place"), village: row.text("village"), citizenID: row.text("citizen_id"),
                    name: row.text("name"), originalID: row.optionalText("original_id") ?? row.text("citizen_id"),
                    originalName: row.optionalText("original_name") ?? row.text("name"),
                    tierFen: row.optionalInt("tier_fen"), outcome: outcome(row),
                    code: row.optionalText("code"),
                    repairs: row.text("repairs").split(separator: " ").map(String.init),
                    isContested: row.bool("contested"), ordinal: row.int("ordinal")))
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

    /// The days that a list gives for persons of a class, entered after they joined it.
    static func addSpans(
        _ rows: [ListRow], _ specialClass: SpecialClass, source: String, in transaction: Transaction
    ) throws {
        for row in rows where row.from != nil || row.until != nil {
            try transaction.execute(
                """
                INSERT INTO intake_member_spans (source, citizen_id, class, valid_from, valid_until, after_change)
                SELECT $1, $2, $3, $4, $5, COALESCE(MAX(c.id), 0) FROM intake_member_changes c
                WHERE c.citizen_id = $2 AND c.class = $3 ON CONFLICT DO NOTHING
                """,
                [
                    Value(source), Value(row.citizenID), Value(specialClass.rawValue), Value(row.from),
                    Value(row.until),
                ])
        }
    }

    struct Membership {
        /// A class once, with the days that lists give.
        var spans: [ClassMembership] = []
        var householdHead = ""
        var classes: Set<SpecialClass> { Set(spans.map(\.specialClass)) }
    }

    /// Who is on special lists, with the days of each class. Lists that agree on no day are merged the same way in
    /// whatever order they came: from the earliest first day, until the latest last day that one gives.
    /// - Parameter persons: nil for everybody.
    static func memberships(
        of persons: Set<String>? = nil, in transaction: Transaction
    ) throws -> [String: Membership] {
        var found: [String: Membership] = [:]
        func add(_ row: Row) {
            guard let specialClass = SpecialClass(rawValue: row.text("class")) else {
                preconditionFailure("a class was stored that the program does not know")
            }
            let id = row.text("citizen_id")
            found[id, default: Membership()].spans.append(
                ClassMembership(
                    specialClass, from: row.optionalDate("valid_from"), until: row.optionalDate("valid_until"),
                    source: row.text("source").isEmpty ? named(cause: row.text("cause")) : row.text("source")))
            let head = row.text("household_head")
            if !head.isEmpty { found[id]?.householdHead = head }
        }
        if let persons {
            for id in persons {
                try transaction.each(memberSelection + " WHERE m.citizen_id = $1 ORDER BY m.class", [Value(id)]) {
                    add($0)
                }
            }
        } else {
            try transaction.each(memberSelection + " ORDER BY m.citizen_id, m.class") { add($0) }
        }
        return found
    }

    /// A membership that no imported list gave, in words: a list that a bureau confirmed, or its list of a later day,
    /// which names who took it over.
    private static func named(cause: String) -> String {
        let parts = cause.split(separator: ":").map(String.init)
        if parts.first == "submission", parts.count == 2 { return "村居上报、部门确认的第 \(parts[1]) 号名单" }
        guard parts.first == "list", parts.count == 4 else { return cause }
        return "主管部门名单，\(parts[2])经办、\(parts[3])复核"
    }

    /// Days count from the last time that the person joined the class.
    private static let memberSelection = """
        SELECT m.citizen_id, m.class, m.household_head,
            (SELECT MIN(s.valid_from) FROM intake_member_spans s WHERE s.citizen_id = m.citizen_id
                AND s.class = m.class AND s.after_change >= \(lastJoining)) AS valid_from,
            (SELECT MAX(s.valid_until) FROM intake_member_spans s WHERE s.citizen_id = m.citizen_id
                AND s.class = m.class AND s.after_change >= \(lastJoining)) AS valid_until,
            COALESCE((SELECT i.file || ' ' || l.place FROM levy_special_members l JOIN levy_imports i
                ON i.id = l.import_id WHERE l.citizen_id = m.citizen_id AND l.class = m.class), '') AS source,
            COALESCE((SELECT c.cause FROM intake_member_changes c WHERE c.id = \(lastJoining)), '') AS cause
        FROM intake_members m
        """

    private static let lastJoining = """
        COALESCE((SELECT MAX(c.id) FROM intake_member_changes c
            WHERE c.citizen_id = m.citizen_id AND c.class = m.class), 0)
        """

    /// How many persons each class's lists name.
    static func classCounts(in transaction: Transaction) throws -> [(SpecialClass, Int)] {
        var counts: [SpecialClass: Int] = [:]
        try transaction.each("SELECT class, COUNT(*) AS n FROM intake_members GROUP BY class") { row in
            SpecialClass(rawValue: row.text("class")).map { counts[$0] = row.int("n") }
        }
        return SpecialClass.inOrder(counts.keys).compactMap { name in counts[name].map { (name, $0) } }
    }

    /// The class under which each person of one is shown, by number.
    static func classesShown(in transaction: Transaction) throws -> [String: String] {
        var classes: [String: String] = [:]
        try transaction.each("SELECT citizen_id, special_class FROM levy_persons WHERE special_class IS NOT NULL") {
            classes[$0.text("citizen_id")] = $0.text("special_class")
        }
        return classes
    }

    /// The classes under which persons are shown.
    static func shownClasses(in transaction: Transaction) throws -> [SpecialClass] {
        SpecialClass.inOrder(
            try transaction.rows("SELECT DISTINCT special_class FROM levy_persons WHERE special_class IS NOT NULL")
                .compactMap { SpecialClass(rawValue: $0.text("special_class")) })
    }

    static func add(_ person: PersonRecord, ordinal: Int, in transaction: Transaction) throws {
        var persons = personInsertion(in: transaction)
        try persons.append(values(person, ordinal: ordinal))
        try persons.finish()
    }

    static func name(of citizenID: String, in transaction: Transaction) throws -> String? {
        try transaction.row("SELECT name FROM levy_persons WHERE citizen_id = $1", [Value(citizenID)])?.text("name")
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

    /// The names under which rosters ever listed a number, but for rows that only repeat another.
    static func listedNames(of citizenID: String, in transaction: Transaction) throws -> [String] {
        try transaction.rows(
            """
            SELECT name FROM levy_entries
            WHERE citizen_id = $1 AND name <> '' AND COALESCE(code, '') <> 'duplicate' ORDER BY import_id DESC, ordinal
            """, [Value(citizenID)]
        ).map { $0.text("name") }
    }

    /// An empty name leaves what is there.
    static func rename(_ citizenID: String, _ name: String, in transaction: Transaction) throws {
        guard !name.isEmpty else { return }
        try transaction.execute(
            "UPDATE levy_persons SET name = $2 WHERE citizen_id = $1", [Value(citizenID), Value(name)])
    }

    static func owes(_ citizenID: String, _ insurance: Insurance, in transaction: Transaction) throws -> Bool {
        try transaction.row(
            "SELECT 1 AS one FROM levy_standing_obligations WHERE citizen_id = $1 AND insurance = $2",
            [Value(citizenID), Value(insurance.rawValue)]) != nil
    }

    /// Shows every person under the class of the lists, and the head of his household, as they are now.
    static func bringClasses(
        to facts: KnownFacts, of persons: Set<String>?, in transaction: Transaction
    ) throws {
        let shown = try transaction.rows("SELECT citizen_id FROM levy_persons WHERE special_class IS NOT NULL")
            .map { $0.text("citizen_id") }
        // Heads change with files, which touch everybody.
        let headed = try persons == nil ? HeadStore.changed(in: transaction) : []
        for id in Set(facts.listed + shown + headed).sorted() where persons?.contains(id) ?? true {
            guard
                let person = try transaction.row(
                    """
                    SELECT p.special_class, p.household_head, COALESCE((SELECT o.village
                        FROM levy_standing_obligations o WHERE o.citizen_id = p.citizen_id
                        ORDER BY o.insurance LIMIT 1), '') AS village
                    FROM levy_persons p WHERE p.citizen_id = $1
                    """, [Value(id)])
            else { continue }
            let leading = facts.leading(id, in: person.text("village"))?.rawValue
            let head = facts.householdHead(of: id)
            guard person.optionalText("special_class") != leading || person.text("household_head") != head else {
                continue
            }
            try transaction.execute(
                "UPDATE levy_persons SET special_class = $2, household_head = $3 WHERE citizen_id = $1",
                [Value(id), Value(leading), Value(head)])
        }
    }
}

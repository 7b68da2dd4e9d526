import Diagnostics
import Storage

/// What is known of a person beside the rosters: marks, years paid, parents, papers.
package enum FactStore {
    /// - returns: the mark's number, by which it can be taken back.
    @discardableResult
    package static func add(
        _ mark: PersonMark, of citizenID: String, village: String = "", by clerk: String, at now: Instant,
        in transaction: Transaction
    ) throws -> Int {
        if let from = mark.from, let until = mark.until, until < from {
            throw Rejection("rules.dates", ["from": from.iso, "to": until.iso])
        }
        let id = (try transaction.row("SELECT COALESCE(MAX(id), 0) AS id FROM levy_person_marks")?.int("id") ?? 0) + 1
        try transaction.execute(
            """
            INSERT INTO levy_person_marks (id, citizen_id, village, kind, detail, valid_from, valid_until, source,
                entered_by, entered_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            [
                Value(id), Value(citizenID), Value(village), Value(mark.kind.rawValue), Value(mark.detail),
                Value(mark.from), Value(mark.until), Value(mark.source), Value(clerk), Value(now),
            ])
        return id
    }

    /// Takes a mark back; it stays on record with the reason.
    /// - returns: the person's number.
    @discardableResult
    package static func retract(
        mark: Int, reason: String, by clerk: String, at now: Instant, in transaction: Transaction
    ) throws -> String {
        let known = try transaction.row("SELECT citizen_id FROM levy_person_marks WHERE id = $1", [Value(mark)])
        guard let known else { throw Rejection("fact.no-mark", ["id": "\(mark)"]) }
        let entered = try transaction.execute(
            """
            INSERT INTO levy_mark_retractions (mark_id, reason, entered_by, entered_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT DO NOTHING
            """, [Value(mark), Value(reason), Value(clerk), Value(now)])
        guard entered > 0 else { throw Rejection("fact.retracted-before", ["number": "\(mark)"]) }
        return known.text("citizen_id")
    }

    package static func marks(of citizenID: String, in transaction: Transaction) throws -> [PersonMark] {
        try transaction.rows(
            """
            SELECT m.* FROM levy_person_marks m LEFT JOIN levy_mark_retractions r ON r.mark_id = m.id
            WHERE m.citizen_id = $1 AND r.mark_id IS NULL ORDER BY m.id
            """, [Value(citizenID)]
        ).map(mark)
    }

    /// The numbers of the marks of one kind that stand of a person.
    static func numbers(
        of kind: PersonMark.Kind, person: String, in transaction: Transaction
    ) throws -> [Int] {
        try transaction.rows(
            """
            SELECT m.id FROM levy_person_marks m LEFT JOIN levy_mark_retractions r ON r.mark_id = m.id
            WHERE m.citizen_id = $1 AND m.kind = $2 AND r.mark_id IS NULL ORDER BY m.id
            """, [Value(person), Value(kind.rawValue)]
        ).map { $0.int("id") }
    }

    /// The marks that stand of everybody, or of some.
    static func marks(of persons: Set<String>?, in transaction: Transaction) throws -> [String: [PersonMark]] {
        var found: [String: [PersonMark]] = [:]
        if let persons {
            for id in persons { found[id] = try marks(of: id, in: transaction) }
            return found
        }
        try transaction.each(
            """
            SELECT m.* FROM levy_person_marks m LEFT JOIN levy_mark_retractions r ON r.mark_id = m.id
            WHERE r.mark_id IS NULL ORDER BY m.id
            """
        ) { row in found[row.text("citizen_id"), default: []].append(mark(row)) }
        return found
    }

    static func mark(_ row: Row) -> PersonMark {
        guard let kind = PersonMark.Kind(rawValue: row.text("kind")) else {
            preconditionFailure("a mark was stored that the program does not know")
        }
        return PersonMark(
            kind, detail: row.text("detail"), from: row.optionalDate("valid_from"),
            until: row.optionalDate("valid_until"), source: row.text("source"))
    }

    package static func addPaidYear(
        _ year: Int, _ insurance: Insurance, of citizenID: String, source: String, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_paid_years (citizen_id, insurance, year, source) VALUES ($1, $2, $3, $4)
            ON CONFLICT DO NOTHING
            """, [Value(citizenID), Value(insurance.rawValue), Value(year), Value(source)])
    }

    /// Nil when the campaign has no history at all: then nobody is known to be new.
    static func paidYears(of citizenID: String, in transaction: Transaction) throws -> [Insurance: Set<Int>]? {
        guard try transaction.row("SELECT 1 AS one FROM levy_paid_years LIMIT 1") != nil else { return nil }
        var years: [Insurance: Set<Int>] = [:]
        for row in try transaction.rows(
            "SELECT insurance, year FROM levy_paid_years WHERE citizen_id = $1", [Value(citizenID)])
        {
            years[PaymentStore.insurance(row), default: []].insert(row.int("year"))
        }
        return years
    }

    /// Registers a parent of a child; both numbers must be citizen numbers, the parent's the older one.
    package static func addParent(
        _ parent: String, of child: String, source: String, by clerk: String, at now: Instant,
        in transaction: Transaction
    ) throws {
        guard let parentID = CitizenID(parent), let childID = CitizenID(child) else {
            throw Rejection("fact.number", ["id": CitizenID(parent) == nil ? parent : child])
        }
        guard parentID.birth.adding(months: 12 * 12) <= childID.birth else {
            throw Rejection("fact.parent-too-young", ["parent": parent, "child": child])
        }
        try transaction.execute(
            """
            INSERT INTO levy_parents (child_id, parent_id, source, entered_by, entered_at)
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
            """, [Value(child), Value(parent), Value(source), Value(clerk), Value(now)])
    }

    package static func parents(of child: String, in transaction: Transaction) throws -> [String] {
        try transaction.rows(
            "SELECT parent_id FROM levy_parents WHERE child_id = $1 ORDER BY parent_id", [Value(child)]
        ).map { $0.text("parent_id") }
    }

    /// Whether a parent owes medical cover here or is in the employees' scheme; nil when no parent is on record.
    static func parentIsInsured(_ child: String, on day: CivilDate, in transaction: Transaction) throws -> Bool? {
        let parents = try parents(of: child, in: transaction)
        guard !parents.isEmpty else { return nil }
        return try parents.contains { parent in
            let owes = try transaction.row(
                "SELECT 1 AS one FROM levy_standing_obligations WHERE citizen_id = $1 AND insurance = 'medical'",
                [Value(parent)]
            )
            if owes != nil { return true }
            return try marks(of: parent, in: transaction).contains { $0.kind == .employeeMedical && $0.holds(on: day) }
        }
    }

    /// - returns: false when the paper was received before.
    @discardableResult
    package static func receive(
        paper material: String, of citizenID: String, on day: CivilDate, by clerk: String, in transaction: Transaction
    ) throws -> Bool {
        try transaction.execute(
            """
            INSERT INTO levy_papers (citizen_id, material, received_on, received_by) VALUES ($1, $2, $3, $4)
            ON CONFLICT DO NOTHING
            """, [Value(citizenID), Value(material), Value(day), Value(clerk)]) > 0
    }

    package static func papers(
        of citizenID: String, in transaction: Transaction
    ) throws -> [(material: String, on: CivilDate, by: String)] {
        try transaction.rows(
            "SELECT * FROM levy_papers WHERE citizen_id = $1 ORDER BY received_on, material", [Value(citizenID)]
        ).map { ($0.text("material"), $0.date("received_on"), $0.text("received_by")) }
    }
}

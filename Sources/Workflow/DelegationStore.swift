import Storage

/// Who acts for whom, in which post, on which days.
enum DelegationStore {
    private static let columns = """
        id, post, from_person, to_person, first_day, last_day, reason, given, given_by, revoked, revoked_by
        """

    static func insert(_ transaction: Transaction, plan: String, _ delegation: Delegation) throws -> Int {
        let row = try transaction.row(
            """
            INSERT INTO workflow_delegation
                (id, plan, post, from_person, to_person, first_day, last_day, reason, given, given_by)
            SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8, $9 FROM workflow_delegation WHERE 1 = 1
            RETURNING id
            """,
            [
                Value(plan), Value(delegation.post), Value(delegation.from), Value(delegation.to),
                Value(delegation.days.first), Value(delegation.days.last), Value(delegation.reason),
                Value(delegation.given), Value(delegation.by),
            ])
        guard let row else { preconditionFailure("an insert returns its row") }
        return row.int("id")
    }

    static func find(_ transaction: Transaction, plan: String, id: Int) throws -> Delegation? {
        try transaction.row(
            "SELECT \(columns) FROM workflow_delegation WHERE plan = $1 AND id = $2", [Value(plan), Value(id)]
        ).map(read)
    }

    static func all(_ transaction: Transaction, plan: String) throws -> [Delegation] {
        try transaction.rows("SELECT \(columns) FROM workflow_delegation WHERE plan = $1 ORDER BY id", [Value(plan)])
            .map(read)
    }

    /// The delegations of a post that hold on a day, oldest first; all, or those to one person.
    static func inForce(
        _ transaction: Transaction, plan: String, post: String, to person: String? = nil, on day: CivilDate
    ) throws -> [Delegation] {
        try transaction.rows(
            """
            SELECT \(columns) FROM workflow_delegation
            WHERE plan = $1 AND post = $2 AND to_person = COALESCE($3, to_person) AND first_day <= $4
                AND last_day >= $4 AND revoked IS NULL
            ORDER BY id
            """, [Value(plan), Value(post), Value(person), Value(day)]
        ).map(read)
    }

    static func revoke(_ transaction: Transaction, id: Int, by person: String, now: Int64) throws {
        try transaction.execute(
            "UPDATE workflow_delegation SET revoked = $2, revoked_by = $3 WHERE id = $1 AND revoked IS NULL",
            [Value(id), Value(now), Value(person)])
    }

    private static func read(_ row: Row) -> Delegation {
        Delegation(
            id: row.int("id"), post: row.text("post"), from: row.text("from_person"), to: row.text("to_person"),
            days: CivilSpan(first: row.date("first_day"), last: row.date("last_day")), reason: row.text("reason"),
            by: row.text("given_by"), given: row.int64("given"),
            revoked: row.optionalInt("revoked").map(Int64.init))
    }
}

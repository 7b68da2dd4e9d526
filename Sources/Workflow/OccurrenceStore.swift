import Storage

/// The ledger of planned moments.
enum OccurrenceStore {
    private static let columns = "id, step, nominal, state, decision, reason, merged_into, seen, finished"

    static func nextID(_ transaction: Transaction) throws -> Int {
        try transaction.row("SELECT COALESCE(MAX(id), 0) + 1 AS next FROM workflow_occurrence")?.int("next") ?? 1
    }

    /// Writes a moment unless the ledger has it.
    /// - returns: whether it was new.
    static func insert(_ transaction: Transaction, plan: String, _ occurrence: Occurrence) throws -> Bool {
        try transaction.execute(
            """
            INSERT INTO workflow_occurrence
                (id, plan, step, nominal, state, decision, reason, merged_into, seen, finished)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (plan, step, nominal) DO NOTHING
            """,
            [
                Value(occurrence.id), Value(plan), Value(occurrence.step), Value(occurrence.nominal),
                Value(occurrence.state.rawValue), Value(occurrence.decision.rawValue),
                Value(StoredFacts.object(occurrence.reason)), Value(occurrence.mergedInto), Value(occurrence.seen),
                Value(occurrence.finished),
            ]) == 1
    }

    static func find(_ transaction: Transaction, id: Int) throws -> Occurrence? {
        try transaction.row("SELECT \(columns) FROM workflow_occurrence WHERE id = $1", [Value(id)]).map(read)
    }

    static func find(
        _ transaction: Transaction, plan: String, step: String, nominal: Instant
    ) throws -> Occurrence? {
        try transaction.row(
            "SELECT \(columns) FROM workflow_occurrence WHERE plan = $1 AND step = $2 AND nominal = $3",
            [Value(plan), Value(step), Value(nominal)]
        ).map(read)
    }

    /// The newest moment of a step planned at or before `nominal`.
    static func newest(
        _ transaction: Transaction, plan: String, step: String, notAfter nominal: Instant
    ) throws -> Occurrence? {
        try transaction.row(
            """
            SELECT \(columns) FROM workflow_occurrence
            WHERE plan = $1 AND step = $2 AND nominal <= $3 ORDER BY nominal DESC LIMIT 1
            """, [Value(plan), Value(step), Value(nominal)]
        ).map(read)
    }

    static func all(_ transaction: Transaction, plan: String) throws -> [Occurrence] {
        try transaction.rows(
            "SELECT \(columns) FROM workflow_occurrence WHERE plan = $1 ORDER BY nominal, id", [Value(plan)]
        ).map(read)
    }

    static func inState(
        _ transaction: Transaction, plan: String, _ state: OccurrenceState
    ) throws -> [Occurrence] {
        try transaction.rows(
            """
            SELECT \(columns) FROM workflow_occurrence WHERE plan = $1 AND state = $2 ORDER BY nominal, id
            """, [Value(plan), Value(state.rawValue)]
        ).map(read)
    }

    /// Moments that may start at `now`; one let go before its time waits for it.
    static func startable(_ transaction: Transaction, plan: String, now: Int64) throws -> [Occurrence] {
        try transaction.rows(
            """
            SELECT \(columns) FROM workflow_occurrence
            WHERE plan = $1 AND state = 'waiting' AND nominal <= $2 ORDER BY nominal, id
            """, [Value(plan), Value(now)]
        ).map(read)
    }

    /// When the next moment that was let go before its time may start.
    static func nextTime(_ transaction: Transaction, plan: String, after now: Int64) throws -> Int64? {
        try transaction.row(
            """
            SELECT MIN(nominal) AS next FROM workflow_occurrence WHERE plan = $1 AND state = 'waiting' AND nominal > $2
            """, [Value(plan), Value(now)])?.optionalInt("next").map(Int64.init)
    }

    /// How many moments up to `nominal` are not done.
    static func unfinished(_ transaction: Transaction, plan: String, notAfter nominal: Int64) throws -> Int {
        try transaction.row(
            """
            SELECT COUNT(*) AS number FROM workflow_occurrence
            WHERE plan = $1 AND state IN ('waiting', 'paused', 'running', 'failed', 'held') AND nominal <= $2
            """, [Value(plan), Value(nominal)])?.int("number") ?? 0
    }

    /// The moments of a step that are in the ledger, ascending.
    static func of(_ transaction: Transaction, plan: String, step: String) throws -> [Occurrence] {
        try transaction.rows(
            "SELECT \(columns) FROM workflow_occurrence WHERE plan = $1 AND step = $2 ORDER BY nominal",
            [Value(plan), Value(step)]
        ).map(read)
    }

    /// What a move changes beside the state; nil leaves it as it was.
    struct Change {
        var finished: Int64?
        var reason: [String: String]?
        var decision: Decision?
        var mergedInto: Int?
    }

    static func setState(
        _ transaction: Transaction, id: Int, _ state: OccurrenceState, _ change: Change
    ) throws {
        try transaction.execute(
            """
            UPDATE workflow_occurrence
            SET state = $2, finished = $3, reason = COALESCE($4, reason), decision = COALESCE($5, decision),
                merged_into = COALESCE($6, merged_into)
            WHERE id = $1
            """,
            [
                Value(id), Value(state.rawValue), Value(change.finished),
                Value(change.reason.map(StoredFacts.object)), Value(change.decision?.rawValue),
                Value(change.mergedInto),
            ])
    }

    private static func read(_ row: Row) -> Occurrence {
        guard let state = OccurrenceState(rawValue: row.text("state")),
            let decision = Decision(rawValue: row.text("decision"))
        else { preconditionFailure("the store checks states") }
        return Occurrence(
            id: row.int("id"), step: row.text("step"), nominal: Instant(milliseconds: row.int64("nominal")),
            state: state, decision: decision, reason: StoredFacts.facts(row.text("reason")),
            mergedInto: row.optionalInt("merged_into"), seen: row.int64("seen"),
            finished: row.optionalInt("finished").map(Int64.init))
    }
}

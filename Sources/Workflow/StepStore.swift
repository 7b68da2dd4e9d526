import Storage

/// The pieces of work: a queue and its history in one table.
enum StepStore {
    private static let columns = """
        id, occurrence, step, nominal, item, title, state, attempt, failures, fence, claimed, lease, not_before,
        output, reason
        """

    static func nextID(_ transaction: Transaction) throws -> Int {
        try transaction.row("SELECT COALESCE(MAX(id), 0) + 1 AS next FROM workflow_step")?.int("next") ?? 1
    }

    static func insert(
        _ transaction: Transaction, plan: String, id: Int, _ occurrence: Occurrence, _ item: Item, now: Int64
    ) throws {
        try transaction.execute(
            """
            INSERT INTO workflow_step
                (id, occurrence, plan, step, nominal, item, title, state, attempt, failures, fence, not_before,
                 output, reason)
            VALUES ($1, $2, $3, $4, $5, $6, $7, 'pending', 0, 0, 0, $8, '{}', '')
            """,
            [
                Value(id), Value(occurrence.id), Value(plan), Value(occurrence.step), Value(occurrence.nominal),
                Value(item.id), Value(item.title), Value(now),
            ])
    }

    static func find(_ transaction: Transaction, id: Int) throws -> StepRecord? {
        try transaction.row("SELECT \(columns) FROM workflow_step WHERE id = $1", [Value(id)]).map(read)
    }

    static func of(_ transaction: Transaction, occurrence: Int) throws -> [StepRecord] {
        try transaction.rows(
            "SELECT \(columns) FROM workflow_step WHERE occurrence = $1 ORDER BY id", [Value(occurrence)]
        ).map(read)
    }

    static func all(_ transaction: Transaction, plan: String) throws -> [StepRecord] {
        try transaction.rows("SELECT \(columns) FROM workflow_step WHERE plan = $1 ORDER BY id", [Value(plan)])
            .map(read)
    }

    /// Work that may be claimed at `now`, what was due first first, without that of some steps.
    static func claimable(
        _ transaction: Transaction, plan: String, now: Int64, limit: Int, without steps: [String] = []
    ) throws -> [StepRecord] {
        try transaction.rows(
            """
            SELECT \(columns) FROM workflow_step
            WHERE plan = $1 AND state IN ('pending', 'retrying') AND not_before <= $2\(without(steps, after: 3))
            ORDER BY not_before, id LIMIT $3
            """, [Value(plan), Value(now), Value(limit)] + steps.map { Value($0) }
        ).map(read)
    }

    /// ` AND step NOT IN ($4, $5)`: for the few steps of paused phases.
    static func without(_ steps: [String], after parameters: Int) -> String {
        guard !steps.isEmpty else { return "" }
        let places = steps.indices.map { "$\(parameters + 1 + $0)" }.joined(separator: ", ")
        return " AND step NOT IN (\(places))"
    }

    /// Work that only a person can move on, oldest first.
    static func stuck(_ transaction: Transaction, plan: String) throws -> [StepRecord] {
        try transaction.rows(
            """
            SELECT \(columns) FROM workflow_step WHERE plan = $1 AND state IN ('dead', 'held') ORDER BY id
            """, [Value(plan)]
        ).map(read)
    }

    /// Work that is neither done nor waiting for a person, oldest first.
    static func open(_ transaction: Transaction, plan: String) throws -> [StepRecord] {
        let waiting = try transaction.rows(
            "SELECT \(columns) FROM workflow_step WHERE plan = $1 AND state IN ('pending', 'retrying') ORDER BY id",
            [Value(plan)]
        ).map(read)
        return (waiting + (try claimed(transaction, plan: plan))).sorted { $0.id < $1.id }
    }

    /// Moves the times of open work back with a clock that was set back.
    static func moveTimes(_ transaction: Transaction, plan: String, by: Int64, now: Int64) throws {
        try transaction.execute(
            """
            UPDATE workflow_step SET not_before = not_before - $2
            WHERE plan = $1 AND state IN ('pending', 'retrying') AND not_before > $3
            """, [Value(plan), Value(by), Value(now)])
        try transaction.execute(
            """
            UPDATE workflow_step SET lease = lease - $2, claimed = claimed - $2 WHERE plan = $1 AND state = 'claimed'
            """, [Value(plan), Value(by)])
    }

    static func claim(
        _ transaction: Transaction, id: Int, worker: String, fence: Int, now: Int64, lease: Int64
    ) throws {
        try transaction.execute(
            """
            UPDATE workflow_step
            SET state = 'claimed', attempt = attempt + 1, fence = $3, worker = $2, claimed = $4, lease = $5
            WHERE id = $1
            """, [Value(id), Value(worker), Value(fence), Value(now), Value(lease)])
    }

    /// Lengthens a lease if the fence still holds.
    static func renew(_ transaction: Transaction, id: Int, fence: Int, lease: Int64) throws -> Bool {
        try transaction.execute(
            "UPDATE workflow_step SET lease = $3 WHERE id = $1 AND state = 'claimed' AND fence = $2",
            [Value(id), Value(fence), Value(lease)]) == 1
    }

    static func claimed(_ transaction: Transaction, plan: String) throws -> [StepRecord] {
        try transaction.rows(
            "SELECT \(columns) FROM workflow_step WHERE plan = $1 AND state = 'claimed' ORDER BY id", [Value(plan)]
        ).map(read)
    }

    struct Change {
        var state: StepState
        var failures: Int
        var notBefore: Int64
        var output: [String: String] = [:]
        var reason = ""
        var finished: Int64?
    }

    /// Ends a claim if the fence still holds: the compare-and-set of the step machine.
    static func settle(_ transaction: Transaction, id: Int, fence: Int, _ change: Change) throws -> Bool {
        try transaction.execute(
            """
            UPDATE workflow_step
            SET state = $3, failures = $4, not_before = $5, output = $6, reason = $7, finished = $8,
                worker = NULL, claimed = NULL, lease = NULL
            WHERE id = $1 AND state = 'claimed' AND fence = $2
            """,
            [
                Value(id), Value(fence), Value(change.state.rawValue), Value(change.failures),
                Value(change.notBefore), Value(StoredFacts.object(change.output)), Value(change.reason),
                Value(change.finished),
            ]) == 1
    }

    /// Changes work that nobody holds, or takes it from whoever holds it.
    static func set(_ transaction: Transaction, id: Int, _ change: Change) throws {
        try transaction.execute(
            """
            UPDATE workflow_step
            SET state = $2, failures = $3, not_before = $4, reason = $5, finished = $6,
                worker = NULL, claimed = NULL, lease = NULL
            WHERE id = $1
            """,
            [
                Value(id), Value(change.state.rawValue), Value(change.failures), Value(change.notBefore),
                Value(change.reason), Value(change.finished),
            ])
    }

    /// Whether a piece of an occurrence is still to be worked on. It is asked after each completion, so it must not
    /// count what is done.
    static func hasWork(_ transaction: Transaction, occurrence: Int) throws -> Bool {
        try transaction.row(
            """
            SELECT id FROM workflow_step WHERE occurrence = $1 AND state IN ('pending', 'claimed', 'retrying') LIMIT 1
            """, [Value(occurrence)]) != nil
    }

    /// How many pieces of an occurrence only a person can move on.
    static func stuckCount(_ transaction: Transaction, occurrence: Int) throws -> Int {
        try transaction.row(
            "SELECT COUNT(*) AS number FROM workflow_step WHERE occurrence = $1 AND state IN ('dead', 'held')",
            [Value(occurrence)])?.int("number") ?? 0
    }

    /// When work next becomes claimable.
    static func nextDue(_ transaction: Transaction, plan: String, without steps: [String] = []) throws -> Int64? {
        try transaction.row(
            """
            SELECT MIN(not_before) AS next FROM workflow_step
            WHERE plan = $1 AND state IN ('pending', 'retrying')\(without(steps, after: 1))
            """, [Value(plan)] + steps.map { Value($0) })?.optionalInt("next").map(Int64.init)
    }

    /// When the next lease ends.
    static func nextLease(_ transaction: Transaction, plan: String) throws -> Int64? {
        try transaction.row(
            "SELECT MIN(lease) AS next FROM workflow_step WHERE plan = $1 AND state = 'claimed'", [Value(plan)])?
            .optionalInt("next").map(Int64.init)
    }

    /// Claims whose lease has ended at `now`.
    static func ended(_ transaction: Transaction, plan: String, now: Int64) throws -> [StepRecord] {
        try transaction.rows(
            """
            SELECT \(columns) FROM workflow_step
            WHERE plan = $1 AND state = 'claimed' AND lease <= $2 ORDER BY id
            """, [Value(plan), Value(now)]
        ).map(read)
    }

    private static func read(_ row: Row) -> StepRecord {
        guard let state = StepState(rawValue: row.text("state")) else {
            preconditionFailure("the store checks states")
        }
        let output = row.text("output")
        return StepRecord(
            id: row.int("id"), occurrence: row.int("occurrence"), step: row.text("step"),
            nominal: Instant(milliseconds: row.int64("nominal")), item: row.text("item"), title: row.text("title"),
            state: state, attempt: row.int("attempt"), failures: row.int("failures"), fence: row.int("fence"),
            claimed: row.optionalInt("claimed").map(Int64.init), lease: row.optionalInt("lease").map(Int64.init),
            notBefore: row.int64("not_before"), output: output == "{}" ? [:] : StoredFacts.facts(output),
            reason: row.text("reason"))
    }
}

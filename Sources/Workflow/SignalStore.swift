import Storage

/// Signals from outside, and which step took which at which moment.
enum SignalStore {
    /// - returns: whether the key was new.
    static func insert(_ transaction: Transaction, plan: String, _ signal: GivenSignal) throws -> Bool {
        try transaction.execute(
            """
            INSERT INTO workflow_signal (id, plan, name, signal_key, detail, given, given_by)
            SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, $5, $6 FROM workflow_signal WHERE 1 = 1
            ON CONFLICT (plan, name, signal_key) DO NOTHING
            """,
            [
                Value(plan), Value(signal.name), Value(signal.key), Value(signal.detail), Value(signal.given),
                Value(signal.by),
            ]) == 1
    }

    static func find(_ transaction: Transaction, plan: String, name: String, key: String) throws -> GivenSignal? {
        try transaction.row(
            """
            SELECT name, signal_key, detail, given, given_by FROM workflow_signal
            WHERE plan = $1 AND name = $2 AND signal_key = $3
            """, [Value(plan), Value(name), Value(key)]
        ).map(read)
    }

    static func all(_ transaction: Transaction, plan: String) throws -> [GivenSignal] {
        try transaction.rows(
            """
            SELECT name, signal_key, detail, given, given_by FROM workflow_signal WHERE plan = $1 ORDER BY id
            """, [Value(plan)]
        ).map(read)
    }

    /// The oldest signal of a name that a step has not taken yet.
    static func oldest(
        _ transaction: Transaction, plan: String, name: String, step: String
    ) throws -> (id: Int, key: String)? {
        try transaction.row(
            """
            SELECT id, signal_key FROM workflow_signal AS given
            WHERE plan = $1 AND name = $2 AND NOT EXISTS (
                SELECT 1 FROM workflow_signal_taken AS taken WHERE taken.signal = given.id AND taken.step = $3)
            ORDER BY id LIMIT 1
            """, [Value(plan), Value(name), Value(step)]
        ).map { ($0.int("id"), $0.text("signal_key")) }
    }

    static func take(
        _ transaction: Transaction, signal: Int, name: String, step: String, occurrence: Int, now: Int64
    ) throws {
        try transaction.execute(
            """
            INSERT INTO workflow_signal_taken (signal, step, occurrence, name, taken) VALUES ($1, $2, $3, $4, $5)
            """, [Value(signal), Value(step), Value(occurrence), Value(name), Value(now)])
    }

    /// The keys of the signals that moments took, by step and name.
    static func taken(
        _ transaction: Transaction, plan: String
    ) throws -> [(occurrence: Int, step: String, name: String, key: String)] {
        try transaction.rows(
            """
            SELECT taken.occurrence, taken.step, taken.name, given.signal_key
            FROM workflow_signal_taken AS taken JOIN workflow_signal AS given ON given.id = taken.signal
            WHERE given.plan = $1 ORDER BY taken.occurrence, taken.name
            """, [Value(plan)]
        ).map { ($0.int("occurrence"), $0.text("step"), $0.text("name"), $0.text("signal_key")) }
    }

    private static func read(_ row: Row) -> GivenSignal {
        GivenSignal(
            name: row.text("name"), key: row.text("signal_key"), detail: row.text("detail"), given: row.int64("given"),
            by: row.text("given_by"))
    }
}

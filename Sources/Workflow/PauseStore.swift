import Storage

/// When phases stood still.
enum PauseStore {
    static func insert(
        _ transaction: Transaction, plan: String, phase: String, at now: Int64, by person: String, reason: String
    ) throws {
        try transaction.execute(
            """
            INSERT INTO workflow_pause (id, plan, phase, paused, paused_by, reason)
            SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, $5 FROM workflow_pause WHERE 1 = 1
            """, [Value(plan), Value(phase), Value(now), Value(person), Value(reason)])
    }

    /// The phases that stand still.
    static func phases(_ transaction: Transaction, plan: String) throws -> [String] {
        try transaction.rows(
            "SELECT phase FROM workflow_pause WHERE plan = $1 AND resumed IS NULL ORDER BY phase", [Value(plan)]
        ).map { $0.text("phase") }
    }

    /// The pause of a phase that stands still.
    static func current(_ transaction: Transaction, plan: String, phase: String) throws -> Pause? {
        try transaction.row(
            """
            SELECT phase, paused, paused_by, reason, resumed FROM workflow_pause
            WHERE plan = $1 AND phase = $2 AND resumed IS NULL
            """, [Value(plan), Value(phase)]
        ).map(read)
    }

    static func all(_ transaction: Transaction, plan: String) throws -> [Pause] {
        try transaction.rows(
            "SELECT phase, paused, paused_by, reason, resumed FROM workflow_pause WHERE plan = $1 ORDER BY id",
            [Value(plan)]
        ).map(read)
    }

    /// Ends the pause; a clock that was set back meanwhile ends it at its own beginning.
    static func end(
        _ transaction: Transaction, plan: String, phase: String, at now: Int64, by person: String
    ) throws {
        try transaction.execute(
            """
            UPDATE workflow_pause
            SET resumed = CASE WHEN paused > $3 THEN paused ELSE $3 END, resumed_by = $4
            WHERE plan = $1 AND phase = $2 AND resumed IS NULL
            """, [Value(plan), Value(phase), Value(now), Value(person)])
    }

    private static func read(_ row: Row) -> Pause {
        Pause(
            phase: row.text("phase"), from: row.int64("paused"), by: row.text("paused_by"), reason: row.text("reason"),
            to: row.optionalInt("resumed").map(Int64.init))
    }
}

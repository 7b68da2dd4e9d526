import Storage

/// The campaign's own row: what it is pinned to and how far it has come.
enum RunStore {
    struct Run {
        let definitionHash: String
        let calendarHash: String
        /// Moments up to this one are in the ledger.
        let cursor: Int64
        /// The newest time the engine was given with something to do.
        let lastNow: Int64
        let fence: Int
    }

    static func find(_ transaction: Transaction, plan: String) throws -> Run? {
        try transaction.row(
            """
            SELECT definition_sha256, calendar_sha256, cursor, last_now, fence FROM workflow_run WHERE plan = $1
            """, [Value(plan)]
        ).map { row in
            Run(
                definitionHash: row.text("definition_sha256"), calendarHash: row.text("calendar_sha256"),
                cursor: row.int64("cursor"), lastNow: row.int64("last_now"), fence: row.int("fence"))
        }
    }

    static func insert(_ transaction: Transaction, _ definition: Definition, now: Int64, cursor: Int64) throws {
        try transaction.execute(
            """
            INSERT INTO workflow_run
                (plan, definition_sha256, calendar_sha256, source, started, cursor, last_now, fence, calendar)
            VALUES ($1, $2, $3, $4, $5, $6, $5, 0, $7)
            """,
            [
                Value(definition.id), Value(definition.hash), Value(definition.calendar.hash),
                Value(definition.source.text), Value(now), Value(cursor), Value(definition.calendar.csv),
            ])
    }

    /// The text of the plan that the run is pinned to.
    static func source(_ transaction: Transaction, plan: String) throws -> String? {
        try transaction.row("SELECT source FROM workflow_run WHERE plan = $1", [Value(plan)])?.text("source")
    }

    /// The calendar that the run is pinned to; nil of one that began before calendars were kept.
    static func calendar(_ transaction: Transaction, plan: String) throws -> String? {
        try transaction.row("SELECT calendar FROM workflow_run WHERE plan = $1", [Value(plan)])?
            .optionalText("calendar")
    }

    /// Pins the run to another version of its plan, if it is still pinned to the previous one.
    static func pin(_ transaction: Transaction, _ definition: Definition, previous: String) throws {
        try transaction.execute(
            """
            UPDATE workflow_run SET definition_sha256 = $2, calendar_sha256 = $3, source = $4, calendar = $6
            WHERE plan = $1 AND definition_sha256 = $5
            """,
            [
                Value(definition.id), Value(definition.hash), Value(definition.calendar.hash),
                Value(definition.source.text), Value(previous), Value(definition.calendar.csv),
            ])
    }

    static func moveCursor(_ transaction: Transaction, plan: String, to cursor: Int64) throws {
        try transaction.execute(
            "UPDATE workflow_run SET cursor = $2 WHERE plan = $1 AND cursor < $2", [Value(plan), Value(cursor)])
    }

    static func touch(_ transaction: Transaction, plan: String, now: Int64) throws {
        try transaction.execute(
            "UPDATE workflow_run SET last_now = $2 WHERE plan = $1 AND last_now < $2", [Value(plan), Value(now)])
    }

    /// Takes `count` new fences and returns the first.
    static func takeFences(_ transaction: Transaction, plan: String, count: Int) throws -> Int {
        guard
            let row = try transaction.row(
                "UPDATE workflow_run SET fence = fence + $2 WHERE plan = $1 RETURNING fence",
                [Value(plan), Value(count)])
        else { preconditionFailure("the run is there as long as its engine") }
        return row.int("fence") - count + 1
    }
}

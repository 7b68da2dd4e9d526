import Storage

/// Counts and pages for those who look at a campaign. Pages give numbers only: the rows are read by their own stores.
enum OverviewStore {
    static func occurrences(_ transaction: Transaction, plan: String) throws -> [String: Int] {
        try counted(
            transaction,
            "SELECT state, COUNT(*) AS count FROM workflow_occurrence WHERE plan = $1 GROUP BY state", [Value(plan)])
    }

    /// The store keeps these counts itself: done work grows without end.
    static func pieces(_ transaction: Transaction, plan: String) throws -> [String: Int] {
        try counted(
            transaction, "SELECT state, number AS count FROM workflow_step_count WHERE plan = $1 AND number > 0",
            [Value(plan)])
    }

    private static func counted(
        _ transaction: Transaction, _ sql: String, _ arguments: [Value]
    ) throws -> [String: Int] {
        Dictionary(
            uniqueKeysWithValues: try transaction.rows(sql, arguments).map { ($0.text("state"), $0.int("count")) })
    }

    static func deliveries(_ transaction: Transaction) throws -> [Overview.Deliveries] {
        try transaction.rows(
            """
            SELECT channel, state, COUNT(*) AS count FROM workflow_outbox GROUP BY channel, state
            ORDER BY channel, state
            """
        ).map { Overview.Deliveries(channel: $0.text("channel"), state: $0.text("state"), count: $0.int("count")) }
    }

    /// The newest entry of the journal; nil when there is none.
    static func journal(_ transaction: Transaction) throws -> (entries: Int, head: String)? {
        try transaction.row("SELECT sequence, hash FROM workflow_journal ORDER BY sequence DESC LIMIT 1")
            .map { ($0.int("sequence"), $0.text("hash")) }
    }

    /// The numbers of rows of one kind behind a number, ascending.
    static func page(
        _ transaction: Transaction, plan: String, _ kind: Overview.Kind, _ cut: Overview.Cut
    ) throws -> [Int] {
        var sql = "SELECT id FROM \(kind.rawValue) WHERE plan = $1 AND id > $2"
        var arguments = [Value(plan), Value(cut.after), Value(cut.limit)]
        for (column, value) in [("state", cut.state), ("step", cut.step)] {
            guard let value else { continue }
            arguments.append(Value(value))
            sql += " AND \(column) = $\(arguments.count)"
        }
        return try transaction.rows(sql + " ORDER BY id LIMIT $3", arguments).map { $0.int("id") }
    }

    /// Deliveries behind a number without what they carry, which may be long.
    static func deliveries(
        _ transaction: Transaction, after: Int, state: String?, channel: String?, limit: Int
    ) throws -> [DeliveryLine] {
        var sql = """
            SELECT id, delivery_key, channel, state, attempt, receipt, reason, queued, changed FROM workflow_outbox
            WHERE id > $1
            """
        var arguments = [Value(after), Value(limit)]
        for (column, value) in [("state", state), ("channel", channel)] {
            guard let value else { continue }
            arguments.append(Value(value))
            sql += " AND \(column) = $\(arguments.count)"
        }
        return try transaction.rows(sql + " ORDER BY id LIMIT $2", arguments).map(line)
    }

    static func delivery(_ transaction: Transaction, id: Int) throws -> DeliveryLine? {
        try transaction.row(
            """
            SELECT id, delivery_key, channel, state, attempt, receipt, reason, queued, changed FROM workflow_outbox
            WHERE id = $1
            """, [Value(id)]
        ).map(line)
    }

    private static func line(_ row: Row) -> DeliveryLine {
        DeliveryLine(
            id: row.int("id"), key: row.text("delivery_key"), channel: row.text("channel"), state: row.text("state"),
            attempt: row.int("attempt"), receipt: row.text("receipt"), reason: row.text("reason"),
            queued: row.int64("queued"), changed: row.int64("changed"))
    }

    /// The campaigns of a database. The title stands in the stored plan.
    static func runs(_ transaction: Transaction) throws -> [RunFacts] {
        try transaction.rows("SELECT plan, definition_sha256, source, last_now FROM workflow_run ORDER BY plan").map {
            let lines = $0.text("source").split(separator: "\n")
            let title = lines.first { $0.hasPrefix("title:") }?.dropFirst(6).trimmingPrefix { $0 == " " }
            return RunFacts(
                plan: $0.text("plan"), definition: $0.text("definition_sha256"), title: String(title ?? ""),
                lastNow: $0.int64("last_now"))
        }
    }

    static func counts(_ transaction: Transaction) throws -> [String: Int] {
        let tables = [
            "occurrences": "workflow_occurrence", "steps": "workflow_step", "tasks": "workflow_task",
            "deliveries": "workflow_outbox", "journal": "workflow_journal",
        ]
        return try tables.mapValues {
            try transaction.row("SELECT COUNT(*) AS count FROM \($0)")?.int("count") ?? 0
        }
    }
}

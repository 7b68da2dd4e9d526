import Storage

/// When a process last said that it looks after a campaign.
enum HeartbeatStore {
    struct Heartbeat {
        /// Milliseconds of UTC.
        let at: Int64
        let worker: String
        /// Whether a mark was written beside the database.
        let isMarked: Bool
    }

    static func find(_ transaction: Transaction, plan: String) throws -> Heartbeat? {
        try transaction.row("SELECT at, worker, is_marked FROM workflow_heartbeat WHERE plan = $1", [Value(plan)])
            .map { Heartbeat(at: $0.int64("at"), worker: $0.text("worker"), isMarked: $0.bool("is_marked")) }
    }

    static func beat(_ transaction: Transaction, plan: String, worker: String, isMarked: Bool, now: Int64) throws {
        try transaction.execute(
            """
            INSERT INTO workflow_heartbeat (plan, at, worker, is_marked) VALUES ($1, $2, $3, $4)
            ON CONFLICT (plan) DO UPDATE SET at = excluded.at, worker = excluded.worker, is_marked = excluded.is_marked
            """, [Value(plan), Value(now), Value(worker), Value(isMarked)])
    }
}

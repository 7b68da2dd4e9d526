import Storage

/// The tasks of people. That maker and checker differ is a constraint of the table, not only of this code.
enum TaskStore {
    private static let columns = """
        id, task_key, occurrence, step, item, title, role, checker_role, choices, state, maker, decision, note,
        checker, opened, deadline, escalate_to, escalated
        """

    /// Raises a task unless its key is known.
    /// - returns: the task's number if it is new.
    static func insert(
        _ transaction: Transaction, plan: String, occurrence: Int?, _ request: TaskRequest, now: Int64
    ) throws -> Int? {
        let row = try transaction.row(
            """
            INSERT INTO workflow_task
                (id, task_key, plan, occurrence, step, item, title, role, checker_role, choices, state, note, opened,
                 deadline, escalate_to)
            SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8, $9, 'open', '', $10, $11, $12
            FROM workflow_task WHERE 1 = 1
            ON CONFLICT (task_key) DO NOTHING RETURNING id
            """,
            [
                Value(request.key), Value(plan), Value(occurrence), Value(request.step), Value(request.item),
                Value(request.title), Value(request.role), Value(request.checkerRole),
                Value(StoredFacts.array(request.choices)), Value(now), Value(request.deadline),
                Value(request.escalateTo),
            ])
        return row?.int("id")
    }

    static func find(_ transaction: Transaction, id: Int) throws -> HumanTask? {
        try transaction.row("SELECT \(columns) FROM workflow_task WHERE id = $1", [Value(id)]).map(read)
    }

    static func of(_ transaction: Transaction, occurrence: Int) throws -> [HumanTask] {
        try transaction.rows(
            "SELECT \(columns) FROM workflow_task WHERE occurrence = $1 ORDER BY id", [Value(occurrence)]
        ).map(read)
    }

    static func all(_ transaction: Transaction, plan: String) throws -> [HumanTask] {
        try transaction.rows("SELECT \(columns) FROM workflow_task WHERE plan = $1 ORDER BY id", [Value(plan)])
            .map(read)
    }

    /// Tasks on which somebody has still to act.
    static func unfinished(_ transaction: Transaction, plan: String) throws -> [HumanTask] {
        try transaction.rows(
            """
            SELECT \(columns) FROM workflow_task
            WHERE plan = $1 AND (state IN ('open', 'returned') OR (state = 'decided' AND checker_role IS NOT NULL))
            ORDER BY id
            """, [Value(plan)]
        ).map(read)
    }

    static func decide(
        _ transaction: Transaction, id: Int, by maker: String, decision: String, note: String, now: Int64
    ) throws {
        try transaction.execute(
            """
            UPDATE workflow_task SET state = 'decided', maker = $2, decision = $3, note = $4, decided = $5,
                checker = NULL, checked = NULL
            WHERE id = $1
            """, [Value(id), Value(maker), Value(decision), Value(note), Value(now)])
    }

    static func check(
        _ transaction: Transaction, id: Int, by checker: String, _ state: TaskState, note: String, now: Int64
    ) throws {
        try transaction.execute(
            "UPDATE workflow_task SET state = $3, checker = $2, checked = $5, note = $4 WHERE id = $1",
            [Value(id), Value(checker), Value(state.rawValue), Value(note), Value(now)])
    }

    static func cancel(_ transaction: Transaction, id: Int, note: String) throws {
        try transaction.execute(
            "UPDATE workflow_task SET state = 'cancelled', note = $2 WHERE id = $1", [Value(id), Value(note)])
    }

    static func escalate(_ transaction: Transaction, id: Int, to role: String, now: Int64) throws {
        try transaction.execute(
            "UPDATE workflow_task SET role = $2, escalated = $3 WHERE id = $1",
            [Value(id), Value(role), Value(now)])
    }

    private static func read(_ row: Row) -> HumanTask {
        guard let state = TaskState(rawValue: row.text("state")) else {
            preconditionFailure("the store checks states")
        }
        return HumanTask(
            id: row.int("id"), key: row.text("task_key"), step: row.text("step"), item: row.text("item"),
            title: row.text("title"), role: row.text("role"), checkerRole: row.optionalText("checker_role"),
            choices: StoredFacts.texts(row.text("choices")), state: state, maker: row.optionalText("maker"),
            decision: row.optionalText("decision"), note: row.text("note"), checker: row.optionalText("checker"),
            opened: row.int64("opened"), deadline: row.optionalInt("deadline").map(Int64.init),
            escalateTo: row.optionalText("escalate_to"), escalated: row.optionalInt("escalated").map(Int64.init),
            occurrence: row.optionalInt("occurrence"))
    }
}

import Storage

/// The tasks of people. That maker and checker differ is a constraint of the table, not only of this code.
enum TaskStore {
    private static let columns = """
        id, task_key, occurrence, step, item, title, role, checker_role, choices, state, maker, decision, note,
        checker, opened, deadline, escalated, form_values, amount, approvals, signed, round, assignee, level,
        escalate_at
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
                 deadline, escalate_to, escalate_at, amount, approvals)
            SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8, $9, 'open', '', $10, $11, $12, $13, $14,
                $15
            FROM workflow_task WHERE 1 = 1
            ON CONFLICT (task_key) DO NOTHING RETURNING id
            """,
            [
                Value(request.key), Value(plan), Value(occurrence), Value(request.step), Value(request.item),
                Value(request.title), Value(request.role), Value(request.approvals.last),
                Value(StoredFacts.array(request.choices)), Value(now), Value(request.deadline),
                Value(request.escalations.first?.role), Value(request.escalations.first?.at), Value(request.amount),
                Value(StoredFacts.array(request.approvals)),
            ])
        guard let id = row?.int("id") else { return nil }
        try writeEscalations(transaction, task: id, after: 0, request.escalations)
        return id
    }

    /// Somebody has still to act on it.
    private static let isWaiting =
        "(state IN ('open', 'returned') OR (state = 'decided' AND approvals <> '[]'))"

    static func find(_ transaction: Transaction, id: Int) throws -> HumanTask? {
        try transaction.row("SELECT \(columns) FROM workflow_task WHERE id = $1", [Value(id)]).map(read)
    }

    static func of(_ transaction: Transaction, occurrence: Int) throws -> [HumanTask] {
        try transaction.rows(
            "SELECT \(columns) FROM workflow_task WHERE occurrence = $1 ORDER BY id", [Value(occurrence)]
        ).map(read)
    }

    /// What somebody has still to act on and what has one of these texts in its item or its title, by the index that
    /// has only those.
    static func unfinished(_ transaction: Transaction, mentioning texts: [String]) throws -> [HumanTask] {
        if texts.isEmpty { return [] }
        let has = texts.indices.map { "instr(item, $\($0 + 1)) > 0 OR instr(title, $\($0 + 1)) > 0" }
        return try transaction.rows(
            """
            SELECT \(columns) FROM workflow_task INDEXED BY workflow_task_unfinished
            WHERE \(isWaiting) AND (\(has.joined(separator: " OR "))) ORDER BY id
            """, texts.map { Value($0) }
        ).map(read)
    }

    /// Whether somebody has still to act on a task of an occurrence; its index has only those.
    static func hasUnfinished(_ transaction: Transaction, occurrence: Int) throws -> Bool {
        try transaction.row(
            """
            SELECT id FROM workflow_task
            WHERE occurrence = $1 AND \(isWaiting)
            LIMIT 1
            """, [Value(occurrence)]) != nil
    }

    static func all(_ transaction: Transaction, plan: String) throws -> [HumanTask] {
        try transaction.rows("SELECT \(columns) FROM workflow_task WHERE plan = $1 ORDER BY id", [Value(plan)])
            .map(read)
    }

    /// Tasks on which somebody has still to act, all or those of one step.
    static func unfinished(_ transaction: Transaction, plan: String, step: String? = nil) throws -> [HumanTask] {
        try transaction.rows(
            """
            SELECT \(columns) FROM workflow_task
            WHERE plan = $1 AND \(isWaiting) AND step = COALESCE($2, step)
            ORDER BY id
            """, [Value(plan), Value(step)]
        ).map(read)
    }

    /// Tasks whose next escalation is due.
    static func escalating(
        _ transaction: Transaction, plan: String, now: Int64, without steps: [String]
    ) throws -> [HumanTask] {
        try transaction.rows(
            """
            SELECT \(columns) FROM workflow_task
            WHERE plan = $1 AND escalate_at IS NOT NULL AND \(isWaiting)
                AND escalate_at <= $2\(StepStore.without(steps, after: 2))
            ORDER BY id
            """, [Value(plan), Value(now)] + steps.map { Value($0) }
        ).map(read)
    }

    static func nextEscalation(_ transaction: Transaction, plan: String, without steps: [String]) throws -> Int64? {
        let without = StepStore.without(steps, after: 1)
        return try transaction.row(
            """
            SELECT MIN(escalate_at) AS next FROM workflow_task
            WHERE plan = $1 AND escalate_at IS NOT NULL AND \(isWaiting)\(without)
            """, [Value(plan)] + steps.map { Value($0) })?.optionalInt("next").map(Int64.init)
    }

    /// What a decision leaves behind: with it begins the way through the approvals.
    struct Decided {
        let maker: String
        let decision: String
        let note: String
        let values: [String: String]
        let amount: Int64?
        let approvals: [String]
        let round: Int
    }

    static func decide(_ transaction: Transaction, id: Int, _ decided: Decided, now: Int64) throws {
        try transaction.execute(
            """
            UPDATE workflow_task SET state = 'decided', maker = $2, decision = $3, note = $4, decided = $5,
                form_values = $6, amount = $7, approvals = $8, round = $9, signed = 0, assignee = NULL,
                checker = NULL, checked = NULL
            WHERE id = $1
            """,
            [
                Value(id), Value(decided.maker), Value(decided.decision), Value(decided.note), Value(now),
                Value(StoredFacts.object(decided.values)), Value(decided.amount),
                Value(StoredFacts.array(decided.approvals)), Value(decided.round),
            ])
    }

    /// One of several has agreed.
    static func sign(_ transaction: Transaction, id: Int) throws {
        try transaction.execute(
            "UPDATE workflow_task SET signed = signed + 1, assignee = NULL WHERE id = $1", [Value(id)])
    }

    static func check(
        _ transaction: Transaction, id: Int, by checker: String, _ state: TaskState, note: String, now: Int64
    ) throws {
        try transaction.execute(
            """
            UPDATE workflow_task
            SET state = $3, checker = $2, checked = $5, note = $4, assignee = NULL,
                signed = CASE WHEN $3 = 'approved' THEN signed + 1 ELSE 0 END
            WHERE id = $1
            """,
            [Value(id), Value(checker), Value(state.rawValue), Value(note), Value(now)])
    }

    static func cancel(_ transaction: Transaction, id: Int, note: String) throws {
        try transaction.execute(
            "UPDATE workflow_task SET state = 'cancelled', note = $2 WHERE id = $1", [Value(id), Value(note)])
    }

    static func assign(_ transaction: Transaction, id: Int, to person: String?) throws {
        try transaction.execute(
            "UPDATE workflow_task SET assignee = $2 WHERE id = $1", [Value(id), Value(person)])
    }

    // MARK: Escalation

    /// `role` takes over what the task asks for next.
    static func escalate(
        _ transaction: Transaction, _ task: HumanTask, to role: String, now: Int64
    ) throws {
        let isSigning = task.state == .decided
        var approvals = task.approvals
        if isSigning { approvals[task.signed] = role }
        try transaction.execute(
            """
            UPDATE workflow_task
            SET role = $2, approvals = $3, checker_role = $4, escalated = $5, assignee = NULL WHERE id = $1
            """,
            [
                Value(task.id), Value(isSigning ? task.role : role), Value(StoredFacts.array(approvals)),
                Value(approvals.last), Value(now),
            ])
    }

    /// The times of all escalations up to `level` have passed.
    static func pass(_ transaction: Transaction, task: Int, level: Int, next: Int64?) throws {
        try transaction.execute(
            "UPDATE workflow_task SET level = $2, escalate_at = $3 WHERE id = $1",
            [Value(task), Value(level), Value(next)])
    }

    /// Puts others in the place of the escalations that are still to come.
    static func replaceEscalations(
        _ transaction: Transaction, task: Int, after level: Int, _ escalations: [(at: Int64, role: String)]
    ) throws {
        try transaction.execute(
            "DELETE FROM workflow_escalation WHERE task = $1 AND level > $2", [Value(task), Value(level)])
        try writeEscalations(transaction, task: task, after: level, escalations)
        try pass(transaction, task: task, level: level, next: escalations.first?.at)
    }

    private static func writeEscalations(
        _ transaction: Transaction, task: Int, after level: Int, _ escalations: [(at: Int64, role: String)]
    ) throws {
        for (index, escalation) in escalations.enumerated() {
            try transaction.execute(
                "INSERT INTO workflow_escalation (task, level, at, role) VALUES ($1, $2, $3, $4)",
                [Value(task), Value(level + index + 1), Value(escalation.at), Value(escalation.role)])
        }
    }

    static func escalations(_ transaction: Transaction, task: Int) throws -> [(level: Int, at: Int64, role: String)] {
        try transaction.rows(
            "SELECT level, at, role FROM workflow_escalation WHERE task = $1 ORDER BY level", [Value(task)]
        ).map { ($0.int("level"), $0.int64("at"), $0.text("role")) }
    }

    static func moveEscalation(_ transaction: Transaction, task: Int, level: Int, to time: Int64) throws {
        try transaction.execute(
            "UPDATE workflow_escalation SET at = $3 WHERE task = $1 AND level = $2",
            [Value(task), Value(level), Value(time)])
    }

    static func setTimes(_ transaction: Transaction, id: Int, deadline: Int64?, escalateAt: Int64?) throws {
        try transaction.execute(
            "UPDATE workflow_task SET deadline = $2, escalate_at = $3 WHERE id = $1",
            [Value(id), Value(deadline), Value(escalateAt)])
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
            escalated: row.optionalInt("escalated").map(Int64.init),
            values: StoredFacts.facts(row.text("form_values")), amount: row.optionalInt("amount").map(Int64.init),
            approvals: StoredFacts.texts(row.text("approvals")), signed: row.int("signed"), round: row.int("round"),
            assignee: row.optionalText("assignee"), level: row.int("level"),
            escalateAt: row.optionalInt("escalate_at").map(Int64.init), occurrence: row.optionalInt("occurrence"))
    }
}

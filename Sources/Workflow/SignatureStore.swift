import Storage

/// Who signed which task in which post, and which posts one person must not fill together. The store refuses a second
/// signature by the same hand, also behind a delegation, and acts in incompatible posts.
enum SignatureStore {
    static func insert(_ transaction: Transaction, task: Int, _ signature: Signature) throws {
        try transaction.execute(
            """
            INSERT INTO workflow_signature (task, round, place, person, on_behalf, post, verdict, note, signed)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            [
                Value(task), Value(signature.round), Value(signature.place), Value(signature.person),
                Value(signature.onBehalf), Value(signature.post), Value(signature.verdict.rawValue),
                Value(signature.note), Value(signature.signed),
            ])
    }

    /// All signatures of a task, in the order in which they were given.
    static func of(_ transaction: Transaction, task: Int) throws -> [Signature] {
        try transaction.rows(
            """
            SELECT round, place, person, on_behalf, post, verdict, note, signed FROM workflow_signature
            WHERE task = $1 ORDER BY round, place
            """, [Value(task)]
        ).map { row in
            guard let verdict = TaskState.Event(rawValue: row.text("verdict")) else {
                preconditionFailure("the store checks verdicts")
            }
            return Signature(
                round: row.int("round"), place: row.int("place"), person: row.text("person"),
                onBehalf: row.optionalText("on_behalf"), post: row.text("post"), verdict: verdict,
                note: row.text("note"), signed: row.int64("signed"))
        }
    }

    /// Notes that a person acted in a post, the first time.
    static func act(
        _ transaction: Transaction, plan: String, person: String, post: String, task: Int, now: Int64
    ) throws {
        guard try !posts(transaction, plan: plan, person: person).contains(post) else { return }
        try transaction.execute(
            "INSERT INTO workflow_post_act (plan, person, post, task, at) VALUES ($1, $2, $3, $4, $5)",
            [Value(plan), Value(person), Value(post), Value(task), Value(now)])
    }

    /// The posts in which a person has acted in the campaign.
    static func posts(_ transaction: Transaction, plan: String, person: String) throws -> [String] {
        try transaction.rows(
            "SELECT post FROM workflow_post_act WHERE plan = $1 AND person = $2 ORDER BY post",
            [Value(plan), Value(person)]
        ).map { $0.text("post") }
    }

    /// Tells the store which posts one person must not fill together; both directions of a pair.
    static func forbid(_ transaction: Transaction, plan: String, post: String, other: String) throws {
        try transaction.execute(
            """
            INSERT INTO workflow_incompatible (plan, post, other) VALUES ($1, $2, $3)
            ON CONFLICT (plan, post, other) DO NOTHING
            """, [Value(plan), Value(post), Value(other)])
    }
}

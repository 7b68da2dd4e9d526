import Storage

/// Targets, each revision whole: what was asked for in October can be told in December.
package enum TargetStore {
    /// - Returns: the new revision.
    package static func set(
        _ items: [String: Int], by person: String, note: String, at now: Instant, in transaction: Transaction
    ) throws -> Int {
        let last = try transaction.row("SELECT COALESCE(MAX(revision), 0) AS last FROM levy_target_revisions")
        let revision = (last?.int("last") ?? 0) + 1
        try transaction.execute(
            "INSERT INTO levy_target_revisions (revision, set_by, note, set_at) VALUES ($1, $2, $3, $4)",
            [Value(revision), Value(person), Value(note), Value(now)])
        for (code, target) in items.sorted(by: { $0.key < $1.key }) {
            try transaction.execute(
                "INSERT INTO levy_targets (revision, code, target) VALUES ($1, $2, $3)",
                [Value(revision), Value(code), Value(target)])
        }
        return revision
    }

    /// The targets that hold now; nil when none were set.
    package static func current(in transaction: Transaction) throws -> Targets? {
        guard let last = try revisions(in: transaction).last else { return nil }
        var items: [String: Int] = [:]
        // What was asked of a village that is no more is asked of the one that it went into.
        let successors = try RegionStore.successors(in: transaction)
        try transaction.each("SELECT code, target FROM levy_targets WHERE revision = $1", [Value(last.revision)]) {
            let code = $0.text("code")
            items[successors.place(of: code), default: 0] += $0.int("target")
        }
        return Targets(revision: last.revision, items: items)
    }

    /// The log, oldest first.
    package static func revisions(in transaction: Transaction) throws -> [TargetRevision] {
        try transaction.rows(
            """
            SELECT r.*, (SELECT COUNT(*) FROM levy_targets t WHERE t.revision = r.revision) AS items
            FROM levy_target_revisions r ORDER BY r.revision
            """
        ).map {
            TargetRevision(
                revision: $0.int("revision"), by: $0.text("set_by"), note: $0.text("note"),
                at: Instant(milliseconds: $0.int64("set_at")), items: $0.int("items"))
        }
    }
}

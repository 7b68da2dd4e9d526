import Storage

package enum HonourStore {
    /// Proposals of a day; nothing that was proposed for it before changes.
    package static func add(_ honours: [Honour], at now: Instant, in transaction: Transaction) throws {
        for honour in honours {
            try transaction.execute(
                """
                INSERT INTO levy_honours (id, day, list, kind, code, name, rule, text, proposed_at)
                SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8 FROM levy_honours WHERE 1 = 1
                ON CONFLICT (day, rule, code) DO NOTHING
                """,
                [
                    Value(honour.day), Value(honour.list.rawValue), Value(honour.kind), Value(honour.code),
                    Value(honour.name), Value(honour.rule), Value(honour.text), Value(now),
                ])
        }
    }

    /// The last day up to one that something was proposed for.
    package static func lastDay(notAfter day: CivilDate, in transaction: Transaction) throws -> CivilDate? {
        try transaction.row("SELECT MAX(day) AS day FROM levy_honours WHERE day <= $1", [Value(day)])?
            .optionalDate("day")
    }

    /// Of the last proposal, everything of which nobody decided yet.
    package static func open(in transaction: Transaction) throws -> [Honour] {
        guard let day = try transaction.row("SELECT MAX(day) AS day FROM levy_honours")?.optionalDate("day")
        else { return [] }
        return try honours(on: day, in: transaction).filter { $0.decision == nil }.map(\.honour)
    }

    /// What was proposed for a day, with what was decided of it; in the order of the proposal.
    package static func honours(
        on day: CivilDate, in transaction: Transaction
    ) throws -> [(honour: Honour, decision: Decision?)] {
        try transaction.rows("SELECT * FROM levy_honours WHERE day = $1 ORDER BY id", [Value(day)]).map { row in
            guard let list = HonourRules.List(rawValue: row.text("list")) else {
                preconditionFailure("the table's CHECK lets no other list pass")
            }
            let honour = Honour(
                day: day, list: list, kind: row.text("kind"), code: row.text("code"), name: row.text("name"),
                rule: row.text("rule"), text: row.text("text"))
            return (honour, try DecisionStore.find(honour.subject, in: transaction))
        }
    }
}

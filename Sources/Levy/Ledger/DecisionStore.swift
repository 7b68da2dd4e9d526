import Diagnostics
import Storage

/// What was decided about an exception or a difference: by one person, checked by another.
package struct Decision: Hashable, Sendable {
    /// `PaymentException.subject` or `TreasuryDifference.subject`.
    package let subject: String
    package let verdict: String
    package let note: String
    package let decidedBy: String
    package let checkedBy: String
    package let decidedAt: Instant

    package init(
        subject: String, verdict: String, note: String, decidedBy: String, checkedBy: String, decidedAt: Instant
    ) {
        self.subject = subject
        self.verdict = verdict
        self.note = note
        self.decidedBy = decidedBy
        self.checkedBy = checkedBy
        self.decidedAt = decidedAt
    }
}

package enum DecisionStore {
    /// Records a decision; the same one again changes nothing.
    /// - throws: `Rejection` when maker and checker are one person, or when something else was decided before.
    package static func add(_ decision: Decision, in transaction: Transaction) throws {
        guard decision.decidedBy != decision.checkedBy else {
            throw Rejection("levy.decision.same-person", ["person": decision.decidedBy, "subject": decision.subject])
        }
        if let earlier = try find(decision.subject, in: transaction) {
            guard earlier.verdict == decision.verdict else {
                throw Rejection(
                    "levy.decision.already", ["subject": decision.subject, "verdict": earlier.verdict])
            }
            return
        }
        try transaction.execute(
            """
            INSERT INTO levy_decisions (subject, verdict, note, decided_by, checked_by, decided_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            """,
            [
                Value(decision.subject), Value(decision.verdict), Value(decision.note), Value(decision.decidedBy),
                Value(decision.checkedBy), Value(decision.decidedAt),
            ])
    }

    package static func find(_ subject: String, in transaction: Transaction) throws -> Decision? {
        try transaction.row("SELECT * FROM levy_decisions WHERE subject = $1", [Value(subject)]).map(decision)
    }

    package static func all(in transaction: Transaction) throws -> [Decision] {
        try transaction.rows("SELECT * FROM levy_decisions ORDER BY subject").map(decision)
    }

    private static func decision(_ row: Row) -> Decision {
        Decision(
            subject: row.text("subject"), verdict: row.text("verdict"), note: row.text("note"),
            decidedBy: row.text("decided_by"), checkedBy: row.text("checked_by"),
            decidedAt: Instant(milliseconds: row.int64("decided_at")))
    }
}

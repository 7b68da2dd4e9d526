import Diagnostics
import Storage

/// The rules that a campaign follows, as text in its books: whoever reads the books later sees what held then.
package enum RuleSetStore {
    /// Enters the rules when they are others than the last.
    package static func record(_ policy: LevyPolicy, at now: Instant, in transaction: Transaction) throws {
        let hash = policy.rules.hash
        let last = try transaction.row("SELECT * FROM levy_rule_sets ORDER BY id DESC LIMIT 1")
        if let last, last.text("sha256") == hash, last.date("as_of") == policy.asOf,
            last.int("medical_period") == policy.medicalPeriod, last.int("pension_period") == policy.pensionPeriod,
            last.text("receipt_prefix") == policy.receiptPrefix
        {
            return
        }
        try transaction.execute(
            """
            INSERT INTO levy_rule_sets (id, sha256, file, content, as_of, medical_period, pension_period,
                receipt_prefix, taken_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            [
                Value((last?.int("id") ?? 0) + 1), Value(hash), Value(policy.rules.source.name),
                Value(policy.rules.source.text), Value(policy.asOf), Value(policy.medicalPeriod),
                Value(policy.pensionPeriod), Value(policy.receiptPrefix), Value(now),
            ])
    }

    /// The rules that hold now.
    /// - throws: `Rejection` `rules.none-recorded` for books without rules.
    package static func current(in transaction: Transaction) throws -> LevyPolicy {
        guard let policy = try recorded(in: transaction) else { throw Rejection("rules.none-recorded") }
        return policy
    }

    /// Nil for books into which no roster came yet.
    package static func recorded(in transaction: Transaction) throws -> LevyPolicy? {
        guard let row = try transaction.row("SELECT * FROM levy_rule_sets ORDER BY id DESC LIMIT 1") else { return nil }
        return LevyPolicy(
            rules: try RuleBook.read(row.text("content"), file: row.text("file")), asOf: row.date("as_of"),
            medicalPeriod: row.int("medical_period"), pensionPeriod: row.int("pension_period"),
            receiptPrefix: row.text("receipt_prefix"))
    }

    /// What others than the person bear of an obligation, entered with it.
    static func addParts(of obligation: Int, _ share: LevyPolicy.Share, in transaction: Transaction) throws {
        var parts = partInsertion(in: transaction)
        for part in values(obligation: obligation, share) { try parts.append(part) }
        try parts.finish()
    }

    static func partInsertion(in transaction: Transaction) -> RowInsertion {
        RowInsertion(
            into: "levy_obligation_parts (obligation_id, bearer, fen, class, rule)", width: 5, in: transaction)
    }

    static func values(obligation: Int, _ share: LevyPolicy.Share) -> [[Value]] {
        share.helpers.map { part in
            [
                Value(obligation), Value(part.bearer), Value(part.fen), Value(share.specialClass?.rawValue ?? ""),
                Value(share.rule ?? ""),
            ]
        }
    }

    static func parts(of obligation: Int, in transaction: Transaction) throws -> [Part] {
        try transaction.rows(
            "SELECT bearer, fen FROM levy_obligation_parts WHERE obligation_id = $1 ORDER BY bearer",
            [Value(obligation)]
        ).map { Part($0.text("bearer"), $0.int("fen")) }
    }
}

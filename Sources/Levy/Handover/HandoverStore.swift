import Diagnostics
import Storage

/// 数据迁移核对单 in the register.
package struct HandoverEntry: Hashable, Sendable {
    package let number: String
    package let giver: String
    package let taker: String
    package let subject: String
    package let before: String
    package let after: String
    package let beforeHash: String
    package let afterHash: String
    package let differences: Int
    package let madeOn: CivilDate
    package let by: String
    package let checker: String
}

package enum HandoverStore {
    /// The next protocol's number in the series of a year.
    package static func number(_ mark: String, year: Int, in transaction: Transaction) throws -> String {
        "\(mark)迁〔\(year)〕\(try SeriesStore.next("handover/\(year)", in: transaction))号"
    }

    /// Enters a protocol that was printed.
    /// - throws: `Rejection` `handover.same-person`.
    package static func add(
        _ comparison: HandoverComparison, _ entry: HandoverEntry, documentSHA256: String, at now: Instant,
        in transaction: Transaction
    ) throws {
        guard entry.by != entry.checker else { throw Rejection("handover.same-person", ["person": entry.by]) }
        try transaction.execute(
            """
            INSERT INTO levy_handovers (id, number, giver, taker, subject, before_name, before_hash, before_rows,
                after_name, after_hash, after_rows, differences, document_sha256, made_on, made_by, checked_by, at)
            SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16
            FROM levy_handovers
            """,
            [
                Value(entry.number), Value(entry.giver), Value(entry.taker), Value(entry.subject), Value(entry.before),
                Value(entry.beforeHash), Value(comparison.before.rows.count), Value(entry.after),
                Value(entry.afterHash), Value(comparison.after.rows.count), Value(entry.differences),
                Value(documentSHA256), Value(entry.madeOn), Value(entry.by), Value(entry.checker), Value(now),
            ])
    }

    package static func all(in transaction: Transaction) throws -> [HandoverEntry] {
        try transaction.rows("SELECT * FROM levy_handovers ORDER BY id").map { row in
            HandoverEntry(
                number: row.text("number"), giver: row.text("giver"), taker: row.text("taker"),
                subject: row.text("subject"), before: row.text("before_name"), after: row.text("after_name"),
                beforeHash: row.text("before_hash"), afterHash: row.text("after_hash"),
                differences: row.int("differences"), madeOn: row.date("made_on"), by: row.text("made_by"),
                checker: row.text("checked_by"))
        }
    }
}

extension HandoverEntry {
    package init(
        number: String, giver: String, taker: String, subject: String, _ comparison: HandoverComparison,
        madeOn: CivilDate, by: String, checker: String
    ) {
        self.init(
            number: number, giver: giver, taker: taker, subject: subject, before: comparison.before.name,
            after: comparison.after.name, beforeHash: comparison.totals.before.hash,
            afterHash: comparison.totals.after.hash, differences: comparison.differences.count, madeOn: madeOn, by: by,
            checker: checker)
    }
}

extension HandoverSet {
    /// What the books hold: what stands, with what was paid for it.
    package static func books(in transaction: Transaction) throws -> HandoverSet {
        var rows: [Key: Row] = [:]
        try transaction.each(
            """
            SELECT o.village, o.citizen_id, o.insurance, o.period, o.total_fen, p.name, l.fen
            FROM levy_standing_obligations o JOIN levy_persons p ON p.citizen_id = o.citizen_id
            LEFT JOIN levy_settled s ON s.obligation_id = o.id LEFT JOIN levy_payment_lines l ON l.serial = s.serial
            """
        ) { row in
            let key = Key(
                citizenID: row.text("citizen_id"), insurance: PaymentStore.insurance(row), period: row.int("period"))
            rows[key] = Row(
                village: row.text("village"), name: row.text("name"), dueFen: row.int("total_fen"),
                paidFen: row.optionalInt("fen") ?? 0)
        }
        return HandoverSet(name: "账簿", rows: rows)
    }
}

import Storage

/// Who took a list into the books of money, or sent one out.
package enum MoneyHandStore {
    package enum Deed: String, Sendable {
        case treasury = "导入国库清单"
        case posting = "导入记账清单"
        case exchange = "办理信息交换"
    }

    /// - Parameter subject: the file or batch.
    package static func record(
        _ deed: Deed, _ subject: String, by person: String, in transaction: Transaction, at now: Instant
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_money_hands (id, what, subject, made_by, at)
            VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM levy_money_hands), $1, $2, $3, $4)
            """, [Value(deed.rawValue), Value(subject), Value(person), Value(now)])
    }
}

import Diagnostics
import Storage

/// A file that was offered, and what became of it.
package struct ImportRecord: Hashable, Sendable {
    package enum Kind: String, Sendable {
        case regions, special, medical, pension, payments, treasury, agents
    }

    package let id: Int
    package let kind: Kind
    package let file: String
    package let isRefused: Bool
    package let rows: Int
    /// Why it was refused.
    package let reason: String?
}

enum ImportStore {
    /// The earlier import of the same bytes as the same kind, whatever the file was called then.
    static func find(_ kind: ImportRecord.Kind, sha256: String, in transaction: Transaction) throws -> ImportRecord? {
        try transaction.row(
            "SELECT * FROM levy_imports WHERE kind = $1 AND sha256 = $2",
            [
                Value(kind.rawValue), Value(sha256),
            ]
        ).map(record)
    }

    static func all(_ kind: ImportRecord.Kind, in transaction: Transaction) throws -> [ImportRecord] {
        try transaction.rows("SELECT * FROM levy_imports WHERE kind = $1 ORDER BY id", [Value(kind.rawValue)]).map(
            record)
    }

    static func lastID(in transaction: Transaction) throws -> Int {
        try transaction.row("SELECT COALESCE(MAX(id), 0) AS id FROM levy_imports")?.int("id") ?? 0
    }

    /// - returns: the new import's id.
    static func add(
        _ kind: ImportRecord.Kind, _ file: SourceFile, rows: Int, refusal: String? = nil, at now: Instant,
        in transaction: Transaction
    ) throws -> Int {
        let id = try lastID(in: transaction) + 1
        try transaction.execute(
            """
            INSERT INTO levy_imports (id, kind, file, sha256, outcome, row_count, reason, imported_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            [
                Value(id), Value(kind.rawValue), Value(file.name), Value(file.sha256),
                Value(refusal == nil ? "imported" : "refused"), Value(rows), Value(refusal), Value(now),
            ])
        return id
    }

    private static func record(_ row: Row) -> ImportRecord {
        guard let kind = ImportRecord.Kind(rawValue: row.text("kind")) else {
            preconditionFailure("the table's CHECK lets no other kind pass")
        }
        return ImportRecord(
            id: row.int("id"), kind: kind, file: row.text("file"), isRefused: row.text("outcome") == "refused",
            rows: row.int("row_count"), reason: row.optionalText("reason"))
    }
}

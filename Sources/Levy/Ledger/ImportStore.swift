import Diagnostics
import Storage

/// A file that was offered, and what became of it.
package struct ImportRecord: Hashable, Sendable {
    package enum Kind: String, Sendable {
        case regions, special, medical, pension, payments, treasury, agents

        package var chinese: String {
            switch self {
            case .regions: "区划表"
            case .special: "特殊人群名单"
            case .medical: "医保清册"
            case .pension: "养老清册"
            case .payments: "银行代收"
            case .treasury: "国库入库"
            case .agents: "代办员名册"
            }
        }
    }

    package let id: Int
    package let kind: Kind
    package let file: String
    package let isRefused: Bool
    package let rows: Int
    /// Why it was refused.
    package let reason: String?
}

/// A file that came, for the register of exchanges.
package struct FileArrival: Hashable, Sendable {
    package let file: ImportRecord
    package let sha256: String
    /// What it tells of in all; nil for files without money, and refused ones.
    package let fen: Int?
    package let at: Instant

    /// Its number in the register.
    package var batch: String { "收-\(file.id)" }
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

    /// Every file that was offered, with the money that it tells of.
    static func arrivals(in transaction: Transaction) throws -> [FileArrival] {
        try transaction.rows(
            """
            SELECT i.*, CASE i.kind
                WHEN 'payments' THEN (SELECT SUM(l.fen) FROM levy_payment_lines l WHERE l.import_id = i.id)
                WHEN 'treasury' THEN (SELECT SUM(t.fen) FROM levy_treasury_rows t WHERE t.import_id = i.id)
                WHEN 'pension' THEN (SELECT SUM(e.tier_fen) FROM levy_entries e WHERE e.import_id = i.id)
                END AS fen
            FROM levy_imports i ORDER BY i.id
            """
        ).map { row in
            FileArrival(
                file: record(row), sha256: row.text("sha256"), fen: row.optionalInt("fen"),
                at: Instant(milliseconds: row.int64("imported_at")))
        }
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

import Storage

enum SourceStore {
    /// - Returns: the revision.
    static func set(
        _ sources: [DataSource], raw: [(cycle: String, due: String)], file: String, sha256: String, by clerk: String,
        at now: Instant, in transaction: Transaction
    ) throws -> Int {
        let last = try transaction.row("SELECT COALESCE(MAX(revision), 0) AS last FROM levy_source_revisions")
        let revision = (last?.int("last") ?? 0) + 1
        try transaction.execute(
            "INSERT INTO levy_source_revisions (revision, file, sha256, set_by, at) VALUES ($1, $2, $3, $4, $5)",
            [Value(revision), Value(file), Value(sha256), Value(clerk), Value(now)])
        for (ordinal, (source, raw)) in zip(sources, raw).enumerated() {
            try transaction.execute(
                """
                INSERT INTO levy_data_sources (revision, ordinal, code, office, name, content, cycle, due, grace, way,
                    register, file_part, contact, basis, valid_from, valid_until)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
                """,
                [
                    Value(revision), Value(ordinal), Value(source.code), Value(source.office), Value(source.name),
                    Value(source.content), Value(raw.cycle), Value(raw.due), Value(source.grace), Value(source.way),
                    Value(source.register.rawValue), Value(source.filePart), Value(source.contact),
                    Value(source.basis), Value(source.from), Value(source.until),
                ])
        }
        return revision
    }

    /// Those that hold now, in the order of the table.
    static func current(in transaction: Transaction) throws -> [DataSource] {
        try transaction.rows(
            """
            SELECT * FROM levy_data_sources
            WHERE revision = (SELECT MAX(revision) FROM levy_source_revisions) ORDER BY ordinal
            """
        ).map { row in
            guard let cycle = DataSource.Cycle(row.text("cycle"), due: row.text("due")),
                let register = DataSource.Register(rawValue: row.text("register"))
            else { preconditionFailure("a source was stored that was not checked") }
            return DataSource(
                code: row.text("code"), office: row.text("office"), name: row.text("name"),
                content: row.text("content"), cycle: cycle, grace: row.int("grace"), way: row.text("way"),
                register: register, filePart: row.text("file_part"), contact: row.text("contact"),
                basis: row.text("basis"), from: row.date("valid_from"), until: row.optionalDate("valid_until"))
        }
    }

    /// Whether the source has delivered these bytes, in whatever way.
    static func has(_ sha256: String, of source: DataSource, in transaction: Transaction) throws -> Bool {
        try deliveries(of: source, in: transaction).contains { $0.sha256 == sha256 }
    }

    static func add(
        _ delivery: SourceDelivery, of source: String, by clerk: String, at now: Instant, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_source_deliveries
                (id, source, file, sha256, row_count, repaired, asked, rejected, delivered_on, entered_by, at)
            SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10 FROM levy_source_deliveries
            """,
            [
                Value(source), Value(delivery.file), Value(delivery.sha256), Value(delivery.rows),
                Value(delivery.repaired), Value(delivery.asked), Value(delivery.rejected), Value(delivery.day),
                Value(clerk), Value(now),
            ])
    }

    /// Every file of a source once, in the order of the days.
    static func deliveries(of source: DataSource, in transaction: Transaction) throws -> [SourceDelivery] {
        var found = try transaction.rows(
            "SELECT * FROM levy_source_deliveries WHERE source = $1 ORDER BY id", [Value(source.code)]
        ).map { row in
            SourceDelivery(
                file: row.text("file"), sha256: row.text("sha256"), day: row.date("delivered_on"),
                rows: row.int("row_count"), repaired: row.int("repaired"), asked: row.int("asked"),
                rejected: row.int("rejected"), isRefused: false)
        }
        // What was entered by hand says on which day it came; the import came later.
        let known = Set(found.map(\.sha256))
        found += try imports(of: source, in: transaction).filter { !known.contains($0.sha256) }
        return found.enumerated().sorted { left, right in
            left.element.day == right.element.day ? left.offset < right.offset : left.element.day < right.element.day
        }.map(\.element)
    }

    private static func imports(of source: DataSource, in transaction: Transaction) throws -> [SourceDelivery] {
        if let register = source.register.employerRegister {
            return try transaction.rows(
                "SELECT * FROM levy_employer_snapshots WHERE register = $1 ORDER BY id", [Value(register)]
            ).filter { fits($0, source) }.map { row in
                SourceDelivery(
                    file: row.text("file"), sha256: row.text("sha256"),
                    day: Instant(milliseconds: row.int64("at")).date, rows: row.int("row_count"), repaired: 0,
                    asked: 0, rejected: 0, isRefused: false)
            }
        }
        guard let kind = source.register.importKind else { return [] }
        let rows = try transaction.rows(
            """
            SELECT i.*, COALESCE(SUM(e.outcome = 'repaired' AND NOT e.contested), 0) AS repaired,
                COALESCE(SUM(e.outcome = 'review' OR (e.contested AND e.outcome <> 'rejected')), 0) AS asked,
                COALESCE(SUM(e.outcome = 'rejected'), 0) AS rejected
            FROM levy_imports i LEFT JOIN levy_entries e ON e.import_id = i.id
            WHERE i.kind = $1 GROUP BY i.id ORDER BY i.id
            """, [Value(kind.rawValue)])
        return rows.filter { fits($0, source) }.map { row in
            SourceDelivery(
                file: row.text("file"), sha256: row.text("sha256"),
                day: Instant(milliseconds: row.int64("imported_at")).date, rows: row.int("row_count"),
                repaired: row.int("repaired"), asked: row.int("asked"), rejected: row.int("rejected"),
                isRefused: row.text("outcome") == "refused")
        }
    }

    private static func fits(_ row: Row, _ source: DataSource) -> Bool {
        source.filePart.isEmpty || row.text("file").contains(source.filePart)
    }
}

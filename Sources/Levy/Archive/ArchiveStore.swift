import Diagnostics
import Storage

/// 归档登记
package struct ArchiveEntry: Hashable, Sendable {
    package let fonds: String
    package let year: Int
    package let documents: Int
    package let pages: Int
    package let boxes: Int
    /// What should be there and is not.
    package let missing: Int
    /// Of the index.
    package let sha256: String
    package let madeOn: CivilDate
    package let by: String
    package let checker: String

    package init(
        fonds: String, year: Int, _ index: ArchiveIndex, missing: Int, sha256: String, madeOn: CivilDate, by: String,
        checker: String
    ) {
        self.init(
            fonds: fonds, year: year, documents: index.items.count, pages: index.pages, boxes: index.boxes,
            missing: missing, sha256: sha256, madeOn: madeOn, by: by, checker: checker)
    }

    fileprivate init(
        fonds: String, year: Int, documents: Int, pages: Int, boxes: Int, missing: Int, sha256: String,
        madeOn: CivilDate, by: String, checker: String
    ) {
        self.fonds = fonds
        self.year = year
        self.documents = documents
        self.pages = pages
        self.boxes = boxes
        self.missing = missing
        self.sha256 = sha256
        self.madeOn = madeOn
        self.by = by
        self.checker = checker
    }
}

package enum ArchiveStore {
    /// - throws: `Rejection` `archive.same-person`.
    package static func add(_ entry: ArchiveEntry, at now: Instant, in transaction: Transaction) throws {
        guard entry.by != entry.checker else { throw Rejection("archive.same-person", ["person": entry.by]) }
        try transaction.execute(
            """
            INSERT INTO levy_archives (id, fonds, year, documents, pages, boxes, missing, index_sha256, made_on,
                made_by, checked_by, at)
            SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 FROM levy_archives
            """,
            [
                Value(entry.fonds), Value(entry.year), Value(entry.documents), Value(entry.pages), Value(entry.boxes),
                Value(entry.missing), Value(entry.sha256), Value(entry.madeOn), Value(entry.by), Value(entry.checker),
                Value(now),
            ])
    }

    package static func all(in transaction: Transaction) throws -> [ArchiveEntry] {
        try transaction.rows("SELECT * FROM levy_archives ORDER BY id").map { row in
            ArchiveEntry(
                fonds: row.text("fonds"), year: row.int("year"), documents: row.int("documents"),
                pages: row.int("pages"), boxes: row.int("boxes"), missing: row.int("missing"),
                sha256: row.text("index_sha256"), madeOn: row.date("made_on"), by: row.text("made_by"),
                checker: row.text("checked_by"))
        }
    }
}

import Diagnostics
import Storage

/// The record of publicity.
package enum PublicityStore {
    /// Enters what was done; the same village, form, day and place again adds its photographs.
    /// - Returns: its number.
    /// - Throws: `Rejection` with all mistakes: `publicity.village`, `publicity.place`, `publicity.count`,
    ///   `publicity.photo-used` for a photograph that shows something else already.
    package static func add(_ record: PublicityRecord, in transaction: Transaction, at now: Instant) throws -> Int {
        var mistakes = DiagnosticList()
        if try RegionTree.stored(in: transaction).village(record.village) == nil {
            mistakes.error("publicity.village", ["code": record.village])
        }
        if record.place.isEmpty { mistakes.error("publicity.place") }
        if record.count < 1 { mistakes.error("publicity.count") }
        let known = try transaction.row(
            "SELECT id FROM levy_publicity WHERE village = $1 AND form = $2 AND day = $3 AND place = $4",
            [Value(record.village), Value(record.form.rawValue), Value(record.day), Value(record.place)])?.int("id")
        var photos: [PublicityRecord.Photo] = []
        for photo in record.photos where !photos.contains(where: { $0.sha256 == photo.sha256 }) {
            let used = try transaction.row(
                "SELECT record_id FROM levy_publicity_photos WHERE sha256 = $1", [Value(photo.sha256)])
            if let used, used.int("record_id") != known {
                mistakes.error("publicity.photo-used", ["file": photo.path, "id": "\(used.int("record_id"))"])
            }
            if used == nil { photos.append(photo) }
        }
        try mistakes.throwIfErrors()
        let id = try known ?? insert(record, in: transaction, at: now)
        for photo in photos {
            try transaction.execute(
                "INSERT INTO levy_publicity_photos (sha256, record_id, path) VALUES ($1, $2, $3)",
                [Value(photo.sha256), Value(id), Value(photo.path)])
        }
        return id
    }

    private static func insert(_ record: PublicityRecord, in transaction: Transaction, at now: Instant) throws -> Int {
        let last = try transaction.row("SELECT COALESCE(MAX(id), 0) AS last FROM levy_publicity")
        let id = (last?.int("last") ?? 0) + 1
        try transaction.execute(
            """
            INSERT INTO levy_publicity (id, village, form, day, place, count, recorded_by, recorded_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            [
                Value(id), Value(record.village), Value(record.form.rawValue), Value(record.day), Value(record.place),
                Value(record.count), Value(record.by), Value(now),
            ])
        return id
    }

    /// Takes an entry out of the record, with its reason.
    /// - Throws: `Rejection` `publicity.unknown` for one that is not there or was taken out before.
    package static func withdraw(
        _ id: Int, reason: String, by person: String, in transaction: Transaction, at now: Instant
    ) throws {
        guard try all(in: transaction).contains(where: { $0.id == id }) else {
            throw Rejection("publicity.unknown", ["id": "\(id)"])
        }
        try transaction.execute(
            """
            INSERT INTO levy_publicity_withdrawals (record_id, reason, withdrawn_by, withdrawn_at)
            VALUES ($1, $2, $3, $4)
            """, [Value(id), Value(reason), Value(person), Value(now)])
    }

    /// All that stand, in the order of their entry. A village that went into another counts there.
    package static func all(in transaction: Transaction) throws -> [(id: Int, record: PublicityRecord)] {
        let photos = Dictionary(
            grouping: try transaction.rows("SELECT * FROM levy_publicity_photos ORDER BY record_id, path")
        ) { $0.int("record_id") }
        let successors = try RegionStore.successors(in: transaction)
        return try transaction.rows(
            """
            SELECT * FROM levy_publicity p WHERE NOT EXISTS
                (SELECT 1 FROM levy_publicity_withdrawals w WHERE w.record_id = p.id) ORDER BY id
            """
        ).map { row in
            guard let form = PublicityRecord.Form(rawValue: row.text("form")) else {
                preconditionFailure("a form of publicity was stored that the program does not know")
            }
            let record = PublicityRecord(
                village: successors.place(of: row.text("village")), form: form, day: row.date("day"),
                place: row.text("place"), count: row.int("count"),
                photos: (photos[row.int("id")] ?? []).map {
                    PublicityRecord.Photo(path: $0.text("path"), sha256: $0.text("sha256"))
                }, by: row.text("recorded_by"))
            return (row.int("id"), record)
        }
    }
}

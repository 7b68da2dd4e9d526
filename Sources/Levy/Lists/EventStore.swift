import Storage

enum EventStore {
    /// - returns: whether it is new.
    static func add(_ event: PersonEvent, at now: Instant, in transaction: Transaction) throws -> Bool {
        try transaction.execute(
            """
            INSERT INTO intake_events (id, kind, citizen_id, name, day, village, reported_at)
            SELECT COALESCE((SELECT MAX(id) FROM intake_events), 0) + 1, $1, $2, $3, $4, $5, $6
            WHERE NOT EXISTS (SELECT 1 FROM intake_events WHERE kind = $1 AND citizen_id = $2 AND day = $4)
            """,
            [
                Value(event.kind.rawValue), Value(event.citizenID), Value(event.name), Value(event.day),
                Value(event.village), Value(now),
            ]) > 0
    }

    static func all(in transaction: Transaction) throws -> [PersonEvent] {
        try transaction.rows(
            """
            SELECT e.*, d.done_by, d.note FROM intake_events e LEFT JOIN intake_event_ends d ON d.event_id = e.id
            ORDER BY e.id
            """
        ).compactMap { row in
            PersonEvent.Kind(rawValue: row.text("kind")).map { kind in
                PersonEvent(
                    id: row.int("id"), kind: kind, citizenID: row.text("citizen_id"), name: row.text("name"),
                    day: row.date("day"), village: row.text("village"), doneBy: row.optionalText("done_by"),
                    note: row.optionalText("note") ?? "")
            }
        }
    }

    static func finish(
        _ id: Int, note: String, by person: String, at now: Instant, in transaction: Transaction
    ) throws {
        try transaction.execute(
            "INSERT INTO intake_event_ends (event_id, note, done_by, done_at) VALUES ($1, $2, $3, $4)",
            [Value(id), Value(note), Value(person), Value(now)])
    }
}

import Storage

enum CollectionStore {
    // MARK: Places

    static func lastPlaceFile(in transaction: Transaction) throws -> String? {
        try transaction.row("SELECT sha256 FROM levy_place_files ORDER BY id DESC LIMIT 1")?.text("sha256")
    }

    static func add(
        _ places: [CollectionPlace], _ file: SourceFile, by clerk: String, at now: Instant, in transaction: Transaction
    ) throws {
        let id = (try transaction.row("SELECT COALESCE(MAX(id), 0) AS id FROM levy_place_files")?.int("id") ?? 0) + 1
        try transaction.execute(
            "INSERT INTO levy_place_files (id, file, sha256, made_by, at) VALUES ($1, $2, $3, $4, $5)",
            [Value(id), Value(file.name), Value(file.sha256), Value(clerk), Value(now)])
        for (ordinal, place) in places.enumerated() {
            try transaction.execute(
                """
                INSERT INTO levy_places (file_id, ordinal, code, name, channel, serves, counters, per_hour, morning,
                    afternoon, appointment_counters, green_percent, slot_minutes, elder_age)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
                """,
                [
                    Value(id), Value(ordinal), Value(place.code), Value(place.name), Value(place.channel),
                    Value(place.serves.joined(separator: " ")), Value(place.counters), Value(place.perHour),
                    Value(place.hours[.morning]?.text ?? ""), Value(place.hours[.afternoon]?.text ?? ""),
                    Value(place.appointmentCounters), Value(place.greenPercent), Value(place.slotMinutes),
                    Value(place.elderAge),
                ])
        }
    }

    static func places(in transaction: Transaction) throws -> [CollectionPlace] {
        let regions = try RegionStore.tree(in: transaction)
        return try transaction.rows(
            "SELECT * FROM levy_places WHERE file_id = (SELECT MAX(id) FROM levy_place_files) ORDER BY ordinal"
        ).map { row in
            var hours: [DayPart: OpeningHours] = [:]
            hours[.morning] = OpeningHours(row.text("morning"))
            hours[.afternoon] = OpeningHours(row.text("afternoon"))
            return CollectionPlace(
                code: row.text("code"), name: row.text("name"), channel: row.text("channel"),
                serves: row.text("serves").split(separator: " ").map { regions.current(String($0)) },
                counters: row.int("counters"), perHour: row.int("per_hour"), hours: hours,
                appointmentCounters: row.int("appointment_counters"), greenPercent: row.int("green_percent"),
                slotMinutes: row.int("slot_minutes"), elderAge: row.int("elder_age"))
        }
    }

    // MARK: Days

    static func add(
        village: String, _ slot: CollectionSlot, persons: Int, _ origin: CollectionSession.Origin, by clerk: String,
        at now: Instant, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO levy_collection_sessions (id, village, day, part, place, persons, origin, made_by, at)
            SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8 FROM levy_collection_sessions
            """,
            [
                Value(village), Value(slot.time.day), Value(slot.time.part.rawValue), Value(slot.place),
                Value(persons), Value(origin.rawValue), Value(clerk), Value(now),
            ])
    }

    static func drop(
        _ session: Int, reason: String, by clerk: String, at now: Instant, in transaction: Transaction
    ) throws {
        try transaction.execute(
            "INSERT INTO levy_collection_drops (session_id, reason, made_by, at) VALUES ($1, $2, $3, $4)",
            [Value(session), Value(reason), Value(clerk), Value(now)])
    }

    /// Those that hold, day by day; villages by the code of today.
    static func sessions(in transaction: Transaction) throws -> [CollectionSession] {
        let regions = try RegionStore.tree(in: transaction)
        return try transaction.rows(
            """
            SELECT s.* FROM levy_collection_sessions s
            LEFT JOIN levy_collection_drops d ON d.session_id = s.id WHERE d.session_id IS NULL ORDER BY s.id
            """
        ).map { row in
            guard let part = DayPart(rawValue: row.text("part")),
                let origin = CollectionSession.Origin(rawValue: row.text("origin"))
            else { preconditionFailure("the table's CHECK lets no other part or origin pass") }
            return CollectionSession(
                id: row.int("id"), village: regions.current(row.text("village")), day: row.date("day"), part: part,
                place: row.text("place"), persons: row.int("persons"), origin: origin, madeBy: row.text("made_by"))
        }.sorted(by: CollectionSession.precedes)
    }
}

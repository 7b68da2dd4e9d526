import Storage

/// What was done to make the campaign known, place by place, with photographs. A wrong entry is withdrawn by a row.
enum PublicitySchema {
    static let migrations: [Migration] = [
        Migration(
            "publicity-1-records",
            tables + Migration.appendOnly(["levy_publicity", "levy_publicity_photos", "levy_publicity_withdrawals"]))
    ]

    private static let tables = """
        CREATE TABLE levy_publicity (
            id INTEGER PRIMARY KEY,
            village TEXT NOT NULL,
            form TEXT NOT NULL,
            day TEXT NOT NULL,
            place TEXT NOT NULL CHECK (place <> ''),
            count INTEGER NOT NULL CHECK (count > 0),
            recorded_by TEXT NOT NULL CHECK (recorded_by <> ''),
            recorded_at INTEGER NOT NULL,
            UNIQUE (village, form, day, place)
        );
        CREATE TABLE levy_publicity_photos (
            sha256 TEXT PRIMARY KEY,
            record_id INTEGER NOT NULL REFERENCES levy_publicity (id),
            path TEXT NOT NULL
        );
        CREATE INDEX levy_publicity_photos_by_record ON levy_publicity_photos (record_id);
        CREATE TABLE levy_publicity_withdrawals (
            record_id INTEGER PRIMARY KEY REFERENCES levy_publicity (id),
            reason TEXT NOT NULL CHECK (reason <> ''),
            withdrawn_by TEXT NOT NULL CHECK (withdrawn_by <> ''),
            withdrawn_at INTEGER NOT NULL
        );

        """
}

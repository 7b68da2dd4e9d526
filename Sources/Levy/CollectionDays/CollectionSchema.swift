import Storage

/// Where and when villages pay in person, and who has an appointment.
enum CollectionSchema {
    static let migrations: [Migration] = [
        Migration("collection-days-1", days + Migration.appendOnly(tables))
    ]

    private static let tables = [
        "levy_place_files", "levy_places", "levy_collection_sessions", "levy_collection_drops", "levy_appointments",
        "levy_appointment_ends",
    ]

    private static let days = """
        CREATE TABLE levy_place_files (
            id INTEGER PRIMARY KEY,
            file TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            made_by TEXT NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE TABLE levy_places (
            file_id INTEGER NOT NULL REFERENCES levy_place_files (id),
            ordinal INTEGER NOT NULL,
            code TEXT NOT NULL,
            name TEXT NOT NULL,
            channel TEXT NOT NULL,
            serves TEXT NOT NULL,
            counters INTEGER NOT NULL CHECK (counters >= 0),
            per_hour INTEGER NOT NULL CHECK (per_hour > 0),
            morning TEXT NOT NULL,
            afternoon TEXT NOT NULL,
            appointment_counters INTEGER NOT NULL CHECK (appointment_counters >= 0),
            green_percent INTEGER NOT NULL CHECK (green_percent BETWEEN 0 AND 100),
            slot_minutes INTEGER NOT NULL CHECK (slot_minutes > 0),
            elder_age INTEGER NOT NULL,
            PRIMARY KEY (file_id, code)
        );
        CREATE TABLE levy_collection_sessions (
            id INTEGER PRIMARY KEY,
            village TEXT NOT NULL REFERENCES levy_regions (code),
            day TEXT NOT NULL,
            part TEXT NOT NULL CHECK (part IN ('morning', 'afternoon')),
            place TEXT NOT NULL,
            persons INTEGER NOT NULL CHECK (persons > 0),
            origin TEXT NOT NULL CHECK (origin IN ('proposed', 'entered')),
            made_by TEXT NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE INDEX levy_collection_sessions_by_village ON levy_collection_sessions (village);
        CREATE TABLE levy_collection_drops (
            session_id INTEGER PRIMARY KEY REFERENCES levy_collection_sessions (id),
            reason TEXT NOT NULL CHECK (reason <> ''),
            made_by TEXT NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE TABLE levy_appointments (
            id INTEGER PRIMARY KEY,
            citizen_id TEXT NOT NULL,
            name TEXT NOT NULL CHECK (name <> ''),
            phone TEXT NOT NULL,
            village TEXT NOT NULL,
            place TEXT NOT NULL,
            day TEXT NOT NULL,
            minute INTEGER NOT NULL,
            lane TEXT NOT NULL CHECK (lane IN ('green', 'ordinary')),
            priority TEXT CHECK (priority IN ('elderly', 'disabled')),
            follows INTEGER REFERENCES levy_appointments (id),
            made_by TEXT NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE INDEX levy_appointments_by_person ON levy_appointments (citizen_id);
        CREATE INDEX levy_appointments_by_day ON levy_appointments (day, place);
        CREATE TABLE levy_appointment_ends (
            appointment_id INTEGER PRIMARY KEY REFERENCES levy_appointments (id),
            fate TEXT NOT NULL CHECK (fate IN ('moved', 'cancelled', 'served', 'missed')),
            note TEXT NOT NULL,
            made_by TEXT NOT NULL,
            at INTEGER NOT NULL
        );

        """
}

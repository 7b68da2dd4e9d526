import Storage

/// Which office sends which data when, and what was delivered beside the imports.
enum SourceSchema {
    static let migrations: [Migration] = [
        Migration(
            "sources-1",
            sources + Migration.appendOnly(["levy_source_revisions", "levy_data_sources", "levy_source_deliveries"]))
    ]

    private static let sources = """
        CREATE TABLE levy_source_revisions (
            revision INTEGER PRIMARY KEY,
            file TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            set_by TEXT NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE TABLE levy_data_sources (
            revision INTEGER NOT NULL REFERENCES levy_source_revisions (revision),
            ordinal INTEGER NOT NULL,
            code TEXT NOT NULL,
            office TEXT NOT NULL,
            name TEXT NOT NULL,
            content TEXT NOT NULL,
            cycle TEXT NOT NULL,
            due TEXT NOT NULL,
            grace INTEGER NOT NULL CHECK (grace >= 0),
            way TEXT NOT NULL,
            register TEXT NOT NULL,
            file_part TEXT NOT NULL,
            contact TEXT NOT NULL,
            basis TEXT NOT NULL,
            valid_from TEXT NOT NULL,
            valid_until TEXT,
            PRIMARY KEY (revision, code)
        );
        CREATE TABLE levy_source_deliveries (
            id INTEGER PRIMARY KEY,
            source TEXT NOT NULL,
            file TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            row_count INTEGER NOT NULL CHECK (row_count >= 0),
            repaired INTEGER NOT NULL CHECK (repaired >= 0),
            asked INTEGER NOT NULL CHECK (asked >= 0),
            rejected INTEGER NOT NULL CHECK (rejected >= 0),
            delivered_on TEXT NOT NULL,
            entered_by TEXT NOT NULL,
            at INTEGER NOT NULL,
            UNIQUE (source, sha256),
            CHECK (repaired + asked + rejected <= row_count)
        );

        """
}

import Storage

/// What comparisons with the lists of other offices found.
enum CrossMatchSchema {
    static let migrations: [Migration] = [
        Migration("cross-match-1", tables + Migration.appendOnly(["intake_match_runs", "intake_match_rows"]))
    ]

    private static let tables = """
        CREATE TABLE intake_match_runs (
            id INTEGER PRIMARY KEY,
            day TEXT NOT NULL,
            office TEXT NOT NULL,
            meaning TEXT NOT NULL,
            file TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            row_count INTEGER NOT NULL CHECK (row_count >= 0),
            members INTEGER NOT NULL CHECK (members >= 0),
            run_by TEXT NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE INDEX intake_match_runs_by_list ON intake_match_runs (office, meaning);
        CREATE TABLE intake_match_rows (
            id INTEGER PRIMARY KEY,
            run_id INTEGER NOT NULL REFERENCES intake_match_runs (id),
            kind TEXT NOT NULL CHECK (kind IN ('new', 'gone', 'changed', 'question', 'missing', 'grade')),
            citizen_id TEXT NOT NULL,
            name TEXT NOT NULL,
            village TEXT NOT NULL,
            reason TEXT NOT NULL,
            candidates TEXT NOT NULL,
            valid_from TEXT,
            valid_until TEXT,
            since INTEGER NOT NULL
        );
        CREATE INDEX intake_match_rows_by_run ON intake_match_rows (run_id);
        CREATE INDEX intake_match_rows_by_since ON intake_match_rows (since);

        """
}

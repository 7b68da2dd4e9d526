import Storage

/// Grids, the sheets that visitors take along, and what they brought back.
enum SurveySchema {
    static let migrations: [Migration] = [
        Migration("survey-1", survey + Migration.appendOnly(tables))
    ]

    private static let tables = [
        "levy_grid_files", "levy_grids", "levy_grid_members", "levy_survey_sheets", "levy_survey_lines",
        "levy_survey_voids", "levy_visit_files", "levy_visits", "levy_visit_ends",
    ]

    private static let survey = """
        CREATE TABLE levy_grid_files (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('grids', 'members')),
            file TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            made_by TEXT NOT NULL,
            at INTEGER NOT NULL,
            UNIQUE (kind, sha256)
        );
        CREATE TABLE levy_grids (
            file_id INTEGER NOT NULL REFERENCES levy_grid_files (id),
            ordinal INTEGER NOT NULL,
            village TEXT NOT NULL REFERENCES levy_regions (code),
            code TEXT NOT NULL,
            name TEXT NOT NULL,
            worker TEXT NOT NULL,
            phone TEXT NOT NULL,
            PRIMARY KEY (file_id, village, code)
        );
        CREATE INDEX levy_grids_by_village ON levy_grids (village);
        CREATE TABLE levy_grid_members (
            file_id INTEGER NOT NULL REFERENCES levy_grid_files (id),
            village TEXT NOT NULL REFERENCES levy_regions (code),
            code TEXT NOT NULL,
            citizen_id TEXT NOT NULL,
            head TEXT NOT NULL,
            PRIMARY KEY (file_id, village, citizen_id, head),
            CHECK ((citizen_id = '') <> (head = ''))
        );
        CREATE INDEX levy_grid_members_by_village ON levy_grid_members (village);
        CREATE TABLE levy_survey_sheets (
            number TEXT PRIMARY KEY,
            village TEXT NOT NULL REFERENCES levy_regions (code),
            grid TEXT NOT NULL,
            worker TEXT NOT NULL,
            made_on TEXT NOT NULL,
            due_on TEXT NOT NULL,
            made_by TEXT NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE TABLE levy_survey_lines (
            sheet TEXT NOT NULL REFERENCES levy_survey_sheets (number),
            line INTEGER NOT NULL,
            citizen_id TEXT NOT NULL,
            name TEXT NOT NULL,
            head TEXT NOT NULL,
            reasons TEXT NOT NULL,
            medical_fen INTEGER NOT NULL,
            pension_fen INTEGER NOT NULL,
            PRIMARY KEY (sheet, line)
        );
        CREATE INDEX levy_survey_lines_by_person ON levy_survey_lines (citizen_id);
        CREATE TABLE levy_survey_voids (
            sheet TEXT PRIMARY KEY REFERENCES levy_survey_sheets (number),
            reason TEXT NOT NULL CHECK (reason <> ''),
            done_by TEXT NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE TABLE levy_visit_files (
            id INTEGER PRIMARY KEY,
            file TEXT NOT NULL,
            sha256 TEXT NOT NULL UNIQUE,
            made_by TEXT NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE TABLE levy_visits (
            id INTEGER PRIMARY KEY,
            sheet TEXT NOT NULL,
            line INTEGER NOT NULL,
            citizen_id TEXT NOT NULL,
            visited_on TEXT NOT NULL,
            outcome TEXT NOT NULL CHECK (outcome IN ('met', 'family', 'absent', 'gone', 'refused')),
            reason TEXT,
            phone TEXT NOT NULL,
            event TEXT,
            event_on TEXT,
            next TEXT,
            next_on TEXT,
            note TEXT NOT NULL,
            visitor TEXT NOT NULL CHECK (visitor <> ''),
            file_id INTEGER REFERENCES levy_visit_files (id),
            entered_by TEXT NOT NULL,
            at INTEGER NOT NULL,
            UNIQUE (sheet, line, visited_on),
            FOREIGN KEY (sheet, line) REFERENCES levy_survey_lines (sheet, line),
            CHECK ((event IS NULL) = (event_on IS NULL)),
            CHECK ((next IS NULL) = (next_on IS NULL))
        );
        CREATE INDEX levy_visits_by_person ON levy_visits (citizen_id);
        CREATE TABLE levy_visit_ends (
            visit_id INTEGER PRIMARY KEY REFERENCES levy_visits (id),
            note TEXT NOT NULL,
            done_by TEXT NOT NULL,
            at INTEGER NOT NULL
        );

        """
}

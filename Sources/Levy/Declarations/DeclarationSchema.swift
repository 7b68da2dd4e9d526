import Storage

/// Townships' collecting units, their virtual households, and what they declared.
enum DeclarationSchema {
    static let migrations: [Migration] = [
        Migration("declarations-1-units", units + Migration.appendOnly(unitTables)),
        Migration("declarations-2-files", files + Migration.appendOnly(fileTables)),
    ]

    private static let unitTables = ["levy_collecting_units", "levy_virtual_households"]
    private static let fileTables = ["levy_declarations", "levy_declaration_rows", "levy_declaration_states"]

    /// A later row of a town takes the place of the one before it.
    private static let units = """
        CREATE TABLE levy_collecting_units (
            id INTEGER PRIMARY KEY,
            town TEXT NOT NULL REFERENCES levy_regions (code),
            name TEXT NOT NULL,
            tax_id TEXT NOT NULL CHECK (LENGTH(tax_id) = 18),
            office TEXT NOT NULL,
            head TEXT NOT NULL,
            registered_on TEXT NOT NULL,
            made_by TEXT NOT NULL,
            checked_by TEXT NOT NULL,
            at INTEGER NOT NULL,
            CHECK (made_by <> checked_by)
        );
        CREATE INDEX levy_collecting_units_by_town ON levy_collecting_units (town, id);
        CREATE TABLE levy_virtual_households (
            number TEXT PRIMARY KEY,
            unit_id INTEGER NOT NULL REFERENCES levy_collecting_units (id),
            village TEXT NOT NULL REFERENCES levy_regions (code),
            class TEXT NOT NULL,
            registered_on TEXT NOT NULL,
            made_by TEXT NOT NULL,
            checked_by TEXT NOT NULL,
            at INTEGER NOT NULL,
            UNIQUE (village, class),
            CHECK (made_by <> checked_by)
        );

        """

    /// A row is in one declaration that stands: `source` is a collection's number or an obligation's.
    private static let files = """
        CREATE TABLE levy_declarations (
            id INTEGER PRIMARY KEY,
            batch TEXT NOT NULL UNIQUE,
            key TEXT NOT NULL UNIQUE,
            town TEXT NOT NULL REFERENCES levy_regions (code),
            unit_id INTEGER NOT NULL REFERENCES levy_collecting_units (id),
            day TEXT NOT NULL,
            row_count INTEGER NOT NULL CHECK (row_count > 0),
            own_fen INTEGER NOT NULL CHECK (own_fen >= 0),
            state_fen INTEGER NOT NULL CHECK (state_fen >= 0),
            sha256 TEXT NOT NULL,
            corrects INTEGER REFERENCES levy_declarations (id),
            made_by TEXT NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE TABLE levy_declaration_rows (
            declaration_id INTEGER NOT NULL REFERENCES levy_declarations (id),
            ordinal INTEGER NOT NULL,
            part TEXT NOT NULL CHECK (part IN ('payer', 'state')),
            source INTEGER NOT NULL,
            village TEXT NOT NULL,
            insurance TEXT NOT NULL CHECK (insurance IN ('medical', 'pension')),
            household TEXT NOT NULL,
            class TEXT NOT NULL,
            citizen_id TEXT NOT NULL,
            name TEXT NOT NULL,
            fen INTEGER NOT NULL CHECK (fen > 0),
            day TEXT,
            receipt TEXT NOT NULL,
            PRIMARY KEY (declaration_id, ordinal)
        );
        CREATE INDEX levy_declaration_rows_by_source ON levy_declaration_rows (part, source);
        CREATE TABLE levy_declaration_states (
            declaration_id INTEGER NOT NULL REFERENCES levy_declarations (id),
            state TEXT NOT NULL CHECK (state IN ('submitted', 'accepted', 'paid', 'refused')),
            day TEXT NOT NULL,
            note TEXT NOT NULL,
            made_by TEXT NOT NULL,
            checked_by TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (declaration_id, state),
            CHECK (made_by <> checked_by)
        );
        CREATE TRIGGER levy_declaration_states_order BEFORE INSERT ON levy_declaration_states
        WHEN EXISTS (SELECT 1 FROM levy_declaration_states s WHERE s.declaration_id = NEW.declaration_id
                AND s.state IN ('refused', 'paid'))
            OR (NEW.state = 'accepted' AND NOT EXISTS (SELECT 1 FROM levy_declaration_states s
                WHERE s.declaration_id = NEW.declaration_id AND s.state = 'submitted'))
            OR (NEW.state = 'paid' AND NOT EXISTS (SELECT 1 FROM levy_declaration_states s
                WHERE s.declaration_id = NEW.declaration_id AND s.state = 'accepted'))
            OR (NEW.state IN ('refused', 'submitted') AND EXISTS (SELECT 1 FROM levy_declaration_states s
                WHERE s.declaration_id = NEW.declaration_id AND s.state = 'accepted'))
        BEGIN SELECT RAISE(ABORT, 'a declaration is submitted, accepted and paid in this order'); END;

        """
}

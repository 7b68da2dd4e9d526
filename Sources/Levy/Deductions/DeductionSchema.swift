import Storage

/// Three-party agreements by which banks deduct, their states, batches that went out and what banks answered.
enum DeductionSchema {
    static let migrations: [Migration] = [
        Migration("deductions-1", agreements + batches + Migration.appendOnly(tables))
    ]

    private static let tables = [
        "levy_deduction_agreements", "levy_deduction_members", "levy_deduction_states", "levy_deduction_batches",
        "levy_deduction_rows", "levy_deduction_answers",
    ]

    /// The newest state of an agreement holds; without one it waits for the bank's check.
    private static let agreements = """
        CREATE TABLE levy_deduction_agreements (
            number TEXT PRIMARY KEY,
            payer_id TEXT NOT NULL,
            holder TEXT NOT NULL,
            bank TEXT NOT NULL,
            account TEXT NOT NULL,
            signed_on TEXT NOT NULL,
            until TEXT,
            made_by TEXT NOT NULL,
            checked_by TEXT NOT NULL,
            at INTEGER NOT NULL,
            CHECK (made_by <> checked_by)
        );
        CREATE TABLE levy_deduction_members (
            agreement TEXT NOT NULL REFERENCES levy_deduction_agreements (number),
            citizen_id TEXT NOT NULL,
            PRIMARY KEY (agreement, citizen_id)
        );
        CREATE INDEX levy_deduction_members_by_person ON levy_deduction_members (citizen_id);
        CREATE TABLE levy_deduction_states (
            id INTEGER PRIMARY KEY,
            agreement TEXT NOT NULL REFERENCES levy_deduction_agreements (number),
            state TEXT NOT NULL CHECK (state IN ('pending', 'active', 'failed', 'stopped', 'ended')),
            reason TEXT NOT NULL,
            day TEXT NOT NULL,
            made_by TEXT NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE INDEX levy_deduction_states_by_agreement ON levy_deduction_states (agreement, id);

        """

    /// A row is answered once, and a person's fee is taken once.
    private static let batches = """
        CREATE TABLE levy_deduction_batches (
            id INTEGER PRIMARY KEY,
            batch TEXT NOT NULL UNIQUE,
            key TEXT NOT NULL UNIQUE,
            purpose TEXT NOT NULL CHECK (purpose IN ('check', 'deduct')),
            bank TEXT NOT NULL,
            day TEXT NOT NULL,
            row_count INTEGER NOT NULL CHECK (row_count > 0),
            fen INTEGER NOT NULL CHECK (fen >= 0),
            sha256 TEXT NOT NULL,
            made_by TEXT NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE TABLE levy_deduction_rows (
            batch_id INTEGER NOT NULL REFERENCES levy_deduction_batches (id),
            ordinal INTEGER NOT NULL,
            agreement TEXT NOT NULL REFERENCES levy_deduction_agreements (number),
            citizen_id TEXT NOT NULL,
            name TEXT NOT NULL,
            insurance TEXT CHECK (insurance IN ('medical', 'pension')),
            obligation_id INTEGER REFERENCES levy_obligations (id),
            fen INTEGER NOT NULL CHECK (fen >= 0),
            PRIMARY KEY (batch_id, ordinal)
        );
        CREATE INDEX levy_deduction_rows_by_obligation ON levy_deduction_rows (obligation_id);
        CREATE TABLE levy_deduction_answers (
            batch_id INTEGER NOT NULL,
            ordinal INTEGER NOT NULL,
            code TEXT NOT NULL,
            meaning TEXT NOT NULL,
            effect TEXT NOT NULL CHECK (effect IN ('taken', 'again', 'stop')),
            serial TEXT NOT NULL,
            file TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (batch_id, ordinal),
            FOREIGN KEY (batch_id, ordinal) REFERENCES levy_deduction_rows (batch_id, ordinal)
        );
        CREATE INDEX levy_deduction_answers_by_file ON levy_deduction_answers (sha256);

        """
}

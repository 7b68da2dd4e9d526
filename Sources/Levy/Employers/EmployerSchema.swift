import Storage

/// Registers of employers, their matches, letters and credit cases.
enum EmployerSchema {
    static let migrations: [Migration] = [
        Migration("employers-1-registers", registers + Migration.appendOnly(registerTables)),
        Migration("employers-2-matches", matches + Migration.appendOnly(matchTables)),
    ] + EmployerLetterSchema.migrations + CreditSchema.migrations + EmployerWorkSchema.migrations

    /// Migrations that come after those of other areas.
    static let repeatMigrations: [Migration] = [
        Migration("employers-repeats", repeats + Migration.appendOnly(["levy_employer_repeats"]))
    ]

    /// A file that was offered again after another had taken its place: it counts again from then on.
    private static let repeats = """
        CREATE TABLE levy_employer_repeats (
            id INTEGER PRIMARY KEY,
            snapshot_id INTEGER NOT NULL REFERENCES levy_employer_snapshots (id),
            as_of TEXT NOT NULL,
            made_by TEXT NOT NULL,
            at INTEGER NOT NULL
        );

        """

    private static let registerTables = [
        "levy_employer_snapshots", "levy_employer_companies", "levy_employer_insured", "levy_employer_taxpayers",
        "levy_employer_arrears",
    ]
    private static let matchTables = [
        "levy_employer_matches", "levy_employer_coverage", "levy_employer_findings",
    ]

    /// A snapshot is what a bureau's file said on a day; the last one of a kind is what is known.
    private static let registers = """
        CREATE TABLE levy_employer_snapshots (
            id INTEGER PRIMARY KEY,
            register TEXT NOT NULL CHECK (register IN ('companies', 'insurance', 'tax', 'arrears')),
            as_of TEXT NOT NULL,
            file TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            row_count INTEGER NOT NULL,
            made_by TEXT NOT NULL,
            at INTEGER NOT NULL,
            UNIQUE (register, sha256)
        );
        CREATE TABLE levy_employer_companies (
            snapshot_id INTEGER NOT NULL REFERENCES levy_employer_snapshots (id),
            ordinal INTEGER NOT NULL,
            place TEXT NOT NULL,
            code TEXT NOT NULL,
            name TEXT NOT NULL,
            kind TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('active', 'closed', 'revoked', 'moved')),
            registered_on TEXT NOT NULL,
            industry TEXT NOT NULL,
            legal_representative TEXT NOT NULL,
            address TEXT NOT NULL,
            phone TEXT NOT NULL,
            PRIMARY KEY (snapshot_id, ordinal)
        );
        CREATE TABLE levy_employer_insured (
            snapshot_id INTEGER NOT NULL REFERENCES levy_employer_snapshots (id),
            ordinal INTEGER NOT NULL,
            place TEXT NOT NULL,
            code TEXT NOT NULL,
            name TEXT NOT NULL,
            pension INTEGER NOT NULL CHECK (pension >= 0),
            unemployment INTEGER NOT NULL CHECK (unemployment >= 0),
            injury INTEGER NOT NULL CHECK (injury >= 0),
            medical INTEGER NOT NULL CHECK (medical >= 0),
            base_fen INTEGER NOT NULL CHECK (base_fen >= 0),
            paid_up_to INTEGER,
            PRIMARY KEY (snapshot_id, ordinal)
        );
        CREATE TABLE levy_employer_taxpayers (
            snapshot_id INTEGER NOT NULL REFERENCES levy_employer_snapshots (id),
            ordinal INTEGER NOT NULL,
            place TEXT NOT NULL,
            code TEXT NOT NULL,
            name TEXT NOT NULL,
            is_normal INTEGER NOT NULL CHECK (is_normal IN (0, 1)),
            employees INTEGER NOT NULL CHECK (employees >= 0),
            PRIMARY KEY (snapshot_id, ordinal)
        );
        CREATE TABLE levy_employer_arrears (
            snapshot_id INTEGER NOT NULL REFERENCES levy_employer_snapshots (id),
            ordinal INTEGER NOT NULL,
            place TEXT NOT NULL,
            code TEXT NOT NULL,
            name TEXT NOT NULL,
            period INTEGER NOT NULL,
            scheme TEXT NOT NULL CHECK (scheme IN ('pension', 'unemployment', 'injury', 'medical')),
            due_fen INTEGER NOT NULL,
            paid_fen INTEGER NOT NULL CHECK (paid_fen >= 0 AND paid_fen < due_fen),
            first_day TEXT NOT NULL,
            PRIMARY KEY (snapshot_id, ordinal)
        );

        """

    private static let matches = """
        CREATE TABLE levy_employer_matches (
            id INTEGER PRIMARY KEY,
            day TEXT NOT NULL,
            companies_id INTEGER NOT NULL REFERENCES levy_employer_snapshots (id),
            insurance_id INTEGER NOT NULL REFERENCES levy_employer_snapshots (id),
            tax_id INTEGER REFERENCES levy_employer_snapshots (id),
            waiting INTEGER NOT NULL,
            exempt INTEGER NOT NULL,
            made_by TEXT NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE TABLE levy_employer_coverage (
            match_id INTEGER NOT NULL REFERENCES levy_employer_matches (id),
            regulator TEXT NOT NULL,
            due INTEGER NOT NULL,
            covered INTEGER NOT NULL,
            employees INTEGER NOT NULL,
            insured INTEGER NOT NULL,
            PRIMARY KEY (match_id, regulator)
        );
        CREATE TABLE levy_employer_findings (
            match_id INTEGER NOT NULL REFERENCES levy_employer_matches (id),
            ordinal INTEGER NOT NULL,
            unit TEXT NOT NULL,
            kind TEXT NOT NULL,
            code TEXT NOT NULL,
            name TEXT NOT NULL,
            industry TEXT NOT NULL,
            regulator TEXT NOT NULL,
            address TEXT NOT NULL,
            phone TEXT NOT NULL,
            employees INTEGER,
            insured INTEGER NOT NULL,
            detail TEXT NOT NULL,
            PRIMARY KEY (match_id, ordinal),
            UNIQUE (match_id, unit, kind)
        );

        """
}

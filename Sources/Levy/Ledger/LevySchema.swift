import Storage

/// The tables of one campaign. Ledger rows are never changed: what was wrong is taken back by a row of its own.
package enum LevySchema {
    package static let migrations: [Migration] = collection + IntakeSchema.migrations + EmployerSchema.migrations
        + ExchangeSchema.ordersMigrations + HonourSchema.migrations + AccountSchema.migrations
        + DeclarationSchema.migrations + DeductionSchema.migrations
        + EvaluationSchema.migrations + PublicitySchema.migrations
        + RefundSchema.officesMigrations + ExchangeSchema.repeatMigrations
        + RefundSchema.againMigrations
        + DistributionSchema.migrations + SurveySchema.migrations + SourceSchema.migrations
        + HandoverSchema.migrations + ArchiveSchema.migrations + CollectionSchema.migrations
        + SealSchema.migrations
        + CrossMatchSchema.migrations + PastRateSchema.migrations + EmployerSchema.repeatMigrations
        + BooksSchema.migrations

    private static let collection: [Migration] = [
        Migration("levy-1-regions", regions),
        Migration("levy-2-imports", imports),
        Migration("levy-3-obligations", obligations),
        Migration("levy-4-payments", payments),
        Migration("levy-5-receipts", receipts),
        Migration("levy-6-registers", registers),
        Migration("levy-7-append-only", Migration.appendOnly(history)),
    ] + LedgerSchema.migrations + RulesSchema.migrations

    private static let regions = """
        CREATE TABLE levy_regions (
            code TEXT PRIMARY KEY,
            ordinal INTEGER NOT NULL UNIQUE,
            name TEXT NOT NULL,
            level TEXT NOT NULL CHECK (level IN ('district', 'town', 'village')),
            parent TEXT REFERENCES levy_regions (code),
            should_be_insured INTEGER,
            paid_last_year INTEGER
        );
        CREATE TABLE levy_agents (
            village TEXT PRIMARY KEY REFERENCES levy_regions (code),
            name TEXT NOT NULL,
            phone TEXT NOT NULL,
            account TEXT NOT NULL
        );
        """

    private static let imports = """
        CREATE TABLE levy_imports (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN
                ('regions', 'special', 'medical', 'pension', 'payments', 'treasury', 'agents')),
            file TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            outcome TEXT NOT NULL CHECK (outcome IN ('imported', 'refused')),
            row_count INTEGER NOT NULL,
            reason TEXT,
            imported_at INTEGER NOT NULL,
            UNIQUE (kind, sha256)
        );
        CREATE TABLE levy_entries (
            import_id INTEGER NOT NULL REFERENCES levy_imports (id),
            ordinal INTEGER NOT NULL,
            place TEXT NOT NULL,
            village TEXT NOT NULL,
            citizen_id TEXT NOT NULL,
            name TEXT NOT NULL,
            original_id TEXT,
            original_name TEXT,
            tier_fen INTEGER,
            outcome TEXT NOT NULL CHECK (outcome IN ('accepted', 'repaired', 'rejected', 'review')),
            code TEXT,
            repairs TEXT NOT NULL,
            contested INTEGER NOT NULL CHECK (contested IN (0, 1)),
            PRIMARY KEY (import_id, ordinal)
        );
        CREATE TABLE levy_special_members (
            citizen_id TEXT NOT NULL,
            class TEXT NOT NULL,
            import_id INTEGER NOT NULL REFERENCES levy_imports (id),
            place TEXT NOT NULL,
            name TEXT NOT NULL,
            household_head TEXT NOT NULL,
            PRIMARY KEY (citizen_id, class)
        );
        """

    private static let obligations = """
        CREATE TABLE levy_persons (
            citizen_id TEXT PRIMARY KEY,
            ordinal INTEGER NOT NULL UNIQUE,
            name TEXT NOT NULL,
            special_class TEXT,
            household_head TEXT NOT NULL,
            phone TEXT NOT NULL
        );
        CREATE TABLE levy_obligations (
            id INTEGER PRIMARY KEY,
            citizen_id TEXT NOT NULL REFERENCES levy_persons (citizen_id),
            insurance TEXT NOT NULL CHECK (insurance IN ('medical', 'pension')),
            period INTEGER NOT NULL,
            village TEXT NOT NULL REFERENCES levy_regions (code),
            total_fen INTEGER NOT NULL CHECK (total_fen > 0),
            state_fen INTEGER NOT NULL CHECK (state_fen >= 0),
            own_fen INTEGER NOT NULL CHECK (own_fen >= 0),
            created_at INTEGER NOT NULL,
            UNIQUE (citizen_id, insurance, period),
            CHECK (total_fen = state_fen + own_fen)
        );
        CREATE INDEX levy_obligations_by_village ON levy_obligations (village);
        """

    private static let payments = """
        CREATE TABLE levy_payment_lines (
            serial TEXT PRIMARY KEY,
            import_id INTEGER NOT NULL REFERENCES levy_imports (id),
            line INTEGER NOT NULL,
            paid_on TEXT NOT NULL,
            village TEXT NOT NULL,
            citizen_id TEXT NOT NULL,
            name TEXT NOT NULL,
            insurance TEXT NOT NULL CHECK (insurance IN ('medical', 'pension')),
            fen INTEGER NOT NULL,
            channel TEXT NOT NULL,
            reverses TEXT,
            CHECK ((reverses IS NULL AND fen > 0) OR (reverses IS NOT NULL AND fen < 0))
        );
        CREATE INDEX levy_payment_lines_by_payer ON levy_payment_lines (citizen_id, insurance);
        CREATE INDEX levy_payment_lines_by_import ON levy_payment_lines (import_id);
        CREATE INDEX levy_payment_lines_reversals ON levy_payment_lines (reverses) WHERE reverses IS NOT NULL;
        CREATE TABLE levy_repeated_lines (
            import_id INTEGER NOT NULL REFERENCES levy_imports (id),
            line INTEGER NOT NULL,
            serial TEXT NOT NULL REFERENCES levy_payment_lines (serial),
            changed INTEGER NOT NULL CHECK (changed IN (0, 1)),
            PRIMARY KEY (import_id, line)
        );
        CREATE TABLE levy_evenings (
            id INTEGER PRIMARY KEY,
            evening TEXT NOT NULL,
            last_import INTEGER NOT NULL,
            settled_at INTEGER NOT NULL
        );
        CREATE TABLE levy_settlements (
            id INTEGER PRIMARY KEY,
            obligation_id INTEGER NOT NULL REFERENCES levy_obligations (id),
            serial TEXT NOT NULL REFERENCES levy_payment_lines (serial),
            fen INTEGER NOT NULL CHECK (fen > 0),
            evening TEXT NOT NULL
        );
        CREATE INDEX levy_settlements_by_evening ON levy_settlements (evening);
        CREATE TABLE levy_settlement_reversals (
            settlement_id INTEGER PRIMARY KEY REFERENCES levy_settlements (id),
            cause TEXT NOT NULL,
            evening TEXT NOT NULL
        );
        CREATE TABLE levy_settled (
            obligation_id INTEGER PRIMARY KEY REFERENCES levy_obligations (id),
            serial TEXT NOT NULL UNIQUE REFERENCES levy_payment_lines (serial),
            settlement_id INTEGER NOT NULL UNIQUE REFERENCES levy_settlements (id)
        );
        """

    private static let receipts = """
        CREATE TABLE levy_receipts (
            ordinal INTEGER PRIMARY KEY,
            number TEXT NOT NULL UNIQUE,
            settlement_id INTEGER NOT NULL UNIQUE REFERENCES levy_settlements (id),
            village TEXT NOT NULL REFERENCES levy_regions (code),
            evening TEXT NOT NULL,
            issued_at INTEGER NOT NULL
        );
        CREATE INDEX levy_receipts_by_evening ON levy_receipts (evening, village);
        CREATE TABLE levy_receipt_voids (
            ordinal INTEGER PRIMARY KEY REFERENCES levy_receipts (ordinal),
            cause TEXT NOT NULL,
            evening TEXT NOT NULL,
            voided_at INTEGER NOT NULL
        );
        """

    private static let registers = """
        CREATE TABLE levy_treasury_receipts (
            day TEXT NOT NULL,
            town TEXT NOT NULL,
            insurance TEXT NOT NULL CHECK (insurance IN ('medical', 'pension')),
            receipt_count INTEGER NOT NULL,
            fen INTEGER NOT NULL,
            import_id INTEGER NOT NULL REFERENCES levy_imports (id),
            PRIMARY KEY (day, town, insurance)
        );
        CREATE TABLE levy_decisions (
            subject TEXT PRIMARY KEY,
            verdict TEXT NOT NULL,
            note TEXT NOT NULL,
            decided_by TEXT NOT NULL,
            checked_by TEXT NOT NULL,
            decided_at INTEGER NOT NULL,
            CHECK (decided_by <> checked_by)
        );
        CREATE TABLE levy_series (
            name TEXT PRIMARY KEY,
            last INTEGER NOT NULL
        );
        CREATE TABLE levy_document_numbers (
            kind TEXT NOT NULL,
            key TEXT NOT NULL,
            series TEXT NOT NULL,
            number INTEGER NOT NULL,
            PRIMARY KEY (kind, key),
            UNIQUE (series, number)
        );
        CREATE TABLE levy_documents (
            kind TEXT NOT NULL,
            key TEXT NOT NULL,
            number TEXT,
            sha256 TEXT NOT NULL,
            path TEXT NOT NULL,
            pages INTEGER NOT NULL,
            issued_at INTEGER NOT NULL,
            PRIMARY KEY (kind, key)
        );
        """

    /// Tables whose rows are history. `levy_settled` says what stands now, `levy_series` counts.
    private static let history = [
        "levy_imports", "levy_entries", "levy_special_members", "levy_obligations", "levy_payment_lines",
        "levy_repeated_lines", "levy_evenings", "levy_settlements", "levy_settlement_reversals", "levy_receipts",
        "levy_receipt_voids", "levy_treasury_receipts", "levy_decisions", "levy_document_numbers", "levy_documents",
    ]
}

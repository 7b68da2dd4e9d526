import Storage

/// The book of the campaign's money, and what it is written from beside the tables of `LevySchema`.
package enum LedgerSchema {
    package static let migrations: [Migration] = [
        Migration("ledger-1-entries", entries + Migration.appendOnly(["levy_ledger", "levy_ledger_pages"])),
        Migration("ledger-2-treasury", treasury + Migration.appendOnly(["levy_treasury_rows"])),
    ] + RemittanceSchema.migrations + RefundSchema.migrations + ExchangeSchema.migrations

    /// `reference` is the row that the entry tells of; with its kind it comes once. `levy_ledger_marks` says up to
    /// which row of a table the book is written; what it skipped a verification finds.
    private static let entries = """
        CREATE TABLE levy_ledger (
            sequence INTEGER PRIMARY KEY CHECK (sequence >= 1),
            at INTEGER NOT NULL,
            day TEXT NOT NULL,
            kind TEXT NOT NULL,
            debit TEXT NOT NULL,
            credit TEXT NOT NULL,
            fen INTEGER NOT NULL CHECK (fen > 0),
            citizen_id TEXT NOT NULL,
            insurance TEXT NOT NULL,
            period INTEGER NOT NULL,
            village TEXT NOT NULL,
            party TEXT NOT NULL,
            reference TEXT NOT NULL,
            document TEXT NOT NULL,
            hash TEXT NOT NULL,
            CHECK (debit <> credit),
            UNIQUE (kind, reference)
        );
        CREATE INDEX levy_ledger_by_person ON levy_ledger (citizen_id);
        CREATE TABLE levy_ledger_pages (
            page INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            first_sequence INTEGER NOT NULL,
            last_sequence INTEGER NOT NULL UNIQUE,
            head TEXT NOT NULL,
            CHECK (first_sequence <= last_sequence)
        );
        CREATE TABLE levy_ledger_marks (
            source TEXT PRIMARY KEY,
            last INTEGER NOT NULL
        );

        """

    /// What the treasury says of a day, town and insurance is that of the last list that names it.
    private static let treasury = """
        CREATE TABLE levy_treasury_rows (
            import_id INTEGER NOT NULL REFERENCES levy_imports (id),
            day TEXT NOT NULL,
            town TEXT NOT NULL,
            insurance TEXT NOT NULL CHECK (insurance IN ('medical', 'pension')),
            receipt_count INTEGER NOT NULL,
            fen INTEGER NOT NULL,
            PRIMARY KEY (day, town, insurance, import_id)
        );
        INSERT INTO levy_treasury_rows (import_id, day, town, insurance, receipt_count, fen)
            SELECT import_id, day, town, insurance, receipt_count, fen FROM levy_treasury_receipts;
        DROP TABLE levy_treasury_receipts;

        """
}

import Storage

/// Special accounts, their banks' statements, and counts of agents' cash.
enum AccountSchema {
    static let migrations: [Migration] = [
        Migration(
            "accounts-1",
            accounts + Migration.appendOnly(tables))
    ]

    private static let tables = [
        "levy_accounts", "levy_account_files", "levy_account_lines", "levy_cash_counts",
    ]

    private static let accounts = """
        CREATE TABLE levy_accounts (
            id INTEGER PRIMARY KEY,
            town TEXT NOT NULL UNIQUE,
            holder TEXT NOT NULL,
            bank TEXT NOT NULL,
            number TEXT NOT NULL UNIQUE,
            agreement TEXT NOT NULL,
            opened_on TEXT NOT NULL,
            opened_by TEXT NOT NULL,
            checked_by TEXT NOT NULL,
            at INTEGER NOT NULL,
            CHECK (opened_by <> checked_by)
        );
        CREATE TABLE levy_account_files (
            id INTEGER PRIMARY KEY,
            town TEXT NOT NULL REFERENCES levy_accounts (town),
            file TEXT NOT NULL,
            sha256 TEXT NOT NULL UNIQUE,
            made_by TEXT NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE TABLE levy_account_lines (
            file_id INTEGER NOT NULL REFERENCES levy_account_files (id),
            line INTEGER NOT NULL,
            day TEXT NOT NULL,
            text TEXT NOT NULL,
            slip TEXT NOT NULL,
            in_fen INTEGER NOT NULL CHECK (in_fen >= 0),
            out_fen INTEGER NOT NULL CHECK (out_fen >= 0),
            balance_fen INTEGER NOT NULL,
            PRIMARY KEY (file_id, line),
            CHECK ((in_fen > 0) <> (out_fen > 0))
        );
        CREATE TABLE levy_cash_counts (
            id INTEGER PRIMARY KEY,
            village TEXT NOT NULL REFERENCES levy_regions (code),
            day TEXT NOT NULL,
            book_fen INTEGER NOT NULL,
            counted_fen INTEGER NOT NULL CHECK (counted_fen >= 0),
            pieces TEXT NOT NULL,
            note TEXT NOT NULL,
            counted_by TEXT NOT NULL,
            witnessed_by TEXT NOT NULL,
            at INTEGER NOT NULL,
            CHECK (counted_by <> witnessed_by)
        );

        """
}

import Storage

/// What agents collect, the numbered receipts they do it with, and the way of the money to the treasury.
enum RemittanceSchema {
    static let migrations: [Migration] = [
        Migration("ledger-3-stock", stock + Migration.appendOnly(stockTables)),
        Migration("ledger-4-remittances", remittances + Migration.appendOnly(remittanceTables)),
        // The name on the agent's sheet; nothing where the sheet has none.
        Migration("books-1-collected-names", "ALTER TABLE levy_collections ADD COLUMN name TEXT NOT NULL DEFAULT '';"),
    ]

    private static let stockTables = [
        "levy_stock_deliveries", "levy_stock_issues", "levy_stock_numbers", "levy_stock_voids",
    ]
    private static let remittanceTables = [
        "levy_collections", "levy_collection_voids", "levy_remittances", "levy_refusals",
    ]

    /// Numbers reach the office in ranges, go to agents in ranges within these, and end one by one, each once.
    private static let stock = """
        CREATE TABLE levy_stock_deliveries (
            id INTEGER PRIMARY KEY,
            prefix TEXT NOT NULL,
            first_number INTEGER NOT NULL CHECK (first_number >= 1),
            last_number INTEGER NOT NULL,
            day TEXT NOT NULL,
            note TEXT NOT NULL,
            made_by TEXT NOT NULL,
            at INTEGER NOT NULL,
            CHECK (first_number <= last_number)
        );
        CREATE TRIGGER levy_stock_deliveries_once BEFORE INSERT ON levy_stock_deliveries
        WHEN EXISTS (SELECT 1 FROM levy_stock_deliveries d WHERE d.prefix = NEW.prefix
            AND d.first_number <= NEW.last_number AND d.last_number >= NEW.first_number)
        BEGIN SELECT RAISE(ABORT, 'a receipt number is delivered once'); END;
        CREATE TABLE levy_stock_issues (
            id INTEGER PRIMARY KEY,
            prefix TEXT NOT NULL,
            first_number INTEGER NOT NULL,
            last_number INTEGER NOT NULL,
            village TEXT NOT NULL REFERENCES levy_regions (code),
            day TEXT NOT NULL,
            made_by TEXT NOT NULL,
            at INTEGER NOT NULL,
            CHECK (first_number <= last_number)
        );
        CREATE TRIGGER levy_stock_issues_once BEFORE INSERT ON levy_stock_issues
        WHEN EXISTS (SELECT 1 FROM levy_stock_issues i WHERE i.prefix = NEW.prefix
            AND i.first_number <= NEW.last_number AND i.last_number >= NEW.first_number)
        BEGIN SELECT RAISE(ABORT, 'a receipt number is issued once'); END;
        CREATE TRIGGER levy_stock_issues_delivered BEFORE INSERT ON levy_stock_issues
        WHEN NOT EXISTS (SELECT 1 FROM levy_stock_deliveries d WHERE d.prefix = NEW.prefix
            AND d.first_number <= NEW.first_number AND d.last_number >= NEW.last_number)
        BEGIN SELECT RAISE(ABORT, 'a receipt number is delivered before it is issued'); END;
        CREATE TABLE levy_stock_numbers (
            prefix TEXT NOT NULL,
            number INTEGER NOT NULL,
            issue_id INTEGER NOT NULL REFERENCES levy_stock_issues (id),
            fate TEXT NOT NULL CHECK (fate IN ('used', 'void', 'lost', 'returned')),
            day TEXT NOT NULL,
            note TEXT NOT NULL,
            made_by TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (prefix, number)
        );
        CREATE INDEX levy_stock_numbers_by_issue ON levy_stock_numbers (issue_id, fate);
        CREATE TRIGGER levy_stock_numbers_issued BEFORE INSERT ON levy_stock_numbers
        WHEN NOT EXISTS (SELECT 1 FROM levy_stock_issues i WHERE i.id = NEW.issue_id AND i.prefix = NEW.prefix
            AND i.first_number <= NEW.number AND i.last_number >= NEW.number)
        BEGIN SELECT RAISE(ABORT, 'a receipt number is issued before it is used'); END;
        CREATE TABLE levy_stock_voids (
            prefix TEXT NOT NULL,
            number INTEGER NOT NULL,
            cause TEXT NOT NULL,
            day TEXT NOT NULL,
            made_by TEXT NOT NULL,
            checked_by TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (prefix, number),
            FOREIGN KEY (prefix, number) REFERENCES levy_stock_numbers (prefix, number),
            CHECK (made_by <> checked_by)
        );

        """

    private static let remittances = """
        CREATE TABLE levy_collections (
            id INTEGER PRIMARY KEY,
            village TEXT NOT NULL REFERENCES levy_regions (code),
            day TEXT NOT NULL,
            prefix TEXT NOT NULL,
            number INTEGER NOT NULL,
            citizen_id TEXT NOT NULL,
            insurance TEXT NOT NULL CHECK (insurance IN ('medical', 'pension')),
            fen INTEGER NOT NULL CHECK (fen > 0),
            method TEXT NOT NULL,
            made_by TEXT NOT NULL,
            at INTEGER NOT NULL,
            UNIQUE (prefix, number),
            FOREIGN KEY (prefix, number) REFERENCES levy_stock_numbers (prefix, number)
        );
        CREATE INDEX levy_collections_by_village ON levy_collections (village, day);
        CREATE INDEX levy_collections_by_person ON levy_collections (citizen_id, insurance);
        CREATE TABLE levy_collection_voids (
            collection_id INTEGER PRIMARY KEY REFERENCES levy_collections (id),
            day TEXT NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE TABLE levy_remittances (
            id INTEGER PRIMARY KEY,
            village TEXT NOT NULL REFERENCES levy_regions (code),
            kind TEXT NOT NULL CHECK (kind IN ('deposit', 'declaration', 'certificate')),
            day TEXT NOT NULL,
            fen INTEGER NOT NULL CHECK (fen > 0),
            slip TEXT NOT NULL,
            made_by TEXT NOT NULL,
            at INTEGER NOT NULL,
            UNIQUE (kind, slip)
        );
        CREATE INDEX levy_remittances_by_village ON levy_remittances (village, kind);
        CREATE TABLE levy_refusals (
            id INTEGER PRIMARY KEY,
            village TEXT NOT NULL REFERENCES levy_regions (code),
            citizen_id TEXT NOT NULL,
            reason TEXT NOT NULL,
            refused_at INTEGER NOT NULL,
            reported_at INTEGER NOT NULL,
            made_by TEXT NOT NULL,
            CHECK (reported_at >= refused_at)
        );

        """
}

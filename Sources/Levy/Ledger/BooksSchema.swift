import Storage

/// What is kept beside the books of money: budgets, the treasury's vouchers, who took a list in, cases that were sent
/// back, receipts that were printed.
enum BooksSchema {
    static let migrations: [Migration] = [
        Migration("books-2-tables", tables + Migration.appendOnly(names))
    ]

    private static let names = [
        "levy_budgets", "levy_treasury_vouchers", "levy_money_hands", "levy_refund_send_backs", "levy_receipt_prints",
    ]

    /// A budget's entries add up: a first sum, what is added or taken off later. A voucher of the treasury is one row
    /// of its list; the sums of rows by day, town and insurance are kept with the list.
    private static let tables = """
        CREATE TABLE levy_budgets (
            id INTEGER PRIMARY KEY,
            insurance TEXT NOT NULL CHECK (insurance IN ('medical', 'pension')),
            bearer TEXT NOT NULL,
            class TEXT NOT NULL,
            fen INTEGER NOT NULL CHECK (fen <> 0),
            document TEXT NOT NULL,
            day TEXT NOT NULL,
            due TEXT NOT NULL,
            made_by TEXT NOT NULL,
            checked_by TEXT NOT NULL,
            at INTEGER NOT NULL,
            CHECK (made_by <> checked_by)
        );
        CREATE TABLE levy_treasury_vouchers (
            import_id INTEGER NOT NULL REFERENCES levy_imports (id),
            voucher TEXT NOT NULL,
            day TEXT NOT NULL,
            town TEXT NOT NULL,
            insurance TEXT NOT NULL CHECK (insurance IN ('medical', 'pension')),
            receipt_count INTEGER NOT NULL,
            fen INTEGER NOT NULL,
            PRIMARY KEY (import_id, voucher)
        );
        CREATE INDEX levy_treasury_vouchers_by_number ON levy_treasury_vouchers (voucher);
        CREATE TABLE levy_money_hands (
            id INTEGER PRIMARY KEY,
            what TEXT NOT NULL,
            subject TEXT NOT NULL,
            made_by TEXT NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE TABLE levy_refund_send_backs (
            case_id INTEGER PRIMARY KEY REFERENCES levy_refund_cases (id),
            made_by TEXT NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE TABLE levy_receipt_prints (
            id INTEGER PRIMARY KEY,
            prefix TEXT NOT NULL,
            number INTEGER NOT NULL,
            form TEXT NOT NULL CHECK (form IN ('blank', 'preprinted')),
            made_by TEXT NOT NULL,
            at INTEGER NOT NULL,
            FOREIGN KEY (prefix, number) REFERENCES levy_collections (prefix, number)
        );

        """
}

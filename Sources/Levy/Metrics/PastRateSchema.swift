import Storage

/// The table of rates of earlier years.
enum PastRateSchema {
    static let migrations: [Migration] = [
        Migration("past-rates-1", table + Migration.appendOnly(["levy_past_rates"]))
    ]

    private static let table = """
        CREATE TABLE levy_past_rates (
            revision INTEGER NOT NULL,
            code TEXT NOT NULL,
            insurance TEXT NOT NULL CHECK (insurance IN ('', 'medical', 'pension')),
            hundredths INTEGER NOT NULL CHECK (hundredths BETWEEN 0 AND 10000),
            file TEXT NOT NULL,
            entered_by TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (revision, code, insurance)
        );

        """
}

import Storage

/// The register of protocols about data that went from one bureau to another.
enum HandoverSchema {
    static let migrations: [Migration] = [
        Migration("handover-1", protocols + Migration.appendOnly(["levy_handovers"]))
    ]

    private static let protocols = """
        CREATE TABLE levy_handovers (
            id INTEGER PRIMARY KEY,
            number TEXT NOT NULL UNIQUE,
            giver TEXT NOT NULL CHECK (giver <> ''),
            taker TEXT NOT NULL CHECK (taker <> ''),
            subject TEXT NOT NULL,
            before_name TEXT NOT NULL,
            before_hash TEXT NOT NULL,
            before_rows INTEGER NOT NULL,
            after_name TEXT NOT NULL,
            after_hash TEXT NOT NULL,
            after_rows INTEGER NOT NULL,
            differences INTEGER NOT NULL,
            document_sha256 TEXT NOT NULL,
            made_on TEXT NOT NULL,
            made_by TEXT NOT NULL,
            checked_by TEXT NOT NULL,
            at INTEGER NOT NULL,
            CHECK (made_by <> checked_by),
            CHECK ((differences = 0) = (before_hash = after_hash))
        );

        """
}

import Storage

/// The log of seals.
enum SealSchema {
    static let migrations: [Migration] = [
        Migration("seals-1", uses + Migration.appendOnly(["levy_seal_uses"]))
    ]

    private static let uses = """
        CREATE TABLE levy_seal_uses (
            id INTEGER PRIMARY KEY,
            used_on TEXT NOT NULL,
            seal TEXT NOT NULL CHECK (seal <> ''),
            label TEXT NOT NULL,
            count INTEGER NOT NULL CHECK (count > 0),
            specimen INTEGER NOT NULL CHECK (specimen IN (0, 1)),
            kind TEXT NOT NULL,
            key TEXT NOT NULL,
            title TEXT NOT NULL,
            first_number TEXT NOT NULL,
            last_number TEXT NOT NULL,
            pages INTEGER NOT NULL,
            sha256 TEXT NOT NULL,
            asked_by TEXT NOT NULL CHECK (asked_by <> ''),
            approved_by TEXT NOT NULL,
            basis TEXT NOT NULL,
            at INTEGER NOT NULL,
            UNIQUE (kind, key, sha256, seal, label),
            CHECK (asked_by <> approved_by)
        );
        CREATE INDEX levy_seal_uses_by_day ON levy_seal_uses (used_on);

        """
}

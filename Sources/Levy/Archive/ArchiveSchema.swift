import Storage

/// The register of case files that went to the archive.
enum ArchiveSchema {
    static let migrations: [Migration] = [
        Migration("archive-1", archives + Migration.appendOnly(["levy_archives"]))
    ]

    private static let archives = """
        CREATE TABLE levy_archives (
            id INTEGER PRIMARY KEY,
            fonds TEXT NOT NULL,
            year INTEGER NOT NULL,
            documents INTEGER NOT NULL,
            pages INTEGER NOT NULL,
            boxes INTEGER NOT NULL,
            missing INTEGER NOT NULL,
            index_sha256 TEXT NOT NULL,
            made_on TEXT NOT NULL,
            made_by TEXT NOT NULL,
            checked_by TEXT NOT NULL,
            at INTEGER NOT NULL,
            CHECK (made_by <> checked_by)
        );

        """
}

import Storage

/// The tables of what is published. Rows are history; a notice is taken down by a row of its own.
package enum PublicSchema {
    package static let migrations: [Migration] = [
        Migration("public-1-publications", publications),
        Migration("public-2-objections", objections),
        Migration("public-3-append-only", Migration.appendOnly(history)),
        Migration("public-4-targets", targets + Migration.appendOnly(["levy_target_revisions", "levy_targets"])),
        Migration("public-5-views", views),
        Migration("public-6-views", moreViews),
    ] + DoubtStore.migrations

    /// Consent names its maker beside the one who consents, so that the table itself can refuse one person for both;
    /// and only a file whose scan was passed can be asked for.
    private static let publications = """
        CREATE TABLE levy_leak_scans (
            id INTEGER PRIMARY KEY,
            sha256 TEXT NOT NULL,
            path TEXT NOT NULL,
            pages INTEGER NOT NULL,
            findings TEXT NOT NULL,
            passed INTEGER NOT NULL CHECK (passed IN (0, 1)),
            scanned_at INTEGER NOT NULL,
            UNIQUE (id, sha256, passed),
            CHECK (passed = 0 OR findings = '')
        );
        CREATE TABLE levy_publications (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            key TEXT NOT NULL,
            place TEXT NOT NULL,
            path TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            scan_id INTEGER NOT NULL,
            scan_passed INTEGER NOT NULL CHECK (scan_passed = 1),
            posted_from TEXT NOT NULL,
            posted_to TEXT NOT NULL,
            remove_on TEXT NOT NULL,
            basis TEXT NOT NULL CHECK (basis <> ''),
            made_by TEXT NOT NULL CHECK (made_by <> ''),
            requested_at INTEGER NOT NULL,
            UNIQUE (kind, key, sha256, place),
            UNIQUE (id, made_by),
            FOREIGN KEY (scan_id, sha256, scan_passed) REFERENCES levy_leak_scans (id, sha256, passed),
            CHECK (posted_from <= posted_to AND posted_to < remove_on)
        );
        CREATE INDEX levy_publications_by_end ON levy_publications (remove_on);
        CREATE TABLE levy_publication_consents (
            publication_id INTEGER PRIMARY KEY,
            made_by TEXT NOT NULL,
            consented_by TEXT NOT NULL CHECK (consented_by <> ''),
            consented_at INTEGER NOT NULL,
            FOREIGN KEY (publication_id, made_by) REFERENCES levy_publications (id, made_by),
            CHECK (made_by <> consented_by)
        );
        CREATE TABLE levy_publication_takedowns (
            publication_id INTEGER PRIMARY KEY REFERENCES levy_publication_consents (publication_id),
            taken_by TEXT NOT NULL,
            cause TEXT NOT NULL,
            taken_on TEXT NOT NULL
        );
        """

    private static let objections = """
        CREATE TABLE levy_objections (
            id INTEGER PRIMARY KEY,
            publication_id INTEGER NOT NULL REFERENCES levy_publication_consents (publication_id),
            subject TEXT NOT NULL CHECK (subject <> ''),
            received_on TEXT NOT NULL,
            reply_by TEXT NOT NULL,
            entered_by TEXT NOT NULL,
            entered_at INTEGER NOT NULL,
            CHECK (received_on < reply_by)
        );
        CREATE TABLE levy_objection_replies (
            objection_id INTEGER PRIMARY KEY REFERENCES levy_objections (id),
            outcome TEXT NOT NULL CHECK (outcome IN ('upheld', 'rejected', 'withdrawn')),
            reply TEXT NOT NULL,
            replied_by TEXT NOT NULL,
            replied_on TEXT NOT NULL
        );
        """

    private static let targets = """
        CREATE TABLE levy_target_revisions (
            revision INTEGER PRIMARY KEY,
            set_by TEXT NOT NULL,
            note TEXT NOT NULL,
            set_at INTEGER NOT NULL
        );
        CREATE TABLE levy_targets (
            revision INTEGER NOT NULL REFERENCES levy_target_revisions (revision),
            code TEXT NOT NULL REFERENCES levy_regions (code),
            target INTEGER NOT NULL CHECK (target >= 0),
            PRIMARY KEY (revision, code)
        );

        """

    /// Everything about one person is found by an index.
    private static let views = """
        CREATE INDEX levy_entries_by_person ON levy_entries (citizen_id);
        CREATE INDEX levy_settlements_by_obligation ON levy_settlements (obligation_id);
        CREATE INDEX levy_documents_by_key ON levy_documents (key);
        """

    private static let moreViews = """
        CREATE INDEX levy_refund_cases_by_person ON levy_refund_cases (citizen_id);
        CREATE INDEX intake_events_by_person ON intake_events (citizen_id);
        """

    private static let history = [
        "levy_leak_scans", "levy_publications", "levy_publication_consents", "levy_publication_takedowns",
        "levy_objections", "levy_objection_replies",
    ]
}

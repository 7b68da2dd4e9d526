import Storage

/// Which printed roster of a village went to whom, who signed for it, and what became of old copies.
enum DistributionSchema {
    static let migrations: [Migration] = [
        Migration(
            "distribution-1",
            copies
                + Migration.appendOnly([
                    "levy_roster_editions", "levy_roster_copies", "levy_copy_signatures", "levy_copy_recalls",
                ]))
    ]

    private static let copies = """
        CREATE TABLE levy_roster_editions (
            id INTEGER PRIMARY KEY,
            village TEXT NOT NULL REFERENCES levy_regions (code),
            number INTEGER NOT NULL CHECK (number > 0),
            kind TEXT NOT NULL CHECK (kind IN ('roster', 'stamped-roster')),
            document_key TEXT NOT NULL,
            check_code TEXT NOT NULL,
            persons INTEGER NOT NULL,
            own_fen INTEGER NOT NULL,
            sha256 TEXT NOT NULL,
            pages INTEGER NOT NULL,
            printed_on TEXT NOT NULL,
            at INTEGER NOT NULL,
            UNIQUE (village, number)
        );
        CREATE TABLE levy_roster_copies (
            id INTEGER PRIMARY KEY,
            edition_id INTEGER NOT NULL REFERENCES levy_roster_editions (id),
            leg TEXT NOT NULL CHECK (leg IN ('town', 'agent')),
            form TEXT NOT NULL CHECK (form IN ('paper', 'electronic')),
            recipient TEXT NOT NULL CHECK (recipient <> ''),
            copies INTEGER NOT NULL CHECK (copies > 0),
            sent_on TEXT NOT NULL,
            sent_by TEXT NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE INDEX levy_roster_copies_by_edition ON levy_roster_copies (edition_id);
        CREATE TABLE levy_copy_signatures (
            copy_id INTEGER PRIMARY KEY REFERENCES levy_roster_copies (id),
            signer TEXT NOT NULL CHECK (signer <> ''),
            signed_on TEXT NOT NULL,
            entered_by TEXT NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE TABLE levy_copy_recalls (
            copy_id INTEGER PRIMARY KEY REFERENCES levy_roster_copies (id),
            fate TEXT NOT NULL CHECK (fate IN ('returned', 'destroyed', 'lost')),
            done_on TEXT NOT NULL,
            done_by TEXT NOT NULL,
            witness TEXT NOT NULL,
            note TEXT NOT NULL,
            at INTEGER NOT NULL,
            CHECK (witness <> done_by),
            CHECK (fate <> 'destroyed' OR witness <> ''),
            CHECK (fate <> 'lost' OR note <> '')
        );

        """
}

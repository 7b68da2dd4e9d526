import Storage

/// The tables of files and rosters after their first import: versions, what ended, corrections.
///
/// `levy_obligations` has every obligation that ever was; `levy_standing_obligations` those that stand.
package enum IntakeSchema {
    package static let migrations: [Migration] = [
        Migration("intake-1-standing-obligations", standingObligations),
        Migration("intake-2-versions", versions),
        Migration("intake-3-append-only", Migration.appendOnly(["intake_obligation_ends"] + versionTables)),
        Migration("intake-4-lists", lists),
        Migration("intake-5-append-only", Migration.appendOnly(listTables)),
        Migration("intake-6-spans", spans + Migration.appendOnly(spanTables)),
        Migration("intake-7-holders", holders + Migration.appendOnly(["intake_holders"])),
        Migration("intake-8-regions", regions + Migration.appendOnly(regionTables)),
        Migration("intake-9-divisions", divisions + Migration.appendOnly(["intake_person_moves"])),
        Migration("intake-10-phones", phones + Migration.appendOnly(["intake_phones"])),
        Migration("intake-11-heads", heads + Migration.appendOnly(["intake_heads"])),
    ]

    /// The heads of households that rosters name, and which of them counts.
    private static let heads = """
        CREATE TABLE intake_heads (
            import_id INTEGER NOT NULL REFERENCES levy_imports (id),
            ordinal INTEGER NOT NULL,
            citizen_id TEXT NOT NULL,
            head TEXT NOT NULL,
            PRIMARY KEY (import_id, ordinal)
        );
        CREATE INDEX intake_heads_by_person ON intake_heads (citizen_id, import_id);
        CREATE VIEW intake_household_heads AS
            SELECT h.citizen_id, h.head FROM intake_heads h
            WHERE h.rowid = (SELECT x.rowid FROM intake_heads x
                WHERE x.citizen_id = h.citizen_id AND NOT EXISTS (
                    SELECT 1 FROM intake_withdrawals w WHERE w.import_id = x.import_id AND NOT EXISTS (
                        SELECT 1 FROM intake_reinstatements r WHERE r.withdrawal_id = w.id))
                ORDER BY x.import_id DESC, x.ordinal LIMIT 1);

        """

    /// An obligation that ended may come again, so that its key has a revision. The table is built anew because SQLite
    /// cannot drop a constraint.
    private static let standingObligations = """
        CREATE TABLE intake_new_obligations (
            id INTEGER PRIMARY KEY,
            citizen_id TEXT NOT NULL REFERENCES levy_persons (citizen_id),
            insurance TEXT NOT NULL CHECK (insurance IN ('medical', 'pension')),
            period INTEGER NOT NULL,
            village TEXT NOT NULL REFERENCES levy_regions (code),
            total_fen INTEGER NOT NULL CHECK (total_fen > 0),
            state_fen INTEGER NOT NULL CHECK (state_fen >= 0),
            own_fen INTEGER NOT NULL CHECK (own_fen >= 0),
            created_at INTEGER NOT NULL,
            revision INTEGER NOT NULL DEFAULT 1,
            cause TEXT,
            UNIQUE (citizen_id, insurance, period, revision),
            CHECK (total_fen = state_fen + own_fen)
        );
        INSERT INTO intake_new_obligations
            (id, citizen_id, insurance, period, village, total_fen, state_fen, own_fen, created_at)
            SELECT id, citizen_id, insurance, period, village, total_fen, state_fen, own_fen, created_at
            FROM levy_obligations;
        DROP TABLE levy_obligations;
        ALTER TABLE intake_new_obligations RENAME TO levy_obligations;
        CREATE INDEX levy_obligations_by_village ON levy_obligations (village);
        CREATE TRIGGER levy_obligations_no_update BEFORE UPDATE ON levy_obligations
        BEGIN SELECT RAISE(ABORT, 'levy_obligations is append-only'); END;
        CREATE TRIGGER levy_obligations_no_delete BEFORE DELETE ON levy_obligations
        BEGIN SELECT RAISE(ABORT, 'levy_obligations is append-only'); END;
        CREATE TABLE intake_obligation_ends (
            id INTEGER PRIMARY KEY,
            obligation_id INTEGER NOT NULL UNIQUE REFERENCES levy_obligations (id),
            cause TEXT NOT NULL,
            ended_at INTEGER NOT NULL
        );
        CREATE VIEW levy_standing_obligations AS
            SELECT o.* FROM levy_obligations o
            WHERE NOT EXISTS (SELECT 1 FROM intake_obligation_ends e WHERE e.obligation_id = o.id);
        """

    private static let regionTables = ["intake_region_versions", "intake_region_rows", "intake_region_successors"]

    /// The tables of regions as they held from a day on, and what became of places that are no more.
    /// `intake_village_now` has the place of today for each of these; obligations keep the village for which they were
    /// raised.
    private static let regions = """
        CREATE TABLE intake_region_versions (
            id INTEGER PRIMARY KEY,
            effective TEXT NOT NULL,
            reason TEXT NOT NULL,
            decided_by TEXT NOT NULL,
            checked_by TEXT NOT NULL,
            decided_at INTEGER NOT NULL
        );
        CREATE TABLE intake_region_rows (
            version_id INTEGER NOT NULL REFERENCES intake_region_versions (id),
            ordinal INTEGER NOT NULL,
            code TEXT NOT NULL,
            name TEXT NOT NULL,
            level TEXT NOT NULL,
            parent TEXT,
            should_be_insured INTEGER,
            paid_last_year INTEGER,
            PRIMARY KEY (version_id, code)
        );
        CREATE TABLE intake_region_successors (
            version_id INTEGER NOT NULL REFERENCES intake_region_versions (id),
            code TEXT NOT NULL,
            successor TEXT NOT NULL,
            PRIMARY KEY (code)
        );
        CREATE TABLE intake_village_now (
            code TEXT PRIMARY KEY,
            now TEXT NOT NULL
        );
        CREATE VIEW levy_obligations_as_raised AS
            SELECT o.* FROM levy_obligations o
            WHERE NOT EXISTS (SELECT 1 FROM intake_obligation_ends e WHERE e.obligation_id = o.id);

        """

    /// Where the persons of divided villages went; `intake_person_now` has their places of today.
    private static let divisions = """
        CREATE TABLE intake_person_moves (
            version_id INTEGER NOT NULL REFERENCES intake_region_versions (id),
            code TEXT NOT NULL,
            citizen_id TEXT NOT NULL,
            successor TEXT NOT NULL,
            PRIMARY KEY (code, citizen_id)
        );
        CREATE TABLE intake_person_now (
            code TEXT NOT NULL,
            citizen_id TEXT NOT NULL,
            now TEXT NOT NULL,
            PRIMARY KEY (code, citizen_id)
        );
        CREATE INDEX intake_person_now_by_now ON intake_person_now (now);

        """

    /// The telephones of persons, and who said each: the newest counts.
    private static let phones = """
        CREATE TABLE intake_phones (
            id INTEGER PRIMARY KEY,
            citizen_id TEXT NOT NULL,
            phone TEXT NOT NULL,
            source TEXT NOT NULL,
            said_at INTEGER NOT NULL
        );
        CREATE INDEX intake_phones_by_person ON intake_phones (citizen_id);

        """

    /// Persons without a citizen number.
    private static let holders = """
        CREATE TABLE intake_holders (
            id INTEGER PRIMARY KEY,
            number TEXT NOT NULL,
            kind TEXT NOT NULL,
            birth TEXT NOT NULL,
            sex TEXT NOT NULL CHECK (sex IN ('', '男', '女')),
            source TEXT NOT NULL
        );
        CREATE INDEX intake_holders_by_number ON intake_holders (number);

        """

    private static let spanTables = ["intake_member_spans", "intake_submission_days", "intake_special_rows"]

    /// The days that lists give for a class, and what becomes of a roster's rows when their person is in one.
    private static let spans = """
        CREATE TABLE intake_member_spans (
            source TEXT NOT NULL,
            citizen_id TEXT NOT NULL,
            class TEXT NOT NULL,
            valid_from TEXT,
            valid_until TEXT,
            after_change INTEGER NOT NULL,
            PRIMARY KEY (citizen_id, class, source)
        );
        CREATE TABLE intake_submission_days (
            submission_id INTEGER NOT NULL REFERENCES intake_submissions (id),
            citizen_id TEXT NOT NULL,
            valid_from TEXT,
            valid_until TEXT,
            PRIMARY KEY (submission_id, citizen_id)
        );
        CREATE TABLE intake_special_rows (
            import_id INTEGER NOT NULL REFERENCES levy_imports (id),
            ordinal INTEGER NOT NULL,
            citizen_id TEXT NOT NULL,
            outcome TEXT NOT NULL CHECK (outcome IN ('accepted', 'repaired', 'rejected', 'review')),
            code TEXT,
            contested INTEGER NOT NULL CHECK (contested IN (0, 1)),
            PRIMARY KEY (import_id, ordinal)
        );

        """

    private static let versionTables = ["intake_withdrawals", "intake_reinstatements", "intake_corrections"]

    private static let versions = """
        CREATE TABLE intake_withdrawals (
            id INTEGER PRIMARY KEY,
            import_id INTEGER NOT NULL REFERENCES levy_imports (id),
            reason TEXT NOT NULL,
            decided_by TEXT NOT NULL,
            checked_by TEXT NOT NULL,
            decided_at INTEGER NOT NULL,
            CHECK (decided_by <> checked_by)
        );
        CREATE TABLE intake_reinstatements (
            withdrawal_id INTEGER PRIMARY KEY REFERENCES intake_withdrawals (id),
            at INTEGER NOT NULL
        );
        CREATE TABLE intake_corrections (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('add', 'remove', 'correct')),
            insurance TEXT NOT NULL CHECK (insurance IN ('medical', 'pension')),
            citizen_id TEXT NOT NULL,
            name TEXT,
            village TEXT REFERENCES levy_regions (code),
            tier_fen INTEGER,
            phone TEXT,
            reason TEXT NOT NULL,
            evidence TEXT NOT NULL,
            decided_by TEXT NOT NULL,
            checked_by TEXT NOT NULL,
            decided_at INTEGER NOT NULL,
            CHECK (decided_by <> checked_by)
        );
        """

    private static let listTables = [
        "intake_list_dues", "intake_submissions", "intake_submission_rows", "intake_submission_reviews",
        "intake_member_changes", "intake_events", "intake_event_ends", "intake_agents",
    ]

    /// What villages hand in, who reviewed it, and who is in a class now: what the last change says, or the list that
    /// was imported.
    private static let lists = """
        CREATE TABLE intake_list_dues (
            id INTEGER PRIMARY KEY,
            class TEXT NOT NULL,
            stage TEXT NOT NULL CHECK (stage IN ('village', 'town', 'bureau')),
            due TEXT NOT NULL,
            set_by TEXT NOT NULL,
            set_at INTEGER NOT NULL
        );
        CREATE TABLE intake_submissions (
            id INTEGER PRIMARY KEY,
            class TEXT NOT NULL,
            village TEXT NOT NULL REFERENCES levy_regions (code),
            file TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            row_count INTEGER NOT NULL,
            submitted_by TEXT NOT NULL,
            submitted_at INTEGER NOT NULL
        );
        CREATE INDEX intake_submissions_by_village ON intake_submissions (class, village);
        CREATE TABLE intake_submission_rows (
            submission_id INTEGER NOT NULL REFERENCES intake_submissions (id),
            citizen_id TEXT NOT NULL,
            name TEXT NOT NULL,
            PRIMARY KEY (submission_id, citizen_id)
        );
        CREATE TABLE intake_submission_reviews (
            id INTEGER PRIMARY KEY,
            submission_id INTEGER NOT NULL REFERENCES intake_submissions (id),
            stage TEXT NOT NULL CHECK (stage IN ('town', 'bureau')),
            passed INTEGER NOT NULL CHECK (passed IN (0, 1)),
            note TEXT NOT NULL,
            reviewed_by TEXT NOT NULL,
            reviewed_at INTEGER NOT NULL
        );
        CREATE INDEX intake_reviews_by_submission ON intake_submission_reviews (submission_id);
        CREATE TABLE intake_member_changes (
            id INTEGER PRIMARY KEY,
            citizen_id TEXT NOT NULL,
            class TEXT NOT NULL,
            name TEXT NOT NULL,
            is_in INTEGER NOT NULL CHECK (is_in IN (0, 1)),
            cause TEXT NOT NULL,
            changed_at INTEGER NOT NULL
        );
        CREATE INDEX intake_member_changes_by_person ON intake_member_changes (citizen_id, class);
        CREATE VIEW intake_members AS
            SELECT m.citizen_id, m.class, m.name, m.household_head FROM levy_special_members m
            WHERE COALESCE((SELECT c.is_in FROM intake_member_changes c
                WHERE c.citizen_id = m.citizen_id AND c.class = m.class ORDER BY c.id DESC LIMIT 1), 1) = 1
            UNION ALL SELECT c.citizen_id, c.class, c.name, '' FROM intake_member_changes c
            WHERE c.is_in = 1
                AND c.id = (SELECT MAX(x.id) FROM intake_member_changes x
                    WHERE x.citizen_id = c.citizen_id AND x.class = c.class)
                AND NOT EXISTS (SELECT 1 FROM levy_special_members m
                    WHERE m.citizen_id = c.citizen_id AND m.class = c.class);
        CREATE TABLE intake_events (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            citizen_id TEXT NOT NULL,
            name TEXT NOT NULL,
            day TEXT NOT NULL,
            village TEXT NOT NULL,
            reported_at INTEGER NOT NULL,
            UNIQUE (kind, citizen_id, day)
        );
        CREATE TABLE intake_event_ends (
            event_id INTEGER PRIMARY KEY REFERENCES intake_events (id),
            note TEXT NOT NULL,
            done_by TEXT NOT NULL,
            done_at INTEGER NOT NULL
        );
        CREATE TABLE intake_agents (
            import_id INTEGER NOT NULL REFERENCES levy_imports (id),
            ordinal INTEGER NOT NULL,
            village TEXT NOT NULL REFERENCES levy_regions (code),
            name TEXT NOT NULL,
            citizen_id TEXT NOT NULL,
            phone TEXT NOT NULL,
            account TEXT NOT NULL,
            valid_until TEXT,
            trained_on TEXT,
            PRIMARY KEY (import_id, ordinal)
        );
        """
}

import Storage

/// The tables of files and rosters after their first import: versions, what ended, corrections.
///
/// `levy_obligations` has every obligation that ever was; `levy_standing_obligations` those that stand.
package enum IntakeSchema {
    package static let migrations: [Migration] = [
        Migration("intake-1-standing-obligations", standingObligations),
        Migration("intake-2-versions", versions),
        Migration("intake-3-append-only", appendOnly(["intake_obligation_ends"] + versionTables)),
    ]

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

    static func appendOnly(_ tables: [String]) -> String {
        tables.map { table in
            ["UPDATE", "DELETE"].map { verb in
                """
                CREATE TRIGGER \(table)_no_\(verb.lowercased()) BEFORE \(verb) ON \(table)
                BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END;
                """
            }.joined(separator: "\n")
        }.joined(separator: "\n")
    }
}

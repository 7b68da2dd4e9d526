import Storage

/// What regions said of themselves under a scheme, and what was accepted of it. A later self-assessment is a row of its
/// own; what was accepted stays.
enum EvaluationSchema {
    static let migrations: [Migration] = [
        Migration(
            "evaluation-1-reports",
            tables
                + Migration.appendOnly([
                    "levy_evaluations", "levy_evaluation_items", "levy_evaluation_reviews", "levy_evaluation_verdicts",
                ]))
    ]

    /// A review names who reported beside who reviewed, so that the table itself refuses one person for both.
    private static let tables = """
        CREATE TABLE levy_evaluations (
            id INTEGER PRIMARY KEY,
            scheme TEXT NOT NULL,
            region TEXT NOT NULL,
            reported_by TEXT NOT NULL CHECK (reported_by <> ''),
            reported_on TEXT NOT NULL,
            reported_at INTEGER NOT NULL,
            UNIQUE (id, reported_by)
        );
        CREATE INDEX levy_evaluations_by_region ON levy_evaluations (scheme, region);
        CREATE TABLE levy_evaluation_items (
            evaluation_id INTEGER NOT NULL REFERENCES levy_evaluations (id),
            indicator TEXT NOT NULL,
            hundredths INTEGER NOT NULL,
            evidence TEXT NOT NULL,
            PRIMARY KEY (evaluation_id, indicator)
        );
        CREATE TABLE levy_evaluation_reviews (
            evaluation_id INTEGER PRIMARY KEY,
            reported_by TEXT NOT NULL,
            reviewed_by TEXT NOT NULL CHECK (reviewed_by <> ''),
            reviewed_on TEXT NOT NULL,
            reviewed_at INTEGER NOT NULL,
            FOREIGN KEY (evaluation_id, reported_by) REFERENCES levy_evaluations (id, reported_by),
            CHECK (reported_by <> reviewed_by)
        );
        CREATE TABLE levy_evaluation_verdicts (
            evaluation_id INTEGER NOT NULL REFERENCES levy_evaluation_reviews (evaluation_id),
            indicator TEXT NOT NULL,
            hundredths INTEGER NOT NULL,
            note TEXT NOT NULL,
            PRIMARY KEY (evaluation_id, indicator)
        );

        """
}

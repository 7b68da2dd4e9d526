import Storage

/// What a scan suspected of a publication, and what the one who consented said of it.
enum DoubtStore {
    static let migrations: [Migration] = [
        Migration("public-doubts-1", tables + Migration.appendOnly(["levy_publication_doubts", "levy_doubt_answers"]))
    ]

    private static let tables = """
        CREATE TABLE levy_publication_doubts (
            publication_id INTEGER NOT NULL REFERENCES levy_publications (id),
            doubt TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (publication_id, doubt)
        );
        CREATE TABLE levy_doubt_answers (
            publication_id INTEGER PRIMARY KEY REFERENCES levy_publications (id),
            answer TEXT NOT NULL CHECK (answer <> ''),
            answered_by TEXT NOT NULL,
            at INTEGER NOT NULL
        );

        """

    static func add(_ id: Int, _ doubts: [String], at now: Instant, in transaction: Transaction) throws {
        for doubt in doubts {
            try transaction.execute(
                """
                INSERT INTO levy_publication_doubts (publication_id, doubt, at) VALUES ($1, $2, $3)
                ON CONFLICT (publication_id, doubt) DO NOTHING
                """, [Value(id), Value(doubt), Value(now)])
        }
    }

    /// By a person's name the villages where somebody is called so.
    static func villages(in transaction: Transaction) throws -> [String: Set<String>] {
        var found: [String: Set<String>] = [:]
        try transaction.each(
            """
            SELECT DISTINCT p.name, o.village FROM levy_persons p
            JOIN levy_standing_obligations o ON o.citizen_id = p.citizen_id
            """
        ) { found[$0.text("name"), default: []].insert($0.text("village")) }
        return found
    }

    /// The doubts that nobody has answered.
    static func open(_ id: Int, in transaction: Transaction) throws -> [String] {
        try transaction.rows(
            """
            SELECT d.doubt FROM levy_publication_doubts d
            LEFT JOIN levy_doubt_answers a ON a.publication_id = d.publication_id
            WHERE d.publication_id = $1 AND a.publication_id IS NULL ORDER BY d.doubt
            """, [Value(id)]
        ).map { $0.text("doubt") }
    }

    static func answer(
        _ id: Int, _ answer: String, by person: String, at now: Instant, in transaction: Transaction
    ) throws {
        try transaction.execute(
            "INSERT INTO levy_doubt_answers (publication_id, answer, answered_by, at) VALUES ($1, $2, $3, $4)",
            [Value(id), Value(answer), Value(person), Value(now)])
    }
}

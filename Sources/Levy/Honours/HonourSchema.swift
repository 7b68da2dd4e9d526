import Storage

/// What was proposed for 红黑榜; what people decided of it is among the decisions.
enum HonourSchema {
    static let migrations: [Migration] = [
        Migration("honours-1-proposals", proposals + Migration.appendOnly(["levy_honours"]))
    ]

    private static let proposals = """
        CREATE TABLE levy_honours (
            id INTEGER PRIMARY KEY,
            day TEXT NOT NULL,
            list TEXT NOT NULL CHECK (list IN ('red', 'black')),
            kind TEXT NOT NULL,
            code TEXT NOT NULL,
            name TEXT NOT NULL,
            rule TEXT NOT NULL,
            text TEXT NOT NULL,
            proposed_at INTEGER NOT NULL,
            UNIQUE (day, rule, code)
        );

        """
}

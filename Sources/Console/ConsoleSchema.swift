import Storage

/// The table of answers that were given to writes.
package enum ConsoleSchema {
    /// How long an answer is kept, in milliseconds: a week.
    static let kept: Int64 = 7 * 86_400_000

    package static let migrations = [
        Migration(
            "console-1",
            """
            CREATE TABLE console_answer (
                person TEXT NOT NULL,
                request_key TEXT NOT NULL,
                request TEXT NOT NULL,
                status BIGINT NOT NULL,
                type TEXT NOT NULL,
                body TEXT NOT NULL,
                at BIGINT NOT NULL,
                PRIMARY KEY (person, request_key)
            );
            CREATE INDEX console_answer_by_time ON console_answer (at);

            """)
    ]
}

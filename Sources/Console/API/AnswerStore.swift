import Hummingbird
import Storage

/// Answers to writes that carried an `Idempotency-Key`: the same request again gets the same answer, and nothing is
/// done twice.
enum AnswerStore {
    struct Stored {
        /// SHA-256 of what was asked.
        let request: String
        let answer: Answer
    }

    static func find(_ transaction: Transaction, person: String, key: String) throws -> Stored? {
        try transaction.row(
            "SELECT request, status, type, body FROM console_answer WHERE person = $1 AND request_key = $2",
            [Value(person), Value(key)]
        ).map { row in
            Stored(
                request: row.text("request"),
                answer: Answer(
                    status: HTTPResponse.Status(code: row.int("status")), type: row.text("type"),
                    text: row.text("body")))
        }
    }

    /// - Parameter now: milliseconds of UTC.
    static func insert(
        _ transaction: Transaction, person: String, key: String, request: String, _ answer: Answer, now: Int64
    ) throws {
        try transaction.execute("DELETE FROM console_answer WHERE at < $1", [Value(now - ConsoleSchema.kept)])
        try transaction.execute(
            """
            INSERT INTO console_answer (person, request_key, request, status, type, body, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (person, request_key) DO NOTHING
            """,
            [
                Value(person), Value(key), Value(request), Value(answer.status.code), Value(answer.type),
                Value(answer.text), Value(now),
            ])
    }
}

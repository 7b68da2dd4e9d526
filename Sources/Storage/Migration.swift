/// One step of a schema. Migrations are append-only: once released, neither name nor text changes.
package struct Migration: Sendable {
    /// Unique among all areas, for example `levy-1`.
    package let name: String
    /// One or more SQL statements.
    package let sql: String

    package init(_ name: String, _ sql: String) {
        self.name = name
        self.sql = sql
    }

    /// Triggers that keep the rows of `tables` as they were written: history is corrected by rows of its own.
    package static func appendOnly(_ tables: [String]) -> String {
        tables.flatMap { table in
            ["UPDATE", "DELETE"].map { verb in
                """
                CREATE TRIGGER \(table)_no_\(verb.lowercased()) BEFORE \(verb) ON \(table)
                BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END;

                """
            }
        }.joined()
    }

    /// A trigger that refuses an act with some words, as one statement.
    /// - Parameters:
    ///   - act: for example `UPDATE ON levy_person`.
    ///   - condition: over `OLD` and `NEW`; always when absent.
    package static func refusal(
        _ name: String, before act: String, when condition: String? = nil, _ words: String
    ) -> String {
        """
        CREATE TRIGGER \(name) BEFORE \(act)
        \(condition.map { "WHEN \($0)\n" } ?? "")BEGIN
            SELECT RAISE(ABORT, '\(words)');
        END;
        """
    }
}

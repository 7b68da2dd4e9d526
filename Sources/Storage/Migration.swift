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
}

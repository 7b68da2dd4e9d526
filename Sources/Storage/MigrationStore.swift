import Diagnostics
import GRDB

/// Which migrations a database has had, by name and by the hash of their text.
enum MigrationStore {
    /// Whether a database has had exactly these migrations, whatever their order.
    static func compare(_ connection: GRDB.Database, path: String, _ migrations: [Migration]) throws {
        let isKept = try connection.tableExists("storage_migration")
        let done =
            isKept ? try String.fetchAll(connection, sql: "SELECT name FROM storage_migration ORDER BY name") : []
        let known = Set(migrations.map(\.name))
        if let foreign = done.first(where: { !known.contains($0) }) {
            throw Rejection("storage.newer-schema", ["path": path, "migration": foreign])
        }
        let missing = known.subtracting(done)
        guard missing.isEmpty else {
            throw Rejection("storage.older-schema", ["path": path, "count": "\(missing.count)"])
        }
    }

    /// Runs those of `migrations` that have not run, in their order, each in a transaction of its own.
    static func migrate(_ connection: GRDB.Database, path: String, _ migrations: [Migration]) throws {
        precondition(Set(migrations.map(\.name)).count == migrations.count, "two migrations share a name")
        try connection.execute(
            sql: """
                CREATE TABLE IF NOT EXISTS storage_migration (
                    name TEXT PRIMARY KEY NOT NULL,
                    sha256 TEXT NOT NULL
                )
                """)
        let hashes = Dictionary(
            uniqueKeysWithValues: migrations.map { ($0.name, DurableFile.sha256(Array($0.sql.utf8))) })
        var done: Set<String> = []
        for row in try GRDB.Row.fetchAll(connection, sql: "SELECT name, sha256 FROM storage_migration ORDER BY name") {
            let name: String = row["name"]
            guard let hash = hashes[name] else {
                throw Rejection("storage.newer-schema", ["path": path, "migration": name])
            }
            guard hash == row["sha256"] else {
                throw Rejection("storage.changed-schema", ["path": path, "migration": name])
            }
            done.insert(name)
        }
        let missing = migrations.filter { !done.contains($0.name) }
        guard !missing.isEmpty else { return }
        // A migration may rebuild a table others point at; the references are checked before each commit instead.
        try connection.execute(sql: "PRAGMA foreign_keys = OFF")
        for migration in missing {
            try connection.inTransaction(.immediate) {
                try connection.execute(sql: migration.sql)
                try connection.checkForeignKeys()
                try connection.execute(
                    sql: "INSERT INTO storage_migration (name, sha256) VALUES (?1, ?2)",
                    arguments: [migration.name, hashes[migration.name]])
                return .commit
            }
        }
        try connection.execute(sql: "PRAGMA foreign_keys = ON")
    }
}

import GRDB

extension Database {
    /// Copies a database as it is at one moment, also while another process writes it, into a file of its own that
    /// needs no log beside it.
    /// - throws: `StorageFailure`.
    package static func copy(_ path: String, to copy: String) throws {
        try StorageFailure.translating {
            // The library takes its settings before its first database only, whoever opens that.
            _ = statementJournalsStayInMemory
            var reading = Configuration()
            reading.readonly = true
            reading.busyMode = .timeout(30)
            let source = try DatabaseQueue(path: path, configuration: reading)
            let target = try DatabaseQueue(path: copy)
            // One step holds one snapshot; the writer goes on beside it.
            try source.backup(to: target)
            try target.writeWithoutTransaction { connection in
                try connection.execute(sql: "PRAGMA journal_mode = DELETE")
            }
            try target.close()
            try source.close()
        }
    }

    /// Opens a file that nobody else has open, only to read it.
    package static func alone(path: String) throws -> Database {
        try StorageFailure.translating {
            _ = statementJournalsStayInMemory
            var configuration = Configuration()
            configuration.readonly = true
            configuration.foreignKeysEnabled = true
            return Database(queue: try DatabaseQueue(path: path, configuration: configuration), onWrite: nil)
        }
    }

    /// Looks through every page, index and reference.
    /// - returns: what is wrong, at most a few; nothing when all is well.
    package func damage() throws -> [String] {
        try read { transaction in
            let found = try transaction.rows("PRAGMA integrity_check(5)").map { $0.text("integrity_check") }
            if found != ["ok"] { return found }
            return try transaction.rows("PRAGMA foreign_key_check").prefix(5).map { row in
                "\(row.text("table")) -> \(row.text("parent"))"
            }
        }
    }
}

import Diagnostics
import GRDB

/// Whether a database just opened is whole and keeps its promises. A setting that the engine silently did not take
/// would cost commits at the first power cut, so each is read back.
enum SelfTest {
    static func check(_ connection: GRDB.Database, path: String, onDisk: Bool) throws {
        var expected = [("foreign_keys", "1"), ("trusted_schema", "0")]
        if onDisk { expected += [("journal_mode", "wal"), ("synchronous", "2")] }
        for (setting, value) in expected {
            let found = try String.fetchOne(connection, sql: "PRAGMA \(setting)") ?? "nothing"
            guard found == value else {
                throw Rejection("storage.self-test", ["path": path, "found": "\(setting) = \(found)"])
            }
        }
    }

    /// Reads all pages, or those of one table.
    static func examine(_ connection: GRDB.Database, path: String, table: String? = nil) throws {
        let findings = try String.fetchAll(connection, sql: "PRAGMA quick_check(\(table ?? "5"))")
        guard findings == ["ok"] else {
            throw Rejection("storage.self-test", ["path": path, "found": findings.joined(separator: "; ")])
        }
    }
}

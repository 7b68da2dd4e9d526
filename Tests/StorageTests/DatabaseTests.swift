import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Storage

struct DatabaseTests {
    static let village = Migration(
        "test-1",
        """
        CREATE TABLE village (code TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL,
            persons INTEGER NOT NULL CHECK (persons >= 0));
        CREATE TABLE person (number TEXT PRIMARY KEY NOT NULL, village TEXT NOT NULL
            REFERENCES village (code), photo BLOB);
        """)
    static let insert = "INSERT INTO village (code, name, persons) VALUES ($1, $2, $3)"

    @Test func whatIsWrittenIsThereAfterOpeningAgain() throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/a.sqlite"
        let first = try Database(path: path, migrations: [Self.village])
        #expect(try first.write { try $0.execute(Self.insert, ["370403001001", "西仓村", 613]) } == 1)
        try first.close()
        let second = try Database(path: path, migrations: [Self.village])
        let row = try second.read { try $0.row("SELECT name, persons FROM village WHERE code = $1", ["370403001001"]) }
        #expect(row?.text("name") == "西仓村")
        #expect(row?.int("persons") == 613)
        try second.close()
    }

    @Test func theWriterIsAloneUntilItCloses() throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/a.sqlite"
        let first = try Database(path: path, migrations: [Self.village])
        #expect(diagnosticCode { _ = try Database(path: path, migrations: [Self.village]) } == "storage.locked")
        let reader = try Database.readOnly(path: path, migrations: nil)
        try first.write { _ = try $0.execute(Self.insert, ["1", "甲", 1]) }
        #expect(try reader.read { try $0.rows("SELECT code FROM village").count } == 1)
        try reader.close()
        try first.close()
        try Database(path: path, migrations: [Self.village]).close()
    }

    @Test func theSettingOfSQLiteWasMadeBeforeTheFirstDatabase() throws {
        _ = try Database.inMemory(migrations: [Self.village])
        #expect(Database.statementJournalsStayInMemory)
    }

    @Test func durabilityIsSetOnTheWriter() throws {
        let folder = try ScratchFolder()
        let database = try Database(path: folder.path + "/a.sqlite", migrations: [])
        let settings = try database.write { transaction in
            try ["journal_mode", "synchronous", "foreign_keys"].map {
                try transaction.row("PRAGMA \($0)")?.value($0)
            }
        }
        #expect(settings == [.text("wal"), .integer(2), .integer(1)])
        try database.close()
    }

    @Test func aThrowLeavesNothing() throws {
        struct Stop: Error {}
        let database = try Database.inMemory(migrations: [Self.village])
        #expect(throws: Stop.self) {
            try database.write { transaction in
                try transaction.execute(Self.insert, ["1", "甲", 1])
                throw Stop()
            }
        }
        #expect(try database.read { try $0.rows("SELECT code FROM village").isEmpty })
    }

    @Test func refusalsOfTheStoreAreTold() throws {
        let database = try Database.inMemory(migrations: [Self.village])
        func kind(_ sql: String, _ arguments: [Value]) -> StorageFailure.Kind? {
            do {
                try database.write { _ = try $0.execute(sql, arguments) }
                return nil
            } catch let failure as StorageFailure {
                return failure.kind
            } catch {
                return .other
            }
        }
        #expect(kind(Self.insert, ["1", "甲", 1]) == nil)
        #expect(kind(Self.insert, ["1", "乙", 1]) == .unique)
        #expect(kind(Self.insert, ["2", "乙", -1]) == .constraint)
        #expect(kind(Self.insert, ["2", nil, 1]) == .constraint)
        #expect(kind("INSERT INTO person (number, village) VALUES ($1, $2)", ["1", "none"]) == .constraint)
        #expect(kind("INSERT INTO nowhere VALUES (1)", []) == .other)
    }

    @Test func valuesKeepTheirTypes() throws {
        let database = try Database.inMemory(migrations: [Self.village])
        try database.write { transaction in
            try transaction.execute(Self.insert, ["1", "𠮷龘 '$1' \"?\"", 9_007_199_254_740_993])
            try transaction.execute(
                "INSERT INTO person (number, village, photo) VALUES ($2, $1, $3)", ["1", "p", .blob([0, 255, 10])])
        }
        let row = try #require(
            try database.read {
                try $0.row(
                    """
                    SELECT village.name, village.persons, person.photo, person.number, NULL AS vacant, '$1' AS dollar
                    FROM village JOIN person ON person.village = village.code
                    WHERE village.code = $1 AND person.village = $1
                    """, ["1"])
            })
        #expect(row.text("name") == "𠮷龘 '$1' \"?\"")
        #expect(row.int("persons") == 9_007_199_254_740_993)
        #expect(row.blob("photo") == [0, 255, 10])
        #expect(row.text("number") == "p")
        #expect(row.optionalInt("vacant") == nil)
        #expect(row.text("dollar") == "$1")
    }

    @Test func eachMayRunTheSameTextInside() throws {
        let database = try Database.inMemory(migrations: [Self.village])
        var pairs = 0
        try database.write { transaction in
            for number in 1...3 { try transaction.execute(Self.insert, [Value("\(number)"), "村", 1]) }
            try transaction.each("SELECT code FROM village") { _ in
                try transaction.each("SELECT code FROM village") { _ in pairs += 1 }
            }
        }
        #expect(pairs == 9)
    }

    @Test func migrationsRunOnceAndInOrder() throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/a.sqlite"
        let more = Migration("test-2", "ALTER TABLE village ADD COLUMN town TEXT NOT NULL DEFAULT ''")
        try Database(path: path, migrations: [Self.village]).close()
        let database = try Database(path: path, migrations: [Self.village, more])
        try database.write {
            _ = try $0.execute("INSERT INTO village (code, name, persons, town) VALUES ('1','甲',0,'乙')")
        }
        try database.close()
        try Database(path: path, migrations: [more, Self.village]).close()
        #expect(diagnosticCode { _ = try Database(path: path, migrations: [Self.village]) } == "storage.newer-schema")
        let changed = Migration("test-2", "SELECT 1")
        #expect(
            diagnosticCode { _ = try Database(path: path, migrations: [Self.village, changed]) }
                == "storage.changed-schema")
        // A refused opening gives the lock free.
        try Database(path: path, migrations: [Self.village, more]).close()
    }

    @Test func aFailedMigrationLeavesNothing() throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/a.sqlite"
        try Database(path: path, migrations: [Self.village]).close()
        let dangling = Migration(
            "test-2", "CREATE TABLE extra (a TEXT); INSERT INTO person (number, village) VALUES ('1', 'none');")
        #expect(
            diagnosticCode { _ = try Database(path: path, migrations: [Self.village, dangling]) } == "StorageFailure")
        let database = try Database(path: path, migrations: [Self.village])
        #expect(try database.read { try $0.rows("SELECT name FROM sqlite_master WHERE name = 'extra'").isEmpty })
        try database.close()
    }

    @Test func aDamagedFileIsRefused() throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/a.sqlite"
        let database = try Database(path: path, migrations: [Self.village])
        try database.write { transaction in
            for number in 1...2000 { try transaction.execute(Self.insert, [Value("\(number)"), "很长的村名", 1]) }
        }
        try database.close()
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        for offset in stride(from: 8192, to: bytes.count, by: 7) { bytes[offset] ^= 0x5A }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        #expect(diagnosticCode { _ = try Database(path: path, migrations: [Self.village]) } == "storage.self-test")
        try Data("这不是数据库，只是一段文字。这不是数据库，只是一段文字。这不是数据库，只是一段文字。".utf8)
            .write(to: URL(fileURLWithPath: path))
        #expect(diagnosticCode { _ = try Database(path: path, migrations: [Self.village]) } == "storage.self-test")
    }

    @Test func aFullDiskIsToldAsSuch() throws {
        let database = try Database.inMemory(migrations: [Self.village])
        try database.write { _ = try $0.rows("PRAGMA max_page_count = 20") }
        #expect {
            try database.write { transaction in
                for number in 1...20_000 { try transaction.execute(Self.insert, [Value("\(number)"), "村", 1]) }
            }
        } throws: {
            ($0 as? StorageFailure)?.kind == .full && ($0 as? StorageFailure)?.isTransient == true
        }
        try database.write { _ = try $0.rows("PRAGMA max_page_count = 100000") }
        try database.write { _ = try $0.execute(Self.insert, ["1", "村", 1]) }
        #expect(try database.read { try $0.rows("SELECT code FROM village").count } == 1)
    }

    @Test func theHookSeesEveryMomentOfAWrite() throws {
        let moments = Recorder()
        let database = try Database.inMemory(migrations: [Self.village]) { moments.add("\($0)") }
        try database.write { transaction in
            try transaction.execute(Self.insert, ["1", "村", 1])
            _ = try transaction.rows("SELECT code FROM village")
            _ = try transaction.rows("UPDATE village SET persons = 2 RETURNING code")
        }
        #expect(moments.all == ["began", "statement", "statement", "committing", "committed"])
    }
}

final class Recorder: @unchecked Sendable {
    private let lock = NSLock()
    private var items: [String] = []
    func add(_ item: String) { lock.withLock { items.append(item) } }
    var all: [String] { lock.withLock { items } }

    /// A file too large to be read when it is opened is looked through afterwards.
    @Test(arguments: [false, true])
    func aLargeFileIsExaminedInTheBackground(isDamaged: Bool) async throws {
        let scratch = try ScratchFolder()
        let path = scratch / "a.db"
        let table = Migration("test-1", "CREATE TABLE blob (number INTEGER PRIMARY KEY, content BLOB NOT NULL)")
        var database = try Database(path: path, migrations: [table])
        #expect(database.isExamined)
        try database.write { transaction in
            for _ in 0..<340 {
                try transaction.execute(
                    "INSERT INTO blob (content) VALUES ($1)", [Value([UInt8](repeating: 7, count: 100_000))])
            }
        }
        try database.close()
        if isDamaged {
            let file = try #require(FileHandle(forUpdatingAtPath: path))
            // A page in the middle; its first bytes say where the next one is.
            try file.seek(toOffset: 4_000 * 4_096)
            try file.write(contentsOf: [UInt8](repeating: 0x5A, count: 4_096))
            try file.close()
        }
        database = try Database(path: path, migrations: [table])
        #expect(!database.isExamined)
        do {
            try await database.examine()
            #expect(!isDamaged)
        } catch let rejection as Rejection {
            #expect(isDamaged && rejection.diagnostics.map(\.code) == ["storage.self-test"])
        }
        try database.close()
    }
}

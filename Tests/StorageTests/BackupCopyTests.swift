import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Storage

/// Copies of a database, changes that ride along with others, and the archive that backups are.
@Suite struct BackupCopyTests {
    private static let table = [
        Migration("a-1", "CREATE TABLE a (id BIGINT PRIMARY KEY NOT NULL, name TEXT NOT NULL);")
    ]

    private static func insert(_ id: Int, _ transaction: Transaction) throws {
        try transaction.execute("INSERT INTO a (id, name) VALUES ($1, $2)", [Value(id), Value("name \(id)")])
    }

    private static func count(_ database: Database) throws -> Int {
        try database.read { try $0.row("SELECT COUNT(*) AS count FROM a")?.int("count") ?? -1 }
    }

    @Test func `a copy is one moment of a database that is being written`() throws {
        let scratch = try ScratchFolder()
        let database = try Database(path: scratch / "a.db", migrations: BackupCopyTests.table)
        for id in 0..<300 { try database.write { try BackupCopyTests.insert(id, $0) } }
        try Database.copy(scratch / "a.db", to: scratch / "copy.db")
        try database.write { try BackupCopyTests.insert(1_000, $0) }
        let copy = try Database.alone(path: scratch / "copy.db")
        #expect(try BackupCopyTests.count(copy) == 300)
        #expect(try BackupCopyTests.count(database) == 301)
        #expect(try copy.damage() == [])
        try copy.close()
        #expect(try scratch.files().filter { $0.hasPrefix("copy") } == ["copy.db"])
        // It is a database to go on with.
        let next = try Database(path: scratch / "copy.db", migrations: BackupCopyTests.table)
        try next.write { try BackupCopyTests.insert(2_000, $0) }
        #expect(try BackupCopyTests.count(next) == 301)
    }

    @Test func `a damaged page and a reference to nothing are found`() throws {
        let scratch = try ScratchFolder()
        let migrations = [
            Migration(
                "b-1",
                """
                CREATE TABLE a (id BIGINT PRIMARY KEY NOT NULL, name TEXT NOT NULL);
                CREATE TABLE b (id BIGINT NOT NULL, a BIGINT NOT NULL REFERENCES a (id) DEFERRABLE INITIALLY DEFERRED);
                """)
        ]
        let database = try Database(path: scratch / "b.db", migrations: migrations)
        for id in 0..<500 { try database.write { try BackupCopyTests.insert(id, $0) } }
        try database.close()
        var bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: scratch / "b.db")))
        // The kind of each page behind the first.
        for page in stride(from: 4_096, to: bytes.count, by: 4_096) { bytes[page] = 0x5A }
        try scratch.write(bytes, to: "damaged.db")
        let damaged = try Database.alone(path: scratch / "damaged.db")
        // A page may be so far gone that it cannot be looked through at all.
        let found = Result { try damaged.damage() }
        switch found {
        case .success(let damage): #expect(!damage.isEmpty)
        case .failure(let error): #expect((error as? StorageFailure)?.kind == .corrupt, "\(error)")
        }
    }

    /// Names of every length, also such that no header holds, in what `tar` and the reader make of the archive.
    @Test func `an archive is read by tar and by ourselves`() throws {
        let scratch = try ScratchFolder()
        let names = [
            "a", "b/c.txt", String(repeating: "n", count: 100), String(repeating: "n", count: 101),
            "documents/" + String(repeating: "薛城区", count: 30) + "/文件.pdf",
            "documents/" + (1...40).map { "\($0)" }.joined(separator: "/"),
        ]
        let contents = names.indices.map { [UInt8](repeating: UInt8($0), count: [0, 1, 511, 512, 513, 100_000][$0]) }
        try DurableFile.write(to: scratch / "a.tar") { take in
            for (name, bytes) in zip(names, contents) {
                try take(TapeArchive.head(of: name, bytes: bytes.count))
                try take(bytes)
                try take(TapeArchive.padding(bytes.count))
            }
            try take(TapeArchive.end)
        }
        let listed = try Command.run("tar", ["--quoting-style=literal", "-tf", scratch / "a.tar"])
        #expect(listed.status == 0 && listed.text == names.map { $0 + "\n" }.joined(), "\(listed.errorText)")
        var reader = try TapeReader(path: scratch / "a.tar")
        var read: [String: [UInt8]] = [:]
        var order: [String] = []
        try reader.each { entry, next in
            order.append(entry.name)
            read[entry.name] = []
            while let piece = try next() { read[entry.name]? += piece }
        }
        #expect(order == names)
        for (name, bytes) in zip(names, contents) { #expect(read[name] == bytes, "\(name)") }
    }

    @Test func `an archive that is cut is refused wherever it is cut`() throws {
        let scratch = try ScratchFolder()
        var whole = TapeArchive.head(of: "file", bytes: 700) + [UInt8](repeating: 7, count: 700)
        whole += TapeArchive.padding(700) + TapeArchive.end
        for length in stride(from: 0, to: whole.count - TapeArchive.end.count, by: 97) {
            let path = try scratch.write(Array(whole[..<length]), to: "cut.tar")
            let code = diagnosticCode {
                var reader = try TapeReader(path: path)
                try reader.each { _, _ in }
            }
            #expect(code == "backup.cut", "\(length)")
        }
    }

    @Test func `a hash of pieces is the hash of the whole`() {
        let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        var hash = RunningHash()
        for start in stride(from: 0, to: bytes.count, by: 777) {
            hash.take(Array(bytes[start..<min(start + 777, bytes.count)]))
        }
        #expect(hash.hex == DurableFile.sha256(bytes) && hash.count == bytes.count)
    }
}

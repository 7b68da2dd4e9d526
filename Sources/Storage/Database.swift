import CSQLite
import Diagnostics
import Dispatch
import Foundation
import GRDB
import Synchronization

/// One database file with one writer: the door of this target, and the only thing outside sees of the engine below.
///
/// All writes go through one connection, which also does the checkpoints (SQLite before 3.51.3 can lose a commit when
/// another connection checkpoints while one writes). Reads take a snapshot on connections of their own.
package final class Database: Sendable {
    /// The moments of a write transaction at which a test may throw, to play a crash there.
    package enum WriteMoment: Sendable {
        case began, statement, committing, committed
    }

    private let writer: any DatabaseWriter
    private let lock: WriterLock?
    private let statements = StatementTexts()
    /// Writes that wait to be committed together.
    let joining = Mutex<Joining>(Joining())
    /// Whether the whole file was read and found whole when it was opened; a large one is left to `examine`.
    package let isExamined: Bool
    private let onWrite: (@Sendable (WriteMoment) throws -> Void)?
    /// Keeps the log short; absent where there is none.
    private let bound: LogBound?

    /// Opens or creates the file and becomes its one writer.
    ///
    /// Takes the lock `path` + `.lock`, tests the file, sets WAL with `synchronous=FULL` and foreign keys and checks
    /// that they hold, and runs the migrations that have not run yet.
    /// - throws: `Rejection` `storage.locked`, `storage.self-test`, `storage.newer-schema`, `storage.changed-schema`;
    ///   `StorageFailure` when the disk fails.
    package convenience init(path: String, migrations: [Migration]) throws {
        try self.init(path: path, migrations: migrations, logBound: LogBound.Measure(), onWrite: nil)
    }

    package convenience init(
        path: String, migrations: [Migration], onWrite: (@Sendable (WriteMoment) throws -> Void)?
    ) throws {
        try self.init(path: path, migrations: migrations, logBound: LogBound.Measure(), onWrite: onWrite)
    }

    init(
        path: String, migrations: [Migration], logBound: LogBound.Measure,
        onWrite: (@Sendable (WriteMoment) throws -> Void)?
    ) throws {
        let lock = try WriterLock(path: path + ".lock", database: path)
        self.lock = lock
        self.onWrite = onWrite
        bound = LogBound(path: path + "-wal", logBound)
        let isSmall = Database.size(path) <= Database.examinedAtOnce
        isExamined = isSmall
        do {
            writer = try StorageFailure.translating {
                let pool = try DatabasePool(path: path, configuration: Database.configuration())
                try pool.writeWithoutTransaction { connection in
                    // Opening in WAL mode sets `synchronous` to NORMAL, which can lose the last commits.
                    try connection.execute(sql: "PRAGMA synchronous = FULL")
                    try SelfTest.check(connection, path: path, onDisk: true)
                    if isSmall { try SelfTest.examine(connection, path: path) }
                    try MigrationStore.migrate(connection, path: path, migrations)
                }
                return pool
            }
        } catch let failure as StorageFailure where failure.kind == .corrupt {
            lock.release()
            throw Rejection("storage.self-test", ["path": path, "found": failure.message])
        } catch {
            lock.release()
            throw error
        }
    }

    init(queue: DatabaseQueue, onWrite: (@Sendable (WriteMoment) throws -> Void)?) {
        writer = queue
        lock = nil
        bound = nil
        self.onWrite = onWrite
        isExamined = true
    }

    private init(reading pool: DatabasePool) {
        writer = pool
        lock = nil
        bound = nil
        onWrite = nil
        isExamined = true
    }

    /// A database in memory, for tests. `onWrite` is called at every moment of every write transaction.
    package static func inMemory(
        migrations: [Migration], onWrite: (@Sendable (WriteMoment) throws -> Void)? = nil
    ) throws -> Database {
        try StorageFailure.translating {
            let queue = try DatabaseQueue(configuration: configuration())
            try queue.writeWithoutTransaction { connection in
                try SelfTest.check(connection, path: ":memory:", onDisk: false)
                try SelfTest.examine(connection, path: ":memory:")
                try MigrationStore.migrate(connection, path: ":memory:", migrations)
            }
            return Database(queue: queue, onWrite: onWrite)
        }
    }

    /// A copy in memory of what is committed, for tests.
    package func inMemoryCopy(onWrite: (@Sendable (WriteMoment) throws -> Void)? = nil) throws -> Database {
        try StorageFailure.translating {
            let queue = try DatabaseQueue(configuration: Database.configuration())
            try writer.backup(to: queue)
            return Database(queue: queue, onWrite: onWrite)
        }
    }

    /// Bytes that are read whole at opening: some tens of milliseconds.
    private static let examinedAtOnce = 32 << 20

    private static func size(_ path: String) -> Int {
        var status = stat()
        // A file that is not there yet is small.
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    /// Reads the whole file, table by table, beside whatever else is done with it. To be called once where it was too
    /// large to be examined when it was opened.
    /// - throws: `Rejection` `storage.self-test` when it is damaged.
    package func examine() async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            DispatchQueue.global(qos: .utility).async {
                continuation.resume(with: Result { try self.examineTables() })
            }
        }
    }

    private func examineTables() throws {
        let names = try read { transaction in
            try transaction.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
                .map { $0.text("name") }
        }
        // A table at a time: a long read would keep the log from being written back.
        for name in names {
            try StorageFailure.translating {
                try writer.read { try SelfTest.examine($0, path: "\(name)", table: name) }
            }
        }
    }

    /// Opens an existing file only to read it, also while another process writes.
    /// - Parameter migrations: those that the reader counts on; nil for one that takes a file of any version.
    /// - throws: `Rejection` `storage.older-schema`, `storage.newer-schema` when the file has not had all of them, or
    ///   has had others.
    package static func readOnly(path: String, migrations: [Migration]?) throws -> Database {
        try StorageFailure.translating {
            var configuration = configuration()
            configuration.readonly = true
            let pool = try DatabasePool(path: path, configuration: configuration)
            if let migrations { try pool.read { try MigrationStore.compare($0, path: path, migrations) } }
            return Database(reading: pool)
        }
    }

    /// How long a connection waits for another process, in milliseconds.
    static let patience = 5_000

    /// Enough for the pages that a few dozen rows change in a table and its indexes.
    private static let statementJournal = 1 << 20

    /// Done once, before the first database is opened; what it answers is tested.
    static let statementJournalsStayInMemory = zj_sqlite_keep_statement_journals(Int32(statementJournal)) == 0

    private static func configuration() -> Configuration {
        _ = statementJournalsStayInMemory
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(Double(patience) / 1_000)
        configuration.maximumReaderCount = 4
        configuration.persistentReadOnlyConnections = true
        configuration.prepareDatabase { connection in
            try connection.execute(sql: "PRAGMA trusted_schema = OFF")
            try connection.execute(sql: "PRAGMA cell_size_check = ON")
            if !connection.configuration.readonly {
                // A district's roster fills several indexes in no order; with the engine's own 2 MiB each page of them
                // would be written again and again within one transaction.
                try connection.execute(sql: "PRAGMA cache_size = -65536")
                // A log that once grew is cut back to this size by the next checkpoint.
                try connection.execute(sql: "PRAGMA journal_size_limit = 16777216")
            }
        }
        return configuration
    }

    /// One read transaction: everything in `body` sees the same state.
    package func read<T>(_ body: (Transaction) throws -> T) throws -> T {
        if let transaction = shared { return try body(transaction) }
        return try StorageFailure.translating {
            try writer.read { connection in
                try body(Transaction(connection: connection, statements: statements, onWrite: nil))
            }
        }
    }

    /// One `BEGIN IMMEDIATE` transaction: commits when `body` returns, and is on the disk when this returns; rolls back
    /// when `body` throws. Within `together` it is a part of that transaction.
    package func write<T>(_ body: (Transaction) throws -> T) throws -> T {
        if let transaction = shared { return try body(transaction) }
        precondition(lock != nil || writer is DatabaseQueue, "the database was opened to be read only")
        return try StorageFailure.translating {
            let result = try writer.writeWithoutTransaction { connection in
                try bound?.keep(connection)
                var result: T?
                try connection.inTransaction(.immediate) {
                    try onWrite?(.began)
                    let transaction = Transaction(connection: connection, statements: statements, onWrite: onWrite)
                    result = try body(transaction)
                    try onWrite?(.committing)
                    return .commit
                }
                guard let result else { preconditionFailure("a committed transaction has a result") }
                return result
            }
            try onWrite?(.committed)
            return result
        }
    }

    /// Writes something that changes nothing, to see that the disk takes it.
    /// - throws: `StorageFailure` when it does not.
    package func proveWritable() throws {
        try write { _ = try $0.execute("UPDATE storage_migration SET sha256 = sha256") }
    }

    /// Writes the log back into the database file as far as no reader needs it.
    package func checkpoint() throws {
        try StorageFailure.translating {
            try writer.writeWithoutTransaction { connection in
                _ = try connection.checkpoint(.truncate)
            }
        }
    }

    /// Closes all connections and gives the lock free. Nothing may be called after it.
    package func close() throws {
        defer { lock?.release() }
        try StorageFailure.translating { try writer.close() }
    }
}

/// SQL as written (`$1`) and as SQLite wants it (`?1`; it would take `$1` for a name), each translated once.
final class StatementTexts: Sendable {
    private let known = Mutex<[String: String]>([:])

    func translated(_ sql: String) -> String {
        known.withLock { known in
            if let text = known[sql] { return text }
            let text = StatementTexts.translate(sql)
            known[sql] = text
            return text
        }
    }

    /// Replaces the dollar of every numbered parameter outside of quotes.
    static func translate(_ sql: String) -> String {
        var result: [UInt8] = []
        var quote: UInt8?
        let bytes = Array(sql.utf8)
        for (index, byte) in bytes.enumerated() {
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                quote = byte
            } else if byte == UInt8(ascii: "$"), index + 1 < bytes.count,
                (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(bytes[index + 1])
            {
                result.append(UInt8(ascii: "?"))
                continue
            }
            result.append(byte)
        }
        return String(decoding: result, as: UTF8.self)
    }
}

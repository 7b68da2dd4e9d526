import Dispatch
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Storage

/// How long the write-ahead log becomes while somebody reads.
struct LogBoundTests {
    static let measure = LogBound.Measure(long: 1 << 20, wait: 250, patience: 60_000)
    static let blob = Migration("test-1", "CREATE TABLE blob (content BLOB NOT NULL)")

    private static func open(_ scratch: ScratchFolder, _ measure: LogBound.Measure) throws -> Database {
        try Database(path: scratch / "a.db", migrations: [blob], logBound: measure, onWrite: nil)
    }

    private static func write(_ database: Database) throws {
        _ = try database.write {
            try $0.execute("INSERT INTO blob (content) VALUES ($1)", [Value([UInt8](repeating: 1, count: 100_000))])
        }
    }

    private static func length(_ scratch: ScratchFolder) throws -> Int {
        try FileManager.default.attributesOfItem(atPath: scratch / "a.db-wal")[.size] as? Int ?? 0
    }

    /// A reader follows upon another, each begun before the one before ends: SQLite by itself never gets to begin the
    /// log anew.
    @Test func readersThatOverlapDoNotMakeItGrow() throws {
        let scratch = try ScratchFolder()
        let database = try Self.open(scratch, Self.measure)
        try Self.write(database)
        let (one, other) = (try OpenReader(scratch / "a.db"), try OpenReader(scratch / "a.db"))
        let isOver = Mutex(false)
        let ended = DispatchSemaphore(value: 0)
        one.begin()
        Thread.detachNewThread {
            while !isOver.withLock({ $0 }) {
                other.begin()
                one.end()
                one.begin()
                other.end()
            }
            one.end()
            ended.signal()
        }
        var largest = 0
        for _ in 0..<300 {
            try Self.write(database)
            largest = max(largest, try Self.length(scratch))
        }
        isOver.withLock { $0 = true }
        ended.wait()
        #expect(largest < 8 << 20, "\(largest)")
        try database.close()
    }

    /// Somebody who never stops reading holds the writes up for as long as is allowed, and no longer.
    @Test func oneWhoNeverStopsDoesNotStopTheWrites() throws {
        let scratch = try ScratchFolder()
        let database = try Self.open(scratch, LogBound.Measure(long: 1 << 20, wait: 1, patience: 5))
        try Self.write(database)
        let reader = try OpenReader(scratch / "a.db")
        reader.begin()
        for _ in 0..<40 { try Self.write(database) }
        #expect(try Self.length(scratch) > 3 << 20)
        reader.end()
        // The log is long, and patience is over until it is short: a checkpoint makes it so, and it stays so.
        try database.checkpoint()
        for _ in 0..<40 { try Self.write(database) }
        #expect(try Self.length(scratch) < 5 << 20)
        #expect(try database.read { try $0.rows("SELECT content FROM blob").count } == 81)
        try database.close()
    }
}

/// Holds a connection in the middle of a read.
private final class OpenReader: @unchecked Sendable {
    private let database: Database
    private let goOn = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)

    init(_ path: String) throws { database = try Database.readOnly(path: path, migrations: nil) }

    func begin() {
        let began = DispatchSemaphore(value: 0)
        Thread.detachNewThread { [self] in
            do {
                try database.read { transaction in
                    _ = try transaction.row("SELECT COUNT(*) AS count FROM blob")
                    began.signal()
                    goOn.wait()
                }
            } catch {
                Issue.record(error)
                began.signal()
            }
            ended.signal()
        }
        began.wait()
    }

    func end() {
        goOn.signal()
        ended.wait()
    }
}

import Dispatch
import Foundation
import GRDB
import Synchronization

/// Keeps the write-ahead log from growing without end. SQLite writes the log back by itself, but can begin it anew only
/// at a moment at which nobody reads from it; where readers follow upon each other, or one reads for long, such a
/// moment has to be waited for.
final class LogBound: Sendable {
    struct Measure: Sendable {
        /// From this size on, in bytes, the next write waits for readers to leave the log.
        var long = 32 << 20
        /// How long one write waits, in milliseconds.
        var wait = 250
        /// How long writes wait altogether until the log is short again. Then the campaign goes first and the log
        /// grows: somebody who never stops reading must not stop it.
        var patience = 30_000
    }

    private let path: String
    private let measure: Measure
    /// Milliseconds that writes may still wait for the log that is too long now.
    private let left: Mutex<Int>

    init(path: String, _ measure: Measure) {
        self.path = path
        self.measure = measure
        left = Mutex(measure.patience)
    }

    /// Writes a log that is too long back and begins it anew, if its readers leave it in time.
    /// - Parameter connection: the writer's, outside of a transaction.
    func keep(_ connection: GRDB.Database) throws {
        var status = stat()
        // A log that is not there yet is short.
        guard stat(path, &status) == 0, Int(status.st_size) > measure.long else {
            return left.withLock { $0 = measure.patience }
        }
        let wait = min(left.withLock { $0 }, measure.wait)
        guard wait > 0 else { return }
        let began = DispatchTime.now().uptimeNanoseconds
        try connection.execute(sql: "PRAGMA busy_timeout = \(wait)")
        defer {
            // As it was when the connection was opened. It cannot fail: nothing is read or written.
            try? connection.execute(sql: "PRAGMA busy_timeout = \(Database.patience)")
            let waited = Int((DispatchTime.now().uptimeNanoseconds - began) / 1_000_000)
            left.withLock { $0 -= waited }
        }
        do {
            _ = try connection.checkpoint(.truncate)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            // Somebody still reads: the next write looks again.
        }
    }
}

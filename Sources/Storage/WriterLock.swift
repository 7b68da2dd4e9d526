import Diagnostics
import Foundation
import Synchronization

/// The lock file that makes one process the writer of a database. The kernel drops it with the process, however that
/// ends, so nothing has to be cleaned up after a crash.
final class WriterLock: Sendable {
    private let descriptor: Mutex<Int32>

    /// - throws: `Rejection` `storage.locked` when another holds it; `POSIXError` when the file cannot be made.
    init(path: String, database: String) throws {
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw FileFailure(operation: "open", path: path, errno: errno) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let reason = errno
            let holder = WriterLock.holder(file)
            close(file)
            guard reason == EWOULDBLOCK else { throw FileFailure(operation: "lock", path: path, errno: reason) }
            throw Rejection("storage.locked", ["path": database, "process": holder])
        }
        let text = Array("\(getpid())\n".utf8)
        // The number is only for the message above; the lock holds without it.
        _ = ftruncate(file, 0)
        _ = pwrite(file, text, text.count, 0)
        descriptor = Mutex(file)
    }

    deinit { release() }

    func release() {
        descriptor.withLock { file in
            guard file >= 0 else { return }
            // Closing is not enough while a process that was just forked still holds a copy of the descriptor.
            _ = flock(file, LOCK_UN)
            close(file)
            file = -1
        }
    }

    /// The process number in the file, or `?`.
    private static func holder(_ file: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 16)
        let count = pread(file, &buffer, buffer.count, 0)
        let text = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
        return Int(text.trimmingCharacters(in: .whitespacesAndNewlines)).map(String.init) ?? "?"
    }
}

import Diagnostics
import Foundation
import Glibc
import Levy
import Storage
import Workflow

/// The log of who saw which person: a line each, chained by hashes, in a file of its own beside the database, so that
/// commands that only read can write it while the daemon runs (docs/decisions/0021).
struct AccessLog: Sendable {
    let path: String
    let keyPath: String

    init(_ out: OutFolder) {
        path = out.state + "/access.log"
        keyPath = out.state + "/access.key"
    }

    /// A line as it is written; `hash` is over what stands before it and the line before.
    private struct Line: Codable {
        let at: Int64
        let by: String
        let person: String
        let purpose: String
        let fields: String
        let own: Bool
        var hash: String

        func chained(_ previous: String) -> String {
            DurableFile.sha256([previous, "\(at)", by, person, purpose, fields, "\(own)"].joined(separator: "\u{1F}"))
        }
    }

    // MARK: Writing

    /// Appends an entry; it is on the disk when this returns. Others that write at the same moment wait.
    /// - Throws: `FileFailure`; who cannot be logged sees nothing.
    func append(
        by: String, id: String, purpose: String, fields: String, isOwn: Bool, at now: Instant = OfficeDay.now
    ) throws {
        let person = try hash(of: id)
        let file = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw FileFailure(operation: "open", path: path, errno: errno) }
        defer { close(file) }
        try AccessLog.lock(file, LOCK_EX, path: path)
        let tail = try AccessLog.tail(file, path: path)
        var line = Line(
            at: now.milliseconds, by: by, person: person, purpose: purpose, fields: fields, own: isOwn, hash: "")
        line.hash = line.chained(tail.hash)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // What a crash left of a line stays, and is told by a verification.
        let bytes = (tail.isWhole ? [] : [0x0A]) + [UInt8](try encoder.encode(line)) + [0x0A]
        guard bytes.withUnsafeBytes({ Glibc.write(file, $0.baseAddress, $0.count) }) == bytes.count,
            fdatasync(file) == 0
        else { throw FileFailure(operation: "write", path: path, errno: errno) }
    }

    /// The lock goes when the file is closed.
    private static func lock(_ file: Int32, _ kind: Int32, path: String) throws {
        while flock(file, kind) != 0 {
            guard errno == EINTR else { throw FileFailure(operation: "lock", path: path, errno: errno) }
        }
    }

    /// How long the log is at a moment when nobody is writing a line; nil when there is none.
    func wholeBytes() throws -> Int? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            guard errno == ENOENT else { throw FileFailure(operation: "open", path: path, errno: errno) }
            return nil
        }
        defer { close(file) }
        try AccessLog.lock(file, LOCK_SH, path: path)
        return Int(lseek(file, 0, SEEK_END))
    }

    /// The hash of the last whole line, and whether the file ends with one.
    private static func tail(_ file: Int32, path: String) throws -> (hash: String, isWhole: Bool) {
        var size = lseek(file, 0, SEEK_END)
        guard size > 0 else { return ("", true) }
        var bytes: [UInt8] = []
        let step = 16 << 10
        while size > 0 {
            let count = min(step, Int(size))
            size -= off_t(count)
            var block = [UInt8](repeating: 0, count: count)
            guard pread(file, &block, count, size) == count else {
                throw FileFailure(operation: "read", path: path, errno: errno)
            }
            bytes = block + bytes
            let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
            // The first piece may be cut off in front.
            let whole = (size > 0 ? lines.dropFirst() : lines[...]).dropLast()
            for line in whole.reversed() {
                // A line that is none is passed over: verification tells of it.
                if let read = try? JSONDecoder().decode(Line.self, from: Data(line)) {
                    return (read.hash, bytes.last == 0x0A)
                }
            }
        }
        return ("", bytes.last == 0x0A)
    }

    /// A person's number as the log has it.
    func hash(of id: String) throws -> String {
        if let key = FileManager.default.contents(atPath: keyPath), key.count == 64 {
            return DurableFile.sha256(String(decoding: key, as: UTF8.self) + ":" + id)
        }
        let random = World.live.random
        let chance = (0..<4).map { _ in String(random(), radix: 16) }.joined(separator: "-")
        let key = Array(DurableFile.sha256(chance).utf8)
        // Whoever comes first makes it; the other reads it.
        let file = open(keyPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            guard errno == EEXIST else { throw FileFailure(operation: "create", path: keyPath, errno: errno) }
            guard let known = FileManager.default.contents(atPath: keyPath), known.count == 64 else {
                throw FileFailure(operation: "read", path: keyPath, errno: EIO)
            }
            return DurableFile.sha256(String(decoding: known, as: UTF8.self) + ":" + id)
        }
        defer { close(file) }
        guard key.withUnsafeBytes({ Glibc.write(file, $0.baseAddress, $0.count) }) == key.count, fsync(file) == 0
        else { throw FileFailure(operation: "write", path: keyPath, errno: errno) }
        return DurableFile.sha256(String(decoding: key, as: UTF8.self) + ":" + id)
    }

    // MARK: Reading

    /// All entries, oldest first, the chain verified.
    /// - Throws: `Rejection` `access.changed` at the first line that does not follow from the one before.
    func entries() throws -> [AccessEntry] {
        guard let data = FileManager.default.contents(atPath: path) else { return [] }
        var previous = ""
        var entries: [AccessEntry] = []
        for (index, text) in data.split(separator: 0x0A).enumerated() {
            guard let line = try? JSONDecoder().decode(Line.self, from: text),  // told with its number
                line.hash == line.chained(previous)
            else {
                throw Rejection(
                    "access.changed", ["line": "\(index + 1)"], at: SourceSpan(file: path, line: index + 1))
            }
            previous = line.hash
            entries.append(
                AccessEntry(
                    at: Instant(milliseconds: line.at), by: line.by, person: line.person, purpose: line.purpose,
                    fields: line.fields, isOwn: line.own))
        }
        return entries
    }
}

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
    private let indexPath: String

    init(_ out: OutFolder) {
        path = out.state + "/access.log"
        keyPath = out.state + "/access.key"
        indexPath = out.state + "/access.index"
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

        var entry: AccessEntry {
            AccessEntry(
                at: Instant(milliseconds: at), by: by, person: person, purpose: purpose, fields: fields, isOwn: own)
        }
    }

    /// A look at a person.
    struct Look {
        /// The officer.
        let by: String
        /// The person's number.
        let id: String
        let purpose: String
        /// The parts that are shown.
        let fields: String
        /// Whether it is the officer himself or his household.
        let isOwn: Bool
    }

    // MARK: Writing

    /// Appends a look; it is on the disk when this returns. Others that write at the same moment wait.
    /// - Throws: `FileFailure`; who cannot be logged sees nothing.
    func append(_ look: Look, at now: Instant = OfficeDay.now) throws { try append([look], at: now) }

    /// Appends looks in their order, all or, after a failure, some from the first on.
    func append(_ looks: [Look], at now: Instant = OfficeDay.now) throws {
        let key = try key()
        let persons = looks.map { AccessLog.hash(of: $0.id, key: key) }
        let file = try opened(O_RDWR | O_CREAT | O_APPEND)
        defer { close(file) }
        try AccessLog.lock(file, LOCK_EX, path: path)
        let tail = try AccessLog.tail(file, path: path)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var previous = tail.hash
        // What a crash left of a line stays, and is told by a verification.
        var bytes: [UInt8] = tail.isWhole ? [] : [0x0A]
        for (look, person) in zip(looks, persons) {
            var line = Line(
                at: now.milliseconds, by: look.by, person: person, purpose: look.purpose, fields: look.fields,
                own: look.isOwn, hash: "")
            line.hash = line.chained(previous)
            previous = line.hash
            bytes += [UInt8](try encoder.encode(line)) + [0x0A]
        }
        guard bytes.withUnsafeBytes({ Glibc.write(file, $0.baseAddress, $0.count) }) == bytes.count,
            fdatasync(file) == 0
        else { throw FileFailure(operation: "write", path: path, errno: errno) }
    }

    private func opened(_ flags: Int32) throws -> Int32 {
        let file = open(path, flags | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw FileFailure(operation: "open", path: path, errno: errno) }
        return file
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

    /// The hash of the last whole line, and whether the file, or its beginning of so many bytes, ends with one.
    private static func tail(
        _ file: Int32, before end: Int? = nil, path: String
    ) throws -> (hash: String, isWhole: Bool) {
        var size = end.map { off_t($0) } ?? lseek(file, 0, SEEK_END)
        guard size > 0 else { return ("", true) }
        var bytes: [UInt8] = []
        let step = 2 << 10
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
    func hash(of id: String) throws -> String { AccessLog.hash(of: id, key: try key()) }

    private static func hash(of id: String, key: String) -> String { DurableFile.sha256(key + ":" + id) }

    private func key() throws -> String {
        if let known = FileManager.default.contents(atPath: keyPath), known.count == 64 {
            return String(decoding: known, as: UTF8.self)
        }
        let random = World.live.random
        let chance = (0..<4).map { _ in String(random(), radix: 16) }.joined(separator: "-")
        let key = DurableFile.sha256(chance)
        // Whoever comes first makes it; the other reads it.
        let file = open(keyPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            guard errno == EEXIST else { throw FileFailure(operation: "create", path: keyPath, errno: errno) }
            guard let known = FileManager.default.contents(atPath: keyPath), known.count == 64 else {
                throw FileFailure(operation: "read", path: keyPath, errno: EIO)
            }
            return String(decoding: known, as: UTF8.self)
        }
        defer { close(file) }
        guard Array(key.utf8).withUnsafeBytes({ Glibc.write(file, $0.baseAddress, $0.count) }) == key.utf8.count,
            fsync(file) == 0
        else { throw FileFailure(operation: "write", path: keyPath, errno: errno) }
        return key
    }

    // MARK: Reading

    /// The looks at a person, oldest first, found by an index: each is the line that follows from the one before it.
    /// - Parameter person: as the log has it.
    /// - Throws: those of `entries` where a line does not; `FileFailure`.
    func looks(at person: String) throws -> [AccessEntry] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        let file = try opened(O_RDONLY)
        defer { close(file) }
        try AccessLog.lock(file, LOCK_EX, path: path)
        let index = try AccessIndex(path: indexPath)
        defer { index.close() }
        let known = try index.covered()
        let isOurs =
            try known.bytes > 0 && known.bytes <= Int(lseek(file, 0, SEEK_END))
            && AccessLog.tail(file, before: known.bytes, path: path).hash == known.hash
        if !isOurs { try index.empty() }
        guard try follow(file, index) else { return try entries().filter { $0.person == person } }
        var found: [AccessEntry] = []
        for offset in try index.offsets(of: person).reversed() {
            guard let line = try line(of: file, at: offset),
                line.hash == line.chained(try AccessLog.tail(file, before: offset, path: path).hash)
            else { return try entries().filter { $0.person == person } }
            if line.person == person { found.append(line.entry) }
        }
        return found
    }

    /// Brings the index up to the end of the log.
    /// - Returns: whether it got there; not where there is anything but lines and what a crash left of one.
    private func follow(_ file: Int32, _ index: AccessIndex) throws -> Bool {
        var start = try index.covered().bytes
        let size = Int(lseek(file, 0, SEEK_END))
        while start < size {
            let bytes = try AccessLog.read(min(AccessLog.block, size - start), of: file, at: start, path: path)
            guard let end = bytes.lastIndex(of: 0x0A) else { return bytes.count < AccessLog.block }
            var lines: [(person: String, offset: Int)] = []
            var hash = ""
            for text in bytes[...end].split(separator: 0x0A) {
                // A line that is none is passed over: verification tells of it.
                guard let line = try? JSONDecoder().decode(Line.self, from: Data(text)) else { continue }
                lines.append((line.person, start + text.startIndex))
                hash = line.hash
            }
            if lines.isEmpty { return false }
            start += end + 1
            try index.add(lines, covering: (start, hash))
        }
        return true
    }

    /// So much of the log is read at once; a longer line is none.
    private static let block = 4 << 20

    private func line(of file: Int32, at offset: Int) throws -> Line? {
        var length = 1 << 10
        while true {
            let bytes = try AccessLog.read(length, of: file, at: offset, path: path)
            if let end = bytes.firstIndex(of: 0x0A) {
                // What is no line any more is told by the whole log's verification.
                return try? JSONDecoder().decode(Line.self, from: Data(bytes[..<end]))
            }
            guard bytes.count == length else { return nil }
            length *= 4
        }
    }

    /// So many bytes, or what there is.
    private static func read(_ count: Int, of file: Int32, at offset: Int, path: String) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let got = pread(file, &bytes, count, off_t(offset))
        guard got >= 0 else { throw FileFailure(operation: "read", path: path, errno: errno) }
        return got == count ? bytes : Array(bytes[..<got])
    }

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
            entries.append(line.entry)
        }
        return entries
    }
}

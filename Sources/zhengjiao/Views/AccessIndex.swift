import Foundation
import Glibc
import Storage

/// Where the log of looks has those at a person: a file beside the log, made of it and made anew when it is lost or
/// does not belong to it, so that a look does not read a year of looks. Used under the log's lock only.
///
/// It is `covered` bytes of the log, the number of entries, the hash of the last line covered, a head for each of
/// 65,536 slots, and the entries: each the place of a line and the entry of the same slot before it. Numbers are eight
/// bytes, and an entry's own begins with 1.
struct AccessIndex {
    private let file: Int32
    private let path: String

    private static let (coveredAt, countAt, hashAt, headsAt) = (0, 8, 16, 4_096)
    private static let slots = 1 << 16
    private static let entriesAt = headsAt + slots * 8
    private static let hashLength = 64

    /// - Throws: `FileFailure`.
    init(path: String) throws {
        self.path = path
        file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw FileFailure(operation: "open", path: path, errno: errno) }
    }

    func close() { _ = Glibc.close(file) }

    /// The bytes of the log that it has, and the hash of the last line in them.
    func covered() throws -> (bytes: Int, hash: String) {
        guard let header = try read(AccessIndex.headsAt, at: 0) else { return (0, "") }
        let hash = header[AccessIndex.hashAt..<AccessIndex.hashAt + AccessIndex.hashLength]
        return (AccessIndex.number(header[AccessIndex.coveredAt...]), String(decoding: hash, as: UTF8.self))
    }

    /// Forgets everything: what it has is not of this log.
    func empty() throws {
        guard ftruncate(file, 0) == 0 else { throw FileFailure(operation: "truncate", path: path, errno: errno) }
    }

    /// Adds lines of the log, in their order. What it says to cover is on the disk before it says so.
    /// - Parameter covering: the bytes of the log up to the end of these lines, and the hash of the last.
    func add(_ lines: [(person: String, offset: Int)], covering: (bytes: Int, hash: String)) throws {
        var count = try read(8, at: AccessIndex.countAt).map { AccessIndex.number($0[...]) } ?? 0
        let start = AccessIndex.entriesAt + count * 16
        var heads: [Int: Int] = [:]
        var bytes: [UInt8] = []
        for line in lines {
            let slot = AccessIndex.slot(of: line.person)
            let before = try heads[slot] ?? head(of: slot, count: count)
            bytes += AccessIndex.bytes(line.offset) + AccessIndex.bytes(before)
            count += 1
            heads[slot] = count
        }
        try write(bytes, at: start)
        for (slot, head) in heads { try write(AccessIndex.bytes(head), at: AccessIndex.headsAt + slot * 8) }
        guard fdatasync(file) == 0 else { throw FileFailure(operation: "write", path: path, errno: errno) }
        try write(
            AccessIndex.bytes(covering.bytes) + AccessIndex.bytes(count) + Array(covering.hash.utf8),
            at: AccessIndex.coveredAt)
    }

    /// The places of all lines that may be about a person, the last first: some are about others of the same slot.
    func offsets(of person: String) throws -> [Int] {
        let count = try read(8, at: AccessIndex.countAt).map { AccessIndex.number($0[...]) } ?? 0
        var found: [Int] = []
        var entry = try head(of: AccessIndex.slot(of: person), count: count)
        while entry > 0, let bytes = try read(16, at: AccessIndex.entriesAt + (entry - 1) * 16) {
            found.append(AccessIndex.number(bytes[...]))
            let before = AccessIndex.number(bytes[8...])
            // Entries point backwards; one that does not is damaged, and the chain ends with it.
            guard before < entry else { break }
            entry = before
        }
        return found
    }

    /// The last entry of a slot. One that a crash left beyond the count is passed over.
    private func head(of slot: Int, count: Int) throws -> Int {
        var head = try read(8, at: AccessIndex.headsAt + slot * 8).map { AccessIndex.number($0[...]) } ?? 0
        while head > count {
            guard let entry = try read(16, at: AccessIndex.entriesAt + (head - 1) * 16) else { return 0 }
            let before = AccessIndex.number(entry[8...])
            head = before < head ? before : 0
        }
        return head
    }

    /// A person is a hash in hexadecimal digits.
    private static func slot(of person: String) -> Int { Int(person.prefix(4), radix: 16) ?? 0 }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
        Int(truncatingIfNeeded: bytes.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }

    private static func bytes(_ number: Int) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    /// Nil beyond the end.
    private func read(_ count: Int, at offset: Int) throws -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        let got = pread(file, &bytes, count, off_t(offset))
        guard got >= 0 else { throw FileFailure(operation: "read", path: path, errno: errno) }
        return got == count ? bytes : nil
    }

    private func write(_ bytes: [UInt8], at offset: Int) throws {
        guard bytes.withUnsafeBytes({ pwrite(file, $0.baseAddress, $0.count, off_t(offset)) }) == bytes.count
        else { throw FileFailure(operation: "write", path: path, errno: errno) }
    }
}

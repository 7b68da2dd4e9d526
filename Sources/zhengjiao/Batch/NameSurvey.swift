import Diagnostics
import Foundation

/// A first look at all records, before anything is written: how many there are, and whether two would get one file.
struct NameSurvey {
    private(set) var count = 0

    /// How many digits a record's number needs.
    var digits: Int { String(count).count }

    /// Of a name only its hash is kept, 128 bits, so that a million of them take little room.
    private struct Key: Hashable {
        var high: UInt64 = 0xCBF2_9CE4_8422_2325
        var low: UInt64 = 0x9AE1_6A3B_2F90_404F

        init(_ name: String) {
            for byte in name.utf8 {
                high = (high ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
                low = (low &+ UInt64(byte)) &* 0x9FB2_1C65_1E98_DF25
                low ^= low >> 32
            }
        }
    }

    private static let shownCollisions = 20

    /// - Throws: `Rejection` with the names that more than one record asks for; when there is no record at all.
    init(_ data: RunData, pattern: OutputPattern) throws {
        let records = try data.records()
        var first: [Key: Int32] = [:]
        var mistakes = DiagnosticList()
        var collisions = 0
        while let read = try records.next() {
            count += 1
            guard case .success(let record) = read.record else { continue }
            let name: String
            // A record without a name is reported when its turn comes.
            do { name = try pattern.path(record, number: read.number, digits: 9) } catch { continue }
            guard let other = first.updateValue(Int32(clamping: read.number), forKey: Key(name)) else { continue }
            collisions += 1
            guard collisions <= NameSurvey.shownCollisions else { continue }
            mistakes.error(
                "render.collision",
                ["file": name, "subject": read.subject, "number": "\(read.number)", "other": "\(other)"])
        }
        if collisions > NameSurvey.shownCollisions {
            mistakes.error("render.more-collisions", ["count": "\(collisions - NameSurvey.shownCollisions)"])
        }
        try mistakes.throwIfErrors()
        if count == 0 { throw Rejection("data.no-records") }
    }
}

import CHarfBuzz
import Diagnostics
import Typesetting

/// Bytes of a font file. Every look at them is checked: a damaged font leads anywhere.
struct FontBytes {
    let bytes: UnsafeRawBufferPointer

    /// Thrown where a font says what cannot be.
    struct Damage: Error {}

    var count: Int { bytes.count }

    @inline(__always)
    func byte(_ at: Int) throws -> Int {
        guard at >= 0, at < bytes.count else { throw Damage() }
        return Int(bytes[at])
    }

    func word(_ at: Int) throws -> Int { try number(at, bytes: 2) }

    func signedWord(_ at: Int) throws -> Int { Int(Int16(truncatingIfNeeded: try word(at))) }

    func long(_ at: Int) throws -> Int { try number(at, bytes: 4) }

    /// A number without sign, the highest byte first.
    func number(_ at: Int, bytes size: Int) throws -> Int {
        guard at >= 0, at <= bytes.count - size else { throw Damage() }
        var value = 0
        for place in at..<at + size { value = value << 8 | Int(bytes[place]) }
        return value
    }

    func slice(_ range: Range<Int>) throws -> UnsafeRawBufferPointer {
        guard range.lowerBound >= 0, range.upperBound <= bytes.count else { throw Damage() }
        return UnsafeRawBufferPointer(rebasing: bytes[range])
    }

    /// - Throws: `Damage` also for lengths that no buffer has.
    func slice(_ start: Int, _ length: Int) throws -> UnsafeRawBufferPointer {
        guard start >= 0, length >= 0, start <= bytes.count, length <= bytes.count - start else { throw Damage() }
        return UnsafeRawBufferPointer(rebasing: bytes[start..<start + length])
    }
}

/// The tables of a face, in the file that is mapped into memory.
final class FontTables {
    let name: String
    private let face: OpaquePointer
    private var blobs: [OpaquePointer] = []

    /// - Throws: `FontFailure` when the file cannot be read.
    init(_ source: FontFace) throws {
        guard let blob = hb_blob_create_from_file_or_fail(source.path) else {
            throw FontFailure(source.name, "cannot read \(source.path)")
        }
        defer { hb_blob_destroy(blob) }
        guard let face = hb_face_create(blob, UInt32(source.index)) else {
            throw FontFailure(source.name, "out of memory")
        }
        name = source.name
        self.face = face
    }

    deinit {
        for blob in blobs { hb_blob_destroy(blob) }
        hb_face_destroy(face)
    }

    /// Nil when the font has no such table.
    func table(_ tag: StaticString) -> FontBytes? {
        let number = UnsafeBufferPointer(start: tag.utf8Start, count: 4).reduce(0) { $0 << 8 | hb_tag_t($1) }
        guard let blob = hb_face_reference_table(face, number) else { return nil }
        blobs.append(blob)
        var length: UInt32 = 0
        guard let start = hb_blob_get_data(blob, &length), length > 0 else { return nil }
        return FontBytes(bytes: UnsafeRawBufferPointer(start: start, count: Int(length)))
    }

    /// The name that the font goes by in PostScript, in the letters that such names may have.
    var postScriptName: String {
        var room = [CChar](repeating: 0, count: 128)
        var length = UInt32(room.count)
        hb_ot_name_get_utf8(face, hb_ot_name_id_t(6), nil, &length, &room)
        let bytes = room.prefix(Int(min(length, 127))).map { UInt8(bitPattern: $0) }
        let kept = bytes.filter { (0x21...0x7E).contains($0) && !"()<>[]{}/%#".utf8.contains($0) }
        return kept.isEmpty ? "Font" : String(decoding: kept, as: UTF8.self)
    }
}

package struct FontFailure: Error, CustomStringConvertible {
    package let description: String
    init(_ font: String, _ reason: String) { description = "font \(font): \(reason)" }
}

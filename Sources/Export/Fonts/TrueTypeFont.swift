/// The outlines of a TrueType font (OpenType 1.9, `glyf`), of which some glyphs are written as a font of their own,
/// without the programs that fit them to pixels.
final class TrueTypeFont {
    private let tables: [(tag: StaticString, bytes: FontBytes)]
    private let head, metrics, places, outlines: FontBytes
    private let hasLongPlaces: Bool
    private let metricCount: Int
    private let glyphCount: Int

    /// - Throws: `FontBytes.Damage`.
    init(_ tables: FontTables, outlines: FontBytes) throws {
        func table(_ tag: StaticString) throws -> FontBytes {
            guard let table = tables.table(tag) else { throw FontBytes.Damage() }
            return table
        }
        head = try table("head")
        metrics = try table("hmtx")
        places = try table("loca")
        self.outlines = outlines
        let (horizontal, profile) = (try table("hhea"), try table("maxp"))
        hasLongPlaces = try head.word(50) != 0
        metricCount = try horizontal.word(34)
        glyphCount = try profile.word(4)
        guard metricCount > 0, head.count >= 54, horizontal.count >= 36, profile.count >= 32 else {
            throw FontBytes.Damage()
        }
        self.tables = [("head", head), ("hhea", horizontal), ("maxp", profile)]
    }

    /// A font of the glyphs, of glyph 0, and of those that they are put together from.
    /// - Returns: the font, and by glyph the place it has there.
    func subset(_ glyphs: [UInt32]) throws -> (font: [UInt8], places: [UInt32: Int]) {
        var order: [UInt32] = [0]
        var newPlaces: [UInt32: Int] = [0: 0]
        func place(_ glyph: UInt32) -> Int {
            if let known = newPlaces[glyph] { return known }
            order.append(glyph)
            newPlaces[glyph] = order.count - 1
            return order.count - 1
        }
        for glyph in glyphs { _ = place(glyph) }
        var shapes: [UInt8] = []
        var starts: [Int] = [0]
        var widths: [UInt8] = []
        var at = 0
        while at < order.count {
            guard order.count <= 0xFFFF, shapes.count < 1 << 28 else { throw FontBytes.Damage() }
            try shapes += outline(order[at], place: place)
            while shapes.count % 4 != 0 { shapes.append(0) }
            starts.append(shapes.count)
            try widths += metric(Int(order[at]))
            at += 1
        }
        var parts = tables.map { (tag: $0.tag, bytes: Array($0.bytes.bytes)) }
        put(1, at: 50, in: &parts[0].bytes)
        put(order.count, at: 34, in: &parts[1].bytes)
        put(order.count, at: 4, in: &parts[2].bytes)
        // No programs, nothing that they would need.
        for field in stride(from: 14, to: 28, by: 2) { put(field == 14 ? 1 : 0, at: field, in: &parts[2].bytes) }
        let loca = starts.flatMap { start in (0..<4).map { UInt8(truncatingIfNeeded: start >> (24 - $0 * 8)) } }
        parts += [("hmtx", widths), ("loca", loca), ("glyf", shapes)]
        return (TrueTypeFont.file(parts), newPlaces)
    }

    private func put(_ value: Int, at place: Int, in bytes: inout [UInt8]) {
        bytes[place] = UInt8(truncatingIfNeeded: value >> 8)
        bytes[place + 1] = UInt8(truncatingIfNeeded: value)
    }

    private func metric(_ glyph: Int) throws -> [UInt8] {
        let own = min(glyph, metricCount - 1)
        let advance = try metrics.slice(own * 4, 2)
        let bearing = try metrics.slice(glyph < metricCount ? glyph * 4 + 2 : metricCount * 2 + glyph * 2, 2)
        return Array(advance) + Array(bearing)
    }

    private func range(_ glyph: Int) throws -> Range<Int> {
        guard glyph < glyphCount else { throw FontBytes.Damage() }
        let start = hasLongPlaces ? try places.long(glyph * 4) : try places.word(glyph * 2) * 2
        let end = hasLongPlaces ? try places.long(glyph * 4 + 4) : try places.word(glyph * 2 + 2) * 2
        guard start <= end, end <= outlines.count else { throw FontBytes.Damage() }
        return start..<end
    }

    private func outline(_ glyph: UInt32, place: (UInt32) -> Int) throws -> [UInt8] {
        let own = FontBytes(bytes: try outlines.slice(try range(Int(glyph))))
        guard own.count > 0 else { return [] }
        let contours = try own.signedWord(0)
        if contours >= 0 {
            let programs = 10 + contours * 2
            let flags = programs + 2 + (try own.word(programs))
            return Array(try own.slice(0, programs)) + [0, 0] + Array(try own.slice(flags, own.count - flags))
        }
        return try composite(own, place: place)
    }

    private enum Flag {
        static let areWords = 0x1, hasScale = 0x8, goesOn = 0x20, hasTwoScales = 0x40, hasMatrix = 0x80
        static let hasPrograms = 0x100
    }

    private func composite(_ own: FontBytes, place: (UInt32) -> Int) throws -> [UInt8] {
        var bytes = Array(try own.slice(0, 10))
        var at = 10
        var flags = Flag.goesOn
        while flags & Flag.goesOn != 0 {
            flags = try own.word(at)
            let component = UInt32(try own.word(at + 2))
            guard component < glyphCount else { throw FontBytes.Damage() }
            let new = place(component)
            let kept = flags & ~Flag.hasPrograms
            bytes += [UInt8(kept >> 8), UInt8(kept & 0xFF), UInt8(new >> 8), UInt8(new & 0xFF)]
            var length = flags & Flag.areWords != 0 ? 4 : 2
            if flags & Flag.hasScale != 0 { length += 2 } else if flags & Flag.hasTwoScales != 0 { length += 4 } else
            if flags & Flag.hasMatrix != 0 { length += 8 }
            bytes += Array(try own.slice(at + 4, length))
            at += 4 + length
        }
        return bytes
    }

    /// A font file of the tables.
    private static func file(_ tables: [(tag: StaticString, bytes: [UInt8])]) -> [UInt8] {
        func number(_ value: Int, _ size: Int) -> [UInt8] {
            (0..<size).map { UInt8(truncatingIfNeeded: value >> ((size - 1 - $0) * 8)) }
        }
        let sorted = tables.sorted { "\($0.tag)" < "\($1.tag)" }
        var power = 1
        while power * 2 <= sorted.count { power *= 2 }
        var head: [UInt8] = [0, 1, 0, 0] + number(sorted.count, 2) + number(power * 16, 2)
        head += number(power.trailingZeroBitCount, 2) + number((sorted.count - power) * 16, 2)
        var body: [UInt8] = []
        let start = head.count + sorted.count * 16
        for (tag, bytes) in sorted {
            var padded = bytes
            while padded.count % 4 != 0 { padded.append(0) }
            var sum: UInt32 = 0
            for at in stride(from: 0, to: padded.count, by: 4) {
                sum &+= padded[at..<at + 4].reduce(0) { $0 << 8 | UInt32($1) }
            }
            head += Array("\(tag)".utf8) + number(Int(sum), 4) + number(start + body.count, 4) + number(bytes.count, 4)
            body += padded
        }
        return head + body
    }
}

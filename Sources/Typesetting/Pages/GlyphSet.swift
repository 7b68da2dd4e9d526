/// Glyphs of one face: a set with one bit a glyph.
package struct GlyphSet: Hashable, Sendable {
    private var words: [UInt64] = []

    package init() {}

    package mutating func insert(_ glyph: UInt32) {
        let word = Int(glyph >> 6)
        if word >= words.count { words += repeatElement(0, count: word + 1 - words.count) }
        words[word] |= 1 << UInt64(glyph & 63)
    }

    package mutating func formUnion(_ other: GlyphSet) {
        if other.words.count > words.count {
            words += repeatElement(0, count: other.words.count - words.count)
        }
        for (at, word) in other.words.enumerated() { words[at] |= word }
    }

    package func contains(_ glyph: UInt32) -> Bool {
        let word = Int(glyph >> 6)
        return word < words.count && words[word] & (1 << UInt64(glyph & 63)) != 0
    }

    package var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// The glyphs in ascending order.
    package var sorted: [UInt32] {
        var glyphs: [UInt32] = []
        glyphs.reserveCapacity(count)
        for (at, bits) in words.enumerated() {
            var rest = bits
            while rest != 0 {
                glyphs.append(UInt32(at << 6 + rest.trailingZeroBitCount))
                rest &= rest - 1
            }
        }
        return glyphs
    }
}

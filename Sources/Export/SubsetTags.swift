import Typesetting

/// The six letters before the name of a font of which a file holds a part (ISO 32000-1, 9.6.4).
///
/// Cairo makes them of glyph numbers, which here are those of a small font that depends on what was printed before.
/// They are written anew from the document's own glyphs, so that the same pages give the same bytes whatever came
/// before them and on whichever thread.
struct SubsetTags {
    private var fingerprint: UInt64 = 0xCBF2_9CE4_8422_2325  // FNV-1a

    private static let letters = 6
    private static let places = ["/BaseFont /", "/FontName /"].map { Array($0.utf8) }

    mutating func note(_ run: GlyphRun) {
        for glyph in run.glyphs { fingerprint = (fingerprint ^ UInt64(glyph.id)) &* 0x100_0000_01B3 }
    }

    /// Rewrites the tags in the part of a file that holds the fonts.
    func rewrite(_ bytes: inout [UInt8], from start: Int) {
        var made: [[UInt8]: [UInt8]] = [:]
        var at = start
        while at + 24 < bytes.count {
            guard bytes[at] == UInt8(ascii: "/"), let place = place(bytes, at) else {
                at += 1
                continue
            }
            at += place.count
            let tag = at..<at + SubsetTags.letters
            guard bytes[tag].allSatisfy({ (0x41...0x5A).contains($0) }), bytes[tag.upperBound] == UInt8(ascii: "+")
            else { continue }
            let old = Array(bytes[tag])
            let new = made[old] ?? self.tag(made.count)
            made[old] = new
            bytes.replaceSubrange(tag, with: new)
        }
    }

    private func place(_ bytes: [UInt8], _ at: Int) -> [UInt8]? {
        SubsetTags.places.first { bytes[at..<at + $0.count].elementsEqual($0) }
    }

    /// The tag of the file's n-th font.
    private func tag(_ index: Int) -> [UInt8] {
        var rest = (fingerprint ^ UInt64(index)) &* 0x9E37_79B9_7F4A_7C15 >> 8
        return (0..<SubsetTags.letters).map { _ in
            defer { rest /= 26 }
            return UInt8(0x41 + rest % 26)
        }
    }
}

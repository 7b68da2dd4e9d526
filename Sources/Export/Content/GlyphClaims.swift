import Typesetting

/// Which glyphs of a face some content shows, and what text each of them stands for there.
///
/// A file can say of each glyph one text only (ToUnicode, ISO 32000-1, 9.10.3). The first text that content shows with
/// a glyph claims it; for any other the content says the text in its place (ActualText).
final class GlyphClaims {
    let face: FontFace
    /// Claims that hold already: those of the pages before. Content that would claim otherwise is written anew with
    /// them.
    private var settled: SettledGlyphs?
    /// The content that a mark belongs to, so that marks need not be wiped for each page.
    private var content: UInt32 = 0
    /// By glyph: the content that it was last met in, and its text there: a character, or one of the two below.
    private var marks: [UInt64] = []
    private var met: [UInt32] = []
    /// Texts of more than one character.
    private var texts: [UInt32: String] = [:]
    /// Advances in thousandths of an em as they will stand in the file, -1 where not yet asked for.
    private var widths: [Int32] = []

    static let unclaimed: UInt32 = 0xFFFF_FFFE
    private static let manyCharacters: UInt32 = 0xFFFF_FFFF

    init(_ face: FontFace) { self.face = face }

    /// Forgets all marks: other content begins.
    func begin(_ settled: SettledGlyphs?) {
        self.settled = settled
        content += 1
        met.removeAll(keepingCapacity: true)
        texts.removeAll(keepingCapacity: true)
    }

    var isEmpty: Bool { met.isEmpty }

    /// What the content came to claim.
    var use: FontUse {
        FontUse(
            face: face,
            glyphs: met.map { glyph in
                let value = UInt32(truncatingIfNeeded: marks[Int(glyph)])
                return GlyphUse(glyph: glyph, character: value == GlyphClaims.manyCharacters ? 0 : value)
            }, texts: texts)
    }

    private func make(room glyph: Int) {
        let count = max(glyph + 1, min(0x1_0000, marks.count * 2 + 1_024))
        marks += repeatElement(0, count: count - marks.count)
        widths += repeatElement(-1, count: count - widths.count)
    }

    /// The advance in thousandths of an em, which is also the unit of widths in a PDF.
    @inline(__always)
    func width(_ glyph: UInt32) -> Int {
        if Int(glyph) < widths.count, widths[Int(glyph)] >= 0 { return Int(widths[Int(glyph)]) }
        return measure(glyph)
    }

    private func measure(_ glyph: UInt32) -> Int {
        if Int(glyph) >= widths.count { make(room: Int(glyph)) }
        let width = face.thousandths(of: glyph)
        widths[Int(glyph)] = Int32(width)
        return width
    }

    @inline(__always)
    private func isMet(_ glyph: UInt32) -> Bool {
        Int(glyph) < marks.count && UInt32(truncatingIfNeeded: marks[Int(glyph)] >> 32) == content
    }

    /// Notes a glyph that shows no text of its own.
    func use(_ glyph: UInt32) {
        guard !isMet(glyph) else { return }
        if Int(glyph) >= marks.count { make(room: Int(glyph)) }
        marks[Int(glyph)] = UInt64(content) << 32 | UInt64(GlyphClaims.unclaimed)
        met.append(glyph)
    }

    /// Whether a glyph may stand for a character; claims it if nobody has.
    @inline(__always)
    func claim(_ glyph: UInt32, _ character: UInt32) -> Bool {
        if isMet(glyph), UInt32(truncatingIfNeeded: marks[Int(glyph)]) == character { return true }
        return claimAnew(glyph, character)
    }

    private func claimAnew(_ glyph: UInt32, _ character: UInt32) -> Bool {
        use(glyph)
        guard UInt32(truncatingIfNeeded: marks[Int(glyph)]) == GlyphClaims.unclaimed else { return false }
        if let settled, let known = settled.character(glyph), known != character { return false }
        marks[Int(glyph)] = UInt64(content) << 32 | UInt64(character)
        return true
    }

    /// The same for a text of more than one character.
    func claim(_ glyph: UInt32, _ text: String) -> Bool {
        use(glyph)
        let value = UInt32(truncatingIfNeeded: marks[Int(glyph)])
        if value == GlyphClaims.manyCharacters { return texts[glyph] == text }
        guard value == GlyphClaims.unclaimed else { return false }
        if let settled, settled.character(glyph) != nil, settled.texts[glyph] != text { return false }
        marks[Int(glyph)] = UInt64(content) << 32 | UInt64(GlyphClaims.manyCharacters)
        texts[glyph] = text
        return true
    }

    /// Takes over the claims of content that this content shows as a whole.
    /// - Returns: false when they contradict those that hold; then none is taken over.
    func join(_ use: FontUse) -> Bool {
        guard use.glyphs.allSatisfy({ allows($0, use.texts) }) else { return false }
        for entry in use.glyphs {
            switch entry.character {
            case GlyphClaims.unclaimed: self.use(entry.glyph)
            case 0: _ = claim(entry.glyph, use.texts[entry.glyph] ?? "")
            default: _ = claim(entry.glyph, entry.character)
            }
        }
        return true
    }

    private func allows(_ entry: GlyphUse, _ others: [UInt32: String]) -> Bool {
        guard entry.character != GlyphClaims.unclaimed else { return true }
        let mark = isMet(entry.glyph) ? UInt32(truncatingIfNeeded: marks[Int(entry.glyph)]) : GlyphClaims.unclaimed
        switch mark {
        case GlyphClaims.unclaimed: return settled?.allows(entry, others) ?? true
        case GlyphClaims.manyCharacters: return entry.character == 0 && texts[entry.glyph] == others[entry.glyph]
        default: return mark == entry.character
        }
    }

    /// What holds here and for all content before.
    func settledHere() -> SettledGlyphs {
        let all = SettledGlyphs(face)
        if let settled { all.settle(settled.use) }
        all.settle(use)
        return all
    }
}

/// The glyphs of one face that some content uses.
struct FontUse: Sendable, Equatable {
    let face: FontFace
    let glyphs: [GlyphUse]
    /// Of glyphs whose text is more than one character.
    let texts: [UInt32: String]
}

struct GlyphUse: Sendable, Equatable {
    var glyph: UInt32
    /// 0 where the text has several characters, `GlyphClaims.unclaimed` where the glyph stands for none.
    var character: UInt32
}

/// The glyphs of one face in a whole file, with the texts that they stand for.
final class SettledGlyphs {
    let face: FontFace
    /// By glyph, in pieces of 64, of which most are empty: a file uses some of tens of thousands of glyphs.
    private var characters: [[UInt32]] = Array(repeating: [], count: 1_024)
    private(set) var texts: [UInt32: String] = [:]

    /// No character, and none of the values that stand for something else than one.
    private static let unused: UInt32 = 0xFFFF_FFFD

    init(_ face: FontFace) { self.face = face }

    /// 0 for a text of several characters; nil for a glyph that is not claimed.
    func character(_ glyph: UInt32) -> UInt32? {
        let known = self[glyph]
        return known == GlyphClaims.unclaimed || known == SettledGlyphs.unused ? nil : known
    }

    private subscript(glyph: UInt32) -> UInt32 {
        let piece = characters[Int(glyph >> 6)]
        return piece.isEmpty ? SettledGlyphs.unused : piece[Int(glyph & 63)]
    }

    /// All glyphs in ascending order.
    var glyphs: [UInt32] {
        characters.indices.filter { !characters[$0].isEmpty }.flatMap { piece in
            (0..<64).map { UInt32(piece << 6 + $0) }.filter { self[$0] != SettledGlyphs.unused }
        }
    }

    func agrees(with use: FontUse) -> Bool { use.glyphs.allSatisfy { allows($0, use.texts) } }

    func allows(_ entry: GlyphUse, _ others: [UInt32: String]) -> Bool {
        guard entry.character != GlyphClaims.unclaimed, let known = character(entry.glyph) else { return true }
        return known == entry.character && (known != 0 || texts[entry.glyph] == others[entry.glyph])
    }

    var use: FontUse {
        FontUse(
            face: face, glyphs: glyphs.map { GlyphUse(glyph: $0, character: self[$0]) }, texts: texts)
    }

    func settle(_ use: FontUse) {
        for entry in use.glyphs {
            let piece = Int(entry.glyph >> 6)
            if characters[piece].isEmpty { characters[piece] = Array(repeating: SettledGlyphs.unused, count: 64) }
            if entry.character == GlyphClaims.unclaimed, self[entry.glyph] != SettledGlyphs.unused { continue }
            characters[piece][Int(entry.glyph & 63)] = entry.character
            if entry.character == 0 { texts[entry.glyph] = use.texts[entry.glyph] }
        }
    }
}

extension FontFace {
    /// A glyph's advance in thousandths of an em.
    func thousandths(of glyph: UInt32) -> Int {
        let em = max(unitsPerEm, 1)
        return max(0, min(30_000, (advance(of: glyph) * 1_000 + em / 2) / em))
    }
}

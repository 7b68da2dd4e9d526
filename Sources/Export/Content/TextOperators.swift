import Diagnostics
import Markup
import Typesetting

/// Where the next glyph would stand, and what of a string has been written (ISO 32000-1, 9.4).
struct TextPen {
    /// The start of the line, in units.
    var lineX = 0
    var lineY = 0
    /// Where the glyphs so far end, in thousandths of a unit, as readers reckon from the widths in the file.
    var position = 0
    /// What is to be added to exact places on this line, which starts at a whole unit.
    var offset = 0
    /// Whether the line's start and font are those of the glyphs to come.
    var isPlaced = false
    var isTurned = false
    /// Where the bracket of the string that is open stands; -1 when none is.
    var bracket = -1
    var hasGaps = false

    /// Ends the string that is open.
    @inline(__always)
    mutating func close(_ out: PDFBytes) {
        guard bracket >= 0 else { return }
        if hasGaps { out.put(")]TJ ") } else {
            out[bracket] = UInt8(ascii: " ")
            out.put(")Tj ")
        }
        bracket = -1
    }

    mutating func open(_ out: PDFBytes) {
        bracket = out.count
        hasGaps = false
        out.put("[(")
    }
}

/// Runs of glyphs as text.
extension ContentEncoder {
    func show(_ runs: [GlyphRun]) throws {
        out.put("BT ")
        var pen = TextPen()
        for run in runs { try show(run, &pen) }
        pen.close(out)
        out.put("ET\n")
    }

    private func show(_ run: GlyphRun, _ pen: inout TextPen) throws {
        let glyphs = claims(of: run.face)
        let size = max(1, Units.whole(run.size))
        var base = run.origin
        // What is set between strings would end them.
        if !isSet(run, glyphs.name, size) {
            pen.close(out)
            set(run.color)
            lastText = (run.color, glyphs.name, size)
            if ink.font(glyphs.name, size, out) { pen.isPlaced = false }
        }
        if run.rotation != 0 {
            pen.close(out)
            turn(run)
            pen = TextPen(isTurned: true)
            base = Point(x: 0, y: height)
        } else if pen.isTurned {
            pen.close(out)
            let (x, y) = (Units.whole(base.x), Units.whole(height &- base.y))
            out.put("1 0 0 1 ")
            out.number(x)
            out.number(y)
            out.put("Tm ")
            pen = TextPen(lineX: x, lineY: y)
        }
        var text = run.text
        try text.withUTF8 { try show(run, $0, glyphs.claims, base: base, size: size, &pen) }
    }

    private func isSet(_ run: GlyphRun, _ name: Int, _ size: Int) -> Bool {
        lastText?.color == run.color && lastText?.font == name && lastText?.size == size
    }

    /// Moves to the run's origin and turns about it.
    private func turn(_ run: GlyphRun) {
        let turn = Turn(thousandthsOfDegrees: run.rotation)
        let (cosine, sine) = (Int((turn.cosine * 1e6).rounded()), Int((turn.sine * 1e6).rounded()))
        for factor in [cosine, -sine, sine, cosine] { out.number(millionths: factor) }
        out.number(Units.whole(run.origin.x))
        out.number(Units.whole(height &- run.origin.y))
        out.put("Tm ")
    }

    // MARK: Clusters

    private func show(
        _ run: GlyphRun, _ text: UnsafeBufferPointer<UInt8>, _ claims: GlyphClaims, base: Point, size: Int,
        _ pen: inout TextPen
    ) throws {
        let (all, clusters) = (run.glyphs, run.clusters)
        var glyph = 0
        var byte = 0
        var at = 0
        while at < clusters.count {
            let start = byte
            var count = clusters[at].glyphs
            byte = min(text.count, byte + max(0, clusters[at].bytes))
            at += 1
            // Text without glyphs goes with its neighbour.
            while at < clusters.count, clusters[at].glyphs == 0 || count == 0 {
                byte = min(text.count, byte + max(0, clusters[at].bytes))
                count += clusters[at].glyphs
                at += 1
            }
            let range = glyph..<min(all.count, glyph + max(0, count))
            glyph = range.upperBound
            let bytes = UnsafeBufferPointer(rebasing: text[start..<byte])
            let stands = range.count == 1 && bytes.count > 0 && claim(all[range.lowerBound].id, bytes, claims)
            if !stands, !range.isEmpty { beginActualText(bytes, &pen) }
            for own in all[range] { try show(own, run, claims, base: base, size: size, &pen) }
            if !stands, !range.isEmpty { endActualText(&pen) }
        }
        guard glyph < all.count else { return }
        beginActualText(UnsafeBufferPointer(rebasing: text[byte...]), &pen)
        for own in all[glyph...] { try show(own, run, claims, base: base, size: size, &pen) }
        endActualText(&pen)
    }

    @inline(__always)
    private func claim(_ glyph: UInt32, _ bytes: UnsafeBufferPointer<UInt8>, _ claims: GlyphClaims) -> Bool {
        guard glyph <= 0xFFFF else { return false }
        if let character = ContentEncoder.character(bytes) { return claims.claim(glyph, character) }
        return claims.claim(glyph, String(decoding: bytes, as: UTF8.self))
    }

    /// The one character of a text; nil where there are more.
    @inline(__always)
    private static func character(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32? {
        let first = UInt32(bytes[0])
        switch bytes.count {
        case 1: return first == 0 ? nil : first
        case 2 where first >> 5 == 6: return (first & 31) << 6 | UInt32(bytes[1]) & 63
        case 3 where first >> 4 == 14:
            return (first & 15) << 12 | (UInt32(bytes[1]) & 63) << 6 | UInt32(bytes[2]) & 63
        case 4 where first >> 3 == 30:
            let high = (first & 7) << 18 | (UInt32(bytes[1]) & 63) << 12
            return high | (UInt32(bytes[2]) & 63) << 6 | UInt32(bytes[3]) & 63
        default: return nil
        }
    }

    private func beginActualText(_ bytes: UnsafeBufferPointer<UInt8>, _ pen: inout TextPen) {
        pen.close(out)
        out.put("/Span<</ActualText")
        out.text(String(decoding: bytes, as: UTF8.self))
        out.put(">>BDC ")
    }

    private func endActualText(_ pen: inout TextPen) {
        pen.close(out)
        out.put("EMC ")
    }

    // MARK: Glyphs

    @inline(__always)
    private func show(
        _ glyph: GlyphRun.Glyph, _ run: GlyphRun, _ claims: GlyphClaims, base: Point, size: Int, _ pen: inout TextPen
    ) throws {
        let code = glyph.id
        // The box for what a font has not: layout refuses it, and no paper is to show it.
        guard code != 0 else { throw Rejection("export.missing-glyph", ["text": run.text, "font": run.face.name]) }
        guard code <= 0xFFFF else { throw Rejection("font.damaged", ["font": run.face.name]) }
        claims.use(code)
        bring(&pen, to: base.x &+ glyph.x, base.y &+ glyph.y, size: size)
        out.escaped(UInt8(truncatingIfNeeded: code >> 8))
        out.escaped(UInt8(truncatingIfNeeded: code))
        pen.position &+= claims.width(code) &* size
    }

    /// Brings the pen to where a glyph stands: by a gap in the string, or by a move.
    @inline(__always)
    private func bring(_ pen: inout TextPen, to x: Length, _ y: Length, size: Int) {
        let exact = Units.thousandths(x)
        let lineY = Units.whole(height &- y)
        if pen.isPlaced, lineY == pen.lineY {
            let gap = exact &+ pen.offset &- pen.position
            if gap.magnitude &* 2 <= UInt(size) {
                if pen.bracket < 0 { pen.open(out) }
                return
            }
            // In thousandths of the size; larger ones are moves between places.
            let steps = (gap >= 0 ? gap &+ size / 2 : gap &- size / 2) / size
            if steps.magnitude <= 1_000 { return leave(steps, size: size, &pen) }
        }
        move(Units.whole(x), lineY, exact: exact, &pen)
    }

    private func leave(_ steps: Int, size: Int, _ pen: inout TextPen) {
        if pen.bracket < 0 {
            pen.bracket = out.count
            out.put("[")
        } else {
            out.put(")")
        }
        out.digits(-steps)
        out.put("(")
        pen.hasGaps = true
        pen.position &+= steps &* size
    }

    private func move(_ x: Int, _ y: Int, exact: Int, _ pen: inout TextPen) {
        pen.close(out)
        if x != pen.lineX || y != pen.lineY {
            out.number(x &- pen.lineX)
            out.number(y &- pen.lineY)
            out.put("Td ")
        }
        (pen.lineX, pen.lineY) = (x, y)
        pen.position = x &* 1_000
        pen.offset = pen.position &- exact
        pen.isPlaced = true
        pen.open(out)
    }
}

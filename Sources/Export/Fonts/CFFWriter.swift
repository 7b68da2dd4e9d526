/// Writes some glyphs of a CFF font as a font of its own whose character identifiers are the glyph numbers of the whole
/// font (ISO 32000-1, 9.7.4.2; Adobe Technical Note 5176). So a page may say which glyphs it shows before it is known
/// which of them the file will hold.
struct CFFWriter {
    private let font: CFFFont
    private let name: String
    /// In ascending order, without glyph 0.
    private let glyphs: [UInt32]
    private let charstrings: [[UInt8]]

    /// - Parameter charstrings: of glyph 0, then of `glyphs`.
    init(_ font: CFFFont, name: String, glyphs: [UInt32], charstrings: [[UInt8]]) {
        (self.font, self.name, self.glyphs, self.charstrings) = (font, name, glyphs, charstrings)
    }

    func bytes() throws -> [UInt8] {
        var used: [Int] = []
        let selected = try ([0] + glyphs).map { glyph -> Int in
            let own = try font.font(of: Int(glyph))
            if let known = used.firstIndex(of: own) { return known }
            used.append(own)
            return used.count - 1
        }
        let head: [UInt8] = [1, 0, 4, 4] + index([Array(name.utf8)])
        let strings = index([Array("Adobe".utf8), Array("Identity".utf8)]) + [0, 0]
        let set = charset()
        let select = fontSelect(selected)
        let programs = index(charstrings)
        // Offsets have five bytes wherever they stand, so the lengths are known before the offsets.
        let topSize = index([top(0, 0, 0, 0)]).count
        let setStart = head.count + topSize + strings.count
        let selectStart = setStart + set.count
        let programStart = selectStart + select.count
        let arrayStart = programStart + programs.count
        let arraySize = index(used.map { dict(font.fonts[$0], at: 0) }).count
        var at = arrayStart + arraySize
        var dicts: [[UInt8]] = []
        for own in used {
            dicts.append(dict(font.fonts[own], at: at))
            at += font.fonts[own].priv.widths.count
        }
        return head + index([top(setStart, selectStart, programStart, arrayStart)]) + strings + set + select + programs
            + index(dicts) + used.flatMap { font.fonts[$0].priv.widths }
    }

    private func top(_ charset: Int, _ select: Int, _ programs: Int, _ array: Int) -> [UInt8] {
        // The two strings of our own are numbered behind the standard ones.
        let ros = offset(391) + offset(392) + offset(0) + [12, 30]
        return ros + font.matrix + font.box + offset(65_535) + [12, 34] + offset(charset) + [15]
            + offset(select) + [12, 37] + offset(programs) + [17] + offset(array) + [12, 36]
    }

    private func dict(_ own: CFFFont.FontDict, at place: Int) -> [UInt8] {
        own.matrix + offset(own.priv.widths.count) + offset(place) + [18]
    }

    private func offset(_ value: Int) -> [UInt8] { [29] + CFFWriter.number(value, bytes: 4) }

    private static func number(_ value: Int, bytes: Int) -> [UInt8] {
        (0..<bytes).map { UInt8(truncatingIfNeeded: value >> ((bytes - 1 - $0) * 8)) }
    }

    private func index(_ things: [[UInt8]]) -> [UInt8] {
        let size = things.reduce(0) { $0 + $1.count }
        let width = size < 0xFF ? 1 : size < 0xFFFF ? 2 : 3
        var bytes = CFFWriter.number(things.count, bytes: 2) + [UInt8(width)]
        bytes.reserveCapacity(bytes.count + (things.count + 1) * width + size)
        var end = 1
        bytes += CFFWriter.number(end, bytes: width)
        for thing in things {
            end += thing.count
            for shift in stride(from: (width - 1) * 8, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: end >> shift))
            }
        }
        for thing in things { bytes += thing }
        return bytes
    }

    private func charset() -> [UInt8] {
        [0] + glyphs.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    }

    /// Ranges of glyphs that belong to one font.
    private func fontSelect(_ selected: [Int]) -> [UInt8] {
        var ranges: [UInt8] = []
        var count = 0
        for (at, font) in selected.enumerated() where at == 0 || font != selected[at - 1] {
            ranges += CFFWriter.number(at, bytes: 2) + [UInt8(font)]
            count += 1
        }
        return [3] + CFFWriter.number(count, bytes: 2) + ranges + CFFWriter.number(selected.count, bytes: 2)
    }
}

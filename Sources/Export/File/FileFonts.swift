import Typesetting

/// The fonts of a file: a number for each as soon as a page names it, and at the end exactly the glyphs that the file
/// uses.
final class FileFonts {
    private let file: ObjectFile
    private var numbers: [ObjectIdentifier: Int] = [:]
    /// In the order in which pages came to use them.
    private var used: [(glyphs: SettledGlyphs, number: Int)] = []

    private let deflater: Deflater

    /// - Parameter deflater: for the outlines.
    init(_ file: ObjectFile, _ deflater: Deflater) { (self.file, self.deflater) = (file, deflater) }

    /// What the pages so far have settled for a face.
    func settled(_ face: FontFace) -> SettledGlyphs? { numbers[ObjectIdentifier(face)].map { used[$0].glyphs } }

    func agrees(with content: EncodedContent) -> Bool {
        content.fonts.allSatisfy { settled($0.face)?.agrees(with: $0) ?? true }
    }

    /// The number of the font's object.
    func number(_ face: FontFace) -> Int {
        if let known = numbers[ObjectIdentifier(face)] { return used[known].number }
        numbers[ObjectIdentifier(face)] = used.count
        used.append((SettledGlyphs(face), file.reserve()))
        return used[used.count - 1].number
    }

    func settle(_ content: EncodedContent) {
        for use in content.fonts {
            _ = number(use.face)
            settled(use.face)?.settle(use)
        }
    }

    // MARK: Objects

    /// - Throws: `Rejection` when a font is damaged; what the file throws.
    func write(_ programs: FontPrograms) throws {
        for (glyphs, number) in used { try write(glyphs, number, try programs[glyphs.face]) }
    }

    /// ISO 32000-1, 9.7: a composite font whose codes are the glyphs of the whole font.
    private func write(_ settled: SettledGlyphs, _ number: Int, _ program: FontProgram) throws {
        let glyphs = settled.glyphs
        let subset = try program.subset(glyphs)
        let (data, descriptor, descendant, unicode) = (file.reserve(), file.reserve(), file.reserve(), file.reserve())
        var map: Int?
        switch subset.kind {
        case .compact:
            try file.deflate(data, subset.bytes, by: deflater) { $0.put("/Subtype/CIDFontType0C") }
        case .trueType(let places):
            try file.deflate(data, subset.bytes, by: deflater) { out in
                out.put("/Length1 ")
                out.digits(subset.bytes.count)
            }
            map = try write(places, glyphs)
        }
        try file.object(descriptor) { describe(program, subset, data, $0) }
        try file.object(descendant) { out in
            out.put(map == nil ? "<</Type/Font/Subtype/CIDFontType0" : "<</Type/Font/Subtype/CIDFontType2")
            if let map {
                out.put("/CIDToGIDMap ")
                out.reference(map)
            }
            out.put("/BaseFont")
            out.name(subset.name)
            out.put("/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000/FontDescriptor ")
            out.reference(descriptor)
            widths(glyphs, settled.face, out)
            out.put(">>")
        }
        try file.deflate(unicode, FileFonts.texts(settled, glyphs)) { _ in }
        try file.object(number) { out in
            out.put("<</Type/Font/Subtype/Type0/BaseFont")
            out.name(subset.name)
            out.put("/Encoding/Identity-H/DescendantFonts[")
            out.reference(descendant)
            out.put("]/ToUnicode ")
            out.reference(unicode)
            out.put(">>")
        }
    }

    /// By glyph of the whole font, two bytes: the glyph of the small one.
    private func write(_ places: [UInt32: Int], _ glyphs: [UInt32]) throws -> Int {
        var map = [UInt8](repeating: 0, count: (Int(glyphs.last ?? 0) + 1) * 2)
        for glyph in glyphs {
            guard let place = places[glyph] else { continue }
            map[Int(glyph) * 2] = UInt8(truncatingIfNeeded: place >> 8)
            map[Int(glyph) * 2 + 1] = UInt8(truncatingIfNeeded: place)
        }
        let number = file.reserve()
        try file.deflate(number, map) { _ in }
        return number
    }

    private func describe(_ program: FontProgram, _ subset: FontProgram.Subset, _ data: Int, _ out: PDFBytes) {
        out.put("<</Type/FontDescriptor/FontName")
        out.name(subset.name)
        // 4: glyphs that are not Latin letters only.
        out.put("/Flags 4/FontBBox[")
        for edge in program.box { out.number(edge) }
        out.put("]/ItalicAngle 0/Ascent ")
        out.number(program.ascent)
        out.put("/Descent ")
        out.number(program.descent)
        out.put("/CapHeight ")
        out.number(program.ascent)
        out.put("/StemV 80")
        if case .compact = subset.kind { out.put("/FontFile3 ") } else { out.put("/FontFile2 ") }
        out.reference(data)
        out.put(">>")
    }

    /// Those that are not an em; neighbours share a list.
    private func widths(_ glyphs: [UInt32], _ face: FontFace, _ out: PDFBytes) {
        var last: UInt32?
        for glyph in glyphs {
            let width = face.thousandths(of: glyph)
            guard width != 1_000 else { continue }
            if let last, glyph == last + 1 { out.put(" ") } else {
                out.put(last == nil ? "/W[" : "]")
                out.number(Int(glyph))
                out.put("[")
            }
            out.digits(width)
            last = glyph
        }
        if last != nil { out.put("]]") }
    }

    /// The CMap from glyphs to texts (9.10.3).
    private static func texts(_ settled: SettledGlyphs, _ glyphs: [UInt32]) -> [UInt8] {
        let out = PDFBytes(capacity: 1_024 + glyphs.count * 16)
        out.put("/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n")
        out.put("/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n")
        out.put("/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n")
        out.put("1 begincodespacerange<0000><FFFF>endcodespacerange\n")
        let claimed = glyphs.filter { settled.character($0) != nil }
        // A hundred at a time, as the clause demands.
        for start in stride(from: 0, to: claimed.count, by: 100) {
            let some = claimed[start..<min(claimed.count, start + 100)]
            out.digits(some.count)
            out.put(" beginbfchar\n")
            for glyph in some {
                out.put("<")
                out.hexadecimal(UInt16(truncatingIfNeeded: glyph))
                out.put("><")
                if let character = settled.character(glyph), let scalar = Unicode.Scalar(character), character != 0 {
                    for unit in UTF16.encode(scalar)! { out.hexadecimal(unit) }
                } else {
                    for unit in (settled.texts[glyph] ?? "").utf16 { out.hexadecimal(unit) }
                }
                out.put(">\n")
            }
            out.put("endbfchar\n")
        }
        out.put("endcmap CMapName currentdict/CMap defineresource pop end end\n")
        return out.array
    }
}

import Diagnostics
import Typesetting

/// A face as a writer needs it: the outlines of some of its glyphs as a small font.
final class FontProgram {
    /// Outlines that a PDF cannot take, such as CFF2, or glyphs that are put together in a way of old.
    struct Unfit: Error {}

    let face: FontFace
    private let tables: FontTables
    private let outlines: Outlines
    /// Charstrings by glyph: the same glyphs come in file after file.
    private var charstrings: [UInt32: [UInt8]] = [:]
    /// In thousandths of an em: left, bottom, right, top.
    let box: [Int]
    let ascent, descent: Int
    let postScriptName: String

    private enum Outlines {
        case compact(CFFFont)
        case trueType(TrueTypeFont)
    }

    /// A small font as it goes into a file.
    struct Subset {
        enum Kind {
            /// A bare CFF table; its character identifiers are the glyphs of the whole font.
            case compact
            /// A TrueType font, and by glyph of the whole font the place of the glyph in it.
            case trueType(places: [UInt32: Int])
        }

        var kind: Kind
        var bytes: [UInt8]
        /// The name with the tag that marks a part of a font (ISO 32000-1, 9.6.4).
        var name: String
    }

    /// - Throws: `Rejection` when the font is damaged or cannot be embedded; `FontFailure` when it cannot be read.
    init(_ face: FontFace) throws {
        self.face = face
        tables = try FontTables(face)
        do {
            if let table = tables.table("CFF ") { outlines = .compact(try CFFFont(table)) } else {
                guard let table = tables.table("glyf") else { throw Unfit() }
                outlines = .trueType(try TrueTypeFont(tables, outlines: table))
            }
        } catch { throw FontProgram.explained(error, face) }
        postScriptName = tables.postScriptName
        let unitsPerEm = max(face.unitsPerEm, 1)
        func thousandths(_ value: Int) -> Int { value * 1_000 / unitsPerEm }
        let head = tables.table("head")
        // Only for the descriptor, which readers use to choose a substitute: no reason to refuse a font.
        box = [36, 38, 40, 42].map { at in head.flatMap { try? $0.signedWord(at) }.map(thousandths) ?? 0 }
        (ascent, descent) = (thousandths(unitsPerEm * 88 / 100), thousandths(-unitsPerEm * 12 / 100))
    }

    private static func explained(_ error: any Error, _ face: FontFace) -> any Error {
        switch error {
        case is FontBytes.Damage: Rejection("font.damaged", ["font": face.name])
        case is Unfit: Rejection("export.font-outlines", ["font": face.name])
        default: error
        }
    }

    /// - Parameter glyphs: in ascending order, without glyph 0.
    /// - Throws: `Rejection` when the font is damaged.
    func subset(_ glyphs: [UInt32]) throws -> Subset {
        let name = FontProgram.tag(glyphs, postScriptName) + "+" + postScriptName
        do {
            switch outlines {
            case .compact(let font):
                let programs = try ([0] + glyphs).map { try charstring($0, font) }
                let bytes = try CFFWriter(font, name: name, glyphs: glyphs, charstrings: programs).bytes()
                return Subset(kind: .compact, bytes: bytes, name: name)
            case .trueType(let font):
                let (bytes, places) = try font.subset(glyphs)
                return Subset(kind: .trueType(places: places), bytes: bytes, name: name)
            }
        } catch { throw FontProgram.explained(error, face) }
    }

    private func charstring(_ glyph: UInt32, _ font: CFFFont) throws -> [UInt8] {
        if let known = charstrings[glyph] { return known }
        let made = try Charstring(font, glyph: Int(glyph)).bytes
        charstrings[glyph] = made
        return made
    }

    /// Six letters made of the glyphs, so that the same part of a font has the same tag and others have another one.
    private static func tag(_ glyphs: [UInt32], _ name: String) -> String {
        var digest: UInt64 = 0xCBF2_9CE4_8422_2325  // FNV-1a
        for byte in name.utf8 { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
        for glyph in glyphs { digest = (digest ^ UInt64(glyph)) &* 0x100_0000_01B3 }
        var rest = (digest &* 0x9E37_79B9_7F4A_7C15) >> 8
        return String(
            decoding: (0..<6).map { _ -> UInt8 in
                defer { rest /= 26 }
                return UInt8(0x41 + rest % 26)
            }, as: UTF8.self)
    }
}

/// The faces that a thread has opened, kept from file to file.
final class FontPrograms {
    private var programs: [ObjectIdentifier: FontProgram] = [:]

    subscript(face: FontFace) -> FontProgram {
        get throws {
            if let known = programs[ObjectIdentifier(face)] { return known }
            let program = try FontProgram(face)
            programs[ObjectIdentifier(face)] = program
            return program
        }
    }
}

import Markup
import Typesetting

/// The subsets of all faces that a set of pages uses. Belongs to one output file.
struct FontSubsets {
    private let subsets: [ObjectIdentifier: FontSubset]

    /// - Parameter open: gives the full face; kept open by the caller from file to file.
    init(pages: [Page], open: (FontFace) throws -> FontSource) throws {
        var used: [ObjectIdentifier: (face: FontFace, glyphs: Set<UInt32>)] = [:]
        for page in pages {
            page.items.forEachRun { run in
                let key = ObjectIdentifier(run.face)
                for glyph in run.glyphs { used[key, default: (run.face, [])].glyphs.insert(glyph.id) }
            }
        }
        subsets = try used.mapValues { try FontSubset(try open($0.face), glyphs: $0.glyphs) }
    }

    subscript(face: FontFace) -> FontSubset { subsets[ObjectIdentifier(face)]! }
}

extension [FrameItem] {
    /// All glyph runs, those in groups too.
    func forEachRun(_ body: (GlyphRun) -> Void) {
        for item in self {
            switch item {
            case .glyphs(let run): body(run)
            case .group(let group): group.items.forEachRun(body)
            default: break
            }
        }
    }
}

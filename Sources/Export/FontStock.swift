import Diagnostics
import Markup
import Typesetting

/// The small fonts of one thread: for each face one that has the glyphs of all pages so far, kept from file to file.
///
/// Cutting a CJK font down takes some milliseconds, so it is done again only when a page brings a glyph that is not
/// there. Cairo then takes from the small font what one file uses; what else the small font holds does not show in the
/// file (`SubsetTags` sees to the one trace that it would leave).
final class FontStock {
    private var entries: [ObjectIdentifier: Entry] = [:]

    /// The small font of a face, and what it must come to hold.
    final class Entry {
        fileprivate let source: FontSource
        fileprivate var wanted: Set<UInt32> = []
        fileprivate var isComplete = false
        fileprivate var made: FontSubset?
        /// By glyph of the full face: the glyph of the small font, 0 for one that it does not have.
        fileprivate var places: [UInt16] = []

        fileprivate init(_ source: FontSource) { self.source = source }

        @inline(__always)
        fileprivate func has(_ glyph: UInt32) -> Bool {
            Int(glyph) < places.count && places[Int(glyph)] != 0
        }
    }

    /// Notes the glyphs of pages that are to be drawn, so that fonts need not be cut down again for each file of many.
    func expect(_ pages: [Page]) throws {
        for page in pages { try expect(page.items) }
    }

    /// The same for pages that are not at hand.
    func expect(_ glyphs: GlyphSet, of face: FontFace) throws {
        let entry = try entry(face)
        for glyph in glyphs.sorted where !entry.has(glyph) && entry.wanted.insert(glyph).inserted {
            entry.isComplete = false
        }
    }

    private func expect(_ items: [FrameItem]) throws {
        var last: (face: FontFace, entry: Entry)?
        for item in items {
            switch item {
            case .glyphs(let run):
                let entry = if let last, last.face === run.face { last.entry } else { try entry(run.face) }
                last = (run.face, entry)
                for glyph in run.glyphs where !entry.has(glyph.id) {
                    // The box for what a font has not: layout refuses it, and no paper is to show it.
                    guard glyph.id != 0 else { throw FontStock.missing(run) }
                    if entry.wanted.insert(glyph.id).inserted { entry.isComplete = false }
                }
            case .group(let group): try expect(group.items)
            default: break
            }
        }
    }

    private static func missing(_ run: GlyphRun) -> Rejection {
        Rejection("export.missing-glyph", ["text": run.text, "font": run.face.name])
    }

    private func entry(_ face: FontFace) throws -> Entry {
        if let known = entries[ObjectIdentifier(face)] { return known }
        let entry = Entry(try FontSource(face))
        entries[ObjectIdentifier(face)] = entry
        return entry
    }

    /// Makes the fonts that are still to be made. While one file is drawn, no further page may be expected.
    func prepare() throws {
        for entry in entries.values where !entry.isComplete {
            let subset = try FontSubset(entry.source, glyphs: entry.wanted)
            entry.places = subset.places
            entry.made = subset
            entry.isComplete = true
        }
    }

    subscript(face: FontFace) -> FontSubset { entries[ObjectIdentifier(face)]!.made! }
}

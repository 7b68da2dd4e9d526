import CHarfBuzz
import Synchronization

/// One face of a font file: its coverage, and the glyphs that HarfBuzz makes of text. The file is opened when the face
/// is first asked for something; what is opened is immutable and so safe to share between threads.
package final class FontFace: Sendable {
    /// The key in `fonts.yaml`.
    package let name: String
    package let path: String
    /// Which face of a collection.
    package let index: Int

    private let opened = AtomicLazyReference<OpenFace>()

    /// A face whose file is known to look like a font (`SfntHeader`).
    package init(name: String, path: String, index: Int) {
        self.name = name
        self.path = path
        self.index = index
    }

    /// HarfBuzz's objects for a face. A file that is damaged inside gives a face without glyphs.
    private final class OpenFace: Sendable {
        nonisolated(unsafe) let face: OpaquePointer
        nonisolated(unsafe) let font: OpaquePointer
        let unitsPerEm: Int
        let glyphCount: Int

        init(path: String, index: Int) {
            let blob = hb_blob_create_from_file_or_fail(path) ?? hb_blob_get_empty()!
            defer { hb_blob_destroy(blob) }
            face = hb_face_create(blob, UInt32(index))
            font = hb_font_create(face)
            hb_face_make_immutable(face)
            hb_font_make_immutable(font)
            unitsPerEm = Int(hb_face_get_upem(face))
            glyphCount = Int(hb_face_get_glyph_count(face))
        }

        deinit {
            hb_font_destroy(font)
            hb_face_destroy(face)
        }
    }

    private var open: OpenFace {
        opened.load() ?? opened.storeIfNil(OpenFace(path: path, index: index))
    }

    package var unitsPerEm: Int { open.unitsPerEm }

    /// False for a file that has a font's head, but no glyphs that can be read.
    package var isReadable: Bool { open.glyphCount > 0 }

    package func covers(_ scalar: Unicode.Scalar) -> Bool {
        var glyph: hb_codepoint_t = 0
        return hb_font_get_nominal_glyph(open.font, scalar.value, &glyph) != 0 && glyph != 0
    }

    /// Whether the font has a glyph of its own for a character with a variation selector behind it.
    package func covers(_ scalar: Unicode.Scalar, variation: Unicode.Scalar) -> Bool {
        var glyph: hb_codepoint_t = 0
        return hb_font_get_variation_glyph(open.font, scalar.value, variation.value, &glyph) != 0 && glyph != 0
    }

    /// All code points that the face has glyphs for.
    package var coverage: CodePointSet { CodePointSet { hb_face_collect_unicodes(open.face, $0) } }

    /// One glyph of shaped text, in font units.
    package struct ShapedGlyph: Hashable, Sendable {
        package var id: UInt32
        /// The UTF-16 offset of the first unit that the glyph belongs to.
        package var cluster: Int32
        package var advance: Int32
        package var xOffset, yOffset: Int32
    }

    /// Shapes left-to-right text that this face covers.
    package func shape(_ text: ArraySlice<UInt16>, tabularFigures: Bool) -> [ShapedGlyph] {
        shape(text, tabularFigures ? .tabular : .plain)
    }

    /// Shapes text of one direction that this face covers. Glyphs come in the order of the text, those of one cluster
    /// from left to right. In vertical text the advance is the horizontal one: upright characters stand on em squares.
    package func shape(_ text: ArraySlice<UInt16>, _ style: ShapingStyle) -> [ShapedGlyph] {
        let buffer = hb_buffer_create()
        defer { hb_buffer_destroy(buffer) }
        text.withUnsafeBufferPointer { units in
            hb_buffer_add_utf16(buffer, units.baseAddress, Int32(units.count), 0, Int32(units.count))
        }
        hb_buffer_set_direction(buffer, style.direction == .rightToLeft ? HB_DIRECTION_RTL : HB_DIRECTION_LTR)
        hb_buffer_guess_segment_properties(buffer)
        hb_buffer_set_language(buffer, style.language.map { hb_language_from_string($0, -1) } ?? FontFace.chinese)
        let features = style.features.map { feature in
            hb_feature_t(
                tag: FontFace.tag(feature.tag), value: UInt32(clamping: feature.value), start: 0, end: UInt32.max)
        }
        hb_shape(open.font, buffer, features, UInt32(features.count))
        var count: UInt32 = 0
        guard let infos = hb_buffer_get_glyph_infos(buffer, &count),
            let positions = hb_buffer_get_glyph_positions(buffer, &count)
        else { return [] }
        let glyphs = (0..<Int(count)).map { at in
            ShapedGlyph(
                id: infos[at].codepoint, cluster: Int32(infos[at].cluster), advance: positions[at].x_advance,
                xOffset: positions[at].x_offset, yOffset: positions[at].y_offset)
        }
        return style.direction == .rightToLeft ? FontFace.inTextOrder(glyphs) : glyphs
    }

    /// HarfBuzz gives right-to-left text from left to right: the clusters are turned round, not what is in them.
    private static func inTextOrder(_ glyphs: [ShapedGlyph]) -> [ShapedGlyph] {
        var ordered: [ShapedGlyph] = []
        ordered.reserveCapacity(glyphs.count)
        var end = glyphs.count
        while end > 0 {
            var start = end - 1
            while start > 0, glyphs[start - 1].cluster == glyphs[end - 1].cluster { start -= 1 }
            ordered += glyphs[start..<end]
            end = start
        }
        return ordered
    }

    /// The glyph for vertical text (`vert`), nil where the face has none for the character.
    package func verticalGlyph(of scalar: Unicode.Scalar) -> UInt32? {
        var plain: hb_codepoint_t = 0
        guard hb_font_get_nominal_glyph(open.font, scalar.value, &plain) != 0, plain != 0 else { return nil }
        let shaped = shape(ArraySlice(UTF16.encode(scalar)!), .vertical)
        let unshaped = shape(ArraySlice(UTF16.encode(scalar)!), .plain)
        guard let glyph = shaped.first?.id, glyph != 0, glyph != unshaped.first?.id else { return nil }
        return glyph
    }

    /// How far a glyph moves on in horizontal lines, in font units.
    package func advance(of glyph: UInt32) -> Int { Int(hb_font_get_glyph_h_advance(open.font, glyph)) }

    /// Where the ink of a glyph begins and ends from left to right, in font units; nil for a glyph without ink.
    package func ink(of glyph: UInt32) -> Range<Int>? {
        var extents = hb_glyph_extents_t()
        guard hb_font_get_glyph_extents(open.font, glyph, &extents) != 0, extents.width > 0 else { return nil }
        return Int(extents.x_bearing)..<Int(extents.x_bearing + extents.width)
    }

    /// The box around the ink of a glyph, in font units, y up from the baseline; nil for a glyph without ink.
    package func inkBox(of glyph: UInt32) -> (x: Range<Int>, y: Range<Int>)? {
        var extents = hb_glyph_extents_t()
        guard hb_font_get_glyph_extents(open.font, glyph, &extents) != 0, extents.width > 0, extents.height < 0 else {
            return nil
        }
        let (left, top) = (Int(extents.x_bearing), Int(extents.y_bearing))
        return (left..<left + Int(extents.width), top + Int(extents.height)..<top)
    }

    /// Where the ink of a glyph begins and ends from the top of the em square downwards, in font units.
    package func inkDown(of glyph: UInt32) -> Range<Int>? {
        var extents = hb_glyph_extents_t()
        guard hb_font_get_glyph_extents(open.font, glyph, &extents) != 0, extents.height < 0 else { return nil }
        let top = unitsPerEm * 88 / 100 - Int(extents.y_bearing)
        return top..<top - Int(extents.height)
    }

    private static func tag(_ name: String) -> hb_tag_t { name.utf8.prefix(4).reduce(0) { $0 << 8 | hb_tag_t($1) } }

    private nonisolated(unsafe) static let chinese = hb_language_from_string("zh-CN", -1)
}

extension FontFace: Equatable {
    package static func == (one: FontFace, other: FontFace) -> Bool { one === other }
}

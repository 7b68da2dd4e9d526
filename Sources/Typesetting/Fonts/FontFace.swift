import CHarfBuzz

/// One face of a font file: its coverage, and the glyphs that HarfBuzz makes of text. Owns the HarfBuzz objects, which
/// are immutable once made and so safe to share between threads.
package final class FontFace: Sendable {
    /// The key in `fonts.yaml`.
    package let name: String
    package let path: String
    /// Which face of a collection.
    package let index: Int
    package let unitsPerEm: Int

    private nonisolated(unsafe) let face: OpaquePointer
    private nonisolated(unsafe) let font: OpaquePointer

    /// Opens a face; nil when the file holds no such face.
    package init?(name: String, path: String, index: Int) {
        guard let blob = hb_blob_create_from_file_or_fail(path) else { return nil }
        defer { hb_blob_destroy(blob) }
        guard UInt32(index) < hb_face_count(blob), let face = hb_face_create(blob, UInt32(index)),
            hb_face_get_glyph_count(face) > 0
        else { return nil }
        guard let font = hb_font_create(face) else { return nil }
        hb_face_make_immutable(face)
        hb_font_make_immutable(font)
        self.name = name
        self.path = path
        self.index = index
        self.face = face
        self.font = font
        unitsPerEm = Int(hb_face_get_upem(face))
    }

    deinit {
        hb_font_destroy(font)
        hb_face_destroy(face)
    }

    package func covers(_ scalar: Unicode.Scalar) -> Bool {
        var glyph: hb_codepoint_t = 0
        return hb_font_get_nominal_glyph(font, scalar.value, &glyph) != 0 && glyph != 0
    }

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
        let buffer = hb_buffer_create()
        defer { hb_buffer_destroy(buffer) }
        text.withUnsafeBufferPointer { units in
            hb_buffer_add_utf16(buffer, units.baseAddress, Int32(units.count), 0, Int32(units.count))
        }
        hb_buffer_set_direction(buffer, HB_DIRECTION_LTR)
        hb_buffer_guess_segment_properties(buffer)
        hb_buffer_set_language(buffer, FontFace.language)
        var features: [hb_feature_t] = []
        if tabularFigures {
            features.append(hb_feature_t(tag: FontFace.tabularFiguresTag, value: 1, start: 0, end: UInt32.max))
        }
        hb_shape(font, buffer, features, UInt32(features.count))
        var count: UInt32 = 0
        guard let infos = hb_buffer_get_glyph_infos(buffer, &count),
            let positions = hb_buffer_get_glyph_positions(buffer, &count)
        else { return [] }
        return (0..<Int(count)).map { at in
            ShapedGlyph(
                id: infos[at].codepoint, cluster: Int32(infos[at].cluster), advance: positions[at].x_advance,
                xOffset: positions[at].x_offset, yOffset: positions[at].y_offset)
        }
    }

    /// Where the ink of a glyph begins and ends from left to right, in font units; nil for a glyph without ink.
    package func ink(of glyph: UInt32) -> Range<Int>? {
        var extents = hb_glyph_extents_t()
        guard hb_font_get_glyph_extents(font, glyph, &extents) != 0, extents.width > 0 else { return nil }
        return Int(extents.x_bearing)..<Int(extents.x_bearing + extents.width)
    }

    /// The box around the ink of a glyph, in font units, y up from the baseline; nil for a glyph without ink.
    package func inkBox(of glyph: UInt32) -> (x: Range<Int>, y: Range<Int>)? {
        var extents = hb_glyph_extents_t()
        guard hb_font_get_glyph_extents(font, glyph, &extents) != 0, extents.width > 0, extents.height < 0 else {
            return nil
        }
        let (left, top) = (Int(extents.x_bearing), Int(extents.y_bearing))
        return (left..<left + Int(extents.width), top + Int(extents.height)..<top)
    }

    private nonisolated(unsafe) static let language = hb_language_from_string("zh-CN", -1)
    private static let tabularFiguresTag = hb_tag_t(0x746E_756D)  // 'tnum'
}

extension FontFace: Equatable {
    package static func == (one: FontFace, other: FontFace) -> Bool { one === other }
}

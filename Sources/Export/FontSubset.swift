import CCairo
import CFreeType
import CHarfBuzz
import Diagnostics
import Synchronization
import Typesetting

/// Some glyphs of one face, as a small font of their own.
///
/// Cairo subsets fonts, too, but walks the whole CJK font for it and carries tens of thousands of stub subroutines into
/// every file. Handing it a font that hb-subset has cut down first makes a file several times faster and smaller.
final class FontSubset {
    let cairoFace: OpaquePointer
    /// By glyph of the full face: the glyph of this subset, 0 for one that it does not have.
    let places: [UInt16]

    /// - Throws: `Rejection` when the font is damaged, so that it cannot be cut down or opened.
    init(_ source: FontSource, glyphs: Set<UInt32>) throws {
        // The characters of a damaged font lead anywhere.
        let count = hb_face_get_glyph_count(source.face)
        guard glyphs.allSatisfy({ $0 < count }) else { throw FontSource.damaged(source.name) }
        guard let input = hb_subset_input_create_or_fail() else { throw FontFailure(source.name, "out of memory") }
        defer { hb_subset_input_destroy(input) }
        let wanted = hb_subset_input_glyph_set(input)
        for glyph in glyphs.sorted() { hb_set_add(wanted, glyph) }
        hb_subset_input_set_flags(
            input, UInt32(HB_SUBSET_FLAGS_NO_HINTING.rawValue | HB_SUBSET_FLAGS_DESUBROUTINIZE.rawValue))
        // Only outlines and widths are wanted: the text is shaped already.
        let dropped = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG)
        for tag in FontSubset.layoutTables { hb_set_add(dropped, tag) }
        guard let plan = hb_subset_plan_create_or_fail(source.face, input) else {
            throw FontSource.damaged(source.name)
        }
        defer { hb_subset_plan_destroy(plan) }
        let map = hb_subset_plan_old_to_new_glyph_mapping(plan)
        var places = [UInt16](repeating: 0, count: Int(glyphs.max() ?? 0) + 1)
        for glyph in glyphs {
            guard let place = UInt16(exactly: hb_map_get(map, glyph)) else { throw FontSource.damaged(source.name) }
            places[Int(glyph)] = place
        }
        self.places = places
        guard let face = hb_subset_plan_execute_or_fail(plan) else {
            throw FontSource.damaged(source.name)
        }
        defer { hb_face_destroy(face) }
        cairoFace = try FreeTypeFaces.open(face, name: source.name)
    }

    deinit { cairo_font_face_destroy(cairoFace) }

    func glyph(_ full: UInt32) -> UInt32 { UInt32(places[Int(full)]) }

    private static let layoutTables: [hb_tag_t] = ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx"].map { name in
        name.utf8.reduce(0) { $0 << 8 | hb_tag_t($1) }
    }
}

/// A full face opened for cutting down.
final class FontSource {
    let name: String
    let face: OpaquePointer

    init(_ source: FontFace) throws {
        guard let blob = hb_blob_create_from_file_or_fail(source.path) else {
            throw FontFailure(source.name, "cannot read \(source.path)")
        }
        defer { hb_blob_destroy(blob) }
        guard let face = hb_face_create(blob, UInt32(source.index)) else {
            throw FontSource.damaged(source.name)
        }
        name = source.name
        self.face = face
    }

    static func damaged(_ name: String) -> Rejection { Rejection("font.damaged", ["font": name]) }

    deinit { hb_face_destroy(face) }
}

package struct FontFailure: Error, CustomStringConvertible {
    package let description: String
    init(_ font: String, _ reason: String) { description = "font \(font): \(reason)" }
}

/// FreeType faces for cairo, opened from memory. FreeType allows one thread at a time per library, and cairo may let go
/// of a face later and on another thread, so opening and closing take one lock.
enum FreeTypeFaces {
    // FreeType's handles cross the lock, never two threads at once.
    private struct Library: @unchecked Sendable {
        let handle: FT_Library
    }

    private struct Opened: @unchecked Sendable {
        let face: FT_Face
    }

    private static let library = Mutex<Library?>(nil)
    // Only its address is used: the key of cairo's user data.
    private nonisolated(unsafe) static let key = UnsafeMutablePointer<cairo_user_data_key_t>.allocate(capacity: 1)

    /// Keeps the font's bytes for as long as cairo keeps the face.
    private final class Holder {
        let face: FT_Face
        let blob: OpaquePointer

        init(face: FT_Face, blob: OpaquePointer) {
            self.face = face
            self.blob = blob
        }

        func close() {
            FreeTypeFaces.library.withLock { _ in _ = FT_Done_Face(face) }
            hb_blob_destroy(blob)
        }
    }

    static func open(_ face: OpaquePointer, name: String) throws -> OpaquePointer {
        guard let blob = hb_face_reference_blob(face) else { throw FontFailure(name, "no bytes") }
        var length: UInt32 = 0
        let bytes = hb_blob_get_data(blob, &length)
        let opened = library.withLock { library -> Opened? in
            if library == nil {
                var handle: FT_Library?
                guard FT_Init_FreeType(&handle) == 0, let handle else { return nil }
                library = Library(handle: handle)
            }
            guard let handle = library?.handle, let bytes else { return nil }
            var face: FT_Face?
            let raw = UnsafeRawPointer(bytes).assumingMemoryBound(to: FT_Byte.self)
            guard FT_New_Memory_Face(handle, raw, FT_Long(length), 0, &face) == 0 else { return nil }
            return face.map { Opened(face: $0) }
        }
        guard let opened = opened?.face else {
            hb_blob_destroy(blob)
            throw FontSource.damaged(name)
        }
        guard let cairoFace = cairo_ft_font_face_create_for_ft_face(opened, Int32(FT_LOAD_NO_HINTING)) else {
            throw FontFailure(name, "out of memory")
        }
        let holder = Unmanaged.passRetained(Holder(face: opened, blob: blob))
        let status = cairo_font_face_set_user_data(cairoFace, key, holder.toOpaque()) { pointer in
            guard let pointer else { return }
            Unmanaged<Holder>.fromOpaque(pointer).takeRetainedValue().close()
        }
        try CairoFailure.check(status)
        return cairoFace
    }
}

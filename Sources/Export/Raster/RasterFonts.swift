import CCairo
import CFreeType
import Diagnostics
import Synchronization
import Typesetting

/// Faces opened for drawing in pixels. FreeType allows one thread at a time per library, and cairo may let go of a face
/// later and on another thread, so opening and closing take one lock. Belongs to one thread.
final class RasterFonts {
    private var faces: [ObjectIdentifier: (source: FontFace, cairo: OpaquePointer)] = [:]

    deinit {
        for face in faces.values { cairo_font_face_destroy(face.cairo) }
    }

    /// - Throws: `Rejection` when the font is damaged; `CairoFailure`.
    subscript(source: FontFace) -> OpaquePointer {
        get throws {
            if let known = faces[ObjectIdentifier(source)] { return known.cairo }
            let face = try RasterFonts.open(source)
            faces[ObjectIdentifier(source)] = (source, face)
            return face
        }
    }

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

    private static func open(_ source: FontFace) throws -> OpaquePointer {
        let opened = library.withLock { library -> Opened? in
            if library == nil {
                var handle: FT_Library?
                guard FT_Init_FreeType(&handle) == 0, let handle else { return nil }
                library = Library(handle: handle)
            }
            guard let handle = library?.handle else { return nil }
            var face: FT_Face?
            guard FT_New_Face(handle, source.path, FT_Long(source.index), &face) == 0 else { return nil }
            return face.map { Opened(face: $0) }
        }
        guard let opened = opened?.face else { throw Rejection("font.damaged", ["font": source.name]) }
        guard let face = cairo_ft_font_face_create_for_ft_face(opened, Int32(FT_LOAD_NO_HINTING)) else {
            throw CairoFailure(CAIRO_STATUS_NO_MEMORY)
        }
        let status = cairo_font_face_set_user_data(face, key, opened) { pointer in
            guard let pointer else { return }
            let opened = Opened(face: pointer.assumingMemoryBound(to: FT_FaceRec_.self))
            RasterFonts.library.withLock { _ in _ = FT_Done_Face(opened.face) }
        }
        try CairoFailure.check(status)
        return face
    }
}

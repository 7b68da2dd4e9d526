import CCairo
import CLibRSVG
import Typesetting

/// An SVG picture drawn once at a size, in points, onto a recording that a page takes as often as it likes; in a PDF it
/// becomes one form.
final class VectorPicture {
    let recording: OpaquePointer

    /// Larger files are no drawings for a form.
    static let mostBytes = 8_000_000

    /// - Throws: `Rejection` for a file that is damaged or holds what cannot be drawn.
    init(_ picture: Picture, width: Double, height: Double) throws {
        guard picture.bytes.count <= VectorPicture.mostBytes else { throw picture.isBroken }
        try SVGScan.check(picture)
        // Without a base address librsvg follows no reference out of the file.
        guard let handle = rsvg_handle_new_from_data(picture.bytes, picture.bytes.count, nil) else {
            throw picture.isBroken
        }
        defer { g_object_unref(UnsafeMutableRawPointer(handle)) }
        rsvg_handle_set_dpi(handle, 96)
        var extents = cairo_rectangle_t(x: 0, y: 0, width: width, height: height)
        guard let recording = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &extents) else {
            throw CairoFailure(CAIRO_STATUS_NO_MEMORY)
        }
        guard let context = cairo_create(recording) else { throw CairoFailure(CAIRO_STATUS_NO_MEMORY) }
        var viewport = RsvgRectangle(x: 0, y: 0, width: width, height: height)
        let isDrawn = rsvg_handle_render_document(handle, context, &viewport, nil) != 0
        let status = cairo_status(context)
        cairo_destroy(context)
        self.recording = recording
        if !isDrawn { throw picture.isBroken }
        try CairoFailure.check(status)
    }

    deinit { cairo_surface_destroy(recording) }
}

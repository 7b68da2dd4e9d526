import CCairo
import CLibRSVG
import Typesetting

/// An SVG picture drawn once at a size, in points, onto a recording that pages of pixels take as often as they like.
final class VectorPicture {
    let recording: OpaquePointer

    /// Larger files are no drawings for a page.
    static let mostBytes = 8_000_000

    /// - Throws: `Rejection` for a file that is damaged or holds what cannot be drawn.
    init(_ picture: Picture, width: Double, height: Double) throws {
        var extents = cairo_rectangle_t(x: 0, y: 0, width: width, height: height)
        guard let recording = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &extents) else {
            throw CairoFailure(CAIRO_STATUS_NO_MEMORY)
        }
        self.recording = recording
        try VectorPicture.draw(picture, width: width, height: height, on: recording)
    }

    deinit { cairo_surface_destroy(recording) }

    /// Draws a picture onto a whole surface.
    static func draw(_ picture: Picture, width: Double, height: Double, on surface: OpaquePointer) throws {
        guard picture.bytes.count <= mostBytes else { throw picture.isBroken }
        try SVGScan.check(picture)
        // Without a base address librsvg follows no reference out of the file.
        guard let handle = rsvg_handle_new_from_data(picture.bytes, picture.bytes.count, nil) else {
            throw picture.isBroken
        }
        defer { g_object_unref(UnsafeMutableRawPointer(handle)) }
        rsvg_handle_set_dpi(handle, 96)
        guard let context = cairo_create(surface) else { throw CairoFailure(CAIRO_STATUS_NO_MEMORY) }
        defer { cairo_destroy(context) }
        var viewport = RsvgRectangle(x: 0, y: 0, width: width, height: height)
        guard rsvg_handle_render_document(handle, context, &viewport, nil) != 0 else { throw picture.isBroken }
        try CairoFailure.check(cairo_status(context))
    }
}

import CCairo
import Typesetting

/// Groups that come again on later pages of a file, such as a seal: the file holds them once, as a form (ISO 32000-1,
/// 8.10). A group that comes a single time is drawn where it stands. Belongs to one file.
final class Forms {
    private struct Known {
        /// Held, so that no other items come to lie at its place in memory.
        let items: [FrameItem]
        var form: OpaquePointer?
    }

    /// By the place of the items in memory: copies of one group share it.
    private var known: [UnsafeRawPointer: Known] = [:]

    deinit {
        for form in known.values.compactMap(\.form) { cairo_surface_destroy(form) }
    }

    /// The items as a surface to paint with; nil where they had better be drawn directly.
    func form(
        _ items: [FrameItem], draw: (_ items: [FrameItem], _ surface: OpaquePointer) throws -> Void
    ) throws -> OpaquePointer? {
        guard items.count > 1, let place = items.withUnsafeBytes(\.baseAddress) else { return nil }
        guard let known = known[place] else {
            self.known[place] = Known(items: items, form: nil)
            return nil
        }
        if let form = known.form { return form }
        // Cairo wants to know a form's bounds beforehand, so it is drawn once to find them.
        let trial = try recording(nil, items, draw)
        defer { cairo_surface_destroy(trial) }
        var bounds = cairo_rectangle_t()
        cairo_recording_surface_ink_extents(trial, &bounds.x, &bounds.y, &bounds.width, &bounds.height)
        let form = try recording(&bounds, items, draw)
        self.known[place]?.form = form
        return form
    }

    private func recording(
        _ bounds: UnsafePointer<cairo_rectangle_t>?, _ items: [FrameItem],
        _ draw: (_ items: [FrameItem], _ surface: OpaquePointer) throws -> Void
    ) throws -> OpaquePointer {
        guard let surface = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, bounds) else {
            throw CairoFailure(CAIRO_STATUS_NO_MEMORY)
        }
        do {
            try CairoFailure.check(cairo_surface_status(surface))
            try draw(items, surface)
        } catch {
            cairo_surface_destroy(surface)
            throw error
        }
        return surface
    }
}

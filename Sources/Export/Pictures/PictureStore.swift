import CCairo
import Markup
import Typesetting

/// The pictures of an exporter, decoded once and kept from file to file as long as there is room. Belongs to one
/// thread.
final class PictureStore {
    private struct VectorKey: Hashable {
        var picture: ObjectIdentifier
        var width, height: Length
    }

    /// A picture is kept with what was made of it, so that no other can take its place in memory and so its key.
    private var bitmaps: [ObjectIdentifier: (picture: Picture, bitmap: Bitmap)] = [:]
    private var vectors: [VectorKey: (picture: Picture, vector: VectorPicture)] = [:]
    private var cost = 0

    /// A batch with a photograph in each record must not keep them all.
    private static let mostCost = 128_000_000
    private static let mostVectors = 256

    /// Lets go of everything when too much has come together; called between files.
    func trim() {
        if cost > PictureStore.mostCost {
            bitmaps = [:]
            cost = 0
        }
        if vectors.count > PictureStore.mostVectors { vectors = [:] }
    }

    /// Draws a picture so that it fills a rectangle.
    func draw(_ picture: Picture, _ rect: Rect, on cr: OpaquePointer) throws {
        guard rect.width > 0, rect.height > 0 else { return }
        cairo_save(cr)
        defer { cairo_restore(cr) }
        cairo_translate(cr, rect.x.points, rect.y.points)
        if picture.format == .svg {
            cairo_set_source_surface(cr, try vector(picture, rect).recording, 0, 0)
        } else {
            let bitmap = try bitmap(picture)
            var orientation = bitmap.orientation
            cairo_scale(cr, rect.width.points, rect.height.points)
            cairo_transform(cr, &orientation)
            cairo_scale(cr, 1 / Double(bitmap.width), 1 / Double(bitmap.height))
            cairo_set_source_surface(cr, bitmap.surface, 0, 0)
            // An enlarged picture would run out over its edge; a PDF knows the edge, pixels must be cut.
            if cairo_surface_get_type(cairo_get_target(cr)) == CAIRO_SURFACE_TYPE_IMAGE {
                cairo_pattern_set_extend(cairo_get_source(cr), CAIRO_EXTEND_PAD)
                cairo_rectangle(cr, 0, 0, Double(bitmap.width), Double(bitmap.height))
                return cairo_fill(cr)
            }
        }
        cairo_paint(cr)
    }

    private func bitmap(_ picture: Picture) throws -> Bitmap {
        if let known = bitmaps[ObjectIdentifier(picture)] { return known.bitmap }
        let bitmap = try Bitmap(picture)
        bitmaps[ObjectIdentifier(picture)] = (picture, bitmap)
        cost += bitmap.cost
        return bitmap
    }

    private func vector(_ picture: Picture, _ rect: Rect) throws -> VectorPicture {
        let key = VectorKey(picture: ObjectIdentifier(picture), width: rect.width, height: rect.height)
        if let known = vectors[key] { return known.vector }
        let vector = try VectorPicture(picture, width: rect.width.points, height: rect.height.points)
        vectors[key] = (picture, vector)
        return vector
    }
}

import CCairo
import Markup
import Typesetting

/// The pictures of a thread, decoded or encoded once and kept from file to file as long as there is room.
final class PictureStore {
    private struct VectorKey: Hashable {
        var picture: ObjectIdentifier
        var width, height: Length
    }

    /// A picture is kept with what was made of it, so that no other can take its place in memory and so its key.
    private var bitmaps: [ObjectIdentifier: (picture: Picture, bitmap: Bitmap)] = [:]
    private var vectors: [VectorKey: (picture: Picture, vector: VectorPicture)] = [:]
    private var encodedBitmaps: [ObjectIdentifier: (picture: Picture, encoded: EncodedPicture)] = [:]
    private var encodedVectors: [VectorKey: (picture: Picture, encoded: EncodedPicture)] = [:]
    private var cost = 0

    /// A batch with a photograph in each record must not keep them all.
    private static let mostCost = 128_000_000
    private static let mostVectors = 256

    /// Lets go of everything when too much has come together; called between files.
    func trim() {
        if cost > PictureStore.mostCost {
            bitmaps = [:]
            encodedBitmaps = [:]
            cost = 0
        }
        if vectors.count > PictureStore.mostVectors { vectors = [:] }
        if encodedVectors.count > PictureStore.mostVectors { encodedVectors = [:] }
    }

    /// A picture as a PDF holds it; a drawing at the size of the rectangle.
    /// - Throws: `Rejection` for a picture that cannot be shown; `CairoFailure`, `QPDFFailure`.
    func encoded(_ picture: Picture, _ rect: Rect, _ deflater: Deflater) throws -> EncodedPicture {
        if picture.format == .svg {
            let key = VectorKey(picture: ObjectIdentifier(picture), width: rect.width, height: rect.height)
            if let known = encodedVectors[key] { return known.encoded }
            let encoded = try EncodedPicture(
                drawing: picture, width: rect.width.points, height: rect.height.points, deflater)
            encodedVectors[key] = (picture, encoded)
            return encoded
        }
        if let known = encodedBitmaps[ObjectIdentifier(picture)] { return known.encoded }
        let encoded = try EncodedPicture(pixels: picture, deflater)
        encodedBitmaps[ObjectIdentifier(picture)] = (picture, encoded)
        cost += encoded.cost
        return encoded
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
            // An enlarged picture would run out over its edge.
            cairo_pattern_set_extend(cairo_get_source(cr), CAIRO_EXTEND_PAD)
            cairo_rectangle(cr, 0, 0, Double(bitmap.width), Double(bitmap.height))
            return cairo_fill(cr)
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

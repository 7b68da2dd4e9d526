import CCairo
import Typesetting

/// A picture as the objects of a PDF, ready to be written into any file. Two that hold the same are equal, so that each
/// is in a file once.
final class EncodedPicture: Sendable, Hashable {
    /// The first is what content shows; the others belong to it.
    let objects: [ObjectDraft]
    /// Turns the stored picture upright within its unit square; nil where it is.
    let orientation: [Int]?

    /// Bytes of memory.
    var cost: Int { objects.reduce(0) { $0 + ($1.stream?.count ?? 0) } }

    /// Of a PNG or JPEG.
    /// - Throws: `Rejection` for a picture that cannot be shown; `CairoFailure`.
    init(pixels picture: Picture, _ deflater: Deflater) throws {
        // Decoded also where the file's own bytes are taken: a damaged picture is found here, not on paper.
        let bitmap = try Bitmap(picture)
        if picture.format == .jpeg, let header = JPEGHeader(picture.bytes) {
            let space = header.components == 1 ? "/DeviceGray" : "/DeviceRGB"
            let entries = EncodedPicture.entries(bitmap, space) + "/Filter/DCTDecode"
            objects = [ObjectDraft([.syntax(entries)], stream: picture.bytes)]
        } else {
            objects = EncodedPicture.planes(bitmap, deflater)
        }
        orientation = EncodedPicture.orientation(bitmap.orientation)
    }

    /// Of an SVG, in points.
    /// - Throws: the same, and `QPDFFailure`.
    init(drawing picture: Picture, width: Double, height: Double, _ deflater: Deflater) throws {
        let sink = ByteSink()
        guard
            let surface = cairo_pdf_surface_create_for_stream(
                ByteSink.write, Unmanaged.passUnretained(sink).toOpaque(), width, height)
        else { throw CairoFailure(CAIRO_STATUS_NO_MEMORY) }
        defer { cairo_surface_destroy(surface) }
        try VectorPicture.draw(picture, width: width, height: height, on: surface)
        cairo_surface_finish(surface)
        try CairoFailure.check(cairo_surface_status(surface))
        let side = PDFBytes()
        side.put("/Type/XObject/Subtype/Form/BBox[0 0 ")
        side.number(millionths: Int(width * 1e6))
        side.number(millionths: Int(height * 1e6))
        // Into the unit square, as pixels are.
        side.put("]/Matrix[")
        side.number(nanos: 1 / width)
        side.put("0 0 ")
        side.number(nanos: 1 / height)
        side.put("0 0]/Resources ")
        objects = try PageTaker.objects(
            of: QPDFFile(sink.bytes), entries: String(decoding: side.array, as: UTF8.self), deflater)
        orientation = nil
    }

    private static func entries(_ bitmap: Bitmap, _ space: String) -> String {
        // Enlarged, it is to be smooth.
        "/Type/XObject/Subtype/Image/Interpolate true/BitsPerComponent 8/Width \(bitmap.width)/Height \(bitmap.height)"
            + "/ColorSpace\(space)"
    }

    /// Colours, and opacities as a mask where there are any.
    private static func planes(_ bitmap: Bitmap, _ deflater: Deflater) -> [ObjectDraft] {
        cairo_surface_flush(bitmap.surface)
        let stride = Int(cairo_image_surface_get_stride(bitmap.surface))
        guard let data = cairo_image_surface_get_data(bitmap.surface) else { return [] }
        let hasAlpha = cairo_image_surface_get_format(bitmap.surface) == CAIRO_FORMAT_ARGB32
        var colors: [UInt8] = []
        var alphas: [UInt8] = []
        colors.reserveCapacity(bitmap.width * bitmap.height * 3)
        var isGrey = true
        for row in 0..<bitmap.height {
            for column in 0..<bitmap.width {
                // Blue, green, red, alpha on little-endian machines; colours multiplied by alpha.
                let pixel = data + row * stride + column * 4
                let alpha = hasAlpha ? Int(pixel[3]) : 255
                func part(_ at: Int) -> UInt8 {
                    alpha == 0 ? 0 : UInt8(min(255, (Int(pixel[at]) * 255 + alpha / 2) / alpha))
                }
                let (red, green, blue) = (part(2), part(1), part(0))
                if red != green || green != blue { isGrey = false }
                colors.append(red)
                colors.append(green)
                colors.append(blue)
                if hasAlpha { alphas.append(UInt8(alpha)) }
            }
        }
        if isGrey { colors = Swift.stride(from: 0, to: colors.count, by: 3).map { colors[$0] } }
        let hasMask = alphas.contains { $0 < 255 }
        var body: [ObjectDraft.Piece] = [
            .syntax(entries(bitmap, isGrey ? "/DeviceGray" : "/DeviceRGB") + "/Filter/FlateDecode")
        ]
        if hasMask { body += [.syntax("/SMask "), .reference(1)] }
        var objects = [ObjectDraft(body, stream: deflater.deflated(colors))]
        if hasMask {
            let mask = entries(bitmap, "/DeviceGray") + "/Filter/FlateDecode"
            objects.append(ObjectDraft([.syntax(mask)], stream: deflater.deflated(alphas)))
        }
        return objects
    }

    /// From rows counted downwards to the unit square, whose second coordinate goes up.
    private static func orientation(_ matrix: cairo_matrix_t) -> [Int]? {
        let (xx, yx, xy, yy) = (Int(matrix.xx), Int(matrix.yx), Int(matrix.xy), Int(matrix.yy))
        let factors = [xx, -yx, -xy, yy, xy + Int(matrix.x0), 1 - yy - Int(matrix.y0)]
        return factors == [1, 0, 0, 1, 0, 0] ? nil : factors
    }

    static func == (one: EncodedPicture, other: EncodedPicture) -> Bool {
        one === other || one.orientation == other.orientation && one.objects == other.objects
    }

    func hash(into hasher: inout Hasher) { hasher.combine(objects.first?.stream) }
}

/// An object before it has a number.
struct ObjectDraft: Sendable, Equatable {
    enum Piece: Sendable, Equatable {
        case syntax(String)
        /// Another object of the same list, by its place there.
        case reference(Int)
    }

    /// The whole object, or the entries of the stream's dictionary but for its length.
    var body: [Piece]
    var stream: [UInt8]?

    init(_ body: [Piece], stream: [UInt8]? = nil) { (self.body, self.stream) = (body, stream) }
}

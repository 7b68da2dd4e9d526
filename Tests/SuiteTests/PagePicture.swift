import CCairo

/// A page as grey pixels, small, for eyes and for comparing.
struct PagePicture: Equatable {
    let width: Int
    let height: Int
    /// Row by row, 0 is black.
    let pixels: [UInt8]

    struct Unreadable: Error {}

    init(width: Int, height: Int, pixels: [UInt8]) {
        precondition(pixels.count == width * height, "a picture has a pixel for each place")
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// Reads a PNG file of any kind that cairo reads.
    init(png: [UInt8]) throws {
        let source = PNGBytes(png)
        let surface = cairo_image_surface_create_from_png_stream(
            PNGBytes.read, Unmanaged.passUnretained(source).toOpaque())
        defer { cairo_surface_destroy(surface) }
        guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS, let data = cairo_image_surface_get_data(surface)
        else { throw Unreadable() }
        let width = Int(cairo_image_surface_get_width(surface))
        let height = Int(cairo_image_surface_get_height(surface))
        let stride = Int(cairo_image_surface_get_stride(surface))
        var pixels: [UInt8] = []
        pixels.reserveCapacity(width * height)
        for y in 0..<height {
            for x in 0..<width {
                // Four bytes, blue first; green counts most for the eye.
                let at = y * stride + x * 4
                let grey = Int(data[at]) * 11 + Int(data[at + 1]) * 59 + Int(data[at + 2]) * 30
                pixels.append(UInt8(grey / 100))
            }
        }
        self.init(width: width, height: height, pixels: pixels)
    }

    /// A grey PNG file.
    func png() throws -> [UInt8] {
        let surface = cairo_image_surface_create(CAIRO_FORMAT_A8, Int32(width), Int32(height))
        defer { cairo_surface_destroy(surface) }
        guard let data = cairo_image_surface_get_data(surface) else { throw Unreadable() }
        let stride = Int(cairo_image_surface_get_stride(surface))
        for y in 0..<height {
            // Sixteen greys are enough to see by, and small.
            for x in 0..<width { data[y * stride + x] = UInt8(Int(pixels[y * width + x]) / 17 * 17) }
        }
        cairo_surface_mark_dirty(surface)
        let sink = PNGBytes([])
        let status = cairo_surface_write_to_png_stream(
            surface, PNGBytes.write, Unmanaged.passUnretained(sink).toOpaque())
        guard status == CAIRO_STATUS_SUCCESS else { throw Unreadable() }
        return sink.bytes
    }

    /// What an eye would see, or nil. Cells of four by four pixels are compared, so that another rasterizer's edges do
    /// not count, but a character in another place does.
    func difference(from other: PagePicture) -> String? {
        guard width == other.width, height == other.height else {
            return "\(width) × \(height) pixels instead of \(other.width) × \(other.height)"
        }
        var changed = 0
        var cells = 0
        var worst = (difference: 0, x: 0, y: 0)
        for y in stride(from: 0, to: height - 3, by: 4) {
            for x in stride(from: 0, to: width - 3, by: 4) {
                let difference = abs(mean(x, y) - other.mean(x, y))
                cells += 1
                if difference > 40 { changed += 1 }
                if difference > worst.difference { worst = (difference, x, y) }
            }
        }
        guard worst.difference > 80 || changed * 400 > cells else { return nil }
        return "\(changed) of \(cells) cells differ, most at pixel \(worst.x), \(worst.y)"
    }

    private func mean(_ x: Int, _ y: Int) -> Int {
        var sum = 0
        for row in y..<y + 4 { for column in x..<x + 4 { sum += Int(pixels[row * width + column]) } }
        return sum / 16
    }
}

/// Bytes that cairo reads or writes.
private final class PNGBytes {
    private(set) var bytes: [UInt8]
    private var at = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    static let read: @convention(c) (UnsafeMutableRawPointer?, UnsafeMutablePointer<UInt8>?, UInt32) -> cairo_status_t =
        { closure, target, length in
            guard let closure, let target else { return CAIRO_STATUS_READ_ERROR }
            let source = Unmanaged<PNGBytes>.fromOpaque(closure).takeUnretainedValue()
            guard source.at + Int(length) <= source.bytes.count else { return CAIRO_STATUS_READ_ERROR }
            for index in 0..<Int(length) { target[index] = source.bytes[source.at + index] }
            source.at += Int(length)
            return CAIRO_STATUS_SUCCESS
        }

    static let write: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<UInt8>?, UInt32) -> cairo_status_t = {
        closure, data, length in
        guard let closure else { return CAIRO_STATUS_WRITE_ERROR }
        let sink = Unmanaged<PNGBytes>.fromOpaque(closure).takeUnretainedValue()
        sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
        return CAIRO_STATUS_SUCCESS
    }
}

import CCairo

/// Reads a PNG file back.
enum Raster {
    struct Unreadable: Error {}

    static func read(_ path: String) throws -> (width: Int, height: Int, bytes: [UInt8]) {
        guard let surface = cairo_image_surface_create_from_png(path) else { throw Unreadable() }
        defer { cairo_surface_destroy(surface) }
        guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS, let data = cairo_image_surface_get_data(surface)
        else { throw Unreadable() }
        let width = Int(cairo_image_surface_get_width(surface))
        let height = Int(cairo_image_surface_get_height(surface))
        let stride = Int(cairo_image_surface_get_stride(surface))
        var bytes: [UInt8] = []
        bytes.reserveCapacity(width * height * 3)
        for row in 0..<height {
            for column in 0..<width {
                // Blue, green, red and an unused byte on little-endian machines.
                let pixel = row * stride + column * 4
                bytes += [data[pixel + 2], data[pixel + 1], data[pixel]]
            }
        }
        return (width, height, bytes)
    }
}

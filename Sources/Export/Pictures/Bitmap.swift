import CCairo
import CTurboJPEG
import Diagnostics
import Typesetting

/// A PNG or JPEG picture decoded.
final class Bitmap {
    let surface: OpaquePointer
    let width: Int
    let height: Int
    /// From the unit square of the stored pixels to that of the picture as it is to be seen.
    let orientation: cairo_matrix_t
    /// Bytes of memory.
    var cost: Int { width * height * 4 }

    /// Longer sides and larger areas are refused before anything is decoded.
    static let longestSide = 20_000
    static let mostPixels = 32_000_000

    /// - Throws: `Rejection` for a file that is damaged, too large, or of a kind that has no place in a PDF.
    init(_ picture: Picture) throws {
        switch picture.format {
        case .png:
            surface = try Bitmap.png(picture)
            orientation = Bitmap.matrix(orientation: 1)
        case .jpeg:
            guard let header = JPEGHeader(picture.bytes) else { throw picture.isBroken }
            surface = try Bitmap.jpeg(picture, header)
            orientation = Bitmap.matrix(orientation: header.orientation)
        case .svg: preconditionFailure("drawn as lines, not as pixels")
        }
        width = Int(cairo_image_surface_get_width(surface))
        height = Int(cairo_image_surface_get_height(surface))
    }

    deinit { cairo_surface_destroy(surface) }

    private static func check(_ width: Int, _ height: Int, _ picture: Picture) throws {
        guard width > 0, height > 0 else { throw picture.isBroken }
        guard width <= longestSide, height <= longestSide, width * height <= mostPixels else {
            throw Rejection(
                "export.picture.too-large",
                ["picture": picture.title, "size": "\(width) × \(height)", "most": String(mostPixels / 1_000_000)])
        }
    }

    // MARK: PNG

    private final class Reader {
        var rest: ArraySlice<UInt8>
        init(_ bytes: [UInt8]) { rest = bytes[...] }
    }

    private static func png(_ picture: Picture) throws -> OpaquePointer {
        // Signature, then the length and name of the first chunk, then width and height (PNG, 5.2 and 11.2.2).
        let bytes = picture.bytes
        let start: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        guard bytes.count > 33, bytes.starts(with: start), bytes[12..<16].elementsEqual("IHDR".utf8) else {
            throw picture.isBroken
        }
        func number(_ at: Int) -> Int { bytes[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
        try check(number(16), number(20), picture)
        let reader = Reader(bytes)
        let surface = cairo_image_surface_create_from_png_stream(
            { closure, data, length in
                guard let closure, let data else { return CAIRO_STATUS_READ_ERROR }
                let reader = Unmanaged<Reader>.fromOpaque(closure).takeUnretainedValue()
                guard reader.rest.count >= Int(length) else { return CAIRO_STATUS_READ_ERROR }
                data.update(from: Array(reader.rest.prefix(Int(length))), count: Int(length))
                reader.rest = reader.rest.dropFirst(Int(length))
                return CAIRO_STATUS_SUCCESS
            }, Unmanaged.passUnretained(reader).toOpaque())
        let status = cairo_surface_status(surface)
        guard let surface, status == CAIRO_STATUS_SUCCESS else {
            cairo_surface_destroy(surface)
            throw picture.isBroken
        }
        return surface
    }

    // MARK: JPEG

    private static func jpeg(_ picture: Picture, _ header: JPEGHeader) throws -> OpaquePointer {
        try check(header.width, header.height, picture)
        guard header.process <= 2, header.bitsPerSample == 8, header.components == 1 || header.components == 3 else {
            throw Rejection("export.picture.jpeg-kind", ["picture": picture.title])
        }
        guard let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(header.width), Int32(header.height))
        else { throw CairoFailure(CAIRO_STATUS_NO_MEMORY) }
        do {
            try CairoFailure.check(cairo_surface_status(surface))
            guard decode(picture.bytes, header, onto: surface) else { throw picture.isBroken }
        } catch {
            cairo_surface_destroy(surface)
            throw error
        }
        return surface
    }

    /// False for a damaged file, also for one that libjpeg would make up the rest of.
    private static func decode(_ bytes: [UInt8], _ header: JPEGHeader, onto surface: OpaquePointer) -> Bool {
        guard let decoder = tjInitDecompress() else { return false }
        defer { tjDestroy(decoder) }
        cairo_surface_flush(surface)
        let flags = TJFLAG_ACCURATEDCT | TJFLAG_STOPONWARNING
        let status = tjDecompress2(
            decoder, bytes, UInt(bytes.count), cairo_image_surface_get_data(surface), Int32(header.width),
            cairo_image_surface_get_stride(surface), Int32(header.height), TJPF_BGRX.rawValue, Int32(flags))
        cairo_surface_mark_dirty(surface)
        return status == 0
    }

    // MARK: Orientation

    /// Exif 2.3, tag 0x0112: what is to be done with the stored picture to see it upright.
    static func matrix(orientation: Int) -> cairo_matrix_t {
        func matrix(_ xx: Double, _ yx: Double, _ xy: Double, _ yy: Double) -> cairo_matrix_t {
            // Back into the unit square.
            cairo_matrix_t(xx: xx, yx: yx, xy: xy, yy: yy, x0: xx + xy < 0 ? 1 : 0, y0: yx + yy < 0 ? 1 : 0)
        }
        return switch orientation {
        case 2: matrix(-1, 0, 0, 1)
        case 3: matrix(-1, 0, 0, -1)
        case 4: matrix(1, 0, 0, -1)
        case 5: matrix(0, 1, 1, 0)
        case 6: matrix(0, 1, -1, 0)
        case 7: matrix(0, -1, -1, 0)
        case 8: matrix(0, -1, 1, 0)
        default: matrix(1, 0, 0, 1)
        }
    }
}

extension Picture {
    /// What messages call it.
    var title: String { name.isEmpty ? alternative : name }

    var isBroken: Rejection {
        Rejection("export.picture.broken", ["picture": title, "format": format.rawValue.uppercased()])
    }
}

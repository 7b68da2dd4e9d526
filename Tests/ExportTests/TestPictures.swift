import CCairo
import CTurboJPEG
import Markup
@testable import Typesetting
@testable import Export

/// Picture files made for tests.
enum TestPictures {
    /// Left half red, right half blue and half transparent.
    static func png(_ width: Int = 8, _ height: Int = 4) -> [UInt8] {
        final class Sink { var bytes: [UInt8] = [] }
        let surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, Int32(width), Int32(height))
        defer { cairo_surface_destroy(surface) }
        let context = cairo_create(surface)
        cairo_set_source_rgb(context, 1, 0, 0)
        cairo_rectangle(context, 0, 0, Double(width) / 2, Double(height))
        cairo_fill(context)
        cairo_set_source_rgba(context, 0, 0, 1, 0.5)
        cairo_rectangle(context, Double(width) / 2, 0, Double(width) / 2, Double(height))
        cairo_fill(context)
        cairo_destroy(context)
        let sink = Sink()
        cairo_surface_write_to_png_stream(
            surface,
            { closure, data, length in
                guard let closure else { return CAIRO_STATUS_WRITE_ERROR }
                Unmanaged<Sink>.fromOpaque(closure).takeUnretainedValue().bytes
                    += UnsafeBufferPointer(start: data, count: Int(length))
                return CAIRO_STATUS_SUCCESS
            }, Unmanaged.passUnretained(sink).toOpaque())
        return sink.bytes
    }

    /// Quarters: red and green above, blue and white below; grey steps when `isGrey`.
    static func jpeg(_ side: Int = 32, isGrey: Bool = false, orientation: Int? = nil) -> [UInt8] {
        var pixels: [UInt8] = []
        for y in 0..<side {
            for x in 0..<side {
                switch (y < side / 2, x < side / 2) {
                case (true, true): pixels += [255, 0, 0]
                case (true, false): pixels += [0, 255, 0]
                case (false, true): pixels += [0, 0, 255]
                case (false, false): pixels += [255, 255, 255]
                }
            }
        }
        let encoder = tjInitCompress()
        defer { tjDestroy(encoder) }
        var out: UnsafeMutablePointer<UInt8>?
        var size: UInt = 0
        let sampling = isGrey ? TJSAMP_GRAY : TJSAMP_444
        tjCompress2(
            encoder, pixels, Int32(side), 0, Int32(side), TJPF_RGB.rawValue, &out, &size, Int32(sampling.rawValue), 95,
            0)
        defer { tjFree(out) }
        var bytes = Array(UnsafeBufferPointer(start: out, count: Int(size)))
        if let orientation { bytes.insert(contentsOf: exif(orientation), at: 2) }
        return bytes
    }

    /// An APP1 segment whose only entry is the orientation.
    private static func exif(_ orientation: Int) -> [UInt8] {
        let tiff: [UInt8] =
            Array("II".utf8) + [42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, UInt8(orientation), 0, 0, 0]
            + [0, 0, 0, 0]
        let body = Array("Exif".utf8) + [0, 0] + tiff
        return [0xFF, 0xE1, 0, UInt8(body.count + 2)] + body
    }

    static let svg = """
        <svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" viewBox="0 0 40 20">
        <defs><linearGradient id="g"><stop offset="0" stop-color="#f00"/><stop offset="1" stop-color="#ff0"/>
        </linearGradient><clipPath id="c"><circle cx="10" cy="10" r="8"/></clipPath></defs>
        <rect width="20" height="20" fill="#00ff00" clip-path="url(#c)"/>
        <g opacity="0.5"><rect x="20" width="20" height="20" style="fill:url(#g)"/></g>
        </svg>
        """

    static func picture(_ format: Picture.Format, _ bytes: [UInt8], name: String = "图.x") -> Picture {
        Picture(
            format: format, bytes: bytes, width: 20 * .millimetre, height: 10 * .millimetre, alternative: "图",
            name: name)
    }

    static func rect(_ x: Int, _ y: Int, _ width: Int, _ height: Int) -> Rect {
        Rect(x: x * .millimetre, y: y * .millimetre, width: width * .millimetre, height: height * .millimetre)
    }

    /// A page of 100 mm a side.
    static func page(_ items: [FrameItem], number: Int = 1) -> Page {
        Page(number: number, width: 100 * .millimetre, height: 100 * .millimetre, items: items, outline: [])
    }
}

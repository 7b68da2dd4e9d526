import CCairo
import Diagnostics
import Typesetting

/// Pages to PDF and PNG. Keeps fonts open from file to file; one exporter belongs to one thread.
package final class PDFExporter {
    private let kit = DrawingKit()
    private let programs = FontPrograms()
    private let rasterFonts = RasterFonts()
    private lazy var plain = PageEncoder(kit, tagged: false)
    private lazy var tagged = PageEncoder(kit, tagged: true)

    package init() {}

    /// The bytes of a PDF of the pages, in order.
    /// - Throws: `CairoFailure`, `FontFailure`, `QPDFFailure`; `Rejection` for a bar code that cannot be encoded, a
    ///   picture that cannot be shown, a password that cannot be used.
    package func pdf(_ pages: [Page], _ info: DocumentInfo, options: PDFOptions = PDFOptions()) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try write(info, options, take: { bytes += $0 }) { append in for page in pages { try append(page) } }
        return bytes
    }

    /// Writes a PDF of spooled pages piece by piece, so that neither the pages nor, unless it is to be linearized or
    /// encrypted, the file are in memory.
    /// - Parameter take: is given the file's bytes in order.
    /// - Throws: as `pdf` does, and what `take` throws.
    package func write(
        _ spool: PageSpool, _ info: DocumentInfo, options: PDFOptions = PDFOptions(),
        take: @escaping ([UInt8]) throws -> Void
    ) throws { try write(info, options, take: take) { try spool.forEachPage($0) } }

    private func write(
        _ info: DocumentInfo, _ options: PDFOptions, take: @escaping ([UInt8]) throws -> Void,
        forEachPage: ((Page) throws -> Void) throws -> Void
    ) throws {
        let writer = try PDFWriter(info, options, kit, programs, take: take)
        let encoder = options.isTagged ? tagged : plain
        try forEachPage { try writer.append(encoder.encode($0)) }
        try writer.finish()
    }

    /// The largest picture of a page: A4 at 1,200 dots an inch is 139 million pixels.
    static let longestSide = 20_000.0
    static let mostPixels = 150_000_000.0

    /// A page as a PNG picture at the given resolution, on white.
    /// - Throws: as `pdf`; `Rejection` when the picture would be empty or too large.
    package func png(_ page: Page, dotsPerInch: Int) throws -> [UInt8] {
        let scale = Double(dotsPerInch) / 72
        let (wide, tall) = ((page.width.points * scale).rounded(.up), (page.height.points * scale).rounded(.up))
        guard wide >= 1, tall >= 1, max(wide, tall) <= PDFExporter.longestSide, wide * tall <= PDFExporter.mostPixels
        else { throw Rejection("export.page-size", ["dpi": String(dotsPerInch)]) }
        let (width, height) = (Int32(wide), Int32(tall))
        let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height)
        defer { cairo_surface_destroy(surface) }
        try CairoFailure.check(cairo_surface_status(surface))
        guard let context = cairo_create(surface) else { throw CairoFailure(CAIRO_STATUS_NO_MEMORY) }
        defer { cairo_destroy(context) }
        cairo_set_source_rgb(context, 1, 1, 1)
        cairo_paint(context)
        cairo_scale(context, scale, scale)
        try PageDrawer(context: context, fonts: rasterFonts, pictures: kit.pictures).draw(page)
        kit.pictures.trim()
        let sink = ByteSink()
        try CairoFailure.check(
            cairo_surface_write_to_png_stream(surface, ByteSink.write, Unmanaged.passUnretained(sink).toOpaque()))
        return sink.bytes
    }
}

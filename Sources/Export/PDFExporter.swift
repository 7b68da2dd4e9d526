import CCairo
import Diagnostics
import Typesetting

/// Pages to PDF. Keeps fonts open from file to file; one exporter belongs to one thread.
package final class PDFExporter {
    private let fonts = FontStock()
    private let barCodes = BarCodeMasks()
    private let pictures = PictureStore()

    package init() {}

    /// Notes pages that are to be written soon, so that fonts are cut down once for many files. What is written does
    /// not depend on it.
    package func expect(_ pages: [Page]) throws { try fonts.expect(pages) }

    /// The bytes of a PDF of the pages, in order.
    /// - Throws: `CairoFailure`, `FontFailure`, `QPDFFailure`; `Rejection` for a bar code that cannot be encoded, a
    ///   picture that cannot be shown, a password that cannot be used.
    package func pdf(_ pages: [Page], _ info: DocumentInfo, options: PDFOptions = PDFOptions()) throws -> [UInt8] {
        let (bytes, structure) = try drawn(pages, info, options)
        return try PDFFinishing(options).finish(bytes, structure)
    }

    private func drawn(
        _ pages: [Page], _ info: DocumentInfo, _ options: PDFOptions
    ) throws -> (bytes: [UInt8], structure: TagWriter?) {
        precondition(!pages.isEmpty, "a PDF has at least one page")
        try fonts.expect(pages)
        let sink = ByteSink()
        let structure = try draw(
            into: sink, first: pages[0], info, isTagged: options.isTagged, take: nil
        ) { draw in for page in pages { try draw(page) } }
        return (sink.bytes, structure)
    }

    /// Writes a PDF of spooled pages piece by piece, so that neither the pages nor the file are in memory.
    /// - Parameter take: is given the file's bytes in order.
    /// - Throws: as `pdf` does, and what `take` throws.
    package func write(_ spool: PageSpool, _ info: DocumentInfo, take: @escaping ([UInt8]) throws -> Void) throws {
        precondition(spool.pageCount > 0, "a PDF has at least one page")
        for (face, glyphs) in spool.glyphs { try fonts.expect(glyphs, of: face) }
        let sink = ByteSink()
        _ = try draw(into: sink, first: try spool.page(at: 0), info, isTagged: false, take: take) { draw in
            try spool.forEachPage(draw)
        }
        try take(sink.bytes)
    }

    /// How many bytes of a file wait to be taken.
    private static let pieceSize = 1 << 20

    /// Draws pages and closes the file.
    /// - Parameters:
    ///   - take: is given the bytes before the last; nil leaves all of them in the sink.
    ///   - forEachPage: calls its argument for each page.
    private func draw(
        into sink: ByteSink, first: Page, _ info: DocumentInfo, isTagged: Bool, take: (([UInt8]) throws -> Void)?,
        forEachPage: ((Page) throws -> Void) throws -> Void
    ) throws -> TagWriter? {
        let surface = cairo_pdf_surface_create_for_stream(
            ByteSink.write, Unmanaged.passUnretained(sink).toOpaque(), first.width.points, first.height.points)
        defer { cairo_surface_destroy(surface) }
        try CairoFailure.check(cairo_surface_status(surface))
        info.describe(surface)
        guard let context = cairo_create(surface) else { throw CairoFailure(CAIRO_STATUS_NO_MEMORY) }
        defer { cairo_destroy(context) }
        try fonts.prepare()
        let navigation = Navigation(surface: surface, context: context)
        let structure = isTagged ? TagWriter(context: context) : nil
        let drawer = PageDrawer(
            context: context, fonts: fonts, barCodes: barCodes, pictures: pictures, forms: Forms(),
            navigation: navigation)
        defer { pictures.trim() }
        var taken = 0
        try forEachPage { page in
            cairo_pdf_surface_set_size(surface, page.width.points, page.height.points)
            try drawer.draw(page, structure: structure)
            cairo_show_page(context)
            if let take, sink.bytes.count >= PDFExporter.pieceSize {
                try take(sink.bytes)
                taken += sink.bytes.count
                sink.bytes.removeAll(keepingCapacity: true)
            }
        }
        try navigation.check()
        // Fonts are written last.
        let drawn = sink.bytes.count
        cairo_surface_finish(surface)
        try CairoFailure.check(cairo_surface_status(surface))
        drawer.tags.rewrite(&sink.bytes, from: drawn)
        CatalogEntry.add(info, to: &sink.bytes, behind: taken)
        return structure
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
        try fonts.expect([page])
        try fonts.prepare()
        try PageDrawer(context: context, fonts: fonts, barCodes: barCodes, pictures: pictures).draw(page)
        pictures.trim()
        let sink = ByteSink()
        try CairoFailure.check(
            cairo_surface_write_to_png_stream(surface, ByteSink.write, Unmanaged.passUnretained(sink).toOpaque()))
        return sink.bytes
    }
}

/// Takes what cairo writes.
private final class ByteSink {
    var bytes: [UInt8] = []

    static let write: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<UInt8>?, UInt32) -> cairo_status_t = {
        closure, data, length in
        guard let closure else { return CAIRO_STATUS_WRITE_ERROR }
        let sink = Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue()
        sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
        return CAIRO_STATUS_SUCCESS
    }
}

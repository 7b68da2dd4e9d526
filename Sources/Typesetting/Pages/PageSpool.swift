import Markup

/// Finished pages, waiting in a compact form until all is known that the first of them needs: how many there are, and
/// which glyphs each face must bring. Pages of many documents may follow each other; each keeps the number it has in
/// its own document.
///
/// Bytes stay in memory up to a limit and go to a temporary file beyond it. A spool belongs to one thread.
///
///     let spool = PageSpool()
///     for document in documents { try typesetter.layout(document, into: spool) }
///     for (face, glyphs) in spool.glyphs { … }      // cut the fonts down
///     try spool.forEachPage { page in … }           // draw
package final class PageSpool {
    private var entries: [Entry] = []
    private var encoder = FrameEncoder()
    /// How many bytes went to the file before those in the encoder.
    private var flushed = 0
    private let memoryLimit: Int
    private var file: SpoolFile?
    /// Of how many pages the content has been written.
    private(set) var filledCount = 0

    /// A stretch of the spooled bytes.
    struct Extent {
        fileprivate var offset: Int
        fileprivate var length: Int
    }

    /// A page: its content, written when it was filled; and what was known at the document's end only, which goes
    /// beneath and above it.
    private struct Entry {
        var content: Extent
        var frame: Extent
    }

    /// - Parameter memoryLimit: how many bytes of pages are kept in memory.
    package init(memoryLimit: Int = 16 << 20) { self.memoryLimit = memoryLimit }

    package var pageCount: Int { entries.count }

    /// The glyphs that the pages use, by face, in the order in which the faces were met. A document that was taken back
    /// may have left some.
    package var glyphs: [(face: FontFace, glyphs: GlyphSet)] {
        Array(zip(encoder.shared.named.faces, encoder.shared.glyphs)).map { (face: $0.0, glyphs: $0.1) }
    }

    // MARK: Writing

    package func append(_ page: Page) throws {
        let content = try write { $0.items(page.items) }
        try append(content, page, under: [], over: [])
    }

    package func append(_ pages: [Page]) throws {
        for page in pages { try append(page) }
    }

    /// The content of a page that has been filled, to be named when the page is finished.
    func spool(_ content: [PlacedItems]) throws -> Extent {
        filledCount += 1
        return try write { encoder in
            for group in content { encoder.items(group.items, x: group.x, y: group.y) }
        }
    }

    /// Finishes a page.
    /// - Parameters:
    ///   - frame: all but the items, which are not looked at.
    ///   - under: what lies beneath the content; likewise `over` above it.
    func append(_ content: Extent, _ frame: Page, under: [FrameItem], over: [FrameItem]) throws {
        let written = try write { encoder in
            encoder.int(frame.number)
            encoder.int(frame.width)
            encoder.int(frame.height)
            encoder.count(frame.outline.count)
            for entry in frame.outline {
                encoder.int(entry.level)
                encoder.text(entry.title)
                encoder.int(entry.y)
            }
            encoder.count(frame.destinations.count)
            for destination in frame.destinations {
                encoder.text(destination.name)
                encoder.int(destination.y)
            }
            encoder.count(frame.typeArea == nil ? 0 : 1)
            if let area = frame.typeArea { encoder.rect(area) }
            encoder.optional(frame.label)
            encoder.count(under.count)
            encoder.items(under)
            encoder.items(over)
        }
        entries.append(Entry(content: content, frame: written))
    }

    /// Takes back the pages behind the first `count`, for a document that could not be laid out to its end.
    package func truncate(to count: Int) { entries.removeLast(entries.count - count) }

    private func write(_ body: (inout FrameEncoder) -> Void) throws -> Extent {
        if encoder.bytes.count > memoryLimit {
            if file == nil { file = try SpoolFile() }
            try file?.append(encoder.bytes)
            flushed += encoder.bytes.count
            encoder.bytes.removeAll(keepingCapacity: true)
        }
        let start = encoder.bytes.count
        body(&encoder)
        return Extent(offset: flushed + start, length: encoder.bytes.count - start)
    }

    // MARK: Reading

    /// The pages in order, each gone again when the next is read.
    package func forEachPage(_ body: (Page) throws -> Void) throws {
        for at in entries.indices { try body(try page(at: at)) }
    }

    /// - Parameter index: counted from 0 over all documents.
    package func page(at index: Int) throws -> Page { try spooled(at: index).page }

    /// A page as it lies in the spool, for another thread to bring back.
    /// - Parameter index: counted from 0 over all documents.
    package func spooled(at index: Int) throws -> SpooledPage {
        let entry = entries[index]
        return SpooledPage(
            frame: try read(entry.frame), content: try read(entry.content), named: encoder.shared.named)
    }

    private func read(_ extent: Extent) throws -> [UInt8] {
        if extent.offset >= flushed {
            let start = extent.offset - flushed
            return Array(encoder.bytes[start..<start + extent.length])
        }
        return try Array(unsafeUninitializedCapacity: extent.length) { buffer, count in
            count = extent.length
            let bytes = UnsafeMutableBufferPointer(rebasing: buffer[..<count])
            try file?.read(UnsafeMutableRawBufferPointer(bytes), from: extent.offset)
        }
    }
}

/// A page in its compact form. It holds all that it is made of, so any thread may bring it back.
package struct SpooledPage: Sendable {
    fileprivate let frame: [UInt8]
    fileprivate let content: [UInt8]
    fileprivate let named: FrameEncoder.Named

    package var page: Page {
        var page = Page(number: 0, width: 0, height: 0, items: [], outline: [])
        var over: [FrameItem] = []
        frame.withUnsafeBytes { bytes in
            var decoder = FrameDecoder(bytes, named)
            page.number = decoder.int()
            page.width = decoder.int()
            page.height = decoder.int()
            page.outline = (0..<decoder.count()).map { _ in
                let level = decoder.int()
                let title = decoder.text()
                return OutlineEntry(level: level, title: title, y: decoder.int())
            }
            page.destinations = (0..<decoder.count()).map { _ in
                let name = decoder.text()
                return Destination(name: name, y: decoder.int())
            }
            if decoder.count() == 1 { page.typeArea = decoder.rect() }
            page.label = decoder.optionalText()
            decoder.items(decoder.count(), into: &page.items)
            decoder.remainingItems(into: &over)
        }
        content.withUnsafeBytes { bytes in
            var decoder = FrameDecoder(bytes, named)
            decoder.remainingItems(into: &page.items)
        }
        page.items += over
        return page
    }
}

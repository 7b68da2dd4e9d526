import Diagnostics
import Export
import Levy
import Synchronization
import Templates
import Typesetting

/// A printed file: its bytes and how many pages it has.
struct PrintedFile: Sendable {
    let bytes: [UInt8]
    let pages: Int
    /// What layout has to say of it.
    var warnings: [Diagnostic] = []
    /// The seals that are drawn on it; nobody asks for those of a format of one's own choice.
    var seals: [SealImpression] = []
}

/// A document as pages.
struct LaidOut: Sendable {
    let pages: [Page]
    let warnings: [Diagnostic]
}

/// A document as pages for a file of many.
struct EncodedDocument: Sendable {
    let pages: [EncodedPage]
    let warnings: [Diagnostic]
}

/// A page as a picture.
struct PagePicture: Sendable {
    /// Counted from 1.
    var page = 1
    var dotsPerInch = 144
}

/// Typesetter and exporter of one thread, with all that they remember from document to document.
private final class Press {
    let typesetter: Typesetter
    let exporter = PDFExporter()
    /// For pages of a file that many presses print.
    let encoder: PageEncoder

    init(fonts: FontCatalog, tagged: Bool) {
        typesetter = Typesetter(fonts: fonts, tagged: tagged)
        encoder = PageEncoder(tagged: tagged)
    }
}

/// Prints records: fills templates, lays them out, writes PDFs. Any number of threads may print at once; each takes a
/// press that nobody else is using.
final class PressRoom: Sendable {
    let fonts: FontCatalog
    let templates: TemplateShelf
    /// Whether pages carry the structure of their document.
    private let isTagged: Bool
    private let idle = Mutex<[IdlePress]>([])

    // A press is used by one thread at a time: whoever has taken it from the list of idle ones.
    private struct IdlePress: @unchecked Sendable {
        let press: Press
    }

    init(fonts: FontCatalog, templates: TemplateShelf, tagged: Bool = false) {
        isTagged = tagged
        self.fonts = fonts
        self.templates = templates
    }

    /// One file of one record.
    /// - Parameters:
    ///   - template: a template's path, as the shelf knows it.
    ///   - subject: names the record in messages.
    ///   - created: the date of the document, ISO 8601; it is part of the bytes.
    func pdf(
        _ template: String, _ record: Record, subject: String, author: String, created: String
    ) throws -> PrintedFile {
        let document = try templates.template(template).fill(record, subject: subject)
        return try withPress { press in
            let pages = try press.typesetter.layout(document)
            let info = DocumentInfo(title: document.title, author: author, created: created)
            return PrintedFile(
                bytes: try press.exporter.pdf(pages, info), pages: pages.count, seals: SealImpression.all(on: document))
        }
    }

    /// A document in the format that is asked for.
    /// - Parameter picture: which page a PNG shows, and how finely.
    /// - Throws: `Rejection` for a page that the document does not have.
    func print(
        _ document: Document, as format: OutputPattern.Format, info: DocumentInfo, picture: PagePicture,
        options: PDFOptions = PDFOptions()
    ) throws -> PrintedFile {
        try withPress { press in
            let pages = try press.typesetter.layout(document)
            let bytes: [UInt8]
            switch format {
            case .pdf: bytes = try press.exporter.pdf(pages, info, options: options)
            case .frames: bytes = Array(FrameDump.text(pages).utf8)
            case .png:
                guard pages.indices.contains(picture.page - 1) else {
                    throw Rejection(
                        "command.no-such-page", ["page": "\(picture.page)", "pages": "\(pages.count)"])
                }
                bytes = try press.exporter.png(pages[picture.page - 1], dotsPerInch: picture.dotsPerInch)
            }
            return PrintedFile(bytes: bytes, pages: pages.count, warnings: press.typesetter.warnings)
        }
    }

    /// A long document as a PDF, given away piece by piece: neither its pages nor its bytes are in memory.
    /// - Parameter jobs: how many threads write pages once all are laid out.
    /// - Returns: how many pages it has, and what layout has to say of it.
    func write(
        _ document: Document, _ info: DocumentInfo, options: PDFOptions, jobs: Int,
        take: @escaping ([UInt8]) throws -> Void
    ) throws -> (pages: Int, warnings: [Diagnostic]) {
        let spool = PageSpool()
        let warnings = try withPress { press in
            try press.typesetter.layout(document, into: spool)
            if jobs == 1 { try press.exporter.write(spool, info, options: options, take: take) }
            return press.typesetter.warnings
        }
        if jobs > 1 { try write(spool, info, options: options, jobs: jobs, take: take) }
        return (spool.pageCount, warnings)
    }

    /// How many pages a thread takes at once.
    private static let pagesAtOnce = 8

    private func write(
        _ spool: PageSpool, _ info: DocumentInfo, options: PDFOptions, jobs: Int,
        take: @escaping ([UInt8]) throws -> Void
    ) throws {
        let writer = try PDFWriter(info, options: options, take: take)
        var next = 0
        try OrderedWork<[SpooledPage], Result<[EncodedPage], any Error>>.run(
            threads: jobs, ahead: jobs * 2, isStopped: { false },
            read: {
                guard next < spool.pageCount else { return nil }
                let block = next..<min(next + PressRoom.pagesAtOnce, spool.pageCount)
                next = block.upperBound
                return try block.map { try spool.spooled(at: $0) }
            },
            worker: {
                { pages in
                    Result { try self.withPress { press in try pages.map { try press.encoder.encode($0.page) } } }
                }
            },
            take: { for page in try $0.get() { try writer.append(page) } })
        try writer.finish()
    }

    /// The pages of a document as they go into a file of many.
    /// - Parameter change: is given the pages before they are encoded.
    func encoded(_ document: Document, _ change: ([Page]) -> [Page]) throws -> EncodedDocument {
        try withPress { press in
            let pages = try change(press.typesetter.layout(document))
            return EncodedDocument(
                pages: try pages.map { try press.encoder.encode($0) }, warnings: press.typesetter.warnings)
        }
    }

    func layout(_ document: Document) throws -> LaidOut {
        try withPress { press in
            LaidOut(pages: try press.typesetter.layout(document), warnings: press.typesetter.warnings)
        }
    }

    func png(_ page: Page, dotsPerInch: Int) throws -> [UInt8] {
        try withPress { try $0.exporter.png(page, dotsPerInch: dotsPerInch) }
    }

    private func withPress<Result>(_ body: (Press) throws -> Result) rethrows -> Result {
        let taken = idle.withLock { $0.popLast() }
        let press = taken?.press ?? Press(fonts: fonts, tagged: isTagged)
        let returned = IdlePress(press: press)
        defer { idle.withLock { $0.append(returned) } }
        return try body(press)
    }
}

/// Templates by path, each compiled once.
final class TemplateShelf: Sendable {
    private let filters: [Filter]
    private let masking: MaskingFile?
    private let compiled = Mutex<[String: Template]>([:])

    /// - Parameter masking: what templates of public documents may name; nil where nothing is published.
    init(filters: [Filter], masking: MaskingFile? = nil) {
        self.filters = filters
        self.masking = masking
    }

    /// - Throws: `Rejection` with all mistakes of the template.
    func template(_ path: String) throws -> Template {
        try compiled.withLock { shelf in
            if let known = shelf[path] { return known }
            let template = try Template.compile(path: path, filters: filters)
            try masking?.check(template)
            shelf[path] = template
            return template
        }
    }
}

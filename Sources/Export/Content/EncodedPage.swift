import Typesetting

/// A page as it goes into a file, written without knowledge of the pages beside it. Pages may be encoded on any thread;
/// a `PDFWriter` takes them in order.
package struct EncodedPage: Sendable {
    /// Kept until the page is in the file: a glyph may have come to stand for another text on a page before it, and
    /// then the page is encoded anew.
    let page: Page
    let content: EncodedContent
    let links: [LinkArea]
    /// Nil when the page carries no structure.
    let structure: PageStructure?
}

/// The operators of a page or form, and what they refer to by name: `/F0` is the first of `fonts`, `/G128` an opacity,
/// `/X0` the first of `shown`.
struct EncodedContent: Sendable, Equatable {
    /// Deflated.
    let bytes: [UInt8]
    let fonts: [FontUse]
    let alphas: [UInt8]
    let shown: [ShownObject]
}

/// What content shows by its name.
enum ShownObject: Sendable, Equatable {
    case form(EncodedForm)
    case picture(EncodedPicture)

    static func == (one: ShownObject, other: ShownObject) -> Bool {
        switch (one, other) {
        case (.form(let one), .form(let other)): one == other
        case (.picture(let one), .picture(let other)): one == other
        default: false
        }
    }
}

/// A form. Two that hold the same are equal, wherever they were made.
final class EncodedForm: Sendable, Hashable {
    let content: EncodedContent

    init(_ content: EncodedContent) { self.content = content }

    static func == (one: EncodedForm, other: EncodedForm) -> Bool {
        one === other || one.content == other.content
    }

    func hash(into hasher: inout Hasher) { hasher.combine(content.bytes) }
}

struct LinkArea: Sendable {
    /// Left, bottom, right, top on the page, in hundredths of a point.
    let box: [Int]
    let target: String
}

/// Writes pages for a file. Belongs to one thread; as many as there are threads may work at once.
package final class PageEncoder {
    private let kit: DrawingKit
    private let encoder: ContentEncoder
    private let isTagged: Bool

    /// - Parameter tagged: whether the structure of the document is noted; only of pages that a tagging typesetter laid
    ///   out.
    package convenience init(tagged: Bool = false) { self.init(DrawingKit(), tagged: tagged) }

    init(_ kit: DrawingKit, tagged: Bool, settled: @escaping (FontFace) -> SettledGlyphs? = { _ in nil }) {
        self.kit = kit
        isTagged = tagged
        encoder = ContentEncoder(kit, settled: settled)
    }

    /// - Throws: `Rejection` for a bar code that cannot be encoded, a picture that cannot be shown, a glyph that a font
    ///   has not; `FontFailure`, `CairoFailure` when the world fails.
    package func encode(_ page: Page) throws -> EncodedPage {
        let tags = isTagged ? TagRecorder() : nil
        let (content, links) = try encoder.page(page, tags: tags)
        kit.pictures.trim()
        return EncodedPage(page: page, content: content, links: links, structure: tags?.structure)
    }
}

import Typesetting

/// Puts encoded pages together to a PDF, in order, and gives the file away piece by piece. The bytes depend on the
/// pages alone, not on the threads that encoded them. Belongs to one thread.
///
///     let writer = PDFWriter(info) { bytes in … }
///     for page in pages { try writer.append(encoder.encode(page)) }
///     try writer.finish()
package final class PDFWriter {
    private let file: ObjectFile
    private let fonts: FileFonts
    private let programs: FontPrograms
    private let kit: DrawingKit
    private let info: DocumentInfo
    private let finishing: Finishing?
    private var navigation = Navigation()
    private var structure: StructureTree?
    private var tree: PageTree
    private var forms: [EncodedForm: Int] = [:]
    private var pictures: [EncodedPicture: Int] = [:]
    private let isTagged: Bool
    /// Encodes a page anew with the texts that its glyphs stand for already.
    private lazy var encoder = PageEncoder(kit, tagged: isTagged) { [fonts] in fonts.settled($0) }

    /// A file that is to be linearized or encrypted is held in memory whole, so that it never lies anywhere in the
    /// clear.
    private final class Finishing {
        let finishing: PDFFinishing
        let take: ([UInt8]) throws -> Void
        var bytes: [UInt8] = []

        init(_ finishing: PDFFinishing, take: @escaping ([UInt8]) throws -> Void) {
            (self.finishing, self.take) = (finishing, take)
        }
    }

    /// - Parameter take: is given the file's bytes in order.
    /// - Throws: `Rejection` for passwords that cannot be used.
    package convenience init(
        _ info: DocumentInfo, options: PDFOptions = PDFOptions(), take: @escaping ([UInt8]) throws -> Void
    ) throws {
        try self.init(info, options, DrawingKit(), FontPrograms(), take: take)
    }

    init(
        _ info: DocumentInfo, _ options: PDFOptions, _ kit: DrawingKit, _ programs: FontPrograms,
        take: @escaping ([UInt8]) throws -> Void
    ) throws {
        let passes = try PDFFinishing(options)
        let finishing = options.needsFinishing ? Finishing(passes, take: take) : nil
        self.finishing = finishing
        file = ObjectFile(kit.deflater, take: finishing.map { whole in { whole.bytes += $0 } } ?? take)
        fonts = FileFonts(file, kit.fontDeflater)
        tree = PageTree(file)
        (self.info, self.kit, self.programs) = (info, kit, programs)
        isTagged = options.isTagged
        structure = options.isTagged ? StructureTree() : nil
    }

    package private(set) var pageCount = 0

    // MARK: Pages

    /// - Throws: what `take` throws; what `PageEncoder` does when the page must be encoded anew.
    package func append(_ encoded: EncodedPage) throws {
        // A glyph that stands for another text on a page before is rare: another character of the same shape.
        let page = fonts.agrees(with: encoded.content) ? encoded : try encoder.encode(encoded.page)
        pageCount += 1
        let (number, parent) = try tree.add()
        let documents = navigation.documents
        navigation.begin(page.page, object: number)
        fonts.settle(page.content)
        let content = file.reserve()
        try file.stream(content, page.content.bytes) { $0.put("/Filter/FlateDecode") }
        let resources = try resources(page.content)
        let annotations = page.links.map { _ in file.reserve() }
        let key = structure.flatMap { structure in
            page.structure.map {
                structure.add(
                    $0, isFirst: navigation.documents > documents, object: number, annotations: annotations)
            }
        }
        for (at, link) in page.links.enumerated() {
            try file.object(annotations[at]) { write(link, key: key.map { $0 + 1 + at }, $0) }
        }
        try file.object(number) { out in
            out.put("<</Type/Page/Parent ")
            out.reference(parent)
            out.put("/MediaBox[0 0 ")
            for side in [page.page.width, page.page.height] {
                out.number(millionths: (Units.thousandths(side) + 50) / 100 * 1_000)
            }
            out.put("]/Contents ")
            out.reference(content)
            out.put("/Resources")
            out.put(resources)
            if !annotations.isEmpty {
                out.put("/Annots[")
                for annotation in annotations { out.reference(annotation) }
                out.put("]")
            }
            if let key {
                // The tab key follows the structure.
                out.put("/Tabs/S/StructParents ")
                out.digits(key)
            }
            out.put(">>")
        }
    }

    private func write(_ link: LinkArea, key: Int?, _ out: PDFBytes) {
        out.put("<</Type/Annot/Subtype/Link/Rect[")
        for edge in link.box { out.number(hundredths: edge) }
        out.put("]/Border[0 0 0]")
        navigation.write(link.target, out)
        if let key {
            out.put("/StructParent ")
            out.digits(key)
        }
        out.put(">>")
    }

    // MARK: Resources

    /// What the names in some content stand for.
    private func resources(_ content: EncodedContent) throws -> [UInt8] {
        let shown = try content.shown.map { object in
            switch object {
            case .form(let form): try number(form)
            case .picture(let picture): try number(picture)
            }
        }
        let out = PDFBytes(capacity: 256)
        out.put("<<")
        func list(_ key: StaticString, _ letter: UInt8, _ objects: [Int]) {
            guard !objects.isEmpty else { return }
            out.put(key)
            out.put("<<")
            for (at, object) in objects.enumerated() {
                out.put(UInt8(ascii: "/"))
                out.put(letter)
                out.number(at)
                out.reference(object)
            }
            out.put(">>")
        }
        list("/Font", UInt8(ascii: "F"), content.fonts.map { fonts.number($0.face) })
        list("/XObject", UInt8(ascii: "X"), shown)
        if !content.alphas.isEmpty {
            out.put("/ExtGState<<")
            for alpha in content.alphas {
                out.put("/G")
                out.digits(Int(alpha))
                for key in ["<</ca ", "/CA "] {
                    out.put(ascii: key)
                    out.number(millionths: (Int(alpha) * 10_000 + 127) / 255 * 100)
                }
                out.put(">>")
            }
            out.put(">>")
        }
        out.put(">>")
        return out.array
    }

    private func number(_ form: EncodedForm) throws -> Int {
        if let known = forms[form] { return known }
        let number = file.reserve()
        forms[form] = number
        let resources = try resources(form.content)
        try file.stream(number, form.content.bytes) { out in
            // The largest page that readers take, about the form's zero on all sides.
            out.put("/Type/XObject/Subtype/Form/BBox[-1440000 -1440000 1440000 1440000]/Filter/FlateDecode/Resources")
            out.put(resources)
        }
        return number
    }

    private func number(_ picture: EncodedPicture) throws -> Int {
        if let known = pictures[picture] { return known }
        let numbers = picture.objects.map { _ in file.reserve() }
        pictures[picture] = numbers[0]
        for (number, draft) in zip(numbers, picture.objects) {
            func body(_ out: PDFBytes) {
                for piece in draft.body {
                    switch piece {
                    case .syntax(let text): out.put(ascii: text)
                    case .reference(let at): out.reference(numbers[at])
                    }
                }
            }
            if let stream = draft.stream {
                try file.stream(number, stream, entries: body)
            } else {
                try file.object(number, body)
            }
        }
        return numbers[0]
    }

    // MARK: The end

    /// Writes what stands behind the pages. Nothing may follow.
    /// - Throws: `Rejection` for links that lead nowhere and for damaged fonts; `FontFailure`, `QPDFFailure`, and what
    ///   `take` throws.
    package func finish() throws {
        precondition(pageCount > 0, "a PDF has at least one page")
        try navigation.check()
        try fonts.write(programs)
        let catalog = PDFBytes()
        catalog.put("<</Type/Catalog/Pages ")
        catalog.reference(try tree.finish())
        try navigation.write(file, catalog)
        try structure?.write(file, catalog)
        catalog.put("/Lang")
        catalog.text(info.language)
        catalog.put("/ViewerPreferences<</DisplayDocTitle true>>>>")
        let root = try file.object { $0.put(catalog.buffer) }
        let description = try file.object(info.write)
        try file.finish(catalog: root, info: description)
        if let finishing { try finishing.take(finishing.finishing.finish(finishing.bytes)) }
    }
}

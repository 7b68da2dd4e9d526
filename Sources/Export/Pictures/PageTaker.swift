import CQPDF

/// Takes the page of a file over as a form: its operators, and everything that they refer to.
struct PageTaker {
    private let file: QPDFFile
    private let deflater: Deflater
    /// The place of each object in the list, by its number in the file.
    private var places: [Int: Int] = [:]
    private var objects: [ObjectDraft] = [ObjectDraft([])]

    /// Deeper nesting is none that cairo writes.
    private static let deepest = 100

    /// - Parameter entries: of the form's dictionary, up to the resources.
    static func objects(of file: QPDFFile, entries: String, _ deflater: Deflater) throws -> [ObjectDraft] {
        var taker = PageTaker(file: file, deflater: deflater)
        let page = try file.pages()[0]
        let resources = try taker.pieces(page["/Resources"], depth: 0)
        let operators = deflater.deflated(try page["/Contents"].streamBytes())
        taker.objects[0] = ObjectDraft(
            [.syntax(entries)] + resources + [.syntax("/Filter/FlateDecode")], stream: operators)
        return taker.objects
    }

    private init(file: QPDFFile, deflater: Deflater) { (self.file, self.deflater) = (file, deflater) }

    private mutating func pieces(_ object: PDFObject, depth: Int) throws -> [ObjectDraft.Piece] {
        guard depth < PageTaker.deepest else { throw QPDFFailure(description: "qpdf: a drawing is nested too deep") }
        let number = object.number
        if number > 0 { return [.reference(try place(object, number, depth))] }
        return try content(object, depth)
    }

    private mutating func content(_ object: PDFObject, _ depth: Int) throws -> [ObjectDraft.Piece] {
        if object.isArray {
            var pieces: [ObjectDraft.Piece] = [.syntax("[")]
            for at in 0..<object.count { try pieces += self.pieces(object[at], depth: depth + 1) + [.syntax(" ")] }
            return pieces + [.syntax("]")]
        }
        if object.isDictionary { return [.syntax("<<")] + (try entries(object, depth)) + [.syntax(">>")] }
        return [.syntax(object.unparsed)]
    }

    private mutating func entries(
        _ object: PDFObject, _ depth: Int, except left: Set<String> = []
    ) throws -> [ObjectDraft.Piece] {
        try object.keys.filter { !left.contains($0) }.flatMap { key in
            try [.syntax(key + " ")] + pieces(object[key], depth: depth + 1) + [.syntax(" ")]
        }
    }

    private mutating func place(_ object: PDFObject, _ number: Int, _ depth: Int) throws -> Int {
        if let known = places[number] { return known }
        let place = objects.count
        places[number] = place
        objects.append(ObjectDraft([]))
        if object.isStream {
            let entries = try entries(
                object.streamDictionary, depth, except: ["/Length", "/Filter", "/DecodeParms"])
            let bytes = deflater.deflated(try object.streamBytes())
            objects[place] = ObjectDraft(entries + [.syntax("/Filter/FlateDecode")], stream: bytes)
        } else {
            objects[place] = ObjectDraft(try content(object, depth))
        }
        return place
    }
}

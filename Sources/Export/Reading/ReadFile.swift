/// What a finished PDF says, as somebody would find it who searches or copies from it.
package struct ReadFile: Sendable {
    package let pages: [ReadPage]
    /// Texts that no page shows: title and other metadata, bookmarks, targets of links, notes, forms.
    package let hidden: [String]
    /// Whether other files lie in this one.
    package let hasAttachments: Bool

    /// Reads the bytes of a file, whoever wrote it.
    /// - Throws: `QPDFFailure` when it is damaged, no PDF, or opens only with a password.
    package static func read(_ pdf: [UInt8]) throws -> ReadFile {
        let file = try QPDFFile(pdf)
        let fonts = ReadFonts()
        let pages = try file.pages().map { page in
            var reader = ContentReader(fonts: fonts, resources: ReadFile.resources(of: page))
            try reader.read(try page.pageBytes())
            return ReadPage(pieces: reader.pieces, unreadable: reader.unreadable, pictures: reader.pictures)
        }
        var strings = HiddenStrings()
        try strings.collect(from: file.trailer)
        return ReadFile(pages: pages, hidden: strings.found, hasAttachments: strings.hasAttachments)
    }

    /// A page may have those of the tree above it (ISO 32000-1, 7.7.3.4).
    private static func resources(of page: PDFObject) -> PDFObject {
        var node = page
        // A tree of pages that is deeper than this is none.
        for _ in 0..<64 {
            let own = node["/Resources"]
            if own.isDictionary { return own }
            let parent = node["/Parent"]
            guard parent.isDictionary else { return own }
            node = parent
        }
        return page["/Resources"]
    }
}

/// The strings of a file's objects, streams left out save those of metadata.
private struct HiddenStrings {
    private(set) var found: [String] = []
    private(set) var hasAttachments = false
    private var seen: Set<Int> = []

    mutating func collect(from root: PDFObject) throws {
        var waiting = [root]
        while let object = waiting.popLast() {
            if object.number != 0, !seen.insert(object.number).inserted { continue }
            if object.isString {
                found.append(object.text)
            } else if object.isArray {
                waiting += (0..<object.count).reversed().map { object[$0] }
            } else if object.isStream || object.isDictionary {
                let dictionary = object.isStream ? object.streamDictionary : object
                let type = dictionary["/Type"]
                let kind = type.isName ? type.name : ""
                if kind == "/EmbeddedFile" { hasAttachments = true }
                if object.isStream, kind == "/Metadata" {
                    found.append(String(decoding: try object.streamBytes(), as: UTF8.self))
                }
                // What tells files and fonts apart is chance and no text.
                for key in dictionary.keys.reversed() where !["/ID", "/W", "/Widths", "/CIDSystemInfo"].contains(key) {
                    waiting.append(dictionary[key])
                }
            }
        }
    }
}

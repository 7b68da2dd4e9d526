import Typesetting

/// Replaces the flat structure that cairo wrote by the tree that `TagWriter` gathered, with alternative texts, header
/// cells, artifacts and links, and says in the catalogue that the file is tagged (ISO 32000-1, 14.7 and 14.8).
struct StructureFile {
    private let file: QPDFFile
    private let tags: TagWriter
    private var stretches: [Stretch] = []
    /// Entries of the parent tree: a list of elements for a page, one element for a link's area.
    private var parents: [Int: PDFObject] = [:]

    /// What cairo wrote for a mark.
    private struct Stretch {
        /// The page's object, nil when nothing was drawn.
        var page: PDFObject?
        var contents: [Int] = []
        /// The areas of links.
        var areas: [PDFObject] = []
    }

    static func write(_ tags: TagWriter, to file: QPDFFile) throws {
        var structure = StructureFile(file: file, tags: tags)
        try structure.write(tags.documents)
    }

    private init(file: QPDFFile, tags: TagWriter) {
        self.file = file
        self.tags = tags
    }

    private mutating func write(_ documents: [StructureElement]) throws {
        let catalog = file.catalog
        try readStretches(catalog["/StructTreeRoot"])
        let root = PDFObject.dictionary(file).numbered()
        root["/Type"] = .name("/StructTreeRoot", file)
        let kids = PDFObject.array(file)
        for document in documents { kids.append(write(document, under: root, asHead: false)) }
        root["/K"] = kids
        try preparePages()
        let tree = PDFObject.dictionary(file).numbered()
        let numbers = PDFObject.array(file)
        for key in parents.keys.sorted() {
            numbers.append(.integer(key, file))
            numbers.append(parents[key]!)
        }
        tree["/Nums"] = numbers
        root["/ParentTree"] = tree
        root["/ParentTreeNextKey"] = .integer((parents.keys.max() ?? -1) + 1, file)
        catalog["/StructTreeRoot"] = root
        let info = PDFObject.dictionary(file)
        info["/Marked"] = .yes(file)
        catalog["/MarkInfo"] = info
    }

    // MARK: What cairo wrote

    /// Cairo writes a part for each mark, in order; but none for a page on which nothing is to be seen.
    private mutating func readStretches(_ root: PDFObject) throws {
        stretches = [Stretch](repeating: Stretch(), count: tags.marks.count)
        guard root.isDictionary else { return }
        let kids = root["/K"]
        let count = kids.isArray ? kids.count : kids.isNull ? 0 : 1
        let written = (0..<count).map { at -> Stretch in
            var stretch = Stretch()
            read(kids.isArray ? kids[at] : kids, into: &stretch)
            return stretch
        }
        let shown = Set(written.compactMap { $0.page?.number })
        let pages = try file.pages().map(\.number)
        let marks = tags.marks.indices.filter { shown.contains(pages[tags.pages[$0]]) }
        guard marks.count == count else {
            throw QPDFFailure(description: "cairo wrote \(count) parts of \(marks.count)")
        }
        for (mark, stretch) in zip(marks, written) { stretches[mark] = stretch }
    }

    private func read(_ element: PDFObject, into stretch: inout Stretch) {
        let page = element["/Pg"]
        if !page.isNull { stretch.page = page }
        let kids = element["/K"]
        if kids.isArray {
            for at in 0..<kids.count { read(kid: kids[at], into: &stretch) }
        } else if !kids.isNull {
            read(kid: kids, into: &stretch)
        }
    }

    private func read(kid: PDFObject, into stretch: inout Stretch) {
        if let content = kid.integer { stretch.contents.append(content) } else if kid["/Type"].isName("/OBJR") {
            stretch.areas.append(kid["/Obj"])
        } else if let content = kid["/MCID"].integer {
            stretch.contents.append(content)
            stretch.page = kid["/Pg"]
        } else {
            read(kid, into: &stretch)
        }
    }

    // MARK: Elements

    private mutating func write(_ element: StructureElement, under parent: PDFObject, asHead: Bool) -> PDFObject {
        let object = PDFObject.dictionary(file).numbered()
        object["/Type"] = .name("/StructElem", file)
        object["/S"] = .name(element.role.structureType(isDocument: parent["/Type"].isName("/StructTreeRoot")), file)
        object["/P"] = parent
        if case .figure(let words) = element.role { object["/Alt"] = .text(words, file) }
        if let attributes = attributes(element.role, isInHead: asHead) { object["/A"] = attributes }
        let kids = PDFObject.array(file)
        var page: PDFObject?
        let isHead = asHead || element.role == .tableHead
        for child in element.children {
            switch child {
            case .element(let child): kids.append(write(child, under: object, asHead: isHead))
            case .content(let mark): write(stretches[mark], of: object, to: kids, page: &page)
            }
        }
        if kids.count > 0 { object["/K"] = kids }
        if let page { object["/Pg"] = page }
        return object
    }

    private mutating func write(
        _ stretch: Stretch, of object: PDFObject, to kids: PDFObject, page: inout PDFObject?
    ) {
        for area in stretch.areas {
            let reference = PDFObject.dictionary(file)
            reference["/Type"] = .name("/OBJR", file)
            reference["/Obj"] = area
            if let own = stretch.page { reference["/Pg"] = own }
            kids.append(reference)
            if let key = area["/StructParent"].integer { parents[key] = object }
        }
        guard let own = stretch.page else { return }
        if page == nil { page = own }
        for content in stretch.contents {
            if page?.number == own.number { kids.append(.integer(content, file)) } else {
                let reference = PDFObject.dictionary(file)
                reference["/Type"] = .name("/MCR", file)
                reference["/Pg"] = own
                reference["/MCID"] = .integer(content, file)
                kids.append(reference)
            }
            if let key = own["/StructParents"].integer { setParent(key, content, object) }
        }
    }

    private mutating func setParent(_ key: Int, _ content: Int, _ object: PDFObject) {
        let list = parents[key] ?? PDFObject.array(file)
        while list.count <= content { list.append(.null(file)) }
        list.set(content, object)
        parents[key] = list
    }

    private func attributes(_ role: StructureRole, isInHead: Bool) -> PDFObject? {
        let span: CellSpan
        var scope: String?
        switch role {
        case .headerCell(let own):
            span = own
            scope = isInHead ? "/Column" : "/Row"
        case .dataCell(let own): span = own
        case .list: return nil
        default: return nil
        }
        guard scope != nil || span != CellSpan() else { return nil }
        let attributes = PDFObject.dictionary(file)
        attributes["/O"] = .name("/Table", file)
        if let scope { attributes["/Scope"] = .name(scope, file) }
        if span.columns > 1 { attributes["/ColSpan"] = .integer(span.columns, file) }
        if span.rows > 1 { attributes["/RowSpan"] = .integer(span.rows, file) }
        return attributes
    }

    // MARK: Pages

    private func preparePages() throws {
        for page in try file.pages() {
            // The tab key follows the structure.
            page["/Tabs"] = .name("/S", file)
            let contents = page["/Contents"]
            guard !contents.isArray, !contents.isNull else { continue }
            contents.replaceStream(ContentMarks.namingArtifacts(try contents.streamBytes()))
        }
    }
}

extension StructureRole {
    /// ISO 32000-1, 14.8.4.
    fileprivate func structureType(isDocument: Bool) -> String {
        switch self {
        case .paragraph: "/P"
        case .heading(let level): "/H\(level)"
        case .list: "/L"
        case .listItem: "/LI"
        case .listLabel: "/Lbl"
        case .listBody: "/LBody"
        case .table: "/Table"
        case .tableRow: "/TR"
        case .headerCell: "/TH"
        case .dataCell: "/TD"
        case .tableHead: "/THead"
        case .tableBody: "/TBody"
        case .tableFoot: "/TFoot"
        case .caption: "/Caption"
        case .link: "/Link"
        case .quote: "/BlockQuote"
        case .figure: "/Figure"
        case .section: isDocument ? "/Document" : "/Sect"
        case .note: "/Note"
        }
    }
}

import Typesetting

/// The tree of a file's structure, as it grows page by page (ISO 32000-1, 14.7 and 14.8).
final class StructureTree {
    /// A part of a document.
    private final class Element {
        enum Child {
            case element(Element)
            /// Marked content: the page's object, and the number of the mark there.
            case content(page: Int, mark: Int)
            /// The area of a link: the page's object, and that of the annotation.
            case area(page: Int, annotation: Int)
        }

        let role: StructureRole
        /// Where it stands among its siblings; 0 for those that stand where they come.
        let number: Int
        var children: [Child] = []
        /// The number of its object.
        var object = 0

        init(_ role: StructureRole, number: Int) { (self.role, self.number) = (role, number) }

        /// Puts a part in its place: what is drawn first is not always what stands first (a box at the foot of the
        /// page).
        func insert(_ element: Element) {
            guard element.number > 0 else { return children.append(.element(element)) }
            var at = children.count
            scan: for (index, child) in children.enumerated().reversed() {
                guard case .element(let sibling) = child, sibling.number > 0 else { continue }
                if sibling.number < element.number { break scan }
                at = index
            }
            children.insert(.element(element), at: at)
        }
    }

    /// What the parent tree leads to from a page or an annotation.
    private enum Parent {
        case marks([Element])
        case area(Element)
    }

    /// A tree for each document in the file.
    private var documents: [Element] = []
    private var known: [Int: Element] = [:]
    private var parents: [Parent] = []

    // MARK: Pages

    /// Takes the parts of a page into the tree.
    /// - Parameters:
    ///   - isFirst: of its document.
    ///   - annotations: the objects of the page's links.
    /// - Returns: the key of the page in the parent tree; those of its annotations follow.
    func add(_ page: PageStructure, isFirst: Bool, object: Int, annotations: [Int]) -> Int {
        if isFirst {
            documents.append(Element(.section, number: 0))
            known = [:]
        }
        let document = documents[documents.count - 1]
        var elements: [Element] = []
        var marks: [Element] = []
        var areas: [Element?] = annotations.map { _ in nil }
        for event in page.events {
            switch event {
            case .open(let place): elements.append(element(page.elements[place], elements, document))
            case .content(let place, let mark):
                elements[place].children.append(.content(page: object, mark: mark))
                marks.append(elements[place])
            case .area(let place, let link):
                elements[place].children.append(.area(page: object, annotation: annotations[link]))
                areas[link] = elements[place]
            }
        }
        parents.append(.marks(marks))
        parents += areas.map { .area($0 ?? document) }
        return parents.count - 1 - areas.count
    }

    private func element(_ noted: PageStructure.Element, _ elements: [Element], _ document: Element) -> Element {
        if noted.number > 0, let known = known[noted.number] { return known }
        let element = Element(noted.role, number: noted.number)
        if noted.number > 0 { known[noted.number] = element }
        let parent = noted.parent.map { elements[$0] } ?? document
        // A label stands before the content of its list item, though it is drawn with its first line.
        if noted.isLabel { parent.children.insert(.element(element), at: 0) } else { parent.insert(element) }
        return element
    }

    // MARK: Objects

    /// Writes the tree, and the entries of the catalogue that lead to it.
    func write(_ file: ObjectFile, _ catalog: PDFBytes) throws {
        let root = file.reserve()
        for document in documents { number(document, file) }
        for document in documents { try write(document, parent: root, isDocument: true, isInHead: false, file) }
        let tree = try writeParents(file)
        try file.object(root) { out in
            out.put("<</Type/StructTreeRoot/K[")
            for document in documents { out.reference(document.object) }
            out.put("]/ParentTree ")
            out.reference(tree)
            out.put("/ParentTreeNextKey ")
            out.digits(parents.count)
            out.put(">>")
        }
        catalog.put("/MarkInfo<</Marked true>>/StructTreeRoot ")
        catalog.reference(root)
    }

    private func number(_ element: Element, _ file: ObjectFile) {
        element.object = file.reserve()
        for case .element(let child) in element.children { number(child, file) }
    }

    private func write(
        _ element: Element, parent: Int, isDocument: Bool, isInHead: Bool, _ file: ObjectFile
    ) throws {
        let isHead = isInHead || element.role == .tableHead
        try file.object(element.object) { out in
            out.put("<</Type/StructElem/S")
            out.put(ascii: element.role.structureType(isDocument: isDocument))
            out.put("/P ")
            out.reference(parent)
            if case .figure(let words) = element.role {
                out.put("/Alt")
                out.text(words)
            }
            StructureTree.attributes(element.role, isInHead: isInHead, out)
            StructureTree.children(element, out)
            out.put(">>")
        }
        for case .element(let child) in element.children {
            try write(child, parent: element.object, isDocument: false, isInHead: isHead, file)
        }
    }

    private static func children(_ element: Element, _ out: PDFBytes) {
        guard !element.children.isEmpty else { return }
        var own: Int?
        for case .content(let page, _) in element.children {
            own = page
            break
        }
        if let own {
            out.put("/Pg ")
            out.reference(own)
        }
        out.put("/K[")
        for child in element.children {
            switch child {
            case .element(let child): out.reference(child.object)
            case .content(let page, let mark) where page == own: out.number(mark)
            case .content(let page, let mark):
                out.put("<</Type/MCR/Pg ")
                out.reference(page)
                out.put("/MCID ")
                out.digits(mark)
                out.put(">>")
            case .area(let page, let annotation):
                out.put("<</Type/OBJR/Pg ")
                out.reference(page)
                out.put("/Obj ")
                out.reference(annotation)
                out.put(">>")
            }
        }
        out.put("]")
    }

    private static func attributes(_ role: StructureRole, isInHead: Bool, _ out: PDFBytes) {
        let span: CellSpan
        var isHeader = false
        switch role {
        case .headerCell(let own): (span, isHeader) = (own, true)
        case .dataCell(let own): span = own
        default: return
        }
        guard isHeader || span != CellSpan() else { return }
        out.put("/A<</O/Table")
        if isHeader { if isInHead { out.put("/Scope/Column") } else { out.put("/Scope/Row") } }
        for (key, count) in [("/ColSpan ", span.columns), ("/RowSpan ", span.rows)] where count > 1 {
            out.put(ascii: key)
            out.digits(count)
        }
        out.put(">>")
    }

    /// A tree of two levels, since each page of a long file has an entry.
    private func writeParents(_ file: ObjectFile) throws -> Int {
        let leafSize = 64
        let leaves = try stride(from: 0, to: parents.count, by: leafSize).map { start in
            let end = min(parents.count, start + leafSize)
            return try file.object { out in
                out.put("<</Limits[")
                out.number(start)
                out.number(end - 1)
                out.put("]/Nums[")
                for key in start..<end {
                    out.number(key)
                    switch parents[key] {
                    case .area(let element): out.reference(element.object)
                    case .marks(let elements):
                        out.put("[")
                        for element in elements { out.reference(element.object) }
                        out.put("]")
                    }
                }
                out.put("]>>")
            }
        }
        return try file.object { out in
            out.put("<</Kids[")
            for leaf in leaves { out.reference(leaf) }
            out.put("]>>")
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

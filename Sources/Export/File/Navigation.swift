import Diagnostics
import Typesetting

/// What leads a reader through a file: bookmarks, the names that links go to, the numbers of pages (ISO 32000-1, 12.3
/// and 12.4.2).
struct Navigation {
    private struct Bookmark {
        var title: String
        var level: Int
        /// Headings of the next document never belong under those of the last.
        var document: Int
        var page: Int
        /// Up from the foot of the page, in hundredths of a point.
        var y: Int
    }

    private var bookmarks: [Bookmark] = []
    private var places: [String: (page: Int, y: Int)] = [:]
    private var wanted: [(name: String, place: String)] = []
    private var labels: [(page: Int, label: String)] = []
    private var lastLabel: Int?
    private var pages = 0
    /// Documents in the file so far; each has names of its own.
    private(set) var documents = 0
    private var lastNumber = 0

    /// Called for each page before its links are asked for.
    /// - Parameter object: the number of the page's object.
    mutating func begin(_ page: Page, object: Int) {
        if page.number <= lastNumber || documents == 0 { documents += 1 }
        lastNumber = page.number
        label(page)
        for entry in page.outline {
            let y = Units.whole(page.height &- entry.y)
            bookmarks.append(
                Bookmark(title: entry.title, level: entry.level, document: documents, page: object, y: y))
        }
        for destination in page.destinations {
            let place = place(destination.name)
            // The first of two elements with one id is the one that is meant.
            guard places[place] == nil else { continue }
            places[place] = (object, Units.whole(page.height &- destination.y))
        }
        pages += 1
    }

    /// Ranges of pages that count on are one entry.
    private mutating func label(_ page: Page) {
        let text = page.label ?? String(page.number)
        let number = Int(text).flatMap { $0 > 0 && String($0) == text ? $0 : nil }
        defer { lastLabel = number }
        if let number, let lastLabel, number == lastLabel + 1 { return }
        labels.append((pages, text))
    }

    // MARK: Links

    /// Where a link leads, as an entry of its annotation.
    mutating func write(_ target: String, _ out: PDFBytes) {
        guard target.hasPrefix("#") else {
            out.put("/A<</S/URI/URI")
            out.string(Navigation.address(target).utf8)
            out.put(">>")
            return
        }
        let name = String(target.dropFirst())
        wanted.append((name, place(name)))
        out.put("/Dest")
        out.string(place(name).utf8)
    }

    private func place(_ name: String) -> String { documents <= 1 ? name : "\(documents)/\(name)" }

    /// An address in ASCII (RFC 3986): what it reserves stays as it is.
    static func address(_ text: String) -> String {
        text.utf8.map { byte in
            if byte.isAlphanumeric || "-._~:/?#[]@!$&'()*+,;=%".utf8.contains(byte) {
                return String(Unicode.Scalar(byte))
            }
            let digits = String(byte, radix: 16, uppercase: true)
            return "%" + (digits.count < 2 ? "0" : "") + digits
        }.joined()
    }

    /// - Throws: `Rejection` naming the links that lead nowhere.
    func check() throws {
        let lost = wanted.filter { places[$0.place] == nil }.map(\.name)
        guard !lost.isEmpty else { return }
        var seen: Set<String> = []
        throw Rejection(
            lost.filter { seen.insert($0).inserted }.map { Diagnostic(.error, "export.link-target", ["name": $0]) })
    }

    // MARK: Objects

    /// Writes what there is, and the entries of the catalogue that lead to it.
    func write(_ file: ObjectFile, _ catalog: PDFBytes) throws {
        if let outlines = try writeBookmarks(file) {
            catalog.put("/Outlines ")
            catalog.reference(outlines)
        }
        if !places.isEmpty {
            let names = try writeNames(file)
            catalog.put("/Names<</Dests ")
            catalog.reference(names)
            catalog.put(">>")
        }
        // Pages counted from 1 need no labels.
        if labels.count == 1, labels[0].label == "1" { return }
        let tree = try file.object { out in
            out.put("<</Nums[")
            for (page, label) in labels {
                out.number(page)
                out.put("<<")
                if let number = Int(label), number > 0, String(number) == label {
                    out.put("/S/D/St ")
                    out.digits(number)
                } else {
                    out.put("/P")
                    out.text(label)
                }
                out.put(">>")
            }
            out.put("]>>")
        }
        catalog.put("/PageLabels ")
        catalog.reference(tree)
    }

    private static func destination(_ page: Int, _ y: Int, _ out: PDFBytes) {
        out.put("[")
        out.reference(page)
        out.put("/XYZ 0 ")
        out.number(hundredths: y)
        out.put("0]")
    }

    /// A tree of two levels: readers seek a name by halving.
    private func writeNames(_ file: ObjectFile) throws -> Int {
        let names = places.keys.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
        let leafSize = 100
        func entries(_ some: ArraySlice<String>, _ out: PDFBytes) {
            out.put("/Names[")
            for name in some {
                out.string(name.utf8)
                Navigation.destination(places[name]!.page, places[name]!.y, out)
            }
            out.put("]")
        }
        if names.count <= leafSize {
            return try file.object { out in
                out.put("<<")
                entries(names[...], out)
                out.put(">>")
            }
        }
        let leaves = try stride(from: 0, to: names.count, by: leafSize).map { start in
            let some = names[start..<min(names.count, start + leafSize)]
            return try file.object { out in
                out.put("<</Limits[")
                out.string(some.first!.utf8)
                out.string(some.last!.utf8)
                out.put("]")
                entries(some, out)
                out.put(">>")
            }
        }
        return try file.object { out in
            out.put("<</Kids[")
            for leaf in leaves { out.reference(leaf) }
            out.put("]>>")
        }
    }
}

// MARK: Bookmarks

extension Navigation {
    /// A bookmark's neighbours, by their places in the list.
    private struct Node {
        var parent: Int?
        var first, last, previous, next: Int?
        /// How many are seen below it when it is open: its children and what is open below them.
        var count = 0
        var isOpen = false
    }

    /// A heading goes under the last heading of a higher level.
    private func nodes() -> (nodes: [Node], top: Node) {
        var nodes: [Node] = []
        var top = Node(isOpen: true)
        var open: [Int] = []
        for (at, bookmark) in bookmarks.enumerated() {
            if let last = open.last, bookmarks[last].document != bookmark.document { open = [] }
            while let last = open.last, bookmarks[last].level >= bookmark.level { open.removeLast() }
            // Chapters stand open; what is deeper opens on demand.
            var node = Node(parent: open.last, isOpen: bookmark.level <= 2)
            func join(_ parent: inout Node) {
                node.previous = parent.last
                if parent.first == nil { parent.first = at }
                parent.last = at
            }
            if let parent = open.last { join(&nodes[parent]) } else { join(&top) }
            if let previous = node.previous { nodes[previous].next = at }
            nodes.append(node)
            open.append(at)
        }
        for at in nodes.indices.reversed() {
            let seen = 1 + (nodes[at].isOpen ? nodes[at].count : 0)
            if let parent = nodes[at].parent { nodes[parent].count += seen } else { top.count += seen }
        }
        return (nodes, top)
    }

    /// - Returns: the number of the root, nil where there are no bookmarks.
    private func writeBookmarks(_ file: ObjectFile) throws -> Int? {
        guard !bookmarks.isEmpty else { return nil }
        let (nodes, top) = nodes()
        let root = file.reserve()
        let numbers = nodes.map { _ in file.reserve() }
        func links(_ pairs: [(StaticString, Int?)], _ out: PDFBytes) {
            for case (let key, let place?) in pairs {
                out.put(key)
                out.reference(numbers[place])
            }
        }
        try file.object(root) { out in
            out.put("<</Type/Outlines")
            links([("/First ", top.first), ("/Last ", top.last)], out)
            out.put("/Count ")
            out.digits(top.count)
            out.put(">>")
        }
        for (at, node) in nodes.enumerated() {
            try file.object(numbers[at]) { out in
                out.put("<</Title")
                out.text(bookmarks[at].title)
                out.put("/Parent ")
                out.reference(node.parent.map { numbers[$0] } ?? root)
                links(
                    [
                        ("/Prev ", node.previous), ("/Next ", node.next), ("/First ", node.first),
                        ("/Last ", node.last),
                    ], out)
                if node.count > 0 {
                    out.put("/Count ")
                    out.digits(node.isOpen ? node.count : -node.count)
                }
                out.put("/Dest")
                Navigation.destination(bookmarks[at].page, bookmarks[at].y, out)
                out.put(">>")
            }
        }
        return root
    }
}

extension UInt8 {
    fileprivate var isAlphanumeric: Bool {
        (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
    }
}

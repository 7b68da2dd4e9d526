/// The tree of a file's pages (ISO 32000-1, 7.7.3): a node for some pages, so that readers need not go through all.
struct PageTree {
    private let file: ObjectFile
    private var nodes: [(number: Int, pages: [Int])] = []

    private static let nodeSize = 100

    init(_ file: ObjectFile) { self.file = file }

    /// A number for the next page, and the number of its parent.
    mutating func add() throws -> (page: Int, parent: Int) {
        if nodes.isEmpty || nodes[nodes.count - 1].pages.count == PageTree.nodeSize {
            nodes.append((file.reserve(), []))
        }
        let page = file.reserve()
        nodes[nodes.count - 1].pages.append(page)
        return (page, nodes[nodes.count - 1].number)
    }

    /// - Returns: the number of the root: the only node, or one above all.
    func finish() throws -> Int {
        let root = nodes.count == 1 ? nil : file.reserve()
        for node in nodes {
            try file.object(node.number) { out in
                PageTree.write(node.pages, count: node.pages.count, parent: root, out)
            }
        }
        guard let root else { return nodes[0].number }
        try file.object(root) { out in
            let count = nodes.reduce(0) { $0 + $1.pages.count }
            PageTree.write(nodes.map(\.number), count: count, parent: nil, out)
        }
        return root
    }

    private static func write(_ kids: [Int], count: Int, parent: Int?, _ out: PDFBytes) {
        out.put("<</Type/Pages/Kids[")
        for kid in kids { out.reference(kid) }
        out.put("]/Count ")
        out.digits(count)
        if let parent {
            out.put("/Parent ")
            out.reference(parent)
        }
        out.put(">>")
    }
}

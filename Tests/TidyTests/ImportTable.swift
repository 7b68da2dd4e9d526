/// The table of targets in `docs/architecture.md`, read from the page itself so that page and check cannot drift apart.
struct ImportTable {
    struct Row {
        let target: String
        let line: Int
        /// What the row names in backticks.
        let named: Set<String>
        /// What the target may import: `named` and, for "all of the above", the targets of the rows above.
        let imports: Set<String>
    }

    let rows: [String: Row]

    init(_ tree: Tree) {
        var rows: [String: Row] = [:]
        var isInTable = false
        for (index, line) in tree.lines("docs/architecture.md").enumerated() {
            if line.hasPrefix("| target |") { isInTable = true }
            guard isInTable else { continue }
            guard line.hasPrefix("|") else { break }
            let cells = line.split(separator: "|").map { $0.split(separator: "`", omittingEmptySubsequences: false) }
            guard cells.count >= 3, cells[0].count == 3 else { continue }
            let target = String(cells[0][1])
            // What stands between backticks is every second part.
            let named = Set(cells[2].indices.filter { $0 % 2 == 1 }.map { String(cells[2][$0]) })
            let above = cells[2][0].contains("all of the above") ? Set(rows.keys) : []
            rows[target] = Row(target: target, line: index + 1, named: named, imports: named.union(above))
        }
        self.rows = rows
    }
}

/// A table of counts with its sums, of which small counts are not shown, and as many others as it takes that nobody
/// can compute them from the sums.
package struct SmallCells: Hashable, Sendable {
    /// Nil for what is not shown. The last row and the last column hold the sums.
    package let shown: [[Int?]]

    /// - Parameters:
    ///   - counts: rows of equal length, none negative.
    ///   - smallest: counts from 1 to below this are not shown. Nothing is small where this is 1 or less.
    package init(_ counts: [[Int]], smallest: Int) {
        precondition(Set(counts.map(\.count)).count <= 1, "rows have equal length")
        precondition(counts.allSatisfy { $0.allSatisfy { $0 >= 0 } }, "counts are not negative")
        var table = SmallCells.withSums(counts)
        let columns = counts.first?.count ?? 0
        guard columns > 0 else {
            shown = table
            return
        }
        var hidden = table.map { $0.map { count in count > 0 && count < smallest } }
        while let exposed = Network(counts: table, hidden: hidden).firstExposed {
            guard let partner = SmallCells.partner(of: exposed, in: table, hidden) else { break }
            hidden[partner.row][partner.column] = true
        }
        for row in table.indices {
            for column in table[row].indices where hidden[row][column] { table[row][column] = -1 }
        }
        shown = table.map { $0.map { $0 < 0 ? nil : $0 } }
    }

    private static func withSums(_ counts: [[Int]]) -> [[Int]] {
        let rows = counts.map { $0 + [$0.reduce(0, +)] }
        let width = rows.first?.count ?? 0
        return rows + [(0..<width).map { column in rows.reduce(0) { $0 + $1[column] } }]
    }

    /// The smallest count that protects an exposed one, or that begins a circle with it; sums only where nothing else
    /// is left.
    private static func partner(of exposed: Cell, in table: [[Int]], _ hidden: [[Bool]]) -> Cell? {
        let (lastRow, lastColumn) = (table.count - 1, table[0].count - 1)
        let open = table.indices.flatMap { row in table[row].indices.map { Cell(row: row, column: $0) } }
            .filter { !hidden[$0.row][$0.column] && table[$0.row][$0.column] > 0 }
        func cost(_ cell: Cell) -> Int { table[cell.row][cell.column] }
        func cheapest(_ cells: [Cell]) -> Cell? { cells.min { cost($0) < cost($1) } }
        let inner = open.filter { $0.row < lastRow && $0.column < lastColumn }
        let inRow = hidden[exposed.row].count { $0 }
        let inColumn = hidden.count { $0[exposed.column] }
        for pool in [inner, open] {
            // What closes a circle lies where a row and a column hide something already.
            let closing = pool.filter { cell in
                guard hidden[cell.row].contains(true), hidden.contains(where: { $0[cell.column] }) else { return false }
                var tried = hidden
                tried[cell.row][cell.column] = true
                return !Network(counts: table, hidden: tried).isExposed(exposed)
            }
            if let cell = cheapest(closing) { return cell }
            let line = pool.filter { cell in
                if inRow < 2 { return cell.row == exposed.row }
                return inColumn < 2 ? cell.column == exposed.column : false
            }
            if let cell = cheapest(line) { return cell }
        }
        return cheapest(inner) ?? cheapest(open)
    }
}

extension SmallCells {
    fileprivate struct Cell: Hashable {
        let row: Int
        let column: Int
    }

    /// The counts as a flow: from rows to columns, and back through the sums, so that what goes in goes out. A hidden
    /// count can be anything from 1 up; whoever knows the others can tell it when no circle of hidden ones passes
    /// through it, in either direction.
    fileprivate struct Network {
        let counts: [[Int]]
        let hidden: [[Bool]]

        private struct Edge {
            let to: Int
            let cell: Cell
        }

        private var rows: Int { counts.count }

        /// The hidden counts as edges in the direction of the flow.
        private func ends(_ cell: Cell) -> (from: Int, to: Int) {
            let (row, column) = (cell.row, rows + cell.column)
            let isSum = (cell.row == counts.count - 1) != (cell.column == counts[0].count - 1)
            return isSum ? (column, row) : (row, column)
        }

        private var edges: [[Edge]] {
            var edges = [[Edge]](repeating: [], count: rows + counts[0].count)
            for cell in hiddenCells {
                let (from, to) = ends(cell)
                edges[from].append(Edge(to: to, cell: cell))
                // Less can flow only where there is more than one.
                if counts[cell.row][cell.column] > 1 { edges[to].append(Edge(to: from, cell: cell)) }
            }
            return edges
        }

        private var hiddenCells: [Cell] {
            hidden.indices.flatMap { row in
                hidden[row].indices.compactMap { hidden[row][$0] ? Cell(row: row, column: $0) : nil }
            }
        }

        var firstExposed: Cell? {
            let edges = edges
            return hiddenCells.first { isExposed($0, edges) }
        }

        func isExposed(_ cell: Cell) -> Bool { isExposed(cell, edges) }

        private func isExposed(_ cell: Cell, _ edges: [[Edge]]) -> Bool {
            let (from, to) = ends(cell)
            let canShrink = counts[cell.row][cell.column] > 1
            return !Network.reaches(from, from: to, without: cell, edges)
                && !(canShrink && Network.reaches(to, from: from, without: cell, edges))
        }

        private static func reaches(_ goal: Int, from start: Int, without cell: Cell, _ edges: [[Edge]]) -> Bool {
            var seen: Set<Int> = [start]
            var waiting = [start]
            while let node = waiting.popLast() {
                if node == goal { return true }
                for edge in edges[node] where edge.cell != cell && seen.insert(edge.to).inserted {
                    waiting.append(edge.to)
                }
            }
            return false
        }
    }
}

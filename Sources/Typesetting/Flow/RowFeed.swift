import Diagnostics
import Markup

/// Gives the rows of one part of a table in order, their cells in their columns. Rows that are connected by cells
/// reaching over several of them come together, as a block.
struct RowFeed {
    private struct Found {
        var box: Box
        var style: ComputedStyle?
        /// Rows of one group have the same number.
        var group: Int
    }

    private let part: TableGrid.Part
    private let table: Box
    private let mayStream: Bool
    /// What is still to come, the next at the end.
    private var groups: [TableParts.Group]
    private var items: [TableParts.Item] = []
    private var style: ComputedStyle?
    private var found: [Found] = []
    private var group = 0
    private var ahead: Found?
    private var isAhead = false
    private var lastGroup: Int?
    /// The next row's index.
    private var index: Int
    /// Until which row (exclusive) each column is taken by a cell from above.
    private var takenUntil: [Int] = []
    /// Blocks read ahead, of which so many have been given: a table that does not stream has all of its rows here.
    private var peeked: [[TableGrid.Row]] = []
    private var given = 0
    private(set) var columnCount = 0
    /// Among how many columns the first stands at the right; nil where it stands at the left.
    private var mirrored: Int?
    /// Of the row before, which nearly all rows are like; empty when it was connected with others.
    private var lastSlots: [TableGrid.Slot] = []

    /// - Parameter mayStream: whether rows may come from a stream here.
    init(_ parts: TableParts, _ part: TableGrid.Part, table: Box, from index: Int, mayStream: Bool) {
        self.part = part
        self.table = table
        self.mayStream = mayStream
        self.index = index
        groups = parts.groups(part).reversed()
    }

    // MARK: Blocks

    /// The next block, nil after the last.
    mutating func next() throws -> [TableGrid.Row]? {
        guard given < peeked.count else { return try pull().map(turned) }
        let block = turned(peeked[given])
        peeked[given] = []
        given += 1
        if given == peeked.count {
            peeked.removeAll(keepingCapacity: given == 1)
            given = 0
        }
        return block
    }

    /// The first row of the next block.
    mutating func peek() throws -> TableGrid.Row? {
        if peeked.isEmpty, let block = try pull() { peeked.append(block) }
        return given < peeked.count ? turned(peeked[given]).first : nil
    }

    /// From here on the rows go from the right (`direction: rtl`).
    mutating func mirror(columns: Int) { mirrored = columns }

    private func turned(_ block: [TableGrid.Row]) -> [TableGrid.Row] {
        guard let mirrored else { return block }
        return block.mirrored(columns: mirrored)
    }

    /// Reads ahead: the next rows, at least so many where there are any.
    mutating func prefetch(_ count: Int) throws -> [TableGrid.Row] {
        var ready = peeked[given...].reduce(0) { $0 + $1.count }
        while ready < count, let block = try pull() {
            peeked.append(block)
            ready += block.count
        }
        return peeked[given...].flatMap(\.self)
    }

    private mutating func pull() throws -> [TableGrid.Row]? {
        guard let first = try row() else { return nil }
        var block = [first]
        while let last = block.last, !last.isLast, takenUntil.contains(where: { $0 > index }), let row = try row() {
            block.append(row)
        }
        // A cell never reaches out of its group.
        for at in takenUntil.indices { takenUntil[at] = min(takenUntil[at], index) }
        for at in block.indices {
            for cell in block[at].cells.indices {
                block[at].cells[cell].rowSpan = min(block[at].cells[cell].rowSpan, index - block[at].index)
            }
        }
        fillSlots(&block)
        return block
    }

    private mutating func fillSlots(_ block: inout [TableGrid.Row]) {
        if block.count == 1, isLikeLast(block[0]) {
            block[0].slots = lastSlots
            return
        }
        defer { lastSlots = block.count == 1 ? block[0].slots : [] }
        for at in block.indices { block[at].slots = Array(repeating: TableGrid.Slot(), count: takenUntil.count) }
        let start = block[0].index
        for at in block.indices {
            for cell in block[at].cells {
                let last = cell.row + cell.rowSpan - 1
                let right = cell.column + cell.columnSpan - 1
                for row in cell.row...last {
                    for column in cell.column...right {
                        block[row - start].slots[column] = TableGrid.Slot(
                            style: cell.box.style, isTop: row == cell.row, isBottom: row == last,
                            isLeft: column == cell.column, isRight: column == right)
                    }
                }
            }
        }
    }

    /// Whether each cell of a row takes a slot like that of the row before, and no more.
    private func isLikeLast(_ row: TableGrid.Row) -> Bool {
        guard row.cells.count == lastSlots.count, lastSlots.count == takenUntil.count else { return false }
        for (cell, slot) in zip(row.cells, lastSlots) {
            let isAlone = cell.rowSpan == 1 && cell.columnSpan == 1 && slot.isWhole
            guard isAlone, slot.style === cell.box.style else { return false }
        }
        return true
    }

    // MARK: Rows

    /// The next row with its cells in their columns.
    private mutating func row() throws -> TableGrid.Row? {
        if !isAhead { ahead = try find() }
        guard let found = ahead else { return nil }
        ahead = try find()
        isAhead = true
        var row = TableGrid.Row(index: index, part: part, box: found.box, group: found.style)
        row.isFirst = lastGroup != found.group
        row.isLast = ahead?.group != found.group
        lastGroup = found.group
        var column = 0
        for child in RowFeed.cells(of: found.box) {
            while column < takenUntil.count, takenUntil[column] > index { column += 1 }
            let span = child.attributes.columnSpan
            let depth = child.attributes.rowSpan
            row.cells.append(
                TableGrid.Cell(row: index, column: column, rowSpan: depth, columnSpan: span, box: child))
            while takenUntil.count < column + span { takenUntil.append(0) }
            for taken in column..<column + span { takenUntil[taken] = index + depth }
            column += span
        }
        columnCount = max(columnCount, takenUntil.count)
        index += 1
        return row
    }

    private mutating func find() throws -> Found? {
        while true {
            if let next = found.popLast() { return next }
            if let item = items.popLast() {
                switch item {
                case .row(let box): return Found(box: box, style: style, group: group)
                case .stream(let stream):
                    guard mayStream else { throw Rejection("layout.rows-inside", at: table.span) }
                    guard let nodes = try stream.next() else { continue }
                    items.append(item)
                    gather(nodes)
                }
            } else if let next = groups.popLast() {
                group += 1
                style = next.style
                items = next.content.reversed()
            } else {
                return nil
            }
        }
    }

    /// The rows of one record; they may come in groups of their own.
    private mutating func gather(_ nodes: [Node]) {
        var rows: [Found] = []
        for streamed in TableParts(streamed: nodes, in: table).groups(.body) {
            if streamed.style != nil { group += 1 }
            for case .row(let box) in streamed.content {
                rows.append(Found(box: box, style: streamed.style ?? style, group: group))
            }
            if streamed.style != nil { group += 1 }
        }
        found = rows.reversed()
    }

    /// The cells of a row; what is no cell gets one.
    private static func cells(of row: Box) -> [Box] {
        var cells: [Box] = []
        cells.reserveCapacity(row.content.count)
        var strays: [Node] = []
        func wrap() {
            if !strays.allSatisfy(\.isBlank) { cells.append(.anonymous(strays, .tableCell, in: row)) }
            strays.removeAll()
        }
        for node in row.content {
            if case .box(let child) = node, child.style.values.display == .tableCell {
                if !strays.isEmpty { wrap() }
                cells.append(child)
            } else {
                strays.append(node)
            }
        }
        if !strays.isEmpty { wrap() }
        return cells
    }
}

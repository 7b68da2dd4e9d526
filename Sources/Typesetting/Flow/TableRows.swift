import Diagnostics
import Markup

/// The slabs of a table, made one after the other as they are asked for, so that of a table that streams no more is in
/// memory than the pages at hand.
final class TableRows {
    private let layout: FlowLayout
    private let table: Box
    private let captions: [Box]
    let columns: TableLayout.Columns
    private let head: [TableGrid.Row]
    private var body: RowFeed
    private let foot: [TableGrid.Row]
    private let sums: SummedRows
    private let running: RunningTable
    private let expected: PageSums
    private var borders: TableBorders
    private let cells: CellSetter
    private var tags: TableTags

    init(
        layout: FlowLayout, table: Box, captions: [Box], columns: TableLayout.Columns, head: [TableGrid.Row],
        body: RowFeed, foot: [TableGrid.Row], sums: SummedRows, expected: PageSums
    ) {
        self.layout = layout
        self.table = table
        self.captions = captions
        self.columns = columns
        self.head = head
        self.body = body
        self.foot = foot
        self.sums = sums
        self.expected = expected
        running = RunningTable(amounts: sums.names)
        borders = TableBorders(columns.style, lefts: columns.lefts.map { $0 + columns.x })
        cells = CellSetter(layout: layout, columns: columns)
        tags = TableTags(layout.tagger)
    }

    /// Gives all slabs in order.
    /// - Parameter emit: takes a slab.
    func forEachSlab(_ emit: (Slab) throws -> Void) throws {
        let isAtBottom = table.style.values.captionAtBottom
        if !isAtBottom { try emitCaptions(mayBreak: true, emit) }
        let firstBody = try body.peek()
        let firstHead = try sums.rows(head, on: .first)
        var isFirst = isAtBottom || captions.isEmpty
        try emitGroup(firstHead, previous: nil, next: firstBody ?? foot.first, isSummed: sums.isSummed(firstHead)) {
            slab in
            var slab = slab
            slab.breakBefore = isFirst ? .allowed : .forbidden
            isFirst = false
            try emit(slab)
        }
        let lastFoot = try sums.rows(foot, on: .last)
        if firstBody != nil || !lastFoot.isEmpty {
            try prepareRepeats(firstBody)
        }
        let lastBody = try emitBody(isFirst: isFirst, emit)
        isFirst = isFirst && lastBody == nil
        try emitGroup(
            lastFoot, previous: lastBody ?? firstHead.last, next: nil, isSummed: sums.isSummed(lastFoot)
        ) { slab in
            var slab = slab
            slab.breakBefore = isFirst ? .allowed : .forbidden
            isFirst = false
            try emit(slab)
        }
        if isAtBottom { try emitCaptions(mayBreak: false, emit) }
    }

    private func emitCaptions(mayBreak: Bool, _ emit: (Slab) throws -> Void) throws {
        for (index, caption) in captions.enumerated() {
            let set = try layout.atomic(caption, in: columns.width, borderBoxWidth: columns.width)
            var slab = Slab(height: set.height, items: set.items.map { $0.moved(x: columns.x, y: 0) })
            slab.breakBefore = mayBreak && index == 0 ? .allowed : .forbidden
            slab.notes = set.notes
            slab.notes.precede(with: PageNotes(of: caption))
            slab.span = caption.span
            try emit(slab)
        }
    }

    // MARK: Head and foot

    /// What is set again on every page.
    private func prepareRepeats(_ firstBody: TableGrid.Row?) throws {
        let later = try sums.rows(head, on: .later)
        if !later.isEmpty {
            running.head = try repeated(later, previous: nil, next: firstBody)
        }
        let earlier = try sums.rows(foot, on: .notLast)
        if !earlier.isEmpty, firstBody != nil {
            running.foot = try repeated(earlier, previous: firstBody, next: nil)
        }
    }

    private func repeated(
        _ rows: [TableGrid.Row], previous: TableGrid.Row?, next: TableGrid.Row?
    ) throws -> RepeatedRows {
        guard sums.isSummed(rows) else {
            return RepeatedRows(try content(rows, previous: previous, next: next))
        }
        let made = try content(try sums.filled(rows, expected), previous: previous, next: next)
        return RepeatedRows(made) { [unowned self] sums in
            try content(try self.sums.filled(rows, sums), previous: previous, next: next)
        }
    }

    private func content(
        _ rows: [TableGrid.Row], previous: TableGrid.Row?, next: TableGrid.Row?
    ) throws -> RepeatedRows.Content {
        var slabs = SlabList()
        try emitGroup(rows, previous: previous, next: next, isSummed: false) { slabs.append($0) }
        let placed = try SlabStack.place(
            slabs, slabs.indices, decorations: [], dropsFirstSpace: false)
        return RepeatedRows.Content(height: placed.height, items: tags.repeated(placed.items))
    }

    /// Rows of the head or foot: a slab each, or one for all when there are sums in them.
    private func emitGroup(
        _ rows: [TableGrid.Row], previous: TableGrid.Row?, next: TableGrid.Row?, isSummed: Bool,
        _ emit: (Slab) throws -> Void
    ) throws {
        guard !rows.isEmpty else { return }
        if isSummed {
            let repeated = try repeated(rows, previous: previous, next: next)
            var slab = Slab(height: repeated.height)
            slab.span = rows[0].box.span
            slab.row = RowPiece(table: running)
            slab.row?.summed = repeated
            return try emit(slab)
        }
        var block = rows
        // Rows may have been left out of it.
        for at in block.indices {
            for cell in block[at].cells.indices {
                let span = block[at].cells[cell].rowSpan
                block[at].cells[cell].rowSpan = min(span, block.count - at)
            }
        }
        let isFoot = rows[0].part == .foot
        for slab in try slabs(block, previous: previous, next: next, table: isFoot ? running : nil) { try emit(slab) }
    }

    // MARK: Body

    /// - Returns: the last row, nil when there is none.
    private func emitBody(isFirst: Bool, _ emit: (Slab) throws -> Void) throws -> TableGrid.Row? {
        var tail = BodyTail(isFirst: isFirst, mayBreakFirst: isFirst)
        var previous = try sums.rows(head, on: .first).last
        var last: TableGrid.Row?
        while let block = try body.next() {
            let next = try body.peek() ?? foot.first
            let slabs = try slabs(block, previous: previous, next: next, table: running)
            for (row, slab) in zip(block, slabs) { try tail.add(slab, row, previous: last, emit); last = row }
            previous = last
        }
        try tail.finish(emit)
        return last
    }

    /// The slabs of rows that follow each other and are connected by no cell with others.
    private func slabs(
        _ block: [TableGrid.Row], previous: TableGrid.Row?, next: TableGrid.Row?, table: RunningTable?
    ) throws -> [Slab] {
        let set = try block.map { row in
            try check(row)
            return try row.cells.map { try cells.set($0) }
        }
        let baselines = set.map { row in
            row.reduce(0) { $1.style.verticalAlign == .baseline ? max($0, $1.baseline ?? 0) : $0 }
        }
        let heights = heights(block, set, baselines)
        let isTall = heights.reduce(0, +) > layout.regionHeight
        var spanning: [[SpanningCell]] = block.map { _ in [] }
        var slabs: [Slab] = []
        for (at, row) in block.enumerated() {
            // Spacing lies below each row, and above the first.
            let above = row.index == 0 || previous == nil && at == 0 ? columns.spacing : 0
            var slab = Slab(height: above + heights[at] + columns.spacing)
            slab.span = row.box.span
            let piece = RowPiece(table: table)
            piece.top = above
            piece.height = heights[at]
            if let table, row.part == .body { piece.amounts = table.values(of: row.box) }
            piece.rules = borders.rules(
                row, previous: at == 0 ? previous : block[at - 1], next: at + 1 < block.count ? block[at + 1] : next)
            for cell in set[at] where cell.cell.rowSpan > 1 {
                let whole = SpanningCell(cell, columns: columns)
                for below in at..<min(at + cell.cell.rowSpan, block.count) { spanning[below].append(whole) }
            }
            piece.spanning = spanning[at]
            try draw(row, set[at], piece, baseline: baselines[at], into: &slab)
            if heights[at] * 2 > layout.regionHeight {
                piece.division = RowDivision(row: row.box, cells: set[at], columns: columns)
            }
            piece.tags = tags.row(row.part)
            slab.items = piece.tags.around(slab.items)
            slab.row = piece
            // Rows that one cell connects stay together where a page can hold them.
            if at > 0, !isTall { slab.breakBefore = .forbidden }
            slabs.append(slab)
        }
        return slabs
    }

    /// The row's background, its cells of one row, and what they have for the page.
    private func draw(
        _ row: TableGrid.Row, _ set: [SetCell], _ piece: RowPiece, baseline: Length, into slab: inout Slab
    ) throws {
        let style = row.box.style.values
        if style.backgroundColor.alpha > 0 || style.backgroundImage != nil {
            let area = Rect(x: columns.x, y: piece.top, width: columns.width, height: piece.height)
            slab.items += try layout.boxItems(area, style.borderless, at: row.box.span)
        }
        slab.notes = PageNotes(of: row.box)
        for cell in set {
            if cell.cell.rowSpan == 1 {
                let extent = columns.extent(cell.cell)
                let box = Rect(x: columns.x + extent.left, y: piece.top, width: extent.width, height: piece.height)
                let drop = baseline - (cell.baseline ?? 0)
                try cell.draw(box, isSeparate: columns.isSeparate, drop: drop, into: &slab.items)
            } else if let tag = cell.tag {
                // It is drawn later, over all its rows, but stands in this one.
                slab.items += [tag.begin, .tag(.end)]
            }
            let own = PageNotes(of: cell.cell.box)
            if !own.isEmpty { slab.notes.carry(own, y: 0) }
            if cell.hasNotes { slab.notes.carry(cell.flow.notes, y: piece.top + cell.edges.top) }
        }
    }

    private func heights(_ block: [TableGrid.Row], _ set: [[SetCell]], _ baselines: [Length]) -> [Length] {
        var heights = block.map { $0.box.style.values.height.resolved(against: 0) ?? 0 }
        for (at, row) in set.enumerated() {
            for cell in row where cell.cell.rowSpan == 1 {
                let isOnBaseline = cell.style.verticalAlign == .baseline
                let drop = isOnBaseline ? baselines[at] - (cell.baseline ?? baselines[at]) : 0
                heights[at] = max(heights[at], cell.wantedHeight + drop)
            }
        }
        for (at, row) in set.enumerated() {
            for cell in row where cell.cell.rowSpan > 1 {
                let rows = at..<min(at + cell.cell.rowSpan, block.count)
                let between = columns.spacing * (rows.count - 1)
                let missing = cell.wantedHeight - between - heights[rows].reduce(0, +)
                if missing > 0 { heights[rows.upperBound - 1] += missing }
            }
        }
        return heights
    }

    /// Rows of a stream come when the columns are settled.
    private func check(_ row: TableGrid.Row) throws {
        guard let last = row.cells.last, last.column + last.columnSpan > columns.widths.count else { return }
        throw Rejection("layout.row-too-wide", ["columns": String(columns.widths.count)], at: row.box.span)
    }
}

/// Keeps back the last rows of a table's body until it is known whether more follow, so that `orphans` and `widows`
/// hold for rows, too: no page holds a head and a single row.
private struct BodyTail {
    private var kept: [(slab: Slab, widows: Int)] = []
    private var count = 0
    private let mayBreakFirst: Bool

    init(isFirst: Bool, mayBreakFirst: Bool) { self.mayBreakFirst = mayBreakFirst }

    mutating func add(
        _ slab: Slab, _ row: TableGrid.Row, previous: TableGrid.Row?, _ emit: (Slab) throws -> Void
    ) throws {
        var slab = slab
        let style = row.box.style.values
        if count == 0 {
            slab.breakBefore = mayBreakFirst ? .allowed : .forbidden
        } else {
            ask(row, previous, &slab)
            if count < style.orphans, slab.breakBefore == .allowed { slab.breakBefore = .forbidden }
        }
        count += 1
        kept.append((slab, style.widows))
        // One more than `widows` asks for can no longer be among the last.
        while let first = kept.first, kept.count > max(1, first.widows) { try emit(kept.removeFirst().slab) }
    }

    private func ask(_ row: TableGrid.Row, _ previous: TableGrid.Row?, _ slab: inout Slab) {
        var wishes = [previous?.box.style.values.breakAfter, row.box.style.values.breakBefore]
        if row.isFirst { wishes += [previous?.group?.values.breakAfter, row.group?.values.breakBefore] }
        for wish in wishes {
            switch wish {
            case .page: if case .forced = slab.breakBefore {} else { slab.breakBefore = .forced(nil) }
            case .left: slab.breakBefore = .forced(.left)
            case .right: slab.breakBefore = .forced(.right)
            case .avoid: if slab.breakBefore == .allowed { slab.breakBefore = .forbidden }
            case .auto, .column, nil: break
            }
        }
    }

    mutating func finish(_ emit: (Slab) throws -> Void) throws {
        for (at, entry) in kept.enumerated() {
            var slab = entry.slab
            if kept.count - at < entry.widows, slab.breakBefore == .allowed, at > 0 || count > kept.count {
                slab.breakBefore = .forbidden
            }
            try emit(slab)
        }
        kept = []
    }
}

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
    private let setter: RowSetter

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
        setter = RowSetter(layout: layout, columns: columns)
    }

    /// Gives all slabs in order.
    /// - Parameter emit: takes a slab.
    func forEachSlab(_ emit: (Slab) throws -> Void) throws {
        let upper = captions.filter { !$0.style.values.captionAtBottom }
        try set(upper, mayBreak: true, emit)
        let firstBody = try body.peek()
        let firstHead = try sums.rows(head, on: .first)
        var isFirst = upper.isEmpty
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
        try set(captions.filter(\.style.values.captionAtBottom), mayBreak: false, emit)
    }

    private func set(_ captions: [Box], mayBreak: Bool, _ emit: (Slab) throws -> Void) throws {
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
            return RepeatedRows(try setter.content(rows, previous: previous, next: next))
        }
        let made = try layout.shaper.leavingText.silently {
            try setter.content(sums.filled(rows, expected), previous: previous, next: next)
        }
        return RepeatedRows(made) { [setter, sums] page in
            try setter.content(sums.filled(rows, page), previous: previous, next: next)
        }
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
        let isFoot = rows[0].part == .foot
        let slabs = try setter.group(rows, previous: previous, next: next, table: isFoot ? running : nil)
        for slab in slabs { try emit(slab) }
    }

    // MARK: Body

    /// - Returns: the last row, nil when there is none.
    private func emitBody(isFirst: Bool, _ emit: (Slab) throws -> Void) throws -> TableGrid.Row? {
        var tail = BodyTail(mayBreakFirst: isFirst)
        var group = 0
        var previous = try sums.rows(head, on: .first).last
        var last: TableGrid.Row?
        while let block = try body.next() {
            let next = try body.peek() ?? foot.first
            let slabs = try setter.slabs(block, previous: previous, next: next, table: running)
            for (row, slab) in zip(block, slabs) {
                if row.isFirst { group += 1 }
                if row.group?.values.breakInsideAvoid == true { slab.row?.keptGroup = group }
                try tail.add(slab, row, previous: last, emit)
                last = row
            }
            previous = last
        }
        try tail.finish(emit)
        return last
    }
}

/// Keeps back the last rows of a table's body until it is known whether more follow, so that `orphans` and `widows`
/// hold for rows, too: no page holds a head and a single row.
private struct BodyTail {
    private var kept: [(slab: Slab, widows: Int)] = []
    private var count = 0
    private let mayBreakFirst: Bool

    init(mayBreakFirst: Bool) { self.mayBreakFirst = mayBreakFirst }

    mutating func add(
        _ slab: Slab, _ row: TableGrid.Row, previous: TableGrid.Row?, _ emit: (Slab) throws -> Void
    ) throws {
        var slab = slab
        if count == 0 {
            slab.breakBefore = mayBreakFirst ? .allowed : .forbidden
        } else {
            ask(row, previous, &slab)
            let orphans = row.box.style.values.orphans
            if count < orphans, slab.breakBefore == .allowed { slab.breakBefore = .forbidden }
        }
        count += 1
        kept.append((slab, row.box.style.values.widows))
        // One more than `widows` asks for can no longer be among the last.
        while let first = kept.first, kept.count > max(1, first.widows) { try emit(kept.removeFirst().slab) }
    }

    private func ask(_ row: TableGrid.Row, _ previous: TableGrid.Row?, _ slab: inout Slab) {
        obey(previous?.box.style.values.breakAfter, &slab)
        obey(row.box.style.values.breakBefore, &slab)
        guard row.isFirst else { return }
        obey(previous?.group?.values.breakAfter, &slab)
        obey(row.group?.values.breakBefore, &slab)
    }

    private func obey(_ wish: Break?, _ slab: inout Slab) {
        switch wish {
        case .page: if case .forced = slab.breakBefore {} else { slab.breakBefore = .forced(nil) }
        case .left: slab.breakBefore = .forced(.left)
        case .right: slab.breakBefore = .forced(.right)
        case .avoid: if slab.breakBefore == .allowed { slab.breakBefore = .forbidden }
        case .auto, .column, nil: break
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

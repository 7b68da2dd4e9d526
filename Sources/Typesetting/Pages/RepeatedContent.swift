import Markup

/// What the tables of one page set on it beside their rows: repeated heads and feet, and rows with sums, which are made
/// here, the page's rows being known.
struct RepeatedContent {
    private(set) var head: RepeatedRows.Content?
    private(set) var foot: RepeatedRows.Content?
    /// Rows with sums, by the slab's number.
    private(set) var summed: [Int: RepeatedRows.Content] = [:]
    private var sums: [(table: RunningTable, page: [Int])] = []

    /// - Returns: nil when something came out higher than the room that was kept: the page is to be planned anew.
    init?(_ plan: PagePlan, _ slabs: inout SlabList) throws {
        let range = slabs.startIndex..<plan.end
        for at in range { add(slabs[at]) }
        if let part = plan.divided?.part { add(part) }
        var grew = false
        if let rows = plan.head {
            let height = rows.height
            head = try rows.content(pageSums(slabs[slabs.startIndex].row?.table))
            // The rows of all pages begin at the same height.
            head?.height = rows.height
            grew = rows.height > height
        }
        if let rows = plan.foot {
            let height = rows.height
            foot = try rows.content(pageSums(slabs[plan.end].row?.table))
            grew = grew || rows.height > height
        }
        for at in range {
            guard let row = slabs[at].row, let rows = row.summed else { continue }
            let made = try rows.content(pageSums(row.table))
            summed[at] = made
            guard made.height > slabs[at].height else { continue }
            slabs[at].height = made.height
            grew = true
        }
        if grew { return nil }
    }

    private mutating func add(_ slab: borrowing Slab) {
        guard let row = slab.row, let table = row.table, !row.amounts.isEmpty else { return }
        let at = sums.firstIndex { $0.table === table } ?? sums.count
        if at == sums.count { sums.append((table, table.amounts.map { _ in 0 })) }
        for index in row.amounts.indices {
            sums[at].page[index] = sums[at].page[index].addingWithoutOverflow(row.amounts[index])
        }
    }

    private func pageSums(_ table: RunningTable?) -> PageSums? {
        table.map { table in table.sums(page: sums.first { $0.table === table }?.page ?? []) }
    }

    /// The page is filled: its sums are brought forward to the next.
    func settle() {
        for (table, page) in sums { table.add(page) }
    }
}

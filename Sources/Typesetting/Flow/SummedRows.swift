import Diagnostics
import Markup

/// The rows of a table's head and foot as they differ from page to page: by `-zj-on-pages`, and by the sums in them.
struct SummedRows {
    /// On which pages of its table a head or foot stands.
    enum Pages { case first, later, notLast, last }

    /// The names of all sums asked for, sorted.
    let names: [String]

    init(head: [TableGrid.Row], foot: [TableGrid.Row]) {
        var found: Set<String> = []
        for row in head + foot { row.box.forEachSum { found.insert($0.amount) } }
        names = found.sorted()
    }

    /// The rows that stand on such pages.
    /// - Throws: `Rejection` for a wish that cannot be met: whether a page is the last of a table is not known at its
    ///   head, and a foot does not ask for the first.
    func rows(_ rows: [TableGrid.Row], on pages: Pages) throws -> [TableGrid.Row] {
        try rows.filter { row in
            switch row.box.style.values.onPages {
            case .all: return true
            case .auto: return pages != .first || !row.box.isBroughtForward
            case .first, .notFirst:
                guard row.part == .head else { throw refusal(row) }
                return (row.box.style.values.onPages == .first) == (pages == .first)
            case .last, .notLast:
                guard row.part == .foot else { throw refusal(row) }
                return (row.box.style.values.onPages == .last) == (pages == .last)
            }
        }
    }

    private func refusal(_ row: TableGrid.Row) -> Rejection {
        Rejection("layout.on-pages-place", ["value": row.box.style.values.onPages.rawValue], at: row.box.span)
    }

    func isSummed(_ rows: [TableGrid.Row]) -> Bool {
        rows.contains { row in
            var found = false
            row.box.forEachSum { _ in found = true }
            return found
        }
    }

    /// The rows with their sums as text.
    func filled(_ rows: [TableGrid.Row], _ sums: PageSums) throws -> [TableGrid.Row] {
        try rows.map { row in
            var row = row
            row.box = try row.box.filled(sums)
            for at in row.cells.indices { row.cells[at].box = try row.cells[at].box.filled(sums) }
            return row
        }
    }

    /// Sums as large as some rows make them: the room that is kept for those of a page.
    func expected(_ rows: [TableGrid.Row]) -> PageSums {
        var total = names.map { _ in 0 }
        for row in rows where !row.box.attributes.amounts.isEmpty {
            for at in names.indices {
                total[at] = total[at].addingWithoutOverflow(row.box.attributes.amounts[names[at]] ?? 0)
            }
        }
        return PageSums(names: names, page: total, before: total.map { _ in 0 })
    }

    /// Head or foot as it is measured.
    func estimated(_ rows: [TableGrid.Row], over body: [TableGrid.Row]) throws -> [TableGrid.Row] {
        guard !names.isEmpty else { return rows }
        var sums = expected(body)
        sums.before = sums.page
        return try filled(rows, sums)
    }
}

extension Box {
    fileprivate func forEachSum(_ body: (PageSum) -> Void) {
        for node in content {
            switch node {
            case .pageSum(let sum, _): body(sum)
            case .box(let box): box.forEachSum(body)
            default: break
            }
        }
    }

    fileprivate var isBroughtForward: Bool {
        var found = false
        forEachSum { if $0.kind == .broughtForward { found = true } }
        return found
    }

    fileprivate func filled(_ sums: PageSums) throws -> Box {
        var box = self
        box.content = try content.map { node in
            switch node {
            case .pageSum(let sum, let span): .text(try sums.text(sum), span)
            case .box(let inner): .box(try inner.filled(sums))
            default: node
            }
        }
        return box
    }
}

import Markup

/// What a slab has of the table that it is a row of.
final class RowPiece {
    /// The table that goes on over pages, nil for its first head and in tables that are laid out whole.
    let table: RunningTable?
    /// What the row adds to the sums of its page, in the order of `RunningTable.amounts`; empty for nothing.
    var amounts: [Int] = []
    /// Collapsed borders. They are drawn over all rows, and upright ones run through from row to row.
    var rules: RowRules?
    /// Where the row's own box stands in the slab: spacing lies above and below.
    var top: Length = 0
    var height: Length = 0
    /// The number of the row group that stays together where a page can hold it (`break-inside: avoid`).
    var keptGroup: Int?
    /// Cells that reach over several rows, of which this is one.
    var spanning: [SpanningCell] = []
    /// Rows with sums of the page in them, whose items are made when the page has been filled.
    var summed: RepeatedRows?
    /// The parts of the structure that the row lies in and is, for when it is divided.
    var tags: [Tagger.Part] = []
    /// How the row is divided when it is taller than a page.
    var division: RowDivision?

    init(table: RunningTable?) { self.table = table }
}

/// A table on its way over pages: what is set again on each, and its sums so far.
final class RunningTable {
    /// The names of the sums, sorted.
    let amounts: [String]
    /// Set at the top of every page that the table goes on to, and at the foot of every page that it goes on from.
    var head: RepeatedRows?
    var foot: RepeatedRows?
    /// The sums of all pages that are finished.
    private(set) var before: [Int]

    init(amounts: [String]) {
        self.amounts = amounts
        before = amounts.map { _ in 0 }
    }

    /// Whether head or foot hold sums of the page.
    var isSummed: Bool { head?.isSummed == true || foot?.isSummed == true }

    /// The room that is left of a page for rows.
    func room(of height: Length) -> Length { height - (head?.height ?? 0) - (foot?.height ?? 0) }

    func add(_ page: [Int]) {
        for at in page.indices { before[at] = before[at].addingWithoutOverflow(page[at]) }
    }

    func values(of box: Box) -> [Int] {
        amounts.isEmpty || box.attributes.amounts.isEmpty ? [] : amounts.map { box.attributes.amounts[$0] ?? 0 }
    }

    /// The sums that a page with these rows shows.
    func sums(page: [Int]) -> PageSums {
        PageSums(names: amounts, page: page.isEmpty ? amounts.map { _ in 0 } : page, before: before)
    }
}

/// The sums that stand on one page.
struct PageSums {
    var names: [String]
    var page: [Int]
    var before: [Int]

    /// The text of a sum.
    func text(_ sum: PageSum) throws -> String {
        let at = names.firstIndex(of: sum.amount)
        let (page, before) = at.map { (self.page[$0], self.before[$0]) } ?? (0, 0)
        switch sum.kind {
        case .pageSum: return try sum.text(page)
        case .broughtForward: return try sum.text(before)
        case .carriedForward: return try sum.text(before.addingWithoutOverflow(page))
        }
    }
}

extension Int {
    /// A sum that stays at the end of the range instead of stopping the program.
    func addingWithoutOverflow(_ other: Int) -> Int {
        let (sum, overflows) = addingReportingOverflow(other)
        return overflows ? (other > 0 ? .max : .min) : sum
    }
}

/// The head or foot of a table that goes on over pages. Without sums its items are made once; with them, for each page.
final class RepeatedRows {
    struct Content {
        var height: Length
        var items: [FrameItem]
    }

    /// The room to keep: the height of the tallest so far, so that pages come out alike.
    private(set) var height: Length
    private let content: Content
    private let remake: ((PageSums) throws -> Content)?

    var isSummed: Bool { remake != nil }

    /// - Parameter remake: makes the rows with the sums of a page; nil when there are none in them.
    init(_ content: Content, remake: ((PageSums) throws -> Content)? = nil) {
        self.content = content
        self.remake = remake
        height = content.height
    }

    /// The rows for a page; the room to keep grows when they need more.
    func content(_ sums: PageSums?) throws -> Content {
        guard let remake, let sums else { return content }
        let made = try remake(sums)
        height = Swift.max(height, made.height)
        return made
    }
}

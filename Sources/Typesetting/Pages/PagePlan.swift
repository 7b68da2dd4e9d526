import Diagnostics
import Markup

/// Which slabs go onto a page: as many as fit, broken where breaking is allowed, with the room that repeated rows of
/// tables and boxes at the foot take.
struct PagePlan {
    /// The first slab of the next page.
    var end: Int
    /// The slab at `end` in two, when it is divided.
    var divided: (part: Slab, rest: Slab)?
    var head: RepeatedRows?
    /// Of the table that goes on over the page's end.
    var foot: RepeatedRows?
    /// Boxes for the foot, and whether there is room for each here.
    var floats: [(slab: Int, float: PageFloatFrame, fits: Bool)] = []

    init(end: Int) { self.end = end }
}

/// Finds out how far a page goes.
struct PageSearch {
    private let slabs: SlabList
    /// The height of the type area.
    private let room: Length
    /// Whether no slabs come after these.
    private let isComplete: Bool
    private let keepsFirstSpace: Bool
    /// Whether a page float may stand on this page.
    private let isHere: (PageFloatFrame) -> Bool

    private var plan: PagePlan
    private var used: Length = 0
    /// What is left of the room beside the repeated head and what stands at the foot.
    private var left: Length
    /// Down to where floats that hang on lines reach.
    private var lowest: Length = 0
    /// The last places where a break is allowed, and where one is possible at all.
    private var allowed: Int?
    private var possible: Int?
    /// The last place where a break is allowed but leaves no room for a foot.
    private var footless: Int?
    /// Whether sums of the page have no room beside the first row.
    private var lacksRoom = false

    init(
        _ slabs: SlabList, room: Length, isComplete: Bool, keepsFirstSpace: Bool,
        isHere: @escaping (PageFloatFrame) -> Bool
    ) {
        self.slabs = slabs
        self.room = room
        self.isComplete = isComplete
        self.keepsFirstSpace = keepsFirstSpace
        self.isHere = isHere
        let start = slabs.startIndex
        plan = PagePlan(end: start)
        left = room
        guard let table = slabs[start].row?.table else { return }
        let (head, foot) = (table.head?.height ?? 0, self.foot(before: start + 1)?.height ?? 0)
        let height = slabs[start].height
        let fits = head + height + foot <= room
        // Head and foot without sums are left out where they leave no room for a row that was not divided before.
        let division = slabs[start].row?.division
        let mustBe = height > room || table.isSummed || division?.isRest == true
        let isDivided = division != nil && mustBe && head + foot < room
        if fits || isDivided || head + height <= room || table.isSummed { plan.head = table.head }
        left -= plan.head?.height ?? 0
        lacksRoom = !fits && table.isSummed
    }

    /// - Returns: nil when the page's end depends on slabs to come.
    mutating func result() throws -> PagePlan? {
        let start = slabs.startIndex
        while true {
            let at = plan.end
            if at == slabs.endIndex { return isComplete ? cut(at: at) : nil }
            if at > start {
                if slabs[at].breakBefore == .allowed { footless = at }
                let fits = max(lowest, used + (foot(before: at)?.height ?? 0)) <= left
                if fits { possible = at }
                if fits, slabs[at].breakBefore == .allowed { allowed = at }
                if case .forced = slabs[at].breakBefore { return cut(at: fits ? at : best(at)) }
            }
            let space = at == start && !keepsFirstSpace ? 0 : slabs[at].spaceBefore
            let isFull = max(lowest, used + space + max(slabs[at].height, slabs[at].reach)) > left
            if isFull || (at == start && lacksRoom) {
                if let divided = try divided(at, space) { return divided }
                if at > start { return cut(at: best(at)) }
                if lacksRoom { throw Rejection("layout.page-sum-no-room", at: slabs[at].span) }
            }
            if let float = slabs[at].pageFloat {
                let fits = isHere(float) && max(lowest, used + space) + float.frame.height <= left
                plan.floats.append((at, float, fits))
                if fits { left -= float.frame.height }
            }
            lowest = max(lowest, used + space + slabs[at].reach)
            used += space + slabs[at].height
            plan.end += 1
        }
    }

    /// The foot of the table that a break before a slab would cut.
    private func foot(before at: Int) -> RepeatedRows? {
        guard at < slabs.endIndex, at > slabs.startIndex, let table = slabs[at].row?.table, let foot = table.foot,
            slabs[at - 1].row?.table === table
        else { return nil }
        return foot
    }

    private func best(_ full: Int) -> Int { allowed ?? possible ?? footless ?? full }

    private func cut(at end: Int) -> PagePlan {
        var plan = plan
        plan.end = end
        plan.floats.removeAll { $0.slab >= end }
        // Where no break leaves room for it, a foot is left out rather than a row.
        plan.foot = end == possible || end == allowed ? foot(before: end) : nil
        return plan
    }

    /// Divides a row that no page can hold, when its first part fits here.
    private func divided(_ at: Int, _ space: Length) throws -> PagePlan? {
        if let columns = slabs[at].columns {
            guard let divided = try columns.divide(slabs[at], room: left - used - space) else { return nil }
            var plan = cut(at: at)
            plan.divided = divided
            return plan
        }
        guard let row = slabs[at].row, let division = row.division else { return nil }
        let isFirst = at == slabs.startIndex
        let foot = row.table?.foot?.height ?? 0
        guard isFirst || slabs[at].height > room - foot - (row.table?.head?.height ?? 0) else { return nil }
        guard isFirst || slabs[at].breakBefore == .allowed || allowed == nil else { return nil }
        let inside = left - used - space - foot
        guard let divided = try division.divide(slabs[at], room: inside, isForced: isFirst) else { return nil }
        var plan = cut(at: at)
        plan.divided = divided
        plan.foot = divided.part.height <= inside ? row.table?.foot : nil
        return plan
    }
}

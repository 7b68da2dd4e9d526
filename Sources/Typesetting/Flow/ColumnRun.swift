import Diagnostics
import Markup

/// The content of a box in columns between two boxes that span them (CSS Multi-column 1): a flow as wide as one column,
/// from which columns are filled when it is known how high they may be.
final class ColumnRun {
    private let flow: FlowLayout.Flow
    private let count: Int
    private let width: Length
    private let gap: Length
    private let rule: Border
    private let isBalanced: Bool
    /// Whether the box has a height, which balanced columns must not leave either.
    private let isLimited: Bool
    /// How high columns are that are filled one after the other: as high as the box, or as the page.
    private let height: Length
    /// Between the left edges of the containing flow and the first column.
    private let x: Length

    /// - Parameter height: of the box, where it has one; columns are as high as the page otherwise.
    init(
        flow: FlowLayout.Flow, geometry: ColumnGeometry, style: StyleValues, height: Length, isLimited: Bool, x: Length
    ) {
        self.x = x
        self.isLimited = isLimited
        self.flow = flow
        count = geometry.count
        width = geometry.width
        gap = geometry.gap
        rule = style.columnRule
        isBalanced = style.columnFillBalance
        self.height = height
    }

    /// A row of columns.
    private struct Row {
        /// The slabs of each column.
        var columns: [Range<Int>]
        var height: Length
        /// The first slab that did not fit.
        var end: Int
    }

    /// Slabs of the flow in columns, as one slab that pages may divide further; `rest` are those for the next row.
    func slab(_ slabs: Range<Int>, room: Length? = nil) throws -> (slab: Slab, rest: Range<Int>?) {
        let start = slabs.lowerBound
        let row = row(slabs, room: room ?? (isBalanced && !isLimited ? nil : height))
        var slab = Slab(height: row.height)
        var layers = Layers()
        for (index, range) in row.columns.enumerated() where !range.isEmpty {
            let left = x + index * (width + gap)
            let placed = try SlabStack.place(
                flow.slabs, range, decorations: flow.decorations, dropsFirstSpace: index > 0)
            slab.items += placed.items.map { $0.moved(x: left, y: 0) }
            if index == 0 { slab.firstBaseline = placed.firstBaseline }
            slab.baseline = placed.lastBaseline ?? slab.baseline
            var y: Length = 0
            for at in range {
                if at > range.lowerBound || index == 0 { y += flow.slabs[at].spaceBefore }
                slab.notes.carry(flow.slabs[at].notes, y: y)
                for anchored in flow.slabs[at].anchored {
                    try layers.add(anchored, in: width, row.height, flowY: y, moved: left)
                }
                y += flow.slabs[at].height
            }
        }
        let used = row.columns.filter { !$0.isEmpty }.count
        let (under, over) = layers.items
        slab.items = under + rules(used, height: row.height) + slab.items + over
        slab.span = flow.slabs[start].span
        slab.columns = ColumnPiece(run: self, slabs: slabs)
        if start > 0, case .forced = flow.slabs[start].breakBefore { slab.breakBefore = flow.slabs[start].breakBefore }
        return (slab, row.end < slabs.upperBound ? row.end..<slabs.upperBound : nil)
    }

    /// All columns.
    /// - Parameter isForPages: whether pages divide what is higher than they are; otherwise each row of columns stands
    ///   under the one before.
    func slabs(isForPages: Bool) throws -> [Slab] {
        var made: [Slab] = []
        var start = flow.slabs.startIndex
        while start < flow.slabs.endIndex {
            let end = pageEnd(from: start)
            var piece: Range<Int>? = start..<end
            while let slabs = piece {
                var (slab, rest) = try slab(slabs)
                if isForPages, rest != nil {
                    // Too high for any page, so that the page divides it.
                    slab.height = max(slab.height, height + 1)
                    rest = nil
                }
                made.append(slab)
                piece = rest
            }
            start = end
        }
        return made
    }

    /// Between each two columns that hold something.
    private func rules(_ used: Int, height: Length) -> [FrameItem] {
        guard rule.width > 0, used > 1 else { return [] }
        return (1..<used).flatMap { index in
            BoxPainter.vertical(rule, x: x + index * (width + gap) - gap / 2, y: 0, height: height)
        }
    }

    /// How high a row of columns from a slab on is at least.
    func leastHeight(from start: Int) -> Length {
        (start == 0 ? flow.slabs[start].spaceBefore : 0) + max(flow.slabs[start].height, flow.slabs[start].reach)
    }

    // MARK: Filling

    private func row(_ slabs: Range<Int>, room: Length?) -> Row {
        let (start, end) = (slabs.lowerBound, slabs.upperBound)
        let full = filled(start, end, height: room ?? .max / 4)
        guard isBalanced, full.end == end else { return full }
        // The least height at which everything still goes in: no less than the highest slab, and tried by halves.
        var low = flow.slabs[start..<end].map { max($0.height, $0.reach) }.max() ?? 0
        var high = max(low, full.height)
        while low < high {
            let middle = (low + high) / 2
            let tried = filled(start, end, height: middle)
            if tried.end == end, tried.height <= middle { high = middle } else { low = middle + 1 }
        }
        let balanced = filled(start, end, height: high)
        return balanced.end == end ? balanced : full
    }

    /// The next page break that the author asked for.
    private func pageEnd(from start: Int) -> Int {
        (start + 1..<max(start + 1, flow.slabs.endIndex)).first { at in
            if case .forced = flow.slabs[at].breakBefore { true } else { false }
        } ?? flow.slabs.endIndex
    }

    private func filled(_ start: Int, _ limit: Int, height: Length) -> Row {
        var columns: [Range<Int>] = []
        var tallest: Length = 0
        var at = start
        while columns.count < count, at < limit {
            // Only the first column must hold something at any height.
            if !columns.isEmpty, max(flow.slabs[at].height, flow.slabs[at].reach) > height { break }
            let (end, used) = column(at, limit, height: height, isFirst: columns.isEmpty)
            columns.append(at..<end)
            // The margin below the last block is inside the columns, as far as there is room for it.
            let below = end == flow.slabs.endIndex ? min(max(0, flow.spaceAfter), max(0, height - used)) : 0
            tallest = max(tallest, used + below)
            at = end
        }
        return Row(columns: columns, height: tallest, end: at)
    }

    /// Fills one column; one slab at least, so that there is an end.
    private func column(_ start: Int, _ limit: Int, height: Length, isFirst: Bool) -> (end: Int, used: Length) {
        var used: Length = 0
        var lowest: Length = 0
        var end = start
        while end < limit {
            let slab = flow.slabs[end]
            if end > start, slab.breakBefore == .column { break }
            let space = end == start && !isFirst ? 0 : slab.spaceBefore
            if end > start, max(lowest, used + space + max(slab.height, slab.reach)) > height {
                let cut = (start + 1...end).last { flow.slabs[$0].breakBefore == .allowed } ?? end
                return (cut, self.height(of: start..<cut, isFirst: isFirst))
            }
            lowest = max(lowest, used + space + slab.reach)
            used += space + slab.height
            end += 1
        }
        return (end, max(used, lowest))
    }

    private func height(of range: Range<Int>, isFirst: Bool) -> Length {
        var used: Length = 0
        var lowest: Length = 0
        for at in range {
            used += at == range.lowerBound && !isFirst ? 0 : flow.slabs[at].spaceBefore
            lowest = max(lowest, used + flow.slabs[at].reach)
            used += flow.slabs[at].height
        }
        return max(used, lowest)
    }
}

/// What a slab that is a row of columns holds: slabs of the columns' flow.
struct ColumnPiece {
    let run: ColumnRun
    let slabs: Range<Int>
    /// The parts of the structure that the columns lie in.
    var tags: [Tagger.Part] = []

    var leastHeight: Length { run.leastHeight(from: slabs.lowerBound) }

    /// Fewer lines in each column, as many as a page has room for, and a slab of the rest.
    /// - Returns: nil when not even the first piece has room.
    func divide(_ slab: Slab, room: Length) throws -> (part: Slab, rest: Slab)? {
        guard leastHeight <= room else { return nil }
        var (part, next) = try run.slab(slabs, room: room)
        guard let next, part.height <= room else { return nil }
        var (rest, further) = try run.slab(next)
        // What still does not go into one row is divided by the next page.
        if further != nil { rest.height = max(rest.height, slab.height) }
        (part.spaceBefore, part.breakBefore) = (slab.spaceBefore, slab.breakBefore)
        (part.decorations, part.anchored) = (slab.decorations, slab.anchored)
        part.items = tags.around(part.items)
        rest.items = tags.around(rest.items)
        part.columns = nil
        rest.columns?.tags = tags
        rest.decorations = slab.decorations
        return (part, rest)
    }
}

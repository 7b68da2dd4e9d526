import Diagnostics
import Markup

/// A piece of the flow that no page break divides: a line, a table row, a box laid out whole, a stretch of padding.
/// Its items are about the top left corner of the flow.
struct Slab {
    enum BreakBefore: Equatable {
        case allowed, forbidden
        case forced(PageRule.Pseudo?)
        /// `break-before: column`, inside columns only.
        case column
    }

    var height: Length
    var items: [FrameItem] = []
    /// Collapsed margins above; none at the top of a page after an unforced break.
    var spaceBefore: Length = 0
    var breakBefore = BreakBefore.allowed
    /// Boxes with background or border that this slab lies in, the outermost first.
    var decorations: [Int] = []
    /// What a table row has beyond other slabs.
    var row: RowPiece?
    /// Of the last line in it.
    var baseline: Length?
    /// Of the first line, where there are several.
    var firstBaseline: Length?
    /// Down to where, from its top, it must stand on one page: what floats hang on it.
    var reach: Length = 0
    var notes = PageNotes()
    var anchored: [AnchoredFrame] = []
    var pageFloat: PageFloatFrame?
    /// What a row of columns has beyond other slabs: pages may divide it.
    var columns: ColumnPiece?
    /// Where the template has it, for messages.
    var span: SourceSpan?
}

/// A box for the foot of a page, and which side of the sheet that page must be. Few slabs have one: it is held by
/// reference, so that the others do not carry room for it.
final class PageFloatFrame {
    let frame: AtomicFrame
    let side: PageRule.Pseudo?
    let span: SourceSpan

    init(frame: AtomicFrame, side: PageRule.Pseudo?, span: SourceSpan) {
        self.frame = frame
        self.side = side
        self.span = span
    }
}

/// A box with background or border, drawn over the slabs that lie in it.
struct Decoration {
    var x: Length
    var width: Length
    var style: ComputedStyle
    /// The image behind it.
    var background: Picture?
    var firstSlab: Int
    var lastSlab: Int

    /// - Parameter isFirst: whether the box's top is here; likewise `isLast` for its bottom (the rest is on other
    ///   pages).
    func items(top: Length, bottom: Length, isFirst: Bool, isLast: Bool) -> [FrameItem] {
        BoxPainter.items(
            Rect(x: x, y: top, width: width, height: bottom - top), style.values, background: background,
            drawsTop: isFirst, drawsBottom: isLast)
    }
}

/// Items with a place for their common zero.
struct PlacedItems {
    var x: Length
    var y: Length
    var items: [FrameItem]
    /// Where the template has it, for messages.
    var span: SourceSpan?

    /// Adds the items, moved to their place.
    func flatten(into all: inout [FrameItem]) {
        if x == 0, y == 0 { return all += items }
        for item in items { all.append(item.moved(x: x, y: y)) }
    }
}

extension [PlacedItems] {
    func moved(x: Length, y: Length) -> [PlacedItems] {
        if x == 0, y == 0 { return self }
        return map { PlacedItems(x: $0.x + x, y: $0.y + y, items: $0.items, span: $0.span) }
    }

    /// All items about one zero.
    var flattened: [FrameItem] {
        if count == 1, self[0].x == 0, self[0].y == 0 { return self[0].items }
        var items: [FrameItem] = []
        items.reserveCapacity(reduce(0) { $0 + $1.items.count })
        for group in self { group.flatten(into: &items) }
        return items
    }
}

/// A run of slabs stacked between a top and a bottom, as on one page or in one cell.
enum SlabStack {
    struct Placed {
        /// In drawing order: boxes behind, what the slabs hold, cells over several rows, rules of tables.
        var groups: [PlacedItems] = []
        var height: Length = 0
        var firstBaseline: Length?
        var lastBaseline: Length?

        /// All items about one zero.
        var items: [FrameItem] { groups.flattened }
    }

    /// Stacks the slabs of `range` from y = `start`; their numbers tell decorations where their ends are.
    static func place(
        _ slabs: SlabList, _ range: Range<Int>, decorations: [Decoration], dropsFirstSpace: Bool, start: Length = 0
    ) throws -> Placed {
        var stack = Stacking(y: start)
        for index in range {
            stack.add(slabs[index], index, dropsSpace: index == range.lowerBound && dropsFirstSpace)
        }
        return try stack.finish(decorations)
    }

    /// Slabs that are being stacked.
    struct Stacking {
        private(set) var y: Length
        private var content: [PlacedItems] = []
        private var extents: [Int: Extent] = [:]
        /// Cells over several rows: from where to where they go here, beside how many whole rows.
        private var spanning: [(cell: SpanningCell, top: Length, bottom: Length, rows: Int)] = []
        private var rules = RulePainter()
        private var baselines: (first: Length?, last: Length?)

        /// From where to where a box goes here, and whether its ends are here.
        private struct Extent {
            var top: Length
            var bottom: Length
            var first: Int
            var last: Int
        }

        init(y: Length) { self.y = y }

        /// - Parameter index: the slab's number.
        mutating func add(_ slab: borrowing Slab, _ index: Int, dropsSpace: Bool) {
            if !dropsSpace { y += slab.spaceBefore }
            if !slab.items.isEmpty { content.append(PlacedItems(x: 0, y: y, items: slab.items, span: slab.span)) }
            for id in slab.decorations {
                if extents[id] == nil {
                    extents[id] = Extent(top: y, bottom: y + slab.height, first: index, last: index)
                } else {
                    extents[id]!.bottom = y + slab.height
                    extents[id]!.last = index
                }
            }
            if let row = slab.row { add(row) }
            if let own = slab.baseline {
                baselines.first = baselines.first ?? y + (slab.firstBaseline ?? own)
                baselines.last = y + own
            }
            y += slab.height
        }

        private mutating func add(_ row: RowPiece) {
            let top = y + row.top
            if let own = row.rules { rules.add(own, top: top, height: row.height) }
            let count = row.division?.goesOn == true ? 0 : 1
            for cell in row.spanning {
                if let at = spanning.firstIndex(where: { $0.cell === cell }) {
                    spanning[at].bottom = top + row.height
                    spanning[at].rows += count
                } else {
                    spanning.append((cell, top, top + row.height, count))
                }
            }
        }

        /// Items that belong to no slab, at the present height.
        mutating func add(_ items: [FrameItem], height: Length) {
            content.append(PlacedItems(x: 0, y: y, items: items))
            y += height
        }

        mutating func finish(_ decorations: [Decoration]) throws -> Placed {
            var boxes: [FrameItem] = []
            for (id, extent) in extents.sorted(by: { $0.key < $1.key }) {
                let box = decorations[id]
                boxes += box.items(
                    top: extent.top, bottom: extent.bottom, isFirst: extent.first == box.firstSlab,
                    isLast: extent.last == box.lastSlab)
            }
            var placed = Placed(height: y, firstBaseline: baselines.first, lastBaseline: baselines.last)
            if !boxes.isEmpty { placed.groups.append(PlacedItems(x: 0, y: 0, items: boxes)) }
            placed.groups += content
            for (cell, top, bottom, rows) in spanning {
                let items = try cell.items(top: top, bottom: bottom, rowsHere: rows)
                placed.groups.append(PlacedItems(x: 0, y: 0, items: items))
            }
            rules.flush()
            if !rules.items.isEmpty { placed.groups.append(PlacedItems(x: 0, y: 0, items: rules.items)) }
            return placed
        }
    }
}

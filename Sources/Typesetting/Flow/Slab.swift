import Diagnostics
import Markup

/// A piece of the flow that no page break divides: a line, a table row, a box laid out whole, a stretch of padding.
/// Its items are about the top left corner of the flow.
struct Slab {
    enum BreakBefore: Equatable {
        case allowed, forbidden
        case forced(PageRule.Pseudo?)
    }

    var height: Length
    var items: [FrameItem] = []
    /// Collapsed margins above; none at the top of a page after an unforced break.
    var spaceBefore: Length = 0
    var breakBefore = BreakBefore.allowed
    /// Boxes with background or border that this slab lies in, the outermost first.
    var decorations: [Int] = []
    /// Set again at the top of a page that starts with this slab.
    var repeatedHead: RepeatedRows?
    /// Of the last line in it.
    var baseline: Length?
    /// Of the first line, where there are several.
    var firstBaseline: Length?
    /// Down to where, from its top, it must stand on one page: what floats hang on it.
    var reach: Length = 0
    var notes = PageNotes()
    var anchored: [AnchoredFrame] = []
    var pageFloat: PageFloatFrame?
    /// Where the template has it, for messages.
    var span: SourceSpan?
}

/// The head of a table that goes on over pages.
final class RepeatedRows {
    let height: Length
    let items: [FrameItem]

    init(height: Length, items: [FrameItem]) {
        self.height = height
        self.items = items
    }
}

/// A box for the foot of a page, and which side of the sheet that page must be.
struct PageFloatFrame {
    var frame: AtomicFrame
    var side: PageRule.Pseudo?
    var span: SourceSpan
}

/// A box with background or border, drawn over the slabs that lie in it.
struct Decoration {
    var x: Length
    var width: Length
    var style: StyleValues
    /// The image behind it.
    var background: Picture?
    var firstSlab: Int
    var lastSlab: Int

    /// - Parameter isFirst: whether the box's top is here; likewise `isLast` for its bottom (the rest is on other
    ///   pages).
    func items(top: Length, bottom: Length, isFirst: Bool, isLast: Bool) -> [FrameItem] {
        BoxPainter.items(
            Rect(x: x, y: top, width: width, height: bottom - top), style, background: background, drawsTop: isFirst,
            drawsBottom: isLast)
    }
}

/// A run of slabs stacked between a top and a bottom, as on one page or in one cell.
enum SlabStack {
    struct Placed {
        var items: [FrameItem]
        var height: Length
        var firstBaseline: Length?
        var lastBaseline: Length?
    }

    /// Stacks slabs from y = 0. `first` is the index of the first slab, by which decorations know their ends.
    static func place(
        _ slabs: ArraySlice<Slab>, decorations: [Decoration], dropsFirstSpace: Bool, start: Length = 0
    ) -> Placed {
        var y = start
        var text: [FrameItem] = []
        var extents: [Int: (top: Length, bottom: Length, first: Int, last: Int)] = [:]
        var baselines: (first: Length?, last: Length?)
        for index in slabs.indices {
            let slab = slabs[index]
            if !(index == slabs.startIndex && dropsFirstSpace) { y += slab.spaceBefore }
            for item in slab.items { text.append(item.moved(x: 0, y: y)) }
            for id in slab.decorations {
                let known = extents[id]
                extents[id] = (known?.top ?? y, y + slab.height, known?.first ?? index, index)
            }
            if let own = slab.baseline {
                baselines.first = baselines.first ?? y + (slab.firstBaseline ?? own)
                baselines.last = y + own
            }
            y += slab.height
        }
        let boxes = extents.keys.sorted().flatMap { id -> [FrameItem] in
            let (top, bottom, first, last) = extents[id]!
            let box = decorations[id]
            return box.items(
                top: top, bottom: bottom, isFirst: first == box.firstSlab, isLast: last == box.lastSlab)
        }
        return Placed(items: boxes + text, height: y, firstBaseline: baselines.first, lastBaseline: baselines.last)
    }
}

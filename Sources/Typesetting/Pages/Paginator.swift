import Diagnostics
import Markup

/// Fills pages with slabs: as many as fit, broken where breaking is allowed, heads of tables set again, boxes for the
/// foot put there. Margin boxes come last, when the number of pages is known.
struct Paginator {
    private let rules: PageRules
    private let layout: FlowLayout
    private var sheets: [Sheet] = []
    private var strings: [String: String] = [:]

    /// A page without its margin boxes.
    private struct Sheet {
        var facts: PageFacts
        var style: PageStyle
        /// About the type area's top left.
        var items: [FrameItem] = []
        var outline: [OutlineEntry] = []
        var strings: [String: String] = [:]
        /// Height taken at the foot.
        var footHeight: Length = 0
    }

    init(rules: PageRules, layout: FlowLayout) {
        self.rules = rules
        self.layout = layout
    }

    /// Appends the pages of a flow that has one page name throughout.
    mutating func append(_ flow: FlowLayout.Flow, pageName: String?) {
        var start = 0
        var waiting: [PageFloatFrame] = []
        while start < flow.slabs.count {
            openPage(before: flow.slabs[start], name: pageName)
            start = fill(flow, from: start, &waiting)
            placeFixed(flow)
        }
        for float in waiting { placeAtFoot(float, pageName) }
    }

    // MARK: Pages

    private mutating func openPage(before slab: Slab, name: String?) {
        if case .forced(let side?) = slab.breakBefore, !isSide(sheets.count + 1, side), !sheets.isEmpty || side == .left {
            addSheet(name, isBlank: true)
        }
        addSheet(name, isBlank: false)
    }

    private func isSide(_ number: Int, _ side: PageRule.Pseudo) -> Bool { (number % 2 == 1) == (side == .right) }

    private mutating func addSheet(_ name: String?, isBlank: Bool) {
        let facts = PageFacts(number: sheets.count + 1, name: name, isBlank: isBlank)
        var sheet = Sheet(facts: facts, style: rules.style(for: facts))
        sheet.strings = strings
        sheets.append(sheet)
    }

    /// Puts slabs from `start` on the last sheet; returns the first that did not fit.
    private mutating func fill(_ flow: FlowLayout.Flow, from start: Int, _ waiting: inout [PageFloatFrame]) -> Int {
        let head = flow.slabs[start].repeatedHead
        let headHeight = head?.height ?? 0
        var room = areaHeight(sheets.count - 1) - headHeight
        var used: Length = 0
        var end = start
        var isFull = false
        var assigned: Set<String> = []
        while end < flow.slabs.count, !isFull {
            let slab = flow.slabs[end]
            if end > start, case .forced = slab.breakBefore { break }
            let space = end == start && !keepsSpace(slab, start) ? 0 : slab.spaceBefore
            if used + space + slab.height > room, end > start {
                isFull = true
                continue
            }
            if let float = slab.pageFloat {
                if takes(float, used: used + space, room: room) { room -= float.frame.height } else { waiting.append(float) }
            }
            used += space + slab.height
            end += 1
        }
        let cut = isFull ? lastBreak(flow, start, end) : end
        for slab in flow.slabs[start..<cut] {
            for (name, value) in slab.strings {
                strings[name] = value
                if assigned.insert(name).inserted { sheets[sheets.count - 1].strings[name] = value }
            }
        }
        draw(flow, start..<cut, head)
        return cut
    }

    /// A margin at the top of a page stays after a forced break and at the start (CSS Fragmentation 3, 5.2).
    private func keepsSpace(_ slab: Slab, _ index: Int) -> Bool {
        if case .forced = slab.breakBefore { return true }
        return index == 0
    }

    /// The last place up to `limit` where a break is allowed; `limit` itself when there is none.
    private func lastBreak(_ flow: FlowLayout.Flow, _ start: Int, _ limit: Int) -> Int {
        (start + 1...limit).last { flow.slabs[$0].breakBefore == .allowed } ?? limit
    }

    private func areaHeight(_ sheet: Int) -> Length {
        let style = sheets[sheet].style
        return style.height - style.margin.top - style.margin.bottom - sheets[sheet].footHeight
    }

    // MARK: Foot

    private mutating func takes(_ float: PageFloatFrame, used: Length, room: Length) -> Bool {
        let number = sheets.count
        guard float.side.map({ isSide(number, $0) }) ?? true, used + float.frame.height <= room else { return false }
        putAtFoot(float, sheet: number - 1)
        return true
    }

    private mutating func placeAtFoot(_ float: PageFloatFrame, _ name: String?) {
        repeat { addSheet(name, isBlank: true) } while !(float.side.map { isSide(sheets.count, $0) } ?? true)
        putAtFoot(float, sheet: sheets.count - 1)
    }

    private mutating func putAtFoot(_ float: PageFloatFrame, sheet: Int) {
        let y = areaHeight(sheet) - float.frame.height
        sheets[sheet].items += float.frame.items.map { $0.moved(x: 0, y: y) }
        sheets[sheet].footHeight += float.frame.height
    }

    // MARK: Content

    private mutating func draw(_ flow: FlowLayout.Flow, _ range: Range<Int>, _ head: RepeatedRows?) {
        let at = sheets.count - 1
        let style = sheets[at].style
        let width = style.width - style.margin.left - style.margin.right
        let height = style.height - style.margin.top - style.margin.bottom
        let keeps = keepsSpace(flow.slabs[range.lowerBound], range.lowerBound)
        let start = head?.height ?? 0
        var y = start
        var under: [FrameItem] = []
        var over: [FrameItem] = []
        for index in range {
            let slab = flow.slabs[index]
            if index > range.lowerBound || keeps { y += slab.spaceBefore }
            for anchored in slab.anchored {
                let origin = anchored.origin(in: width, height, flowY: y)
                let items = anchored.frame.items.map { $0.moved(x: origin.x, y: origin.y) }
                if anchored.isUnderlay { under += items } else { over += items }
            }
            for entry in slab.outline {
                sheets[at].outline.append(OutlineEntry(level: entry.level, title: entry.title, y: y + style.margin.top))
            }
            y += slab.height
        }
        let placed = SlabStack.place(
            flow.slabs[range], decorations: flow.decorations, dropsFirstSpace: !keeps, start: start)
        sheets[at].items += under + (head?.items ?? []) + placed.items + over
    }

    private mutating func placeFixed(_ flow: FlowLayout.Flow) {
        let at = sheets.count - 1
        let style = sheets[at].style
        for fixed in flow.fixed {
            let origin = fixed.origin(
                in: style.width - style.margin.left - style.margin.right,
                style.height - style.margin.top - style.margin.bottom, flowY: 0)
            sheets[at].items += fixed.frame.items.map { $0.moved(x: origin.x, y: origin.y) }
        }
    }

    // MARK: Finish

    /// The finished pages.
    func pages() throws -> [Page] {
        try sheets.enumerated().map { index, sheet in
            let style = sheet.style
            var items = sheet.items.map { $0.moved(x: style.margin.left, y: style.margin.top) }
            items += try MarginBoxes(layout: layout).items(
                style, number: index + 1, count: sheets.count, strings: sheet.strings)
            return Page(
                number: index + 1, width: style.width, height: style.height, items: items, outline: sheet.outline)
        }
    }
}

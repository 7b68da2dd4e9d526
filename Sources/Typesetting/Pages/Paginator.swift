import Diagnostics
import Markup

/// Fills pages with slabs: as many as fit, broken where breaking is allowed, heads of tables set again, boxes for the
/// foot put there. Margin boxes come last, when the number of pages is known.
struct Paginator {
    private let rules: PageRules
    private let shaper: ParagraphShaper
    private let subject: String?
    /// How the lines of the document run: vertical pages are filled from one side to the other.
    private let mode: WritingMode
    private var sheets: [Sheet] = []
    private var strings: [String: String] = [:]

    /// A page without its margin boxes.
    private struct Sheet {
        var facts: PageFacts
        var style: PageStyle
        /// About the type area's top left.
        var items: [FrameItem] = []
        var outline: [OutlineEntry] = []
        var destinations: [Destination] = []
        var strings: [String: String] = [:]
        /// Height taken at the foot.
        var footHeight: Length = 0
    }

    init(rules: PageRules, shaper: ParagraphShaper, subject: String?, mode: WritingMode = .horizontalTB) {
        self.mode = mode
        self.rules = rules
        self.shaper = shaper
        self.subject = subject
    }

    /// Appends the pages of a flow that has one page name throughout.
    /// - Throws: `Rejection` for something that cannot be divided and is taller than its page.
    mutating func append(_ flow: FlowLayout.Flow, pageName: String?) throws {
        var start = 0
        var waiting: [PageFloatFrame] = []
        while start < flow.slabs.count {
            openPage(before: flow.slabs[start], name: pageName)
            placeWaiting(&waiting, above: flow.slabs[start].height)
            start = try fill(flow, from: start, &waiting)
            try placeFixed(flow)
        }
        while !waiting.isEmpty {
            addSheet(pageName, isBlank: true)
            placeWaiting(&waiting, above: 0)
            if let float = waiting.first, isHere(float), sheets[sheets.count - 1].footHeight == 0 {
                try check(float.frame.height, room: areaHeight(sheets.count - 1), at: float.span)
            }
        }
    }

    /// The sheet of a document without content.
    mutating func addEmptyPage(name: String?) {
        if sheets.isEmpty { addSheet(name, isBlank: false) }
    }

    // MARK: Pages

    private mutating func openPage(before slab: Slab, name: String?) {
        if case .forced(let side?) = slab.breakBefore, !isSide(sheets.count + 1, side),
            !sheets.isEmpty || side == .left
        {
            addSheet(name, isBlank: true)
        }
        addSheet(name, isBlank: false)
    }

    private func isSide(_ number: Int, _ side: PageRule.Pseudo) -> Bool { (number % 2 == 1) == (side == .right) }

    private mutating func addSheet(_ name: String?, isBlank: Bool) {
        let facts = PageFacts(number: sheets.count + 1, name: name, isBlank: isBlank)
        var sheet = Sheet(facts: facts, style: rules.style(for: facts).turned(mode))
        sheet.strings = strings
        sheets.append(sheet)
    }

    /// Puts slabs from `start` on the last sheet; returns the first that did not fit.
    private mutating func fill(
        _ flow: FlowLayout.Flow, from start: Int, _ waiting: inout [PageFloatFrame]
    ) throws -> Int {
        let fullHeight = areaHeight(sheets.count - 1)
        try check(max(flow.slabs[start].height, flow.slabs[start].reach), room: fullHeight, at: flow.slabs[start].span)
        let head = head(flow.slabs[start], room: fullHeight)
        var room = fullHeight - (head?.height ?? 0)
        var used: Length = 0
        // Floats that hang on lines may reach lower than these.
        var lowest: Length = 0
        var end = start
        var isFull = false
        var floats: [(slab: Int, float: PageFloatFrame, fits: Bool)] = []
        while end < flow.slabs.count, !isFull {
            let slab = flow.slabs[end]
            if end > start, case .forced = slab.breakBefore { break }
            let space = end == start && !keepsSpace(slab, start) ? 0 : slab.spaceBefore
            if max(lowest, used + space + max(slab.height, slab.reach)) > room, end > start {
                isFull = true
                continue
            }
            if let float = slab.pageFloat {
                try check(float.frame.height, room: fullHeight, at: float.span)
                let fits = isHere(float) && max(lowest, used + space) + float.frame.height <= room
                floats.append((end, float, fits))
                if fits { room -= float.frame.height }
            }
            lowest = max(lowest, used + space + slab.reach)
            used += space + slab.height
            end += 1
        }
        let cut = isFull ? lastBreak(flow, start, end) : end
        for (slab, float, fits) in floats where slab < cut {
            if fits { putAtFoot(float) } else { waiting.append(float) }
        }
        var assigned: Set<String> = []
        for slab in flow.slabs[start..<cut] {
            for (name, value) in slab.notes.strings {
                strings[name] = value
                if assigned.insert(name).inserted { sheets[sheets.count - 1].strings[name] = value }
            }
        }
        try draw(flow, start..<cut, head)
        return cut
    }

    /// The head to repeat above a page's first slab, unless the two do not fit together.
    private func head(_ first: Slab, room: Length) -> RepeatedRows? {
        first.repeatedHead.flatMap { $0.height + first.height > room ? nil : $0 }
    }

    /// Refuses what cannot be divided and is too tall: the rest would fall off the paper.
    private func check(_ height: Length, room: Length, at span: SourceSpan?) throws {
        guard height > room else { return }
        let arguments = ["height": millimetres(height), "room": millimetres(room), "subject": subject ?? ""]
        let code = subject == nil ? "layout.taller-than-page" : "layout.taller-than-page-of"
        throw Rejection(code, arguments, at: span)
    }

    /// Whole millimetres, rounded up.
    private func millimetres(_ length: Length) -> String {
        String((length + Length.millimetre - 1) / Length.millimetre)
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

    /// Whether the last sheet is of the side that the box asks for.
    private func isHere(_ float: PageFloatFrame) -> Bool { float.side.map { isSide(sheets.count, $0) } ?? true }

    /// Puts boxes that did not fit on earlier pages at the foot of the last sheet, in their order.
    /// - Parameter height: what must still stand above them.
    private mutating func placeWaiting(_ waiting: inout [PageFloatFrame], above height: Length) {
        while let float = waiting.first, isHere(float), float.frame.height + height <= areaHeight(sheets.count - 1) {
            putAtFoot(float)
            waiting.removeFirst()
        }
    }

    private mutating func putAtFoot(_ float: PageFloatFrame) {
        let sheet = sheets.count - 1
        let y = areaHeight(sheet) - float.frame.height
        sheets[sheet].items += float.frame.items.map { $0.moved(x: 0, y: y) }
        sheets[sheet].footHeight += float.frame.height
    }

    // MARK: Content

    private mutating func draw(_ flow: FlowLayout.Flow, _ range: Range<Int>, _ head: RepeatedRows?) throws {
        let at = sheets.count - 1
        let style = sheets[at].style
        let width = style.width - style.margin.left - style.margin.right
        let height = style.height - style.margin.top - style.margin.bottom
        let keeps = keepsSpace(flow.slabs[range.lowerBound], range.lowerBound)
        let start = head?.height ?? 0
        var y = start
        var layers = Layers()
        for index in range {
            let slab = flow.slabs[index]
            if index > range.lowerBound || keeps { y += slab.spaceBefore }
            for anchored in slab.anchored { try layers.add(anchored, in: width, height, flowY: y) }
            for place in slab.notes.destinations {
                sheets[at].destinations.append(Destination(name: place.name, y: place.y + y + style.margin.top))
            }
            for entry in slab.notes.outline {
                sheets[at].outline.append(
                    OutlineEntry(level: entry.level, title: entry.title, y: entry.y + y + style.margin.top))
            }
            y += slab.height
        }
        let placed = SlabStack.place(
            flow.slabs[range], decorations: flow.decorations, dropsFirstSpace: !keeps, start: start)
        let (under, over) = layers.items
        sheets[at].items += under + (head?.items ?? []) + placed.items + over
    }

    private mutating func placeFixed(_ flow: FlowLayout.Flow) throws {
        let at = sheets.count - 1
        let style = sheets[at].style
        var layers = Layers()
        for fixed in flow.fixed {
            try layers.add(
                fixed, in: style.width - style.margin.left - style.margin.right,
                style.height - style.margin.top - style.margin.bottom, flowY: 0)
        }
        sheets[at].items += layers.items.under + layers.items.over
    }

    // MARK: Finish

    /// The finished pages.
    func pages() throws -> [Page] {
        try sheets.enumerated().map { index, sheet in
            let style = rules.style(for: sheet.facts)
            let layout = FlowLayout(shaper: shaper, subject: subject, regionHeight: style.height)
            let inside = sheet.items.map { $0.moved(x: sheet.style.margin.left, y: sheet.style.margin.top) }
            var items =
                mode == .horizontalTB ? inside : WritingTurn(mode, extent: style.width).turned(inside)
            items += try MarginBoxes(layout: layout).items(
                style, number: index + 1, count: sheets.count, strings: sheet.strings)
            let area = Rect(
                x: style.margin.left, y: style.margin.top,
                width: style.width - style.margin.left - style.margin.right,
                height: style.height - style.margin.top - style.margin.bottom)
            return Page(
                number: index + 1, width: style.width, height: style.height, items: items, outline: sheet.outline,
                destinations: sheet.destinations, typeArea: area)
        }
    }
}

import Diagnostics
import Markup

/// Fills pages with slabs as they come, and lets go of both: a page whose content is settled is written to the spool,
/// if there is one. Margin boxes come last, when the number of pages is known. What goes onto a page is `PagePlan`'s to
/// find out.
final class Paginator {
    private let rules: PageRules
    private let shaper: ParagraphShaper
    private let subject: String?
    private let spool: PageSpool?
    private var styles: [PageFacts: PageStyle] = [:]
    /// How the lines of the document run: vertical pages are filled from one side to the other.
    private let mode: WritingMode

    /// The page that is being filled, and those before it.
    private var sheet: Sheet?
    private var filled: [FilledSheet] = []
    /// Whether the sheet is open for more slabs of the present flow.
    private var isOpen = false
    /// Whether a run of pages of one name is to begin.
    private var beginsRun = true
    /// The name of the present flow's pages.
    private var pageName: String?
    private var waiting: [PageFloatFrame] = []
    /// Boxes of `position: fixed` of each flow.
    private var fixed: [[AnchoredFrame]] = []
    /// Straddle seals and watermarks of all flows.
    private var drawings: [PageDrawing] = []

    /// - Parameter spool: takes the pages; without one they are kept.
    init(rules: PageRules, shaper: ParagraphShaper, subject: String?, mode: WritingMode, spool: PageSpool?) {
        self.mode = mode
        self.rules = rules
        self.shaper = shaper
        self.subject = subject
        self.spool = spool
    }

    // MARK: Flows

    /// Begins a flow, all of whose pages have one name.
    func begin(pageName: String?) {
        if pageName != self.pageName { beginsRun = true }
        self.pageName = pageName
        fixed.append([])
    }

    /// Fills the pages that are certain, and takes their slabs. Waits for more slabs while a page or two would hold
    /// them all.
    /// - Throws: `Rejection` for something that cannot be divided and is taller than its page.
    func fill(_ flow: inout FlowLayout.Flow) throws {
        guard flow.slabs.height > 0 else { return }
        let height = sheet?.areaHeight ?? style(PageFacts(number: 1, name: pageName)).turned(mode).height
        while flow.slabs.height > 2 * height {
            guard try fillPage(&flow, isComplete: false) else { return }
        }
    }

    /// Fills pages with all that is left of a flow.
    func finish(_ flow: inout FlowLayout.Flow) throws {
        while !flow.slabs.isEmpty { _ = try fillPage(&flow, isComplete: true) }
        while !waiting.isEmpty {
            try addSheet(isBlank: true)
            try placeWaiting(above: 0)
            if let float = waiting.first, isHere(float), let sheet, sheet.footHeight == 0 {
                try check(float.frame.height, room: sheet.areaHeight, at: float.span)
            }
        }
        fixed[fixed.count - 1] = flow.fixed
        drawings += flow.pageDrawings
    }

    // MARK: Pages

    /// Fills one page, opened now or earlier.
    /// - Returns: false when it depends on slabs to come where it ends.
    private func fillPage(_ flow: inout FlowLayout.Flow, isComplete: Bool) throws -> Bool {
        let start = flow.slabs.startIndex
        if !isOpen {
            try openPage(before: flow.slabs[start].breakBefore)
            isOpen = true
            try placeWaiting(above: flow.slabs[start].height)
        }
        let keepsSpace = keepsSpace(flow.slabs[start].breakBefore, start)
        while true {
            guard let sheet else { return false }
            if flow.slabs[start].row?.division == nil {
                // Of columns at least the first line must have room.
                let columns = flow.slabs[start].columns
                let height = columns?.leastHeight ?? max(flow.slabs[start].height, flow.slabs[start].reach)
                try check(height, room: sheet.freeHeight, at: flow.slabs[start].span)
            }
            var search = PageSearch(
                flow.slabs, room: sheet.freeHeight, isComplete: isComplete, keepsFirstSpace: keepsSpace,
                isHere: isHere)
            guard let plan = try search.result() else { return false }
            if flow.slabs[start].row?.division != nil {
                let height = plan.end == start ? plan.divided?.part.height : flow.slabs[start].height
                let room = sheet.freeHeight - (plan.head?.height ?? 0)
                try check(height ?? 0, room: room, at: flow.slabs[start].span)
            }
            guard let repeats = try RepeatedContent(plan, &flow.slabs) else { continue }
            try settle(plan, repeats, &flow, keepsSpace: keepsSpace)
            isOpen = false
            return true
        }
    }

    private func openPage(before breakBefore: Slab.BreakBefore) throws {
        if case .forced(let side?) = breakBefore, !isSide(pageCount + 1, side), pageCount > 0 || side == .left {
            try addSheet(isBlank: true)
        }
        try addSheet(isBlank: false)
        sheet?.flow = fixed.count - 1
    }

    private var pageCount: Int { filled.count + (sheet == nil ? 0 : 1) }

    private func isSide(_ number: Int, _ side: PageRule.Pseudo) -> Bool { (number % 2 == 1) == (side == .right) }

    private func style(_ facts: PageFacts) -> PageStyle {
        // All pages of a name and side are alike but for the first.
        var kind = facts
        kind.number = facts.number == 1 ? 1 : facts.number % 2 + 2
        if let known = styles[kind] { return known }
        let made = rules.style(for: facts)
        styles[kind] = made
        return made
    }

    private func addSheet(isBlank: Bool) throws {
        let strings = sheet?.strings.mapValues(\.carried) ?? [:]
        var printed = (sheet?.printedNumber ?? 0) + 1
        try put()
        let facts = PageFacts(number: filled.count + 1, name: pageName, isBlank: isBlank)
        let style = style(facts)
        if beginsRun, !isBlank {
            printed = style.pageNumber ?? printed
            beginsRun = false
        }
        sheet = Sheet(facts: facts, style: style.turned(mode), printedNumber: printed, strings: strings)
    }

    /// Settles the present sheet.
    private func put() throws {
        guard let done = sheet else { return }
        let (under, over) = done.layers.groups
        var content = under + done.content + over
        for at in content.indices {
            content[at].x += done.style.margin.left
            content[at].y += done.style.margin.top
        }
        let style = style(done.facts)
        if mode != .horizontalTB {
            let turned = WritingTurn(mode, extent: style.width).turned(content.flattened)
            content = [PlacedItems(x: 0, y: 0, items: turned)]
        }
        var offPage = OffPage(
            page: done.facts.number, style, subject: subject, place: shaper.leavingText.span)
        for group in content { offPage.check(group) }
        try offPage.problems.throwIfErrors()
        let placed: FilledSheet.Content = try spool.map { .spooled(try $0.spool(content)) } ?? .kept(content)
        filled.append(
            FilledSheet(
                facts: done.facts, style: style, printedNumber: done.printedNumber, outline: done.outline,
                destinations: done.destinations, strings: done.strings, flow: done.flow, content: placed))
        sheet = nil
    }

    /// Refuses what cannot be divided and is too tall: the rest would fall off the paper.
    private func check(_ height: Length, room: Length, at span: SourceSpan?) throws {
        guard height > room else { return }
        let arguments = ["height": height.wholeMillimetres, "room": room.wholeMillimetres, "subject": subject ?? ""]
        let code = subject == nil ? "layout.taller-than-page" : "layout.taller-than-page-of"
        throw Rejection(code, arguments, at: span)
    }

    /// A margin at the top of a page stays after a forced break and at the start (CSS Fragmentation 3, 5.2).
    private func keepsSpace(_ breakBefore: Slab.BreakBefore, _ index: Int) -> Bool {
        if case .forced = breakBefore { return true }
        return index == 0
    }

    // MARK: Foot

    /// Whether the sheet is of the side that the box asks for.
    private func isHere(_ float: PageFloatFrame) -> Bool { float.side.map { isSide(pageCount, $0) } ?? true }

    /// Puts boxes that did not fit on earlier pages at the foot of the sheet, in their order.
    /// - Parameter height: what must still stand above them.
    private func placeWaiting(above height: Length) throws {
        while let float = waiting.first, let sheet, isHere(float), float.frame.height + height <= sheet.freeHeight {
            try putAtFoot(float)
            waiting.removeFirst()
        }
    }

    private func putAtFoot(_ float: PageFloatFrame) throws {
        guard let room = sheet?.freeHeight else { return }
        sheet?.content.append(
            PlacedItems(x: 0, y: room - float.frame.height, items: float.frame.items, span: float.span))
        sheet?.footHeight += float.frame.height
    }

    // MARK: Content

    /// Puts the slabs of a plan on the sheet and takes them from the flow.
    private func settle(
        _ plan: PagePlan, _ repeats: RepeatedContent, _ flow: inout FlowLayout.Flow, keepsSpace: Bool
    ) throws {
        guard var sheet else { return }
        for (_, float, fits) in plan.floats {
            try check(float.frame.height, room: sheet.areaHeight, at: float.span)
            guard fits else {
                waiting.append(float)
                continue
            }
            sheet.content.append(
                PlacedItems(
                    x: 0, y: sheet.freeHeight - float.frame.height, items: float.frame.items, span: float.span))
            sheet.footHeight += float.frame.height
        }
        let first = flow.slabs.startIndex
        var stack = SlabStack.Stacking(y: 0)
        if let head = repeats.head { stack.add(head.items, height: head.height) }
        for index in first..<plan.end {
            try place(flow.slabs[index], index, &stack, &sheet, repeats, dropsSpace: index == first && !keepsSpace)
        }
        if let part = plan.divided?.part {
            try place(part, plan.end, &stack, &sheet, repeats, dropsSpace: plan.end == first && !keepsSpace)
        }
        if let foot = repeats.foot { stack.add(foot.items, height: foot.height) }
        sheet.content += try stack.finish(flow.decorations).groups
        self.sheet = sheet
        if let rest = plan.divided?.rest { flow.slabs[plan.end] = rest }
        flow.slabs.remove(before: plan.end)
        repeats.settle()
    }

    private func place(
        _ slab: Slab, _ index: Int, _ stack: inout SlabStack.Stacking, _ sheet: inout Sheet,
        _ repeats: RepeatedContent, dropsSpace: Bool
    ) throws {
        if let content = repeats.summed[index] {
            var made = slab
            made.items = content.items
            stack.add(made, index, dropsSpace: dropsSpace)
        } else {
            stack.add(slab, index, dropsSpace: dropsSpace)
        }
        let y = stack.y - slab.height
        for anchored in slab.anchored {
            try sheet.layers.add(anchored, in: sheet.areaWidth, sheet.areaHeight, flowY: y)
        }
        guard !slab.notes.isEmpty else { return }
        let top = y + sheet.style.margin.top
        for entry in slab.notes.outline {
            sheet.outline.append(OutlineEntry(level: entry.level, title: entry.title, y: entry.y + top))
        }
        for place in slab.notes.destinations {
            sheet.destinations.append(Destination(name: place.name, y: place.y + top))
        }
        for (name, value) in slab.notes.strings { sheet.strings[name, default: RunningString(start: "")].set(value) }
        if let number = slab.notes.pageNumber { sheet.printedNumber = number }
    }

    // MARK: Finish

    /// Ends the document; one without content has one page.
    func finish(emptyPageName: String?) throws -> [Page] {
        if sheet == nil, filled.isEmpty {
            pageName = emptyPageName
            try addSheet(isBlank: false)
        }
        try put()
        var pages: [Page] = []
        let finisher = PageFinisher(
            shaper: shaper, subject: subject, mode: mode, count: filled.count, fixed: fixed,
            drawings: PageDrawings(drawings, shaper: shaper, subject: subject, count: filled.count))
        for sheet in filled {
            let finished = try finisher.finish(sheet)
            switch sheet.content {
            case .kept(let groups):
                var page = finished.page
                page.items = finished.under.isEmpty ? groups.flattened : finished.under + groups.flattened
                page.items += finished.over
                pages.append(page)
            case .spooled(let content):
                try spool?.append(content, finished.page, under: finished.under, over: finished.over)
            }
        }
        return pages
    }
}

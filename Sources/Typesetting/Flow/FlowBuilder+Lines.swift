import Diagnostics
import Markup

/// Paragraphs in the flow: each line is a slab. Beside floats each line has a width of its own.
extension FlowBuilder {
    mutating func paragraph(_ nodes: [Node], of box: Box, x: Length, width: Length) throws {
        guard !nodes.isEmpty else { return }
        let key = floats.isEmpty ? SetTexts.key(nodes, box.style, width: width) : nil
        if let key, let lines = layout.shaper.setTexts.lines(key) {
            return emit(lines.map { slab(of: $0, nodes[0].span, x: x) }, of: box)
        }
        if let key, let line = try layout.shaper.plainTexts.line(
            key.text.string, box.style, width: width, shaper: layout.shaper)
        {
            layout.shaper.setTexts.keep(key, [line], box.style)
            return emit([slab(of: line, nodes[0].span, x: x)], of: box)
        }
        let content = InlineContent(nodes, style: box.style, span: box.span, width: width)
        try content.refuseMisplaced()
        guard !content.isEmpty else {
            for string in content.strings { notes.strings.append((string.name, string.value)) }
            for place in content.destinations { notes.destinations.append(Destination(name: place.name, y: 0)) }
            for (_, node) in content.outOfFlow { try anchor(node, x: x) }
            for (_, atom) in content.floats { floats.waiting.append(WaitingFloat(atom: atom, x: x, width: width)) }
            return
        }
        if let box = content.decorated.first(where: { $0.style.values.backgroundImage != nil }) {
            throw Rejection(
                "layout.background-inline", ["file": box.style.values.backgroundImage?.shortURL ?? ""],
                at: content.runs.last { $0.start <= box.units.lowerBound }?.span)
        }
        // What stands on every page is not tied to a line.
        for (_, node) in content.outOfFlow where node.isFixed { try anchor(node, x: x) }
        let (layout, height) = (layout, height)
        let known = key.flatMap { layout.shaper.setTexts.paragraph($0) }
        let paragraph =
            try known
            ?? layout.shaper.prepare(content, style: box.style, subject: layout.subject) {
                try layout.atom($0, in: width, room: height)
            }
        let style = box.style.values
        let indent = style.textIndent.resolved(against: width) ?? 0
        let slabs: [Slab]
        if floats.isEmpty && content.floats.isEmpty {
            let setter = LineSetter(paragraph: paragraph, width: width)
            let lines = LineBreaker(paragraph: paragraph, width: width, indent: indent).lines()
            let set = lines.map { setter.set($0) }
            let met = layout.shaper.leavingText.met
            note(lines, of: paragraph, in: box, width: width)
            if let key, layout.shaper.leavingText.met == met { layout.shaper.setTexts.keep(key, set, box.style) }
            slabs = try zip(set, lines).map { try slab(of: $0, $1, paragraph, x: x) }
        } else {
            slabs = try linesBesideFloats(paragraph, in: box, x: x, width: width, indent: indent)
        }
        emit(slabs, of: box)
    }

    /// Emits the lines of a paragraph.
    private mutating func emit(_ slabs: [Slab], of box: Box) {
        let style = box.style.values
        let part = layout.tagger?.anonymousParagraph(in: box)
        for index in slabs.indices {
            var slab = slabs[index]
            if let part { slab.items = part.around(slab.items) }
            if index > 0, index < style.orphans || slabs.count - index < style.widows { slab.breakBefore = .forbidden }
            emit(slab)
        }
    }

    private func slab(of set: LineSetter.SetLine, _ span: SourceSpan?, x: Length) -> Slab {
        var slab = Slab(height: set.height)
        slab.items = x == 0 ? set.items : set.items.map { $0.moved(x: x, y: 0) }
        slab.baseline = set.baseline
        slab.span = span
        return slab
    }

    private func slab(of set: LineSetter.SetLine, _ line: Line, _ paragraph: Paragraph, x: Length) throws -> Slab {
        var slab = slab(of: set, paragraph.content.runs.first?.span, x: x)
        try note(line, of: paragraph, baseline: set.baseline, x: x, in: &slab)
        return slab
    }

    /// What a line's text and boxes have for the page.
    private func note(
        _ line: Line, of paragraph: Paragraph, baseline: Length, x: Length, in slab: inout Slab
    ) throws {
        let content = paragraph.content
        if !content.strings.isEmpty || !content.destinations.isEmpty || !content.outOfFlow.isEmpty {
            let first = paragraph.clusters[line.clusters.lowerBound].units.lowerBound
            let end = paragraph.clusters[line.clusters.upperBound - 1].units.upperBound
            // What stands at the very end of the text belongs to the last line.
            let isLast = line.clusters.upperBound == paragraph.clusters.count
            func isHere(_ unit: Int) -> Bool { unit >= first && (unit < end || isLast) }
            for string in content.strings where isHere(string.unit) {
                slab.notes.strings.append((string.name, string.value))
            }
            for place in content.destinations where isHere(place.unit) {
                slab.notes.destinations.append(Destination(name: place.name, y: 0))
            }
            for (unit, node) in content.outOfFlow where isHere(unit) && !node.isFixed {
                let before = line.visible.prefix { paragraph.clusters[$0].units.lowerBound < unit }
                let left = before.reduce(line.indent) { $0 + paragraph.clusters[$1].advance }
                if let anchored = try anchoredFrame(node, x: x + left) { slab.anchored.append(anchored) }
            }
        }
        guard !paragraph.atoms.isEmpty else { return }
        for at in line.clusters {
            guard let atom = paragraph.atoms[at] else { continue }
            slab.notes.carry(atom.notes, y: max(0, baseline - atom.baseline))
        }
    }

    // MARK: Beside floats

    /// Breaks line by line, each as wide as the floats leave it where it stands. A float stands beside the line in
    /// which it is met if it fits beside what is before it, otherwise under that line (CSS 2.2, 9.5.1).
    private mutating func linesBesideFloats(
        _ paragraph: Paragraph, in box: Box, x: Length, width: Length, indent: Length
    ) throws -> [Slab] {
        try settleFloats()
        var slabs: [Slab] = []
        var pen = y + margin
        var waiting = paragraph.content.floats[...]
        var start = 0
        var hang: Length = 0
        while start < paragraph.clusters.count {
            let first = paragraph.clusters[start].units.lowerBound
            while let float = waiting.first, float.unit <= first {
                try place(WaitingFloat(atom: float.atom, x: x, width: width), at: pen)
                waiting.removeFirst()
            }
            let own = slabs.isEmpty ? indent : 0
            // The marker of a list item stands beside the float, too, and the item's lines behind it.
            if slabs.isEmpty { hang = markers.map { x - $0.x }.max() ?? 0 }
            var fitted = fit(paragraph, from: start, indent: own, top: pen, x: x, width: width, hang: hang)
            while let float = waiting.first, float.unit < fitted.end(of: paragraph) {
                let before = paragraph.clusters[fitted.line.clusters].prefix { $0.units.lowerBound < float.unit }
                let taken = before.reduce(own) { $0 + $1.advance }
                let waitingFloat = WaitingFloat(atom: float.atom, x: x, width: width)
                let frame = try self.frame(of: waitingFloat)
                guard taken + frame.width <= fitted.width else { break }
                put(frame, of: waitingFloat, at: fitted.top)
                waiting.removeFirst()
                fitted = fit(paragraph, from: start, indent: own, top: pen, x: x, width: width, hang: hang)
            }
            if slabs.isEmpty {
                for at in markers.indices { markers[at].x += fitted.x - x }
            }
            note(fitted.line, of: paragraph, in: box, width: fitted.width)
            var slab = try slab(of: fitted.set, fitted.line, paragraph, x: fitted.x)
            slab.spaceBefore = fitted.top - pen
            slabs.append(slab)
            pen = fitted.top + slab.height
            start = fitted.line.clusters.upperBound
        }
        for float in waiting { floats.waiting.append(WaitingFloat(atom: float.atom, x: x, width: width)) }
        return slabs
    }

    private struct FittedLine {
        var line: Line
        var set: LineSetter.SetLine
        var top: Length
        var x: Length
        var width: Length

        /// The first unit behind the line.
        func end(of paragraph: Paragraph) -> Int { paragraph.clusters[line.clusters.upperBound - 1].units.upperBound }
    }

    /// The line from a cluster on, at the first place from `top` down where its first word has room.
    /// - Parameter hang: what must stay free between a float at the left and the line.
    private func fit(
        _ paragraph: Paragraph, from start: Int, indent: Length, top: Length, x: Length, width: Length, hang: Length
    ) -> FittedLine {
        var top = top
        var height = paragraph.style.values.computedLineHeight
        func band(_ height: Length) -> Range<Length> {
            let free = floats.band(top..<top + max(1, height), x..<x + max(0, width))
            guard hang > 0, free.lowerBound > x else { return free }
            return min(free.lowerBound + hang, free.upperBound)..<free.upperBound
        }
        while true {
            let free = band(height)
            let room = free.upperBound - free.lowerBound
            let line = LineBreaker(paragraph: paragraph, width: room, indent: indent).line(from: start, indent: indent)
            let isTooWide = line.width - line.compression > room - indent
            if room < width, isTooWide, let next = floats.nextEdge(below: top) {
                top = next
                height = paragraph.style.values.computedLineHeight
                continue
            }
            let set = LineSetter(paragraph: paragraph, width: room).set(line)
            if set.height > height, band(set.height) != free {
                // A high line meets a float that a low one does not.
                height = set.height
                continue
            }
            return FittedLine(line: line, set: set, top: top, x: free.lowerBound, width: room)
        }
    }
}

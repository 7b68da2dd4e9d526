import Markup

/// Sets a broken line: positions after alignment and justification, as frame items about the line box's top left.
struct LineSetter {
    let paragraph: Paragraph
    /// Of the line box, before the indent.
    let width: Length

    /// A finished line.
    struct SetLine {
        var height: Length
        /// From the top of the line box.
        var baseline: Length
        var items: [FrameItem]
    }

    func set(_ line: Line) -> SetLine {
        if let special = paragraph.special {
            return SpecialLineSetter(paragraph: paragraph, special: special, width: width).set(line)
        }
        var (ascent, descent) = strut(paragraph.style.values)
        for at in line.visible {
            let extent = extent(at)
            ascent = max(ascent, extent.ascent)
            descent = max(descent, extent.descent)
        }
        let gaps = gapWidths(line)
        let start = line.indent + offset(line) - line.startTrim
        var items = decorations(line, from: start, gaps, baseline: ascent)
        var pen = start
        var at = line.visible.lowerBound
        while at < line.visible.upperBound {
            let (count, shift) = (items.count, paragraph.shift(of: at))
            if let atom = paragraph.atoms[at] {
                let top = atomTop(at, atom, ascent: ascent, height: ascent + descent)
                items += atom.items.map { $0.moved(x: pen, y: top) }
                pen += atom.width + gaps[at]
                at += 1
            } else {
                let end = runEnd(at, line.visible.upperBound)
                pen = appendRun(at..<end, from: pen, baseline: ascent, gaps: gaps, to: &items)
                at = end
            }
            items.move(from: count, by: shift)
        }
        return SetLine(height: ascent + descent, baseline: ascent, items: items)
    }

    // MARK: Heights

    /// Half-leading about the em box: 0.88 em above the baseline and 0.12 em below, the ideographic em box, whatever
    /// the face, so that a stand-in font for one character does not move the line.
    private func strut(_ style: StyleValues) -> (ascent: Length, descent: Length) {
        let height = style.computedLineHeight
        let ascent = style.fontSize.scaled(88, over: 100) + (height - style.fontSize) / 2
        return (ascent, height - ascent)
    }

    private func extent(_ at: Int) -> (ascent: Length, descent: Length) {
        if let atom = paragraph.atoms[at] {
            switch atom.verticalAlign {
            case .top, .bottom, .middle: return (0, max(0, atom.height - strut(paragraph.style.values).ascent))
            default:
                let raise = raise(atom.verticalAlign)
                return (atom.baseline + raise, atom.height - atom.baseline - raise)
            }
        }
        let style = paragraph.content.runs[paragraph.clusters[at].run].style.values
        let raise = raise(style.verticalAlign)
        let (ascent, descent) = strut(style)
        return (ascent + raise, descent - raise)
    }

    private func atomTop(_ at: Int, _ atom: AtomicFrame, ascent: Length, height: Length) -> Length {
        switch atom.verticalAlign {
        case .top: 0
        case .bottom: height - atom.height
        case .middle: (height - atom.height) / 2
        default: ascent - atom.baseline - raise(atom.verticalAlign)
        }
    }

    private func raise(_ align: VerticalAlign) -> Length {
        switch align {
        case .super: paragraph.style.values.fontSize.scaled(35, over: 100)
        case .sub: -paragraph.style.values.fontSize.scaled(15, over: 100)
        case .length(let length): length
        default: 0
        }
    }

    // MARK: Widths

    private func offset(_ line: Line) -> Length {
        let rest = max(0, width - line.indent - line.width)
        switch paragraph.alignment(of: line) {
        case .end, .right: return rest
        case .center: return rest / 2
        default: return 0
        }
    }

    /// How much each cluster's right side widens (justification) or narrows (push-in).
    private func gapWidths(_ line: Line) -> Gaps {
        Justification(paragraph: paragraph, width: width).gaps(
            line, isJustified: paragraph.alignment(of: line) == .justify)
    }

    // MARK: Boxes

    /// Backgrounds and borders of the inline boxes that reach into the line: over the em box and the padding, open on
    /// the side where a box goes on in another line.
    private func decorations(
        _ line: Line, from start: Length, _ gaps: Gaps, baseline: Length
    ) -> [FrameItem] {
        guard !paragraph.content.decorated.isEmpty else { return [] }
        var items: [FrameItem] = []
        for box in paragraph.content.decorated {
            let inside = line.visible.filter { box.units.overlaps(paragraph.clusters[$0].units) }
            guard let first = inside.first, let last = inside.last else { continue }
            let style = box.style.values
            let edges = BoxEdges(style, in: paragraph.content.width)
            let lefts = line.visible.lowerBound..<first
            var left = lefts.reduce(start) { $0 + paragraph.clusters[$1].advance + gaps[$1] }
            var right = inside.reduce(left) { $0 + paragraph.clusters[$1].advance + gaps[$1] }
            right -= gaps[last]
            let opens = paragraph.clusters[first].units.contains(box.units.lowerBound)
            let closes = paragraph.clusters[last].units.contains(box.units.upperBound - 1)
            if opens { left += edges.margin.left }
            if closes { right -= edges.margin.right }
            let middle = baseline - raise(style.verticalAlign)
            let top = middle - style.fontSize.scaled(88, over: 100) - edges.top
            let height = style.fontSize + edges.vertical
            let count = items.count
            items += BoxPainter.items(
                Rect(x: left, y: top, width: right - left, height: height), style, drawsLeft: opens, drawsRight: closes)
            items.move(from: count, by: paragraph.shift(of: first))
        }
        return items
    }

    // MARK: Runs

    /// Where the glyph run that starts at `at` ends: same face and same style.
    private func runEnd(_ at: Int, _ limit: Int) -> Int {
        let first = paragraph.clusters[at]
        var end = at + 1
        while end < limit, paragraph.atoms[end] == nil, paragraph.clusters[end].run == first.run,
            paragraph.clusters[end].face == first.face
        { end += 1 }
        return end
    }

    private func appendRun(
        _ range: Range<Int>, from start: Length, baseline: Length, gaps: Gaps, to items: inout [FrameItem]
    ) -> Length {
        let run = paragraph.content.runs[paragraph.clusters[range.lowerBound].run]
        let style = run.style.values
        var pen = start
        var glyphs: [GlyphRun.Glyph] = []
        var clusters: [GlyphRun.Cluster] = []
        var text = ""
        for at in range {
            let cluster = paragraph.clusters[at]
            for glyph in paragraph.glyphs[cluster.glyphs] {
                glyphs.append(GlyphRun.Glyph(id: glyph.id, x: pen - start + cluster.shift + glyph.x, y: glyph.y))
            }
            if !cluster.glyphs.isEmpty {
                let piece = paragraph.text(cluster.units)
                text += piece
                clusters.append(GlyphRun.Cluster(bytes: piece.utf8.count, glyphs: cluster.glyphs.count))
            }
            pen += cluster.advance + gaps[at]
        }
        if style.visibilityHidden { return pen }
        let y = baseline - raise(style.verticalAlign)
        if !glyphs.isEmpty {
            items.append(
                .glyphs(
                    GlyphRun(
                        face: paragraph.faces[paragraph.clusters[range.lowerBound].face], size: style.fontSize,
                        color: style.color, origin: Point(x: start, y: y), glyphs: glyphs, text: text,
                        clusters: clusters)))
        }
        if let link = run.link {
            let rect = Rect(
                x: start, y: y - style.fontSize.scaled(88, over: 100), width: pen - start, height: style.fontSize)
            items.append(.link(rect, link))
        }
        return pen
    }
}

extension StyleValues {
    /// The line height in units; `normal` is 1.4, which suits Chinese text that has nothing above or below its em box.
    package var computedLineHeight: Length {
        switch lineHeight {
        case .normal: fontSize.scaled(14, over: 10)
        case .number(let thousandths): fontSize.scaled(thousandths, over: 1_000)
        case .length(let length): length
        }
    }
}

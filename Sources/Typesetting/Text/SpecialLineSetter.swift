import Markup

/// Sets a line that is not plain: clusters in visual order, upright and sideways runs of vertical lines, annotations,
/// marks and lines. Items come in the order of the text, wherever they stand.
///
/// A vertical line is set as if it lay on its side: x runs down the paper, y from what is above the letters (on paper
/// the right) to what is below. Its baseline is the middle of the em square; the line is turned when its box is.
struct SpecialLineSetter {
    let paragraph: Paragraph
    let special: SpecialSetting
    let width: Length

    func set(_ line: Line) -> LineSetter.SetLine {
        let extent = LineExtent(paragraph: paragraph, special: special)
        let (ascent, descent) = extent.of(line)
        let gaps = Justification(paragraph: paragraph, width: width).gaps(
            line, isJustified: paragraph.alignment(of: line) == .justify)
        let places = Places(line, paragraph, gaps, start: start(line))
        let height = ascent + descent
        var items: [FrameItem] = []
        func add(_ new: [FrameItem], of cluster: Int? = nil) {
            let count = items.count
            items += new
            items.move(from: count, by: cluster.flatMap(paragraph.shift))
            // In `vertical-lr` the block's start is the side that lies below the letters.
            if special.isFlipped { for at in count..<items.count { items[at] = items[at].flipped(height: height) } }
        }
        add(backgrounds(line, places, baseline: ascent))
        var ruby = special.ruby[...].drop { $0.clusters.upperBound <= line.visible.lowerBound }
        var at = line.visible.lowerBound
        var run: StyleRun?
        while at < line.visible.upperBound {
            if let done = run, done.index != paragraph.clusters[at].run || paragraph.atoms[at] != nil {
                add(lines(done, baseline: ascent), of: at - 1)
                run = nil
            }
            if let atom = paragraph.atoms[at] {
                let top = extent.top(of: atom, ascent: ascent, height: height)
                let y = special.isFlipped ? height - top - atom.height : top
                let count = items.count
                items += atom.items.map { $0.moved(x: places[at], y: y) }
                items.move(from: count, by: paragraph.shift(of: at))
                at += 1
                continue
            }
            let pairEnd = ruby.first.map { max(at + 1, $0.clusters.upperBound) } ?? .max
            let end = runEnd(at, min(pairEnd, line.visible.upperBound))
            add(glyphs(at..<end, places, baseline: ascent), of: at)
            add(marks(at..<end, places, baseline: ascent), of: at)
            let covered = places.range(at..<end, paragraph)
            let known = run?.x ?? covered
            run = StyleRun(
                index: paragraph.clusters[at].run,
                x: min(known.lowerBound, covered.lowerBound)..<max(known.upperBound, covered.upperBound))
            at = end
            while let pair = ruby.first, pair.clusters.upperBound <= at {
                add(annotation(pair, places, baseline: ascent))
                ruby = ruby.dropFirst()
            }
        }
        if let run { add(lines(run, baseline: ascent), of: line.visible.upperBound - 1) }
        return LineSetter.SetLine(height: height, baseline: special.isFlipped ? descent : ascent, items: items)
    }

    // MARK: Places

    /// Where the line begins at the left.
    private func start(_ line: Line) -> Length {
        let rest = max(0, width - line.indent - line.width)
        let isRightToLeft = special.baseLevel == 1
        let left = isRightToLeft ? -endTrim(line) : line.indent - line.startTrim
        switch paragraph.alignment(of: line) {
        case .center: return left + rest / 2
        case .right: return left + rest
        case .end: return isRightToLeft ? left : left + rest
        case .left: return left
        case .start: return isRightToLeft ? left + rest : left
        // A line that nothing in it can stretch begins where its text begins.
        case .justify: return isRightToLeft && !stretches(line) ? left + rest : left
        }
    }

    /// Blank that the line's end gives up; from right to left it lies before the line's left edge.
    private func endTrim(_ line: Line) -> Length {
        line.visible.reduce(-line.startTrim - line.width) { $0 + paragraph.clusters[$1].advance }
    }

    private func stretches(_ line: Line) -> Bool {
        let gaps = Justification(paragraph: paragraph, width: width).gaps(line, isJustified: true)
        return line.visible.contains { gaps[$0] != 0 }
    }

    /// Where each cluster stands.
    private struct Places {
        private let first: Int
        private var lefts: [Length]
        /// The room beside each cluster that justification gave, at its left and at its right.
        private var rooms: [(left: Length, right: Length)]

        init(_ line: Line, _ paragraph: Paragraph, _ gaps: Gaps, start: Length) {
            first = line.visible.lowerBound
            lefts = [Length](repeating: start, count: line.visible.count)
            rooms = [(left: Length, right: Length)](repeating: (0, 0), count: line.visible.count)
            let order = SpecialSetting.visualOrder(line.visible, paragraph.clusters)
            let between = Places.gaps(order, gaps)
            var pen = start
            for (index, at) in order.enumerated() {
                lefts[at - first] = pen
                if index > 0 { rooms[at - first].left = between[index - 1] }
                if index < between.count { rooms[at - first].right = between[index] }
                pen += paragraph.clusters[at].advance + rooms[at - first].right
            }
        }

        /// The gaps between visual neighbours. Where the direction changes, the neighbours do not follow each other in
        /// the text; there the gaps of the places where the text changes direction are used up in order.
        private static func gaps(_ order: [Int], _ gaps: Gaps) -> [Length] {
            let pairs = zip(order, order.dropFirst())
            let inText = Set(pairs.filter { abs($0 - $1) == 1 }.map { min($0, $1) })
            var others = order.sorted().dropLast().filter { !inText.contains($0) }[...]
            return pairs.map { one, other in
                abs(one - other) == 1 ? gaps[min(one, other)] : others.popFirst().map { gaps[$0] } ?? 0
            }
        }

        subscript(at: Int) -> Length { lefts[at - first] }

        /// What neighbours cover, with the room towards what follows.
        func range(_ clusters: Range<Int>, _ paragraph: Paragraph) -> Range<Length> {
            let left = clusters.map { self[$0] }.min() ?? 0
            let right = clusters.map { self[$0] + paragraph.clusters[$0].advance }.max() ?? 0
            let last = clusters.upperBound - 1
            let room = rooms[last - first]
            return paragraph.clusters[last].level % 2 == 1 ? left - room.left..<right : left..<right + room.right
        }
    }

    // MARK: Runs

    /// Neighbours of one style, for the lines under them.
    private struct StyleRun {
        var index: Int
        var x: Range<Length>
    }

    private func runEnd(_ at: Int, _ limit: Int) -> Int {
        let first = paragraph.clusters[at]
        var end = at + 1
        while end < limit, paragraph.atoms[end] == nil, paragraph.clusters[end].run == first.run,
            paragraph.clusters[end].face == first.face, paragraph.clusters[end].level == first.level,
            paragraph.clusters[end].isUpright == first.isUpright
        { end += 1 }
        return end
    }

    private func style(_ at: Int) -> StyleValues { paragraph.content.runs[paragraph.clusters[at].run].style.values }

    /// The baseline of letters that do not stand upright.
    private func letterBaseline(_ style: StyleValues, _ baseline: Length) -> Length {
        letterBaseline(style.fontSize, style.verticalAlign, baseline)
    }

    private func letterBaseline(_ size: Length, _ align: VerticalAlign, _ baseline: Length) -> Length {
        let raised = baseline - LineExtent.raise(align, paragraph.style.values)
        return special.isVertical ? raised + size.scaled(38, over: 100) : raised
    }

    private func glyphs(_ range: Range<Int>, _ places: Places, baseline: Length) -> [FrameItem] {
        let style = style(range.lowerBound)
        let isUpright = paragraph.clusters[range.lowerBound].isUpright
        let left = range.map { places[$0] }.min() ?? 0
        var glyphs: [GlyphRun.Glyph] = []
        var clusters: [GlyphRun.Cluster] = []
        var text = ""
        for at in range {
            let cluster = paragraph.clusters[at]
            let along = places[at] - left + cluster.shift
            for glyph in paragraph.glyphs[cluster.glyphs] {
                glyphs.append(
                    isUpright
                        ? GlyphRun.Glyph(id: glyph.id, x: glyph.x, y: glyph.y + along)
                        : GlyphRun.Glyph(id: glyph.id, x: glyph.x + along, y: glyph.y))
            }
            if !cluster.glyphs.isEmpty {
                let piece = paragraph.text(cluster.units)
                text += piece
                clusters.append(GlyphRun.Cluster(bytes: piece.utf8.count, glyphs: cluster.glyphs.count))
            }
        }
        guard !glyphs.isEmpty, !style.visibilityHidden else { return [] }
        let y = isUpright
            ? baseline - LineExtent.raise(style.verticalAlign, paragraph.style.values)
            : letterBaseline(style, baseline)
        let run = GlyphRun(
            face: paragraph.faces[paragraph.clusters[range.lowerBound].face], size: style.fontSize, color: style.color,
            origin: Point(x: left, y: y), rotation: isUpright ? -90_000 : 0, glyphs: glyphs, text: text,
            clusters: clusters)
        return [.glyphs(run)]
    }

    /// Marks of emphasis: glyphs without text, so that what is copied from the page is the text alone.
    private func marks(_ range: Range<Int>, _ places: Places, baseline: Length) -> [FrameItem] {
        let run = paragraph.content.runs[paragraph.clusters[range.lowerBound].run]
        guard let mark = special.marks[ObjectIdentifier(run.style)], !run.style.values.visibilityHidden else {
            return []
        }
        let size = run.style.values.fontSize
        var glyphs: [GlyphRun.Glyph] = []
        let centres = range.filter { paragraph.takesEmphasis(paragraph.clusters[$0]) }.map { at in
            let cluster = paragraph.clusters[at]
            let own = cluster.advance - cluster.gapBehind - run.style.values.letterSpacing
            return places[at] + (cluster.kind == .ideograph ? cluster.shift + size / 2 : own / 2)
        }
        guard let first = centres.first else { return [] }
        var origin = Point(x: first, y: baseline)
        for centre in centres {
            if special.isVertical {
                let x = size / 2 + mark.distance - mark.ink.x
                let y = centre - first - mark.ink.y - mark.ink.height / 2
                glyphs.append(GlyphRun.Glyph(id: mark.glyph, x: x, y: y))
            } else {
                let x = centre - first - mark.ink.x - mark.ink.width / 2
                glyphs.append(GlyphRun.Glyph(id: mark.glyph, x: x, y: 0))
            }
        }
        if !special.isVertical {
            let em = letterBaseline(run.style.values, baseline)
            origin.y = mark.isUnder
                ? em + size.scaled(12, over: 100) + mark.distance - mark.ink.y
                : em - size.scaled(88, over: 100) - mark.distance - mark.ink.y - mark.ink.height
        }
        return [
            .glyphs(
                GlyphRun(
                    face: mark.face, size: mark.size, color: mark.color, origin: origin,
                    rotation: special.isVertical ? -90_000 : 0, glyphs: glyphs, text: "",
                    clusters: [GlyphRun.Cluster(bytes: 0, glyphs: glyphs.count)]))
        ]
    }

    private func annotation(_ pair: SpecialSetting.Ruby, _ places: Places, baseline: Length) -> [FrameItem] {
        let base = places.range(pair.clusters, paragraph)
        let style = style(pair.clusters.lowerBound)
        let own = pair.annotation.style.values
        let free = base.count - pair.line.width
        let x = base.lowerBound + (pair.align == .start ? 0 : free / 2)
        let set = LineSetter(paragraph: pair.annotation, width: pair.line.width).set(pair.line)
        let wanted: Length
        if special.isVertical {
            wanted = baseline - style.fontSize / 2 - own.fontSize / 2
        } else if pair.isUnder {
            wanted = baseline + style.fontSize.scaled(12, over: 100) + own.fontSize.scaled(88, over: 100)
        } else {
            wanted = baseline - style.fontSize.scaled(88, over: 100) - own.fontSize.scaled(12, over: 100)
        }
        // The annotation of a flipped line has been flipped already, as it will be again with this line.
        guard special.isFlipped else { return set.items.map { $0.moved(x: x, y: wanted - set.baseline) } }
        let down = wanted - (set.height - set.baseline)
        return set.items.map { $0.flipped(height: set.height).moved(x: x, y: down) }
    }

    // MARK: Lines and boxes

    /// Lines under, over and through neighbours of one style, and the area of their link.
    private func lines(_ run: StyleRun, baseline: Length) -> [FrameItem] {
        let content = paragraph.content.runs[run.index]
        let style = content.style.values
        if style.visibilityHidden { return [] }
        let size = style.fontSize
        let letters = letterBaseline(style, baseline)
        let top = letters - size.scaled(88, over: 100)
        var items = content.decorating.flatMap { decoration($0, run.x, baseline: baseline) }
        if let link = content.link {
            items.append(.link(Rect(x: run.x.lowerBound, y: top, width: run.x.count, height: size), link))
        }
        return items
    }

    /// The lines of a box over some of its text, in its own colour and at its own letters' height.
    private func decoration(_ decoration: HandedDecoration, _ x: Range<Length>, baseline: Length) -> [FrameItem] {
        let size = decoration.fontSize
        let letters = letterBaseline(size, decoration.verticalAlign, baseline)
        let thickness = max(size / 20, Length.point / 4)
        func line(_ y: Length) -> FrameItem {
            .fill(Rect(x: x.lowerBound, y: y, width: x.count, height: thickness), decoration.color)
        }
        var items: [FrameItem] = []
        if decoration.lines.contains(.underline) { items.append(line(letters + size.scaled(15, over: 100))) }
        if decoration.lines.contains(.overline) {
            items.append(line(letters - size.scaled(88, over: 100) - thickness))
        }
        if decoration.lines.contains(.lineThrough) {
            items.append(line(letters - size.scaled(38, over: 100) - thickness / 2))
        }
        return items
    }

    /// Backgrounds and borders of inline boxes, one for each stretch that stands together.
    private func backgrounds(_ line: Line, _ places: Places, baseline: Length) -> [FrameItem] {
        var items: [FrameItem] = []
        for box in paragraph.content.decorated {
            let inside = line.visible.filter { box.units.overlaps(paragraph.clusters[$0].units) }
            guard let first = inside.first, let last = inside.last else { continue }
            let style = box.style.values
            let edges = BoxEdges(style, in: paragraph.content.width)
            var range = places.range(first..<last + 1, paragraph)
            if paragraph.clusters[last].level % 2 == 0 {
                range = range.lowerBound..<max(range.lowerBound, places[last] + paragraph.clusters[last].advance)
            }
            let opens = paragraph.clusters[first].units.contains(box.units.lowerBound)
            let closes = paragraph.clusters[last].units.contains(box.units.upperBound - 1)
            let left = range.lowerBound + (opens ? edges.margin.left : 0)
            let right = range.upperBound - (closes ? edges.margin.right : 0)
            let top = letterBaseline(style, baseline) - style.fontSize.scaled(88, over: 100) - edges.top
            let height = style.fontSize + edges.vertical
            let count = items.count
            items += BoxPainter.items(
                Rect(x: left, y: top, width: right - left, height: height), style, drawsLeft: opens, drawsRight: closes)
            items.move(from: count, by: paragraph.shift(of: first))
        }
        return items
    }
}

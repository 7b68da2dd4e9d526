import Markup

/// One line of a paragraph: which clusters, and how wide it came out.
struct Line {
    var clusters: Range<Int>
    /// Without the white space that hangs at its end.
    var visible: Range<Int>
    /// Natural width of the visible clusters, the blank given up at the line's ends already taken off.
    var width: Length
    /// Taken off the first cluster.
    var startTrim: Length
    /// How much narrower the line must be set than its natural width (push-in), spread over its marks.
    var compression: Length
    var indent: Length
    /// Ends the paragraph or stands before a forced break.
    var isLast: Bool
}

/// Breaks a paragraph into lines, first fit, as Chinese text is set: a mark that may not begin a line is drawn in by
/// narrowing marks before it (推入) where they give enough, else the character before it goes along (推出).
struct LineBreaker {
    let paragraph: Paragraph
    let width: Length
    let indent: Length

    func lines() -> [Line] {
        if let pitch = paragraph.style.values.characterGrid {
            let grid = CharacterGrid(pitch: pitch)
            let inGrid = LineBreaker(
                paragraph: paragraph, width: grid.width(of: width), indent: grid.indent(indent))
            return inGrid.balancedLines()
        }
        return balancedLines()
    }

    private func balancedLines() -> [Line] {
        let lines = firstFit()
        guard paragraph.style.values.textWrapBalance else { return lines }
        return LineBalancer(paragraph: paragraph, breaker: self).lines(instead: lines) ?? lines
    }

    private func firstFit() -> [Line] {
        var lines: [Line] = []
        var start = 0
        while start < paragraph.clusters.count {
            let line = line(from: start, indent: lines.isEmpty ? indent : 0)
            lines.append(line)
            start = line.clusters.upperBound
        }
        return lines
    }

    /// One line from a cluster on; beside floats each has a width of its own.
    func line(from start: Int, indent: Length) -> Line {
        let available = width - indent
        let startTrim = self.startTrim(start)
        var pen = -startTrim
        var blank: Length = 0
        var best: Line?
        for at in start..<paragraph.clusters.count {
            let cluster = paragraph.clusters[at]
            pen += cluster.advance
            let visible = self.visible(start..<at + 1)
            let full = pen - hanging(visible.upperBound..<at + 1)
            let natural = full - (visible.last.map { endTrim($0, overflow: full - available) } ?? 0)
            let isEnd = cluster.breakAfter == .mandatory || at == paragraph.clusters.count - 1
            if cluster.breakAfter != .none || isEnd {
                let overflow = natural - available
                // Marks give at most half of the blank they have, so that the line does not look crammed.
                let isPushedIn = overflow > 0 && overflow <= blank / 2 && isForbiddenAtStart(visible.last)
                if overflow <= 0 || isPushedIn {
                    best = Line(
                        clusters: start..<at + 1, visible: visible, width: natural, startTrim: startTrim,
                        compression: max(0, overflow), indent: indent, isLast: isEnd)
                    if isEnd { return best! }
                }
            }
            if isEnd || (best != nil && natural - available > blank / 2 + lookahead) { break }
            if best == nil, natural > available, let forced = emergency(start, at, indent) { return forced }
            blank += cluster.trailingBlank
        }
        return best ?? whole(start, indent)
    }

    /// How far beyond the line the search for a drawn-in mark goes on.
    private var lookahead: Length { paragraph.style.values.fontSize }

    /// A word wider than the line is broken inside when `overflow-wrap` allows; otherwise it stands out.
    private func emergency(_ start: Int, _ at: Int, _ indent: Length) -> Line? {
        guard paragraph.style.values.overflowWrapAnywhere, at > start else { return nil }
        return line(start..<at, indent, isLast: false)
    }

    /// The line up to the first opportunity, however wide.
    private func whole(_ start: Int, _ indent: Length) -> Line {
        let count = paragraph.clusters.count
        let end = (start..<count).first { paragraph.clusters[$0].breakAfter != .none }.map { $0 + 1 } ?? count
        return line(start..<end, indent, isLast: end == count || paragraph.clusters[end - 1].breakAfter == .mandatory)
    }

    func line(_ range: Range<Int>, _ indent: Length, isLast: Bool) -> Line {
        let visible = visible(range)
        let startTrim = startTrim(range.lowerBound)
        let trims = startTrim + (visible.last.map { endTrim($0, overflow: 0) } ?? 0)
        return Line(
            clusters: range, visible: visible,
            width: paragraph.clusters[visible].reduce(-trims) { $0 + $1.advance }, startTrim: startTrim,
            compression: 0, indent: indent, isLast: isLast)
    }

    // MARK: Ends

    private func visible(_ range: Range<Int>) -> Range<Int> {
        var end = range.upperBound
        while end > range.lowerBound, hangs(paragraph.clusters[end - 1]) { end -= 1 }
        return range.lowerBound..<end
    }

    /// Spaces at a line's end take no room, but those that keep lines from breaking or stand in preformatted text.
    private func hangs(_ cluster: Paragraph.Cluster) -> Bool {
        guard cluster.kind == .space else { return false }
        if cluster.glyphs.isEmpty { return true }
        let mode = paragraph.content.runs[cluster.run].style.values.whiteSpace
        return mode != .pre && mode != .preWrap && paragraph.content.units[cluster.units.lowerBound] == 0x20
    }

    private func hanging(_ range: Range<Int>) -> Length { paragraph.clusters[range].reduce(0) { $0 + $1.advance } }

    private func startTrim(_ at: Int) -> Length {
        let cluster = paragraph.clusters[at]
        return trim(cluster) == .trimBoth ? cluster.leadingBlank : 0
    }

    /// Blank that the last character of a line gives up: letter spacing, spacing towards a neighbour that is now on the
    /// next line, and of the right half of a mark as much as the line wants for room (all of it with `trim-both`).
    private func endTrim(_ at: Int, overflow: Length) -> Length {
        let cluster = paragraph.clusters[at]
        guard cluster.kind != .atom else { return 0 }
        let spacing = max(0, paragraph.content.runs[cluster.run].style.values.letterSpacing)
        let wanted = max(0, overflow - spacing)
        guard cluster.kind.isMark else { return cluster.trailingBlank + spacing }
        if hangs(stop: at) { return spacing + min(cluster.advance - spacing, wanted) }
        switch trim(cluster) {
        case .trimBoth: return spacing + cluster.trailingBlank
        case .normal: return spacing + min(cluster.trailingBlank, wanted)
        case .spaceAll: return spacing
        }
    }

    private func trim(_ cluster: Paragraph.Cluster) -> TextSpacingTrim {
        paragraph.content.runs[cluster.run].style.values.textSpacingTrim
    }

    /// `hanging-punctuation: allow-end`: a comma or full stop may stand outside the line's edge.
    private func hangs(stop at: Int) -> Bool {
        let cluster = paragraph.clusters[at]
        guard paragraph.content.runs[cluster.run].style.values.hangingPunctuation else { return false }
        return [0x3001, 0x3002, 0xFF0C, 0xFF0E].contains(paragraph.content.units[cluster.units.lowerBound])
    }

    private func isForbiddenAtStart(_ at: Int?) -> Bool {
        guard let at else { return false }
        let kind = paragraph.clusters[at].kind
        return kind == .closing || kind == .pause
    }
}

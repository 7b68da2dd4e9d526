import Markup

/// One line of a paragraph: which clusters, and how wide it came out.
struct Line {
    var clusters: Range<Int>
    /// Without the white space that hangs at its end.
    var visible: Range<Int>
    /// Natural width of the visible clusters, the blank given up at the line's end already taken off.
    var width: Length
    /// Taken off the last visible cluster.
    var endTrim: Length
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
        var lines: [Line] = []
        var start = 0
        while start < paragraph.clusters.count {
            let line = line(from: start, indent: lines.isEmpty ? indent : 0)
            lines.append(line)
            start = line.clusters.upperBound
        }
        return lines
    }

    private func line(from start: Int, indent: Length) -> Line {
        let available = width - indent
        var pen: Length = 0
        var blank: Length = 0
        var best: Line?
        for at in start..<paragraph.clusters.count {
            let cluster = paragraph.clusters[at]
            pen += cluster.advance
            let visible = visible(start..<at + 1)
            let full = pen - hanging(visible.upperBound..<at + 1)
            let trim = visible.isEmpty ? 0 : endTrim(visible.upperBound - 1, overflow: full - available)
            let natural = full - trim
            let isEnd = cluster.breakAfter == .mandatory || at == paragraph.clusters.count - 1
            if cluster.breakAfter != .none || isEnd {
                let overflow = natural - available
                let fits = overflow <= 0
                // Marks give at most half of the blank they have, so that the line does not look crammed.
                let pushIn = !fits && !visible.isEmpty && isForbiddenAtStart(visible.upperBound - 1) && overflow <= blank / 2
                if fits || pushIn {
                    best = Line(
                        clusters: start..<at + 1, visible: visible, width: natural, endTrim: trim,
                        compression: max(0, overflow), indent: indent, isLast: isEnd)
                    if isEnd { return best! }
                }
            }
            if isEnd || (best != nil && natural - available > blank / 2 + lookahead) { break }
            if best == nil, natural > available, let forced = emergency(start, at, available, indent) { return forced }
            blank += cluster.trailingBlank
        }
        return best ?? whole(start, indent)
    }

    /// How far beyond the line the search for a drawn-in mark goes on.
    private var lookahead: Length { paragraph.style.values.fontSize }

    /// A word wider than the line is broken inside when `overflow-wrap` allows; otherwise it stands out.
    private func emergency(_ start: Int, _ at: Int, _ available: Length, _ indent: Length) -> Line? {
        guard paragraph.style.values.overflowWrapAnywhere, at > start else { return nil }
        let visible = visible(start..<at)
        let width = paragraph.clusters[visible].reduce(0) { $0 + $1.advance }
        return Line(
            clusters: start..<at, visible: visible, width: width, endTrim: 0, compression: 0, indent: indent, isLast: false)
    }

    /// The line up to the first opportunity, however wide.
    private func whole(_ start: Int, _ indent: Length) -> Line {
        let count = paragraph.clusters.count
        let end = (start..<count).first { paragraph.clusters[$0].breakAfter != .none }.map { $0 + 1 } ?? count
        let visible = visible(start..<end)
        let trim = visible.isEmpty ? 0 : endTrim(visible.upperBound - 1, overflow: 0)
        return Line(
            clusters: start..<end, visible: visible,
            width: paragraph.clusters[visible].reduce(0) { $0 + $1.advance } - trim, endTrim: trim, compression: 0,
            indent: indent, isLast: end == count || paragraph.clusters[end - 1].breakAfter == .mandatory)
    }

    private func visible(_ range: Range<Int>) -> Range<Int> {
        var end = range.upperBound
        while end > range.lowerBound, hangs(paragraph.clusters[end - 1]) { end -= 1 }
        return range.lowerBound..<end
    }

    private func hangs(_ cluster: Paragraph.Cluster) -> Bool {
        guard cluster.kind == .space else { return false }
        let mode = paragraph.content.runs[cluster.run].style.values.whiteSpace
        return cluster.glyphs.isEmpty || (mode != .pre && mode != .preWrap)
    }

    private func hanging(_ range: Range<Int>) -> Length { paragraph.clusters[range].reduce(0) { $0 + $1.advance } }

    /// Blank that the last character of a line gives up: spacing towards a neighbour that is now on the next line, and
    /// of the right half of a mark as much as the line wants for room (all of it with `trim-both`).
    private func endTrim(_ at: Int, overflow: Length) -> Length {
        let cluster = paragraph.clusters[at]
        guard cluster.kind == .closing || cluster.kind == .pause else { return cluster.trailingBlank }
        if hangs(stop: at) { return min(cluster.advance, max(0, overflow)) }
        switch paragraph.content.runs[cluster.run].style.values.textSpacingTrim {
        case .trimBoth: return cluster.trailingBlank
        case .normal: return min(cluster.trailingBlank, max(0, overflow))
        case .spaceAll: return 0
        }
    }

    /// `hanging-punctuation: allow-end`: a comma or full stop may stand outside the line's edge.
    private func hangs(stop at: Int) -> Bool {
        let cluster = paragraph.clusters[at]
        guard paragraph.content.runs[cluster.run].style.values.hangingPunctuation else { return false }
        return [0x3001, 0x3002, 0xFF0C, 0xFF0E].contains(paragraph.content.units[cluster.units.lowerBound])
    }

    private func isForbiddenAtStart(_ at: Int) -> Bool {
        let kind = paragraph.clusters[at].kind
        return kind == .closing || kind == .pause
    }
}

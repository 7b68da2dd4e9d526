import Markup

/// The strict grid of official documents (GB/T 9704-2012, 5.2.3: 28 characters a line): every full-width character
/// stands in the middle of a cell, a word or number in as many whole cells as it needs, so that characters are in line
/// from top to bottom of the page.
struct CharacterGrid {
    let pitch: Length

    func apply(to paragraph: inout Paragraph) {
        var at = 0
        while at < paragraph.clusters.count {
            let cluster = paragraph.clusters[at]
            if cluster.kind == .atom || cluster.kind == .invisible || cluster.glyphs.isEmpty {
                at += 1
            } else if cluster.kind == .alphabetic || cluster.kind == .space {
                at = setWord(from: at, &paragraph)
            } else {
                let natural = cluster.advance - spacing(cluster, paragraph)
                centre(natural, at..<at + 1, &paragraph)
                at += 1
            }
        }
    }

    /// A word or number with the spaces behind it; the spaces give way when they come to hang at a line's end.
    private func setWord(from start: Int, _ paragraph: inout Paragraph) -> Int {
        var end = start
        while end < paragraph.clusters.count, paragraph.clusters[end].kind == .alphabetic { end += 1 }
        while end < paragraph.clusters.count, isSpace(paragraph.clusters[end]) { end += 1 }
        let natural = paragraph.clusters[start..<end].reduce(0) { $0 + $1.advance - spacing($1, paragraph) }
        centre(natural, start..<end, &paragraph)
        return end
    }

    private func isSpace(_ cluster: Paragraph.Cluster) -> Bool { cluster.kind == .space && !cluster.glyphs.isEmpty }

    private func spacing(_ cluster: Paragraph.Cluster, _ paragraph: Paragraph) -> Length {
        paragraph.content.runs[cluster.run].style.values.letterSpacing
    }

    /// Puts clusters of a width together into the middle of whole cells.
    private func centre(_ natural: Length, _ clusters: Range<Int>, _ paragraph: inout Paragraph) {
        for at in clusters { paragraph.clusters[at].advance -= spacing(paragraph.clusters[at], paragraph) }
        let room = cells(natural) * pitch - natural
        let before = room / 2
        let last = clusters.upperBound - 1
        paragraph.clusters[clusters.lowerBound].shift += before
        paragraph.clusters[clusters.lowerBound].advance += before
        paragraph.clusters[last].advance += room - before
    }

    /// Characters a little larger than their cell, as 16 pt are than 15.79 pt, still take one.
    private func cells(_ natural: Length) -> Int { max(1, (natural - pitch / 20 + pitch - 1) / pitch) }

    /// The cells of a line, in units. Twenty-eight cells of a rounded pitch may be a few units too wide for their line.
    func width(of line: Length) -> Length { (line + pitch / 100) / pitch * pitch }

    /// An indent of two characters is two cells.
    func indent(_ indent: Length) -> Length { (indent + pitch / 2) / pitch * pitch }
}

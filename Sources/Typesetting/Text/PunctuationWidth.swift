import Markup

/// 标点挤压: full-width marks are set to half their width where two of them meet (CLREQ 3.1.6.1), and remember how much
/// blank they could give at a line's end.
enum PunctuationWidth {
    static func apply(to paragraph: inout Paragraph) {
        for at in paragraph.clusters.indices {
            let cluster = paragraph.clusters[at]
            guard isFullWidthMark(cluster, paragraph), trim(cluster, paragraph) != .spaceAll else { continue }
            let half = paragraph.size(of: cluster) / 2
            let next = at + 1 < paragraph.clusters.count ? paragraph.clusters[at + 1] : nil
            let previous = at > 0 ? paragraph.clusters[at - 1] : nil
            switch cluster.kind {
            case .closing, .pause:
                if let next, isMark(next, paragraph), cluster.kind == .closing || next.kind == .closing {
                    paragraph.clusters[at].advance -= half
                } else {
                    paragraph.clusters[at].trailingBlank = half
                }
            case .opening:
                if let previous, previous.kind == .opening, isFullWidthMark(previous, paragraph) {
                    paragraph.clusters[at].advance -= half
                    paragraph.clusters[at].shift = -half
                }
            default: break
            }
        }
    }

    private static func trim(_ cluster: Paragraph.Cluster, _ paragraph: Paragraph) -> TextSpacingTrim {
        paragraph.content.runs[cluster.run].style.values.textSpacingTrim
    }

    private static func isMark(_ cluster: Paragraph.Cluster, _ paragraph: Paragraph) -> Bool {
        (cluster.kind == .opening || cluster.kind == .closing) && isFullWidthMark(cluster, paragraph)
    }

    /// Quotes and stops are full-width in Chinese faces and narrow in Latin ones: the glyph's own width decides.
    static func isFullWidthMark(_ cluster: Paragraph.Cluster, _ paragraph: Paragraph) -> Bool {
        guard cluster.kind == .opening || cluster.kind == .closing || cluster.kind == .pause else { return false }
        let size = paragraph.size(of: cluster)
        return cluster.advance + abs(cluster.shift) >= size * 9 / 10
            || cluster.trailingBlank > 0
    }
}

/// `text-autospace`: an eighth of the character's width between ideographs and Latin letters or figures.
enum CJKLatinSpacing {
    static func apply(to paragraph: inout Paragraph) {
        for at in paragraph.clusters.indices.dropLast() {
            let cluster = paragraph.clusters[at]
            let next = paragraph.clusters[at + 1]
            let style = paragraph.content.runs[cluster.run].style.values
            guard style.textAutospace, style.whiteSpace != .pre else { continue }
            guard
                (cluster.kind == .ideograph && isLetter(next, paragraph))
                    || (next.kind == .ideograph && isLetter(cluster, paragraph))
            else { continue }
            paragraph.clusters[at].advance += style.fontSize / 8
            paragraph.clusters[at].trailingBlank = style.fontSize / 8
        }
    }

    private static func isLetter(_ cluster: Paragraph.Cluster, _ paragraph: Paragraph) -> Bool {
        cluster.kind == .alphabetic
            && CharacterClass.takesAutospace(ParagraphShaper.scalar(paragraph.content.units, cluster.units.lowerBound).0)
    }
}

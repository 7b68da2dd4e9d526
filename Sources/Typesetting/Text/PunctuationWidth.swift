import Markup

/// 标点挤压: full-width marks are set to half their width where two of them meet (CLREQ 3.1.6.1), and remember how much
/// blank they could give at a line's start or end.
enum PunctuationWidth {
    static func apply(to paragraph: inout Paragraph) {
        for at in paragraph.clusters.indices where paragraph.clusters[at].canBeHalved {
            let cluster = paragraph.clusters[at]
            guard trim(cluster, paragraph) != .spaceAll else { continue }
            let half = paragraph.size(of: cluster) / 2
            let next = at + 1 < paragraph.clusters.count ? paragraph.clusters[at + 1].kind : .space
            switch cluster.kind {
            case .closing where next.isMark, .pause where next == .opening || next == .closing:
                paragraph.clusters[at].advance -= half
            case .closing, .pause: paragraph.clusters[at].trailingBlank = half
            case .opening where at > 0 && paragraph.clusters[at - 1].kind == .opening:
                paragraph.clusters[at].advance -= half
                paragraph.clusters[at].shift = -half
            case .opening: paragraph.clusters[at].leadingBlank = half
            default: break
            }
        }
    }

    private static func trim(_ cluster: Paragraph.Cluster, _ paragraph: Paragraph) -> TextSpacingTrim {
        paragraph.content.runs[cluster.run].style.values.textSpacingTrim
    }
}

/// `text-autospace`: an eighth of the character's width between ideographs and Latin letters or figures.
enum CJKLatinSpacing {
    static func apply(to paragraph: inout Paragraph) {
        for at in paragraph.clusters.indices.dropLast() {
            let cluster = paragraph.clusters[at]
            let next = paragraph.clusters[at + 1]
            guard (cluster.kind == .ideograph) != (next.kind == .ideograph) else { continue }
            let style = paragraph.content.runs[cluster.run].style.values
            guard style.textAutospace, style.whiteSpace != .pre else { continue }
            let (ideograph, other) = cluster.kind == .ideograph ? (cluster, next) : (next, cluster)
            guard isIdeographic(ideograph, paragraph), isLetter(other, paragraph) else { continue }
            paragraph.clusters[at].advance += style.fontSize / 8
            paragraph.clusters[at].trailingBlank = style.fontSize / 8
            paragraph.clusters[at].gapBehind = style.fontSize / 8
        }
    }

    private static func isIdeographic(_ cluster: Paragraph.Cluster, _ paragraph: Paragraph) -> Bool {
        CharacterClass.isIdeographic(ParagraphShaper.scalar(paragraph.content.units, cluster.units.lowerBound).0)
    }

    private static func isLetter(_ cluster: Paragraph.Cluster, _ paragraph: Paragraph) -> Bool {
        let scalar = ParagraphShaper.scalar(paragraph.content.units, cluster.units.lowerBound).0
        return cluster.kind == .alphabetic && CharacterClass.takesAutospace(scalar)
    }
}

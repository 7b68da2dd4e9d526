import Diagnostics
import Markup

/// Ruby: an annotation over (or under) its base text (CSS Ruby 1). The narrower of the two is spread over the wider;
/// no line ends inside a pair.
enum RubySetting {
    static func set(
        _ pair: InlineContent.RubyPair, _ paragraph: inout Paragraph, subject: String?, shaper: ParagraphShaper
    ) throws -> SpecialSetting.Ruby? {
        guard let first = paragraph.clusters.firstIndex(where: { $0.units.upperBound > pair.units.lowerBound }),
            let last = paragraph.clusters.lastIndex(where: { $0.units.lowerBound < pair.units.upperBound }),
            first <= last
        else { return nil }
        var values = pair.annotation.style.values
        values.whiteSpace = .nowrap
        values.textIndent = .zero
        values.characterGrid = nil
        let align = values.rubyAlign
        values.textAlign = align == .start ? .start : .center
        values.textAlignLast = values.textAlign
        let content = InlineContent(
            pair.annotation.content, style: ComputedStyle(values), span: pair.annotation.span)
        guard !content.isEmpty else { return nil }
        var annotation = try shaper.prepare(content, style: ComputedStyle(values), subject: subject) { _ in
            throw Rejection("layout.ruby-not-text", at: pair.annotation.span)
        }
        guard var line = LineBreaker(paragraph: annotation, width: .max / 4, indent: 0).lines().first else {
            return nil
        }
        for at in first..<last { paragraph.clusters[at].breakAfter = .none }
        let clusters = first..<last + 1
        let base = paragraph.clusters[clusters].reduce(0) { $0 + $1.advance }
        if line.width > base {
            spread(line.width - base, &paragraph, clusters, align)
        } else if base > line.width, align != .start, align != .center {
            let wide = annotation.clusters.allSatisfy { $0.kind == .ideograph }
            if wide, annotation.clusters.count > 1 {
                spread(base - line.width, &annotation, line.visible, align)
                line.width = base
            }
        }
        return SpecialSetting.Ruby(
            clusters: clusters, annotation: annotation, line: line,
            isUnder: values.rubyPositionUnder && values.writingMode == .horizontalTB, align: align)
    }

    /// Widens text to take `room` more.
    private static func spread(
        _ room: Length, _ paragraph: inout Paragraph, _ clusters: Range<Int>, _ align: RubyAlign
    ) {
        let last = clusters.upperBound - 1
        switch align {
        case .start: paragraph.clusters[last].advance += room
        case .spaceBetween where clusters.count > 1:
            for (order, at) in clusters.dropLast().enumerated() {
                let places = clusters.count - 1
                paragraph.clusters[at].advance += room * (order + 1) / places - room * order / places
            }
        case .center, .spaceBetween:
            paragraph.clusters[clusters.lowerBound].shift += room / 2
            paragraph.clusters[clusters.lowerBound].advance += room / 2
            paragraph.clusters[last].advance += room - room / 2
        case .spaceAround:
            for (order, at) in clusters.enumerated() {
                let share = room * (order + 1) / clusters.count - room * order / clusters.count
                paragraph.clusters[at].shift += share / 2
                paragraph.clusters[at].advance += share
            }
        }
    }
}

import Diagnostics
import Markup

/// Text that reaches out of its box, as it is met while a document is laid out. The page can be printed, but a number
/// that is cut or runs over its neighbour is read wrongly, so that somebody must be told. Belongs to one thread.
final class LeavingText {
    struct Place {
        var text: String
        /// Where the template has it.
        var span: SourceSpan
        var excess: Length
        /// Below its box instead of beside it.
        var isBelow = false
    }

    /// The first of each place in the template.
    private var places: [Place] = []
    private var known: Set<SourceSpan> = []
    /// The texts met last, by which text that runs off the paper is found again.
    private var last: [Place] = []
    private var silence = 0
    /// How many have been met so far: whoever remembers what it has set must not remember these.
    private(set) var met = 0

    /// What is less cannot be seen.
    static let least = Length.millimetre / 5
    private static let limit = 200

    func begin() {
        places = []
        known = []
        last = []
    }

    func note(_ place: Place) {
        guard place.excess > LeavingText.least, silence == 0 else { return }
        met += 1
        if last.count == LeavingText.limit { last.removeFirst(LeavingText.limit / 2) }
        last.append(place)
        if places.count < LeavingText.limit, known.insert(place.span).inserted { places.append(place) }
    }

    /// What is set for a trial only is no mistake.
    func silently<Result>(_ body: () throws -> Result) rethrows -> Result {
        silence += 1
        defer { silence -= 1 }
        return try body()
    }

    /// Where the template has a text that stands on a page.
    func span(of text: String) -> SourceSpan? {
        last.last { $0.text.contains(text) || text.contains($0.text) }?.span
    }

    /// A warning for each place in the template.
    func warnings(subject: String?) -> [Diagnostic] {
        places.map { place in
            let tenths = (place.excess * 10 + Length.millimetre - 1) / Length.millimetre
            let code = place.isBelow ? "layout.text-below-box" : "layout.text-beside-box"
            return Diagnostic(
                .warning, subject == nil ? code : code + "-of",
                [
                    "text": place.text.excerpt, "excess": "\(tenths / 10).\(tenths % 10)", "subject": subject ?? "",
                ], at: place.span)
        }
    }
}

extension FlowBuilder {
    /// Notes the lines that are wider than their box with its padding.
    func note(_ lines: [Line], of paragraph: Paragraph, in box: Box, width: Length) {
        for line in lines where line.width - line.compression > width - line.indent + LeavingText.least {
            note(line, of: paragraph, in: box, width: width)
        }
    }

    /// - Parameter width: that the line has where it stands.
    func note(_ line: Line, of paragraph: Paragraph, in box: Box, width: Length) {
        // A full-width space at the end shows nothing.
        let blank = line.visible.reversed().prefix { paragraph.text(paragraph.clusters[$0].units) == "\u{3000}" }
        let visible = line.visible.dropLast(blank.count)
        let shown = blank.reduce(line.width - line.compression) { $0 - paragraph.clusters[$1].advance }
        let excess = shown - (width - line.indent)
        guard excess > LeavingText.least, let first = visible.first, let last = visible.last else { return }
        let padding = box.style.values.padding
        let room = max(padding.left.resolved(against: width) ?? 0, padding.right.resolved(against: width) ?? 0)
        let units = paragraph.clusters[first].units.lowerBound..<paragraph.clusters[last].units.upperBound
        let text = paragraph.text(units)
        guard text.contains(where: { $0 != "\u{FFFC}" && !$0.isWhitespace }) else { return }
        layout.shaper.leavingText.note(
            LeavingText.Place(
                text: text, span: paragraph.content.runs[paragraph.clusters[first].run].span, excess: excess - room))
    }
}

extension FlowLayout {
    /// Notes text that stands under the lower edge of its box.
    /// - Parameters:
    ///   - items: about the top of the content box.
    ///   - edge: from there to the end of the padding.
    func note(_ items: [FrameItem], below edge: Length, at span: SourceSpan) {
        var lowest: (y: Length, text: String)?
        func look(_ items: [FrameItem], _ down: Length) {
            for item in items {
                switch item {
                case .glyphs(let run) where run.rotation == 0 && !run.text.allSatisfy(\.isWhitespace):
                    let y = down + run.origin.y
                    if y > lowest?.y ?? .min { lowest = (y, run.text) }
                case .group(let group) where group.transform == .identity && group.clip == nil:
                    look(group.items, down + group.origin.y)
                default: break
                }
            }
        }
        look(items, 0)
        guard let lowest, mode == .horizontalTB else { return }
        shaper.leavingText.note(
            LeavingText.Place(text: lowest.text, span: span, excess: lowest.y - edge, isBelow: true))
    }
}

extension String {
    /// The beginning of a long text, for messages.
    var excerpt: String { count > 30 ? prefix(30) + "…" : self }
}

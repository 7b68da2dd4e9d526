import Diagnostics
import Markup

/// Looks for text that runs off the paper of a page: what cannot be read must not be handed out.
struct OffPage {
    /// They name the page and the text, and the record.
    private(set) var problems = DiagnosticList()
    private let number: Int
    private let width: Length
    private let height: Length
    private let subject: String?
    /// Where the template has a text that left its box.
    private let place: (String) -> SourceSpan?

    init(page number: Int, _ style: PageStyle, subject: String?, place: @escaping (String) -> SourceSpan?) {
        self.place = place
        self.number = number
        width = style.width
        height = style.height
        self.subject = subject
    }

    mutating func check(_ placed: PlacedItems) {
        for case .glyphs(let run) in placed.items where isOff(run, placed.x, placed.y) {
            let arguments = ["page": String(number), "text": run.text.excerpt, "subject": subject ?? ""]
            problems.error(
                subject == nil ? "layout.text-off-page" : "layout.text-off-page-of", arguments,
                at: place(run.text) ?? placed.span)
        }
    }

    /// Whether the middle of the first or last character is outside. Turned text, as that of watermarks, may lead out.
    private func isOff(_ run: GlyphRun, _ x: Length, _ y: Length) -> Bool {
        guard run.rotation % 90_000 == 0, let first = run.glyphs.first, let last = run.glyphs.last else { return false }
        return (isOff(first, run, x, y) || isOff(last, run, x, y)) && !run.text.allSatisfy(\.isWhitespace)
    }

    private func isOff(_ glyph: GlyphRun.Glyph, _ run: GlyphRun, _ x: Length, _ y: Length) -> Bool {
        let half = run.size / 2
        let isUpright = run.rotation == 90_000
        let x = x + run.origin.x + (isUpright ? -glyph.y : glyph.x)
        let y = y + run.origin.y + (isUpright ? glyph.x : glyph.y)
        return x + half / 2 < 0 || y < 0 || y - half > height || x + half / 2 > width
    }
}

import Diagnostics
import Markup

/// Looks for text that runs off the paper: what cannot be read must not be handed out.
enum OffPage {
    /// - Throws: `Rejection` that names the page and the text, and the record.
    static func check(_ pages: [Page], subject: String?) throws {
        var problems = DiagnosticList()
        for page in pages {
            for case .glyphs(let run) in page.items where isOff(run, page) {
                let arguments = ["page": String(page.number), "text": excerpt(run.text), "subject": subject ?? ""]
                problems.error(subject == nil ? "layout.text-off-page" : "layout.text-off-page-of", arguments)
            }
        }
        try problems.throwIfErrors()
    }

    /// Whether the middle of the first or last character is outside. Turned text, as that of watermarks, may lead out.
    private static func isOff(_ run: GlyphRun, _ page: Page) -> Bool {
        guard run.rotation % 90_000 == 0, !run.text.allSatisfy(\.isWhitespace) else { return false }
        let half = run.size / 2
        for glyph in [run.glyphs.first, run.glyphs.last].compactMap({ $0 }) {
            let along = run.rotation == 90_000 ? Point(x: -glyph.y, y: glyph.x) : Point(x: glyph.x, y: glyph.y)
            let x = run.origin.x + along.x
            let y = run.origin.y + along.y
            if x + half / 2 < 0 || y < 0 || y - half > page.height || x + half / 2 > page.width { return true }
        }
        return false
    }

    private static func excerpt(_ text: String) -> String { text.count > 30 ? text.prefix(30) + "…" : text }
}

import Markup
import TestSupport
import Testing
@testable import Typesetting

/// What holds for documents of all kinds of boxes.
@Suite struct FlowPropertyTests {
    private func layout(_ seed: UInt64) throws -> (pages: [Page], text: String) {
        var random = RandomDocument(seed: seed)
        let content = random.content(blocks: 8)
        return (try TestDocument.pages(content, width: 70, height: 60), random.text)
    }

    /// The glyph runs of items, groups without a transform opened.
    private func runs(_ items: [FrameItem]) -> [GlyphRun] {
        items.flatMap { item -> [GlyphRun] in
            switch item {
            case .glyphs(let run): return [run]
            case .group(let group): return runs(group.items.map { $0.moved(x: group.origin.x, y: group.origin.y) })
            default: return []
            }
        }
    }

    /// Counted by character, since floats are drawn before the text that flows around them.
    private func counts(_ text: String) -> [Character: Int] {
        text.filter { !$0.isWhitespace && !$0.isASCII && $0 != "•" && !"一二三四五".contains($0) }
            .reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    @Test(arguments: 1...250) func noTextIsLost(_ seed: UInt64) throws {
        let (pages, text) = try layout(seed)
        #expect(counts(pages.map { runs($0.items).map(\.text).joined() }.joined()) == counts(text))
    }

    @Test(arguments: 1...80) func everythingStandsInTheTypeArea(_ seed: UInt64) throws {
        for page in try layout(seed).pages {
            for run in runs(page.items) {
                let end = run.origin.x + (run.glyphs.last?.x ?? 0) + run.size / 2
                #expect(run.origin.x >= 4 * .millimetre && end <= page.width - 4 * .millimetre, "\(run.text)")
                #expect(run.origin.y > 5 * .millimetre && run.origin.y < page.height - 5 * .millimetre, "\(run.text)")
            }
        }
    }

    @Test(arguments: 1...80) func noTextStandsOnOtherText(_ seed: UInt64) throws {
        for page in try layout(seed).pages {
            // The em boxes, a little smaller than they are: what touches does not overlap.
            let boxes = runs(page.items).filter { !$0.glyphs.isEmpty && $0.text != " " }.map { run in
                let slack = run.size / 8
                let width = (run.glyphs.last?.x ?? 0) + run.size / 2
                return (
                    run.text, run.origin.x + slack..<max(run.origin.x + slack + 1, run.origin.x + width - slack),
                    run.origin.y - run.size + slack * 2..<run.origin.y
                )
            }
            for (at, one) in boxes.enumerated() {
                for other in boxes[(at + 1)...] {
                    #expect(!(one.1.overlaps(other.1) && one.2.overlaps(other.2)), "\(one.0) on \(other.0)")
                }
            }
        }
    }

    @Test(arguments: 1...20) func theSameDocumentGivesTheSamePages(_ seed: UInt64) throws {
        #expect(FrameDump.text(try layout(seed).pages) == FrameDump.text(try layout(seed).pages))
    }
}

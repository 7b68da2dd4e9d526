import Diagnostics
import Markup
import TestSupport
import Testing
@testable import Typesetting

/// What holds for whole documents.
@Suite struct TypesetterTests {
    private func document(_ seed: UInt64) -> (content: [Node], text: String) {
        var random = RandomText(seed: seed)
        var nodes: [Node] = []
        var all = ""
        for _ in 0..<6 {
            let text = random.text(pieces: 40)
            all += text
            let style = TestDocument.style { values in
                values.textAlign = [.start, .justify, .center, .right].randomElement(using: &random.random)!
                values.textIndent = .length(Int.random(in: 0...2, using: &random.random) * 10 * .point)
                values.overflowWrapAnywhere = true
                values.margin.top = .length(Int.random(in: 0...4, using: &random.random) * .millimetre)
                values.padding.left = .length(Int.random(in: 0...4, using: &random.random) * .millimetre)
                values.breakInsideAvoid = Bool.random(using: &random.random)
                values.position = Bool.random(using: &random.random) ? .relative : .static
            }
            nodes.append(.box(TestDocument.box(style, [TestDocument.text(text)])))
        }
        return (nodes, all)
    }

    @Test(arguments: 1...40) func noCharacterIsLost(_ seed: UInt64) throws {
        let (content, text) = document(seed)
        let pages = try TestDocument.pages(content)
        #expect(pages.map(\.text).joined().filter { !$0.isWhitespace } == text.filter { !$0.isWhitespace })
    }

    @Test(arguments: 1...40) func everythingStandsOnThePaper(_ seed: UInt64) throws {
        for page in try TestDocument.pages(document(seed).content) {
            for case .glyphs(let run) in page.items {
                #expect(run.origin.x >= 0 && run.origin.x + (run.glyphs.last?.x ?? 0) < page.width)
                #expect(run.origin.y > 5 * .millimetre && run.origin.y < page.height - 5 * .millimetre)
                #expect(run.glyphs.allSatisfy { $0.id != 0 })
                #expect(run.clusters.reduce(0) { $0 + $1.bytes } == run.text.utf8.count)
                #expect(run.clusters.reduce(0) { $0 + $1.glyphs } == run.glyphs.count)
            }
        }
    }

    @Test(arguments: 1...10) func theSameInputGivesTheSamePages(_ seed: UInt64) throws {
        let document = TestDocument.document(document(seed).content)
        let typesetter = Typesetter(fonts: try TestFonts.catalog())
        let first = FrameDump.text(try typesetter.layout(document))
        #expect(FrameDump.text(try typesetter.layout(document)) == first)
        #expect(FrameDump.text(try Typesetter(fonts: TestFonts.catalog()).layout(document)) == first)
    }

    @Test func aDocumentWithoutContentHasOnePage() throws {
        #expect(try TestDocument.pages([]).count == 1)
        #expect(try TestDocument.pages([TestDocument.text(" \n ")]).count == 1)
    }

    @Test func allMissingCharactersAreNamedWithTheRecord() throws {
        let document = TestDocument.document([TestDocument.text("王\u{E000}、\u{E001}李\u{E000}")], subject: "王某")
        let rejection = #expect(throws: Rejection.self) {
            try Typesetter(fonts: TestFonts.catalog()).layout(document)
        }
        let found = try #require(rejection).diagnostics
        #expect(found.map(\.code) == ["font.missing-glyph-of", "font.missing-glyph-of"])
        #expect(found.map { $0.arguments["code"] } == ["U+E000", "U+E001"])
        #expect(found.allSatisfy { $0.arguments["subject"] == "王某" && $0.span == TestDocument.span })
    }

    @Test func aLongTextIsQuotedOnlyAroundTheMissingCharacter() throws {
        let text = String(repeating: "𠮷", count: 100) + "\u{E000}" + String(repeating: "𠮷", count: 100)
        let rejection = #expect(throws: Rejection.self) { try TestDocument.pages([TestDocument.text(text)]) }
        let quoted = try #require(rejection?.diagnostics.first?.arguments["text"])
        #expect(quoted.hasPrefix("…𠮷") && quoted.hasSuffix("𠮷…") && quoted.contains("\u{E000}") && quoted.count < 50)
    }

    @Test func whatIsTallerThanAPageIsRefused() throws {
        let style = TestDocument.style { $0.height = .length(41 * .millimetre) }
        let tall = TestDocument.box(style, [TestDocument.text("甲")])
        let rejection = #expect(throws: Rejection.self) { try TestDocument.pages([.box(tall)]) }
        #expect(rejection?.diagnostics.map(\.code) == ["layout.taller-than-page"])
        #expect(rejection?.diagnostics.first?.arguments["height"] == "41")
        let just = TestDocument.style { $0.height = .length(40 * .millimetre) }
        #expect(try TestDocument.pages([.box(TestDocument.box(just, [TestDocument.text("甲")]))]).count == 1)
    }

    @Test(arguments: [PageRule.Pseudo.left, .right]) func aFloatGoesToTheSideAskedFor(_ side: PageRule.Pseudo) throws {
        let style = TestDocument.style {
            $0.float = .pageFoot
            $0.breakBefore = side == .left ? .left : .right
        }
        let float = TestDocument.box(style, [TestDocument.text("注")])
        for count in 1...20 {
            let lines = (0..<count).map { _ in Node.box(TestDocument.box([TestDocument.text("行")])) }
            let pages = try TestDocument.pages(lines + [.box(float)])
            let at = try #require(pages.firstIndex { $0.text.contains("注") })
            #expect((at % 2 == 1) == (side == .left))
            #expect(pages.map(\.text).joined().filter { $0 == "注" }.count == 1)
            #expect(pages.map(\.text).joined().filter { $0 == "行" }.count == count)
        }
    }

    @Test func nestedBoxesThatMustStayWholeAreLaidOutOnce() throws {
        // Sixteen levels, each higher than a page: laid out twice a level, this would not end.
        var inner = (0..<12).map { _ in Node.box(TestDocument.box([TestDocument.text("行")])) }
        for _ in 0..<16 { inner = [.box(TestDocument.box(TestDocument.style { $0.breakInsideAvoid = true }, inner))] }
        #expect(try TestDocument.pages(inner).map(\.text) == ["行行行行行行行行", "行行行行"])
    }
}

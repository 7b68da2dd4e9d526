import Markup
import TestSupport
import Testing
@testable import Typesetting

/// What holds for every line of every text.
@Suite struct LineBreakerTests {
    private static let forbiddenAtStart = Set("，。、；：！？）》”’」〕·%")
    private static let forbiddenAtEnd = Set("（《“‘「〔")

    /// Breaks a random text and hands over paragraph, lines and width.
    private func check(
        _ seed: UInt64, _ change: (inout StyleValues) -> Void = { _ in },
        _ body: (Paragraph, [Line], Length) throws -> Void
    ) throws {
        var random = RandomText(seed: seed)
        let text = random.text(pieces: 120)
        let width = Int.random(in: 20...90, using: &random.random) * .millimetre
        let paragraph = try TestDocument.paragraph(text, TestDocument.style(.block, change))
        try body(paragraph, LineBreaker(paragraph: paragraph, width: width, indent: 0).lines(), width)
    }

    private func text(_ paragraph: Paragraph, _ clusters: Range<Int>) -> String {
        clusters.map { paragraph.text(paragraph.clusters[$0].units) }.joined()
    }

    @Test(arguments: 1...60) func linesHoldEveryClusterOnce(_ seed: UInt64) throws {
        try check(seed) { paragraph, lines, _ in
            #expect(lines.flatMap { Array($0.clusters) } == Array(paragraph.clusters.indices))
        }
    }

    @Test(arguments: 1...60) func noLineBeginsOrEndsWithAMarkThatMayNot(_ seed: UInt64) throws {
        try check(seed) { paragraph, lines, _ in
            for (line, next) in zip(lines, lines.dropFirst()) {
                let end = text(paragraph, line.visible)
                let start = text(paragraph, next.clusters)
                // Random pieces put marks behind spaces, where a line may well end.
                if line.visible == line.clusters, let first = start.first {
                    #expect(!LineBreakerTests.forbiddenAtStart.contains(first), "\(end)|\(start)")
                    #expect(!start.hasPrefix("……"), "\(end)|\(start)")
                }
                if let last = end.last { #expect(!LineBreakerTests.forbiddenAtEnd.contains(last), "\(end)|\(start)") }
                #expect(!(end.hasSuffix("—") && start.hasPrefix("—") && !end.hasSuffix("——")), "\(end)|\(start)")
            }
        }
    }

    @Test(arguments: 1...60) func noLineIsWiderThanItsRoomUnlessItCannotBeDivided(_ seed: UInt64) throws {
        try check(seed) { paragraph, lines, width in
            for line in lines where line.width - line.compression > width {
                let inside = line.visible.dropLast().map { paragraph.clusters[$0].breakAfter }
                #expect(inside.allSatisfy { $0 == .none }, "\(text(paragraph, line.clusters))")
            }
        }
    }

    @Test(arguments: 1...60) func brokenAnywhereNoLineIsTooWide(_ seed: UInt64) throws {
        try check(seed, { $0.overflowWrapAnywhere = true }) { _, lines, width in
            for line in lines { #expect(line.width - line.compression <= width) }
        }
    }

    @Test(arguments: 1...60) func justifiedLinesEndAtTheEdge(_ seed: UInt64) throws {
        try check(seed, { $0.textAlign = .justify }) { paragraph, lines, width in
            let setter = LineSetter(paragraph: paragraph, width: width)
            // One character alone has nothing beside it that could stretch.
            for line in lines where !line.isLast && line.width <= width && line.visible.count > 1 {
                guard let last = line.visible.last, paragraph.clusters[last].kind == .ideograph else { continue }
                guard case .glyphs(let run)? = setter.set(line).items.last, let glyph = run.glyphs.last else {
                    continue
                }
                #expect(run.origin.x + glyph.x + run.size == width, "\(text(paragraph, line.clusters))")
            }
        }
    }

    @Test func aMarkIsDrawnInWhereMarksBeforeItGiveRoom() throws {
        let em = 10 * Length.point
        let lines = try TestDocument.lines("一（二）三、四五六七八九十甲，乙丙", width: 14 * em + em / 5)
        #expect(lines == ["一（二）三、四五六七八九十甲，", "乙丙"])
        // Without marks to narrow, the character before it goes along.
        let others = try TestDocument.lines("一二三四五六七八九十甲乙丙丁，戊", width: 14 * em + em / 5)
        #expect(others == ["一二三四五六七八九十甲乙丙", "丁，戊"])
    }

    @Test func letterSpacingBehindTheLastCharacterTakesNoRoom() throws {
        let em = 10 * Length.point
        let style = TestDocument.style { $0.letterSpacing = 2 * .point }
        #expect(try TestDocument.lines("一二三四", width: 3 * em + 4 * .point, style) == ["一二三", "四"])
        #expect(try TestDocument.lines("一二三四", width: 3 * em + 4 * .point - 1, style) == ["一二", "三四"])
    }

    @Test func anIndentNarrowsTheFirstLineOnly() throws {
        let em = 10 * Length.point
        #expect(try TestDocument.lines("一二三四五六七", width: 4 * em, indent: 2 * em) == ["一二", "三四五六", "七"])
    }

    @Test func spacesHangAndNoBreakSpacesStay() throws {
        #expect(try TestDocument.lines("甲 乙", width: 10 * .point) == ["甲", "乙"])
        #expect(try TestDocument.lines("甲\u{A0}", width: 100 * .point) == ["甲\u{A0}"])
    }
}

import Markup
import TestSupport
import Testing
@testable import Typesetting

@Suite struct CharacterGridTests {
    private let pitch = 200_571  // 156 mm ÷ 28, rounded

    private func style(_ change: (inout StyleValues) -> Void = { _ in }) -> ComputedStyle {
        TestDocument.style(.block) { style in
            style.characterGrid = pitch
            style.fontSize = 16 * .point
            change(&style)
        }
    }

    @Test(arguments: 1...40) func everythingTakesWholeCells(_ seed: UInt64) throws {
        var random = RandomText(seed: seed)
        let paragraph = try TestDocument.paragraph(random.text(pieces: 60), style())
        var pen = 0
        var isInWord = false
        for cluster in paragraph.clusters {
            let isNarrow = cluster.kind == .alphabetic || cluster.kind == .space
            if !isNarrow, !cluster.glyphs.isEmpty {
                #expect(pen % pitch == 0)
                #expect(cluster.advance % pitch == 0)
            }
            if isInWord, !isNarrow { #expect(pen % pitch == 0) }
            isInWord = isNarrow
            if cluster.glyphs.isEmpty { pen = 0 } else { pen += cluster.advance }
        }
    }

    @Test func twentyEightCharactersFillALine() throws {
        let text = String(repeating: "一二三四", count: 14)
        let lines = try TestDocument.lines(text, width: 156 * .millimetre, style())
        #expect(lines.map(\.count) == [28, 28])
        let indented = try TestDocument.lines(text, width: 156 * .millimetre, indent: 32 * .point, style())
        #expect(indented.map(\.count) == [26, 28, 2])
    }

    @Test func justifyingLeavesTheCellsAlone() throws {
        let text = String(repeating: "一二三四", count: 6) + "五六（七" + String(repeating: "八", count: 30)
        let justified = style { $0.textAlign = .justify }
        let paragraph = try TestDocument.paragraph(text, justified)
        let setter = LineSetter(paragraph: paragraph, width: 156 * .millimetre)
        for line in LineBreaker(paragraph: paragraph, width: 156 * .millimetre, indent: 0).lines() {
            for case .glyphs(let run) in setter.set(line).items {
                let cell = run.glyphs.map { ($0.x + run.origin.x + pitch) % pitch }
                // Every glyph is a little left of its cell, as 16 pt is wider than the cell.
                #expect(Set(cell).count == 1)
            }
        }
    }
}

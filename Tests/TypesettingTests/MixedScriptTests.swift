import Diagnostics
import Markup
import TestSupport
import Testing
@testable import Typesetting

/// Text of many scripts and styles, set in lines of random widths.
@Suite struct MixedScriptTests {
    /// What scripts and signs meet on administrative paper.
    private static let pieces = [
        "各镇街人民政府", "征收", "缴费", "，", "。", "、", "；", "：", "！", "（试行）", "《办法》", "“两险”",
        "——", "……", "〔2019〕20号", "280.50元", "91.20%", "10月28日", "WPS", " social insurance ", "don’t", "ئۇيغۇر",
        "ئاپتونوم رايونى", "نۇر،", "(يىل)",
        "བོད་རང་སྐྱོང་ལྗོངས།", "བོད་སྐད་ཀྱི་", "ᠮᠣᠩᠭᠣᠯ", "ᠬᠡᠯᠡ\u{202F}ᠶᠢᠨ", "ᠪᠢᠴᠢᠭ\u{180C}", "ᠮᠣᠩᠭᠣᠯ\u{180E}ᠠ", "ᠬ\u{180F}",
         "葛\u{E0100}", "丙\u{FE00}",
        "é", "ё", "α", "𠮷", "𰻝", "\u{200B}", "\u{2067}甲乙\u{2069}", "·", "\n", "  ", "℃", "①", "々", "ア",
    ]

    private struct Sample {
        var text: String
        var style: ComputedStyle
        var width: Length
    }

    private func sample(_ seed: UInt64, _ change: (inout StyleValues) -> Void = { _ in }) -> Sample {
        var random = SplitMix64(seed: seed)
        let text = (0..<60).map { _ in MixedScriptTests.pieces.randomElement(using: &random)! }.joined()
        let style = TestDocument.style(.block) { style in
            style.writingMode = [.horizontalTB, .verticalRL, .verticalLR].randomElement(using: &random)!
            style.textOrientation = [.mixed, .mixed, .upright, .sideways].randomElement(using: &random)!
            style.direction = Int.random(in: 0..<3, using: &random) == 0 ? .rtl : .ltr
            style.textAlign = [.start, .justify, .center, .end].randomElement(using: &random)!
            style.textSpacingTrim = [.normal, .spaceAll, .trimBoth].randomElement(using: &random)!
            style.textEmphasis = Int.random(in: 0..<3, using: &random) == 0 ? "•" : nil
            style.textDecoration = Int.random(in: 0..<3, using: &random) == 0 ? [.underline, .lineThrough] : []
            style.characterGrid = Int.random(in: 0..<4, using: &random) == 0 ? 4 * .millimetre : nil
            style.textWrapBalance = Int.random(in: 0..<4, using: &random) == 0
            style.letterSpacing = Int.random(in: 0..<4, using: &random) == 0 ? .point : 0
            change(&style)
        }
        return Sample(text: text, style: style, width: Int.random(in: 30...120, using: &random) * .millimetre)
    }

    private func set(_ sample: Sample) throws -> (paragraph: Paragraph, lines: [Line], set: [LineSetter.SetLine]) {
        let paragraph = try TestDocument.paragraph(sample.text, sample.style)
        let lines = LineBreaker(paragraph: paragraph, width: sample.width, indent: 0).lines()
        let setter = LineSetter(paragraph: paragraph, width: sample.width)
        return (paragraph, lines, lines.map { setter.set($0) })
    }

    @Test(arguments: 1...120) func noTextIsLost(_ seed: UInt64) throws {
        let (paragraph, lines, set) = try set(sample(seed))
        let clusters = paragraph.clusters.map { paragraph.text($0.units) }.joined()
        #expect(clusters == String(decoding: paragraph.content.units, as: UTF16.self))
        #expect(lines.flatMap { Array($0.clusters) } == Array(paragraph.clusters.indices))
        for (line, set) in zip(lines, set) {
            let shown = line.visible.map { at in
                paragraph.clusters[at].glyphs.isEmpty ? "" : paragraph.text(paragraph.clusters[at].units)
            }
            #expect(set.items.text == shown.joined())
        }
    }

    @Test(arguments: 1...120) func everyGlyphIsOneAndBelongsToItsText(_ seed: UInt64) throws {
        for case .glyphs(let run) in try set(sample(seed)).set.flatMap(\.items) {
            #expect(run.glyphs.allSatisfy { $0.id != 0 }, "\(run.text)")
            #expect(run.clusters.reduce(0) { $0 + $1.bytes } == run.text.utf8.count)
            #expect(run.clusters.reduce(0) { $0 + $1.glyphs } == run.glyphs.count)
        }
    }

    @Test(arguments: 1...120) func noLineIsWiderThanItsRoomUnlessItCannotBeDivided(_ seed: UInt64) throws {
        let sample = sample(seed)
        let (paragraph, lines, _) = try set(sample)
        // Cells of a grid may be a hair too wide for their line.
        let room = sample.width + (sample.style.values.characterGrid ?? 0) / 20
        for line in lines where line.width - line.compression > room {
            let inside = line.visible.dropLast().map { paragraph.clusters[$0].breakAfter }
            #expect(inside.allSatisfy { $0 == .none })
        }
    }

    @Test(arguments: 1...120) func linesBeginAndEndAsTheyMay(_ seed: UInt64) throws {
        let (paragraph, lines, _) = try set(sample(seed))
        for (line, next) in zip(lines, lines.dropFirst()) where line.visible == line.clusters {
            guard let last = line.visible.last, let first = next.clusters.first else { continue }
            let start = paragraph.text(paragraph.clusters[first].units)
            // A zero-width space asks for a break whatever follows.
            if paragraph.text(paragraph.clusters[last].units) == "\u{200B}" { continue }
            #expect(!["，", "。", "、", "；", "：", "！", "）", "》", "”", "·", "—", "…"].contains(start), "\(start)")
            #expect(paragraph.clusters[last].kind != .opening)
        }
    }

    /// Everything that is drawn lies on the line it belongs to.
    @Test(arguments: 1...80) func textStandsInItsLine(_ seed: UInt64) throws {
        let sample = sample(seed)
        let (_, lines, set) = try set(sample)
        for (line, set) in zip(lines, set) where line.width <= sample.width {
            for case .glyphs(let run) in set.items where !run.text.isEmpty {
                // The blank of an opening mark may hang over the edge.
                #expect(run.origin.x >= -run.size && run.origin.x <= sample.width)
                #expect(run.origin.y >= 0 && run.origin.y <= set.height)
            }
        }
    }

    @Test(arguments: 1...60) func justifiedLinesEndAtTheEdge(_ seed: UInt64) throws {
        let sample = sample(seed) { style in
            style.textAlign = .justify
            style.characterGrid = nil
            style.writingMode = .horizontalTB
        }
        let (paragraph, lines, set) = try set(sample)
        for (line, set) in zip(lines, set) where !line.isLast && line.width <= sample.width && line.visible.count > 1 {
            let gaps = Justification(paragraph: paragraph, width: sample.width).gaps(line, isJustified: true)
            let added = line.visible.reduce(0) { $0 + gaps[$1] }
            guard added > 0 else { continue }
            #expect(line.width + added == sample.width)
            // What stands at the outer end begins or ends there, but for the blank that marks give up.
            let lefts = set.items.compactMap { item -> Length? in
                if case .glyphs(let run) = item, !run.text.isEmpty { run.origin.x } else { nil }
            }
            #expect(abs(lefts.min() ?? 0) <= 10 * .point)
        }
    }

    @Test func clustersAreReorderedByLevel() throws {
        let paragraph = try TestDocument.paragraph("甲نۇر123乙")
        let order = SpecialSetting.visualOrder(0..<paragraph.clusters.count, paragraph.clusters)
        // The figures keep their order inside the run that is turned round.
        #expect(order.map { paragraph.text(paragraph.clusters[$0].units) } == ["甲", "1", "2", "3", "ر", "ۇ", "ن", "乙"])
        #expect(order.sorted() == Array(paragraph.clusters.indices))
    }

    @Test func lettersJoinInsideAWordOnly() throws {
        func glyphs(_ text: String) throws -> [UInt32] { try TestDocument.paragraph(text).glyphs.map(\.id) }
        // Joined in the middle, apart with a space between.
        #expect(try glyphs("نن") != glyphs("ن") + glyphs("ن"))
        #expect(try glyphs("ᠨᠨ") != glyphs("ᠨ") + glyphs("ᠨ"))
    }

    /// No room, no size, any character: whatever comes, layout ends in lines or in a message.
    @Test(arguments: 1...60) func anyTextInAnyRoomEndsInLinesOrAMessage(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let planes: [ClosedRange<UInt32>] = [
            0x20...0x7E, 0x300...0x36F, 0x590...0x8FF, 0xF00...0xFFF, 0x1800...0x18AF, 0x2000...0x206F, 0x4E00...0x4E80,
            0xFE00...0xFE0F, 0x1F300...0x1F600, 0xE0100...0xE01EF,
        ]
        let scalars = (0..<40).compactMap { _ in
            Unicode.Scalar(UInt32.random(in: planes.randomElement(using: &random)!, using: &random))
        }
        let text = String(String.UnicodeScalarView(scalars))
        let base = sample(seed) { style in
            style.fontSize = [0, 1, 10 * .point, 100 * .point].randomElement(using: &random)!
            style.characterGrid = [nil, 1, 4 * .millimetre].randomElement(using: &random)!
        }
        let width = [0, 1, 5 * .millimetre, 100 * .millimetre].randomElement(using: &random)!
        do {
            let (paragraph, lines, _) = try set(Sample(text: text, style: base.style, width: width))
            #expect(lines.flatMap { Array($0.clusters) } == Array(paragraph.clusters.indices))
        } catch let rejection as Rejection {
            #expect(rejection.diagnostics.allSatisfy { $0.code.hasPrefix("font.missing") })
        }
    }

    @Test func theLanguageChoosesTheGlyph() throws {
        func glyphs(_ language: String?) throws -> [UInt32] {
            let style = TestDocument.style(.block) { style in
                style.fontFamily = ["songti"]
                style.language = language
            }
            return try TestDocument.paragraph("骨直令", style).glyphs.map(\.id)
        }
        #expect(try glyphs(nil) == glyphs("zh-CN"))
        #expect(try glyphs("ja") != glyphs(nil))
        #expect(try glyphs("zh-TW") != glyphs(nil))
    }

    @Test func plainTextTakesTheShortWay() throws {
        for text in ["各镇街人民政府", "WPS 2019", "《办法》——“甲”", "𠮷𰻝"] {
            #expect(try TestDocument.paragraph(text).special == nil)
        }
        for text in ["نۇر", "ᠮᠣᠩ", "葛\u{E0100}", "\u{200F}甲"] {
            #expect(try TestDocument.paragraph(text).special != nil)
        }
    }
}

extension [FrameItem] {
    /// The text that the items show, in their order, inside groups too.
    var text: String {
        map { item in
            switch item {
            case .glyphs(let run): run.text
            case .group(let group): group.items.text
            default: ""
            }
        }.joined()
    }
}

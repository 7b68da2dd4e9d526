import Diagnostics
import Foundation
import Markup
import TestSupport
@testable import Typesetting

/// The fonts of the project, opened once for all tests.
enum TestFonts {
    static func catalog() throws -> FontCatalog { try opened.get() }

    private static let opened = Result {
        try FontCatalog(
            path: Project.path("fonts/fonts.yaml"),
            folders: FontCatalog.folders(environment: ProcessInfo.processInfo.environment, project: Project.root))
    }
}

/// Small documents for tests, made without markup.
enum TestDocument {
    static let span = SourceSpan(file: "test", line: 1)

    static func style(_ display: Display = .block, _ change: (inout StyleValues) -> Void = { _ in }) -> ComputedStyle {
        var values = StyleValues()
        values.display = display
        values.fontFamily = ["fangsong"]
        values.fontSize = 10 * .point
        values.lineHeight = .length(5 * .millimetre)
        change(&values)
        return ComputedStyle(values)
    }

    static func box(_ style: ComputedStyle, _ content: [Node]) -> Box {
        Box(style: style, content: content, span: span)
    }

    static func box(_ content: [Node]) -> Box { box(style(), content) }

    static func text(_ text: String) -> Node { .text(text, span) }

    /// A document on pages of a size in millimetres, with margins of 5 mm.
    static func document(_ content: [Node], width: Int = 60, height: Int = 50, subject: String? = nil) -> Document {
        let rule = PageRule(
            size: PageRule.Size(width: width * .millimetre, height: height * .millimetre),
            margin: Edges(all: 5 * .millimetre))
        return Document(title: "测试", pages: PageRules(rules: [rule]), root: box(content), subject: subject)
    }

    static func pages(_ content: [Node], width: Int = 60, height: Int = 50) throws -> [Page] {
        try Typesetter(fonts: TestFonts.catalog()).layout(document(content, width: width, height: height))
    }

    /// A paragraph ready for breaking.
    static func paragraph(_ text: String, _ style: ComputedStyle = TestDocument.style()) throws -> Paragraph {
        let content = InlineContent([.text(text, span)], style: style, span: span)
        return try ParagraphShaper(fonts: TestFonts.catalog()).prepare(content, style: style, subject: nil) { _ in
            preconditionFailure("the text has no atoms")
        }
    }

    /// The visible text of each line.
    static func lines(
        _ text: String, width: Length, indent: Length = 0, _ style: ComputedStyle = TestDocument.style()
    ) throws -> [String] {
        let paragraph = try paragraph(text, style)
        return LineBreaker(paragraph: paragraph, width: width, indent: indent).lines().map { line in
            line.visible.map { paragraph.text(paragraph.clusters[$0].units) }.joined()
        }
    }
}

extension Page {
    /// The text of the page in the order in which it is drawn.
    var text: String {
        items.map { item in
            if case .glyphs(let run) = item { run.text } else { "" }
        }.joined()
    }
}

/// Chinese prose of random shape: ideographs with marks, figures, words, quotations.
struct RandomText {
    var random: SplitMix64

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    private static let ideographs = Array("各镇街人民政府应当按照规定组织征收缴费居民养老医疗保险䶮㼆𠮷𫖯代办员王李张")
    private static let pieces = [
        "，", "。", "、", "；", "：", "！", "？", "（试行）", "《办法》", "“两险”", "‘甲’", "——", "……", "〔2019〕20号", "280元",
        "91.20%", "2019年10月28日", "WPS", " social insurance ", "1.5万人", "·", "\n", "  ", "）", "「是」",
    ]

    mutating func text(pieces count: Int) -> String {
        (0..<count).map { _ in
            if Int.random(in: 0..<3, using: &random) == 0 {
                return RandomText.pieces.randomElement(using: &random)!
            }
            return String(RandomText.ideographs.randomElement(using: &random)!)
        }.joined()
    }
}

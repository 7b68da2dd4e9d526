import Diagnostics
import Markup
import TestSupport
import Testing

@testable import Typesetting

/// Plain texts are set without paragraphs; it must not show.
@Suite struct PlainTextTests {
    private static let pieces = [
        "王", "䶮", "𠮷", "某", "（", "）", "：", "、", "。", "《", "》", "1", "7", "0", ".", ",", "*", "-", "¥", "X", "A", "年",
        "月", "（", "）", "“", "”", " ", "·",
    ]

    /// A box whose text stands in it directly, and one with an element around it, which goes the long way.
    private func frames(_ text: String, _ style: StyleValues, width: Length?) throws -> (plain: String, long: String) {
        let span = SourceSpan(file: "test", line: 1)
        var outer = style
        outer.display = .block
        outer.position = .absolute
        if let width { outer.width = .length(width) }
        var inner = StyleValues()
        inner.inheritText(from: outer)
        func page(_ content: [Node]) throws -> String {
            let box = Box(style: ComputedStyle(outer), content: content, span: span)
            return FrameDump.text(try TestDocument.pages([.box(box)], width: 200))
        }
        let wrapped = Box(style: ComputedStyle(inner), content: [.text(text, span)], span: span)
        return (try page([.text(text, span)]), try page([.box(wrapped)]))
    }

    @Test(arguments: [true, false]) func comesOutLikeAnyOtherText(autospace: Bool) throws {
        var random = SplitMix64(seed: 7)
        for round in 0..<150 {
            let text = (0..<Int.random(in: 1...9, using: &random)).map { _ in
                PlainTextTests.pieces.randomElement(using: &random)!
            }.joined()
            var style = StyleValues()
            style.fontFamily = ["songti"]
            style.fontSize = 11 * .point
            style.textAutospace = autospace
            style.textAlign = [.start, .center, .end][round % 3]
            style.textSpacingTrim = [.normal, .spaceAll, .trimBoth][round % 5 % 3]
            style.tabularFigures = round % 4 == 0
            let (plain, long) = try frames(text, style, width: round % 2 == 0 ? nil : 60 * .millimetre)
            #expect(plain == long, "\(text)")
        }
    }

    @Test func textsOfOneSpellingAreOneKey() {
        #expect(ExactText("王䶮") == ExactText("王䶮"))
        #expect(ExactText("王䶮").hashValue == ExactText(String(["王", "䶮"])).hashValue)
        // Equal as strings, but of other code points, which may have other glyphs.
        #expect("e\u{301}" == "\u{E9}" && ExactText("e\u{301}") != ExactText("\u{E9}"))
    }

    @Test func whatIsAskedForAgainIsKept() {
        var recollection = Recollection<Int, Int>()
        recollection[-1] = 1
        for number in 0..<30_000 {
            recollection[number] = number
            if number % 1_000 == 0 { #expect(recollection[-1] == 1) }
        }
        #expect(recollection[29_999] == 29_999 && recollection[0] == nil)
    }
}

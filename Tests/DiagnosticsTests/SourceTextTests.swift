import Diagnostics
import Testing

struct SourceTextTests {
    @Test func columnsCountScalars() {
        let text = SourceText(name: "a.html", text: "社保𠮷x\n薛城区\n")
        #expect(text.span(0..<3) == SourceSpan(file: "a.html", line: 1, column: 1, length: 1))
        #expect(text.span(10..<11) == SourceSpan(file: "a.html", line: 1, column: 4, length: 1))
        #expect(text.span(15..<21) == SourceSpan(file: "a.html", line: 2, column: 2, length: 2))
    }

    /// A span shows its first line only.
    @Test func aSpanEndsWithItsLine() {
        let text = SourceText(name: "a", text: "ab\ncd\n")
        #expect(text.span(1..<5) == SourceSpan(file: "a", line: 1, column: 2, length: 1))
        #expect(text.span(2..<5) == SourceSpan(file: "a", line: 1, column: 3, length: 1))
    }

    @Test func rangesOutsideAreClamped() {
        let text = SourceText(name: "a", text: "ab\ncd")
        #expect(text.span(90..<99) == SourceSpan(file: "a", line: 2, column: 3, length: 1))
        #expect(text.span(-5..<1) == SourceSpan(file: "a", line: 1, column: 1, length: 1))
        #expect(SourceText(name: "e", text: "").span(0..<0) == SourceSpan(file: "e", line: 1))
    }

    @Test func linesComeWithoutTheirEnd() {
        let text = SourceText(name: "a", text: "ab\r\n\n薛城\nlast")
        #expect((0...5).map { text.line($0).map(String.init) } == [nil, "ab", "", "薛城", "last", nil])
    }

    /// Data may be a single line of many megabytes.
    @Test func placesFarOutInALongLineAreFound() {
        for count in [1_023, 1_024, 1_025, 5_000] {
            let text = SourceText(name: "a", text: "社\n" + String(repeating: "é𠮷", count: count) + "x")
            let offset = 4 + count * 6
            #expect(text.span(offset..<offset + 1) == SourceSpan(file: "a", line: 2, column: 2 * count + 1, length: 1))
            #expect(text.span(4..<offset).length == 2 * count)
            #expect(text.line(at: offset) == 2 && text.lineCount == 2)
        }
    }

    /// In every text of up to four of these characters, the span of each leads back to it.
    @Test func spansLeadBack() {
        let letters: [Unicode.Scalar] = ["a", "社", "𠮷", "\n", "é"]
        var texts: [[Unicode.Scalar]] = [[]]
        for _ in 0..<4 { texts += texts.flatMap { text in letters.map { text + [$0] } } }
        for scalars in Set(texts.filter { !$0.isEmpty }.map { String(String.UnicodeScalarView($0)) }) {
            let text = SourceText(name: "a", text: scalars)
            var offset = 0
            for scalar in scalars.unicodeScalars {
                let width = UTF8.width(scalar)
                let span = text.span(offset..<offset + width)
                offset += width
                guard scalar != "\n" else { continue }
                let line = Array(text.line(span.line)!.unicodeScalars)
                #expect(line[span.column - 1] == scalar)
            }
        }
    }
}

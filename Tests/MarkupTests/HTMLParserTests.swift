import Diagnostics
import Markup
import Testing

@Suite struct HTMLParserTests {
    private func parse(_ html: String) throws -> Element {
        var mistakes = DiagnosticList()
        let root = HTMLParser.parse(SourceText(name: "t.html", text: html), into: &mistakes)
        try mistakes.throwIfErrors()
        return try #require(root)
    }

    @Test func readsElementsAttributesAndTexts() throws {
        let root = try parse("<!DOCTYPE html>\n<p id=a class=\"x  y\">甲<b>乙</b>\n丙</p>")
        let paragraph = try #require(root.first("p"))
        #expect(paragraph.identifier == "a")
        #expect(paragraph.classes == ["x", "y"])
        #expect(paragraph.text == "甲乙\n丙")
        #expect(paragraph.span == SourceSpan(file: "t.html", line: 2, column: 1, length: 21))
        #expect(paragraph.first("b")?.span.column == 23)
    }

    @Test func knowsWhereAnAttributeValueStands() throws {
        let root = try parse("<p\n   class='薛城' id = x>a</p>")
        let paragraph = try #require(root.first("p"))
        #expect(paragraph[attribute: "class"]?.value.span == SourceSpan(file: "t.html", line: 2, column: 11, length: 2))
        #expect(paragraph[attribute: "id"]?.value.span == SourceSpan(file: "t.html", line: 2, column: 20, length: 1))
        #expect(paragraph[attribute: "id"]?.nameSpan.column == 15)
    }

    @Test func keepsPlacesBehindCharacterReferences() throws {
        let root = try parse("<p class=\"a &amp; b\">&lt;x&gt; &#20013;y &nbsp;z</p>")
        let paragraph = try #require(root.first("p"))
        #expect(paragraph.text == "<x> 中y \u{A0}z")
        guard case .text(let text)? = paragraph.children.first else { return #expect(Bool(false), "no text") }
        #expect(text.span(0..<1).column == 22)
        #expect(text.span(1..<2).column == 26)
        // 中 is three bytes long, and y follows it.
        #expect(text.span(7..<8).column == 40)
        let value = try #require(paragraph[attribute: "class"]?.value)
        #expect(value.text == "a & b")
        #expect(value.span(4..<5).column == 19)
    }

    @Test func keepsPlacesOverWindowsLineEnds() throws {
        let root = try parse("<p>a\r\nb\r\nc</p>")
        let paragraph = try #require(root.first("p"))
        #expect(paragraph.text == "a\nb\nc")
        guard case .text(let text)? = paragraph.children.first else { return #expect(Bool(false), "no text") }
        #expect(text.span(4..<5) == SourceSpan(file: "t.html", line: 3, column: 1, length: 1))
    }

    @Test func impliesTableBodiesAndTheFrameOfADocument() throws {
        let root = try parse("<table><tr data-each=\"r in rows\"><td>{{ r.x }}</td></tr></table>")
        #expect(root.name == "html")
        #expect(root.first("tbody")?.elements.map(\.name) == ["tr"])
    }

    @Test func acceptsElementsOfOurOwn() throws {
        let root = try parse("<p><bar-code kind=\"qr\" value=\"{{ a }}\"></bar-code></p>")
        #expect(root.first("bar-code")?[attribute: "value"]?.value.text == "{{ a }}")
    }

    @Test(arguments: [
        ("<div>\n <p>a\n</div>", ["html.unclosed 2:2"]),
        ("<p>a</p>\n</b>", ["html.stray-end-tag 2:1"]),
        ("<p><b><i>x</b></i></p>", ["html.unclosed 1:7", "html.stray-end-tag 1:15"]),
        ("<p>a<div>b</div></p>", ["html.cannot-hold 1:1"]),
        ("<table><tr><td>a</tr></table>", ["html.unclosed 1:12"]),
        ("<table>文字<tr><td>a</td></tr></table>", ["html.misplaced-text 1:8"]),
        ("<table><tr><p>x</p></tr></table>", ["html.misplaced-tag 1:12"]),
        ("<p><bar-code value=\"1\"/></p>", ["html.self-closing 1:4"]),
        ("<p>\n<input src=\"a.png\"></p>", ["html.unknown-element 2:1"]),
        ("<p><spam>x</spam></p>", ["html.misspelt-element 1:4"]),
        ("<nav><strike>x</strike></nav>", ["html.unsupported-element 1:1", "html.unsupported-element 1:6"]),
        ("<ol compact><li value=2>x</li></ol>", ["html.unknown-attribute 1:5"]),
        ("<p colour=\"red\" clas='x'>x</p>", ["html.unknown-attribute 1:4", "html.misspelt-attribute 1:17"]),
        ("<p id=a id=b>x</p>", ["html.duplicate-attribute 1:9"]),
        ("<p>&nosuch; x</p>", ["html.bad-reference 1:4"]),
        ("<script>alert(1)</script>", ["html.unknown-element 1:1"]),
        ("<p onclick=\"x\">y</p>", ["html.unknown-attribute 1:4"]),
    ])
    func refuses(_ html: String, _ expected: [String]) {
        #expect(htmlMistakes(html) == expected)
    }

    @Test func refusesHopelessNesting() {
        let deep = String(repeating: "<div>", count: 100_000)
        #expect(htmlMistakes(deep) == ["html.too-deep 1:1001"])
        let interleaved = String(repeating: "<b><p></b>", count: 100_000)
        #expect(htmlMistakes(interleaved) == ["html.too-deep 1:1994"])
    }

    @Test func saysThatAnEmptyFileIsEmpty() {
        #expect(htmlMistakes("") == ["html.empty 1:1"])
    }
}

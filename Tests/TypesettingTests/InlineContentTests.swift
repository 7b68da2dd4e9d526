import Markup
import Testing
@testable import Typesetting

@Suite struct InlineContentTests {
    private func text(_ nodes: [Node], _ mode: WhiteSpace = .normal) -> String {
        let style = TestDocument.style { $0.whiteSpace = mode }
        let inherited = nodes.map { node -> Node in
            guard case .box(let box) = node else { return node }
            return .box(TestDocument.box(TestDocument.style(.inline) { $0.whiteSpace = mode }, box.content))
        }
        let content = InlineContent(inherited, style: style, span: TestDocument.span)
        return String(decoding: content.units, as: UTF16.self)
    }

    private func inline(_ text: String) -> Node { .box(TestDocument.box([TestDocument.text(text)])) }

    @Test func whiteSpaceCollapses() {
        #expect(text([TestDocument.text("  A \t\n B  ")]) == "A B")
        #expect(text([TestDocument.text("A "), inline(" B "), TestDocument.text(" C")]) == "A B C")
        #expect(text([TestDocument.text(" \n ")]) == "")
    }

    @Test func aLineFeedBetweenFullWidthCharactersIsNothing() {
        #expect(text([TestDocument.text("甲\n  乙")]) == "甲乙")
        #expect(text([TestDocument.text("𠮷\n𠮷")]) == "𠮷𠮷")
        #expect(text([TestDocument.text("甲\nB")]) == "甲 B")
        #expect(text([TestDocument.text("甲 乙")]) == "甲 乙")
    }

    @Test func aBreakTakesTheSpacesAroundIt() {
        #expect(text([TestDocument.text("甲 "), .lineBreak, TestDocument.text(" 乙")]) == "甲\n乙")
    }

    @Test func preformattedTextKeepsItsSpaces() {
        #expect(text([TestDocument.text(" A\r\nB\rC\n")], .pre) == " A\nB\nC\n")
        #expect(text([TestDocument.text("A\tB\n甲\tC")], .pre) == "A       B\n甲      C")
        #expect(text([TestDocument.text("A  B \n C")], .preLine) == "A B\nC")
    }

    @Test func aCollapsedSpaceBelongsToTheTextBeforeTheBox() {
        let outer = TestDocument.style()
        let inner = TestDocument.style(.inline) { $0.textDecoration = [.underline] }
        let box = TestDocument.box(inner, [TestDocument.text("B")])
        let content = InlineContent([TestDocument.text("A "), .box(box)], style: outer, span: TestDocument.span)
        #expect(content.runs.map(\.start) == [0, 2])
    }

    @Test func inlineBoxesTakeRoom() {
        let style = TestDocument.style(.inline) {
            $0.padding = Edges(all: .length(3))
            $0.margin.left = .length(2)
            $0.border.right = Border(width: 5, line: .solid, color: .black)
        }
        let box = TestDocument.box(style, [TestDocument.text("乙丙")])
        let nodes: [Node] = [TestDocument.text("甲"), .box(box), TestDocument.text("丁")]
        let content = InlineContent(nodes, style: TestDocument.style(), span: TestDocument.span)
        #expect(content.leading == [1: 5])
        #expect(content.trailing == [2: 8])
        #expect(content.decorated.map(\.units) == [1..<3])
    }
}

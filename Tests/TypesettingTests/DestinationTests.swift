import Markup
import Testing
@testable import Typesetting

/// Where links with `#name` lead: the top of the element, on the page where it comes to stand.
@Suite struct DestinationTests {
    private func box(
        _ id: String, _ display: Display, _ content: [Node], _ change: (inout StyleValues) -> Void = { _ in }
    ) -> Node {
        var box = TestDocument.box(TestDocument.style(display, change), content)
        box.attributes.id = id
        return .box(box)
    }

    private func found(_ content: [Node]) throws -> [String] {
        try TestDocument.pages(content).flatMap { page in
            page.destinations.map { "\($0.name) \(page.number) \($0.y / (.millimetre / 10))" }
        }
    }

    @Test func elementsOfAllKindsAreFound() throws {
        let text = TestDocument.text("甲")
        let content = [
            box("block", .block, [text]), box("flex", .flex, [box("item", .block, [text])]),
            box("table", .table, [box("row", .tableRow, [box("cell", .tableCell, [text])])]),
            box("para", .block, [text, .lineBreak, box("inline", .inline, [text])]),
            box("float", .block, [text]) { $0.float = .left },
            box("columns", .block, [box("first", .block, [text]), box("second", .block, [text])]) {
                $0.columnCount = 2
            },
        ]
        #expect(
            try found(content) == [
                "block 1 50", "flex 1 100", "item 1 100", "table 1 150", "row 1 150", "cell 1 150", "para 1 200",
                "inline 1 250", "float 1 300", "columns 1 350", "first 1 350", "second 1 350",
            ])
    }

    @Test func anElementOnTheNextPageIsThere() throws {
        let next = box("next", .block, [TestDocument.text("乙")]) { $0.breakBefore = .page }
        #expect(try found([.box(TestDocument.box([TestDocument.text("甲")])), next]) == ["next 2 50"])
    }

    @Test func anEmptyElementLeadsToWhatFollows() throws {
        let text = TestDocument.text("甲")
        let content = [
            .box(TestDocument.box([text])), box("none", .block, []), .box(TestDocument.box([text])),
            box("end", .block, []),
        ]
        #expect(try found(content) == ["none 1 100", "end 1 150"])
    }
}

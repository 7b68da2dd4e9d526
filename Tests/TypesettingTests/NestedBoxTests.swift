import Markup
import Testing
@testable import Typesetting

/// Boxes that are as wide as their content, each inside another. Measuring and setting must not double the work with
/// each level.
@Suite struct NestedBoxTests {
    private static let depth = 40

    private static func border(_ values: inout StyleValues) {
        values.padding = Edges(all: .length(Length.millimetre / 20))
    }

    enum Kind: CaseIterable {
        case inlineBlocks, floats, rows, columns, wrapping, tables, turned, mixed

        /// A box around `inner`.
        func around(_ inner: Node, level: Int) -> Node {
            let text = TestDocument.text("镇")
            switch self {
            case .inlineBlocks:
                return node(.inlineBlock, [text, inner])
            case .floats:
                return node(.block, [inner, text]) { $0.float = .left }
            case .rows:
                // The neighbour is taller: the inner row is set again to fill the line.
                let tall = node(.block, [text, .lineBreak, text]) { $0.minHeight = .length((60 + level) * .millimetre) }
                return node(.flex, [inner, tall])
            case .columns:
                return node(.flex, [inner, node(.block, [text])]) {
                    $0.flexDirection = .column
                    $0.minHeight = .length((60 + 3 * level) * .millimetre)
                }
            case .wrapping:
                return node(.flex, [inner, node(.block, [text])]) {
                    $0.flexWrap = .wrap
                    $0.flexDirection = level % 2 == 0 ? .column : .row
                }
            case .tables:
                return node(.table, [node(.tableRow, [node(.tableCell, [text]), node(.tableCell, [inner])])])
            case .turned:
                return node(.inlineBlock, [text, inner]) {
                    $0.writingMode = level % 2 == 0 ? .verticalRL : .horizontalTB
                }
            case .mixed:
                let kinds: [Kind] = [.inlineBlocks, .rows, .tables, .floats, .columns]
                return kinds[level % kinds.count].around(inner, level: level)
            }
        }

        private func node(
            _ display: Display, _ content: [Node], _ change: (inout StyleValues) -> Void = { _ in }
        ) -> Node {
            let style = TestDocument.style(display) { values in
                NestedBoxTests.border(&values)
                change(&values)
            }
            return .box(TestDocument.box(style, content))
        }
    }

    private func nested(_ kind: Kind, depth: Int) -> Node {
        var inner = TestDocument.text("村")
        for level in 0..<depth { inner = kind.around(inner, level: depth - level) }
        return inner
    }

    /// How often boxes are laid out or measured for a document, which must say what it holds.
    private func work(_ kind: Kind, depth: Int) throws -> Int {
        let typesetter = Typesetter(fonts: try TestFonts.catalog())
        let document = TestDocument.document([nested(kind, depth: depth)], width: 200, height: 600)
        let text = try typesetter.layout(document).map { $0.everyText }.joined()
        #expect(text.contains("村"))
        return typesetter.shaper.nestedBoxes.work
    }

    @Test(arguments: Kind.allCases) func theWorkGrowsAsTheBoxesDo(_ kind: Kind) throws {
        // Twice the work a level would make the second sixteen times the first, and that before it takes long; once
        // more for each level around it, four times.
        let (low, high) = (try work(kind, depth: 4), try work(kind, depth: 8))
        try #require(low > 0 && high <= 8 * low, "\(low) for 4 boxes, \(high) for 8")
        let deep = try work(kind, depth: NestedBoxTests.depth)
        #expect(deep <= 8 * low * NestedBoxTests.depth, "\(low) for 4 boxes, \(deep) for \(NestedBoxTests.depth)")
    }
}

extension Page {
    fileprivate var everyText: String { NestedBoxTests.text(items) }
}

extension NestedBoxTests {
    fileprivate static func text(_ items: [FrameItem]) -> String {
        items.map { item in
            switch item {
            case .glyphs(let run): run.text
            case .group(let group): text(group.items)
            default: ""
            }
        }.joined()
    }
}

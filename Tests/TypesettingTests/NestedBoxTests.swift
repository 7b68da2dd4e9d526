import Markup
import Testing
@testable import Typesetting

/// Boxes that are as wide as their content, each inside another. Measuring and setting must not double the work with
/// each level: at these depths a layout that did would not end.
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
                    $0.flexWrap = true
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

    @Test(.timeLimit(.minutes(1)), arguments: Kind.allCases) func deepBoxesEnd(_ kind: Kind) throws {
        let pages = try TestDocument.pages([nested(kind, depth: NestedBoxTests.depth)], width: 200, height: 600)
        let text = pages.map { $0.everyText }.joined()
        #expect(text.contains("村"))
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

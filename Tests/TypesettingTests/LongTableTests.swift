import Diagnostics
import Markup
import Synchronization
import TestSupport
import Testing
@testable import Typesetting

/// Random tables over many pages: what must hold whatever they look like.
struct RandomTable {
    /// The whole document, its rows in a stream or in the tree.
    private(set) var rows: [Node] = []
    private(set) var amounts: [Int] = []
    /// The text of every cell, unique, in order.
    private(set) var texts: [String] = []
    private let style: ComputedStyle
    private let pageHeight: Int
    private let hasSums: Bool

    private static let cell = TestDocument.style(.tableCell) { values in
        values.border = Edges(all: Border(width: 7_200, line: .solid, color: .black))
        values.padding = Edges(all: .length(18_000))
    }
    private static let row = TestDocument.style(.tableRow)
    private static let plain = TestDocument.style(.tableRow) {
        $0.orphans = 1
        $0.widows = 1
    }

    init(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let columns = Int.random(in: 2...4, using: &random)
        hasSums = Bool.random(using: &random)
        pageHeight = Int.random(in: 60...90, using: &random)
        let isCollapsed = Bool.random(using: &random)
        let spacing = Int.random(in: 0...1, using: &random)
        style = TestDocument.style(.table) { values in
            values.tableLayout = .fixed
            values.width = .percent(10_000)
            values.borderCollapse = isCollapsed ? .collapse : .separate
            values.borderSpacing = spacing * .millimetre
        }
        let rowStyle = Bool.random(using: &random) ? RandomTable.row : RandomTable.plain
        var below = 0
        for at in 0..<Int.random(in: 1...40, using: &random) {
            var cells: [Node] = []
            if below == 0, Int.random(in: 0..<6, using: &random) == 0 {
                below = Int.random(in: 2...5, using: &random)
                cells.append(cell("甲\(at)", rows: below))
            } else if below == 0 {
                cells.append(cell("甲\(at)"))
            }
            below = max(0, below - 1)
            for column in 1..<columns {
                let isLong = Int.random(in: 0..<12, using: &random) == 0
                let words = isLong ? Int.random(in: 1...120, using: &random) : 1
                cells.append(cell((0..<words).map { "乙\(at)列\(column)段\($0)" }.joined(separator: "，")))
            }
            var box = TestDocument.box(rowStyle, cells)
            amounts.append(Int.random(in: -99...999_999, using: &random))
            box.attributes.amounts = ["金额": amounts[at]]
            rows.append(.box(box))
        }
    }

    private mutating func cell(_ text: String, rows: Int = 1) -> Node {
        texts.append(text)
        var box = TestDocument.box(RandomTable.cell, [TestDocument.text(text)])
        box.attributes.rowSpan = rows
        return .box(box)
    }

    static func sum(_ kind: PageSum.Kind, _ name: String) -> Node {
        .pageSum(PageSum(kind: kind, amount: "金额") { "\(name)\($0)；" }, TestDocument.span)
    }

    func document(isStreamed: Bool) -> Document {
        func group(_ display: Display, _ rows: [[Node]]) -> Node {
            .box(
                TestDocument.box(
                    TestDocument.style(display),
                    rows.map { nodes in
                        var cell = TestDocument.box(RandomTable.cell, nodes)
                        cell.attributes.columnSpan = 2
                        return .box(TestDocument.box(RandomTable.row, [.box(cell)]))
                    }))
        }
        let next = Mutex(rows[...])
        let stream = RowStream { next.withLock { $0.popFirst().map { [$0] } } }
        let body = TestDocument.box(TestDocument.style(.tableRowGroup), isStreamed ? [.rows(stream)] : rows)
        var parts = [group(.tableHeaderGroup, [[TestDocument.text("表头")]]), .box(body)]
        if hasSums {
            parts[0] = group(
                .tableHeaderGroup, [[TestDocument.text("表头")], [RandomTable.sum(.broughtForward, "承前")]])
            parts.append(
                group(
                    .tableFooterGroup,
                    [[RandomTable.sum(.pageSum, "小计")], [RandomTable.sum(.carriedForward, "过次")]]))
        }
        let margin = MarginBox(
            style: TestDocument.style { $0.fontSize = 6 * .point },
            content: [.text("第"), .pageNumber(), .text("页共"), .pageCount(), .text("页")])
        let rule = PageRule(
            size: PageRule.Size(width: 90 * .millimetre, height: pageHeight * .millimetre),
            margin: Edges(all: 5 * .millimetre), marginBoxes: [.bottomCenter: margin])
        let before = TestDocument.box([TestDocument.text("前")])
        let table = TestDocument.box(style, parts)
        return Document(
            title: "表", pages: PageRules(rules: [rule]),
            root: TestDocument.box([.box(before), .box(table), TestDocument.text("后")]))
    }

    var checksSums: Bool { hasSums }
}

@Suite struct LongTableTests {
    @Test(arguments: 1...24) func aStreamGivesTheSamePages(_ seed: UInt64) throws {
        let table = RandomTable(seed: seed)
        let typesetter = Typesetter(fonts: try TestFonts.catalog())
        let pages = try typesetter.layout(table.document(isStreamed: false))
        let spool = PageSpool(memoryLimit: 500)
        try typesetter.layout(table.document(isStreamed: true), into: spool)
        var streamed: [Page] = []
        try spool.forEachPage { streamed.append($0) }
        #expect(FrameDump.text(streamed) == FrameDump.text(pages))
    }

    @Test(arguments: 1...24) func nothingIsLostAndNothingOverlaps(_ seed: UInt64) throws {
        let table = RandomTable(seed: seed)
        let pages = try Typesetter(fonts: TestFonts.catalog()).layout(table.document(isStreamed: false))
        // Cells of one row may take turns in the order of the text; each is whole, whatever pages it goes over.
        let all = pages.map(\.text).joined()
        let marks = all.filter { "甲乙列段".contains($0) }.count
        #expect(marks == table.texts.joined().filter { "甲乙列段".contains($0) }.count)
        #expect(all.contains("前") && all.contains("后"))
        for page in pages {
            let area = try #require(page.typeArea)
            // To the middle of the last character, however narrow.
            var lines: [(x: Range<Length>, y: Range<Length>, text: String)] = []
            for run in page.items.flatMap(\.runs) where run.size == 10 * .point {
                let width = run.glyphs.last.map { $0.x + run.size / 4 } ?? 0
                lines.append((run.origin.x..<run.origin.x + width, run.origin.y - run.size..<run.origin.y, run.text))
                #expect(run.origin.x >= area.x && run.origin.x + width <= area.x + area.width)
                #expect(run.origin.y - run.size / 2 >= area.y && run.origin.y <= area.y + area.height)
            }
            for (at, one) in lines.enumerated() {
                for other in lines[(at + 1)...] where one.x.overlaps(other.x) {
                    #expect(!one.y.overlaps(other.y), "\(one.text) and \(other.text) on page \(page.number)")
                }
            }
        }
    }

    @Test(arguments: 1...24) func sumsAreThoseOfTheRows(_ seed: UInt64) throws {
        let table = RandomTable(seed: seed)
        guard table.checksSums else { return }
        let pages = try Typesetter(fonts: TestFonts.catalog()).layout(table.document(isStreamed: true))
        var carried = 0
        var total = 0
        for page in pages where page.text.contains("小计") {
            let sum = try #require(number("小计", page.text))
            if carried != 0 || page.text.contains("承前") {
                #expect(number("承前", page.text) == carried)
            }
            total += sum
            carried = try #require(number("过次", page.text))
            #expect(carried == total)
            // The rows whose first cell of their own begins here.
            let begun = table.amounts.indices.filter { page.text.contains("乙\($0)列1段0") && begins($0, page, pages) }
            #expect(begun.reduce(0) { $0 + table.amounts[$1] } == sum)
        }
        #expect(total == table.amounts.reduce(0, +))
        #expect(pages.filter { $0.text.contains("小计") }.dropFirst().allSatisfy { $0.text.contains("承前") })
    }

    /// Whether the page is the first with the row's text.
    private func begins(_ row: Int, _ page: Page, _ pages: [Page]) -> Bool {
        pages.first { $0.text.contains("乙\(row)列1段0") }?.number == page.number
    }

    private func number(_ name: String, _ text: String) -> Int? {
        guard let range = text.range(of: name) else { return nil }
        return Int(text[range.upperBound...].prefix { $0 != "；" })
    }

    @Test func rowsArePulledAsPagesAreFilled() throws {
        let count = 2_000
        // The stream is asked on this thread, while pages go to the spool.
        nonisolated(unsafe) let spool = PageSpool()
        let state = Mutex((row: 0, ahead: 0))
        let stream = RowStream {
            let row = state.withLock { state in
                state.row += 1
                // Eight rows fill a page.
                state.ahead = max(state.ahead, state.row - spool.filledCount * 8)
                return state.row
            }
            guard row <= count else { return nil }
            let cells = ["\(row)", "名"].map { text in
                Node.box(TestDocument.box(TestDocument.style(.tableCell), [TestDocument.text(text)]))
            }
            return [.box(TestDocument.box(TestDocument.style(.tableRow), cells))]
        }
        let fixed = TestDocument.style(.table) {
            $0.tableLayout = .fixed
            $0.width = .percent(10_000)
        }
        let document = TestDocument.document([.box(TestDocument.box(fixed, [.rows(stream)]))])
        try Typesetter(fonts: TestFonts.catalog()).layout(document, into: spool)
        #expect(spool.pageCount == count / 8)
        #expect(state.withLock { $0.ahead } <= TableLayout.measuredRows + 40)
    }
}

import Markup
import TestSupport
import Testing
@testable import Typesetting

@Suite struct TableTests {
    private func cell(_ text: String, columns: Int = 1, rows: Int = 1, width: Dimension = .auto) -> Node {
        var box = TestDocument.box(TestDocument.style(.tableCell) { $0.width = width }, [TestDocument.text(text)])
        box.attributes.columnSpan = columns
        box.attributes.rowSpan = rows
        return .box(box)
    }

    private func row(_ cells: [Node]) -> Node { .box(TestDocument.box(TestDocument.style(.tableRow), cells)) }

    private func table(_ rows: [Node], _ change: (inout StyleValues) -> Void = { _ in }) -> Box {
        TestDocument.box(TestDocument.style(.table, change), rows)
    }

    private func layout() throws -> FlowLayout {
        FlowLayout(
            shaper: ParagraphShaper(fonts: try TestFonts.catalog()), subject: nil, regionHeight: 200 * .millimetre)
    }

    @Test(arguments: 1...40) func columnsMakeUpTheTable(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let columns = Int.random(in: 1...7, using: &random)
        let rows = (0..<3).map { _ in
            row(
                (0..<columns).map { _ in
                    let asked = Int.random(in: 0..<4, using: &random) == 0
                    return cell(
                        String(repeating: "字", count: Int.random(in: 1...9, using: &random)),
                        width: asked ? .length(Int.random(in: 1...20, using: &random) * .millimetre + 7) : .auto)
                })
        }
        let isFixed = Bool.random(using: &random)
        let width = Int.random(in: 150...250, using: &random) * .millimetre + Int.random(in: 0...99, using: &random)
        let box = table(rows) { values in
            values.tableLayout = isFixed ? .fixed : .auto
            values.borderSpacing = Int.random(in: 0...3, using: &random) * .millimetre
        }
        let spacing = box.style.values.cellSpacing * (columns + 1)
        let widths = try TableColumns(layout: layout(), grid: TableGrid(box), table: box.style.values)
            .widths(width, available: width)
        #expect(widths.reduce(spacing, +) == width)
        #expect(widths.allSatisfy { $0 > 0 })
    }

    @Test func aTableWithoutAWidthFitsItsContent() throws {
        let box = table([row([cell("一二三"), cell("四")])])
        let rows = try TableLayout(layout: layout())
            .rows(box, width: nil, available: 100 * .millimetre, mayStream: false, x: { _ in 0 })
        #expect(rows.columns.width == 40 * .point)
    }

    @Test func cellsFindTheirPlaces() throws {
        let box = table([
            row([cell("甲", rows: 2), cell("乙", columns: 2)]), row([cell("丙"), cell("丁", rows: 9)]),
        ])
        let grid = try TableGrid(box)
        #expect(grid.columnCount == 3)
        let places = grid.rows.flatMap(\.cells).map { [$0.row, $0.column, $0.rowSpan, $0.columnSpan] }
        #expect(places == [[0, 0, 2, 1], [0, 1, 1, 2], [1, 1, 1, 1], [1, 2, 1, 1]])
    }

    @Test func whatIsNoRowOrCellGetsOne() throws {
        let loose = table([TestDocument.text("甲"), row([TestDocument.text("乙"), cell("丙")]), cell("丁")])
        let grid = try TableGrid(loose)
        #expect(grid.rows.map(\.cells.count) == [1, 2, 1])
        #expect(try TestDocument.pages([.box(loose)]).map(\.text) == ["甲乙丙丁"])
    }

    @Test func noRowIsLostOverPages() throws {
        let head = TestDocument.box(TestDocument.style(.tableHeaderGroup), [row([cell("头")])])
        let rows = (0..<50).map { _ in row([cell("行")]) }
        let pages = try TestDocument.pages([.box(table([.box(head)] + rows))])
        #expect(pages.count == 8)
        #expect(pages.allSatisfy { $0.text.hasPrefix("头") })
        #expect(pages.map(\.text).joined().filter { $0 == "行" }.count == 50)
    }

    @Test func aHeadThatLeavesNoRoomForARowIsNotRepeated() throws {
        let tall = TestDocument.style(.tableRow) { $0.height = .length(30 * .millimetre) }
        let head = TestDocument.box(TestDocument.style(.tableHeaderGroup), [row([cell("头")]), row([cell("头")])])
        let rows = (0..<3).map { _ in Node.box(TestDocument.box(tall, [cell("行")])) }
        let high = TestDocument.style(.tableRow) { $0.height = .length(35 * .millimetre) }
        let last = Node.box(TestDocument.box(high, [cell("末")]))
        let pages = try TestDocument.pages([.box(table([.box(head)] + rows + [last]))])
        #expect(pages.map(\.text) == ["头头行", "头头行", "头头行", "末"])
    }
}

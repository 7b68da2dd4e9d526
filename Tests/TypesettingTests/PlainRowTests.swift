import Markup
import TestSupport
import Testing

@testable import Typesetting

/// Rows of plain cells become slabs without steps between; it must not show.
@Suite struct PlainRowTests {
    /// What rows and cells look like, one entry a column.
    private struct Look {
        var cells: [StyleValues]
        var row = StyleValues()
        var table = StyleValues()

        init(_ random: inout SplitMix64) {
            let rule = Border(width: .point, line: .solid, color: .black)
            cells = (0..<Int.random(in: 1...4, using: &random)).map { _ in
                var cell = StyleValues()
                cell.display = .tableCell
                cell.fontFamily = [["fangsong"], ["songti"]].randomElement(using: &random)!
                cell.fontSize = Int.random(in: 7...14, using: &random) * .point
                cell.lineHeight = .length(Int.random(in: 4...7, using: &random) * .millimetre)
                cell.verticalAlign = [.baseline, .middle, .bottom, .top].randomElement(using: &random)!
                cell.textAlign = [.start, .center, .end].randomElement(using: &random)!
                cell.padding = Edges(all: .length(Int.random(in: 0...2, using: &random) * .millimetre))
                if Bool.random(using: &random) { cell.backgroundColor = Color(200, 220, 240) }
                if Bool.random(using: &random) { cell.border = Edges(all: rule) }
                if Bool.random(using: &random) { cell.height = .length(8 * .millimetre) }
                return cell
            }
            row.display = .tableRow
            if Bool.random(using: &random) { row.height = .length(11 * .millimetre) }
            if Bool.random(using: &random) { row.backgroundColor = Color(240, 240, 200) }
            table.display = .table
            table.borderCollapse = Bool.random(using: &random) ? .collapse : .separate
            table.tableLayout = .fixed
            table.width = .length(150 * .millimetre)
        }
    }

    /// - Parameter isPlain: whether cells hold their text directly; an element around it leads the general way.
    private func frames(_ texts: [[String]], _ look: Look, isPlain: Bool) throws -> String {
        let styles = look.cells.map(ComputedStyle.init)
        let rowStyle = ComputedStyle(look.row)
        let rows = texts.map { texts -> Node in
            let cells = zip(texts, styles).map { text, style -> Node in
                if isPlain { return .box(TestDocument.box(style, [TestDocument.text(text)])) }
                var inner = StyleValues()
                inner.inheritText(from: style.values)
                let around = TestDocument.box(ComputedStyle(inner), [TestDocument.text(text)])
                return .box(TestDocument.box(style, [.box(around)]))
            }
            return .box(TestDocument.box(rowStyle, cells))
        }
        let table = TestDocument.box(ComputedStyle(look.table), rows)
        return FrameDump.text(try TestDocument.pages([.box(table)], width: 180, height: 90))
    }

    @Test(arguments: 1...60) func comesOutLikeAnyOtherRow(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let look = Look(&random)
        let pieces = ["王䶮", "12", "3.50", "前桥村", "（补）", "2024-03-12", "A7"]
        let texts = (0..<Int.random(in: 1...14, using: &random)).map { _ in
            look.cells.map { _ in pieces.randomElement(using: &random)! }
        }
        #expect(try frames(texts, look, isPlain: true) == frames(texts, look, isPlain: false))
    }
}

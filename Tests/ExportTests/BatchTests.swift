import Markup
import Testing
import Typesetting

@testable import Export

/// Files written one after the other share fonts; it must not show in them.
@Suite struct BatchTests {
    private func letter(_ name: String) throws -> [Page] {
        try TestPages.pages("<h1>缴费通知</h1><p>\(name)：请于十月底前缴费。</p>", css: "h1 { font-family: heiti; }")
    }

    @Test func whatWasWrittenBeforeDoesNotShow() throws {
        let pages = try TestPages.everything()
        let alone = try TestPages.pdf(pages)
        let exporter = PDFExporter()
        for name in ["王䶮", "褚𠮷祥", "买买提"] { _ = try exporter.pdf(try letter(name), TestPages.info) }
        #expect(try exporter.pdf(pages, TestPages.info) == alone)
    }

    @Test func fontsOfAFileHaveTagsOfTheirOwn() throws {
        let text = try TestPages.objects(TestPages.pdf(try letter("王䶮")))
        let tags = Set(text.matches(of: /\/BaseFont \/([A-Z]{6})\+/).map { $0.1 })
        let names = Set(text.matches(of: /\/BaseFont \/[A-Z]{6}\+([^ \n]+)/).map { $0.1 })
        #expect(names.count > 1 && tags.count == names.count)
    }

    @Test func aSealOnManyPagesIsHeldOnce() throws {
        let seal = #"<official-seal name="周营镇人民政府" width="30mm" height="30mm"></official-seal>"#
        func size(_ count: Int) throws -> Int {
            let body = (0..<count).map { _ in "<p style=\"break-after: page\">\(seal)</p>" }.joined()
            return try TestPages.pdf(try TestPages.pages(body)).count
        }
        let (few, many) = (try size(3), try size(13))
        // A page without a seal of its own takes less than 700 bytes; drawing one takes more than 2,000.
        #expect(many - few < 10 * 700)
    }

    /// A rule that comes after text of another colour is drawn over it; of the same colour it may be drawn before.
    @Test func colourThatComesLaterStaysOnTop() throws {
        let covered = try TestPages.pages(
            """
            <p>国国国国</p><p class="red">　</p>
            """, css: "p { height: 7mm } .red { background: #ff0000; margin-top: -7mm; position: relative; }")
        let empty = try TestPages.pages(
            """
            <p>　</p><p class="red">　</p>
            """, css: "p { height: 7mm } .red { background: #ff0000; margin-top: -7mm; position: relative; }")
        let exporter = PDFExporter()
        #expect(try exporter.png(covered[0], dotsPerInch: 50) == exporter.png(empty[0], dotsPerInch: 50))
    }

    @Test func bordersOfNeighbouringCellsAreOneRule() throws {
        let row = "<tr><td>一</td><td>二</td><td>三</td></tr>"
        func size(_ rows: Int) throws -> Int {
            let pages = try TestPages.pages(
                "<table>\(String(repeating: row, count: rows))</table>",
                css: "table { border-collapse: collapse } td { border: 1pt solid #000000; line-height: 4mm }")
            return try TestPages.pdf(pages).count
        }
        #expect(try size(14) - size(4) < 10 * 60)
    }
}

@Suite struct QRPenaltyTests {
    private func penalty(_ rows: [String]) -> QRPenalty? {
        QRPenalty(BarCodeModules(rows.map { $0.map { $0 == "#" } }))
    }

    private func square(_ size: Int, _ dark: (Int, Int) -> Bool) -> [String] {
        (0..<size).map { row in String((0..<size).map { dark(row, $0) ? "#" : "." }) }
    }

    @Test func aChessboardHasNone() { #expect(penalty(square(21) { ($0 + $1) % 2 == 0 })?.total == 0) }

    @Test func oneColourHasEverything() {
        // 42 lines of 3 + 16, 400 blocks, 50 in a hundred off.
        #expect(penalty(square(21) { _, _ in true })?.total == 42 * 19 + 400 * 3 + 100)
    }

    @Test func stripesHaveRuns() {
        #expect(penalty(square(20) { row, _ in row % 2 == 0 })?.total == 20 * (3 + 15))
    }

    @Test func aFinderInALineCounts() {
        let board = square(21) { ($0 + $1) % 2 == 0 }
        var marked = board
        marked[10] = "....#.###.#....#.#.#."
        let plain = penalty(board)!.total
        // Twice: light before it and light behind it.
        #expect(penalty(marked)!.total >= plain + 80)
    }

    @Test func wideCodesAreNotWeighed() { #expect(penalty(square(65) { _, _ in true }) == nil) }
}

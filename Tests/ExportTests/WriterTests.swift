import Diagnostics
import Foundation
import Markup
import TestSupport
import Testing
@testable import Export
@testable import Typesetting

/// How pages become bytes: numbers, operators, and that they do not depend on each other.
@Suite struct WriterTests {
    private func written(_ body: (PDFBytes) -> Void) -> String {
        let out = PDFBytes(capacity: 1)
        body(out)
        return String(decoding: out.array, as: UTF8.self)
    }

    @Test func numbersAreWrittenAsTheyAre() {
        var random = SplitMix64(seed: 3)
        let some = (0..<2_000).map { _ in Int(truncatingIfNeeded: random.next()) >> random.below(63) }
        for value in some + [0, 1, -1, 9, 10, 99, 100, -100, .max, .min] {
            #expect(written { $0.number(value) } == "\(value) ")
            let real = written { $0.number(millionths: value) }
            #expect(Double(real.dropLast()) == Double("\(value)e-6"), "\(value)")
            #expect(!real.contains("e") && !real.hasSuffix(". "))
        }
        #expect(written { $0.number(millionths: -500_000) } == "-.5 ")
        #expect(written { $0.number(hundredths: 59_528) } == "595.28 ")
        #expect(written { $0.number(nanos: 1 / 113.385) } == "0.008819509 ")
    }

    @Test func textsAndNamesAreEscaped() {
        #expect(written { $0.string("a(b)\\\r".utf8) } == "(a\\(b\\)\\\\\\r)")
        #expect(written { $0.text("A (1)") } == "(A \\(1\\))")
        #expect(written { $0.text("征𠮷") } == "<FEFF5F81D842DFB7>")
        #expect(written { $0.name("a/b#c 征") } == "/a#2Fb#23c#20#E5#BE#81")
    }

    @Test func lengthsBecomeTheNearestUnit() {
        #expect(Units.whole(12_700) == 100 && Units.whole(63) == 0 && Units.whole(64) == 1)
        var random = SplitMix64(seed: 5)
        for _ in 0..<1_000 {
            let length = random.below(1 << 30) - 1 << 29
            #expect(Units.whole(length) == Int((Double(length) / 127).rounded()))
            #expect(Units.whole(-length) == -Units.whole(length))
        }
        // Far out, not over the edge of what readers can count.
        #expect(abs(Units.whole(.max)) < 1 << 31 && abs(Units.whole(.min)) < 1 << 31)
    }

    /// What a page's operators say.
    private func operators(_ items: [FrameItem], tagged: Bool = false) throws -> String {
        let options = PDFOptions(isTagged: tagged)
        let pdf = try PDFExporter().pdf([TestPictures.page(items)], TestPages.info, options: options)
        return String(decoding: try QPDFFile(pdf).pages()[0]["/Contents"].streamBytes(), as: UTF8.self)
    }

    @Test func rectanglesOfOneColourAreFilledTogether() throws {
        let red = Color(255, 0, 0)
        let text = try operators([
            .fill(TestPictures.rect(10, 10, 20, 1), red), .fill(TestPictures.rect(30, 10, 20, 1), red),
            .fill(TestPictures.rect(10, 20, 1, 1), red), .fill(TestPictures.rect(10, 30, 1, 1), .black),
        ])
        // Two that go on in each other are one; 10 mm are 28.35 points, from the foot of a page of 100 mm.
        #expect(
            text == ".01 0 0 .01 0 0 cm 1 0 0 rg 2835 25228 11338 284 re 2835 22394 283 283 re f 0 g "
                + "2835 19559 283 284 re f\n", "\(text)")
    }

    @Test func coloursAndOpacitiesAreSetWhenTheyChange() throws {
        let items: [FrameItem] = (0..<3).flatMap { at -> [FrameItem] in
            [
                .fill(TestPictures.rect(0, at * 10, 5, 5), Color(0, 0, 255, 128)),
                .path(
                    Path(
                        origin: Point(x: 0, y: 0),
                        segments: [.move(Point(x: 0, y: 0)), .line(Point(x: 12_700, y: 0))],
                        paint: .stroke(12_700, dashes: [12_700, 25_400]), color: Color(0, 0, 255, 128))),
            ]
        }
        let text = try operators(items)
        let pieces = [
            ("gs", 1), (" rg", 1), (" RG", 1), ("100 w", 1), ("[100 200 ]0 d", 1), ("0 28346 m 100 28346 l S", 3),
        ]
        for (piece, count) in pieces {
            #expect(text.components(separatedBy: piece).count == count + 1, "\(piece) in \(text)")
        }
    }

    /// Glyphs on their widths need no numbers; a gap is one number; a new line is a move.
    @Test func textGoesOnByItsWidths() throws {
        let text = try operators(TestPages.pages("<p>征缴凭证</p><p style=\"letter-spacing: 1mm\">征缴</p>")[0].items)
        let strings = text.split(separator: "Td ").dropFirst()
        #expect(strings.count == 2, "\(text)")
        #expect(strings.first?.contains("Tj") == true && strings.first?.contains("TJ") == false, "\(text)")
        #expect(strings.last?.contains(")-236(") == true, "1 mm of 12 pt is 236 thousandths: \(text)")
        #expect(text.components(separatedBy: "Tf").count == 2 && text.components(separatedBy: "BT").count == 2)
    }

    @Test(arguments: [false, true]) func pagesEncodedByManyAreTheSameAsByOne(isTagged: Bool) async throws {
        let seal = "<official-seal name=\"周营镇人民政府\" width=\"30mm\" height=\"30mm\"></official-seal>"
        let body = (1...12).map {
            "<h2>第\($0)章</h2><p>王䶮 a&#160;b c<a href=\"#x\">链</a></p>"
                + "<p style=\"break-after: page\">\(seal)</p>"
        }
        let pages = try TestPages.pages("<p id=\"x\">头</p>" + body.joined(), tagged: isTagged)
        let options = PDFOptions(isTagged: isTagged)
        let serial = try PDFExporter().pdf(pages, TestPages.info, options: options)
        let encoded = try await withThrowingTaskGroup(of: [(Int, EncodedPage)].self) { group in
            for worker in 0..<3 {
                group.addTask {
                    let encoder = PageEncoder(tagged: isTagged)
                    return try pages.indices.filter { $0 % 3 == worker }.reversed().map {
                        ($0, try encoder.encode(pages[$0]))
                    }
                }
            }
            var all: [(Int, EncodedPage)] = []
            for try await some in group { all += some }
            return all.sorted { $0.0 < $1.0 }.map(\.1)
        }
        var bytes: [UInt8] = []
        let writer = try PDFWriter(TestPages.info, options: options) { bytes += $0 }
        for page in encoded { try writer.append(page) }
        try writer.finish()
        #expect(bytes == serial)
    }

    /// A glyph stands for one text in the file; where it is another, the content says so, also on other pages and in
    /// forms.
    @Test func aGlyphThatStandsForTwoCharactersKeepsBoth() throws {
        let pages = try TestPages.pages("<p>甲</p><p style=\"break-before: page\">乙</p>")
        func told(_ text: String, _ page: Page, _ number: Int, copies: Int) -> Page {
            let items = page.items.map { item -> FrameItem in
                guard case .glyphs(let run) = item else { return item }
                return .glyphs(
                    GlyphRun(
                        face: run.face, size: run.size, color: run.color, origin: run.origin,
                        glyphs: Array(repeating: run.glyphs[0], count: copies),
                        text: String(repeating: text, count: copies),
                        clusters: Array(repeating: .init(bytes: text.utf8.count, glyphs: 1), count: copies)))
            }
            return TestPictures.page(
                copies > 1 ? [.group(FrameGroup(origin: Point(x: 0, y: 0), items: items))] : items, number: number)
        }
        // The same glyph as 甲, as a sign beyond the plane, as several characters; in the last two in a form.
        let all = [
            told("甲", pages[0], 1, copies: 1), told("𠮷", pages[0], 2, copies: 1), told("甲", pages[0], 3, copies: 20),
            told("子丑", pages[0], 4, copies: 20),
        ]
        let scratch = try ScratchFolder()
        let file = try scratch.write(TestPages.pdf(all), to: "a.pdf")
        for (at, wanted) in ["甲", "𠮷", "甲", "子丑"].enumerated() {
            let text = try Command.run(
                "pdftotext", ["-f", "\(at + 1)", "-l", "\(at + 1)", file, "-"], environment: ["LC_ALL": "C.UTF-8"]
            ).text
            #expect(text.contains(wanted) && !text.contains(wanted == "甲" ? "子" : "甲"), "page \(at + 1): \(text)")
        }
        #expect(try TestPages.objects(TestPages.pdf(all)).contains("/ActualText"))
    }

    @Test func formsOfOtherEncodersAreHeldOnce() throws {
        let seal = "<official-seal name=\"周营镇人民政府\" width=\"30mm\" height=\"30mm\"></official-seal>"
        var bytes: [UInt8] = []
        let writer = try PDFWriter(TestPages.info) { bytes += $0 }
        for number in 1...4 {
            var page = try TestPages.pages("<p>\(seal)</p>")[0]
            page.number = number
            try writer.append(PageEncoder().encode(page))
        }
        try writer.finish()
        #expect(try TestPages.objects(bytes).components(separatedBy: "/Subtype /Form").count == 2)
    }

    @Test func aLongFileIsGivenAwayInPieces() throws {
        var random = SplitMix64(seed: 1)
        var pieces: [Int] = []
        let writer = try PDFWriter(TestPages.info) { pieces.append($0.count) }
        let encoder = PageEncoder()
        for number in 1...250 {
            let items = (0..<2_000).map { _ -> FrameItem in
                .fill(
                    TestPictures.rect(random.below(90), random.below(90), 1 + random.below(9), 1 + random.below(9)),
                    Color(UInt8(random.below(256)), 0, 0))
            }
            try writer.append(encoder.encode(TestPictures.page(items, number: number)))
        }
        try writer.finish()
        #expect(pieces.count > 2 && pieces.allSatisfy { $0 < 3 << 20 })
    }
}

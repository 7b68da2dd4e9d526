import Foundation
import Markup
import TestSupport
import Testing
import Typesetting
@testable import Export

/// PDFs as other programs read them.
@Suite struct PDFExporterTests {
    private func run(_ program: String, _ arguments: [String], _ pdf: [UInt8]) throws -> Command.Outcome {
        let scratch = try ScratchFolder()
        let file = try scratch.write(pdf, to: "a.pdf")
        return try Command.run(program, arguments.map { $0 == "FILE" ? file : $0 }, environment: ["LC_ALL": "C.UTF-8"])
    }

    @Test func theSamePagesGiveTheSameBytes() throws {
        let exporter = PDFExporter()
        let first = try exporter.pdf(TestPages.everything(), TestPages.info)
        #expect(try exporter.pdf(TestPages.everything(), TestPages.info) == first)
        #expect(try PDFExporter().pdf(TestPages.everything(), TestPages.info) == first)
    }

    @Test func threadsAtWorkAtOnceGiveTheSameBytes() async throws {
        let expected = try TestPages.pdf(TestPages.everything())
        try await withThrowingTaskGroup(of: [[UInt8]].self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let exporter = PDFExporter()
                    return try (0..<5).map { _ in try exporter.pdf(TestPages.everything(), TestPages.info) }
                }
            }
            for try await files in group { #expect(files.allSatisfy { $0 == expected }) }
        }
    }

    @Test func qpdfFindsNothingWrong() throws {
        let outcome = try run("qpdf", ["--check", "FILE"], TestPages.pdf(TestPages.everything()))
        #expect(outcome.status == 0, "\(outcome.text)\(outcome.errorText)")
    }

    @Test func allFontsAreEmbeddedAndCutDown() throws {
        let pdf = try TestPages.pdf(TestPages.everything())
        let rows = try run("pdffonts", ["FILE"], pdf).text.split(separator: "\n").dropFirst(2)
        #expect(rows.count >= 4)
        for row in rows {
            // The columns at the end: emb, sub, uni, object number and generation.
            let columns = row.split(separator: " ").suffix(5)
            #expect(Array(columns.prefix(3)) == ["yes", "yes", "yes"], "\(row)")
        }
        #expect(pdf.count < 200_000)
    }

    @Test func theTextComesOutWhole() throws {
        let text = try run("pdftotext", ["-raw", "FILE", "-"], TestPages.pdf(TestPages.everything())).text
        let compact = text.filter { !$0.isWhitespace }
        let wanted = [
            "王䶮", "㼆某", "褚𠮷祥", "𫖯", "𬭎", "𰻝", "阿卜杜热合曼·阿卜杜克热木·买买提伊明·麦麦提艾力", "第一章", "第二章", "黑体ABC123",
            "链接", "转过的字", "样章", "37040300",
        ]
        for piece in wanted { #expect(compact.contains(piece), "\(piece)") }
    }

    /// Text that runs another way, or has marks and annotations, comes out in the order in which it is read.
    @Test func otherScriptsComeOutInTheirOrder() throws {
        let pages = try TestPages.pages(
            """
            <p>维文<span dir="rtl">شىنجاڭ ئۇيغۇر</span>结束，<em>着重号</em>。</p>
            <p>བོད་རང་སྐྱོང་ལྗོངས།</p>
            <div class="v">竖排（括号），第<span class="c">100</span>号</div>
            """,
            css: """
                em { text-emphasis: dot; font-style: normal }
                .v { writing-mode: vertical-rl; height: 60mm } .c { text-combine-upright: all }
                """)
        let pdf = try TestPages.pdf(pages)
        let text = try run("pdftotext", ["-raw", "FILE", "-"], pdf).text
        // The tool puts controls around text from right to left, and spaces where letters are apart.
        let kept = text.unicodeScalars.filter { !$0.properties.isWhitespace && !(0x202A...0x202E).contains($0.value) }
        let compact = String(String.UnicodeScalarView(kept))
        for piece in ["维文شىنجاڭئۇيغۇر结束，着重号。", "བོད་རང་སྐྱོང་ལྗོངས།", "竖排（括号），第100号"] {
            #expect(compact.contains(piece), "\(compact)")
        }
    }

    @Test func noGlyphIsTheOneForMissingCharacters() throws {
        for page in try TestPages.everything() {
            for case .glyphs(let run) in page.items { #expect(run.glyphs.allSatisfy { $0.id != 0 }, "\(run.text)") }
        }
    }

    @Test func itSaysWhatItIs() throws {
        let text = try run("pdfinfo", ["-isodates", "FILE"], TestPages.pdf(TestPages.everything())).text
        let facts = text.split(separator: "\n").reduce(into: [String: String]()) { facts, line in
            let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            facts[parts[0]] = parts.count > 1 ? parts[1] : ""
        }
        #expect(facts["Title"] == TestPages.info.title)
        #expect(facts["Author"] == TestPages.info.author)
        #expect(facts["Pages"] == "2")
        #expect(facts["Page size"]?.hasPrefix("283.465 x 283.465 pts") == true)
        // 19:00 in Beijing; pdfinfo writes the time zone of the machine.
        let created = try #require(facts["CreationDate"])
        #expect(created.hasPrefix("2019-10-28T"))
        #expect(facts["ModDate"] == created)
    }

    @Test func linksAndBookmarksLeadSomewhere() throws {
        let outcome = try run("qpdf", ["--qdf", "--object-streams=disable", "FILE", "-"],
            TestPages.pdf(TestPages.everything()))
        let raw = String(decoding: outcome.output, as: UTF8.self)
        #expect(raw.contains("/URI (https://example.org/?a=1&b='2')"))
        // UTF-16 of 第一章, 第一节, 第二章, as hexadecimal strings.
        for title in ["第一章", "第一节", "第二章"] {
            let hexadecimal = title.utf16.map { unit in
                let digits = String(unit, radix: 16)
                return String(repeating: "0", count: 4 - digits.count) + digits
            }.joined()
            #expect(raw.lowercased().contains("<feff" + hexadecimal), "\(title)")
        }
        #expect(raw.contains("/Outlines"))
    }

    @Test func pagesKeepTheirSizes() throws {
        let pages = try TestPages.pages(
            "<p>甲</p><div style=\"page: wide\">乙</div>", css: "@page wide { size: 200mm 50mm; }")
        let text = try run("pdfinfo", ["-f", "1", "-l", "9", "FILE"], TestPages.pdf(pages)).text
        let sizes = text.split(separator: "\n").filter { $0.hasPrefix("Page ") && $0.contains("size") }
        #expect(sizes.map { $0.contains("283.465 x 283.465") } == [true, false])
        #expect(sizes.last?.contains("566.929 x 141.732") == true)
    }

    @Test func anEmptyDocumentIsAFileOfOnePage() throws {
        let outcome = try run("qpdf", ["--show-npages", "FILE"], TestPages.pdf(TestPages.pages("")))
        #expect(outcome.text == "1\n")
    }
}

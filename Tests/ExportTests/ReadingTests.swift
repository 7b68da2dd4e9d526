import Foundation
import TestSupport
import Testing
@testable import Export

/// What is read back out of a finished file is what the template said, however it was set.
@Suite struct ReadingTests {
    private static let number = "370403198001010018"

    struct Setting: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let body: String
        var css = ""
        /// Whether the number is whole in a line; else it is in a run.
        var inLines = true
    }

    static let settings = [
        Setting(testDescription: "plain", body: "<p>号码\(number)。</p>"),
        Setting(testDescription: "spaced letters", body: "<p style=\"letter-spacing: 1mm\">\(number)</p>"),
        Setting(testDescription: "letters far apart", body: "<p style=\"letter-spacing: 5mm\">\(number)</p>"),
        Setting(testDescription: "turned", body: "<p style=\"transform: rotate(90deg); width: 60mm\">\(number)</p>"),
        Setting(
            testDescription: "a narrow cell",
            body: "<table><tr><td style=\"width: 20mm; word-break: break-all\">\(number)</td><td>旁边</td></tr></table>",
            inLines: false),
        Setting(
            testDescription: "upright",
            body: "<div style=\"writing-mode: vertical-rl; text-orientation: upright; height: 80mm\">\(number)</div>",
            inLines: false),
        Setting(testDescription: "full width", body: "<p>３７０４０３１９８００１０１００１８</p>"),
        Setting(
            testDescription: "the head of each page", body: "<p>正文</p>",
            css: "@page { @top-left { content: \"\(number)\"; } }"),
    ]

    private static func read(_ setting: Setting, tagged: Bool) throws -> ReadPage {
        let pages = try TestPages.pages(
            setting.body, css: "@page { size: 200mm 200mm } " + setting.css, tagged: tagged)
        let pdf = try PDFExporter().pdf(pages, TestPages.info, options: PDFOptions(isTagged: tagged))
        return try #require(try ReadFile.read(pdf).pages.first)
    }

    @Test(arguments: settings, [false, true]) func numbersAreWhole(_ setting: Setting, tagged: Bool) throws {
        let page = try ReadingTests.read(setting, tagged: tagged)
        let texts = setting.inLines ? page.lines : page.runs
        let wanted = setting.testDescription == "full width" ? "３７０４０３１９８００１０１００１８" : ReadingTests.number
        #expect(texts.contains { $0.contains(wanted) }, "\(texts)")
        #expect(page.unreadable == 0)
    }

    @Test func everyPageSaysWhatPopplerReads() throws {
        let pdf = try TestPages.pdf(try TestPages.everything())
        let read = try ReadFile.read(pdf)
        let scratch = try ScratchFolder()
        let file = try scratch.write(pdf, to: "a.pdf")
        #expect(read.pages.count > 1)
        for (index, page) in read.pages.enumerated() {
            let poppler = try Command.run(
                "pdftotext", ["-f", "\(index + 1)", "-l", "\(index + 1)", file, "-"], environment: ["LC_ALL": "C.UTF-8"]
            ).text
            func letters(_ text: String) -> [Character] { text.filter { !$0.isWhitespace }.sorted() }
            #expect(letters(page.lines.joined()) == letters(poppler), "page \(index + 1)")
            #expect(page.unreadable == 0)
        }
    }

    @Test func whatNoPageShowsIsRead() throws {
        var info = TestPages.info
        info.title = "标题里的\(ReadingTests.number)"
        let pages = try TestPages.pages("<h1>书签</h1><p><a href=\"tel:13812345678\">电话</a></p>")
        let hidden = try ReadFile.read(try PDFExporter().pdf(pages, info)).hidden
        for text in ["标题里的\(ReadingTests.number)", "书签", "13812345678"] {
            #expect(hidden.contains { $0.contains(text) }, "\(text)")
        }
    }

    @Test func linearizedAndCompressedFilesAreRead() throws {
        let pages = try TestPages.pages("<p>\(ReadingTests.number)</p>")
        let pdf = try PDFExporter().pdf(pages, TestPages.info, options: PDFOptions(isLinearized: true))
        #expect(try ReadFile.read(pdf).pages[0].lines == [ReadingTests.number])
    }

    @Test func aFileThatOpensOnlyWithAPasswordIsNotTakenForAnEmptyOne() throws {
        let pages = try TestPages.pages("<p>\(ReadingTests.number)</p>")
        let pdf = try PDFExporter().pdf(
            pages, TestPages.info, options: PDFOptions(encryption: PDFEncryption(password: "a", ownerPassword: "b")))
        #expect(throws: QPDFFailure.self) { try ReadFile.read(pdf) }
        #expect(throws: QPDFFailure.self) { try ReadFile.read(Array("no PDF".utf8)) }
    }

    /// Content that breaks off or nests without end is read as far as it goes.
    @Test func malformedContentIsReadAsFarAsItGoes() {
        let sources = ["(", "[(a", "<</A", "BT (a\\", "<4", String(repeating: "[", count: 10_000), "BI ID xx", ")]>>}"]
        for source in sources {
            var tokens = ContentTokens(Array(source.utf8))
            var count = 0
            while tokens.next() != nil { count += 1 }
            #expect(count <= source.utf8.count)
        }
    }
}

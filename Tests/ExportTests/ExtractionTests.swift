import Foundation
import TestSupport
import Testing
@testable import Export

/// What pdftotext reads out of a file is what the template said.
@Suite struct ExtractionTests {
    private func text(_ body: String, tagged: Bool = false, isRaw: Bool = true) throws -> String {
        let scratch = try ScratchFolder()
        let pdf = try PDFExporter().pdf(
            TestPages.pages(body, css: "@page { size: 200mm 200mm }", tagged: tagged), TestPages.info,
            options: PDFOptions(isTagged: tagged))
        let file = try scratch.write(pdf, to: "a.pdf")
        let arguments = (isRaw ? ["-raw"] : []) + [file, "-"]
        return try Command.run("pdftotext", arguments, environment: ["LC_ALL": "C.UTF-8"]).text
    }

    private func compact(_ text: String) -> String { text.filter { !$0.isWhitespace } }

    @Test(arguments: [false, true]) func namesWithRareCharacters(tagged: Bool) throws {
        let names = [
            "阿依古丽·买买提", "迪丽热巴·迪力木拉提", "阿卜杜热合曼·阿卜杜克热木·买买提伊明·麦麦提艾力", "王䶮", "㼆某",
            "褚𠮷祥", "𪚥", "𫖯", "𬭎", "𰻝",
        ]
        let text = compact(try text(names.map { "<p>\($0)</p>" }.joined(), tagged: tagged))
        for name in names { #expect(text.contains(name), "\(name)") }
    }

    @Test func latinWithLigaturesAndMarks() throws {
        let line = "office ffi fluff e\u{0301}te Ŋ ½ № ℃ ①"
        let text = compact(try text("<p style=\"font-family: songti\">\(line)</p>"))
        #expect(text.precomposedStringWithCanonicalMapping == compact(line).precomposedStringWithCanonicalMapping)
    }

    @Test func scriptsThatRunAndStackOtherwise() throws {
        let body = "<p>维<span dir=\"rtl\">شىنجاڭ</span>文</p><p>བོད་སྐད་</p><p>ᠮᠣᠩᠭᠣᠯ</p>"
        // By the order on paper, which for Uyghur runs to the left; and by the order in the file.
        let (seen, raw) = (try text(body, isRaw: false), try text(body))
        for word in ["شىنجاڭ", "ᠮᠣᠩᠭᠣᠯ"] { #expect(seen.contains(word), "\(word)\n\(seen)") }
        // pdftotext takes the sign over a letter, which has no width, for the start of a word.
        for word in ["བོད་སྐད་", "ᠮᠣᠩᠭᠣᠯ"] { #expect(compact(raw).contains(word), "\(word)\n\(raw)") }
    }

    @Test func verticalAndTurnedText() throws {
        let vertical = "竖排文字，标点。引「号」Latin12"
        let text = compact(
            try text(
                "<div style=\"writing-mode: vertical-rl; height: 150mm\">\(vertical)</div>"
                    + "<p style=\"transform: rotate(90deg); width: 60mm\">转过的字</p>"))
        #expect(text.contains(vertical) && text.contains("转过的字"), "\(text)")
    }

    @Test func rubyAndEmphasisAreTextToo() throws {
        let text = compact(
            try text("<p><ruby>汉<rt>hàn</rt></ruby>字<em style=\"text-emphasis: dot\">着重</em></p>"))
        #expect(text.contains("hàn") && text.contains("汉") && text.contains("着重"), "\(text)")
    }

    @Test func aVariationSequenceKeepsItsSelector() throws {
        let word = "葛\u{E0100}城"
        let scalars = try text("<p style=\"font-family: songti\">\(word)</p>").unicodeScalars
        #expect(scalars.contains("葛") && scalars.contains("城"))
        #expect(scalars.contains("\u{E0100}"))
    }

    @Test func justifiedAndLetterSpacedTextHasNoSpacesInIt() throws {
        let line = String(repeating: "两端对齐的一段话，", count: 12)
        #expect(compact(try text("<p style=\"text-align: justify; letter-spacing: 1mm\">\(line)</p>")).contains(line))
    }
}

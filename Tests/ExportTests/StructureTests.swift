import Foundation
import Markup
import TestSupport
import Testing
import Typesetting
@testable import Export

/// The structure of tagged files, as qpdf shows the objects and poppler the tree.
@Suite struct StructureTests {
    private func tagged(_ pages: [Page]) throws -> [UInt8] {
        try PDFExporter().pdf(pages, TestPages.info, options: PDFOptions(isTagged: true))
    }

    private func run(_ program: String, _ arguments: [String], _ pdf: [UInt8]) throws -> Command.Outcome {
        let scratch = try ScratchFolder()
        let file = try scratch.write(pdf, to: "a.pdf")
        return try Command.run(program, arguments.map { $0 == "FILE" ? file : $0 }, environment: ["LC_ALL": "C.UTF-8"])
    }

    /// `pdfinfo -struct-text`: an element a line, indented by two for each level, text in quotation marks.
    private func tree(_ pages: [Page]) throws -> [String] {
        let text = try run("pdfinfo", ["-struct-text", "FILE"], tagged(pages)).text
        let lines = text.split(separator: "\n").map { String($0.replacing(/Object \d+ 0/, with: "Object")) }
        return lines.filter { line in
            let name = line.drop { $0 == " " }
            return name.first?.isUppercase == true || name.first == "\""
        }
    }

    @Test func theTreeIsThatOfTheMarkup() throws {
        let lines = try tree(
            TestPages.pages(
                """
                <h1>题</h1><p>一段<b>粗</b>话，<a href="https://example.org/">链接</a>后面</p>
                <blockquote><p>引</p></blockquote><div>散</div><section><h2>节</h2></section>
                """, tagged: true))
        #expect(
            lines == [
                "Document", "  H1 (block)", "    \"题\"", "  P (block)", "    \"一段粗话，\"", "    Link (inline)",
                "      Object", "      \"链接\"", "    \"后面\"", "  BlockQuote", "    P (block)", "      \"引\"",
                "  P (block)", "    \"散\"", "  Sect", "    H2 (block)", "      \"节\"",
            ], "\(lines.joined(separator: "\n"))")
    }

    @Test func tablesHaveTheirPartsAndHeaderCells() throws {
        let lines = try tree(TestPages.pages(TaggerTests.body, tagged: true)).map { $0.trimmingPrefix { $0 == " " } }
        let table = lines.drop { $0 != "Table (block)" }.prefix { $0 != "P (block)" }
        #expect(
            table == [
                "Table (block)", "Caption", "\"表题\"", "THead", "TR", "TH:", "\"姓名\"", "TH:", "\"金额\"", "TBody", "TR",
                "TD:", "\"张三\"", "TR", "TH:", "\"李四\"", "TD",
            ], "\(table.joined(separator: "\n"))")
        let objects = try run("qpdf", ["--qdf", "--object-streams=disable", "FILE", "-"],
            tagged(TestPages.pages(TaggerTests.body, tagged: true)))
        let raw = String(decoding: objects.output, as: UTF8.self)
        #expect(raw.contains("/ColSpan 2") && raw.contains("/Scope /Column") && raw.contains("/Scope /Row"))
        let words = "印章样章：周营镇人民政府".utf16.map { String($0, radix: 16).leftPadded(4) }.joined()
        #expect(raw.lowercased().contains("/alt <feff" + words))
        #expect(raw.contains("/Marked true") && raw.contains("/Lang (zh-CN)") && raw.contains("/DisplayDocTitle true"))
    }

    @Test func whatGoesOnOverPagesIsOnePart() throws {
        let rows = (1...40).map { "<tr><td>第\($0)行</td></tr>" }.joined()
        let table = "<table><thead><tr><th>表头</th></tr></thead><tbody>\(rows)</tbody></table>"
        let long = "<p>" + String(repeating: "很长的一段话。", count: 200) + "</p>"
        let pages = try TestPages.pages(
            table + long, css: "@page { @bottom-center { content: counter(page) } }", tagged: true)
        #expect(pages.count > 5)
        let lines = try tree(pages).map { $0.trimmingPrefix { $0 == " " } }
        // The head that is set again, page numbers and empty pages of the table are no parts.
        for (name, count) in [("Table (block)", 1), ("THead", 1), ("TBody", 1), ("TR", 41), ("TD", 40), ("TH:", 1)] {
            #expect(lines.count { $0 == name } == count, "\(name)")
        }
        #expect(lines.count { $0 == "P (block)" } == 1)
        #expect(lines.count { $0.contains("表头") } == 1)
        #expect(!lines.contains { $0 == "\"3\"" })
    }

    @Test func listsHaveLabelsAndBodies() throws {
        let lines = try tree(TestPages.pages("<ol><li>甲</li><li>乙<ul><li>丙</li></ul></li></ol>", tagged: true))
        #expect(
            lines == [
                "Document", "  L (block)", "    LI (block)", "      Lbl (block)", "        \"1. \"",
                "      LBody (block)", "        \"甲\"", "    LI (block)", "      Lbl (block)", "        \"2. \"",
                "      LBody (block)", "        \"乙\"", "        L (block)", "          LI (block)",
                "            Lbl (block)", "              \"◦ \"", "            LBody (block)",
                "              \"丙\"",
            ], "\(lines.joined(separator: "\n"))")
    }

    @Test func aCellOverRowsStandsInItsFirstRow() throws {
        let rows = "<tr><th rowspan=\"2\">甲</th><td>乙</td></tr><tr><td>丙</td></tr>"
        let lines = try tree(TestPages.pages("<table><tbody>\(rows)</tbody></table>", tagged: true))
        #expect(
            lines.map { $0.trimmingPrefix { $0 == " " } } == [
                "Document", "Table (block)", "TBody", "TR", "TH:", "\"甲\"", "TD", "\"乙\"", "TR", "TD", "\"丙\"",
            ], "\(lines.joined(separator: "\n"))")
    }

    @Test func labelsStandBeforeTheContentOfTheirItems() throws {
        let texts = try TestPages.pages("<p>甲</p><p>一、</p>")[0].items
        let items: [FrameItem] = [
            .tag(.begin(.list, number: 1)), .tag(.begin(.listItem, number: 2)), .tag(.begin(.listBody, number: 3)),
            texts[0], .tag(.begin(.listLabel, number: 4)), texts[1], .tag(.end), .tag(.end), .tag(.end), .tag(.end),
        ]
        let lines = try tree([TestPictures.page(items)]).map { $0.trimmingPrefix { $0 == " " } }
        #expect(
            lines == [
                "Document", "L (block)", "LI (block)", "Lbl (block)", "\"一、\"", "LBody (block)", "\"甲\"",
            ], "\(lines)")
    }

    @Test func eachDocumentOfAFileHasATreeOfItsOwn() throws {
        let pages = try TestPages.pages("<p>甲</p>", tagged: true) + TestPages.pages("<p>乙</p>", tagged: true)
        let lines = try tree(pages).map { $0.trimmingPrefix { $0 == " " } }
        #expect(lines == ["Document", "P (block)", "\"甲\"", "Document", "P (block)", "\"乙\""], "\(lines)")
    }

    /// ISO 32000-1, 14.7.4.4: the parent tree leads back from each mark on a page to the part that it belongs to.
    @Test func everyMarkIsInTheTreeOnceAndArtifactsAreNot() throws {
        let css = "@page { @bottom-center { content: counter(page) } } p { border: 1pt solid #000000 }"
        let file = try QPDFFile(tagged(TestPages.pages(TaggerTests.body + TaggerTests.body, css: css, tagged: true)))
        let leaves = file.catalog["/StructTreeRoot"]["/ParentTree"]["/Kids"]
        var lists: [Int: PDFObject] = [:]
        for leaf in 0..<leaves.count {
            let numbers = leaves[leaf]["/Nums"]
            for at in stride(from: 0, to: numbers.count, by: 2) { lists[numbers[at].integer!] = numbers[at + 1] }
        }
        for page in try file.pages() {
            let operators = String(decoding: try page["/Contents"].streamBytes(), as: UTF8.self)
            #expect(operators.contains("/Artifact BMC"))
            let begins = operators.split(separator: "BDC").count - 1 + operators.split(separator: "BMC").count - 1
            #expect(operators.split(separator: "EMC").count - 1 == begins)
            let marks = operators.split(separator: "/MCID ").dropFirst().map { Int($0.prefix { $0.isNumber })! }
            let list = try #require(lists[page["/StructParents"].integer!])
            #expect(marks == (0..<list.count).filter { !list[$0].isNull }, "each mark has a parent")
            for mark in marks {
                let kids = list[mark]["/K"]
                let own = (0..<kids.count).filter { at in
                    kids[at].integer == mark && list[mark]["/Pg"].number == page.number
                        || kids[at].isDictionary && kids[at]["/MCID"].integer == mark
                            && kids[at]["/Pg"].number == page.number
                }
                #expect(own.count == 1)
            }
        }
    }

    @Test func taggedFilesAreSoundAndAlwaysTheSame() throws {
        let pages = try TestPages.pages(TaggerTests.body, tagged: true)
        let pdf = try tagged(pages)
        #expect(try tagged(pages) == pdf)
        #expect(try run("qpdf", ["--check", "FILE"], pdf).status == 0)
        let plain = try run("pdftotext", ["FILE", "-"], TestPages.pdf(TestPages.pages(TaggerTests.body))).text
        #expect(try run("pdftotext", ["FILE", "-"], pdf).text == plain)
        #expect(try run("pdfinfo", ["FILE"], TestPages.pdf(pages)).text.contains("Tagged:          no"))
    }

    @Test func aBlankPageIsTagged() throws {
        #expect(try run("qpdf", ["--check", "FILE"], tagged(TestPages.pages("", tagged: true))).status == 0)
    }
}

extension String {
    fileprivate func leftPadded(_ count: Int) -> String { String(repeating: "0", count: count - self.count) + self }
}

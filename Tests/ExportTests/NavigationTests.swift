import Diagnostics
import Foundation
import TestSupport
import Testing
@testable import Export
@testable import Typesetting

/// Links, names, bookmarks, page numbers, as poppler and qpdf see them.
@Suite struct NavigationTests {
    private func objects(_ pages: [Page]) throws -> String {
        try TestPages.objects(TestPages.pdf(pages))
    }

    private func page(_ number: Int, _ items: [FrameItem] = []) -> Page {
        TestPictures.page([.fill(TestPictures.rect(0, 0, 1, 1), .black)] + items, number: number)
    }

    private func link(_ target: String) -> FrameItem { .link(TestPictures.rect(10, 10, 20, 5), target) }

    @Test func aLinkLeadsToAPlaceInTheDocumentAlsoByAChineseName() throws {
        var second = page(2)
        second.destinations = [Destination(name: "附件一", y: 30 * .millimetre), Destination(name: "b", y: 0)]
        let pdf = try TestPages.pdf([page(1, [link("#附件一"), link("#b")]), second])
        let file = try QPDFFile(pdf)
        let names = file.catalog["/Names"]["/Dests"]["/Names"]
        #expect(names.count == 4)
        let pages = try file.pages()
        for at in [1, 3] { #expect(names[at][0].number == pages[1].number) }
        let raw = try objects([page(1, [link("#附件一"), link("#b")]), second])
        let name = "附件一".utf8.map { String($0, radix: 16) }.joined()
        #expect(raw.components(separatedBy: "<\(name)>").count == 3, "named and asked for alike")
    }

    @Test func aLinkThatLeadsNowhereIsRefused() {
        let rejection = #expect(throws: Rejection.self) {
            try TestPages.pdf([page(1, [link("#a"), link("#附件"), link("#a")])])
        }
        #expect(rejection?.diagnostics.map { $0.arguments["name"] } == ["a", "附件"])
    }

    @Test func documentsInOneFileHaveNamesOfTheirOwn() throws {
        var one = page(1, [link("#a")])
        one.destinations = [Destination(name: "a", y: 0)]
        let file = try QPDFFile(TestPages.pdf([one, one]))
        let names = file.catalog["/Names"]["/Dests"]["/Names"]
        let pages = try file.pages()
        #expect(names.count == 4 && Set([names[1][0].number, names[3][0].number]) == Set(pages.map(\.number)))
    }

    @Test func anAddressIsASCII() throws {
        let raw = try objects([page(1, [link("https://例.cn/?a=(1)&b='2'\\")])])
        #expect(raw.contains("https://%E4%BE%8B.cn/?a=\\(1\\)&b='2'%5C"))
    }

    @Test func pagesHaveTheirPrintedNumbers() throws {
        var pages = [page(1), page(2), page(3)]
        pages[0].label = "封面"
        pages[1].label = "— 1 —"
        let raw = try objects(pages)
        let cover = "封面".utf16.map { String($0, radix: 16) }.joined()
        #expect(raw.lowercased().contains("<feff\(cover)>"))
        #expect(raw.contains("/PageLabels"))
    }

    @Test func headingsNestOverPagesAndDocuments() throws {
        func heading(_ level: Int, _ title: String) -> OutlineEntry { OutlineEntry(level: level, title: title, y: 0) }
        var pages = [page(1), page(2), page(1)]
        pages[0].outline = [heading(1, "a"), heading(3, "b")]
        pages[1].outline = [heading(2, "c"), heading(1, "d")]
        pages[2].outline = [heading(2, "e")]
        let file = try QPDFFile(TestPages.pdf(pages))
        func titles(_ parent: PDFObject) -> [String] {
            var found: [String] = []
            var item = parent["/First"]
            while !item.isNull {
                let inside = titles(item).joined(separator: " ")
                found.append(item["/Title"].text + (inside.isEmpty ? "" : "(\(inside))"))
                item = item["/Next"]
            }
            return found
        }
        #expect(titles(file.catalog["/Outlines"]) == ["a(b c)", "d", "e"])
    }

    @Test func everyFileSaysItsLanguageAndShowsItsTitle() throws {
        var info = TestPages.info
        info.language = "ug-Arab-CN"
        let pdf = try PDFExporter().pdf(TestPages.everything(), info)
        let catalog = try QPDFFile(pdf).catalog
        #expect(catalog["/Lang"].text == "ug-Arab-CN")
        #expect(!catalog["/ViewerPreferences"]["/DisplayDocTitle"].isNull)
        let scratch = try ScratchFolder()
        let checked = try Command.run("qpdf", ["--check", scratch.write(pdf, to: "a.pdf")])
        #expect(checked.status == 0, "\(checked.text)\(checked.errorText)")
    }

    @Test func metadataMayBeChinese() throws {
        var info = TestPages.info
        info.subject = "城乡居民养老保险"
        info.keywords = ["征缴", "薛城"]
        let scratch = try ScratchFolder()
        let file = try scratch.write(PDFExporter().pdf([page(1)], info), to: "a.pdf")
        let text = try Command.run("pdfinfo", [file], environment: ["LC_ALL": "C.UTF-8"]).text
        #expect(text.contains("城乡居民养老保险") && text.contains("征缴, 薛城"))
    }
}

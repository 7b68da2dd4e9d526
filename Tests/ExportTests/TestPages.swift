import Diagnostics
import Foundation
import Markup
import Templates
import TestSupport
import Typesetting
@testable import Export

/// Pages to write, from markup.
enum TestPages {
    static let fonts = Result {
        try FontCatalog(
            path: Project.path("fonts/fonts.yaml"),
            folders: FontCatalog.folders(environment: ProcessInfo.processInfo.environment, project: Project.root))
    }

    static let info = DocumentInfo(
        title: "薛城区征缴凭证（2019）", author: "国家税务总局枣庄市薛城区税务局", created: "2019-10-28T19:00:00+08:00")

    static func pages(_ body: String, css: String = "", tagged: Bool = false) throws -> [Page] {
        let html = """
            <!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>x</title><style>
            @page { size: 100mm 100mm; margin: 10mm; }
            body { font-family: fangsong; font-size: 12pt; line-height: 7mm; }
            \(css)</style></head><body>\(body)</body></html>
            """
        let template = try Template.compile(
            html: SourceText(name: "test.html", text: html), fields: nil,
            stylesheets: { SourceText(name: $0, text: "") })
        return try Typesetter(fonts: fonts.get(), tagged: tagged).layout(template.fill([:]))
    }

    /// Everything that pages may hold.
    static func everything() throws -> [Page] {
        try pages(
            """
            <h1>第一章</h1><p>王䶮、㼆某、褚𠮷祥、𫖯、𬭎、𰻝，阿卜杜热合曼·阿卜杜克热木·买买提伊明·麦麦提艾力</p>
            <h2>第一节</h2><p><b>黑体</b> ABC 123 <a href="https://example.org/?a=1&amp;b='2'">链接</a></p>
            <p><official-seal name="周营镇人民政府" label="专用章" code="37040300" width="30mm" height="30mm"></official-seal>
            <bar-code value="370403190000001"></bar-code></p>
            <h1 style="break-before: page">第二章</h1><p style="transform: rotate(30deg); width: 30mm">转过的字</p>
            <p style="border: 1pt dashed #123456; background: #eeeeee">框</p>
            """, css: "h1, h2, b { font-family: heiti; font-weight: bold; }")
    }

    static func pdf(_ pages: [Page]) throws -> [UInt8] { try PDFExporter().pdf(pages, info) }

    /// The objects of a file and the operators of its pages, as text.
    static func objects(_ pdf: [UInt8]) throws -> String {
        let scratch = try ScratchFolder()
        let file = try scratch.write(pdf, to: "a.pdf")
        let outcome = try Command.run("qpdf", ["--qdf", "--object-streams=disable", file, "-"])
        return String(decoding: outcome.output, as: UTF8.self)
    }
}

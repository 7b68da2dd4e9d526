import Markup
import TestSupport
import Testing
@testable import Typesetting

/// The tags that layout puts into frames.
@Suite struct TaggerTests {
    static let body = """
        <h1>一、题目</h1><p>一段很长的话，要分成几行才放得下，所以它的每一行都有自己的标记。</p>
        <ul><li>甲</li><li>乙<p>丙</p></li></ul><div>没有段落的话</div>
        <table><caption>表题</caption><thead><tr><th>姓名</th><th>金额</th></tr></thead>
        <tbody><tr><td colspan="2">张三</td></tr><tr><th>李四</th><td></td></tr></tbody></table>
        <p><official-seal name="周营镇人民政府"></official-seal><bar-code value="42"></bar-code></p>
        <div style="display: flex"><p>引文</p></div>
        """

    @Test func tagsChangeNothingElse() throws {
        let plain = try TestPages.pages(TaggerTests.body)
        let tagged = try TestPages.pages(TaggerTests.body, tagged: true)
        #expect(!FrameDump.text(plain).contains("tag "))
        let lines = FrameDump.text(tagged).split(separator: "\n").filter { !$0.hasPrefix("  tag ") }
        #expect(lines == FrameDump.text(plain).split(separator: "\n"))
    }

    @Test func tagsAreBalancedOnEachPageAndAllTextIsInThem() throws {
        let pages = try TestPages.pages(TaggerTests.body, tagged: true)
        #expect(pages.count > 1)
        for page in pages {
            var depth = 0
            for item in page.items {
                switch item {
                case .tag(.end): depth -= 1
                case .tag: depth += 1
                case .glyphs(let run): #expect(depth > 0, "\(run.text)")
                default: break
                }
                #expect(depth >= 0)
            }
            #expect(depth == 0)
        }
    }

    @Test func aParagraphKeepsItsNumberFromLineToLine() throws {
        let pages = try TestPages.pages(TaggerTests.body, tagged: true)
        let paragraphs = pages.flatMap(\.items).compactMap { item -> Int? in
            if case .tag(.begin(.paragraph, let number)) = item { number } else { nil }
        }
        #expect(paragraphs.count > Set(paragraphs).count)
    }
}

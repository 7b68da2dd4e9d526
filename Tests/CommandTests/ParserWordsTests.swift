import Foundation
import TestSupport
import Testing

/// What the parser of the command line says to whoever reads Chinese, and that it says it in English to others.
@Suite struct ParserWordsTests {
    static let mistakes: [([String], String)] = [
        (["person", "explain"], "错误：没有写“<folder>”。"),
        (["metrics", "formulas", "--nonsense"], "错误：没有“--nonsense”这个选项"),
        (["metrics", "show", "x", "--bye", "town"], "是不是“--by”？"),
        (["metrics", "show", "x", "--by"], "错误：“--by <by>”后面没有写值。"),
        (["metrics", "show", "x", "--by", "county"], "错误：“--by <by>”不能写“county”。可以写："),
        (["metrics", "formulas", "more"], "错误：多写了“more”。"),
        (["metrics", "formulas", "more", "and"], "错误：多写了“more”、“and”。"),
        (["metrics", "show", "x", "--json=yes"], "后面不写值"),
    ]

    @Test(arguments: mistakes) func `a mistake is told in Chinese`(arguments: [String], says: String) throws {
        let found = try Campaigns.zhengjiao(arguments)
        #expect(found.status == 64 && found.errorText.contains(says), "\(found.errorText)")
        #expect(found.errorText.contains("用法：") && !found.errorText.contains("Error:"), "\(found.errorText)")
        let english = try Campaigns.zhengjiao(arguments, environment: Campaigns.english)
        #expect(english.status == 64 && english.errorText.contains("Error: "), "\(english.errorText)")
    }

    @Test func `pages of help have Chinese heads`() throws {
        let page = try Campaigns.zhengjiao(["orders", "watch", "--help"])
        #expect(page.status == 0)
        for head in ["说明：", "用法： ", "参数：", "选项：", "（默认：medical）", "显示帮助。"] {
            #expect(page.text.contains(head), "\(head): \(page.text)")
        }
        for head in ["OVERVIEW", "USAGE", "ARGUMENTS", "OPTIONS"] { #expect(!page.text.contains(head), "\(head)") }
        let first = try Campaigns.zhengjiao(["--help"]).text
        #expect(first.contains("\n征缴业务：\n") && !first.contains("SUBCOMMANDS"), "\(first)")
        #expect(try Campaigns.zhengjiao(["--help"], environment: Campaigns.english).text.contains("USAGE: "))
        // A script for a shell is left alone.
        #expect(try Campaigns.zhengjiao(["--generate-completion-script", "bash"]).text.hasPrefix("#!/bin/bash"))
        #expect(try Campaigns.zhengjiao(["--version"]).text == "0.1.0\n")
    }
}

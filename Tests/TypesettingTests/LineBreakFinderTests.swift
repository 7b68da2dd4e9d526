import Markup
import Testing
@testable import Typesetting

/// Where lines may end: `|` marks every place.
@Suite struct LineBreakFinderTests {
    private func divided(
        _ text: String, _ word: WordBreak = .normal, _ strictness: LineBreakStrictness = .strict,
        language: String = "zh-CN"
    ) -> String {
        let units = Array(text.utf16)
        let after = LineBreakFinder().opportunities(in: units, strictness: strictness, word: word, language: language)
        var pieces: [[UInt16]] = [[]]
        for (unit, opportunity) in zip(units, after) {
            pieces[pieces.count - 1].append(unit)
            if opportunity != .none { pieces.append([]) }
        }
        return pieces.filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF16.self) }.joined(separator: "|")
    }

    @Test(arguments: [
        "他|说|“你|好”|然|后", "条：|“是”；|甲", "（“双|节”|期|间）", "甲|“A”|乙", "“甲”|“乙”|丙", "〔2019〕20号|文",
        "2019年|10月28日", "12.5万元", "91.20%|的", "280元/|人", "1.征|收", "ABC|（试|行）", "阿|依·|买|买|提",
        "甲——|乙", "甲……|乙", "𠮷|“𠮷|𠮷”|𠮷", "说|“人々”|们", "don’t", "镇|（街）、|区",
        "3个月|内", "第3条|规|定", "第|三|条", "２０日|前", "2018—2019年|度", "-5℃|时", "5‰|的", "8％|的", "１２３号|文",
    ])
    func isDividedLikeThis(_ expected: String) { #expect(divided(expected.replacing("|", with: "")) == expected) }

    @Test func onlyStrictSettingKeepsADashFromTheLineStart() {
        #expect(divided("甲——乙", .normal, .strict) == "甲——|乙")
        #expect(divided("甲——乙", .normal, .normal) == "甲|——|乙")
    }

    @Test func aSoftHyphenDividesNoWord() { #expect(divided("co\u{AD}operation") == "co\u{AD}operation") }

    @Test func wordsAreKeptOrDividedAsAsked() {
        #expect(divided("征收，缴费", .keepAll) == "征收，|缴费")
        #expect(divided("AB甲", .breakAll) == "A|B|甲")
    }

    @Test func linesEndAsTheLanguageHasIt() {
        // CSS Text 3, 5.2: before these marks a line may begin in loose Chinese and Japanese only.
        #expect(divided("甲！乙", .normal, .loose) == "甲|！|乙")
        #expect(divided("甲！乙", .normal, .loose, language: "ja") == "甲|！|乙")
        #expect(divided("甲！乙", .normal, .loose, language: "en-GB") == "甲！|乙")
        #expect(divided("甲！乙", .normal, .loose, language: "no language at all") == "甲|！|乙")
        #expect(divided("甲！乙", .normal, .loose, language: "") == "甲|！|乙")
    }

    @Test func whatIsRememberedIsTheSame() {
        let finder = LineBreakFinder()
        let text = Array("甲乙，丙".utf16)
        let first = finder.opportunities(in: text, strictness: .strict, word: .normal)
        #expect(finder.opportunities(in: text, strictness: .strict, word: .normal) == first)
        #expect(finder.opportunities(in: text, strictness: .strict, word: .keepAll) != first)
    }
}

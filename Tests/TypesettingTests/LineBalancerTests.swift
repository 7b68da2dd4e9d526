import Markup
import TestSupport
import Testing
@testable import Typesetting

@Suite struct LineBalancerTests {
    private let em = 10 * Length.point

    private func lines(_ text: String, ems: Int) throws -> [String] {
        try TestDocument.lines(text, width: ems * em, TestDocument.style { $0.textWrapBalance = true })
    }

    @Test(arguments: [
        ("薛城区人民政府关于征收居民医疗保险费的通知", 16, ["薛城区人民政府关于征收", "居民医疗保险费的通知"]),
        ("关于转发《山东省居民医疗保险办法》的通知", 17, ["关于转发", "《山东省居民医疗保险办法》的通知"]),
        ("短标题", 20, ["短标题"]),
    ])
    func titlesAreBrokenBySense(_ text: String, _ ems: Int, _ expected: [String]) throws {
        #expect(try lines(text, ems: ems) == expected)
    }

    @Test(arguments: 1...40) func balancingAddsNoLineAndLosesNothing(_ seed: UInt64) throws {
        var random = RandomText(seed: seed)
        let text = random.text(pieces: 40).filter { $0 != "\n" && $0 != " " }
        let plain = try TestDocument.lines(text, width: 22 * em)
        let balanced = try lines(text, ems: 22)
        #expect(balanced.count == plain.count)
        #expect(balanced.joined() == plain.joined())
        for line in balanced.dropFirst() {
            #expect(!["，", "。", "、", "》", "）", "”"].contains(String(line.prefix(1))), "\(line)")
        }
    }

    @Test func aForcedBreakIsLeftAlone() throws {
        let style = TestDocument.style { style in
            style.textWrapBalance = true
            style.whiteSpace = .preLine
        }
        #expect(try TestDocument.lines("一二三四五六七八\n甲", width: 6 * em, style) == ["一二三四五六", "七八", "甲"])
    }
}

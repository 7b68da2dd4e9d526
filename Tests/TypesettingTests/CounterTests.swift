import Markup
import Synchronization
import Testing
@testable import Typesetting

@Suite struct CounterTests {
    @Test(arguments: [
        (CounterStyle.decimal, -3, "-3"), (.decimalLeadingZero, 7, "07"), (.decimalLeadingZero, -7, "-07"),
        (.decimalLeadingZero, 10, "10"), (.lowerAlpha, 1, "a"), (.lowerAlpha, 26, "z"), (.lowerAlpha, 27, "aa"),
        (.upperAlpha, 703, "AAA"), (.lowerAlpha, 0, "0"),
        (.upperRoman, 1_994, "MCMXCIV"), (.lowerRoman, 3_999, "mmmcmxcix"),
        (.upperRoman, 4_000, "4000"), (.upperRoman, 0, "0"), (.circledDecimal, 0, "⓪"), (.circledDecimal, 1, "①"),
        (.circledDecimal, 20, "⑳"), (.circledDecimal, 21, "㉑"), (.circledDecimal, 35, "㉟"),
        (.circledDecimal, 36, "㊱"), (.circledDecimal, 50, "㊿"), (.circledDecimal, 51, "51"),
        (.heavenlyStem, 1, "甲"), (.heavenlyStem, 10, "癸"), (.heavenlyStem, 11, "一一"), (.earthlyBranch, 12, "亥"),
        (.earthlyBranch, -2, "负二"), (.earthlyBranch, 0, "〇"), (.text("※"), 5, "※"), (.none, 5, ""), (.disc, 5, "•"),
    ])
    func numbersAreWrittenInTheirStyle(_ style: CounterStyle, _ number: Int, _ text: String) {
        #expect(style.text(number) == text)
    }

    @Test(arguments: [
        (0, "零", "零"), (1, "一", "壹"), (10, "十", "壹拾"), (11, "十一", "壹拾壹"), (20, "二十", "贰拾"),
        (21, "二十一", "贰拾壹"), (100, "一百", "壹佰"), (101, "一百零一", "壹佰零壹"), (110, "一百一十", "壹佰壹拾"),
        (999, "九百九十九", "玖佰玖拾玖"), (1_001, "一千零一", "壹仟零壹"), (1_010, "一千零一十", "壹仟零壹拾"),
        (9_999, "九千九百九十九", "玖仟玖佰玖拾玖"), (10_000, "一万", "壹万"), (10_001, "一万零一", "壹万零壹"),
        (100_000, "十万", "壹拾万"), (101_000, "十万一千", "壹拾万壹仟"), (100_100, "十万零一百", "壹拾万零壹佰"),
        (100_000_000, "一亿", "壹亿"), (100_001_000, "一亿零一千", "壹亿零壹仟"), (-12, "负十二", "负壹拾贰"),
    ])
    func chineseNumeralsHaveTheirZeros(_ number: Int, _ informal: String, _ formal: String) {
        #expect(CounterStyle.simpChineseInformal.text(number) == informal)
        #expect(CounterStyle.simpChineseFormal.text(number) == formal)
    }

    // MARK: Scopes

    private func box(
        _ content: [Node] = [], reset: [String] = [], increment: [String] = [], display: Display = .block
    ) -> Node {
        let style = TestDocument.style(display) {
            $0.counterReset = reset.map { CounterChange(name: $0, value: 0) }
            $0.counterIncrement = increment.map { CounterChange(name: $0, value: 1) }
        }
        return .box(TestDocument.box(style, content))
    }

    private func number(_ name: String) -> Node { .generated([.counter(name, .decimal)], TestDocument.span) }

    private func numbers(_ name: String) -> Node {
        .generated([.counters(name, separator: ".", .decimal)], TestDocument.span)
    }

    private func text(_ nodes: [Node]) -> String {
        CounterResolution.resolve(TestDocument.box(nodes)).content.map(text).joined()
    }

    private func text(_ node: Node) -> String {
        switch node {
        case .text(let text, _): text + " "
        case .box(let box): box.content.map(text).joined()
        default: ""
        }
    }

    @Test func aCounterLivesForLaterSiblingsAndTheirContent() {
        let sections = [
            box(reset: ["a"]), box([number("a")], increment: ["a"]), box([box([number("a")], increment: ["a"])]),
            number("a"),
        ]
        #expect(text([box(sections), number("a")]) == "1 2 2 0 ")
    }

    @Test func aCounterMadeAgainInsideHidesTheOuterOne() {
        let inner = box([box([numbers("a")], increment: ["a"]), box([numbers("a")], increment: ["a"])], reset: ["a"])
        let outer = [box([numbers("a"), inner], increment: ["a"]), box([numbers("a")], increment: ["a"])]
        #expect(text([box(outer, reset: ["a"])]) == "1 1.1 1.2 2 ")
    }

    @Test func aSiblingReplacesTheCounter() {
        let one = box([number("a")], reset: ["a"], increment: ["a"])
        #expect(text([one, one, number("a")]) == "1 1 1 ")
    }

    @Test func whatIsNotShownDoesNotCount() {
        #expect(text([box(increment: ["a"], display: .none), box([number("a")], increment: ["a"])]) == "1 ")
    }

    @Test func rowsThatComeLaterGoOnCounting() throws {
        let batches = [[box([number("a")], increment: ["a"])], [box([number("a")], increment: ["a"])]]
        let left = Batches(batches)
        let root = CounterResolution.resolve(
            TestDocument.box([box([number("a")], increment: ["a"]), .rows(RowStream { left.next() })]))
        guard case .rows(let stream) = root.content[1] else { return #expect(Bool(false), "the rows are gone") }
        var texts: [String] = []
        while let nodes = try stream.next() { texts += nodes.map(text) }
        #expect(texts == ["2 ", "3 "])
    }

    /// Rows of a test, given out one batch at a time.
    private final class Batches: Sendable {
        private let left: Mutex<[[Node]]>
        init(_ batches: [[Node]]) { left = Mutex(batches) }
        func next() -> [Node]? { left.withLock { $0.isEmpty ? nil : $0.removeFirst() } }
    }
}

import Diagnostics
import Markup
import TestSupport
import Testing
@testable import Typesetting

@Suite struct PageDrawingTests {
    private func seal(_ edge: StraddleSeal.Edge, position: Int = 5_000) -> StraddleSeal {
        var seal = StraddleSeal(seal: OfficialSeal(name: "薛城区税务局"))
        seal.edge = edge
        seal.position = position
        return seal
    }

    /// Pages of one line each, all with the drawing.
    private func pages(_ drawing: Drawing, count: Int) throws -> [Page] {
        let content: [Node] = (0..<count).map { index in
            .box(
                TestDocument.box(
                    TestDocument.style { $0.breakBefore = index == 0 ? .auto : .page },
                    [TestDocument.text("第\(index + 1)页")]))
        }
        return try TestDocument.pages(
            [.drawing(drawing, TestDocument.style { $0.fontSize = 20 * .point }, TestDocument.span)] + content,
            width: 80, height: 100)
    }

    /// The group of a seal's strip on a page, with the width and height of its clip.
    private func strip(_ page: Page) throws -> (origin: Point, width: Length, height: Length)? {
        for case .group(let group) in page.items {
            guard let clip = group.clip else { continue }
            let points = clip.segments.compactMap { segment -> Point? in
                if case .line(let point) = segment { point } else { nil }
            }
            return (group.origin, points.map(\.x).max() ?? 0, points.map(\.y).max() ?? 0)
        }
        return nil
    }

    @Test(arguments: [2, 3, 7, 10]) func theStripsOfAFanMakeUpTheSeal(_ count: Int) throws {
        let pages = try pages(.straddleSeal(seal(.right)), count: count)
        let strips = try pages.compactMap { try strip($0) }
        #expect(strips.count == count)
        #expect(strips.map(\.width).reduce(0, +) == 42 * .millimetre)
        for (page, strip) in zip(pages, strips) {
            #expect(strip.height == 42 * .millimetre)
            // It reaches the edge of the paper, where the page is cut.
            #expect(strip.origin.x + strip.width == page.width)
            #expect(strip.origin.y == (page.height - 42 * .millimetre) / 2)
        }
    }

    @Test func manyPagesAreDealtIntoFansWithStripsThatShowSomething() throws {
        let strips = try pages(.straddleSeal(seal(.right)), count: 23).compactMap { try strip($0) }
        #expect(strips.count == 23)
        #expect(strips.allSatisfy { $0.width >= 4 * .millimetre })
        // Three fans, each a whole seal.
        #expect(strips.map(\.width).reduce(0, +) == 3 * 42 * .millimetre)
    }

    @Test(arguments: [StraddleSeal.Edge.left, .top, .bottom]) func theSealStaysOnItsEdge(
        _ edge: StraddleSeal.Edge
    ) throws {
        for position in [0, 10_000] {
            for page in try pages(.straddleSeal(seal(edge, position: position)), count: 2) {
                let strip = try #require(try strip(page))
                let isAcross = edge != .left
                let (start, size) = isAcross ? (strip.origin.x, strip.width) : (strip.origin.y, strip.height)
                #expect(start == (position == 0 ? 0 : (isAcross ? page.width : page.height) - size))
                switch edge {
                case .left: #expect(strip.origin.x == 0)
                case .top: #expect(strip.origin.y == 0)
                default: #expect(strip.origin.y + strip.height == page.height)
                }
            }
        }
    }

    @Test func noTextIsLostOnTheStrips() throws {
        // Every character of the name is on some strip, though none of them carries all.
        let pages = try pages(.straddleSeal(seal(.right)), count: 8)
        let texts = pages.map { page in
            page.items.map { item -> String in
                guard case .group(let group) = item else { return "" }
                return group.items.map { if case .glyphs(let run) = $0 { run.text } else { "" } }.joined()
            }.joined()
        }
        for character in "薛城区税务局" { #expect(texts.contains { $0.contains(character) }) }
        #expect(texts.allSatisfy { $0.count < 8 })
    }

    @Test func aWatermarkLiesBeneathEveryPage() throws {
        for page in try pages(.watermark(Watermark(text: "内部")), count: 3) {
            guard case .group(let group)? = page.items.first else {
                Issue.record("page \(page.number) begins without its watermark")
                continue
            }
            #expect(group.transform != .identity && group.items.count > 3)
        }
    }
}

@Suite struct ChartScaleTests {
    @Test(arguments: [
        ([1, 2, 3], [0, 1, 2, 3]), ([0], [0, 1]), ([], [0, 1]), ([-50, 120], [-50, 0, 50, 100, 150]),
        ([-3, -1], [-3, -2, -1, 0]), ([98_700], [0, 20_000, 40_000, 60_000, 80_000, 100_000]),
    ])
    func ticksAreRoundAndEncloseTheValues(_ values: [Int], _ ticks: [Int]) {
        #expect(ChartScale(values, isShare: false).ticks == ticks)
    }

    @Test func sharesRunToAHundredPercent() {
        #expect(ChartScale([1_200], isShare: true).top == 10_000)
        #expect(ChartScale([12_000], isShare: true).top >= 12_000)
    }

    @Test func manyRandomValuesHaveFewTicks() {
        var random = SplitMix64(seed: 7)
        for _ in 0..<500 {
            let values = (0..<5).map { _ in Int.random(in: -1_000_000_000...1_000_000_000, using: &random) / 1_000 }
            let scale = ChartScale(values, isShare: false)
            #expect((2...9).contains(scale.ticks.count) && scale.ticks.contains(0))
            #expect(values.allSatisfy { $0 >= scale.bottom && $0 <= scale.top })
        }
    }
}

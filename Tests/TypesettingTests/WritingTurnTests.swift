import Markup
import TestSupport
import Testing
@testable import Typesetting

@Suite struct WritingTurnTests {
    private let modes: [WritingMode] = [.verticalRL, .verticalLR]

    private func style(_ mode: WritingMode, _ change: (inout StyleValues) -> Void = { _ in }) -> ComputedStyle {
        TestDocument.style(.block) { style in
            style.writingMode = mode
            change(&style)
        }
    }

    @Test func stylesTurnedAndTurnedBackAreTheSame() {
        var values = StyleValues()
        values.margin = Edges(top: .length(1), right: .length(2), bottom: .length(3), left: .percent(4))
        values.border.left = Border(width: 5, line: .solid, color: .black)
        values.width = .length(6)
        values.minHeight = .length(7)
        values.borderRadius.topLeft = CornerRadius(x: .length(8), y: .length(9))
        for mode in modes {
            #expect(values.turned(mode) != values)
            #expect(values.turned(mode).turnedBack(mode) == values)
        }
        #expect(values.turned(.verticalRL).margin.top == .length(2))
        #expect(values.turned(.verticalLR).margin.top == .percent(4))
        #expect(values.turned(.verticalRL).height == .length(6))
    }

    @Test func itemsTurnedAndTurnedBackStandWhereTheyStood() {
        let inner = FrameItem.fill(Rect(x: 1, y: 2, width: 3, height: 4), .black)
        let transform = Transform(a: 1, b: 2, c: 3, d: 4, e: 5, f: 6)
        let items: [FrameItem] = [
            .fill(Rect(x: 10, y: 20, width: 30, height: 40), .black),
            .link(Rect(x: 1, y: 2, width: 3, height: 4), "#a"),
            .group(FrameGroup(origin: Point(x: 7, y: 8), transform: transform, items: [inner])),
            .path(
                Path(
                    origin: Point(x: 3, y: 4), rotation: 30_000,
                    segments: [.move(Point(x: 1, y: 2)), .line(Point(x: 5, y: 6)), .close], paint: .fill,
                    color: .black)),
        ]
        for mode in modes {
            let turn = WritingTurn(mode, extent: 1_000)
            let page = Page(
                number: 1, width: 1, height: 1, items: turn.turned(turn.turnedBack(items)), outline: [])
            let before = Page(number: 1, width: 1, height: 1, items: items, outline: [])
            #expect(FrameDump.text([page]) == FrameDump.text([before]))
        }
        guard case .fill(let rect, _) = WritingTurn(.verticalRL, extent: 1_000).turned(items)[0] else { return }
        #expect(rect == Rect(x: 1_000 - 20 - 40, y: 10, width: 40, height: 30))
        guard case .fill(let other, _) = WritingTurn(.verticalLR, extent: 1_000).turned(items)[0] else { return }
        #expect(other == Rect(x: 20, y: 10, width: 40, height: 30))
    }

    /// Runs by what they say, in the order of the page.
    private func runs(_ pages: [Page]) -> [GlyphRun] {
        pages.flatMap(\.items).compactMap { if case .glyphs(let run) = $0 { run } else { nil } }
    }

    @Test func linesFollowEachOtherFromTheirSide() throws {
        for mode in modes {
            let box = TestDocument.box(
                style(mode) { $0.height = .length(20 * .millimetre) },
                [TestDocument.text("甲甲甲甲甲乙乙乙乙乙丙丙丙丙丙")])
            let found = runs(try TestDocument.pages([.box(box)]))
            #expect(found.map(\.text) == ["甲甲甲甲甲", "乙乙乙乙乙", "丙丙丙丙丙"])
            let x = found.map(\.origin.x)
            #expect(mode == .verticalRL ? x == x.sorted(by: >) : x == x.sorted())
            #expect(found.allSatisfy { $0.rotation == 0 && $0.glyphs.last!.y > $0.glyphs[0].y })
            // Upright characters stand in the middle of their line, which is 5 mm wide.
            #expect(abs(x[0] - x[1]) == 5 * .millimetre)
        }
    }

    @Test func latinLiesOnItsSideAndIdeographsStand() throws {
        let box = TestDocument.box(
            style(.verticalRL) { $0.height = .length(30 * .millimetre) }, [TestDocument.text("甲AB")])
        let found = runs(try TestDocument.pages([.box(box)]))
        #expect(found.map(\.rotation) == [0, 90_000])
        #expect(found[1].origin.y > found[0].origin.y)
    }

    @Test func marksTakeTheirVerticalForms() throws {
        func glyphs(_ mode: WritingMode) throws -> [UInt32] {
            let style = style(mode) { $0.fontFamily = ["songti"] }
            return try TestDocument.paragraph("，。（「", style).glyphs.map(\.id)
        }
        #expect(zip(try glyphs(.verticalRL), try glyphs(.horizontalTB)).allSatisfy { $0 != $1 })
        // Fandol has no such forms: the marks come from the face that stands in.
        let fang = try TestDocument.paragraph("甲（", style(.verticalRL))
        #expect(fang.faces.map(\.name) == ["FandolFang", "NotoSerif"])
    }

    @Test func aVerticalDocumentFillsItsPagesFromTheSide() throws {
        let text = String(repeating: "一二三四五六七八九十", count: 60)
        for mode in modes {
            var document = TestDocument.document([.box(TestDocument.box(style(mode), [TestDocument.text(text)]))])
            document.root.style = style(mode)
            let pages = try Typesetter(fonts: TestFonts.catalog()).layout(document)
            #expect(pages.count > 1)
            #expect(pages.map(\.items.text).joined() == text)
            for page in pages {
                let x = runs([page]).map(\.origin.x)
                #expect(mode == .verticalRL ? x == x.sorted(by: >) : x == x.sorted())
                #expect(x.allSatisfy { $0 >= 5 * .millimetre && $0 <= page.width - 5 * .millimetre })
            }
        }
    }

    @Test func aHorizontalBoxInsideStaysUpright() throws {
        for mode in modes {
            let inner = TestDocument.box(
                TestDocument.style { $0.width = .length(20 * .millimetre) }, [TestDocument.text("横排 AB")])
            let outer = TestDocument.box(
                style(mode) { $0.height = .length(30 * .millimetre) }, [TestDocument.text("竖"), .box(inner)])
            let found = runs(try TestDocument.pages([.box(outer)]))
            #expect(found.map(\.rotation).allSatisfy { $0 == 0 })
            let flat = found.filter { $0.text != "竖" }
            #expect(Set(flat.map(\.origin.y)).count == 1)
        }
    }

    @Test func combinedFiguresStandSideBySideInOneEm() throws {
        let combined = TestDocument.box(
            TestDocument.style(.inline) { style in
                style.writingMode = .verticalRL
                style.textCombineUpright = true
            }, [TestDocument.text("2019")])
        let box = TestDocument.box(
            style(.verticalRL) { $0.height = .length(30 * .millimetre) },
            [TestDocument.text("甲"), .box(combined), TestDocument.text("乙")])
        let page = try #require(try TestDocument.pages([.box(box)]).first)
        #expect(page.items.text == "甲2019乙")
        let group = page.items.compactMap { if case .group(let group) = $0 { group } else { nil } }.first
        #expect(try #require(group).transform.a < 1_000_000)
        let found = runs([page])
        // One em further down, whatever the width of the figures.
        #expect(found[1].origin.y - found[0].origin.y == 2 * 10 * .point)
    }
}

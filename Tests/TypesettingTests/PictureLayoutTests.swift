import Diagnostics
import Markup
import Testing
@testable import Typesetting

/// Pictures in their boxes and behind boxes.
@Suite struct PictureLayoutTests {
    private let picture = Picture(
        format: .png, bytes: [], width: 40 * .millimetre, height: 20 * .millimetre, alternative: "")

    private func items(_ items: [FrameItem]) -> [String] {
        items.flatMap { item -> [String] in
            switch item {
            case .picture(_, let r):
                return ["\([r.x, r.y, r.width, r.height].map { $0 / (.millimetre / 10) })"]
            case .group(let group):
                let inside = self.items(group.items.map { $0.moved(x: group.origin.x, y: group.origin.y) })
                return group.clip == nil ? inside : inside.map { "cut \($0)" }
            default: return []
            }
        }
    }

    /// Where the picture comes to stand, in tenths of a millimetre; the type area is 50 × 40 mm from (5, 5).
    private func places(_ change: (inout StyleValues) -> Void) throws -> [String] {
        let style = TestDocument.style(.block, change)
        return try items(TestDocument.pages([.drawing(.picture(picture), style, TestDocument.span)])[0].items)
    }

    @Test func aPictureHasItsOwnSizeUnlessTheStyleSaysOtherwise() throws {
        #expect(try places { _ in } == ["[50, 50, 400, 200]"])
        #expect(try places { $0.width = .percent(5_000) } == ["[50, 50, 250, 125]"])
        #expect(try places { $0.height = .length(10 * .millimetre) } == ["[50, 50, 200, 100]"])
        #expect(try places { $0.maxWidth = .percent(2_000) } == ["[50, 50, 100, 50]"])
        #expect(try places { $0.maxHeight = .length(5 * .millimetre) } == ["[50, 50, 100, 50]"])
        #expect(try places { $0.minWidth = .length(44 * .millimetre) } == ["[50, 50, 440, 220]"])
        let framed = try places {
            $0.width = .length(10 * .millimetre)
            $0.boxSizing = .borderBox
            $0.border = Edges(all: Border(width: .millimetre, line: .solid, color: .black))
            $0.padding = Edges(all: .length(.millimetre))
        }
        #expect(framed == ["[70, 70, 60, 30]"])
    }

    @Test(arguments: [
        (ObjectFit.fill, "[50, 50, 200, 200]"), (.contain, "[50, 100, 200, 100]"), (.cover, "cut [-50, 50, 400, 200]"),
        (.none, "cut [-50, 50, 400, 200]"), (.scaleDown, "[50, 100, 200, 100]"),
    ])
    func aPictureFitsItsBox(_ fit: ObjectFit, _ place: String) throws {
        let found = try places {
            $0.objectFit = fit
            $0.width = .length(20 * .millimetre)
            $0.height = .length(20 * .millimetre)
        }
        #expect(found == [place])
    }

    @Test func aPictureIsCutByRoundCornersAndStandsInTheMiddleByItsMargins() throws {
        let found = try places {
            $0.width = .length(20 * .millimetre)
            $0.borderRadius = Corners(all: CornerRadius(x: .percent(5_000), y: .percent(5_000)))
            $0.margin.left = .auto
            $0.margin.right = .auto
        }
        #expect(found == ["cut [200, 50, 200, 100]"])
    }

    // MARK: Backgrounds

    private func tiles(_ change: (inout BackgroundImage) -> Void) throws -> [String] {
        var image = BackgroundImage(url: "a.png")
        change(&image)
        let style = TestDocument.style {
            $0.backgroundImage = image
            $0.height = .length(20 * .millimetre)
            $0.padding = Edges(all: .length(2 * .millimetre))
            $0.boxSizing = .borderBox
        }
        var document = TestDocument.document([.box(TestDocument.box(style, []))])
        document.backgrounds = ["a.png": picture]
        return try items(Typesetter(fonts: TestFonts.catalog()).layout(document)[0].items)
    }

    @Test func anImageBehindABoxIsSizedPlacedAndRepeated() throws {
        #expect(try tiles { $0.repeatsX = false } == ["cut [50, 50, 400, 200]"])
        #expect(try tiles { _ in } == ["cut [50, 50, 400, 200]", "cut [450, 50, 400, 200]"])
        let contained = try tiles {
            $0.size = .contain
            ($0.repeatsX, $0.repeatsY) = (false, false)
            ($0.x, $0.y) = (.percent(10_000), .percent(5_000))
        }
        #expect(contained == ["cut [150, 50, 400, 200]"])
        let covering = try tiles {
            $0.size = .cover
            ($0.repeatsX, $0.repeatsY) = (false, false)
            $0.y = .percent(5_000)
        }
        #expect(covering == ["cut [50, 25, 500, 250]"])
        let small = try tiles {
            $0.size = .size(.length(30 * .millimetre), .auto)
            $0.x = .length(10 * .millimetre)
            $0.repeatsY = false
        }
        #expect(small == ["cut [-150, 50, 300, 150]", "cut [150, 50, 300, 150]", "cut [450, 50, 300, 150]"])
    }

    @Test func anImageThatCannotBeDrawnIsRefused() {
        #expect(throws: Rejection.self) { try tiles { $0.url = "b.png" } }
        #expect(throws: Rejection.self) { try tiles { $0.size = .size(.length(.millimetre), .auto) } }
        let style = TestDocument.style(.inline) { $0.backgroundImage = BackgroundImage(url: "a.png") }
        #expect(throws: Rejection.self) {
            try TestDocument.pages([.box(TestDocument.box(style, [TestDocument.text("甲")]))])
        }
    }
}

import Diagnostics
import Markup
import TestSupport
import Testing
@testable import Typesetting

@Suite struct PageSpoolTests {
    /// Pages of any items, with numbers at the ends of their ranges among them.
    private struct RandomPages {
        var random: SplitMix64
        let faces: [FontFace]
        let pictures = (0..<2).map { number in
            Picture(format: .png, bytes: [UInt8(number)], width: 1, height: 1, alternative: "图")
        }

        mutating func number() -> Int {
            switch Int.random(in: 0..<8, using: &random) {
            case 0: [Int.min / 2, Int.max / 2, 0, -1, 63, 64, -64, -65].randomElement(using: &random)!
            case 1: Int.random(in: -9...9, using: &random)
            default: Int.random(in: -12_000_000...12_000_000, using: &random)
            }
        }

        mutating func count(_ limit: Int) -> Int { Int.random(in: 0...limit, using: &random) }

        mutating func text() -> String {
            (0..<count(9)).map { _ in ["王", "䶮", "𠮷", "a", "\u{0}", "é", "👨‍👩‍👧", "\n"].randomElement(using: &random)! }
                .joined()
        }

        mutating func point() -> Point { Point(x: number(), y: number()) }

        mutating func rect() -> Rect { Rect(x: number(), y: number(), width: number(), height: number()) }

        mutating func color() -> Color {
            Color(
                .random(in: 0...255, using: &random), .random(in: 0...255, using: &random),
                .random(in: 0...255, using: &random), .random(in: 0...255, using: &random))
        }

        mutating func run() -> GlyphRun {
            let isLevel = Bool.random(using: &random)
            return GlyphRun(
                face: faces.randomElement(using: &random)!, size: number(), color: color(), origin: point(),
                rotation: number(),
                glyphs: (0..<count(9)).map { _ in
                    GlyphRun.Glyph(
                        id: UInt32.random(in: 0...70_000, using: &random), x: number(), y: isLevel ? 0 : number())
                },
                text: text(),
                clusters: (0..<count(9)).map { _ in
                    GlyphRun.Cluster(
                        bytes: [0, 1, 3, 4, 15, 16, 900][count(6)], glyphs: [0, 1, 2, 14, 15, 16][count(5)])
                })
        }

        mutating func path() -> Path {
            let segments = (0..<count(5)).map { _ -> Path.Segment in
                switch count(3) {
                case 0: .move(point())
                case 1: .line(point())
                case 2: .curve(point(), point(), point())
                default: .close
                }
            }
            let paint: Path.Paint =
                Bool.random(using: &random) ? .fill : .stroke(number(), dashes: (0..<count(3)).map { _ in number() })
            return Path(origin: point(), rotation: number(), segments: segments, paint: paint, color: color())
        }

        mutating func item(depth: Int = 0) -> FrameItem {
            switch count(depth > 2 ? 8 : 9) {
            case 0, 1: .glyphs(run())
            case 2: .fill(rect(), color())
            case 3: .path(path())
            case 4: .barCode(BarCode(kind: [.qr, .code128, .datamatrix][count(2)], value: text()), rect())
            case 5: .link(rect(), text())
            case 6: .picture(pictures[count(1)], rect())
            case 7: .tag([.begin(.heading(count(6)), number: number()), .end, .beginArtifact][count(2)])
            case 8:
                .part(
                    [.begin(text(), SourceSpan(file: text(), line: 1 + count(9)), isContinued: true), .end][count(1)])
            default:
                .group(
                    FrameGroup(
                        origin: point(),
                        transform: Transform(
                            a: number(), b: number(), c: number(), d: number(), e: number(), f: number()),
                        clip: Bool.random(using: &random) ? path() : nil,
                        items: (0..<count(3)).map { _ in item(depth: depth + 1) }))
            }
        }

        mutating func page(_ number: Int) -> Page {
            var page = Page(number: number, width: self.number(), height: self.number(), items: [], outline: [])
            page.items = (0..<count(20)).map { _ in item() }
            page.outline = (0..<count(2)).map { _ in OutlineEntry(level: count(5), title: text(), y: self.number()) }
            page.destinations = (0..<count(2)).map { _ in Destination(name: text(), y: self.number()) }
            if Bool.random(using: &random) { page.typeArea = rect() }
            if Bool.random(using: &random) { page.label = text() }
            return page
        }
    }

    private func faces() throws -> [FontFace] {
        let fonts = try TestFonts.catalog()
        return try ["fangsong", "serif", "sans-serif"].map { family in
            try #require(fonts.chain(families: [family], weight: 400)?.faces.first)
        }
    }

    @Test(arguments: 1...40) func pagesComeBackAsTheyWere(_ seed: UInt64) throws {
        var random = RandomPages(random: SplitMix64(seed: seed), faces: try faces())
        let pages = (1...8).map { random.page($0) }
        // In memory, and beyond its limit.
        for limit in [1 << 20, 200] {
            let spool = PageSpool(memoryLimit: limit)
            try spool.append(pages)
            #expect(spool.pageCount == pages.count)
            var back: [Page] = []
            try spool.forEachPage { back.append($0) }
            for (page, read) in zip(pages, back) { #expect(read.written == page.written) }
            #expect(try spool.page(at: 5).written == pages[5].written)
        }
    }

    @Test func theGlyphsOfEachFaceAreKnown() throws {
        var random = RandomPages(random: SplitMix64(seed: 7), faces: try faces())
        let pages = (1...6).map { random.page($0) }
        let spool = PageSpool()
        try spool.append(pages)
        var used: [ObjectIdentifier: Set<UInt32>] = [:]
        for run in pages.flatMap(\.items).flatMap(\.runs) {
            used[ObjectIdentifier(run.face), default: []].formUnion(run.glyphs.map(\.id))
        }
        #expect(spool.glyphs.count == used.count)
        for (face, glyphs) in spool.glyphs {
            let wanted = try #require(used[ObjectIdentifier(face)])
            #expect(glyphs.sorted == wanted.sorted())
            #expect(glyphs.count == wanted.count)
            #expect(wanted.allSatisfy(glyphs.contains))
            #expect(!glyphs.contains(99_999))
        }
    }

    @Test func aDocumentThatFailsLeavesNoPages() throws {
        let typesetter = Typesetter(fonts: try TestFonts.catalog())
        let spool = PageSpool(memoryLimit: 100)
        let good = TestDocument.document([TestDocument.text("甲")])
        let lines = (0..<40).map { _ in Node.box(TestDocument.box([TestDocument.text("行")])) }
        let tall = Node.box(
            TestDocument.box(TestDocument.style { $0.height = .length(90 * .millimetre) }, [TestDocument.text("高")]))
        try typesetter.layout(good, into: spool)
        #expect(throws: Rejection.self) { try typesetter.layout(TestDocument.document(lines + [tall]), into: spool) }
        #expect(spool.pageCount == 1)
        try typesetter.layout(good, into: spool)
        var texts: [String] = []
        try spool.forEachPage { texts.append("\($0.number) \($0.text)") }
        #expect(texts == ["1 甲", "1 甲"])
    }

    @Test func aGlyphSetIsASetOfGlyphs() {
        var one = GlyphSet()
        for glyph: UInt32 in [64, 0, 63, 700, 64] { one.insert(glyph) }
        #expect(one.sorted == [0, 63, 64, 700])
        var two = GlyphSet()
        two.insert(2_000)
        two.formUnion(one)
        #expect(two.sorted == [0, 63, 64, 700, 2_000])
        one.formUnion(two)
        #expect(one.count == 5)
    }
}

extension FrameItem {
    /// The glyph runs of the item, those in groups among them.
    var runs: [GlyphRun] {
        switch self {
        case .glyphs(let run): [run]
        case .group(let group): group.items.flatMap(\.runs)
        default: []
        }
    }

    /// All that the item holds, as text.
    fileprivate var written: String {
        switch self {
        case .glyphs(let run):
            "\(run.face.name) \(run.size) \(run.color) \(run.origin) \(run.rotation) \(run.glyphs) "
                + "\(Array(run.text.unicodeScalars)) \(run.clusters)"
        case .group(let group):
            "\(group.origin) \(group.transform) \(String(describing: group.clip)) \(group.items.map(\.written))"
        case .picture(let picture, let rect): "\(ObjectIdentifier(picture)) \(rect)"
        default: "\(self)"
        }
    }
}

extension Page {
    fileprivate var written: String {
        "\(number) \(width) \(height) \(outline) \(destinations) \(String(describing: typeArea)) "
            + "\(String(describing: label)) \(items.map(\.written))"
    }
}

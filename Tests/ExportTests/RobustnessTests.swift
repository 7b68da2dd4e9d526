import Diagnostics
import Foundation
import Markup
import TestSupport
import Testing
@testable import Export
@testable import Typesetting

/// Damaged fonts and pictures, and frames that no layout makes: refused or drawn, never the end of the program.
@Suite struct RobustnessTests {
    /// Changes a few bytes, cuts the end off, or doubles a piece.
    private func damaged(_ bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<1 + random.below(12) {
            guard !bytes.isEmpty else { break }
            let at = random.chance(60) ? random.below(min(bytes.count, 2_000)) : random.below(bytes.count)
            switch random.below(10) {
            case 0: bytes.removeLast(random.below(bytes.count / 2 + 1))
            case 1: bytes[at] = 0xFF
            case 2: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 40)], at: at)
            case 3: bytes.removeSubrange(at..<min(bytes.count, at + 1 + random.below(8)))
            default: bytes[at] = UInt8(random.below(256))
            }
        }
        return bytes
    }

    /// What is wrong with the input is told as such; nothing else is.
    private func isRefusedOrDrawn(_ draw: () throws -> Void) -> Bool {
        do { try draw() } catch is Rejection {} catch is CairoFailure {} catch {
            Issue.record("\(error)")
            return false
        }
        return true
    }

    @Test(arguments: [Picture.Format.png, .jpeg, .svg]) func damagedPictures(format: Picture.Format) {
        var random = SplitMix64(seed: 7)
        let sound: [UInt8] =
            switch format {
            case .png: TestPictures.png(40, 30)
            case .jpeg: TestPictures.jpeg(40, orientation: 6)
            case .svg: Array(TestPictures.svg.utf8)
            }
        let exporter = PDFExporter()
        for round in 0..<150 {
            let picture = TestPictures.picture(format, round == 0 ? [] : damaged(sound, &random))
            let page = TestPictures.page([.picture(picture, TestPictures.rect(0, 0, 20, 20))])
            #expect(isRefusedOrDrawn { _ = try exporter.pdf([page], TestPages.info) })
        }
    }

    /// One font with PostScript outlines and two with TrueType's.
    @Test(arguments: ["FandolFang-Regular.otf", "NotoSansMongolian-Regular.ttf", "NotoNaskhArabic-Regular.ttf"])
    func damagedFonts(file: String) throws {
        let folders = FontCatalog.folders(environment: ProcessInfo.processInfo.environment, project: Project.root)
        let path = try #require(
            folders.lazy.map { $0 + "/" + file }.first { FileManager.default.fileExists(atPath: $0) }
                ?? folders.lazy.compactMap { folder in
                    FileManager.default.enumerator(atPath: folder)?.lazy.compactMap { $0 as? String }
                        .first { $0.hasSuffix("/" + file) }.map { folder + "/" + $0 }
                }.first)
        let sound = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
        let text = file.hasPrefix("Fandol") ? "征缴凭证" : file.contains("Mongolian") ? "ᠮᠣᠩᠭᠣᠯ" : "شىنجاڭ"
        var random = SplitMix64(seed: 11)
        let scratch = try ScratchFolder()
        for round in 0..<25 {
            let name = try scratch.write(damaged(sound, &random), to: "\(round).font")
            #expect(
                isRefusedOrDrawn {
                    let face = FontFace(name: file, path: name, index: 0)
                    guard face.isReadable else { throw Rejection("font.damaged", ["font": file]) }
                    let shaped = face.shape(Array(text.utf16)[...], tabularFigures: false)
                    let glyphs = shaped.map { GlyphRun.Glyph(id: $0.id, x: Int($0.xOffset) * 1_000, y: 0) }
                    let run = GlyphRun(
                        face: face, size: 12 * .point, color: .black, origin: Point(x: 0, y: 20 * .millimetre),
                        glyphs: glyphs, text: text,
                        clusters: [GlyphRun.Cluster(bytes: text.utf8.count, glyphs: glyphs.count)])
                    let page = TestPictures.page([.glyphs(run)])
                    _ = try PDFExporter().pdf([page], TestPages.info)
                    _ = try PDFExporter().png(page, dotsPerInch: 50)
                })
        }
    }

    @Test(arguments: 1...20) func framesThatNoLayoutMakes(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let text = try TestPages.pages("<p>字</p>")[0].items
        let pages = (1...3).map { number -> Page in
            TestPictures.page(items(&random, text, depth: 0), number: number)
        }
        for options in [PDFOptions(), PDFOptions(isTagged: true)] {
            #expect(isRefusedOrDrawn { _ = try PDFExporter().pdf(pages, TestPages.info, options: options) })
        }
        #expect(isRefusedOrDrawn { _ = try PDFExporter().png(pages[0], dotsPerInch: 30) })
    }

    private func items(_ random: inout SplitMix64, _ text: [FrameItem], depth: Int) -> [FrameItem] {
        (0..<random.below(8)).map { _ in item(&random, text, depth: depth) }
    }

    private func length(_ random: inout SplitMix64) -> Length {
        random.pick([
            0, 1, -1, 36_000, 3_600_000, -3_600_000, 1 << 31, -(1 << 31), 1 << 45, Length(random.below(9_999_999)),
        ])
    }

    private func rect(_ random: inout SplitMix64) -> Rect {
        Rect(x: length(&random), y: length(&random), width: length(&random), height: length(&random))
    }

    private func path(_ random: inout SplitMix64) -> Path {
        let segments = (0..<random.below(5)).map { _ -> Path.Segment in
            let points = (0..<3).map { _ in Point(x: length(&random), y: length(&random)) }
            return random.pick([.move(points[0]), .line(points[1]), .curve(points[0], points[1], points[2]), .close])
        }
        let dashes = random.pick([[], [0, 0], [1, 2], [36_000]])
        return Path(
            origin: Point(x: length(&random), y: length(&random)), rotation: random.below(720_000), segments: segments,
            paint: random.chance(50) ? .fill : .stroke(length(&random), dashes: dashes), color: .black)
    }

    private func item(_ random: inout SplitMix64, _ text: [FrameItem], depth: Int) -> FrameItem {
        switch random.below(9) {
        case 0: return .fill(rect(&random), .black)
        case 1: return .path(path(&random))
        case 2: return .barCode(BarCode(kind: .qr, value: "1"), rect(&random))
        case 3: return .link(rect(&random), random.pick(["", "#", "#x", "http://a'b\\c", "\u{0}", "%"]))
        case 4: return .picture(TestPictures.picture(.png, TestPictures.png()), rect(&random))
        case 5 where depth < 4:
            let factors = (0..<4).map { _ in random.pick([0, 1, -1, 1_000_000, 1 << 40, Int.max]) }
            let transform = Transform(
                a: factors[0], b: factors[1], c: factors[2], d: factors[3], e: length(&random), f: length(&random))
            return .group(
                FrameGroup(
                    origin: Point(x: length(&random), y: length(&random)), transform: transform,
                    clip: random.chance(50) ? path(&random) : nil, items: items(&random, text, depth: depth + 1)))
        case 6: return .tag(random.pick([.end, .beginArtifact, .begin(.listLabel, number: random.below(4))]))
        default: return random.pick(text).moved(x: length(&random) / 8, y: length(&random) / 8)
        }
    }

    @Test func aPictureOfAPageIsNeverTooLargeNorEmpty() {
        let page = TestPictures.page([])
        for resolution in [0, -72, 6_000, Int.max / 2] {
            #expect(
                diagnosticCode { _ = try PDFExporter().png(page, dotsPerInch: resolution) } == "export.page-size")
        }
        #expect(diagnosticCode { _ = try PDFExporter().png(page, dotsPerInch: 1) } == nil)
    }

    @Test func theGlyphForMissingCharactersIsRefused() throws {
        let items = try TestPages.pages("<p>字</p>")[0].items.map { item -> FrameItem in
            guard case .glyphs(var run) = item else { return item }
            run.glyphs[0].id = 0
            return .glyphs(run)
        }
        #expect(diagnosticCode { _ = try TestPages.pdf([TestPictures.page(items)]) } == "export.missing-glyph")
    }
}

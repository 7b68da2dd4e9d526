import Diagnostics
import Foundation
import Markup
import TestSupport
import Testing
@testable import Typesetting
@testable import Export

/// Pictures and groups in both kinds of output.
@Suite struct PictureTests {
    /// Red, green and blue at a place in millimetres; at 254 dots an inch a millimetre has ten pixels.
    private struct Drawn {
        let raster: (width: Int, height: Int, bytes: [UInt8])

        init(_ items: [FrameItem]) throws {
            let png = try PDFExporter().png(TestPictures.page(items), dotsPerInch: 254)
            let scratch = try ScratchFolder()
            raster = try Raster.read(try scratch.write(png, to: "a.png"))
        }

        func callAsFunction(_ x: Double, _ y: Double) -> [Int] {
            let at = (Int(y * 10) * raster.width + Int(x * 10)) * 3
            return raster.bytes[at..<at + 3].map { Int($0) }
        }
    }

    private func isNear(_ one: [Int], _ other: [Int]) -> Bool { zip(one, other).allSatisfy { abs($0 - $1) <= 6 } }

    private func run(_ program: String, _ arguments: [String], _ pages: [Page]) throws -> Command.Outcome {
        let scratch = try ScratchFolder()
        let file = try scratch.write(TestPages.pdf(pages), to: "a.pdf")
        return try Command.run(program, arguments.map { $0 == "FILE" ? file : $0 })
    }

    @Test func aPNGKeepsItsTransparency() throws {
        let picture = TestPictures.picture(.png, TestPictures.png())
        let drawn = try Drawn([.picture(picture, TestPictures.rect(10, 20, 40, 20))])
        #expect(isNear(drawn(15, 30), [255, 0, 0]) && isNear(drawn(45, 30), [127, 127, 255]))
        #expect(drawn(9, 30) == [255, 255, 255] && drawn(51, 30) == [255, 255, 255] && drawn(30, 41) == [255, 255, 255])
        let pages = [TestPictures.page([.picture(picture, TestPictures.rect(10, 20, 40, 20))])]
        let rows = try run("pdfimages", ["-list", "FILE"], pages).text.split(separator: "\n").dropFirst(2)
        #expect(rows.map { $0.split(separator: " ")[2] } == ["image", "smask"])
    }

    @Test(arguments: 1...8) func aJPEGStandsAsTheCameraWasHeld(orientation: Int) throws {
        let bytes = TestPictures.jpeg(orientation: orientation)
        let drawn = try Drawn([.picture(TestPictures.picture(.jpeg, bytes), TestPictures.rect(0, 0, 40, 40))])
        let (red, green, blue, white) = ([254, 0, 0], [0, 255, 1], [0, 0, 254], [255, 255, 255])
        // Clockwise from the top left, as Exif 2.3 describes the rows and columns of each orientation.
        let wanted = [
            [red, green, white, blue], [green, red, blue, white], [white, blue, red, green],
            [blue, white, green, red], [red, blue, white, green], [blue, red, green, white],
            [white, green, red, blue], [green, white, blue, red],
        ][orientation - 1]
        let seen = [drawn(10, 10), drawn(30, 10), drawn(30, 30), drawn(10, 30)]
        for (one, other) in zip(seen, wanted) { #expect(isNear(one, other), "\(seen)") }
    }

    @Test func aJPEGIsEmbeddedAsItIsAndOnce() throws {
        let picture = TestPictures.picture(.jpeg, TestPictures.jpeg(200))
        let pages = (1...3).map { number in
            TestPictures.page(
                (0..<4).map { .picture(picture, TestPictures.rect($0 * 20, number * 10, 15, 15)) }, number: number)
        }
        let rows = try run("pdfimages", ["-list", "FILE"], pages).text.split(separator: "\n").dropFirst(2)
        #expect(!rows.isEmpty && Set(rows.map { $0.split(separator: " ")[10] }).count == 1, "\(rows)")
        #expect(rows.allSatisfy { $0.split(separator: " ")[8] == "jpeg" })
        let scratch = try ScratchFolder()
        let file = try scratch.write(TestPages.pdf(pages), to: "a.pdf")
        _ = try Command.run("pdfimages", ["-all", "-l", "1", file, scratch / "out"])
        let embedded = try [UInt8](Data(contentsOf: URL(fileURLWithPath: scratch / "out-000.jpg")))
        #expect(embedded == picture.bytes)
    }

    @Test func aGreyJPEGStaysGrey() throws {
        let pages = [
            TestPictures.page([
                .picture(
                    TestPictures.picture(.jpeg, TestPictures.jpeg(isGrey: true)), TestPictures.rect(0, 0, 20, 20))
            ])
        ]
        let row = try run("pdfimages", ["-list", "FILE"], pages).text.split(separator: "\n").dropFirst(2).first
        #expect(row?.split(separator: " ")[5] == "gray")
    }

    @Test func anSVGIsDrawnAsLines() throws {
        let picture = TestPictures.picture(.svg, Array(TestPictures.svg.utf8))
        let items: [FrameItem] = [.picture(picture, TestPictures.rect(10, 10, 80, 40))]
        let drawn = try Drawn(items)
        #expect(isNear(drawn(30, 30), [0, 255, 0]) && drawn(11, 11) == [255, 255, 255])
        // Red to yellow at half strength over white.
        #expect(isNear(drawn(51, 30), [255, 129, 127]) && isNear(drawn(89, 30), [255, 254, 127]))
        let pages = [TestPictures.page(items), TestPictures.page(items, number: 2)]
        #expect(try run("pdfimages", ["-list", "FILE"], pages).text.split(separator: "\n").count == 2)
        func forms(_ pages: [Page]) throws -> Int {
            try run("qpdf", ["--qdf", "FILE", "-"], pages).text.split(separator: "/Subtype /Form").count - 1
        }
        #expect(try forms(pages) == forms([pages[0]]) && forms(pages) > 0, "the drawing is in the file once")
        #expect(try run("qpdf", ["--check", "FILE"], pages).status == 0)
    }

    @Test func groupsAreTurnedAndClippedAndNested() throws {
        let red = Color(255, 0, 0)
        let square = FrameItem.fill(TestPictures.rect(0, 0, 10, 10), red)
        // A quarter turn clockwise puts the square left of the group's zero.
        let turn = Transform(a: 0, b: 1_000_000, c: -1_000_000, d: 0, e: 0, f: 0)
        let inner = FrameGroup(origin: Point(x: 20 * .millimetre, y: 0), transform: turn, items: [square])
        let corners = [(0, 0), (15, 0), (15, 5), (0, 5)].map { Point(x: $0 * .millimetre, y: $1 * .millimetre) }
        let clip = Path(
            origin: Point(x: 0, y: 0),
            segments: [.move(corners[0]), .line(corners[1]), .line(corners[2]), .line(corners[3]), .close],
            paint: .fill, color: red)
        let outer = FrameGroup(
            origin: Point(x: 30 * .millimetre, y: 40 * .millimetre), clip: clip, items: [.group(inner)])
        let flat = FrameGroup(
            origin: Point(x: 0, y: 0), transform: Transform(a: 0, b: 0, c: 0, d: 0, e: 0, f: 0), items: [square])
        let drawn = try Drawn([.group(outer), .group(flat)])
        // The square covers 40…50 by 40…50, of which the clip leaves 40…45 by 40…45.
        #expect(drawn(42, 42) == [255, 0, 0] && drawn(44.8, 44.8) == [255, 0, 0])
        #expect(drawn(46, 42) == [255, 255, 255] && drawn(42, 46) == [255, 255, 255])
        #expect(drawn(5, 5) == [255, 255, 255], "a group without extent shows nothing")
    }

    @Test func textInGroupsHasItsFont() throws {
        let pages = try TestPages.pages("<p>组里的字</p>")
        let grouped = TestPictures.page([.group(FrameGroup(origin: Point(x: 0, y: 0), items: pages[0].items))])
        #expect(try run("pdftotext", ["FILE", "-"], [grouped]).text.contains("组里的字"))
    }

    @Test func damagedAndUnfitPicturesAreRefused() {
        func code(_ format: Picture.Format, _ bytes: [UInt8]) -> String? {
            diagnosticCode {
                let picture = TestPictures.picture(format, bytes)
                _ = try TestPages.pdf([TestPictures.page([.picture(picture, TestPictures.rect(0, 0, 9, 9))])])
            }
        }
        var wide = TestPictures.png()
        wide.replaceSubrange(16..<20, with: [0, 0, 0xFF, 0xFF])
        #expect(code(.png, wide) == "export.picture.too-large")
        #expect(code(.png, Array(TestPictures.png().dropLast(30))) == "export.picture.broken")
        #expect(code(.png, []) == "export.picture.broken" && code(.jpeg, [0xFF, 0xD8]) == "export.picture.broken")
        #expect(code(.jpeg, Array(TestPictures.jpeg(200).dropLast(300))) == "export.picture.broken")
        var arithmetic = TestPictures.jpeg()
        arithmetic[arithmetic.firstIndex(of: 0xC0)!] = 0xC9
        #expect(code(.jpeg, arithmetic) == "export.picture.jpeg-kind")
        #expect(code(.svg, Array("<svg".utf8)) == "export.picture.broken")
    }

    @Test(arguments: [
        ("<text>字</text>", "export.picture.svg-element"), ("<image href='a.png'/>", "export.picture.svg-element"),
        ("<foreignObject/>", "export.picture.svg-element"), ("<script/>", "export.picture.svg-element"),
        ("<rect filter='url(#f)'/>", "export.picture.svg-element"),
        ("<rect style='mask: url(#m)'/>", "export.picture.svg-element"),
        ("<use href='other.svg#x'/>", "export.picture.svg-reference"),
        ("<rect fill='url(http://example.org/#x)'/>", "export.picture.svg-reference"),
        ("<style>@import 'a.css';</style>", "export.picture.svg-reference"),
    ]) func anSVGThatIsMoreThanADrawingIsRefused(content: String, code: String) throws {
        let text = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>\n\(content)</svg>"
        let rejection = #expect(throws: Rejection.self) {
            try SVGScan.check(TestPictures.picture(.svg, Array(text.utf8), name: "标志.svg"))
        }
        #expect(rejection?.diagnostics.map(\.code) == [code])
        #expect(rejection?.diagnostics[0].arguments["picture"] == "标志.svg")
        #expect(rejection?.diagnostics[0].arguments["line"] == "2")
    }

    @Test func entitiesInAnSVGAreRefused() {
        let text = "<!DOCTYPE svg [<!ENTITY a 'x'>]><svg xmlns='http://www.w3.org/2000/svg'><title>&a;</title></svg>"
        #expect(
            diagnosticCode { try SVGScan.check(TestPictures.picture(.svg, Array(text.utf8))) }
                == "export.picture.svg-entity")
    }
}

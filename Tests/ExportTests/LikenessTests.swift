import Foundation
import Markup
import TestSupport
import Testing
@testable import Export
@testable import Typesetting

/// A page looks the same as PDF, drawn by poppler from what the writer wrote, and as PNG, drawn by cairo from the fonts
/// and pictures themselves.
@Suite struct LikenessTests {
    private typealias Picture = (width: Int, height: Int, bytes: [UInt8])

    /// - Parameter share: of the dark pixels at most one in so many is strange. Small letters are drawn differently by
    ///   each program; large ones are not.
    private func expectLikeness(_ page: Page, _ what: String, share: Int = 20) throws {
        let scratch = try ScratchFolder()
        let drawn = try Raster.read(scratch.write(PDFExporter().png(page, dotsPerInch: 150), to: "own.png"))
        let file = try scratch.write(TestPages.pdf([page]), to: "a.pdf")
        _ = try Command.run("pdftoppm", ["-r", "150", "-png", "-singlefile", file, scratch / "other"])
        let other = try Raster.read(scratch / "other.png")
        #expect(abs(drawn.width - other.width) <= 1 && abs(drawn.height - other.height) <= 1)
        let ink = ink(drawn)
        #expect(ink > 500, "\(what): nothing to compare")
        for (one, another) in [(drawn, other), (other, drawn)] {
            let strange = strangers(one, another)
            #expect(strange * share < ink, "\(what): \(strange) of \(ink) pixels")
        }
    }

    private func ink(_ picture: Picture) -> Int {
        stride(from: 0, to: picture.bytes.count, by: 3).count { picture.bytes[$0..<$0 + 3].contains { $0 < 128 } }
    }

    /// Pixels that have none like them in the other picture, there or beside: the programs round edges differently.
    private func strangers(_ one: Picture, _ other: Picture) -> Int {
        var count = 0
        for y in 1..<min(one.height, other.height) - 1 {
            for x in 1..<min(one.width, other.width) - 1 {
                let own = (y * one.width + x) * 3
                func isLike(_ dx: Int, _ dy: Int) -> Bool {
                    let at = ((y + dy) * other.width + x + dx) * 3
                    return (0..<3).allSatisfy { abs(Int(one.bytes[own + $0]) - Int(other.bytes[at + $0])) < 100 }
                }
                if isLike(0, 0) { continue }
                if !(-1...1).contains(where: { dy in (-1...1).contains { isLike($0, dy) } }) { count += 1 }
            }
        }
        return count
    }

    /// Outlines in CFF with and without character identifiers, and TrueType, plain and put together.
    @Test(arguments: [
        ("fangsong", "征缴凭证，国家税务总局枣庄市薛城区税务局"), ("kaiti", "周营镇人民政府 No. 12"), ("heiti", "办公室 Ŋ½№℃① ffi"),
        ("songti", "王䶮、㼆某、褚𠮷祥、𪚥、𫖯、𬭎、𰻝，葛\u{E0100}城"), ("xiaobiaosong", "公告 é ü"),
        ("naskh", "<span dir=\"rtl\">شىنجاڭ ئۇيغۇر ئاپتونوم رايونى</span>"), ("tibetan", "བོད་རང་སྐྱོང་ལྗོངས།"),
        ("mongolian", "ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ"),
    ]) func lettersOfEveryFont(family: String, text: String) throws {
        let style = "font-family: \(family); font-size: 20pt; line-height: 12mm"
        try expectLikeness(try TestPages.pages("<p style=\"\(style)\">\(text)</p>")[0], family, share: 200)
    }

    @Test func everythingThatPagesMayHold() throws {
        for page in try TestPages.everything() { try expectLikeness(page, "page \(page.number)") }
    }

    @Test(arguments: [
        "border: 2pt dashed #123456; border-radius: 5mm; background: #eebb99; padding: 5mm",
        "border: 3pt dotted #ff0000; transform: rotate(20deg) scale(1.2, 0.7); width: 40mm",
        "border: 3pt double #0000ff; overflow: hidden; height: 9mm; width: 20mm; border-radius: 4mm",
        "color: rgba(255, 0, 0, 0.4); background: rgba(0, 0, 0, 0.3); letter-spacing: 2mm",
        "writing-mode: vertical-rl; height: 60mm; border: 1pt solid #00aa00", "text-align: justify; width: 37mm",
    ]) func boxes(style: String) throws {
        let page = try TestPages.pages("<div style=\"\(style)\">框里的字，几行都行，Latin 也行。再来一行。</div>")[0]
        try expectLikeness(page, style)
    }

    @Test func picturesOfEveryKindInGroups() throws {
        var items: [FrameItem] = [
            .picture(TestPictures.picture(.png, TestPictures.png(80, 40)), TestPictures.rect(5, 5, 40, 20)),
            .picture(TestPictures.picture(.svg, Array(TestPictures.svg.utf8)), TestPictures.rect(50, 5, 40, 20)),
            .barCode(BarCode(kind: .code128, value: "A1"), TestPictures.rect(5, 85, 40, 10)),
            .barCode(BarCode(kind: .datamatrix, value: "370403"), TestPictures.rect(60, 75, 20, 20)),
        ]
        for orientation in 1...8 {
            let picture = TestPictures.picture(.jpeg, TestPictures.jpeg(orientation: orientation))
            items.append(.picture(picture, TestPictures.rect(orientation * 11 - 9, 30, 10, 10)))
        }
        let turned = FrameGroup(
            origin: Point(x: 30 * .millimetre, y: 45 * .millimetre),
            transform: Transform(a: 300_000, b: 150_000, c: -150_000, d: 300_000, e: 0, f: 0), items: items)
        try expectLikeness(TestPictures.page(items + [.group(turned)]), "pictures")
    }
}

import Markup
import TestSupport
import Testing
import Typesetting
@testable import Export

/// Pages as pictures. At 254 dots an inch a millimetre has ten pixels.
@Suite struct RasterTests {
    /// Red, green and blue of the pixels, row by row.
    private func pixels(_ body: String) throws -> (width: Int, height: Int, bytes: [UInt8]) {
        let png = try PDFExporter().png(TestPages.pages(body)[0], dotsPerInch: 254)
        let scratch = try ScratchFolder()
        let file = try scratch.write(png, to: "a.png")
        return try Raster.read(file)
    }

    @Test func aSealIsRedAndTextIsBlack() throws {
        let seal = "<official-seal name=\"周营镇人民政府\" width=\"40mm\" height=\"40mm\"></official-seal>"
        let picture = try pixels(seal)
        #expect(picture.width == 1_000 && picture.height == 1_000)
        let red = count(picture) { $0 > 190 && $1 < 60 && $2 < 60 }
        // The rim alone is a ring of about 1.1 mm × π × 39 mm.
        #expect(red > 13_000 && red < 60_000)
        #expect(count(picture) { $0 < 60 && $1 < 60 && $2 < 60 } == 0)
        let text = try pixels("<p>黑字</p>")
        #expect(count(text) { $0 < 60 && $1 < 60 && $2 < 60 } > 300)
        #expect(count(text) { $0 > 190 && $1 < 60 && $2 < 60 } == 0)
    }

    @Test func aBoxIsWhereTheFramesSay() throws {
        let box = "<div style=\"width: 20mm; height: 10mm; background-color: #0000ff\"></div>"
        let picture = try pixels(box)
        #expect(count(picture) { $0 == 0 && $1 == 0 && $2 == 255 } == 200 * 100)
        func blue(_ x: Int, _ y: Int) -> Bool { picture.bytes[(y * picture.width + x) * 3] == 0 }
        #expect(blue(100, 100) && blue(299, 199) && !blue(99, 150) && !blue(300, 150) && !blue(150, 99))
    }

    @Test func aQRCodeIsDrawnModuleForModule() throws {
        let code = BarCode(kind: .qr, value: "370403190000001")
        let modules = try BarCodeModules(code)
        let size = modules.width
        // 0.5 mm a module, so five pixels.
        let width = "\(Double(size) / 2)mm"
        let style = "position: absolute; left: 0; top: 0; width: \(width); height: \(width)"
        let drawn = "<bar-code value=\"\(code.value)\" style=\"\(style)\"></bar-code>"
        let picture = try pixels("<p style=\"text-align: right\">.\(drawn)</p>")
        for row in 0..<size {
            for column in 0..<size {
                let (x, y) = (100 + column * 5 + 2, 100 + row * 5 + 2)
                let isDark = picture.bytes[(y * picture.width + x) * 3] < 128
                #expect(isDark == modules[row, column], "row \(row), column \(column)")
            }
        }
    }

    private func count(
        _ picture: (width: Int, height: Int, bytes: [UInt8]), _ matches: (UInt8, UInt8, UInt8) -> Bool
    ) -> Int {
        stride(from: 0, to: picture.bytes.count, by: 3).reduce(0) { sum, at in
            sum + (matches(picture.bytes[at], picture.bytes[at + 1], picture.bytes[at + 2]) ? 1 : 0)
        }
    }
}

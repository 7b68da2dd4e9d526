import Markup
import Testing
@testable import Typesetting

@Suite struct FrameDumpTests {
    @Test func itemsAreLines() {
        let path = Path(
            origin: Point(x: -1, y: 36_000), rotation: -1_500, segments: [.close], paint: .stroke(12_700, dashes: [1]),
            color: Color(1, 2, 255))
        let page = Page(
            number: 2, width: 210 * .millimetre, height: 36_018,
            items: [
                .fill(Rect(x: 0, y: 18, width: 36_000, height: 17), .black), .path(path),
                .barCode(BarCode(kind: .qr, value: "1"), Rect(x: 0, y: 0, width: 0, height: 0)),
                .link(Rect(x: 0, y: 0, width: 0, height: 0), "x"),
            ], outline: [OutlineEntry(level: 1, title: "甲", y: 36_000)])
        #expect(
            FrameDump.text([page]) == """
                page 2  210.000 × 1.001
                  outline 1  @ 1.000  甲
                  fill    0.000, 0.001  1.000 × 0.000  #000000
                  path    0.000, 1.000  1 segments, 0.353 wide, dashed  #0102ff  turned -1.500°
                  code    0.000, 0.000  0.000 × 0.000  qr  1
                  link    0.000, 0.000  0.000 × 0.000  x

                """)
    }
}

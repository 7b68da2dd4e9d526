import Testing
@testable import Typesetting

@Suite struct GB18030CorrectionTests {
    /// All private-use code points that stand for another character.
    private var moved: [(from: UInt32, to: Unicode.Scalar)] {
        (UInt32(0xE000)...0xF8FF).compactMap { value in
            let scalar = Unicode.Scalar(value)!
            let standard = GB18030Correction.standard(scalar)
            return standard == scalar ? nil : (value, standard)
        }
    }

    @Test func twentyFourAndOneCodePointsMoved() {
        #expect(moved.count == 25)
        #expect(Set(moved.map(\.to)).count == 25)
        #expect(moved.allSatisfy { !$0.to.isPrivateUse })
    }

    @Test func theyAreSetAndReadAsTheCharactersMeant() throws {
        let fonts = try TestFonts.catalog()
        for (from, to) in moved {
            let text = "甲" + String(Unicode.Scalar(from)!) + "乙"
            let page = try #require(try TestDocument.pages([TestDocument.text(text)]).first)
            #expect(page.text == "甲\(to)乙")
            #expect(fonts.face(for: Unicode.Scalar(from)!, family: "fangsong") != nil)
        }
    }

    @Test func otherCodePointsStay() {
        #expect(GB18030Correction.standard("\u{E000}") == "\u{E000}")
        #expect(GB18030Correction.standard("王") == "王")
    }
}

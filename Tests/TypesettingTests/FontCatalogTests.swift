import Diagnostics
import Foundation
import TestSupport
import Testing
@testable import Typesetting

@Suite struct FontCatalogTests {
    private func codes(_ yaml: String?) throws -> [String] {
        let scratch = try ScratchFolder()
        let path = try yaml.map { try scratch.write($0, to: "fonts.yaml") } ?? scratch / "absent.yaml"
        do {
            _ = try FontCatalog(
                path: path, folders: FontCatalog.folders(environment: [:], project: Project.root))
            return []
        } catch let rejection as Rejection {
            return rejection.diagnostics.map(\.code)
        }
    }

    @Test func mistakesAreRefused() throws {
        #expect(try codes(nil) == ["font.catalogue-unreadable"])
        #expect(try codes("files: [") == ["font.catalogue-invalid"])
        let absent = "files: { A: { file: a.otf, licence: x }, B: { file: b.otf, licence: x } }\n"
        let rest = "families: {}\naliases: {}\nfallback: []\n"
        #expect(try codes(absent + rest) == ["font.not-installed", "font.not-installed"])
        #expect(try codes("files: {}\nfamilies: {}\naliases: {}\nfallback: [Song]\n") == ["font.unknown-file"])
    }

    @Test(arguments: [
        ("files: {}\nfamilies: {}\naliases: {}\nfallback: []\nalias: {}\n", 5, "alias is unknown"),
        ("files: { A: { file: a.otf } }\nfamilies: {}\naliases: {}\nfallback: []\n", 1, "licence is missing"),
        ("files: { A: { file: a.otf, licence: x, idx: 2 } }\nfamilies: {}\naliases: {}\nfallback: []\n", 1,
         "idx is unknown"),
        ("files: {}\nfamilies:\n  songti: { faces: { bold: A }, fallback: [] }\naliases: {}\nfallback: []\n", 3,
         "bold is no weight"),
        ("files: {}\nfamilies: []\naliases: {}\nfallback: []\n", 2, "keys with values are wanted here"),
        ("files: {}\nfamilies: {}\naliases: {}\nfallback: songti\n", 4, "a list is wanted here"),
    ])
    func everyKeyIsKnown(yaml: String, line: Int, reason: String) throws {
        let scratch = try ScratchFolder()
        let path = try scratch.write(yaml, to: "fonts.yaml")
        let rejection = #expect(throws: Rejection.self) { try FontCatalog(path: path, folders: []) }
        let mistake = try #require(rejection?.diagnostics.first)
        #expect(mistake.code == "font.catalogue-invalid" && mistake.arguments["reason"] == reason, "\(mistake)")
        #expect(mistake.span?.line == line)
    }

    @Test func whatIsThereIsShownBesideWhatIsNot() throws {
        let scratch = try ScratchFolder()
        let installed = try #require(try TestFonts.catalog().files.first { $0.name == "NotoSans" })
        let file = (installed.path as NSString).lastPathComponent
        let yaml = """
            files:
              Sans: { file: \(file), index: 2, licence: x }
              Rare: { file: rare.otf, licence: x, package: fonts-rare }
            families: { heiti: { faces: { 400: Sans, 700: Rare }, fallback: [] } }
            aliases: {}
            fallback: [Rare]
            """
        let path = try scratch.write(yaml, to: "fonts.yaml")
        var mistakes = DiagnosticList()
        let folder = (installed.path as NSString).deletingLastPathComponent
        let fonts = try FontCatalog(path: path, folders: [folder], mistakes: &mistakes)
        #expect(fonts.files.map(\.name) == ["Sans"])
        #expect(fonts.faces(of: "heiti").map(\.weight) == [400])
        #expect(mistakes.diagnostics.map(\.code) == ["font.not-installed-package"])
        #expect(mistakes.diagnostics.first?.arguments["package"] == "fonts-rare")
    }

    @Test func aFileThatIsNoFontIsRefused() throws {
        let scratch = try ScratchFolder()
        try scratch.write("no font", to: "a.otf")
        let yaml = "files: { A: { file: a.otf, licence: x } }\nfamilies: {}\naliases: {}\nfallback: []\n"
        let path = try scratch.write(yaml, to: "fonts.yaml")
        let rejection = #expect(throws: Rejection.self) { try FontCatalog(path: path, folders: [scratch.path]) }
        #expect(rejection?.diagnostics.map(\.code) == ["font.unreadable"])
    }

    @Test func theNearestWeightStandsIn() throws {
        let fonts = try TestFonts.catalog()
        func face(_ family: String, _ weight: Int) -> String? {
            fonts.chain(families: [family], weight: weight)?.faces.first?.name
        }
        #expect(face("heiti", 800) == "NotoSansBlack")
        #expect(face("heiti", 600) == "NotoSansBold")
        #expect(face("heiti", 450) == "NotoSansMedium")
        #expect(face("黑体", 350) == "NotoSansLight")
        #expect(face("黑体", 100) == "NotoSansLight")
        #expect(face("仿宋", 700) == "FandolFang")
        #expect(fonts.chain(families: ["没有", "仿宋"], weight: 400)?.family == "fangsong")
        #expect(fonts.chain(families: ["没有"], weight: 400)?.family == nil)
    }

    @Test func foldersAreSearchedInOrder() {
        let folders = FontCatalog.folders(environment: ["ZHENGJIAO_FONTS": "/a:/b", "HOME": "/h"], project: "/p")
        let expected = ["/a", "/b", "/p/.cache/fonts", "/h/.local/share/fonts"]
        #expect(Array(folders.prefix(4)) == expected)
    }

    @Test func everyRareCharacterOfTheRollsHasAGlyph() throws {
        let fonts = try TestFonts.catalog()
        for family in fonts.familyNames {
            let faces = try #require(fonts.chain(families: [family], weight: 400)).faces
            for scalar in "䶮㼆𠮷𪚥𫖯𬭎𰻝·".unicodeScalars {
                #expect(faces.contains { $0.covers(scalar) }, "\(family) \(scalar)")
            }
        }
    }

    /// Every ideograph that GB 18030-2022 asks for, in every family that sets Chinese.
    @Test(arguments: ["fangsong", "kaiti", "heiti", "songti", "xiaobiaosong"])
    func everyIdeographUpToExtensionFHasAGlyph(_ family: String) throws {
        let coverage = try TestFonts.catalog().coverage(of: family)
        for name in ["CJK"] + ["A", "B", "C", "D", "E", "F"].map({ "CJK Ext \($0)" }) {
            let found = try #require(coverage.first { $0.block.name == name })
            #expect(found.count == found.block.assigned, "\(name)")
        }
        let g = try #require(coverage.first { $0.block.name == "CJK Ext G" })
        #expect(g.count > 3_000 && g.count <= g.block.assigned)
    }

    @Test func minorityScriptsHaveGlyphsInEveryFamily() throws {
        let fonts = try TestFonts.catalog()
        for family in fonts.familyNames {
            for (scalar, face) in [("ئ", "NotoNaskhArabic"), ("བ", "NotoSerifTibetan"), ("ᠮ", "NotoSansMongolian")] {
                #expect(fonts.face(for: Unicode.Scalar(scalar)!, family: family)?.name == face, "\(family)")
            }
        }
    }

    @Test func theFaceThatPrintsACharacterIsNamed() throws {
        let fonts = try TestFonts.catalog()
        #expect(fonts.face(for: "王", family: "仿宋")?.name == "FandolFang")
        #expect(fonts.face(for: "A", family: "仿宋")?.name == "NotoSerif")
        #expect(fonts.face(for: "䶮", family: "仿宋")?.name == "NotoSerif")
        #expect(fonts.face(for: "䶮", family: "黑体", weight: 700)?.name == "NotoSansBold")
        #expect(fonts.face(for: "\u{E000}", family: "仿宋") == nil)
        // Of the corrected code points, not the box of the private use area but the character meant.
        #expect(fonts.face(for: "\u{E816}", family: "仿宋")?.name == "NotoSerif")
        #expect(fonts.face(for: "王", family: "没有") == nil)
    }

    @Test func theCatalogueTellsItsFilesAndFamilies() throws {
        let fonts = try TestFonts.catalog()
        #expect(fonts.files.contains { $0.name == "FandolFang" && $0.licence.contains("GPL") })
        #expect(fonts.faces(of: "宋体").map(\.weight) == [300, 400, 500, 700, 900])
        #expect(fonts.aliases(of: "fangsong") == ["FangSong", "仿宋"])
        let fang = try #require(fonts.faces(of: "fangsong").first?.face)
        #expect(fonts.coverage(of: fang).first { $0.block.name == "CJK" }?.count == 7_942)
    }

    /// Bytes turned at random places: the font is refused or gives some glyphs, but nothing breaks.
    @Test(arguments: 1...40) func aDamagedFontIsHarmless(_ seed: UInt64) throws {
        let sound = try #require(try TestFonts.catalog().faces(of: "naskh").first?.face)
        var bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: sound.path)))
        var random = SplitMix64(seed: seed)
        for _ in 0..<Int.random(in: 1...200, using: &random) {
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        if seed % 4 == 0 { bytes.removeLast(bytes.count / 3) }
        let scratch = try ScratchFolder()
        let path = try scratch.write(bytes, to: "damaged.ttf")
        guard SfntHeader.hasFace(path: path, index: 0) else { return }
        let face = FontFace(name: "damaged", path: path, index: 0)
        let style = ShapingStyle(direction: .rightToLeft)
        let glyphs = face.shape(ArraySlice(Array("شىنجاڭ (ئۇيغۇر) 2019".utf16)), style)
        for glyph in glyphs { _ = face.ink(of: glyph.id) }
        #expect(face.coverage.count >= 0)
    }

    @Test func aFontWhoseTablesLieOutsideTheFileIsRefused() throws {
        let scratch = try ScratchFolder()
        let head: [UInt8] = [0, 1, 0, 0, 0, 20, 0, 0, 0, 0, 0, 0]
        #expect(!SfntHeader.hasFace(path: try scratch.write(head, to: "short.ttf"), index: 0))
        let rest = [UInt8](repeating: 0, count: 20 * 16)
        #expect(SfntHeader.hasFace(path: try scratch.write(head + rest, to: "whole.ttf"), index: 0))
        #expect(!SfntHeader.hasFace(path: scratch / "whole.ttf", index: 1))
        #expect(!SfntHeader.hasFace(path: scratch / "absent.ttf", index: 0))
        // The head alone makes no font: what is inside is found out when the first character is asked for.
        let face = FontFace(name: "A", path: scratch / "whole.ttf", index: 0)
        #expect(!face.isReadable && !face.covers("A"))
        let yaml = "files: { A: { file: whole.ttf, licence: x } }\n"
            + "families: { a: { faces: { 400: A }, fallback: [] } }\naliases: {}\nfallback: []\n"
        let fonts = try FontCatalog(path: scratch.write(yaml, to: "fonts.yaml"), folders: [scratch.path])
        let chain = try #require(fonts.chain(families: ["a"], weight: 400))
        #expect(throws: Rejection.self) { try chain.first { $0.covers("A") } }
    }
}

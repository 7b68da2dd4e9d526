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
        #expect(fonts.chain(families: ["heiti"], weight: 800)?.faces.first?.name == "NotoSansBold")
        #expect(fonts.chain(families: ["黑体"], weight: 300)?.faces.first?.name == "NotoSans")
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
}

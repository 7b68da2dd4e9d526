import Export
import Foundation
import TestSupport
import Testing
import Typesetting

/// Pages as they look, compared with the pictures of `pictures/`. Frames tell where everything stands; pictures tell
/// what a reader sees, fonts and drawing included.
@Suite struct PictureTests {
    private static let folder = "Tests/SuiteTests/pictures"
    private static let dotsPerInch = 50

    /// A sample and the number of its page.
    private static let pages = [
        "notice 1", "notice 3", "joint-notice 1", "joint-notice 2", "request 1", "letter 1", "letter-plain 1",
        "order 1", "minutes 1", "supervision-report 2", "receipt 1", "collection-roster 1", "public-notice 1",
        "village-notice 1",
    ]

    private static func picture(_ page: Page) throws -> PagePicture {
        try PagePicture(png: PDFExporter().png(page, dotsPerInch: dotsPerInch))
    }

    private static func page(_ name: String) throws -> Page {
        let words = name.split(separator: " ")
        let pages = try TemplateTests.pages(of: String(words[0]))
        return try #require(Int(words[1]).flatMap { pages.indices.contains($0 - 1) ? pages[$0 - 1] : nil })
    }

    @Test(arguments: pages) func looksAsItDid(_ name: String) throws {
        let fresh = try PictureTests.picture(PictureTests.page(name))
        let path = Project.path("\(PictureTests.folder)/\(name.replacingOccurrences(of: " ", with: "-")).png")
        if ProcessInfo.processInfo.environment["ZHENGJIAO_ACCEPT"] == "1" {
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(fresh.png()).write(to: URL(fileURLWithPath: path))
            return
        }
        let kept = try PagePicture(png: [UInt8](Data(contentsOf: URL(fileURLWithPath: path))))
        #expect(fresh.difference(from: kept) == nil, "\(name): look at it; if the change is meant, run scripts/accept")
    }

    /// The comparison sees what a reader would see, and nothing finer.
    @Test func aVisibleChangeIsSeen() throws {
        let page = try PictureTests.page("notice 3")
        let picture = try PictureTests.picture(page)
        #expect(picture.difference(from: picture) == nil)
        var moved = page
        moved.items = page.items.map { $0.moved(x: 36_000, y: 0) }
        #expect(try PictureTests.picture(moved).difference(from: picture) != nil)
        var hair = page
        hair.items = page.items.map { $0.moved(x: 1_000, y: 0) }
        #expect(try PictureTests.picture(hair).difference(from: picture) == nil)
        // A page without one of its lines.
        var shorter = page
        let lengths = page.items.map { if case .glyphs(let run) = $0 { run.glyphs.count } else { 0 } }
        let longest = try #require(lengths.indices.max { lengths[$0] < lengths[$1] })
        shorter.items.remove(at: longest)
        #expect(try PictureTests.picture(shorter).difference(from: picture) != nil)
    }
}

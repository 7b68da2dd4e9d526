import Diagnostics
import Foundation
import Markup
import Templates
import TestSupport
import Testing
import Typesetting

/// Pictures of templates and records: which are read, how large they say they are, which are refused.
@Suite struct PictureTests {
    private static let png: [UInt8] =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
        + [0, 0, 1, 0x2C, 0, 0, 0, 0x64, 8, 2, 0, 0, 0, 1, 2, 3, 4]

    /// A comment, Exif with an orientation, and the start of a frame of 640 × 480.
    private static func jpeg(orientation: UInt8) -> [UInt8] {
        let exif: [UInt8] =
            Array("Exif\0\0II*\0".utf8) + [8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]
        return [0xFF, 0xD8, 0xFF, 0xE1, 0, UInt8(exif.count + 2)] + exif
            + [0xFF, 0xFE, 0, 4, 0x41, 0x42, 0xFF, 0xC2, 0, 17, 8, 0x01, 0xE0, 0x02, 0x80, 3]
            + Array(repeating: 0, count: 9)
    }

    private static let files: [String: [UInt8]] = [
        "a.png": png, "b/c.jpg": jpeg(orientation: 1), "turned.jpg": jpeg(orientation: 6),
        "w.svg": Array("<?xml version='1.0'?>\n<!-- <svg> --><svg width='10mm' height=\"20\"/>".utf8),
        "box.svg": Array("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 10\" width=\"100%\"></svg>".utf8),
        "half.svg": Array("<svg viewBox='0,0,40,10' height='5'></svg>".utf8), "bare.svg": Array("<svg></svg>".utf8),
        "bad.svg": Array("<svg width='-1'></svg>".utf8), "odd.svg": Array("<svg width=1></svg>".utf8),
        "wide.svg": Array("<svg width='20001' height='1'></svg>".utf8), "page.html": Array("<p>x</p>".utf8),
        "cut.png": Array(png.prefix(20)),
        "none.png": png.enumerated().map { (16..<20).contains($0.offset) ? 0 : $0.element },
        "wide.png": png.enumerated().map { $0.offset == 17 ? 1 : $0.element },
        "cut.jpg": [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1], "scan.jpg": [0xFF, 0xD8, 0xFF, 0xDA, 0, 4, 1, 2, 3],
        "anim.gif": Array("GIF89a".utf8), "empty.png": [], "huge.png": png + Array(repeating: 0, count: 20 << 20),
    ]

    private func template(_ html: String, css: String = "", fields: String? = nil) throws -> Template {
        try Template.compile(
            html: SourceText(name: "t.html", text: html), fields: fields.map { SourceText(name: "t.fields", text: $0) },
            stylesheets: { SourceText(name: $0, text: css) },
            pictures: { path in
                guard let bytes = Self.files[path] else { throw Rejection("template.unreadable", ["file": path]) }
                return bytes
            })
    }

    private func pictures(_ box: Box) -> [Picture] {
        box.content.flatMap { node -> [Picture] in
            switch node {
            case .box(let box): pictures(box)
            case .drawing(.picture(let picture), _, _): [picture]
            default: []
            }
        }
    }

    @Test(arguments: [
        ("a.png", Picture.Format.png, 300, 100), ("b/../b/c.jpg", .jpeg, 640, 480), ("turned.jpg", .jpeg, 480, 640),
        ("box.svg", .svg, 40, 10), ("half.svg", .svg, 20, 5), ("bare.svg", .svg, 300, 150),
    ])
    func pictureSizes(_ path: String, _ format: Picture.Format, _ width: Int, _ height: Int) throws {
        let name = path.replacing("b/../", with: "")
        let found = pictures(try template("<p><img src=\"\(name)\" alt=\"图\"></p>").fill([:]).root)
        #expect(found.count == 1 && found[0].format == format && found[0].alternative == "图")
        #expect(found[0].width == width * .pixel && found[0].height == height * .pixel)
    }

    @Test func lengthsOfDrawingsHaveUnits() throws {
        let found = pictures(try template("<img src=w.svg alt=''>").fill([:]).root)
        #expect(found.first?.width == 10 * .millimetre && found.first?.height == 20 * .pixel)
    }

    @Test(arguments: [
        ("bad.svg", "template.picture-broken"), ("odd.svg", "template.picture-broken"),
        ("wide.svg", "template.picture-too-wide"), ("page.html", "template.picture-format"),
        ("cut.png", "template.picture-broken"), ("none.png", "template.picture-broken"),
        ("wide.png", "template.picture-too-wide"), ("cut.jpg", "template.picture-broken"),
        ("scan.jpg", "template.picture-broken"), ("anim.gif", "template.picture-format"),
        ("empty.png", "template.picture-format"), ("huge.png", "template.picture-too-large"),
        ("missing.png", "template.unreadable"), ("/etc/passwd", "template.picture-path"),
        ("https://a.cn/a.png", "template.picture-path"), ("file:a.png", "template.picture-path"),
        ("data:image/png;base64,AAAA", "template.picture-format"), ("data:image/png,abc", "template.picture-data"),
        ("", "template.unreadable"),
    ])
    func refusesInTheTemplate(_ path: String, _ code: String) throws {
        #expect(try mistakes { _ = try template("<p>\n<img alt='' src='\(path)'></p>") } == ["\(code) 2:18"])
        let css = "p {\n  background: url('\(path)') }"
        if !path.isEmpty {
            let html = "<link rel=stylesheet href=t.css><p>x</p>"
            #expect(try mistakes { _ = try template(html, css: css) } == ["\(code) 2:3"])
        }
    }

    @Test func alternativesAreAskedFor() throws {
        #expect(try mistakes { _ = try template("<img src=a.png>") } == ["template.missing-attribute 1:1"])
        #expect(try mistakes { _ = try template("<img alt=x>") } == ["template.missing-attribute 1:1"])
    }

    @Test func recordsNamePictures() throws {
        let template = try template(
            "<img src='{{ photo }}' alt='{{ name }}'>", fields: "photo: text\nname: text")
        func fill(_ photo: String) throws -> Picture? {
            pictures(try template.fill(["photo": .text(photo), "name": .text("王䶮")]).root).first
        }
        let first = try fill("b/c.jpg")
        #expect(first?.alternative == "王䶮" && first?.width == 640 * .pixel)
        // The same picture is one instance, so that a file holds it once.
        #expect(try fill("b/c.jpg") === first)
        let inline = "data:image/png;base64," + Data(Self.png).base64EncodedString()
        #expect(try fill(inline)?.width == 300 * .pixel)
        for path in ["../a.png", "b/../../a.png", "/a.png", "a\\..\\b.png", "file:///a.png", "a.png\0"] {
            #expect(try mistakes { _ = try fill(path) } == ["template.picture-path 1:1"], "\(path)")
        }
        #expect(try mistakes { _ = try fill("nobody.png") } == ["template.unreadable 1:1"])
        #expect(try mistakes { _ = try template.fill(["name": .text("x")]) } == ["template.missing-value 1:14"])
    }

    @Test func imagesBehindBoxesBelongToTheDocument() throws {
        let css = "p { background: url(a.png) } p::after { content: 'x'; background-image: url(b/c.jpg) }"
        let document = try template("<link rel=stylesheet href=t.css><p>x</p>", css: css).fill([:])
        #expect(document.backgrounds.keys.sorted() == ["a.png", "b/c.jpg"])
        #expect(document.backgrounds["a.png"]?.width == 300 * .pixel)
    }

    @Test func filesAreReadBesideTheTemplate() throws {
        let folder = try ScratchFolder()
        try FileManager.default.createDirectory(atPath: folder / "css", withIntermediateDirectories: true)
        _ = try folder.write(Self.png, to: "a.png")
        _ = try folder.write("p { background: url(../a.png) }", to: "css/t.css")
        let path = try folder.write("<link rel=stylesheet href=css/t.css><p></p><img src=a.png alt=''>", to: "t.html")
        let template = try Template.compile(path: path)
        #expect(template.files == [path, folder / "css/t.css", folder / "a.png"])
        let document = try template.fill([:])
        #expect(pictures(document.root).count == 1 && document.backgrounds.keys.contains("a.png"))
        _ = try folder.write("<img src=css alt=''>", to: "t.html")
        #expect(try mistakes { _ = try Template.compile(path: path) } == ["template.unreadable 1:10"])
    }

    @Test func wordsOfAnAttributeKeepTheirPlaces() throws {
        let fields = "rows: list\nrows.name: text\nrows.a: money\nrows.b: money\nrows.c: integer"
        let chart = "<data-chart kind=stacked items='r in rows' label=r.name value=\"r.a r.b\" series='甲 乙'>"
            + "</data-chart>"
        let rows: [Record] = [["name": .text("x"), "a": .money(1), "b": .money(2), "c": .integer(3)]]
        let document = try template(chart, fields: fields).fill(["rows": .list(rows)])
        guard case .box(let body)? = document.root.content.first,
            case .drawing(.dataChart(let drawn), _, _)? = body.content.first
        else { return #expect(Bool(false), "the tree has another shape") }
        #expect(drawn.series == ["甲", "乙"] && drawn.items.map(\.values) == [[1, 2]] && drawn.kind == .stacked)
        for (change, expected) in [
            ("r.a r.aa", "template.misspelt-field 1:70"), ("r.a r.c", "template.attribute-type 1:64"),
            ("r.a", "template.series-count 1:77"), ("r.name r.a", "template.attribute-type 1:64"),
        ] {
            let wrong = chart.replacing("r.a r.b", with: change)
            #expect(try mistakes { _ = try template(wrong, fields: fields) }.first == expected)
        }
        let bars = chart.replacing("stacked", with: "bar")
        #expect(try mistakes { _ = try template(bars, fields: fields) } == ["template.too-many-series 1:60"])
    }

    @Test func sealsAndMarksOfWholeDocuments() throws {
        let html = """
            <straddle-seal name="薛城区" edge="left" position="25.5%"></straddle-seal>
            <water-mark text="{{ t }}" tiled="false"></water-mark>
            """
        let document = try template(html, fields: "t: text").fill(["t": .text("样本")])
        guard case .box(let body)? = document.root.content.first,
            case .drawing(.straddleSeal(let seal), _, _)? = body.content.first,
            case .drawing(.watermark(let mark), let style, _)? = body.content.last
        else { return #expect(Bool(false), "the tree has another shape") }
        #expect(seal.edge == .left && seal.position == 2_550 && seal.seal.name == "薛城区" && seal.seal.isSpecimen)
        #expect(mark.text == "样本" && !mark.isTiled && style.values.color.alpha == 31)
        for (html, expected) in [
            ("<straddle-seal name=x edge=middle></straddle-seal>", "template.bad-attribute 1:28"),
            ("<straddle-seal name=x position=101%></straddle-seal>", "template.bad-attribute 1:32"),
            ("<straddle-seal></straddle-seal>", "template.missing-attribute 1:1"),
            ("<water-mark></water-mark>", "template.missing-attribute 1:1"),
            ("<water-mark text=x tiled=no></water-mark>", "template.bad-attribute 1:26"),
        ] {
            #expect(try mistakes { _ = try template(html) } == [expected])
        }
    }
}

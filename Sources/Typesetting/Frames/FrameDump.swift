import Markup

/// Pages as text that a reviewer can read and a test can compare: one line an item, places in millimetres.
///
///     page 1  210.000 × 297.000
///     text    28.000 … 178.349  @ 47.212  16pt FandolFang #000000  各镇政府：
///     fill    28.000, 78.400  156.000 × 0.550  #d7000f
package enum FrameDump {
    package static func text(_ pages: [Page]) -> String {
        pages.map { page in
            let head = "page \(page.number)  \(millimetres(page.width)) × \(millimetres(page.height))"
            let outline = page.outline.map { "  outline \($0.level)  @ \(millimetres($0.y))  \($0.title)" }
            let items = page.items.compactMap { line($0) }.map { "  " + $0 }
            return ([head] + outline + items).joined(separator: "\n") + "\n"
        }.joined(separator: "\n")
    }

    /// Parts are marks for checkers, not for eyes.
    private static func line(_ item: FrameItem) -> String? {
        switch item {
        case .glyphs(let run):
            return "text    \(extent(run))  "
                + "\(points(run.size)) \(run.face.name) \(hexadecimal(run.color))\(turn(run.rotation))  \(run.text)"
        case .fill(let rect, let color):
            return "fill    \(place(rect))  \(hexadecimal(color))"
        case .path(let path):
            let paint =
                switch path.paint {
                case .fill: "filled"
                case .stroke(let width, let dashes): "\(millimetres(width)) wide\(dashes.isEmpty ? "" : ", dashed")"
                }
            let origin = "\(millimetres(path.origin.x)), \(millimetres(path.origin.y))"
            return "path    \(origin)  \(path.segments.count) segments, \(paint)  \(hexadecimal(path.color))"
                + turn(path.rotation)
        case .barCode(let code, let rect):
            return "code    \(place(rect))  \(code.kind.rawValue)  \(code.value)"
        case .link(let rect, let target):
            return "link    \(place(rect))  \(target)"
        case .picture(let picture, let rect):
            return "picture \(place(rect))  \(picture.format.rawValue), \(picture.bytes.count) bytes"
        case .group(let group):
            let origin = "\(millimetres(group.origin.x)), \(millimetres(group.origin.y))"
            let head = "group   \(origin)\(matrix(group.transform))\(group.clip == nil ? "" : "  clipped")"
            let inside = group.items.compactMap { line($0) }.joined(separator: "\n")
            return head + "\n" + inside.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
        case .tag(let tag): return "tag     \(tag)"
        case .part: return nil
        }
    }

    /// From the first to the last glyph; for a run down the paper, how far down it goes, too.
    private static func extent(_ run: GlyphRun) -> String {
        let last = run.glyphs.last ?? GlyphRun.Glyph(id: 0, x: 0, y: 0)
        let isDown = run.rotation == 90_000
        let x = run.origin.x + (isDown ? -last.y : last.x)
        let y = run.origin.y + (isDown ? last.x : last.y)
        let reaches = isDown || abs(last.y - (run.glyphs.first?.y ?? 0)) > run.size / 2
        return "\(millimetres(run.origin.x)) … \(millimetres(x))  @ \(millimetres(run.origin.y))"
            + (reaches ? " … \(millimetres(y))" : "")
    }

    private static func place(_ rect: Rect) -> String {
        "\(millimetres(rect.x)), \(millimetres(rect.y))  \(millimetres(rect.width)) × \(millimetres(rect.height))"
    }

    private static func matrix(_ transform: Transform) -> String {
        if transform == .identity { return "" }
        let factors = [transform.a, transform.b, transform.c, transform.d].map { decimal($0, places: 6) }
        return "  matrix \(factors.joined(separator: " "))  \(millimetres(transform.e)), \(millimetres(transform.f))"
    }

    private static func turn(_ thousandths: Int) -> String {
        thousandths == 0 ? "" : "  turned \(decimal(thousandths, places: 3))°"
    }

    /// Three decimals: a micrometre, finer than any printer.
    private static func millimetres(_ length: Length) -> String {
        decimal(length.scaled(1_000, over: Length.millimetre), places: 3)
    }

    private static func points(_ length: Length) -> String {
        let text = decimal(length.scaled(100, over: Length.point), places: 2)
        return (text.hasSuffix(".00") ? String(text.dropLast(3)) : text) + "pt"
    }

    private static func decimal(_ value: Int, places: Int) -> String {
        let digits = String(abs(value))
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        return (value < 0 ? "-" : "") + padded.dropLast(places) + "." + padded.suffix(places)
    }

    private static func hexadecimal(_ color: Color) -> String {
        "#" + [color.red, color.green, color.blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

import Markup

/// What the operators so far have set: colours, lines, font (ISO 32000-1, 8.4). Each is written only when it changes.
struct Ink {
    /// 0xRRGGBB; nil where it is not known.
    private var fill: UInt32?
    private var stroke: UInt32?
    /// Of fills and strokes; forms are shown only with 255.
    private var alpha: UInt8 = 255
    private var width: Int?
    private var dashes: [Int]?
    private var font: (name: Int, size: Int)?

    /// What holds where a page begins.
    static let page = Ink(fill: 0, stroke: 0, dashes: [])
    /// In a form, which takes over what holds where it is shown.
    static let form = Ink()

    mutating func fill(_ color: Color, _ out: PDFBytes) {
        let wanted = Ink.number(color)
        guard fill != wanted else { return }
        fill = wanted
        Ink.write(color, out)
        out.put(color.isGrey ? "g " : "rg ")
    }

    mutating func stroke(_ color: Color, _ out: PDFBytes) {
        let wanted = Ink.number(color)
        guard stroke != wanted else { return }
        stroke = wanted
        Ink.write(color, out)
        out.put(color.isGrey ? "G " : "RG ")
    }

    /// - Returns: whether the name of the opacity stands in the content now.
    mutating func alpha(_ wanted: UInt8, _ out: PDFBytes) -> Bool {
        guard alpha != wanted else { return false }
        alpha = wanted
        out.put("/G")
        out.number(Int(wanted))
        out.put("gs ")
        return true
    }

    mutating func line(_ wanted: Int, _ pattern: [Int], _ out: PDFBytes) {
        if width != wanted {
            width = wanted
            out.number(wanted)
            out.put("w ")
        }
        guard dashes != pattern else { return }
        dashes = pattern
        out.put("[")
        for dash in pattern { out.number(dash) }
        out.put("]0 d ")
    }

    /// - Returns: whether the font has changed.
    mutating func font(_ name: Int, _ size: Int, _ out: PDFBytes) -> Bool {
        if let font, font == (name, size) { return false }
        font = (name, size)
        out.put("/F")
        out.number(name)
        out.number(size)
        out.put("Tf ")
        return true
    }

    private static func number(_ color: Color) -> UInt32 {
        UInt32(color.red) << 16 | UInt32(color.green) << 8 | UInt32(color.blue)
    }

    private static func write(_ color: Color, _ out: PDFBytes) {
        func part(_ value: UInt8) { out.number(millionths: (Int(value) * 1_000 + 127) / 255 * 1_000) }
        part(color.red)
        guard !color.isGrey else { return }
        part(color.green)
        part(color.blue)
    }
}

extension Color {
    fileprivate var isGrey: Bool { red == green && green == blue }
}

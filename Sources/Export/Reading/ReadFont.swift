/// What a font of a file says of its codes: which text each stands for, and how wide it is.
struct ReadFont {
    /// Bytes of a code.
    let codeLength: Int
    private var texts: [Int: String] = [:]
    private var widths: [Int: Double] = [:]
    private var standardWidth = 1_000.0
    /// Whether codes that nothing is said of are Latin letters.
    private var isLatin = false

    /// - Throws: `QPDFFailure`.
    init(_ font: PDFObject) throws {
        let isComposite = font["/Subtype"].isName && font["/Subtype"].name == "/Type0"
        codeLength = isComposite ? 2 : 1
        let map = font["/ToUnicode"]
        if map.isStream { texts = try ReadFont.texts(of: map.streamBytes()) }
        if isComposite {
            let descendant = font["/DescendantFonts"].isArray ? font["/DescendantFonts"][0] : font
            if let standard = descendant["/DW"].real { standardWidth = standard }
            widths = ReadFont.widths(descendant["/W"])
        } else {
            let first = font["/FirstChar"].integer ?? 0
            let list = font["/Widths"]
            if list.isArray { for index in 0..<list.count { widths[first + index] = list[index].real } }
            isLatin = texts.isEmpty
            standardWidth = 500
        }
    }

    /// Nil for a code of which nobody knows what it says.
    func text(_ code: Int) -> String? {
        if let text = texts[code] { return text }
        guard isLatin, (0x20...0x7E).contains(code) || code >= 0xA0, let scalar = Unicode.Scalar(code) else {
            return nil
        }
        return String(Character(scalar))
    }

    /// In thousandths of the size.
    func width(_ code: Int) -> Double { widths[code] ?? standardWidth }

    /// `[c [w1 w2 …] first last w …]` (ISO 32000-1, 9.7.4.3)
    private static func widths(_ list: PDFObject) -> [Int: Double] {
        guard list.isArray else { return [:] }
        var widths: [Int: Double] = [:]
        var index = 0
        while index + 1 < list.count {
            let first = list[index].integer ?? 0
            let next = list[index + 1]
            if next.isArray {
                for place in 0..<next.count { widths[first + place] = next[place].real }
                index += 2
            } else {
                let last = min(next.integer ?? first, first + 0xFFFF)
                if index + 2 < list.count, let width = list[index + 2].real, last >= first {
                    for code in first...last { widths[code] = width }
                }
                index += 3
            }
        }
        return widths
    }

    /// Reads a CMap from codes to texts (9.10.3).
    private static func texts(of map: [UInt8]) -> [Int: String] {
        var tokens = ContentTokens(map)
        var texts: [Int: String] = [:]
        var operands: [ContentToken] = []
        while let token = tokens.next() {
            guard case .operation(let word) = token else {
                operands.append(token)
                continue
            }
            if word == "endbfchar" {
                for pair in stride(from: 0, to: operands.count - 1, by: 2) {
                    guard let code = operands[pair].string, let text = operands[pair + 1].string else { continue }
                    texts[number(code)] = self.text(text)
                }
            } else if word == "endbfrange" {
                for range in stride(from: 0, to: operands.count - 2, by: 3) { add(operands[range...], to: &texts) }
            }
            operands.removeAll(keepingCapacity: true)
        }
        return texts
    }

    private static func add(_ range: ArraySlice<ContentToken>, to texts: inout [Int: String]) {
        let at = range.startIndex
        guard let low = range[at].string.map(number), let high = range[at + 1].string.map(number), low <= high,
            high - low <= 0xFFFF
        else { return }
        switch range[at + 2] {
        case .string(let bytes):
            // The last unit counts up.
            let base = number(Array(bytes.suffix(2)))
            for code in low...high {
                let unit = base + code - low
                texts[code] = text(
                    bytes.dropLast(2) + [UInt8(truncatingIfNeeded: unit >> 8), UInt8(truncatingIfNeeded: unit)])
            }
        case .array(let items):
            for (code, item) in zip(low...high, items) { texts[code] = item.string.map(text) }
        default: break
        }
    }

    private static func number(_ bytes: [UInt8]) -> Int { bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) } }

    private static func text(_ bytes: some Collection<UInt8>) -> String {
        let bytes = Array(bytes)
        let units = stride(from: 0, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
        return String(decoding: units, as: UTF16.self)
    }
}

/// The fonts of a file, each read once.
final class ReadFonts {
    private var known: [Int: ReadFont] = [:]

    func font(_ object: PDFObject) throws -> ReadFont {
        if let font = known[object.number], object.number != 0 { return font }
        let font = try ReadFont(object)
        known[object.number] = font
        return font
    }
}

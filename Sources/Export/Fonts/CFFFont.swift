/// The outlines of a font in the Compact Font Format (Adobe Technical Note 5176), read where they lie.
final class CFFFont {
    /// An INDEX: things of any length, counted from 0.
    struct Index {
        var count = 0
        fileprivate var offsetSize = 1
        fileprivate var offsets = 0
        /// The byte before the first thing.
        fileprivate var origin = 0
        /// Behind the last.
        fileprivate(set) var end = 0
    }

    /// What a Private DICT says of the charstrings that belong to it.
    struct Private {
        var subroutines = Index()
        /// Operands as they stand in the font, with their operators: the widths that charstrings count from.
        var widths: [UInt8] = []
    }

    /// A font of the FDArray; a font without CIDs has one.
    struct FontDict {
        var priv = Private()
        /// The FontMatrix as it stands in the font, empty where there is none.
        var matrix: [UInt8] = []
    }

    let bytes: FontBytes
    private(set) var charstrings = Index()
    private(set) var globalSubroutines = Index()
    private(set) var fonts: [FontDict] = []
    /// Of the Top DICT, as they stand in the font.
    private(set) var matrix: [UInt8] = []
    private(set) var box: [UInt8] = []
    /// Where the table from glyphs to fonts stands; nil where there is one font.
    private var select: Int?

    private enum Operator {
        static let box = 5, charstrings = 17, priv = 18, subroutines = 19, defaultWidth = 20, nominalWidth = 21
        static let charstringType = 0x0C06, matrix = 0x0C07, ros = 0x0C1E, fontArray = 0x0C24, fontSelect = 0x0C25
    }

    /// - Throws: `FontBytes.Damage`; `FontProgram.Unfit` for outlines that cannot be embedded.
    init(_ bytes: FontBytes) throws {
        self.bytes = bytes
        guard try bytes.byte(0) == 1 else { throw FontBytes.Damage() }
        let names = try index(try bytes.byte(2))
        let tops = try index(names.end)
        let strings = try index(tops.end)
        globalSubroutines = try index(strings.end)
        let top = try dict(try range(tops, 0))
        guard let place = top[Operator.charstrings]?.last else { throw FontBytes.Damage() }
        guard try top[Operator.charstringType].map({ try last($0) }) ?? 2 == 2 else { throw FontProgram.Unfit() }
        charstrings = try index(try integer(place))
        matrix = try entry(top, Operator.matrix)
        box = try entry(top, Operator.box)
        if top[Operator.ros] != nil {
            guard let array = top[Operator.fontArray]?.last else { throw FontBytes.Damage() }
            let list = try index(try integer(array))
            fonts = try (0..<min(list.count, 256)).map { at in
                let own = try dict(try range(list, at))
                return FontDict(priv: try priv(own), matrix: try entry(own, Operator.matrix))
            }
            if let place = top[Operator.fontSelect]?.last { select = try integer(place) }
        } else {
            fonts = [FontDict(priv: try priv(top), matrix: [])]
        }
        guard !fonts.isEmpty else { throw FontBytes.Damage() }
    }

    // MARK: INDEX

    private func index(_ at: Int) throws -> Index {
        let count = try bytes.word(at)
        guard count > 0 else { return Index(end: at + 2) }
        let size = try bytes.byte(at + 2)
        guard (1...4).contains(size) else { throw FontBytes.Damage() }
        var index = Index(count: count, offsetSize: size, offsets: at + 3, origin: at + 2 + (count + 1) * size)
        index.end = index.origin + (try bytes.number(index.offsets + count * size, bytes: size))
        guard index.end <= bytes.count else { throw FontBytes.Damage() }
        return index
    }

    func range(_ index: Index, _ at: Int) throws -> Range<Int> {
        guard at >= 0, at < index.count else { throw FontBytes.Damage() }
        let place = index.offsets + at * index.offsetSize
        let start = index.origin + (try bytes.number(place, bytes: index.offsetSize))
        let end = index.origin + (try bytes.number(place + index.offsetSize, bytes: index.offsetSize))
        guard start > index.origin, start <= end, end <= index.end else { throw FontBytes.Damage() }
        return start..<end
    }

    // MARK: DICT

    /// Where the operands of each operator stand.
    private func dict(_ range: Range<Int>) throws -> [Int: [Range<Int>]] {
        var entries: [Int: [Range<Int>]] = [:]
        var operands: [Range<Int>] = []
        var at = range.lowerBound
        while at < range.upperBound {
            let byte = try bytes.byte(at)
            let start = at
            switch byte {
            case 12:
                entries[0x0C00 | (try bytes.byte(at + 1))] = operands
                operands = []
                at += 2
                continue
            case 0...21:
                entries[byte] = operands
                operands = []
                at += 1
                continue
            case 28: at += 3
            case 29: at += 5
            case 30:
                // Two digits a byte, up to one that is 15.
                repeat { at += 1 } while try bytes.byte(at) & 15 != 15 && (try bytes.byte(at)) >> 4 != 15
                at += 1
            case 32...246: at += 1
            case 247...254: at += 2
            default: throw FontBytes.Damage()
            }
            operands.append(start..<at)
        }
        return entries
    }

    private func last(_ operands: [Range<Int>]) throws -> Int {
        guard let last = operands.last else { throw FontBytes.Damage() }
        return try integer(last)
    }

    private func integer(_ operand: Range<Int>) throws -> Int {
        let at = operand.lowerBound
        let byte = try bytes.byte(at)
        switch byte {
        case 28: return try bytes.signedWord(at + 1)
        case 29: return Int(Int32(truncatingIfNeeded: try bytes.long(at + 1)))
        case 32...246: return byte - 139
        case 247...250: return (byte - 247) * 256 + (try bytes.byte(at + 1)) + 108
        case 251...254: return -(byte - 251) * 256 - (try bytes.byte(at + 1)) - 108
        default: throw FontBytes.Damage()
        }
    }

    /// Operands and operator as they stand in the font; empty where there are none.
    private func entry(_ dict: [Int: [Range<Int>]], _ key: Int) throws -> [UInt8] {
        guard let operands = dict[key], let first = operands.first, let last = operands.last else { return [] }
        let code = key > 0xFF ? [UInt8(12), UInt8(key & 0xFF)] : [UInt8(key)]
        return Array(try bytes.slice(first.lowerBound..<last.upperBound)) + code
    }

    private func priv(_ owner: [Int: [Range<Int>]]) throws -> Private {
        guard let operands = owner[Operator.priv] else { return Private() }
        guard operands.count == 2 else { throw FontBytes.Damage() }
        let (size, start) = (try integer(operands[0]), try integer(operands[1]))
        _ = try bytes.slice(start, size)
        let own = try dict(start..<start + size)
        var priv = Private()
        priv.widths = try entry(own, Operator.defaultWidth) + entry(own, Operator.nominalWidth)
        if let offset = own[Operator.subroutines] { priv.subroutines = try index(start + (try last(offset))) }
        return priv
    }

    // MARK: Glyphs

    /// Which of the fonts a glyph belongs to.
    func font(of glyph: Int) throws -> Int {
        guard let select else { return 0 }
        var found = 0
        switch try bytes.byte(select) {
        case 0: found = try bytes.byte(select + 1 + glyph)
        case 3:
            // Ranges in ascending order: the last that starts at or before the glyph.
            var (low, high) = (0, try bytes.word(select + 1))
            while high - low > 1 {
                let middle = (low + high) / 2
                if try bytes.word(select + 3 + middle * 3) <= glyph { low = middle } else { high = middle }
            }
            found = try bytes.byte(select + 5 + low * 3)
        default: throw FontBytes.Damage()
        }
        guard found < fonts.count else { throw FontBytes.Damage() }
        return found
    }
}

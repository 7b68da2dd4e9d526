/// A glyph's program (Adobe Technical Note 5177) made to stand alone: the subroutines that it calls are put in their
/// places, hints are left out. Fonts of tens of thousands of glyphs hang together by their subroutines, so a few glyphs
/// would drag a whole table of them along.
struct Charstring {
    private(set) var bytes: [UInt8] = []

    private let font: CFFFont
    private let local: CFFFont.Index
    /// The operands that wait for an operator: where each begins in `bytes`, and its value where that is known.
    private var operands: [(start: Int, value: Int?)] = []
    private var stems = 0
    /// The first operator that clears the operands may have one more before the others: the width.
    private var mayHaveWidth = true
    private var isEnded = false
    private var calls = 0

    /// Deeper calls are forbidden; longer programs are a fault or an attack.
    private static let deepest = 10
    private static let mostBytes = 200_000
    private static let mostCalls = 20_000
    /// More operands than the note allows are none that could be counted.
    private static let mostOperands = 513

    /// - Throws: `FontBytes.Damage`, `FontProgram.Unfit`.
    init(_ font: CFFFont, glyph: Int) throws {
        self.font = font
        local = font.fonts[try font.font(of: glyph)].priv.subroutines
        let range = try font.range(font.charstrings, glyph)
        bytes.reserveCapacity(range.count * 2)
        try run(range, depth: 0)
        if !isEnded { bytes.append(14) }
    }

    private mutating func run(_ range: Range<Int>, depth: Int) throws {
        guard depth <= Charstring.deepest, calls < Charstring.mostCalls else { throw FontBytes.Damage() }
        calls += 1
        let program = try font.bytes.slice(range)
        var at = 0
        while at < program.count, !isEnded {
            guard bytes.count < Charstring.mostBytes, operands.count < Charstring.mostOperands else {
                throw FontBytes.Damage()
            }
            let code = program[at]
            if code >= 32 || code == 28 {
                at += try number(program, at)
                continue
            }
            at += 1
            switch code {
            case 1, 3, 18, 23: endStems()
            case 19, 20:
                endStems()
                at += (stems + 7) / 8
            case 10: try call(local, depth)
            case 29: try call(font.globalSubroutines, depth)
            case 11: return
            case 12:
                guard at < program.count else { throw FontBytes.Damage() }
                try escape(program[at])
                at += 1
            case 14:
                // With four operands it names two other glyphs to be put together.
                if operands.count >= 4 { throw FontProgram.Unfit() }
                bytes.append(code)
                isEnded = true
            case 4...8, 21, 22, 24...27, 30, 31: draw(code)
            default: throw FontBytes.Damage()
            }
        }
    }

    /// - Returns: how many bytes the number takes.
    private mutating func number(_ program: UnsafeRawBufferPointer, _ at: Int) throws -> Int {
        let first = Int(program[at])
        let length = first == 28 ? 3 : first < 247 ? 1 : first < 255 ? 2 : 5
        guard at + length <= program.count else { throw FontBytes.Damage() }
        let value: Int? =
            switch first {
            case 28: Int(Int16(truncatingIfNeeded: Int(program[at + 1]) << 8 | Int(program[at + 2])))
            case 32...246: first - 139
            case 247...250: (first - 247) * 256 + Int(program[at + 1]) + 108
            case 251...254: -(first - 251) * 256 - Int(program[at + 1]) - 108
            default: nil
            }
        operands.append((bytes.count, value))
        bytes.append(contentsOf: program[at..<at + length])
        return length
    }

    private mutating func draw(_ code: UInt8) {
        bytes.append(code)
        operands.removeAll(keepingCapacity: true)
        mayHaveWidth = false
    }

    /// Counts the stems among the operands and drops them; a width before them stays.
    private mutating func endStems() {
        stems += operands.count / 2
        let kept = mayHaveWidth && operands.count % 2 == 1 ? 1 : 0
        if operands.count > kept { bytes.removeLast(bytes.count - operands[kept].start) }
        operands.removeAll(keepingCapacity: true)
        mayHaveWidth = false
    }

    private mutating func call(_ subroutines: CFFFont.Index, _ depth: Int) throws {
        guard let last = operands.popLast(), let value = last.value else { throw FontBytes.Damage() }
        bytes.removeLast(bytes.count - last.start)
        let bias = subroutines.count < 1_240 ? 107 : subroutines.count < 33_900 ? 1_131 : 32_768
        try run(try font.range(subroutines, value + bias), depth: depth + 1)
    }

    /// Operators of two bytes: curves, and arithmetic, of which only the number of results matters here.
    private mutating func escape(_ code: UInt8) throws {
        bytes += [12, code]
        switch code {
        case 34...37:
            operands.removeAll(keepingCapacity: true)
            mayHaveWidth = false
        case 5, 9, 14, 26, 27, 23, 28, 30, 29, 18, 20, 21, 22, 3, 4, 10, 11, 12, 15, 24:
            // Fonts made for print hardly ever calculate; what stems there are could not be told any more.
            throw FontProgram.Unfit()
        default: throw FontBytes.Damage()
        }
    }
}

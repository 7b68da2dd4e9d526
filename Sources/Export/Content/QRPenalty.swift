/// How hard a QR code would be to read (ISO/IEC 18004, 7.8.3): long runs and blocks of one colour, what looks like a
/// finder pattern, too much of one colour. Rows and columns are taken as integers of one bit a module, so that weighing
/// costs next to nothing.
struct QRPenalty {
    private(set) var total = 0
    private let size: Int

    /// Less than the penalty of most best masks: a code that stays under it is read as easily as any.
    var isGood: Bool { total * 10 <= size * size * 11 }

    /// nil for codes of more than 64 modules a side.
    init?(_ modules: BarCodeModules) {
        size = modules.width
        guard size == modules.height, size <= UInt64.bitWidth, size > 11 else { return nil }
        let rows = (0..<size).map { modules.bits(row: $0) }
        var columns = [UInt64](repeating: 0, count: size)
        for (row, line) in rows.enumerated() {
            var rest = line
            while rest != 0 {
                columns[rest.trailingZeroBitCount] |= 1 << UInt64(row)
                rest &= rest - 1
            }
        }
        for line in rows { total += runs(line) + finders(line) }
        for line in columns { total += runs(line) + finders(line) }
        for (upper, lower) in zip(rows, rows.dropFirst()) { total += 3 * blocks(upper, lower) }
        let dark = rows.reduce(0) { $0 + $1.nonzeroBitCount }
        // Ten for every five in a hundred off the half.
        total += abs(dark * 100 / (size * size) - 50) / 5 * 10
    }

    private func mask(_ count: Int) -> UInt64 { count == 64 ? .max : 1 << UInt64(count) - 1 }

    /// Modules that have the colour of the next.
    private func same(_ line: UInt64) -> UInt64 { ~(line ^ line >> 1) & mask(size - 1) }

    /// Three for a run of five, one for each module more.
    private func runs(_ line: UInt64) -> Int {
        let pairs = same(line)
        let fives = pairs & pairs >> 1 & pairs >> 2 & pairs >> 3
        return fives.nonzeroBitCount + 2 * (fives & ~(fives << 1)).nonzeroBitCount
    }

    /// Squares of two by two.
    private func blocks(_ upper: UInt64, _ lower: UInt64) -> Int {
        let below = ~(upper ^ lower) & mask(size)
        return (same(upper) & below & below >> 1).nonzeroBitCount
    }

    /// Forty for dark and light as 1:1:3:1:1 with four light modules before or behind.
    private func finders(_ line: UInt64) -> Int {
        let light = ~line
        let core = line & light >> 1 & line >> 2 & line >> 3 & line >> 4 & light >> 5 & line >> 6
        let behind = core & light >> 7 & light >> 8 & light >> 9 & light >> 10
        let before = light & light >> 1 & light >> 2 & light >> 3 & core >> 4
        let whole = mask(size - 10)
        return 40 * ((behind & whole).nonzeroBitCount + (before & whole).nonzeroBitCount)
    }
}

import Diagnostics

/// Cells of a sheet that are merged with those below them: what stands in the first holds for all.
///
/// A workbook keeps merged ranges behind its rows, so that the part is looked through once before. Cells merged to the
/// right are left as they are: the first of them is the column's.
struct MergedCells {
    private struct Range {
        let column: Int
        let top: Int
        let bottom: Int
    }

    /// By their first row, the last one first.
    private var coming: [Range]
    private var open: [(range: Range, cell: SourceCell)] = []

    /// More than a sheet of a roster can have; the rest stays as it is written.
    private static let most = 200_000

    /// The ranges of more than one row.
    static func vertical(in part: WorkbookPart) throws(Rejection) -> MergedCells {
        var scan = Scan()
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = buffer.withUnsafeMutableBytes { raw -> Int in
                guard let base = raw.baseAddress else { return 0 }
                return part.read(base, raw.count)
            }
            // A damaged part is told by whoever reads its rows.
            guard count > 0 else { break }
            scan.take(buffer[..<count])
        }
        let ranges = scan.references.compactMap(range).filter { $0.bottom > $0.top }
        return MergedCells(coming: ranges.sorted { ($0.top, $0.column) > ($1.top, $1.column) })
    }

    private init(coming: [Range]) { self.coming = coming }

    /// Writes the first cell of each range into the row, and remembers those that begin here.
    mutating func fill(_ row: inout SourceRow) {
        guard !coming.isEmpty || !open.isEmpty else { return }
        let number = row.place.number
        open.removeAll { $0.range.bottom < number }
        for (range, cell) in open {
            while row.cells.count <= range.column {
                row.cells.append(SourceCell(text: "", column: row.cells.count + 1))
            }
            if row.cells[range.column].isBlank { row.cells[range.column] = cell }
        }
        while let next = coming.last, next.top <= number {
            coming.removeLast()
            guard next.top == number, next.column < row.cells.count else { continue }
            open.append((next, row.cells[next.column]))
        }
    }

    /// `B3:D5`; nil for anything else.
    private static func range(_ text: [UInt8]) -> Range? {
        let ends = text.split(separator: UInt8(ascii: ":"))
        guard ends.count == 2, let first = cell(ends[0]), let last = cell(ends[1]) else { return nil }
        return Range(column: first.column, top: first.row, bottom: last.row)
    }

    private static func cell(_ text: ArraySlice<UInt8>) -> (column: Int, row: Int)? {
        var column = 0
        var row = 0
        for byte in text {
            if (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte), row == 0 {
                column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
            } else if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte), column > 0 {
                row = row * 10 + Int(byte - UInt8(ascii: "0"))
            } else {
                return nil
            }
            guard column <= WorkbookReader.mostColumns, row <= WorkbookReader.mostRows else { return nil }
        }
        return column > 0 && row > 0 ? (column - 1, row) : nil
    }

    /// Finds `ref="…"` of the `mergeCell` elements that follow `</sheetData>`; texts cannot hold a bare `<`.
    private struct Scan {
        private(set) var references: [[UInt8]] = []
        private var isBehindRows = false
        private var rest: [UInt8] = []

        private static let end = Array("sheetData>".utf8)
        private static let element = Array("mergeCell ".utf8)
        private static let attribute = Array("ref=\"".utf8)
        /// Room for a prefix before a name that the end of the window cuts.
        private static let overlap = 64

        mutating func take(_ bytes: ArraySlice<UInt8>) {
            rest += bytes
            var from = 0
            while !isBehindRows {
                guard let at = Scan.find(Scan.end, in: rest, from: from) else {
                    rest.removeFirst(max(0, rest.count - Scan.overlap))
                    return
                }
                from = at + Scan.end.count
                // `</sheetData>`, also with a prefix, and not the element's beginning.
                let open = rest[..<at].lastIndex(of: UInt8(ascii: "<"))
                isBehindRows = open.map { $0 + 1 < rest.count && rest[$0 + 1] == UInt8(ascii: "/") } ?? false
            }
            while references.count < MergedCells.most, let at = Scan.find(Scan.element, in: rest, from: from),
                let close = rest[at...].firstIndex(of: UInt8(ascii: ">"))
            {
                let inside = Array(rest[at..<close])
                if let start = Scan.find(Scan.attribute, in: inside, from: 0) {
                    let text = inside[(start + Scan.attribute.count)...].prefix { $0 != UInt8(ascii: "\"") }
                    references.append(Array(text))
                }
                from = close
            }
            rest.removeFirst(max(from, rest.count - (1 << 16)))
        }

        private static func find(_ pattern: [UInt8], in bytes: [UInt8], from: Int) -> Int? {
            guard bytes.count - from >= pattern.count else { return nil }
            return bytes.withUnsafeBufferPointer { bytes in
                pattern.withUnsafeBufferPointer { pattern in
                    var index = from
                    while index <= bytes.count - pattern.count {
                        var length = 0
                        while length < pattern.count, bytes[index + length] == pattern[length] { length += 1 }
                        if length == pattern.count { return index }
                        index += 1
                    }
                    return nil
                }
            }
        }
    }
}

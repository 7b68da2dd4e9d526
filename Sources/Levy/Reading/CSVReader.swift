import Diagnostics

/// Records after RFC 4180, with the place of each field. Line ends are CRLF, LF or CR; a quoted field may hold any.
struct CSVReader {
    private let file: FilePlace
    /// The text, or the window of it that the current field lies in.
    private var bytes: [UInt8]
    /// Gives what follows the window.
    private let following: () throws(Rejection) -> [UInt8]?
    private let delimiter: UInt8
    private var offset = 0
    /// Where the field that is being read begins; what lies before may be let go.
    private var begin = 0
    private var line = 1
    private var column = 1

    /// A field longer than this is not what a bureau sends but a missing quotation mark.
    static let longestField = 1 << 20

    init(_ file: SourceFile, text: DecodedText) {
        self.file = FilePlace(name: file.name, path: file.path)
        bytes = text.utf8
        following = { () throws(Rejection) in nil }
        delimiter = CSVReader.delimiter(of: text.utf8)
    }

    /// Reads a list piece by piece, so that it need not be in memory.
    init(_ text: TextChunks) throws(Rejection) {
        file = text.place
        bytes = try text.next() ?? []
        following = { () throws(Rejection) in try text.next() }
        delimiter = CSVReader.delimiter(of: bytes)
    }

    /// Whether there is a byte at the offset, after getting more of the text when the window ends here.
    private mutating func hasByte() throws(Rejection) -> Bool {
        if offset < bytes.count { return true }
        guard let more = try following() else { return false }
        bytes.removeFirst(begin)
        bytes += more
        offset -= begin
        begin = 0
        return offset < bytes.count
    }

    /// The one among comma, tab, semicolon and bar that the first 20 lines hold most often in one line.
    private static func delimiter(of bytes: [UInt8]) -> UInt8 {
        let lines = bytes.prefix(1 << 16).split(maxSplits: 20, whereSeparator: { $0 == UInt8(ascii: "\n") }).prefix(20)
        var best: (byte: UInt8, count: Int) = (UInt8(ascii: ","), 0)
        for candidate in [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: "|")] {
            let count = lines.map { line in line.reduce(0) { $0 + ($1 == candidate ? 1 : 0) } }.max() ?? 0
            if count > best.count { best = (candidate, count) }
        }
        return best.byte
    }

    /// The next record, or nil at the end.
    mutating func next() throws(Rejection) -> SourceRow? {
        begin = offset
        guard try hasByte() else { return nil }
        let place = RowPlace(sheet: nil, number: line)
        var cells: [SourceCell] = []
        cells.reserveCapacity(8)
        while true {
            let cell = try field()
            cells.append(cell)
            guard try hasByte(), bytes[offset] == delimiter else { break }
            offset += 1
            column += 1
        }
        try endLine()
        return SourceRow(place: place, cells: cells)
    }

    private mutating func field() throws(Rejection) -> SourceCell {
        let start = column
        begin = offset
        guard try hasByte(), bytes[offset] == UInt8(ascii: "\"") else {
            while try hasByte(), !isFieldEnd(bytes[offset]) { skipPlain() }
            try checkLength(offset - begin, start)
            return SourceCell(text: String(decoding: bytes[begin..<offset], as: UTF8.self), column: start)
        }
        let opening = file.span(line, column)
        step()
        var content: [UInt8] = []
        while true {
            begin = offset
            guard try hasByte() else {
                throw Rejection("levy.csv.open-quote", ["file": file.name], at: opening)
            }
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\"") {
                step()
                guard try hasByte(), bytes[offset] == UInt8(ascii: "\"") else { break }
            }
            content.append(bytes[offset])
            if bytes[offset] == UInt8(ascii: "\n") {
                offset += 1
                line += 1
                column = 1
            } else {
                step()
            }
            try checkLength(content.count, start)
        }
        guard try !hasByte() || isFieldEnd(bytes[offset]) else {
            throw Rejection("levy.csv.text-after-quote", ["file": file.name], at: file.span(line, column))
        }
        return SourceCell(text: String(decoding: content, as: UTF8.self), column: start)
    }

    private func checkLength(_ count: Int, _ column: Int) throws(Rejection) {
        guard count <= CSVReader.longestField else {
            throw Rejection("levy.csv.field-too-long", ["file": file.name], at: file.span(line, column))
        }
    }

    private func isFieldEnd(_ byte: UInt8) -> Bool {
        byte == delimiter || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }

    /// Steps over what is left of an unquoted field in the window.
    private mutating func skipPlain() {
        let (count, characters) = bytes.withUnsafeBufferPointer { bytes in
            var index = offset
            var characters = 0
            while index < bytes.count, !isFieldEnd(bytes[index]) {
                if bytes[index] & 0xC0 != 0x80 { characters += 1 }
                index += 1
            }
            return (index - offset, characters)
        }
        offset += count
        column += characters
    }

    private mutating func step() {
        if bytes[offset] & 0xC0 != 0x80 { column += 1 }
        offset += 1
    }

    private mutating func endLine() throws(Rejection) {
        guard try hasByte() else { return }
        begin = offset
        if bytes[offset] == UInt8(ascii: "\r") { offset += 1 }
        if try hasByte(), bytes[offset] == UInt8(ascii: "\n") { offset += 1 }
        line += 1
        column = 1
    }
}

/// A stretch of a file that a user wrote: the place a message points at.
///
/// Lines and columns count from 1. A column counts Unicode scalars, which for Chinese text is what an editor shows.
package struct SourceSpan: Hashable, Sendable {
    /// The file as the user named it; for a cell of a workbook, file and sheet.
    package let file: String
    package let line: Int
    package let column: Int
    /// How many scalars the span covers on its first line; at least 1.
    package let length: Int

    package init(file: String, line: Int, column: Int = 1, length: Int = 1) {
        precondition(line >= 1 && column >= 1 && length >= 1, "a span counts from 1")
        self.file = file
        self.line = line
        self.column = column
        self.length = length
    }
}

/// A text with a name whose byte offsets can be turned into lines and columns.
package struct SourceText: Sendable {
    package let name: String
    package let text: String
    /// UTF-8 offsets at which lines begin.
    private let lineStarts: [Int]
    /// How many scalars begin before each stretch of the text, so that a column far out in a long line (data without
    /// line feeds) is found without counting the line.
    private let scalarsBefore: [Int]

    private static let stretch = 1_024

    package init(name: String, text: String) {
        self.name = name
        self.text = text
        (lineStarts, scalarsBefore) = SourceText.index(text.utf8.span)
    }

    /// Data of many megabytes pass here before their first record is read: a stretch at a time, in loops that the
    /// compiler turns into vectors.
    private static func index(_ bytes: Span<UInt8>) -> (lineStarts: [Int], scalarsBefore: [Int]) {
        var starts = [0]
        var marks = [0]
        var scalars = 0
        for begin in stride(from: 0, to: bytes.count, by: stretch) {
            let part = begin..<min(begin + stretch, bytes.count)
            var heads = 0
            var lines = 0
            for offset in part {
                heads &+= UTF8.isContinuation(bytes[offset]) ? 0 : 1
                lines &+= bytes[offset] == UInt8(ascii: "\n") ? 1 : 0
            }
            if lines > 0 {
                for offset in part where bytes[offset] == UInt8(ascii: "\n") { starts.append(offset + 1) }
            }
            scalars += heads
            marks.append(scalars)
        }
        return (starts, marks)
    }

    /// The span of the UTF-8 range `range`; a range outside the text is clamped to it.
    package func span(_ range: Range<Int>) -> SourceSpan {
        let utf8 = text.utf8
        let lower = min(max(range.lowerBound, 0), utf8.count)
        let upper = min(max(range.upperBound, lower), utf8.count)
        let line = lineIndex(of: lower)
        let lineEnd = line + 1 < lineStarts.count ? lineStarts[line + 1] - 1 : utf8.count
        let first = scalars(before: lower)
        return SourceSpan(
            file: name, line: line + 1, column: first - scalars(before: lineStarts[line]) + 1,
            length: max(1, scalars(before: min(upper, max(lineEnd, lower))) - first))
    }

    /// The line (counted from 1) of a UTF-8 offset.
    package func line(at offset: Int) -> Int { lineIndex(of: offset) + 1 }

    package var lineCount: Int { lineStarts.count }

    private func scalars(before offset: Int) -> Int {
        let mark = offset / SourceText.stretch
        let utf8 = text.utf8
        let from = utf8.index(utf8.startIndex, offsetBy: mark * SourceText.stretch)
        let to = utf8.index(utf8.startIndex, offsetBy: offset)
        return utf8[from..<to].reduce(scalarsBefore[mark]) { $0 + (UTF8.isContinuation($1) ? 0 : 1) }
    }

    /// The text of a line (counted from 1) without its line end, or nil when there is no such line.
    package func line(_ number: Int) -> Substring? {
        guard lineStarts.indices.contains(number - 1) else { return nil }
        let utf8 = text.utf8
        let begin = lineStarts[number - 1]
        var end = number < lineStarts.count ? lineStarts[number] - 1 : utf8.count
        let start = utf8.index(utf8.startIndex, offsetBy: begin)
        if end > begin, utf8[utf8.index(start, offsetBy: end - begin - 1)] == UInt8(ascii: "\r") { end -= 1 }
        return text[start..<utf8.index(start, offsetBy: end - begin)]
    }

    private func lineIndex(of offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }
}

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

    package init(name: String, text: String) {
        self.name = name
        self.text = text
        var starts = [0]
        for (offset, byte) in text.utf8.enumerated() where byte == UInt8(ascii: "\n") {
            starts.append(offset + 1)
        }
        lineStarts = starts
    }

    /// The span of the UTF-8 range `range`; a range outside the text is clamped to it.
    package func span(_ range: Range<Int>) -> SourceSpan {
        let utf8 = text.utf8
        let lower = min(max(range.lowerBound, 0), utf8.count)
        let upper = min(max(range.upperBound, lower), utf8.count)
        let line = lineIndex(of: lower)
        let start = utf8.index(utf8.startIndex, offsetBy: lineStarts[line])
        let from = utf8.index(utf8.startIndex, offsetBy: lower)
        let lineEnd = line + 1 < lineStarts.count ? lineStarts[line + 1] - 1 : utf8.count
        let to = utf8.index(utf8.startIndex, offsetBy: min(upper, max(lineEnd, lower)))
        return SourceSpan(
            file: name, line: line + 1,
            column: text.unicodeScalars.distance(from: start, to: from) + 1,
            length: max(1, text.unicodeScalars.distance(from: from, to: to)))
    }

    /// The text of a line (counted from 1) without its line end, or nil when there is no such line.
    package func line(_ number: Int) -> Substring? {
        guard lineStarts.indices.contains(number - 1) else { return nil }
        let utf8 = text.utf8
        let start = utf8.index(utf8.startIndex, offsetBy: lineStarts[number - 1])
        let rest = text[start...]
        return rest.prefix { $0 != "\n" && $0 != "\r\n" }
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

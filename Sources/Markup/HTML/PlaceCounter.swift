import Diagnostics

/// Finds lines and columns of places that are asked for mostly in ascending order, in one pass over the text; a look
/// from the beginning of the line each time would take long in a file that is one line.
struct PlaceCounter {
    private let source: SourceText
    private let bytes: UnsafeBufferPointer<UInt8>
    private var offset = 0
    private var line = 1
    private var column = 1

    init(_ source: SourceText, _ bytes: UnsafeBufferPointer<UInt8>) {
        self.source = source
        self.bytes = bytes
    }

    /// The last place asked for.
    var current: SourceSpan { SourceSpan(file: source.name, line: line, column: column) }

    mutating func span(_ range: Range<Int>) -> SourceSpan {
        if range.lowerBound < offset { return source.span(range) }
        while offset < min(range.lowerBound, bytes.count) {
            if bytes[offset] == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if bytes[offset] & 0xC0 != 0x80 {
                column += 1
            }
            offset += 1
        }
        var length = 0
        var end = offset
        while end < min(range.upperBound, bytes.count), bytes[end] != UInt8(ascii: "\n") {
            if bytes[end] & 0xC0 != 0x80 { length += 1 }
            end += 1
        }
        return SourceSpan(file: source.name, line: line, column: column, length: max(1, length))
    }
}

import Diagnostics

/// A text taken out of a source, such as the value of an attribute or the inside of `<style>`, that still knows where
/// in the source each of its bytes stands, even when character references were decoded on the way.
package struct SourceFragment: Sendable {
    package let source: SourceText
    package let text: String

    /// From the decoded offset on, decoded and raw offsets grow together.
    private struct Anchor: Sendable {
        let decoded: Int
        let raw: Int
    }
    /// In ascending order; the first stands at the decoded offset 0.
    private let anchors: [Anchor]
    private let rawEnd: Int
    /// The place of all of `text`.
    package let span: SourceSpan

    /// The whole source.
    package init(_ source: SourceText) {
        self.source = source
        text = source.text
        anchors = [Anchor(decoded: 0, raw: 0)]
        rawEnd = source.text.utf8.count
        span = source.span(0..<rawEnd)
    }

    /// `text`, which is `bytes` (standing at `start`, or `span`, in the source) with its character references decoded.
    init(
        _ source: SourceText, decoded text: String, from bytes: UnsafeBufferPointer<UInt8>, at start: Int,
        span: SourceSpan
    ) {
        self.source = source
        self.span = span
        self.text = text
        rawEnd = start + bytes.count
        anchors = Self.align(raw: bytes, decoded: text, start: start)
    }

    /// The place in the source of a range of UTF-8 offsets in `text`.
    package func span(_ range: Range<Int>) -> SourceSpan {
        let lower = raw(range.lowerBound)
        return source.span(lower..<max(lower, raw(range.upperBound)))
    }

    /// The words between white space, each with its place.
    package var words: [SourceFragment] {
        let bytes = Array(text.utf8)
        return bytes.indices.split { bytes[$0].isMarkupSpace }.map { part in
            SourceFragment(part: part.startIndex..<part.endIndex, of: self)
        }
    }

    /// A stretch of another fragment.
    private init(part: Range<Int>, of whole: SourceFragment) {
        source = whole.source
        text = String(decoding: Array(whole.text.utf8)[part], as: UTF8.self)
        span = whole.span(part)
        let start = whole.raw(part.lowerBound)
        rawEnd = max(start, whole.raw(part.upperBound))
        let inside = whole.anchors.filter { part.contains($0.decoded) && $0.decoded > part.lowerBound }
        anchors = [Anchor(decoded: 0, raw: start)]
            + inside.map { Anchor(decoded: $0.decoded - part.lowerBound, raw: $0.raw) }
    }

    private func raw(_ offset: Int) -> Int {
        var low = 0
        var high = anchors.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if anchors[middle].decoded <= offset { low = middle } else { high = middle }
        }
        return min(rawEnd, anchors[low].raw + max(0, offset - anchors[low].decoded))
    }

    /// Walks both texts together and notes each place where they part: a character reference, a carriage return.
    private static func align(raw: UnsafeBufferPointer<UInt8>, decoded: String, start: Int) -> [Anchor] {
        var anchors = [Anchor(decoded: 0, raw: start)]
        let text = Array(decoded.utf8)
        if text.count == raw.count { return anchors }
        var (i, j) = (0, 0)
        while i < raw.count, j < text.count {
            if raw[i] == UInt8(ascii: "&"), let end = referenceEnd(raw, i) {
                i = end
                j += scalarLength(text[j])
                anchors.append(Anchor(decoded: j, raw: start + i))
            } else if raw[i] == text[j] {
                i += 1
                j += 1
            } else if raw[i] == UInt8(ascii: "\r") {
                // A lone carriage return has become a line feed; before a line feed it has gone.
                if i + 1 >= raw.count || raw[i + 1] != UInt8(ascii: "\n") { j += 1 }
                i += 1
                anchors.append(Anchor(decoded: j, raw: start + i))
            } else {
                break
            }
        }
        return anchors
    }

    /// The offset behind `&name;`, `&#39;` or `&#x27;`, or nil when the ampersand stands for itself.
    private static func referenceEnd(_ raw: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
        var end = start + 1
        while end < raw.count, end - start < 40, raw[end].isASCIIAlphanumeric || raw[end] == UInt8(ascii: "#") {
            end += 1
        }
        return end < raw.count && end > start + 1 && raw[end] == UInt8(ascii: ";") ? end + 1 : nil
    }

    private static func scalarLength(_ lead: UInt8) -> Int {
        switch lead {
        case 0xF0...: 4
        case 0xE0...: 3
        case 0xC0...: 2
        default: 1
        }
    }
}

extension UInt8 {
    var isASCIILetter: Bool { (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) }
    var isASCIIDigit: Bool { (0x30...0x39).contains(self) }
    var isASCIIAlphanumeric: Bool { isASCIILetter || isASCIIDigit }
    /// Space, tab, line feed, form feed, carriage return: what HTML and CSS call white space.
    var isMarkupSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0C || self == 0x0D }
}

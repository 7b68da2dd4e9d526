import Diagnostics
import Markup

/// Splits the inside of `{{ … }}`, or the value of `data-each` and `data-if`, into tokens with their offsets.
struct ExpressionLexer {
    enum Kind: Hashable {
        case name(String)
        case text(String)
        case integer(Int)
        case dot, bar, comma, open, close, bang
    }

    struct Token {
        let kind: Kind
        /// UTF-8 offsets in the fragment.
        let range: Range<Int>
    }

    let bytes: [UInt8]
    private(set) var index: Int
    let end: Int

    init(bytes: [UInt8], range: Range<Int>) {
        self.bytes = bytes
        index = range.lowerBound
        end = range.upperBound
    }

    /// All tokens, or the range of the first thing that is none.
    mutating func tokens() -> Result<[Token], BadToken> {
        var tokens: [Token] = []
        while index < end {
            let byte = bytes[index]
            if byte == 0x20 || (0x09...0x0D).contains(byte) {
                index += 1
                continue
            }
            let start = index
            guard let kind = kind(byte) else { return .failure(BadToken(range: start..<max(index, start + 1))) }
            tokens.append(Token(kind: kind, range: start..<index))
        }
        return .success(tokens)
    }

    struct BadToken: Error { let range: Range<Int> }

    private mutating func kind(_ byte: UInt8) -> Kind? {
        switch byte {
        case UInt8(ascii: "."): return single(.dot)
        case UInt8(ascii: "|"): return single(.bar)
        case UInt8(ascii: ","): return single(.comma)
        case UInt8(ascii: "("): return single(.open)
        case UInt8(ascii: ")"): return single(.close)
        case UInt8(ascii: "!"): return single(.bang)
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return text(byte)
        default: return word()
        }
    }

    private mutating func single(_ kind: Kind) -> Kind {
        index += 1
        return kind
    }

    private mutating func text(_ quote: UInt8) -> Kind? {
        let start = index + 1
        guard let close = bytes[start..<end].firstIndex(of: quote) else {
            index = end
            return nil
        }
        index = close + 1
        return .text(String(decoding: bytes[start..<close], as: UTF8.self))
    }

    private mutating func word() -> Kind? {
        let start = index
        while index < end, Self.isNameByte(bytes[index]) { index += 1 }
        let word = String(decoding: bytes[start..<index], as: UTF8.self)
        if let number = Int(word) { return .integer(number) }
        return Self.isName(word) ? .name(word) : nil
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte >= 0x80 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
            || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    /// Whether a text can be the name of a field: letters (Chinese ones, too), digits, `_` and `-`, no digit first.
    static func isName(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, first.properties.isAlphabetic || first == "_" else {
            return false
        }
        return text.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "_" || $0 == "-"
        }
    }
}

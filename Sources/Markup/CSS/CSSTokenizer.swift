/// Splits a style sheet into tokens (CSS Syntax Level 3, section 4.3). Comments vanish.
struct CSSTokenizer {
    private let bytes: [UInt8]
    private var index = 0

    static func tokens(of text: String) -> [CSSToken] {
        var tokenizer = CSSTokenizer(bytes: Array(text.utf8))
        var tokens: [CSSToken] = []
        while let token = tokenizer.next() { tokens.append(token) }
        return tokens
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private func byte(_ offset: Int = 0) -> UInt8? {
        index + offset < bytes.count ? bytes[index + offset] : nil
    }

    private mutating func next() -> CSSToken? {
        skipComments()
        guard let first = byte() else { return nil }
        let start = index
        let kind = kind(startingWith: first)
        return CSSToken(kind: kind, range: start..<index)
    }

    private mutating func skipComments() {
        while byte() == UInt8(ascii: "/"), byte(1) == UInt8(ascii: "*") {
            index += 2
            while index < bytes.count, !(byte() == UInt8(ascii: "*") && byte(1) == UInt8(ascii: "/")) { index += 1 }
            index = min(index + 2, bytes.count)
        }
    }

    private mutating func kind(startingWith first: UInt8) -> CSSToken.Kind {
        if first.isMarkupSpace {
            while byte()?.isMarkupSpace == true { index += 1 }
            return .whitespace
        }
        if startsNumber(at: index) { return numeric() }
        if startsIdent(at: index) { return identLike() }
        index += 1
        switch first {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return string(until: first)
        case UInt8(ascii: "#"):
            if let next = byte(), isNameByte(next) || next == UInt8(ascii: "\\") { return .hash(name()) }
            return .delim(first)
        case UInt8(ascii: "@"): return startsIdent(at: index) ? .atKeyword(name().lowercased()) : .delim(first)
        case UInt8(ascii: ":"): return .colon
        case UInt8(ascii: ";"): return .semicolon
        case UInt8(ascii: ","): return .comma
        case UInt8(ascii: "{"): return .openBrace
        case UInt8(ascii: "}"): return .closeBrace
        case UInt8(ascii: "("): return .openParenthesis
        case UInt8(ascii: ")"): return .closeParenthesis
        case UInt8(ascii: "["): return .openBracket
        case UInt8(ascii: "]"): return .closeBracket
        default: return .delim(first)
        }
    }

    // MARK: Names

    private func isNameStart(_ byte: UInt8) -> Bool {
        byte.isASCIILetter || byte == UInt8(ascii: "_") || byte >= 0x80
    }

    private func isNameByte(_ byte: UInt8) -> Bool {
        isNameStart(byte) || byte.isASCIIDigit || byte == UInt8(ascii: "-")
    }

    private func startsIdent(at place: Int) -> Bool {
        guard place < bytes.count else { return false }
        let first = bytes[place]
        let second = place + 1 < bytes.count ? bytes[place + 1] : nil
        if isNameStart(first) { return true }
        if first == UInt8(ascii: "\\") { return second != nil && second != 0x0A }
        guard first == UInt8(ascii: "-"), let second else { return false }
        return isNameStart(second) || second == UInt8(ascii: "-") || second == UInt8(ascii: "\\")
    }

    private mutating func name() -> String {
        var result: [UInt8] = []
        while let next = byte() {
            if isNameByte(next) {
                result.append(next)
                index += 1
            } else if next == UInt8(ascii: "\\"), let following = byte(1), following != 0x0A {
                index += 1
                result += escaped()
            } else {
                break
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// What follows a backslash: up to six hexadecimal digits and one white space, or one character.
    private mutating func escaped() -> [UInt8] {
        var value: UInt32 = 0
        var digits = 0
        while digits < 6, let next = byte(), let digit = next.hexDigit {
            value = value << 4 | UInt32(digit)
            digits += 1
            index += 1
        }
        if digits > 0 {
            if byte()?.isMarkupSpace == true { index += 1 }
            let scalar = value == 0 ? nil : Unicode.Scalar(value)
            return Array(String(Character(scalar ?? "\u{FFFD}")).utf8)
        }
        guard let next = byte() else { return Array("\u{FFFD}".utf8) }
        var result = [next]
        index += 1
        while next >= 0x80, let more = byte(), more & 0xC0 == 0x80 {
            result.append(more)
            index += 1
        }
        return result
    }

    private mutating func identLike() -> CSSToken.Kind {
        let name = name()
        guard byte() == UInt8(ascii: "(") else { return .ident(name) }
        index += 1
        guard name.lowercased() == "url", !quoteFollows else { return .function(name.lowercased()) }
        return url()
    }

    private var quoteFollows: Bool {
        let next = bytes[index...].first { !$0.isMarkupSpace }
        return next == UInt8(ascii: "\"") || next == UInt8(ascii: "'")
    }

    /// What follows `url(`; taken to the parenthesis also where it is no URL, so that the message can point at it.
    private mutating func url() -> CSSToken.Kind {
        let start = index
        while let next = byte(), next != UInt8(ascii: ")") { index += 1 }
        let inside = bytes[start..<index]
        let isClosed = byte() != nil
        index = min(index + 1, bytes.count)
        let words = inside.split(whereSeparator: \.isMarkupSpace)
        guard isClosed, words.count == 1, let word = words.first,
            !word.contains(where: { [0x22, 0x27, 0x28, 0x5C].contains($0) || $0 < 0x20 })
        else { return .badURL }
        return .url(String(decoding: word, as: UTF8.self))
    }

    private mutating func string(until quote: UInt8) -> CSSToken.Kind {
        var result: [UInt8] = []
        while let next = byte() {
            if next == quote {
                index += 1
                return .string(String(decoding: result, as: UTF8.self))
            }
            if next == 0x0A { return .badString }
            index += 1
            if next != UInt8(ascii: "\\") {
                result.append(next)
            } else if byte() == 0x0A {
                index += 1
            } else {
                result += escaped()
            }
        }
        return .badString
    }

    // MARK: Numbers

    private func startsNumber(at place: Int) -> Bool {
        func at(_ offset: Int) -> UInt8? { place + offset < bytes.count ? bytes[place + offset] : nil }
        let sign = at(0) == UInt8(ascii: "+") || at(0) == UInt8(ascii: "-") ? 1 : 0
        if at(sign)?.isASCIIDigit == true { return true }
        return at(sign) == UInt8(ascii: ".") && at(sign + 1)?.isASCIIDigit == true
    }

    private mutating func numeric() -> CSSToken.Kind {
        let start = index
        if byte()?.isASCIIDigit == false, byte() != UInt8(ascii: ".") { index += 1 }
        while byte()?.isASCIIDigit == true { index += 1 }
        var isInteger = true
        if byte() == UInt8(ascii: "."), byte(1)?.isASCIIDigit == true {
            isInteger = false
            index += 1
            while byte()?.isASCIIDigit == true { index += 1 }
        }
        // Beyond these bounds nothing can be meant; they keep all later arithmetic finite.
        let parsed = Double(String(decoding: bytes[start..<index], as: UTF8.self).drop { $0 == "+" }) ?? 0
        let value = min(max(parsed, -1e9), 1e9)
        if byte() == UInt8(ascii: "%") {
            index += 1
            return .percentage(value)
        }
        if startsIdent(at: index) { return .dimension(value, unit: name().lowercased()) }
        return .number(value, isInteger: isInteger)
    }
}

extension UInt8 {
    var hexDigit: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x37
        case 0x61...0x66: self - 0x57
        default: nil
        }
    }
}

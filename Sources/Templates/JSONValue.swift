import Diagnostics

/// A JSON text (RFC 8259) with places. Numbers keep their digits, so that no amount passes through floating point.
struct JSONValue: Sendable {
    indirect enum Content: Sendable {
        case object([(key: String, value: JSONValue)])
        case array([JSONValue])
        case string(String)
        case number(String)
        case flag(Bool)
        case null
    }

    let content: Content
    /// UTF-8 offsets in the source.
    let range: Range<Int>

    static func parse(_ source: SourceText) throws(Rejection) -> JSONValue {
        var reader = JSONReader(source)
        return try reader.document()
    }
}

/// Reads a JSON text from front to back.
struct JSONReader {
    let source: SourceText
    let bytes: [UInt8]
    var index = 0
    private static let depthLimit = 64

    init(_ source: SourceText) {
        self.source = source
        bytes = Array(source.text.utf8)
    }

    mutating func document() throws(Rejection) -> JSONValue {
        let value = try value(depth: 0)
        skipSpace()
        if index < bytes.count { throw broken() }
        return value
    }

    func broken() -> Rejection { Rejection("json.syntax", at: source.span(index..<index + 1)) }

    mutating func skipSpace() {
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x09, 0x0A, 0x0D: index += 1
            default: return
            }
        }
    }

    mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    mutating func value(depth: Int) throws(Rejection) -> JSONValue {
        skipSpace()
        guard index < bytes.count else { throw broken() }
        if depth > Self.depthLimit {
            throw Rejection("json.too-deep", ["limit": "\(Self.depthLimit)"], at: source.span(index..<index + 1))
        }
        let start = index
        let content: JSONValue.Content
        switch bytes[index] {
        case UInt8(ascii: "{"): content = try object(depth)
        case UInt8(ascii: "["): content = try array(depth)
        case UInt8(ascii: "\""): content = .string(try string())
        case UInt8(ascii: "t"): content = try word("true", .flag(true))
        case UInt8(ascii: "f"): content = try word("false", .flag(false))
        case UInt8(ascii: "n"): content = try word("null", .null)
        default: content = .number(try number())
        }
        return JSONValue(content: content, range: start..<index)
    }

    private mutating func object(_ depth: Int) throws(Rejection) -> JSONValue.Content {
        index += 1
        var members: [(key: String, value: JSONValue)] = []
        if take(UInt8(ascii: "}")) { return .object([]) }
        repeat {
            skipSpace()
            guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { throw broken() }
            let key = try string()
            guard take(UInt8(ascii: ":")) else { throw broken() }
            members.append((key, try value(depth: depth + 1)))
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw broken() }
        return .object(members)
    }

    private mutating func array(_ depth: Int) throws(Rejection) -> JSONValue.Content {
        index += 1
        var values: [JSONValue] = []
        if take(UInt8(ascii: "]")) { return .array([]) }
        repeat { values.append(try value(depth: depth + 1)) } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw broken() }
        return .array(values)
    }

    private mutating func word(
        _ word: String, _ content: JSONValue.Content
    ) throws(Rejection) -> JSONValue.Content {
        guard bytes[index...].starts(with: word.utf8) else { throw broken() }
        index += word.utf8.count
        return content
    }

    private mutating func number() throws(Rejection) -> String {
        let start = index
        func digits(_ reader: inout JSONReader) -> Int {
            let from = reader.index
            while reader.index < reader.bytes.count, (0x30...0x39).contains(reader.bytes[reader.index]) {
                reader.index += 1
            }
            return reader.index - from
        }
        func at(_ characters: String) -> Bool { index < bytes.count && characters.utf8.contains(bytes[index]) }
        if at("-") { index += 1 }
        let first = index
        let count = digits(&self)
        if count == 0 || count > 1 && bytes[first] == 0x30 { throw broken() }
        if at(".") {
            index += 1
            if digits(&self) == 0 { throw broken() }
        }
        if at("eE") {
            index += 1
            if at("+-") { index += 1 }
            if digits(&self) == 0 { throw broken() }
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    mutating func string() throws(Rejection) -> String {
        index += 1
        var result: [UInt8] = []
        // Nearly every text stands there as it is.
        let start = index
        var end = index
        while end < bytes.count, bytes[end] >= 0x20, bytes[end] != 0x22, bytes[end] != UInt8(ascii: "\\") { end += 1 }
        if end < bytes.count, bytes[end] == UInt8(ascii: "\"") {
            index = end + 1
            return String(decoding: bytes[start..<end], as: UTF8.self)
        }
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x20 { throw broken() }
            index += 1
            if byte == UInt8(ascii: "\"") { return String(decoding: result, as: UTF8.self) }
            if byte == UInt8(ascii: "\\") {
                result += String(Character(try escape())).utf8
            } else {
                result.append(byte)
            }
        }
        throw broken()
    }

    private mutating func escape() throws(Rejection) -> Unicode.Scalar {
        guard index < bytes.count else { throw broken() }
        defer { index += 1 }
        switch bytes[index] {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw broken()
        }
    }

    /// Leaves the index on the last digit. A surrogate pair is one character; half of one is a mistake.
    private mutating func unicodeEscape() throws(Rejection) -> Unicode.Scalar {
        let high = try fourDigits()
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard (0xD800...0xDBFF).contains(high), index + 2 < bytes.count, bytes[index + 1] == UInt8(ascii: "\\"),
            bytes[index + 2] == UInt8(ascii: "u")
        else { throw broken() }
        index += 2
        let low = try fourDigits()
        guard (0xDC00...0xDFFF).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
        else { throw broken() }
        return scalar
    }

    private mutating func fourDigits() throws(Rejection) -> UInt32 {
        guard index + 4 < bytes.count,
            bytes[(index + 1)...(index + 4)].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let value = UInt32(String(decoding: bytes[(index + 1)...(index + 4)], as: UTF8.self), radix: 16)
        else { throw broken() }
        index += 4
        return value
    }
}

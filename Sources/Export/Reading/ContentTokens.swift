/// An operand or operator of a page's content (ISO 32000-1, 7.2 and 7.8.2).
indirect enum ContentToken {
    case number(Double)
    case name(String)
    case string([UInt8])
    case array([ContentToken])
    case map([(key: String, value: ContentToken)])
    case operation(String)

    var number: Double? { if case .number(let number) = self { number } else { nil } }
    var string: [UInt8]? { if case .string(let bytes) = self { bytes } else { nil } }
    var name: String? { if case .name(let name) = self { name } else { nil } }

    subscript(key: String) -> ContentToken? {
        guard case .map(let entries) = self else { return nil }
        return entries.first { $0.key == key }?.value
    }
}

/// Reads content token by token. What is malformed is passed over: a reader that gives up shows less than a viewer
/// that does not.
struct ContentTokens {
    private let bytes: [UInt8]
    private var at = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Nil at the end.
    mutating func next() -> ContentToken? { next(depth: 0) }

    private mutating func next(depth: Int) -> ContentToken? {
        while true {
            skipBlanks()
            guard at < bytes.count else { return nil }
            let byte = bytes[at]
            switch byte {
            case UInt8(ascii: "("): return .string(literal())
            case UInt8(ascii: "/"): return .name(name())
            case UInt8(ascii: "<"):
                if at + 1 < bytes.count, bytes[at + 1] == byte {
                    at += 2
                    return map(depth: depth)
                }
                return .string(hexadecimal())
            case UInt8(ascii: "["):
                at += 1
                return .array(items(until: UInt8(ascii: "]"), depth: depth))
            case UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ">"): at += 1
            default: return word()
            }
        }
    }

    /// Passes over the bytes of a picture that stands in the content (8.9.7).
    mutating func skipInlinePicture() {
        let end: [UInt8] = [UInt8(ascii: "E"), UInt8(ascii: "I")]
        while at + 2 < bytes.count {
            let isAlone = ContentTokens.isBlank(bytes[at]) && Array(bytes[at + 1...at + 2]) == end
            if isAlone && (at + 3 >= bytes.count || ContentTokens.isBlank(bytes[at + 3])) {
                at += 3
                return
            }
            at += 1
        }
        at = bytes.count
    }

    // MARK: Parts

    /// Deeper nesting is an attack on the stack.
    private static let deepest = 32

    private mutating func items(until end: UInt8, depth: Int) -> [ContentToken] {
        var items: [ContentToken] = []
        while true {
            skipBlanks()
            guard at < bytes.count else { return items }
            if bytes[at] == end {
                at += 1
                return items
            }
            guard depth < ContentTokens.deepest, let item = next(depth: depth + 1) else {
                at += 1
                continue
            }
            items.append(item)
        }
    }

    private mutating func map(depth: Int) -> ContentToken {
        let items = items(until: UInt8(ascii: ">"), depth: depth)
        if at < bytes.count, bytes[at] == UInt8(ascii: ">") { at += 1 }
        var entries: [(key: String, value: ContentToken)] = []
        var index = 0
        while index + 1 < items.count {
            if let key = items[index].name { entries.append((key, items[index + 1])) }
            index += 2
        }
        return .map(entries)
    }

    private mutating func literal() -> [UInt8] {
        var result: [UInt8] = []
        var depth = 0
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            switch byte {
            case UInt8(ascii: "("):
                if depth > 0 { result.append(byte) }
                depth += 1
            case UInt8(ascii: ")"):
                depth -= 1
                if depth == 0 { return result }
                result.append(byte)
            case UInt8(ascii: "\\"): escaped(into: &result)
            default: result.append(byte)
            }
        }
        return result
    }

    private mutating func escaped(into result: inout [UInt8]) {
        guard at < bytes.count else { return }
        let byte = bytes[at]
        at += 1
        switch byte {
        case UInt8(ascii: "n"): result.append(10)
        case UInt8(ascii: "r"): result.append(13)
        case UInt8(ascii: "t"): result.append(9)
        case UInt8(ascii: "b"): result.append(8)
        case UInt8(ascii: "f"): result.append(12)
        case 13:
            if at < bytes.count, bytes[at] == 10 { at += 1 }
        case 10: break
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            var value = Int(byte - UInt8(ascii: "0"))
            for _ in 0..<2 {
                guard at < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(bytes[at]) else { break }
                value = value * 8 + Int(bytes[at] - UInt8(ascii: "0"))
                at += 1
            }
            result.append(UInt8(truncatingIfNeeded: value))
        default: result.append(byte)
        }
    }

    private mutating func hexadecimal() -> [UInt8] {
        at += 1
        var digits: [UInt8] = []
        while at < bytes.count, bytes[at] != UInt8(ascii: ">") {
            if let digit = ContentTokens.hexadecimal(bytes[at]) { digits.append(digit) }
            at += 1
        }
        at += 1
        if digits.count % 2 == 1 { digits.append(0) }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    private mutating func name() -> String {
        at += 1
        let start = at
        while at < bytes.count, !ContentTokens.isBlank(bytes[at]), !ContentTokens.isDelimiter(bytes[at]) { at += 1 }
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    private mutating func word() -> ContentToken {
        let start = at
        while at < bytes.count, !ContentTokens.isBlank(bytes[at]), !ContentTokens.isDelimiter(bytes[at]) { at += 1 }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        return Double(text).map(ContentToken.number) ?? .operation(text)
    }

    private mutating func skipBlanks() {
        while at < bytes.count {
            if ContentTokens.isBlank(bytes[at]) {
                at += 1
            } else if bytes[at] == UInt8(ascii: "%") {
                while at < bytes.count, bytes[at] != 10, bytes[at] != 13 { at += 1 }
            } else {
                return
            }
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { [0, 9, 10, 12, 13, 32].contains(byte) }

    private static func isDelimiter(_ byte: UInt8) -> Bool { "()<>[]{}/%".utf8.contains(byte) }

    static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

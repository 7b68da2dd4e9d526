/// Flat JSON, objects of texts with sorted keys and arrays of texts: the form in which small facts are stored and
/// hashed. It reads only what it wrote.
enum StoredFacts {
    static func object(_ facts: [String: String]) -> String {
        "{" + facts.sorted { $0.key < $1.key }.map { quoted($0.key) + ":" + quoted($0.value) }.joined(separator: ",")
            + "}"
    }

    static func array(_ texts: [String]) -> String {
        "[" + texts.map(quoted).joined(separator: ",") + "]"
    }

    /// Reads what `object` wrote.
    static func facts(_ text: String) -> [String: String] {
        let texts = strings(text, open: "{", close: "}")
        precondition(texts.count % 2 == 0, "stored facts are no JSON object: \(text)")
        var facts: [String: String] = [:]
        for index in stride(from: 0, to: texts.count, by: 2) { facts[texts[index]] = texts[index + 1] }
        return facts
    }

    /// Reads what `array` wrote.
    static func texts(_ text: String) -> [String] { strings(text, open: "[", close: "]") }

    /// The strings between the brackets, in order.
    private static func strings(_ text: String, open: Unicode.Scalar, close: Unicode.Scalar) -> [String] {
        let bytes = Array(text.utf8)
        precondition(
            bytes.first == UInt8(ascii: open) && bytes.last == UInt8(ascii: close), "stored text is no JSON: \(text)")
        var strings: [String] = []
        var current: [UInt8] = []
        var isInside = false
        var index = 1
        while index < bytes.count - 1 {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\"") {
                if isInside { strings.append(String(decoding: current, as: UTF8.self)) }
                current.removeAll(keepingCapacity: true)
                isInside.toggle()
            } else if isInside, byte == UInt8(ascii: "\\") {
                if bytes[index] == UInt8(ascii: "u") {
                    // Only control characters below 0x20 are written so.
                    current.append(hexadecimal(bytes[index + 3]) << 4 | hexadecimal(bytes[index + 4]))
                    index += 5
                } else {
                    current.append(bytes[index])
                    index += 1
                }
            } else if isInside {
                current.append(byte)
            }
        }
        precondition(!isInside, "stored text is no JSON: \(text)")
        return strings
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8 {
        byte <= UInt8(ascii: "9") ? byte - UInt8(ascii: "0") : byte - UInt8(ascii: "a") + 10
    }

    private static func quoted(_ text: String) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var result: [UInt8] = [UInt8(ascii: "\"")]
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): result += [UInt8(ascii: "\\"), byte]
            case 0..<0x20: result += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: result.append(byte)
            }
        }
        result.append(UInt8(ascii: "\""))
        return String(decoding: result, as: UTF8.self)
    }
}

import Foundation

/// Flat JSON objects with sorted keys: the form in which small facts are stored and hashed.
enum JSONText {
    static func object(_ facts: [String: String]) -> String {
        "{" + facts.sorted { $0.key < $1.key }.map { quoted($0.key) + ":" + quoted($0.value) }.joined(separator: ",") + "}"
    }

    static func array(_ texts: [String]) -> String {
        "[" + texts.map(quoted).joined(separator: ",") + "]"
    }

    /// Reads what `object` wrote.
    static func facts(_ text: String) -> [String: String] {
        guard let facts = try? JSONDecoder().decode([String: String].self, from: Data(text.utf8)) else {
            // Only text written by `object` is ever stored.
            preconditionFailure("stored facts are no JSON object: \(text)")
        }
        return facts
    }

    /// Reads what `array` wrote.
    static func texts(_ text: String) -> [String] {
        guard let texts = try? JSONDecoder().decode([String].self, from: Data(text.utf8)) else {
            // Only text written by `array` is ever stored.
            preconditionFailure("stored texts are no JSON array: \(text)")
        }
        return texts
    }

    private static func quoted(_ text: String) -> String {
        var result: [UInt8] = [UInt8(ascii: "\"")]
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): result += [UInt8(ascii: "\\"), byte]
            case UInt8(ascii: "\n"): result += Array("\\n".utf8)
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                result += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: result.append(byte)
            }
        }
        result.append(UInt8(ascii: "\""))
        return String(decoding: result, as: UTF8.self)
    }
}

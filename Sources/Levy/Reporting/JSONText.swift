/// JSON (RFC 8259) with the keys of objects in the order in which they were put.
package indirect enum JSONText: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int)
    /// A decimal number, as it is to be written: money and rates never pass through binary fractions.
    case decimal(String)
    case text(String)
    case array([JSONText])
    case object([Member])

    package struct Member: Sendable, Hashable {
        package let key: String
        package let value: JSONText

        package init(_ key: String, _ value: JSONText) {
            self.key = key
            self.value = value
        }
    }

    package static func object(_ members: KeyValuePairs<String, JSONText>) -> JSONText {
        .object(members.map { Member($0.key, $0.value) })
    }

    /// Yuan as a whole number, or with two decimals when there are fen.
    package static func yuan(fen: Int) -> JSONText {
        fen % 100 == 0 ? .integer(fen / 100) : .decimal(Money(fen: fen).plain)
    }

    /// `91.2`, as short as the value allows.
    package static func rate(_ rate: Rate?) -> JSONText {
        guard let rate else { return .null }
        var text = rate.text
        while text.hasSuffix("0") && !text.hasSuffix(".0") { text.removeLast() }
        return .decimal(text)
    }

    /// Indented by two spaces a level, ending in a line feed.
    package var pretty: String { written(indent: "") + "\n" }

    private func written(indent: String) -> String {
        let inner = indent + "  "
        switch self {
        case .null: return "null"
        case .bool(let value): return value ? "true" : "false"
        case .integer(let value): return String(value)
        case .decimal(let text): return text
        case .text(let text): return JSONText.quoted(text)
        case .array(let items):
            if items.isEmpty { return "[]" }
            return "[\n" + items.map { inner + $0.written(indent: inner) }.joined(separator: ",\n") + "\n\(indent)]"
        case .object(let members):
            if members.isEmpty { return "{}" }
            let lines = members.map { "\(inner)\(JSONText.quoted($0.key)): \($0.value.written(indent: inner))" }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                let hex = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

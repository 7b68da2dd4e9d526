/// Writes records after RFC 4180, lines ending in CRLF.
package struct CSVText: Sendable {
    package private(set) var text = ""

    package init() {}

    package mutating func append(_ fields: [String]) {
        text += fields.map(CSVText.quoted).joined(separator: ",") + "\r\n"
    }

    /// UTF-8 with the byte order mark by which spreadsheets know it.
    package var utf8WithMark: [UInt8] { [0xEF, 0xBB, 0xBF] + Array(text.utf8) }

    package var gb18030: [UInt8] { GB18030.encode(text) }

    private static func quoted(_ field: String) -> String {
        guard field.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: ",") || $0 < 0x20 }) else {
            return field
        }
        return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}

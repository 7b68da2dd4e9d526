/// Tells code, comments and string literals apart. Regex literals are taken for code.
struct SwiftLexer {
    private let bytes: [UInt8]
    private var index = 0
    private var line = 1
    private(set) var code: [UInt8] = []
    private(set) var literals: [SwiftSource.Literal] = []
    private(set) var commentedLines: Set<Int> = []

    init(bytes: [UInt8]) {
        self.bytes = bytes
        code.reserveCapacity(bytes.count)
    }

    mutating func run() { readCode(insideLiteral: false) }

    private func at(_ text: StaticString, _ offset: Int = 0) -> Bool {
        let start = index + offset
        guard start + text.utf8CodeUnitCount <= bytes.count else { return false }
        return (0..<text.utf8CodeUnitCount).allSatisfy { bytes[start + $0] == text.utf8Start[$0] }
    }

    private mutating func lineBreak() {
        code.append(UInt8(ascii: "\n"))
        line += 1
        index += 1
    }

    /// Reads to the end or, inside a literal, to the bracket that closes the interpolation.
    private mutating func readCode(insideLiteral: Bool) {
        var depth = 0
        while index < bytes.count {
            if at("\n") {
                lineBreak()
            } else if at("//") {
                commentedLines.insert(line)
                while index < bytes.count, !at("\n") { index += 1 }
            } else if at("/*") {
                readBlockComment()
            } else if at("\"") || at("#") {
                readLiteralOrHash()
            } else {
                if at("(") { depth += 1 }
                if at(")") {
                    depth -= 1
                    if insideLiteral, depth < 0 { return }
                }
                code.append(bytes[index])
                index += 1
            }
        }
    }

    private mutating func readBlockComment() {
        var depth = 0
        repeat {
            commentedLines.insert(line)
            if at("/*") {
                depth += 1
                index += 2
            } else if at("*/") {
                depth -= 1
                index += 2
            } else if at("\n") {
                lineBreak()
            } else {
                index += 1
            }
        } while depth > 0 && index < bytes.count
    }

    private mutating func readLiteralOrHash() {
        var hashes = 0
        while at("#", hashes) { hashes += 1 }
        guard at("\"", hashes) else {
            code += bytes[index..<index + hashes]
            index += hashes
            return
        }
        index += hashes
        let isMultiline = at("\"\"\"")
        index += isMultiline ? 3 : 1
        let lead = leadingCode()
        let start = line
        code.append(UInt8(ascii: "\""))
        let text = readText(hashes: hashes, isMultiline: isMultiline)
        code.append(UInt8(ascii: "\""))
        literals.append(SwiftSource.Literal(line: start, text: String(decoding: text, as: UTF8.self), lead: lead))
    }

    private mutating func readText(hashes: Int, isMultiline: Bool) -> [UInt8] {
        var text: [UInt8] = []
        while index < bytes.count {
            if at("\\"), (0..<hashes).allSatisfy({ at("#", 1 + $0) }) {
                index += 1 + hashes
                if at("(") {
                    index += 1
                    text += Array("\\()".utf8)
                    code.append(UInt8(ascii: "("))
                    readCode(insideLiteral: true)
                    code.append(UInt8(ascii: ")"))
                    index += 1
                } else if at("\n") {
                    lineBreak()
                } else if index < bytes.count {
                    text.append(at("n") ? UInt8(ascii: "\n") : bytes[index])
                    index += 1
                }
            } else if isMultiline ? at("\"\"\"") : at("\""), hashesFollow(hashes, after: isMultiline ? 3 : 1) {
                index += (isMultiline ? 3 : 1) + hashes
                return text
            } else if at("\n") {
                // No literal of one line goes on over its end: the lexer was led astray, and finds its way again here.
                if !isMultiline { return text }
                text.append(UInt8(ascii: "\n"))
                lineBreak()
            } else {
                text.append(bytes[index])
                index += 1
            }
        }
        return text
    }

    private func hashesFollow(_ count: Int, after offset: Int) -> Bool {
        (0..<count).allSatisfy { at("#", offset + $0) }
    }

    private func leadingCode() -> String {
        let trimmed = code.reversed().drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
        return String(decoding: trimmed.prefix(80).reversed(), as: UTF8.self)
    }
}

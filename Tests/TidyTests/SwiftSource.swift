/// A Swift file taken apart far enough to ask about its code, its comments and its literals separately.
struct SwiftSource: Sendable {
    struct Literal: Sendable {
        let line: Int
        /// The text between the quotes, `\()` in place of each interpolation.
        let text: String
        /// The code right before the literal, without the line breaks and spaces at its end.
        let lead: String
    }

    let path: String
    /// The lines as written.
    let lines: [Substring]
    /// The code: comments left out, literals emptied, what is interpolated kept. It has the lines of the file.
    let code: [UInt8]
    let literals: [Literal]
    /// The numbers (from 1) of the lines that hold a comment or a part of one.
    let commentedLines: Set<Int>

    private let lineStarts: [Int]

    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var lexer = SwiftLexer(bytes: Array(text.utf8))
        lexer.run()
        let code = lexer.code
        self.code = code
        literals = lexer.literals
        commentedLines = lexer.commentedLines
        lineStarts = [0] + code.indices.filter { code[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
    }

    /// The folder below `Sources` or `Tests`, which is the target's name.
    var target: String {
        let parts = path.split(separator: "/")
        return parts.count > 2 ? String(parts[1]) : ""
    }

    var fileName: String { String(path.split(separator: "/").last ?? "") }

    func isBelow(_ folder: String) -> Bool { path.hasPrefix(folder + "/") }

    func line(at offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low + 1
    }

    /// The code of a line, counted from 1.
    func code(line: Int) -> String {
        let end = line < lineStarts.count ? lineStarts[line] - 1 : code.count
        return String(decoding: code[lineStarts[line - 1]..<end], as: UTF8.self)
    }

    /// The offsets in `code` at which `word` stands by itself: no letter, digit or underscore touches an end of it that
    /// is one, and no dot stands before it unless it begins with one.
    func occurrences(of word: String) -> [Int] {
        let needle = Array(word.utf8)
        guard let first = needle.first, let last = needle.last, code.count >= needle.count else { return [] }
        var found: [Int] = []
        var index = 0
        while index <= code.count - needle.count {
            defer { index += 1 }
            guard code[index] == first, code[index..<index + needle.count].elementsEqual(needle) else { continue }
            let before = index > 0 ? code[index - 1] : UInt8(ascii: " ")
            let after = index + needle.count < code.count ? code[index + needle.count] : UInt8(ascii: " ")
            if first.isNameByte, before.isNameByte || before == UInt8(ascii: ".") { continue }
            if last.isNameByte, after.isNameByte { continue }
            found.append(index)
        }
        return found
    }
}

extension UInt8 {
    /// Whether the byte may be part of a name; every byte beyond ASCII may.
    var isNameByte: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
            true
        default: false
        }
    }
}

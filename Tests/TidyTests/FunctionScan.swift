/// Finds functions by their words and brackets.
enum FunctionScan {
    /// The lines of each `func` and `init` that has a body, from its first word to its closing bracket.
    static func functions(_ source: SwiftSource) -> [ClosedRange<Int>] {
        let words = source.occurrences(of: "func") + source.occurrences(of: "init")
        return words.sorted().compactMap { start in
            body(source.code, from: start).map { source.line(at: start)...source.line(at: $0) }
        }
    }

    /// The offset of the bracket that ends the body, or nil for a requirement of a protocol and for a mere use of the
    /// word.
    private static func body(_ code: [UInt8], from start: Int) -> Int? {
        var round = 0
        var curly = 0
        var isInBody = false
        for index in start..<code.count {
            switch code[index] {
            case UInt8(ascii: "("), UInt8(ascii: "["): round += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"):
                round -= 1
                if round < 0, !isInBody { return nil }
            case UInt8(ascii: "{"):
                if round == 0 { isInBody = true }
                if isInBody { curly += 1 }
            case UInt8(ascii: "}"):
                if isInBody {
                    curly -= 1
                    if curly == 0 { return index }
                } else if round == 0 {
                    return nil
                }
            case UInt8(ascii: "\n"):
                // The next declaration begins: this one had no body.
                if !isInBody, round == 0, beginsDeclaration(code, after: index) { return nil }
            default: break
            }
        }
        return nil
    }

    private static func beginsDeclaration(_ code: [UInt8], after index: Int) -> Bool {
        let line = code[(index + 1)...].prefix { $0 != UInt8(ascii: "\n") }
        let words = line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
        return ["func", "var", "let", "init", "static", "mutating", "package"].contains(words.first ?? "")
    }
}

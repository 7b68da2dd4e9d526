/// `an+b`, `odd`, `even` (CSS Syntax Level 3, section 6).
enum NthExpression {
    static func parse(_ components: [CSSComponent]) -> (step: Int, offset: Int)? {
        // The tokenizer joins parts of the notation to dimensions and identifiers (`2n-1`, `-n+3`), so it is simplest
        // to read it from the text again.
        var text = ""
        for component in components where !component.isWhitespace {
            switch component.kind {
            case .ident(let name): text += name
            case .number(let value, isInteger: true):
                text += text.isEmpty || value < 0 ? "\(Int(value))" : "+\(Int(value))"
            case .dimension(let value, let unit): text += "\(Int(value))\(unit)"
            case .delim(let sign) where sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"):
                text.unicodeScalars.append(Unicode.Scalar(sign))
            default: return nil
            }
        }
        return parse(text.lowercased())
    }

    /// Nobody counts that many siblings, and sums of such numbers would end the program.
    private static func bounded(_ step: Int, _ offset: Int) -> (step: Int, offset: Int)? {
        step.magnitude <= 1_000_000_000 && offset.magnitude <= 1_000_000_000 ? (step, offset) : nil
    }

    private static func parse(_ text: String) -> (step: Int, offset: Int)? {
        if text == "odd" { return (2, 1) }
        if text == "even" { return (2, 0) }
        guard let n = text.firstIndex(of: "n") else { return Int(text).flatMap { bounded(0, $0) } }
        let step: Int? =
            switch text[..<n] {
            case "", "+": 1
            case "-": -1
            default: Int(text[..<n])
            }
        var rest = text[text.index(after: n)...]
        // `+ 1` has come as the sign and a number that got one of its own.
        while rest.hasPrefix("++") || rest.hasPrefix("-+") { rest.remove(at: rest.index(after: rest.startIndex)) }
        guard let step, let offset = rest.isEmpty ? 0 : Int(rest) else { return nil }
        return bounded(step, offset)
    }
}

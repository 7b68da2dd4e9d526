/// A token of CSS Syntax Level 3, section 4.
struct CSSToken: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case ident(String)
        case function(String)
        case atKeyword(String)
        case hash(String)
        case string(String)
        /// A string that its line ended before its quotation mark came.
        case badString
        /// `url(…)` without quotation marks.
        case url(String)
        case badURL
        case number(Double, isInteger: Bool)
        case percentage(Double)
        /// The unit is in lower case.
        case dimension(Double, unit: String)
        case delim(UInt8)
        case whitespace, colon, semicolon, comma
        case openBrace, closeBrace, openParenthesis, closeParenthesis, openBracket, closeBracket
    }

    let kind: Kind
    /// UTF-8 offsets in the style sheet's text.
    let range: Range<Int>
}

/// A component value of CSS Syntax Level 3: a token, or a function or block with what stands inside.
indirect enum CSSComponent: Sendable {
    case token(CSSToken)
    /// The name is in lower case.
    case function(name: String, [CSSComponent], Range<Int>)
    /// `(…)`, `[…]` or `{…}`, told by the opening token.
    case block(CSSToken.Kind, [CSSComponent], Range<Int>)

    var range: Range<Int> {
        switch self {
        case .token(let token): token.range
        case .function(_, _, let range), .block(_, _, let range): range
        }
    }

    var kind: CSSToken.Kind? { if case .token(let token) = self { token.kind } else { nil } }

    var isWhitespace: Bool { kind == .whitespace }
}

extension [CSSComponent] {
    var trimmed: [CSSComponent] {
        var slice = self[...]
        while slice.first?.isWhitespace == true { slice.removeFirst() }
        while slice.last?.isWhitespace == true { slice.removeLast() }
        return Array(slice)
    }

    /// Whether a function of that name stands anywhere inside.
    func containsFunction(_ wanted: String) -> Bool {
        contains { component in
            switch component {
            case .token: false
            case .function(let name, let inside, _): name == wanted || inside.containsFunction(wanted)
            case .block(_, let inside, _): inside.containsFunction(wanted)
            }
        }
    }
}

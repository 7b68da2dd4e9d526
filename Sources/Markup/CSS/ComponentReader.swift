import Diagnostics

/// Takes component values from tokens (CSS Syntax Level 3, section 5).
struct ComponentReader {
    /// Blocks and functions inside each other.
    static let depthLimit = 32

    let tokens: [CSSToken]
    var index = 0
    private(set) var tooDeep: Range<Int>?
    private(set) var unclosed: Range<Int>?

    init(tokens: [CSSToken]) { self.tokens = tokens }

    var current: CSSToken? { index < tokens.count ? tokens[index] : nil }

    mutating func skipWhitespace() {
        while current?.kind == .whitespace { index += 1 }
    }

    /// The next component value; nil at the end.
    mutating func component(depth: Int = 0) -> CSSComponent? {
        guard let token = current else { return nil }
        index += 1
        switch token.kind {
        case .function(let name):
            let inside = inside(token, until: .closeParenthesis, depth)
            return .function(name: name, inside, token.range.lowerBound..<end)
        case .openParenthesis: return block(token, until: .closeParenthesis, depth)
        case .openBracket: return block(token, until: .closeBracket, depth)
        case .openBrace: return block(token, until: .closeBrace, depth)
        default: return .token(token)
        }
    }

    private mutating func block(_ token: CSSToken, until close: CSSToken.Kind, _ depth: Int) -> CSSComponent {
        let inside = inside(token, until: close, depth)
        return .block(token.kind, inside, token.range.lowerBound..<end)
    }

    private mutating func inside(_ opening: CSSToken, until close: CSSToken.Kind, _ depth: Int) -> [CSSComponent] {
        var components: [CSSComponent] = []
        if depth >= Self.depthLimit {
            tooDeep = tooDeep ?? opening.range
            index = tokens.count
            return []
        }
        while let token = current {
            if token.kind == close {
                index += 1
                return components
            }
            if let component = component(depth: depth + 1) { components.append(component) }
        }
        unclosed = unclosed ?? opening.range
        return components
    }

    /// Where the last taken token ends.
    private var end: Int { index > 0 ? tokens[index - 1].range.upperBound : 0 }
}

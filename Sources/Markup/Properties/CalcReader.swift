/// Reads the inside of `calc()`: sums and products of lengths and numbers (CSS Values Level 4, section 10).
struct CalcReader {
    private enum Term {
        case number(Double)
        case length(SpecifiedLength)
    }

    private let components: [CSSComponent]
    private var index = 0

    init(_ components: [CSSComponent]) { self.components = components.trimmed }

    /// The length, or nil when the expression is not one.
    mutating func length() -> SpecifiedLength? {
        guard let term = sum(), index == components.count else { return nil }
        guard case .length(let length) = term, length.isFinite else { return nil }
        return length
    }

    private mutating func skipWhitespace() -> Bool {
        let start = index
        while index < components.count, components[index].isWhitespace { index += 1 }
        return index > start
    }

    private mutating func sum() -> Term? {
        guard var left = product() else { return nil }
        while true {
            let start = index
            let spaced = skipWhitespace()
            guard index < components.count, case .delim(let sign)? = components[index].kind,
                sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
            else {
                index = start
                return left
            }
            index += 1
            // Without white space around it a sign would belong to the number behind it.
            guard spaced, skipWhitespace(), let right = product() else { return nil }
            let factor = sign == UInt8(ascii: "+") ? 1.0 : -1.0
            switch (left, right) {
            case (.number(let a), .number(let b)): left = .number(a + b * factor)
            case (.length(let a), .length(let b)): left = .length(a + b * factor)
            default: return nil
            }
        }
    }

    private mutating func product() -> Term? {
        guard var left = value() else { return nil }
        while true {
            let start = index
            _ = skipWhitespace()
            guard index < components.count, case .delim(let sign)? = components[index].kind,
                sign == UInt8(ascii: "*") || sign == UInt8(ascii: "/")
            else {
                index = start
                return left
            }
            index += 1
            _ = skipWhitespace()
            guard let right = value() else { return nil }
            switch (left, right, sign == UInt8(ascii: "*")) {
            case (.number(let a), .number(let b), true): left = .number(a * b)
            case (.length(let a), .number(let b), true), (.number(let b), .length(let a), true): left = .length(a * b)
            case (.number(let a), .number(let b), false) where b != 0: left = .number(a / b)
            case (.length(let a), .number(let b), false) where b != 0: left = .length(a * (1 / b))
            default: return nil
            }
        }
    }

    private mutating func value() -> Term? {
        guard index < components.count else { return nil }
        defer { index += 1 }
        switch components[index] {
        case .block(.openParenthesis, let inside, _), .function("calc", let inside, _):
            var reader = CalcReader(inside)
            guard let term = reader.sum(), reader.index == reader.components.count else { return nil }
            return term
        case .token(let token):
            switch token.kind {
            case .number(let value, _): return .number(value)
            case .percentage(let value): return .length(SpecifiedLength(percent: value))
            case .dimension(let value, let unit): return SpecifiedLength(value, unit: unit).map(Term.length)
            default: return nil
            }
        default: return nil
        }
    }
}

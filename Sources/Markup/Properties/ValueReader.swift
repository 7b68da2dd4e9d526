/// Reads the value of one property from left to right. Where it stops is where the mistake is.
struct ValueReader {
    /// Without white space between them.
    let components: [CSSComponent]
    private(set) var index = 0
    /// The folder of the style sheet, seen from the template's: what URLs refer to.
    let folder: String
    /// A more exact reason than "unsupported value", with its arguments.
    private(set) var problem: (code: String, arguments: [String: String])?

    init(_ components: [CSSComponent], folder: String = "") {
        self.components = components.filter { !$0.isWhitespace }
        self.folder = folder
    }

    var isAtEnd: Bool { index >= components.count }
    var current: CSSComponent? { isAtEnd ? nil : components[index] }
    mutating func skip() { index += 1 }

    private mutating func fail(_ code: String, _ arguments: [String: String] = [:]) {
        if problem == nil { problem = (code, arguments) }
    }

    // MARK: Words, strings, numbers

    /// The identifier that comes next, in lower case.
    var peekIdent: String? {
        if case .ident(let name)? = current?.kind { name.lowercased() } else { nil }
    }

    mutating func ident() -> String? {
        guard case .ident(let name)? = current?.kind else { return nil }
        skip()
        return name
    }

    mutating func string() -> String? {
        guard case .string(let text)? = current?.kind else { return nil }
        skip()
        return text
    }

    mutating func keyword(_ words: Set<String>) -> String? {
        guard let word = peekIdent, words.contains(word) else { return nil }
        skip()
        return word
    }

    mutating func keyword<Value>(_ words: [String: Value]) -> Value? {
        guard let word = peekIdent, let value = words[word] else { return nil }
        skip()
        return value
    }

    mutating func number() -> Double? {
        guard case .number(let value, _)? = current?.kind else { return nil }
        skip()
        return value
    }

    mutating func integer() -> Int? {
        guard case .number(let value, isInteger: true)? = current?.kind else { return nil }
        skip()
        return Int(value)
    }

    mutating func delim(_ character: Unicode.Scalar) -> Bool {
        guard case .delim(let byte)? = current?.kind, byte == UInt8(ascii: character) else { return false }
        skip()
        return true
    }

    mutating func comma() -> Bool {
        guard current?.kind == .comma else { return false }
        skip()
        return true
    }

    /// The path in `url(…)`, seen from the template's folder.
    mutating func url() -> String? {
        let path: String
        switch current {
        case .function("url", let inside, _)?:
            var reader = ValueReader(inside)
            guard let text = reader.string(), reader.isAtEnd else { return nil }
            path = text
        case .token(let token)?:
            guard case .url(let text) = token.kind else { return nil }
            path = text
        default: return nil
        }
        guard !path.isEmpty else { return nil }
        skip()
        return RelativePath.join(folder, path)
    }

    /// The inside of the function that comes next, when it has one of these names.
    func function(_ names: Set<String>) -> (name: String, inside: ValueReader)? {
        guard case .function(let name, let inside, _)? = current, names.contains(name) else { return nil }
        return (name, ValueReader(inside))
    }

    /// An angle in thousandths of a degree, whichever way and however often it turns.
    mutating func angle() -> Int? {
        let degrees: Double
        switch current?.kind {
        case .number(0, _)?: degrees = 0
        case .dimension(let value, unit: "deg")?: degrees = value
        case .dimension(let value, unit: "turn")?: degrees = value * 360
        case .dimension(let value, unit: "grad")?: degrees = value * 0.9
        case .dimension(let value, unit: "rad")?: degrees = value * 180 / .pi
        default: return nil
        }
        skip()
        return Int((degrees.truncatingRemainder(dividingBy: 360) * 1_000).rounded())
    }

    /// A factor in thousandths; percentages count as hundredths of one.
    mutating func factor() -> Int? {
        let value: Double
        switch current?.kind {
        case .number(let number, _)?: value = number
        case .percentage(let percent)?: value = percent / 100
        default: return nil
        }
        guard abs(value) <= 1_000 else { return nil }
        skip()
        return Int((value * 1_000).rounded())
    }

    // MARK: Lengths

    /// A length, without percentages.
    mutating func length() -> SpecifiedLength? {
        let start = index
        guard let length = lengthOrPercent(), length.percent == 0, !wasPercentage(start) else {
            index = start
            return nil
        }
        return length
    }

    /// A length that is not negative.
    mutating func positiveLength() -> SpecifiedLength? {
        let start = index
        guard let length = length(), !length.isNegative else {
            index = start
            return nil
        }
        return length
    }

    private func wasPercentage(_ place: Int) -> Bool {
        if case .percentage? = components[place].kind { true } else { false }
    }

    mutating func lengthOrPercent() -> SpecifiedLength? {
        guard let component = current else { return nil }
        switch component {
        case .function("calc", let inside, _):
            var sum = CalcReader(inside)
            guard let length = sum.length(), !length.mixesPercent else {
                fail("css.bad-calc")
                return nil
            }
            skip()
            return length
        case .token(let token):
            switch token.kind {
            case .number(0, _):
                skip()
                return .zero
            case .number(let value, _):
                fail("css.missing-unit", ["value": value.shortText])
                return nil
            case .percentage(let value):
                skip()
                return SpecifiedLength(percent: value)
            case .dimension(let value, let unit):
                guard let length = SpecifiedLength(value, unit: unit) else {
                    fail("css.unknown-unit", ["unit": unit])
                    return nil
                }
                skip()
                return length
            default: return nil
            }
        default: return nil
        }
    }

    /// One to four values for top, right, bottom and left.
    mutating func sides<Value: Hashable & Sendable>(_ one: (inout ValueReader) -> Value?) -> Edges<Value>? {
        var values: [Value] = []
        while !isAtEnd, values.count < 4, let value = one(&self) { values.append(value) }
        guard let top = values.first else { return nil }
        let right = values.count > 1 ? values[1] : top
        let bottom = values.count > 2 ? values[2] : top
        return Edges(top: top, right: right, bottom: bottom, left: values.count > 3 ? values[3] : right)
    }

    // MARK: Colours

    mutating func color() -> ColorValue? {
        guard let component = current else { return nil }
        let color: ColorValue?
        switch component {
        case .function("rgb", let inside, _), .function("rgba", let inside, _):
            color = ColorValue.functional(inside)
        case .token(let token):
            switch token.kind {
            case .hash(let digits): color = ColorValue.hexadecimal(digits)
            case .ident(let name): color = ColorValue.named(name.lowercased())
            default: color = nil
            }
        default: color = nil
        }
        if color != nil { skip() }
        return color
    }
}

extension Double {
    /// `12` for 12.0, `1.5` for 1.5.
    var shortText: String { self == rounded() && abs(self) < 1e15 ? "\(Int(self))" : "\(self)" }
}

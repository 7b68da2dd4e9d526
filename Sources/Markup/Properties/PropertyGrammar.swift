/// What a property accepts and which longhands it sets.
struct PropertyGrammar: Sendable {
    typealias Setter = @Sendable (inout WorkingStyle, ComputeContext) -> Void
    typealias Path<Value> = any WritableKeyPath<WorkingStyle, Value> & Sendable

    let longhands: [Longhand]
    /// The accepted values in the notation of CSS specifications; shown to the author.
    let syntax: String
    /// The setters, one for each longhand in the same order, or nil where the value does not fit.
    let parse: @Sendable (inout ValueReader) -> [Setter]?

    /// One of some words, each standing for a value.
    static func choice<Value: Sendable>(
        _ longhand: Longhand, _ path: Path<Value>, _ words: KeyValuePairs<String, Value>
    ) -> PropertyGrammar {
        let table = Dictionary(uniqueKeysWithValues: words.map { ($0.key, $0.value) })
        return PropertyGrammar(longhands: [longhand], syntax: words.map(\.key).joined(separator: " | ")) { reader in
            reader.keyword(table).map { value in [{ style, _ in style[keyPath: path] = value }] }
        }
    }

    /// One of the words that are the raw values of `Value`, listed with white space between them.
    static func words<Value: RawRepresentable & Sendable>(
        _ longhand: Longhand, _ path: Path<Value>, _ list: String
    ) -> PropertyGrammar where Value.RawValue == String {
        let words = list.markupWords
        return PropertyGrammar(longhands: [longhand], syntax: words.joined(separator: " | ")) { reader in
            guard let word = reader.keyword(Set(words)), let value = Value(rawValue: word) else { return nil }
            return [{ style, _ in style[keyPath: path] = value }]
        }
    }

    /// A length or percentage.
    static func dimension(
        _ longhand: Longhand, _ path: Path<Dimension>, auto word: String? = nil, negative: Bool = false
    ) -> PropertyGrammar {
        let syntax = "<length> | <percentage>" + (word.map { " | \($0)" } ?? "")
        return PropertyGrammar(longhands: [longhand], syntax: syntax) { reader in
            DimensionValue.read(&reader, auto: word, negative: negative).map { [$0.setter(path)] }
        }
    }

    /// A length without percentage.
    static func length(
        _ longhand: Longhand, _ path: Path<Length>, normal word: String? = nil, negative: Bool = false
    ) -> PropertyGrammar {
        PropertyGrammar(longhands: [longhand], syntax: "<length>" + (word.map { " | \($0)" } ?? "")) { reader in
            if let word, reader.keyword([word]) != nil { return [{ style, _ in style[keyPath: path] = 0 }] }
            guard let length = reader.length(), negative || !length.isNegative else { return nil }
            return [{ style, context in style[keyPath: path] = length.resolved(in: style, context) }]
        }
    }

    /// One to four dimensions for the sides.
    static func sides(
        _ longhands: [Longhand], _ paths: [Path<Dimension>], auto word: String? = nil, negative: Bool = false
    ) -> PropertyGrammar {
        let one = "<length> | <percentage>" + (word.map { " | \($0)" } ?? "")
        return PropertyGrammar(longhands: longhands, syntax: "[\(one)]{1,4}") { reader in
            let sides = reader.sides { DimensionValue.read(&$0, auto: word, negative: negative) }
            return sides.map { sides in
                zip([sides.top, sides.right, sides.bottom, sides.left], paths).map { $0.setter($1) }
            }
        }
    }
}

/// A length, a percentage or `auto`, as specified.
enum DimensionValue: Hashable, Sendable {
    case auto
    case length(SpecifiedLength)

    /// - Parameter word: the keyword that stands for `auto`, nil where there is none.
    static func read(_ reader: inout ValueReader, auto word: String?, negative: Bool) -> DimensionValue? {
        if let word, reader.keyword([word]) != nil { return .auto }
        let before = reader
        guard let length = reader.lengthOrPercent() else { return nil }
        if !negative, length.isNegative {
            reader = before
            return nil
        }
        return .length(length)
    }

    func setter(_ path: PropertyGrammar.Path<Dimension>) -> PropertyGrammar.Setter {
        { style, context in style[keyPath: path] = computed(in: style, context) }
    }

    func computed(in style: WorkingStyle, _ context: ComputeContext) -> Dimension {
        switch self {
        case .auto: .auto
        case .length(let length) where length.percent != 0:
            .percent(Int((min(max(length.percent, -1e7), 1e7) * 100).rounded()))
        case .length(let length): .length(length.resolved(in: style, context))
        }
    }
}

extension SpecifiedLength {
    func resolved(in style: WorkingStyle, _ context: ComputeContext) -> Length {
        resolved(em: style.values.fontSize, rem: context.rootFontSize ?? style.values.fontSize)
    }
}

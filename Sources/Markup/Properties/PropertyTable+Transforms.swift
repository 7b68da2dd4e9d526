/// Two-dimensional transforms (CSS Transforms 1), but for `matrix()`.
extension PropertyTable {
    static let transforms: [String: PropertyGrammar] = [
        "transform": PropertyGrammar(
            longhands: [.transform],
            syntax: "none | [translate(…) | rotate(…deg) | scale(…) | skew(…deg)]+"
        ) { reader in
            if reader.keyword(["none"]) != nil { return [{ style, _ in style.values.transform = [] }] }
            var functions: [TransformValue] = []
            while let function = TransformValue.read(&reader), functions.count < 16 { functions.append(function) }
            let list = functions
            guard !list.isEmpty else { return nil }
            return [
                { style, context in
                    style.values.transform = list.compactMap { $0.computed(in: style, context) }
                }
            ]
        },
        "transform-origin": PropertyGrammar(
            longhands: [.transformOrigin],
            syntax: "[left | center | right | <length> | <percentage>] [top | center | bottom | …]?"
        ) { reader in
            PositionValue.read(&reader).map { origin in
                [
                    { style, context in
                        style.values.transformOrigin = Origin(
                            x: origin.x.computed(in: style, context), y: origin.y.computed(in: style, context))
                    }
                ]
            }
        },
    ]
}

/// A function of `transform` whose lengths wait for a font size.
private enum TransformValue: Sendable {
    case translate(DimensionValue, DimensionValue)
    case known(TransformFunction)

    private static let names: Set<String> = [
        "translate", "translatex", "translatey", "rotate", "scale", "scalex", "scaley", "skew", "skewx", "skewy",
    ]

    static func read(_ reader: inout ValueReader) -> TransformValue? {
        guard case (let name, var inside)? = reader.function(names), let value = value(name, &inside), inside.isAtEnd
        else { return nil }
        reader.skip()
        return value
    }

    private static func value(_ name: String, _ inside: inout ValueReader) -> TransformValue? {
        if name.hasPrefix("translate") {
            guard let (x, y) = pair(name, &inside, none: DimensionValue.length(.zero), same: false, {
                DimensionValue.read(&$0, auto: nil, negative: true)
            }) else { return nil }
            return .translate(x, y)
        }
        if name == "rotate" { return inside.angle().map { .known(.rotate(($0 + 360_000) % 360_000)) } }
        if name.hasPrefix("scale") {
            return pair(name, &inside, none: 1_000, same: true, { $0.factor() }).map { .known(.scale($0.0, $0.1)) }
        }
        // At a right angle a skew would be infinitely long.
        guard let (x, y) = pair(name, &inside, none: 0, same: false, { $0.angle() }),
            [x, y].allSatisfy({ abs($0) % 180_000 <= 89_000 || abs($0) % 180_000 >= 91_000 })
        else { return nil }
        return .known(.skew(x, y))
    }

    /// The two values of a function, or the one of its form for x or y.
    /// - Parameter same: whether a missing second value is the first one instead of `none`.
    private static func pair<Value>(
        _ name: String, _ inside: inout ValueReader, none: Value, same: Bool,
        _ one: (inout ValueReader) -> Value?
    ) -> (Value, Value)? {
        guard let first = one(&inside) else { return nil }
        if name.hasSuffix("x") { return (first, none) }
        if name.hasSuffix("y") { return (none, first) }
        guard inside.comma() else { return (first, same ? first : none) }
        return one(&inside).map { (first, $0) }
    }

    /// nil for what turns nothing.
    func computed(in style: WorkingStyle, _ context: ComputeContext) -> TransformFunction? {
        switch self {
        case .known(.rotate(0)): nil
        case .known(let function): function
        case .translate(let x, let y): .translate(x.computed(in: style, context), y.computed(in: style, context))
        }
    }
}

/// Two-dimensional transforms (CSS Transforms 1).
extension PropertyTable {
    static let transforms: [String: PropertyGrammar] = [
        "transform": PropertyGrammar(
            longhands: [.transform],
            syntax: "none | [translate(…) | rotate(…deg) | scale(…) | skew(…deg) | matrix(a, b, c, d, e, f)]+"
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
        "matrix",
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
        if name == "matrix" { return matrix(&inside) }
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

    /// Six numbers; the last two are pixels.
    private static func matrix(_ inside: inout ValueReader) -> TransformValue? {
        var numbers: [Double] = []
        while numbers.count < 6, numbers.isEmpty || inside.comma(), let number = inside.number() {
            numbers.append(number)
        }
        guard numbers.count == 6, numbers[..<4].allSatisfy({ abs($0) <= 1_000 }),
            numbers[4...].allSatisfy({ abs($0) <= 100_000 })
        else { return nil }
        let factors = numbers[..<4].map { Int(($0 * 1_000_000).rounded()) }
        let moves = numbers[4...].map { Int(($0 * Double(Length.pixel)).rounded()) }
        return .known(
            .matrix(a: factors[0], b: factors[1], c: factors[2], d: factors[3], e: moves[0], f: moves[1]))
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

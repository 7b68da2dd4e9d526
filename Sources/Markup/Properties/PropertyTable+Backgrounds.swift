/// Backgrounds (CSS Backgrounds and Borders 3, 2): a colour and one image.
extension PropertyTable {
    private typealias Setter = PropertyGrammar.Setter

    static let colorSyntax = "<color name> | #rrggbb | rgb(…)"
    private static let imageSyntax = "none | url(…)"
    private static let sizeSyntax = "cover | contain | [<length> | <percentage> | auto]{1,2}"
    private static let positionSyntax =
        "[left | center | right | <length> | <percentage>] [top | center | bottom | <length> | <percentage>]?"
    private static let repeatSyntax = "repeat | repeat-x | repeat-y | no-repeat"

    static let backgrounds: [String: PropertyGrammar] = [
        "background-color": PropertyGrammar(longhands: [.backgroundColor], syntax: colorSyntax) { reader in
            reader.color().map { [colorSetter($0)] }
        },
        "background-image": PropertyGrammar(longhands: [.backgroundImage], syntax: imageSyntax) { reader in
            image(&reader).map { [$0] }
        },
        "background-size": PropertyGrammar(longhands: [.backgroundSize], syntax: sizeSyntax) { reader in
            size(&reader).map { [$0] }
        },
        "background-position": PropertyGrammar(
            longhands: [.backgroundPositionX, .backgroundPositionY], syntax: positionSyntax
        ) { reader in
            PositionValue.read(&reader).map { [$0.x.setter(\.background.x), $0.y.setter(\.background.y)] }
        },
        "background-repeat": PropertyGrammar(longhands: [.backgroundRepeat], syntax: repeatSyntax) { reader in
            repetition(&reader).map { [$0] }
        },
        "background": PropertyGrammar(
            longhands: [
                .backgroundColor, .backgroundImage, .backgroundPositionX, .backgroundPositionY, .backgroundSize,
                .backgroundRepeat,
            ],
            syntax: "<color> || url(…) || <position> [/ <size>]? || \(repeatSyntax)"
        ) { shorthand(&$0) },
    ]

    private static func colorSetter(_ color: ColorValue) -> Setter {
        { style, _ in style.values.backgroundColor = color.resolved(current: style.values.color) }
    }

    private static func image(_ reader: inout ValueReader) -> Setter? {
        if reader.keyword(["none"]) != nil { return { style, _ in style.backgroundURL = nil } }
        guard let url = reader.url() else { return nil }
        return { style, _ in style.backgroundURL = url }
    }

    private static func size(_ reader: inout ValueReader) -> Setter? {
        let words: [String: BackgroundImage.Size] = ["cover": .cover, "contain": .contain]
        if let size = reader.keyword(words) { return { style, _ in style.background.size = size } }
        guard let width = DimensionValue.read(&reader, auto: "auto", negative: false) else { return nil }
        let height = DimensionValue.read(&reader, auto: "auto", negative: false) ?? .auto
        return { style, context in
            style.background.size = .size(width.computed(in: style, context), height.computed(in: style, context))
        }
    }

    private static func repetition(_ reader: inout ValueReader) -> Setter? {
        let words: [String: WorkingStyle.Repetition] = [
            "repeat": .init(), "repeat-x": .init(y: false), "repeat-y": .init(x: false),
            "no-repeat": .init(x: false, y: false),
        ]
        guard let value = reader.keyword(words) else { return nil }
        return { style, _ in style.backgroundRepeat = value }
    }

    private static func shorthand(_ reader: inout ValueReader) -> [Setter]? {
        var parts: (color: ColorValue?, image: Setter?, position: PositionValue?, size: Setter?, repeats: Setter?)
        while !reader.isAtEnd {
            if parts.position == nil, let position = PositionValue.read(&reader) {
                parts.position = position
                if reader.delim("/") {
                    guard let size = size(&reader) else { return nil }
                    parts.size = size
                }
            } else if parts.repeats == nil, let repeats = repetition(&reader) {
                parts.repeats = repeats
            } else if parts.image == nil, let image = image(&reader) {
                parts.image = image
            } else if parts.color == nil, let color = reader.color() {
                parts.color = color
            } else {
                return nil
            }
        }
        let position = parts.position ?? .zero
        return [
            colorSetter(parts.color ?? .color(.transparent)),
            parts.image ?? { style, _ in style.backgroundURL = nil },
            position.x.setter(\.background.x), position.y.setter(\.background.y),
            parts.size ?? { style, _ in style.background.size = .size(.auto, .auto) },
            parts.repeats ?? { style, _ in style.backgroundRepeat = .init() },
        ]
    }
}

/// One or two values: from the left, and from the top (CSS Values 4, 7.6, without the forms of four values).
struct PositionValue: Sendable {
    var x: DimensionValue
    var y: DimensionValue

    static let zero = PositionValue(x: .length(.zero), y: .length(.zero))

    private enum Part { case horizontal(Double), vertical(Double), center, offset(DimensionValue) }

    private static let words: [String: Part] = [
        "left": .horizontal(0), "right": .horizontal(100), "top": .vertical(0), "bottom": .vertical(100),
        "center": .center,
    ]

    private static func part(_ reader: inout ValueReader) -> Part? {
        if let word = reader.keyword(words) { return word }
        return DimensionValue.read(&reader, auto: nil, negative: true).map(Part.offset)
    }

    static func read(_ reader: inout ValueReader) -> PositionValue? {
        let before = reader
        guard let first = part(&reader) else { return nil }
        let second = part(&reader)
        func share(_ percent: Double) -> DimensionValue { .length(SpecifiedLength(percent: percent)) }
        // `top left` means the same as `left top`; a length always counts from the left when it comes first.
        let (a, b): (Part, Part)
        switch (first, second) {
        case (.vertical, nil): (a, b) = (.center, first)
        case (.vertical, let other?): (a, b) = (other, first)
        case (.center, .horizontal?): (a, b) = (second ?? .center, first)
        case (_, let other): (a, b) = (first, other ?? .center)
        }
        let x: DimensionValue? =
            switch a {
            case .horizontal(let percent): share(percent)
            case .center: share(50)
            case .offset(let value): value
            case .vertical: nil
            }
        let y: DimensionValue? =
            switch b {
            case .vertical(let percent): share(percent)
            case .center: share(50)
            case .offset(let value): value
            case .horizontal: nil
            }
        guard let x, let y else {
            reader = before
            return nil
        }
        return PositionValue(x: x, y: y)
    }
}

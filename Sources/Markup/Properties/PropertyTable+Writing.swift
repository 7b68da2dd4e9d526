/// Writing modes (CSS Writing Modes 4), marks of emphasis (CSS Text Decoration 3) and ruby (CSS Ruby 1).
extension PropertyTable {
    private typealias Setter = PropertyGrammar.Setter

    static let writing: [String: PropertyGrammar] = [
        "writing-mode": .words(.writingMode, \.values.writingMode, "horizontal-tb vertical-rl vertical-lr"),
        "text-orientation": .words(.textOrientation, \.values.textOrientation, "mixed upright sideways"),
        "text-combine-upright": .choice(
            .textCombineUpright, \.values.textCombineUpright, ["none": false, "all": true]),
        "direction": .words(.direction, \.values.direction, "ltr rtl"),
        "unicode-bidi": .words(
            .unicodeBidi, \.values.unicodeBidi, "normal embed isolate bidi-override plaintext"),
        "ruby-position": .choice(.rubyPosition, \.values.rubyPositionUnder, ["over": false, "under": true]),
        "ruby-align": .words(.rubyAlign, \.values.rubyAlign, "start center space-between space-around"),
    ]

    private static let decorationSyntax = "none | underline || overline || line-through"
    private static let emphasisSyntax =
        "none | [filled | open] || [dot | circle | double-circle | triangle | sesame] | <string>"

    static let marks: [String: PropertyGrammar] = [
        "text-decoration": PropertyGrammar(longhands: [.textDecoration], syntax: decorationSyntax) { reader in
            decoration(&reader).map { [$0] }
        },
        "text-decoration-line": PropertyGrammar(longhands: [.textDecoration], syntax: decorationSyntax) { reader in
            decoration(&reader).map { [$0] }
        },
        "text-emphasis-style": PropertyGrammar(longhands: [.textEmphasisStyle], syntax: emphasisSyntax) { reader in
            EmphasisValue.read(&reader).map { [$0.setter] }
        },
        "text-emphasis-color": PropertyGrammar(longhands: [.textEmphasisColor], syntax: colorSyntax) { reader in
            reader.color().map { [emphasisColor($0)] }
        },
        "text-emphasis": PropertyGrammar(
            longhands: [.textEmphasisStyle, .textEmphasisColor], syntax: "\(emphasisSyntax) || <color>"
        ) { reader in
            var mark: EmphasisValue?
            var color: ColorValue?
            while !reader.isAtEnd {
                if mark == nil, let found = EmphasisValue.read(&reader) {
                    mark = found
                } else if color == nil, let found = reader.color() {
                    color = found
                } else {
                    return nil
                }
            }
            return [(mark ?? EmphasisValue.none).setter, emphasisColor(color ?? .current)]
        },
        "text-emphasis-position": PropertyGrammar(
            longhands: [.textEmphasisPosition], syntax: "[over | under] || [right | left]"
        ) { reader in
            var isUnder: Bool?
            var side: String?
            while !reader.isAtEnd {
                if isUnder == nil, let word = reader.keyword(["over": false, "under": true]) {
                    isUnder = word
                } else if side == nil, let word = reader.keyword(["right", "left"]) {
                    side = word
                } else {
                    return nil
                }
            }
            guard let under = isUnder else { return nil }
            return [{ style, _ in style.values.textEmphasisUnder = under }]
        },
    ]

    private static func decoration(_ reader: inout ValueReader) -> Setter? {
        if reader.keyword(["none"]) != nil { return { style, _ in style.values.textDecoration = [] } }
        var found: Set<DecorationLine> = []
        while let word = reader.peekIdent, let line = DecorationLine(rawValue: word), found.insert(line).inserted {
            reader.skip()
        }
        let lines = found
        guard !lines.isEmpty else { return nil }
        return { style, _ in style.values.textDecoration = lines }
    }

    private static func emphasisColor(_ color: ColorValue) -> Setter {
        { style, _ in
            if case .color(let color) = color {
                style.values.textEmphasisColor = color
            } else {
                style.values.textEmphasisColor = nil
            }
        }
    }
}

/// `text-emphasis-style` as specified (CSS Text Decoration 3, 3.1).
private struct EmphasisValue: Sendable {
    private enum Shape: String { case dot, circle, doubleCircle = "double-circle", triangle, sesame }

    private enum Mark: Sendable {
        case none
        /// nil: a circle in horizontal text, a sesame in vertical.
        case shape(Shape?, isOpen: Bool)
        case text(String)
    }

    private let mark: Mark

    static let none = EmphasisValue(mark: .none)

    static func read(_ reader: inout ValueReader) -> EmphasisValue? {
        if reader.keyword(["none"]) != nil { return EmphasisValue(mark: .none) }
        if let text = reader.string() { return text.first.map { EmphasisValue(mark: .text(String($0))) } }
        var shape: Shape?
        var isOpen: Bool?
        while let word = reader.peekIdent {
            if shape == nil, let found = Shape(rawValue: word) {
                shape = found
            } else if isOpen == nil, word == "open" || word == "filled" {
                isOpen = word == "open"
            } else {
                break
            }
            reader.skip()
        }
        if shape == nil, isOpen == nil { return nil }
        return EmphasisValue(mark: .shape(shape, isOpen: isOpen ?? false))
    }

    var setter: PropertyGrammar.Setter {
        switch mark {
        case .none: return { style, _ in style.values.textEmphasis = nil }
        case .text(let text): return { style, _ in style.values.textEmphasis = text }
        case .shape(let shape, let isOpen):
            return { style, _ in
                let usual: Shape = style.values.writingMode == .horizontalTB ? .circle : .sesame
                style.values.textEmphasis = Self.character(shape ?? usual, isOpen)
            }
        }
    }

    private static func character(_ shape: Shape, _ isOpen: Bool) -> String {
        switch shape {
        case .dot: isOpen ? "\u{25E6}" : "\u{2022}"
        case .circle: isOpen ? "\u{25CB}" : "\u{25CF}"
        case .doubleCircle: isOpen ? "\u{25CE}" : "\u{25C9}"
        case .triangle: isOpen ? "\u{25B3}" : "\u{25B2}"
        case .sesame: isOpen ? "\u{FE46}" : "\u{FE45}"
        }
    }
}

/// Reads the values of the font properties.
enum FontValues {
    typealias Setter = PropertyGrammar.Setter

    static func size(_ reader: inout ValueReader) -> Setter? {
        let before = reader
        guard let length = reader.lengthOrPercent() else { return nil }
        if length.isNegative {
            reader = before
            return nil
        }
        // Both em and percent of a font size refer to the parent's.
        let factor = length.em + length.percent / 100
        let rest = SpecifiedLength(absolute: length.absolute, em: factor, rem: length.rem)
        return { style, context in
            let parent = context.parent.values.fontSize
            style.values.fontSize = rest.resolved(em: parent, rem: context.rootFontSize ?? parent)
        }
    }

    static func families(_ reader: inout ValueReader) -> Setter? {
        var names: [String] = []
        repeat {
            if let name = reader.string() {
                names.append(name)
                continue
            }
            var words: [String] = []
            while let word = reader.ident() { words.append(word) }
            if words.isEmpty { return nil }
            names.append(words.joined(separator: " "))
        } while reader.comma()
        let families = names
        return { style, _ in style.values.fontFamily = families }
    }

    static func weight(_ reader: inout ValueReader) -> Setter? {
        if let weight = reader.keyword(["normal": 400, "bold": 700]) {
            return { style, _ in style.values.fontWeight = weight }
        }
        if let word = reader.keyword(["bolder", "lighter"]) {
            let isBolder = word == "bolder"
            return { style, context in
                let parent = context.parent.values.fontWeight
                style.values.fontWeight = isBolder ? bolder(parent) : lighter(parent)
            }
        }
        let before = reader
        guard let weight = reader.integer() else { return nil }
        guard (1...1000).contains(weight) else {
            reader = before
            return nil
        }
        return { style, _ in style.values.fontWeight = weight }
    }

    /// CSS Fonts Level 4, section 2.2.1.
    private static func bolder(_ weight: Int) -> Int {
        weight < 350 ? 400 : weight < 550 ? 700 : max(weight, 900)
    }

    private static func lighter(_ weight: Int) -> Int {
        weight < 100 ? weight : weight < 550 ? 100 : weight < 750 ? 400 : 700
    }

    static func lineHeight(_ reader: inout ValueReader) -> Setter? {
        if reader.keyword(["normal"]) != nil { return { style, _ in style.values.lineHeight = .normal } }
        if case .number(let factor, _)? = reader.current?.kind {
            guard factor >= 0 else { return nil }
            reader.skip()
            let thousandths = Int((min(factor, 1e6) * 1000).rounded())
            return { style, _ in style.values.lineHeight = .number(thousandths) }
        }
        let before = reader
        guard let length = reader.lengthOrPercent() else { return nil }
        if length.isNegative {
            reader = before
            return nil
        }
        let rest = SpecifiedLength(absolute: length.absolute, em: length.em + length.percent / 100, rem: length.rem)
        return { style, context in style.values.lineHeight = .length(rest.resolved(in: style, context)) }
    }

    /// `normal`, or tags of four characters, each with a number, `on` or `off`.
    static func features(_ reader: inout ValueReader) -> Setter? {
        if reader.keyword(["normal"]) != nil { return { style, _ in style.values.fontFeatures = [] } }
        var values: [String: Int] = [:]
        repeat {
            let before = reader
            guard let tag = reader.string() else { return nil }
            guard tag.utf8.count == 4, tag.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
                reader = before
                return nil
            }
            var value = reader.keyword(["on": 1, "off": 0])
            if value == nil, let number = reader.integer() {
                guard (0...255).contains(number) else { return nil }
                value = number
            }
            values[tag] = value ?? 1
        } while reader.comma()
        let features = values.sorted { $0.key < $1.key }.map { FontFeature(tag: $0.key, value: $0.value) }
        return { style, _ in style.values.fontFeatures = features }
    }

    /// The setters of style, weight, size, line height and families, in this order.
    static func shorthand(_ reader: inout ValueReader) -> [Setter]? {
        var style: Setter?
        var weight: Setter?
        while !reader.isAtEnd {
            if reader.keyword(["normal"]) != nil { continue }
            if style == nil, reader.keyword(["italic"]) != nil {
                style = { style, _ in style.values.fontStyle = .italic }
            } else if weight == nil, isWeight(reader), let found = Self.weight(&reader) {
                weight = found
            } else {
                break
            }
        }
        guard let size = size(&reader) else { return nil }
        var height: Setter = { style, _ in style.values.lineHeight = .normal }
        if reader.delim("/") {
            guard let found = lineHeight(&reader) else { return nil }
            height = found
        }
        guard let families = families(&reader) else { return nil }
        return [
            style ?? { style, _ in style.values.fontStyle = .normal },
            weight ?? { style, _ in style.values.fontWeight = 400 },
            size, height, families,
        ]
    }

    private static func isWeight(_ reader: ValueReader) -> Bool {
        if case .number(let value, isInteger: true)? = reader.current?.kind { return value >= 1 }
        return ["bold", "bolder", "lighter"].contains(reader.peekIdent ?? "")
    }
}

/// Reads values that occur in one property only.
enum ValueShapes {
    /// `content()` and `content(text)` mean the text of the element.
    static func meansText(_ inside: [CSSComponent]) -> Bool {
        var reader = ValueReader(inside)
        return reader.isAtEnd || reader.keyword(["text"]) != nil && reader.isAtEnd
    }
}

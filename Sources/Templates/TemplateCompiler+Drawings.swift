import Diagnostics
import Markup
import Typesetting

extension TemplateCompiler {
    mutating func drawing(_ element: Element) -> DrawingTemplate? {
        switch element.name {
        case "img": picture(element)
        case "official-seal": seal(element).map { .officialSeal($0) }
        case "straddle-seal": straddleSeal(element)
        case "water-mark": watermark(element)
        case "bar-code": barCode(element)
        default: chart(element)
        }
    }

    mutating func required(_ name: String, of element: Element) -> SourceFragment? {
        if let attribute = element[attribute: name] { return attribute.value }
        mistakes.error("template.missing-attribute", ["name": name, "element": element.name], at: element.span)
        return nil
    }

    mutating func requiredText(_ name: String, of element: Element) -> TextTemplate? {
        required(name, of: element).flatMap { text($0) }
    }

    mutating func optionalText(_ name: String, of element: Element) -> TextTemplate? {
        element[attribute: name].flatMap { text($0.value) }
    }

    mutating func refuse(_ value: SourceFragment, _ allowed: String) {
        mistakes.error("template.bad-attribute", ["value": value.text, "allowed": allowed], at: value.span)
    }

    private mutating func picture(_ element: Element) -> DrawingTemplate? {
        let source = required("src", of: element)
        let alternative = requiredText("alt", of: element)
        guard let source, let path = text(source), let alternative else { return nil }
        guard let known = path.fixed else {
            return .picture(PictureTemplate(source: .given(path), alternative: alternative))
        }
        guard picture(known, at: source.span) != nil else { return nil }
        return .picture(PictureTemplate(source: .known(path: known), alternative: alternative))
    }

    private mutating func watermark(_ element: Element) -> DrawingTemplate? {
        let text = requiredText("text", of: element)
        guard let isTiled = word("tiled", of: element, ["true": true, "false": false], otherwise: true) else {
            return nil
        }
        return text.map { .watermark(text: $0, isTiled: isTiled) }
    }

    private mutating func straddleSeal(_ element: Element) -> DrawingTemplate? {
        let seal = seal(element)
        let edges: [String: StraddleSeal.Edge] = ["right": .right, "left": .left, "top": .top, "bottom": .bottom]
        let edge = word("edge", of: element, edges, otherwise: .right)
        var position = 5_000
        if let value = element[attribute: "position"]?.value {
            guard value.text.hasSuffix("%"), let share = Amount.hundredths(String(value.text.dropLast())),
                (0...10_000).contains(share)
            else {
                refuse(value, "0% … 100%")
                return nil
            }
            position = share
        }
        guard let seal, let edge else { return nil }
        return .straddleSeal(seal, edge, position: position)
    }

    /// An attribute that is one of some words; nil for another, which is then reported.
    private mutating func word<Value>(
        _ name: String, of element: Element, _ words: [String: Value], otherwise: Value
    ) -> Value? {
        guard let value = element[attribute: name]?.value else { return otherwise }
        if let found = words[value.text] { return found }
        refuse(value, words.keys.sorted().joined(separator: ", "))
        return nil
    }

    private mutating func seal(_ element: Element) -> SealTemplate? {
        let name = requiredText("name", of: element)
        var shape = OfficialSeal.Shape.round
        if let value = element[attribute: "shape"]?.value {
            guard let found = OfficialSeal.Shape(rawValue: value.text) else {
                refuse(value, "round, oval")
                return nil
            }
            shape = found
        }
        let label = optionalText("label", of: element)
        let code = optionalText("code", of: element)
        let width = size("width", of: element)
        let height = size("height", of: element)
        let isSpecimen = specimen(element)
        return name.map { name in
            SealTemplate(
                name: name, label: label, code: code, shape: shape, width: width, height: height,
                isSpecimen: isSpecimen)
        }
    }

    private mutating func size(_ name: String, of element: Element) -> Length? {
        guard let value = element[attribute: name]?.value else { return nil }
        if let length = Length(css: value.text), length > 0 { return length }
        refuse(value, "42mm")
        return nil
    }

    /// Without the attribute a seal is a specimen.
    private mutating func specimen(_ element: Element) -> FlagSource {
        guard let value = element[attribute: "specimen"]?.value else { return .constant(true) }
        switch value.text {
        case "true", "": return .constant(true)
        case "false": return .constant(false)
        default:
            guard value.text.hasPrefix("{{") else {
                refuse(value, "true, false, {{ … }}")
                return .constant(true)
            }
            guard let (expression, type) = parse({ $0.single(value) }) else { return .constant(true) }
            if type != .flag {
                mistakes.error(
                    "template.attribute-type", ["wanted": "flag", "given": type.rawValue], at: value.span)
            }
            return .value(expression)
        }
    }

    private mutating func barCode(_ element: Element) -> DrawingTemplate? {
        let value = requiredText("value", of: element)
        var kind = BarCode.Kind.qr
        if let word = element[attribute: "kind"]?.value {
            guard let found = BarCode.Kind(rawValue: word.text) else {
                refuse(word, "qr, code128, datamatrix")
                return nil
            }
            kind = found
        }
        return value.map { .barCode(kind, value: $0) }
    }
}

extension FieldType {
    var isNumber: Bool { self == .percent || self == .integer || self == .money }
}

extension Amount {
    /// `85.49` → 8,549; at most two decimals. nil for anything else.
    static func hundredths(_ text: String) -> Int? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts[0].utf8.count <= 12, let whole = Int(parts[0]) else { return nil }
        guard parts.count == 2 else { return whole * 100 }
        let digits = parts[1].utf8
        guard (1...2).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }),
            let fraction = Int(parts[1])
        else { return nil }
        let hundredths = digits.count == 1 ? fraction * 10 : fraction
        return parts[0].hasPrefix("-") ? whole * 100 - hundredths : whole * 100 + hundredths
    }
}

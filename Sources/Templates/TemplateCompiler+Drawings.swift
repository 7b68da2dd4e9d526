import Diagnostics
import Markup
import Typesetting

extension TemplateCompiler {
    mutating func drawing(_ element: Element) -> DrawingTemplate? {
        switch element.name {
        case "official-seal": seal(element)
        case "bar-code": barCode(element)
        default: chart(element)
        }
    }

    private mutating func required(_ name: String, of element: Element) -> SourceFragment? {
        if let attribute = element[attribute: name] { return attribute.value }
        mistakes.error("template.missing-attribute", ["name": name, "element": element.name], at: element.span)
        return nil
    }

    private mutating func requiredText(_ name: String, of element: Element) -> TextTemplate? {
        required(name, of: element).flatMap { text($0) }
    }

    private mutating func optionalText(_ name: String, of element: Element) -> TextTemplate? {
        element[attribute: name].flatMap { text($0.value) }
    }

    private mutating func refuse(_ value: SourceFragment, _ allowed: String) {
        mistakes.error("template.bad-attribute", ["value": value.text, "allowed": allowed], at: value.span)
    }

    private mutating func seal(_ element: Element) -> DrawingTemplate? {
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
            .officialSeal(
                SealTemplate(
                    name: name, label: label, code: code, shape: shape, width: width, height: height,
                    isSpecimen: isSpecimen))
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

    private mutating func chart(_ element: Element) -> DrawingTemplate? {
        var kind = DataChart.Kind.ranking
        if let word = element[attribute: "kind"]?.value {
            guard let found = DataChart.Kind(rawValue: word.text) else {
                refuse(word, "ranking, bar")
                return nil
            }
            kind = found
        }
        let unit = optionalText("unit", of: element) ?? TextTemplate(pieces: [], span: element.span)
        let reference = reference(element)
        guard let items = required("items", of: element), let label = required("label", of: element),
            let value = required("value", of: element),
            let (list, loop) = parse({ $0.loop(items, named: false) })
        else { return nil }
        let scope = named(loop, by: label)
        let labelPath = parse { $0.rowPath(label, scope) }
        let valuePath = parse { $0.rowPath(value, scope) }
        if let labelPath, labelPath.type != .text { wrongType("text", labelPath.type, label) }
        if let valuePath, !valuePath.type.isNumber { wrongType("percent, integer, money", valuePath.type, value) }
        guard let labelPath, let valuePath else { return nil }
        for (path, place) in [(labelPath, label), (valuePath, value)] {
            // A variable makes outer names visible, too; a chart wants what differs from row to row.
            let isOfRow = path.level == (scope.variable.isEmpty ? 0 : scopes.count + 1) && !path.isRowIndex
            if !isOfRow { mistakes.error("template.not-a-row-field", ["name": path.text], at: place.span) }
        }
        return .dataChart(
            ChartTemplate(
                kind: kind, items: list, label: labelPath, value: valuePath, unit: unit, reference: reference))
    }

    /// `items="towns" label="town.name"` names the row in passing, when a row has no field `town`.
    private func named(_ scope: LoopScope, by label: SourceFragment) -> LoopScope {
        let names = label.text.split(separator: ".")
        guard scope.variable.isEmpty, names.count > 1, let name = names.first.map(String.init),
            scope.members[name] == nil, fields.members[name] == nil,
            !scopes.contains(where: { $0.variable == name })
        else { return scope }
        return LoopScope(variable: name, members: scope.members)
    }

    private mutating func wrongType(_ wanted: String, _ given: FieldType, _ place: SourceFragment) {
        mistakes.error("template.attribute-type", ["wanted": wanted, "given": given.rawValue], at: place.span)
    }

    private mutating func reference(_ element: Element) -> ChartTemplate.Reference? {
        guard let value = element[attribute: "reference"]?.value else { return nil }
        if let hundredths = Amount.hundredths(value.text) { return .constant(hundredths) }
        guard let (expression, type) = parse({ $0.single(value) }) else { return nil }
        if !type.isNumber, type != .text { wrongType("percent, integer, money, text", type, value) }
        return .value(expression)
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

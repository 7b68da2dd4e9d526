import Diagnostics
import Markup
import Typesetting

extension TemplateCompiler {
    mutating func chart(_ element: Element) -> DrawingTemplate? {
        var kind = DataChart.Kind.ranking
        if let word = element[attribute: "kind"]?.value {
            guard let found = DataChart.Kind(rawValue: word.text) else {
                refuse(word, "ranking, bar, stacked, line")
                return nil
            }
            kind = found
        }
        let unit = optionalText("unit", of: element) ?? TextTemplate(pieces: [], span: element.span)
        let reference = reference(element)
        let referenceLabel = optionalText("reference-label", of: element)
        guard let items = required("items", of: element), let label = required("label", of: element),
            let value = required("value", of: element),
            let (list, loop) = parse({ $0.loop(items, named: false) })
        else { return nil }
        let scope = named(loop, by: label)
        guard let labelPath = rowField(label, scope) else { return nil }
        if labelPath.type != .text { wrongType("text", labelPath.type, label) }
        let values = value.words.compactMap { word -> FieldPath? in
            guard let path = rowField(word, scope) else { return nil }
            if !path.type.isNumber { wrongType("percent, integer, money", path.type, word) }
            return path
        }
        guard !values.isEmpty else { return nil }
        if let other = values.first(where: { $0.type != values[0].type }) {
            wrongType(values[0].type.rawValue, other.type, value)
        }
        let series = series(element, count: values.count, kind)
        return .dataChart(
            ChartTemplate(
                kind: kind, items: list, label: labelPath, values: values, series: series, unit: unit,
                reference: reference, referenceLabel: referenceLabel))
    }

    /// A field that differs from row to row.
    private mutating func rowField(_ place: SourceFragment, _ scope: LoopScope) -> FieldPath? {
        guard let path = parse({ $0.rowPath(place, scope) }) else { return nil }
        // A variable makes outer names visible, too.
        if path.level != (scope.variable.isEmpty ? 0 : scopes.count + 1) || path.isRowIndex {
            mistakes.error("template.not-a-row-field", ["name": path.text], at: place.span)
        }
        return path
    }

    /// The names of the series: a word for each value, and more than one value only where they can be drawn.
    private mutating func series(_ element: Element, count: Int, _ kind: DataChart.Kind) -> TextTemplate? {
        let most = kind == .stacked || kind == .line ? 6 : 1
        if count > most {
            mistakes.error(
                "template.too-many-series", ["kind": kind.rawValue, "most": "\(most)"],
                at: element[attribute: "value"]?.value.span ?? element.span)
        }
        guard let attribute = element[attribute: "series"] else {
            if count > 1, count <= most { _ = required("series", of: element) }
            return nil
        }
        guard let names = text(attribute.value) else { return nil }
        if let fixed = names.fixed, fixed.split(whereSeparator: \.isWhitespace).count != count {
            mistakes.error("template.series-count", ["count": "\(count)"], at: attribute.value.span)
        }
        return names
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

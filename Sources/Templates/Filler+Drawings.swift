import Diagnostics
import Markup
import Typesetting

extension Filler {
    mutating func drawing(_ template: DrawingTemplate, at span: SourceSpan) -> Drawing? {
        switch template {
        case .officialSeal(let seal): return .officialSeal(officialSeal(seal))
        case .straddleSeal(let seal, let edge, let position):
            var straddling = StraddleSeal(seal: officialSeal(seal))
            straddling.edge = edge
            straddling.position = position
            return .straddleSeal(straddling)
        case .watermark(let text, let isTiled):
            var mark = Watermark(text: self.text(text))
            mark.isTiled = isTiled
            return .watermark(mark)
        case .picture(let template): return picture(template, at: span).map(Drawing.picture)
        case .barCode(let kind, let value):
            let text = text(value)
            if text.isEmpty, !mistakes.hasErrors { fail("template.empty-bar-code", at: value.span) }
            return .barCode(BarCode(kind: kind, value: text))
        case .dataChart(let chart): return dataChart(chart).map(Drawing.dataChart)
        }
    }

    private mutating func picture(_ template: PictureTemplate, at span: SourceSpan) -> Picture? {
        let alternative = text(template.alternative)
        let known = mistakes.diagnostics.count
        do {
            switch template.source {
            case .known(let path): return try shelf.picture(path, alternative: alternative)
            case .given(let source):
                let path = text(source)
                // What the data lacks is reported already.
                if mistakes.diagnostics.count > known { return nil }
                return try shelf.picture(given: path, alternative: alternative)
            }
        } catch let rejection as Rejection {
            for diagnostic in rejection.diagnostics {
                fail(diagnostic.code, diagnostic.arguments, at: span, notes: diagnostic.notes)
            }
        } catch {
            fail("template.unreadable", ["file": "\(error)"], at: span)
        }
        return nil
    }

    private mutating func officialSeal(_ template: SealTemplate) -> OfficialSeal {
        func present(_ text: String?) -> String? { text == "" ? nil : text }
        var seal = OfficialSeal(
            name: text(template.name), label: present(template.label.map { text($0) }),
            code: present(template.code.map { text($0) }))
        seal.shape = template.shape
        if let width = template.width { seal.width = width }
        if let height = template.height ?? (template.shape == .round ? template.width : nil) { seal.height = height }
        switch template.isSpecimen {
        case .constant(let flag): seal.isSpecimen = flag
        case .value(let expression): seal.isSpecimen = value(expression) != .flag(false)
        }
        return seal
    }

    private mutating func dataChart(_ template: ChartTemplate) -> DataChart? {
        let rows = value(template.items)
        if case .stream? = rows {
            fail("template.stream-place", ["name": template.items.text], at: template.items.span)
        }
        guard case .list(let list)? = rows else { return nil }
        var items: [DataChart.Item] = []
        for (index, row) in list.enumerated() {
            self.rows.append((row, index + 1))
            defer { self.rows.removeLast() }
            let label = value(template.label, in: row)
            let numbers = template.values.compactMap { value($0, in: row)?.hundredths }
            guard case .text(let text)? = label, numbers.count == template.values.count else { continue }
            items.append(DataChart.Item(label: text, values: numbers))
        }
        var reference: Int?
        switch template.reference {
        case .constant(let hundredths)?: reference = hundredths
        case .value(let expression)?:
            let datum = value(expression)
            reference = datum?.hundredths
            if let datum, datum != .missing, reference == nil {
                fail("template.not-a-number", ["name": expression.path.text], at: expression.span)
            }
        case nil: break
        }
        var chart = DataChart(kind: template.kind, items: items, unit: text(template.unit), reference: reference)
        if let label = template.referenceLabel { chart.referenceLabel = text(label) }
        if let series = template.series {
            chart.series = text(series).split(whereSeparator: \.isWhitespace).map(String.init)
            if chart.series.count != template.values.count {
                fail("template.series-count", ["count": "\(template.values.count)"], at: series.span)
                return nil
            }
        }
        return chart
    }
}

extension Datum {
    /// A number in the unit of charts.
    fileprivate var hundredths: Int? {
        switch self {
        case .percent(let value), .money(let value): value
        case .text(let text): Amount.hundredths(text.filter { $0 != "," })
        case .integer(let value): value.multipliedReportingOverflow(by: 100).overflow ? nil : value * 100
        default: nil
        }
    }
}

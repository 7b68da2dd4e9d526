import Diagnostics
import Markup

/// Charts with labels and values, in blacks, greys and hatchings that any printer can hold apart.
struct ChartDrawing {
    let chart: DataChart
    let style: ComputedStyle
    let layout: FlowLayout
    let span: SourceSpan

    private static let bar = Color(0x59, 0x59, 0x59)
    private static let rule = Color(0x8C, 0x8C, 0x8C)

    private var texts: ChartTexts { ChartTexts(style: style, layout: layout, span: span) }
    private var size: Length { style.values.fontSize }
    /// The ends of the scale, in hundredths: percentages run to 100.
    private var top: Int {
        let highest = max(chart.items.map(\.value).max() ?? 0, chart.reference ?? 0)
        return chart.unit == "%" ? max(10_000, highest) : max(1, highest)
    }
    private var bottom: Int { min(0, chart.items.map(\.value).min() ?? 0, chart.reference ?? 0) }

    func frame(width: Length, height: Length?) throws -> AtomicFrame {
        let full = height ?? naturalHeight
        let items: [FrameItem] =
            switch chart.kind {
            case .ranking: try ranking(width, height)
            case .bar: try columns(width, full)
            case .stacked, .line: try ChartPlot(chart: chart, texts: texts, width: width, height: full).items()
            }
        return AtomicFrame(width: width, height: full, baseline: full, verticalAlign: .baseline, items: items)
    }

    private var naturalHeight: Length {
        let legend = chart.reference == nil ? 0 : size * 3 / 2
        switch chart.kind {
        case .ranking: return rowPitch * chart.items.count + legend + size / 2
        case .bar: return 50 * .millimetre
        case .stacked, .line: return 70 * .millimetre
        }
    }

    private var rowPitch: Length { size * 7 / 4 }

    // MARK: Ranking

    private func ranking(_ width: Length, _ height: Length?) throws -> [FrameItem] {
        // Long labels take two fifths of the width and no more.
        let labels = try chart.items.map { try texts.fitted($0.label, width: width * 2 / 5, lines: 1) }
        let values = try chart.items.map { try text(ChartDrawing.number($0.value) + chart.unit) }
        let labelWidth = (labels.map(\.width).max() ?? 0) + size / 2
        let valueWidth = (values.compactMap { $0?.width }.max() ?? 0) + size / 2
        let field = max(0, width - labelWidth - valueWidth)
        let legend = chart.reference == nil ? 0 : size * 3 / 2
        let pitch = height.map { ($0 - legend - size / 2) / max(1, chart.items.count) } ?? rowPitch
        let zero = labelWidth + field.scaled(-bottom, over: top - bottom)
        let end = pitch * chart.items.count
        // Bars stay apart where rows are low.
        let thick = min(size * 4 / 5, pitch * 3 / 4)
        var items: [FrameItem] = []
        for (index, item) in chart.items.enumerated() {
            let middle = pitch * index + pitch / 2
            items += labels[index].items(right: labelWidth - size / 2, y: middle - labels[index].height * 4 / 9)
            let length = field.scaled(abs(item.value), over: top - bottom)
            let x = item.value < 0 ? zero - length : zero
            items.append(.fill(Rect(x: x, y: middle - thick / 2, width: length, height: thick), ChartDrawing.bar))
            if let value = values[index] {
                // In a column of their own, so that the reference line crosses no figure.
                items += value.items(x: width - value.width, y: middle - size / 2)
            }
        }
        items.append(.fill(Rect(x: zero, y: 0, width: size / 16, height: end), .black))
        if let reference = chart.reference {
            let x = labelWidth + field.scaled(reference - bottom, over: top - bottom)
            items.append(dashed(from: Point(x: x, y: 0), to: Point(x: 0, y: end + size / 4)))
            if let name = try text(chart.referenceText(reference)) {
                items += name.items(x: min(max(0, x - name.width / 2), width - name.width), y: end + size / 3)
            }
        }
        return items
    }

    // MARK: Columns

    private func columns(_ width: Length, _ full: Length) throws -> [FrameItem] {
        let pitch = width / max(1, chart.items.count)
        let labels = try chart.items.map { try texts.fitted($0.label, width: pitch * 19 / 20, lines: 2) }
        let foot = max(size * 2, (labels.map(\.height).max() ?? 0) + size)
        // Room for the values above the highest bar and, where there are bars that hang, below the lowest.
        let ceiling = size * 3 / 2
        let field = max(0, full - foot - ceiling - (bottom < 0 ? size * 3 / 2 : 0))
        let base = ceiling + field.scaled(top, over: top - bottom)
        let end = ceiling + field + (bottom < 0 ? size * 3 / 2 : 0)
        var items: [FrameItem] = []
        for (index, item) in chart.items.enumerated() {
            let middle = pitch * index + pitch / 2
            let tall = field.scaled(abs(item.value), over: top - bottom)
            let y = item.value < 0 ? base : base - tall
            items.append(.fill(Rect(x: middle - pitch / 4, y: y, width: pitch / 2, height: tall), ChartDrawing.bar))
            let value = try texts.fitted(ChartDrawing.number(item.value) + chart.unit, width: pitch, lines: 1)
            items += value.items(
                middle: middle, y: item.value < 0 ? base + tall + size / 4 : y - size / 4 - value.height)
            items += labels[index].items(middle: middle, y: end + size / 2)
        }
        items.append(.fill(Rect(x: 0, y: base, width: width, height: size / 16), .black))
        if let reference = chart.reference {
            let y = base - field.scaled(reference, over: top - bottom)
            items.append(dashed(from: Point(x: 0, y: y), to: Point(x: width, y: 0)))
        }
        return items
    }

    // MARK: Parts

    private func text(_ string: String) throws -> SingleLine? { try texts.line(string) }

    private func dashed(from start: Point, to end: Point) -> FrameItem {
        .path(
            Path(
                origin: start, segments: [.move(Point(x: 0, y: 0)), .line(end)],
                paint: .stroke(size / 12, dashes: [size / 3, size / 4]), color: ChartDrawing.rule))
    }

    /// Hundredths as a decimal number: 9120 is 91.20, and whole numbers lose the point.
    static func number(_ hundredths: Int) -> String {
        let whole = hundredths / 100
        let rest = abs(hundredths % 100)
        let sign = hundredths < 0 && whole == 0 ? "-" : ""
        return rest == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }
}

extension DataChart {
    /// What stands at the line across all bars.
    fileprivate func referenceText(_ value: Int) -> String {
        (referenceLabel.isEmpty ? "" : referenceLabel + " ") + ChartDrawing.number(value) + unit
    }
}

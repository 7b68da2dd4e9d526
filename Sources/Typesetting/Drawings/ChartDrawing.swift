import Diagnostics
import Markup

/// Bars with labels and values, in blacks and greys that any printer can hold apart.
struct ChartDrawing {
    let chart: DataChart
    let style: ComputedStyle
    let layout: FlowLayout
    let span: SourceSpan

    private static let bar = Color(0x59, 0x59, 0x59)
    private static let rule = Color(0x8C, 0x8C, 0x8C)

    private var size: Length { style.values.fontSize }
    /// The top of the scale, in hundredths: percentages run to 100.
    private var top: Int {
        let highest = max(chart.items.map(\.value).max() ?? 0, chart.reference ?? 0)
        return chart.unit == "%" ? max(10_000, highest) : max(1, highest)
    }

    func frame(width: Length, height: Length?) throws -> AtomicFrame {
        let items = chart.kind == .ranking ? try ranking(width, height) : try columns(width, height)
        let full = height ?? naturalHeight
        return AtomicFrame(width: width, height: full, baseline: full, verticalAlign: .baseline, items: items)
    }

    private var naturalHeight: Length {
        let legend = chart.reference == nil ? 0 : size * 3 / 2
        return chart.kind == .ranking ? rowPitch * chart.items.count + legend + size / 2 : 50 * .millimetre
    }

    private var rowPitch: Length { size * 7 / 4 }

    // MARK: Ranking

    private func ranking(_ width: Length, _ height: Length?) throws -> [FrameItem] {
        let labels = try chart.items.map { try text($0.label) }
        let values = try chart.items.map { try text(ChartDrawing.number($0.value) + chart.unit) }
        let labelWidth = (labels.compactMap { $0?.width }.max() ?? 0) + size / 2
        let valueWidth = (values.compactMap { $0?.width }.max() ?? 0) + size / 2
        let field = max(0, width - labelWidth - valueWidth)
        let legend = chart.reference == nil ? 0 : size * 3 / 2
        let pitch = height.map { ($0 - legend - size / 2) / max(1, chart.items.count) } ?? rowPitch
        let bottom = pitch * chart.items.count
        var items: [FrameItem] = []
        for (index, item) in chart.items.enumerated() {
            let middle = pitch * index + pitch / 2
            let length = field.scaled(max(0, item.value), over: top)
            if let label = labels[index] {
                items += label.items(x: labelWidth - size / 2 - label.width, y: middle - size / 2)
            }
            let bar = Rect(x: labelWidth, y: middle - size * 2 / 5, width: length, height: size * 4 / 5)
            items.append(.fill(bar, ChartDrawing.bar))
            if let value = values[index] {
                // In a column of their own, so that the reference line crosses no figure.
                items += value.items(x: width - value.width, y: middle - size / 2)
            }
        }
        items.append(.fill(Rect(x: labelWidth, y: 0, width: size / 16, height: bottom), .black))
        if let reference = chart.reference {
            let x = labelWidth + field.scaled(reference, over: top)
            items.append(dashed(from: Point(x: x, y: 0), to: Point(x: 0, y: bottom + size / 4)))
            if let name = try text("全区 " + ChartDrawing.number(reference) + chart.unit) {
                items += name.items(x: min(max(0, x - name.width / 2), width - name.width), y: bottom + size / 3)
            }
        }
        return items
    }

    // MARK: Columns

    private func columns(_ width: Length, _ height: Length?) throws -> [FrameItem] {
        let full = height ?? naturalHeight
        let base = full - size * 2
        let ceiling = size * 3 / 2
        let pitch = width / max(1, chart.items.count)
        var items: [FrameItem] = []
        for (index, item) in chart.items.enumerated() {
            let middle = pitch * index + pitch / 2
            let tall = (base - ceiling).scaled(max(0, item.value), over: top)
            items.append(
                .fill(Rect(x: middle - pitch / 4, y: base - tall, width: pitch / 2, height: tall), ChartDrawing.bar))
            if let value = try text(ChartDrawing.number(item.value) + chart.unit) {
                items += value.items(x: middle - value.width / 2, y: base - tall - size * 5 / 4)
            }
            if let label = try text(item.label) {
                items += label.items(x: middle - label.width / 2, y: base + size / 2)
            }
        }
        items.append(.fill(Rect(x: 0, y: base, width: width, height: size / 16), .black))
        if let reference = chart.reference {
            let y = base - (base - ceiling).scaled(reference, over: top)
            items.append(dashed(from: Point(x: 0, y: y), to: Point(x: width, y: 0)))
        }
        return items
    }

    // MARK: Parts

    private func text(_ string: String) throws -> SingleLine? {
        try SingleLine(
            string, family: style.values.fontFamily.first ?? "songti", size: size, weight: style.values.fontWeight,
            color: style.values.color, layout: layout, span: span)
    }

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

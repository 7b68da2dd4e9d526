import Diagnostics
import Markup

/// Charts of several series over the same items: stacked bars and lines, with an axis, a legend, labels and values.
struct ChartPlot {
    let chart: DataChart
    let texts: ChartTexts
    let width: Length
    let height: Length

    private static let rule = Color(0xC8, 0xC8, 0xC8)

    private var size: Length { texts.size }
    private var seriesCount: Int { chart.items.map(\.values.count).max() ?? 0 }

    /// The field in which values are drawn.
    private struct Field {
        var rect: Rect
        var scale: ChartScale
        var pitch: Length

        func y(_ value: Int) -> Length { rect.y + rect.height - scale.height(value, in: rect.height) }
        func middle(_ item: Int) -> Length { rect.x + pitch * item + pitch / 2 }
    }

    func items() throws -> [FrameItem] {
        let legend = try legend()
        let scale = ChartScale(extremes + [chart.reference].compactMap(\.self), isShare: chart.unit == "%")
        let ticks = try scale.ticks.map { try texts.line(ChartDrawing.number($0) + chart.unit) }
        let axis = (ticks.compactMap { $0?.width }.max() ?? 0) + size / 2
        let pitch = max(1, (width - axis) / max(1, chart.items.count))
        let labels = try chart.items.map { try texts.fitted($0.label, width: pitch * 19 / 20, lines: 2) }
        let foot = (labels.map(\.height).max() ?? 0) + size / 2
        let top = legend.height + size * 3 / 2
        let field = Field(
            rect: Rect(x: axis, y: top, width: width - axis, height: max(size, height - top - foot)), scale: scale,
            pitch: pitch)
        var items = legend.items
        for (tick, text) in zip(scale.ticks, ticks) {
            let y = field.y(tick)
            let isZero = tick == 0
            let rule = Rect(x: axis, y: y - size / 64, width: field.rect.width, height: size / (isZero ? 16 : 32))
            items.append(.fill(rule, isZero ? .black : ChartPlot.rule))
            if let text { items += text.items(x: axis - size / 3 - text.width, y: y - size / 2) }
        }
        for (index, label) in labels.enumerated() {
            items += label.items(middle: field.middle(index), y: field.rect.y + field.rect.height + size / 3)
        }
        items += try chart.kind == .line ? lines(field) : stacks(field)
        return try items + reference(field)
    }

    /// All values that the scale must reach: sums where bars are stacked.
    private var extremes: [Int] {
        guard chart.kind == .stacked else { return chart.items.flatMap(\.values) }
        return chart.items.flatMap { item in
            [item.values.filter { $0 > 0 }.reduce(0, +), item.values.filter { $0 < 0 }.reduce(0, +)]
        }
    }

    // MARK: Legend

    private func legend() throws -> (items: [FrameItem], height: Length) {
        guard !chart.series.isEmpty else { return ([], 0) }
        var items: [FrameItem] = []
        var (x, y): (Length, Length) = (0, 0)
        for (series, name) in chart.series.enumerated() {
            guard let text = try texts.line(name) else { continue }
            let full = size * 5 / 2 + text.width + size
            if x > 0, x + full > width { (x, y) = (0, y + size * 3 / 2) }
            let middle = y + size / 2
            if chart.kind == .line {
                items.append(stroke([Point(x: x, y: middle), Point(x: x + size * 2, y: middle)], series))
                items += ChartPattern.marker(Point(x: x + size, y: middle), series: series, size: size / 2)
            } else {
                let swatch = Rect(x: x, y: y + size / 8, width: size * 3 / 2, height: size * 3 / 4)
                items += ChartPattern.bar(swatch, series: series, pitch: size / 4)
            }
            items += text.items(x: x + size * 5 / 2, y: y)
            x += full
        }
        return (items, y + size * 3 / 2)
    }

    // MARK: Stacks

    private func stacks(_ field: Field) throws -> [FrameItem] {
        var items: [FrameItem] = []
        let wide = min(field.pitch * 3 / 5, size * 4)
        for (index, item) in chart.items.enumerated() {
            let x = field.middle(index) - wide / 2
            var (up, down) = (0, 0)
            for (series, value) in item.values.enumerated() where value != 0 {
                let start = value > 0 ? up : down
                if value > 0 { up += value } else { down += value }
                let ends = [field.y(start), field.y(start + value)].sorted()
                let rect = Rect(x: x, y: ends[0], width: wide, height: ends[1] - ends[0])
                items += ChartPattern.bar(rect, series: series, pitch: size / 4)
                items += try inside(rect, value, series)
            }
            // The sum stands above; of a single series it is the value itself.
            let sum = item.values.reduce(0, +)
            let text = try texts.fitted(ChartDrawing.number(sum) + chart.unit, width: field.pitch, lines: 1)
            items += text.items(middle: field.middle(index), y: field.y(up) - size / 4 - text.height)
        }
        return items
    }

    /// The value of a part inside it where there is room, on a ground of its own.
    private func inside(_ rect: Rect, _ value: Int, _ series: Int) throws -> [FrameItem] {
        guard seriesCount > 1, let text = try texts.line(ChartDrawing.number(value), scale: 85, isLight: series == 0),
            rect.height >= size * 5 / 4, text.width + size / 2 <= rect.width
        else { return [] }
        let small = size * 85 / 100
        let x = rect.x + (rect.width - text.width) / 2
        let y = rect.y + (rect.height - small) / 2
        let ground = Rect(x: x - size / 8, y: y, width: text.width + size / 4, height: small)
        let isPlain = series % ChartPattern.most == 0
        return (isPlain ? [] : [.fill(ground, Color(0xFF, 0xFF, 0xFF))]) + text.items(x: x, y: y)
    }

    // MARK: Lines

    private func lines(_ field: Field) throws -> [FrameItem] {
        var items: [FrameItem] = []
        var markers: [FrameItem] = []
        var taken: [Rect] = []
        var values: [FrameItem] = []
        for series in 0..<seriesCount {
            let points = chart.items.enumerated().compactMap { index, item -> (Point, Int)? in
                guard series < item.values.count else { return nil }
                return (Point(x: field.middle(index), y: field.y(item.values[series])), item.values[series])
            }
            items.append(stroke(points.map(\.0), series))
            for (index, (point, value)) in points.enumerated() {
                markers += ChartPattern.marker(point, series: series, size: size / 2)
                // Above the point, below it in a valley; where both places are taken the axis has to tell.
                let neighbours = [index - 1, index + 1].filter(points.indices.contains).map { points[$0].0.y }
                let isValley = !neighbours.isEmpty && neighbours.allSatisfy { $0 < point.y }
                guard let text = try texts.line(ChartDrawing.number(value), scale: 85) else { continue }
                let small = size * 85 / 100
                let places = [point.y - size / 2 - small, point.y + size / 2]
                for y in isValley ? places.reversed() : places {
                    let left = min(max(0, point.x - text.width / 2), width - text.width)
                    let rect = Rect(x: left, y: y, width: text.width, height: small)
                    guard !taken.contains(where: { $0.overlaps(rect) }) else { continue }
                    taken.append(rect)
                    values += text.items(x: left, y: y)
                    break
                }
            }
        }
        return items + markers + values
    }

    private func stroke(_ points: [Point], _ series: Int) -> FrameItem {
        let wide = size / 10
        let segments = points.enumerated().map { $0 == 0 ? Path.Segment.move($1) : .line($1) }
        return .path(
            Path(
                origin: Point(x: 0, y: 0), segments: segments,
                paint: .stroke(wide, dashes: ChartPattern.dashes(series: series, width: wide)),
                color: ChartPattern.ink))
    }

    private func reference(_ field: Field) throws -> [FrameItem] {
        guard let reference = chart.reference else { return [] }
        let y = field.y(reference)
        let line = Path(
            origin: Point(x: field.rect.x, y: y),
            segments: [.move(Point(x: 0, y: 0)), .line(Point(x: field.rect.width, y: 0))],
            paint: .stroke(size / 12, dashes: [size / 3, size / 4]), color: .black)
        return [.path(line)]
    }
}

extension Rect {
    fileprivate func overlaps(_ other: Rect) -> Bool {
        x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height
    }
}

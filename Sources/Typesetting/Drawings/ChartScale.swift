import Markup

/// The scale of a chart's values, from zero or the lowest value to a round number above the highest.
struct ChartScale {
    /// In hundredths of the unit; the first is the lowest, one of them is zero.
    let ticks: [Int]

    var bottom: Int { ticks[0] }
    var top: Int { ticks[ticks.count - 1] }
    private var span: Int { max(1, top - bottom) }

    /// - Parameter isShare: percentages run to 100 where nothing is higher.
    init(_ values: [Int], isShare: Bool) {
        let highest = max(values.max() ?? 0, isShare ? 10_000 : 0, 0)
        let lowest = min(values.min() ?? 0, 0)
        let step = ChartScale.step(max(1, highest - lowest))
        let first = -((-lowest + step - 1) / step)
        let last = max(first + 1, (highest + step - 1) / step)
        ticks = (first...last).map { $0 * step }
    }

    /// 1, 2 or 5 times a power of ten, so that there are three to seven steps.
    private static func step(_ span: Int) -> Int {
        var power = 1
        while power * 10 <= span / 3 { power *= 10 }
        return [1, 2, 5, 10].map { $0 * power }.first { span <= $0 * 6 } ?? power * 10
    }

    /// How far a value lies from the bottom of a field of a size.
    func height(_ value: Int, in size: Length) -> Length { size.scaled(value - bottom, over: span) }
}

/// What tells the series of a chart apart without colour: fillings of bars, dashes and markers of lines.
enum ChartPattern {
    static let most = 6
    static let ink = Color(0x40, 0x40, 0x40)
    private static let light = Color(0xC8, 0xC8, 0xC8)

    /// A bar's inside and outline.
    static func bar(_ rect: Rect, series: Int, pitch: Length) -> [FrameItem] {
        guard rect.width > 0, rect.height > 0 else { return [] }
        let outline = FrameItem.path(
            Path(
                origin: Point(x: rect.x, y: rect.y), segments: corners(rect.width, rect.height),
                paint: .stroke(pitch / 10, dashes: []), color: ink))
        switch series % most {
        case 0: return [.fill(rect, ink), outline]
        case 2: return [.fill(rect, light), outline]
        case 4: return [outline]
        case 1: return [hatching(rect, pitch, [.rising]), outline]
        case 3: return [hatching(rect, pitch, [.rising, .falling]), outline]
        default: return [hatching(rect, pitch, [.level]), outline]
        }
    }

    private enum Stroke { case rising, falling, level }

    private static func hatching(_ rect: Rect, _ pitch: Length, _ strokes: [Stroke]) -> FrameItem {
        var segments: [Path.Segment] = []
        for stroke in strokes {
            let reach = stroke == .level ? rect.height : rect.width + rect.height
            for at in stride(from: pitch, to: reach, by: pitch) {
                switch stroke {
                case .rising:
                    segments += [.move(Point(x: at - rect.height, y: rect.height)), .line(Point(x: at, y: 0))]
                case .falling:
                    segments += [.move(Point(x: at - rect.height, y: 0)), .line(Point(x: at, y: rect.height))]
                case .level: segments += [.move(Point(x: 0, y: at)), .line(Point(x: rect.width, y: at))]
                }
            }
        }
        let lines = FrameItem.path(
            Path(
                origin: Point(x: 0, y: 0), segments: segments, paint: .stroke(pitch / 8, dashes: []), color: ink))
        let clip = Path(
            origin: Point(x: 0, y: 0), segments: corners(rect.width, rect.height), paint: .fill, color: .black)
        return .group(
            FrameGroup(origin: Point(x: rect.x, y: rect.y), clip: clip, items: segments.isEmpty ? [] : [lines]))
    }

    private static func corners(_ width: Length, _ height: Length) -> [Path.Segment] {
        [
            .move(Point(x: 0, y: 0)), .line(Point(x: width, y: 0)), .line(Point(x: width, y: height)),
            .line(Point(x: 0, y: height)), .close,
        ]
    }

    static func dashes(series: Int, width: Length) -> [Length] {
        let patterns = [[], [6, 3], [2, 2], [8, 3, 2, 3], [12, 4], [1, 3]]
        return patterns[series % most].map { $0 * width }
    }

    /// A marker about a point: discs, squares, triangles and diamonds, full and empty by turns.
    static func marker(_ centre: Point, series: Int, size: Length) -> [FrameItem] {
        let r = size / 2
        let figures: [[Point]] = [
            (0..<8).map { [Point(x: r, y: 0), Point(x: r * 5 / 7, y: r * 5 / 7)][$0 % 2].quarter($0 / 2) },
            [Point(x: -r, y: -r), Point(x: r, y: -r), Point(x: r, y: r), Point(x: -r, y: r)],
            [Point(x: 0, y: -r), Point(x: r, y: r), Point(x: -r, y: r)],
            [Point(x: 0, y: -r), Point(x: r, y: 0), Point(x: 0, y: r), Point(x: -r, y: 0)],
            [Point(x: -r, y: -r), Point(x: r, y: -r), Point(x: 0, y: r)],
            [Point(x: -r, y: -r), Point(x: r, y: -r), Point(x: r, y: r), Point(x: -r, y: r)],
        ]
        let figure = figures[series % most]
        let segments: [Path.Segment] = [.move(figure[0])] + figure.dropFirst().map { .line($0) } + [.close]
        let isFull = [0, 2, 5].contains(series % most)
        let inside = Path(origin: centre, segments: segments, paint: .fill, color: isFull ? ink : .white)
        let outline = Path(origin: centre, segments: segments, paint: .stroke(size / 7, dashes: []), color: ink)
        return [.path(inside), .path(outline)]
    }
}

extension Point {
    /// Turned by quarters of a circle about zero.
    fileprivate func quarter(_ count: Int) -> Point {
        (0..<count).reduce(self) { point, _ in Point(x: -point.y, y: point.x) }
    }
}

extension Color {
    fileprivate static let white = Color(0xFF, 0xFF, 0xFF)
}

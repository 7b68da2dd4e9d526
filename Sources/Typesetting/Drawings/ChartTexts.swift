import Diagnostics
import Markup

/// The words of a chart, set in its face and fitted into the room that they have.
struct ChartTexts {
    let style: ComputedStyle
    let layout: FlowLayout
    let span: SourceSpan

    var size: Length { style.values.fontSize }

    /// - Parameters:
    ///   - scale: of the chart's size, in percent.
    ///   - isLight: white, for dark ground.
    func line(_ text: String, scale: Int = 100, isLight: Bool = false) throws -> SingleLine? {
        try SingleLine(
            text, family: style.values.fontFamily.first ?? "songti", size: size * scale / 100,
            weight: style.values.fontWeight, color: isLight ? Color(0xFF, 0xFF, 0xFF) : style.values.color,
            layout: layout, span: span)
    }

    /// Lines under each other.
    struct Fitted {
        var lines: [(line: SingleLine, size: Length)] = []
        var width: Length { lines.map(\.line.width).max() ?? 0 }
        var height: Length { lines.reduce(0) { $0 + $1.size * 9 / 8 } }

        func items(middle: Length, y: Length) -> [FrameItem] { items(y: y) { middle - $0.width / 2 } }

        func items(right: Length, y: Length) -> [FrameItem] { items(y: y) { right - $0.width } }

        private func items(y: Length, x: (SingleLine) -> Length) -> [FrameItem] {
            var y = y
            return lines.flatMap { line, size in
                defer { y += size * 9 / 8 }
                return line.items(x: x(line), y: y)
            }
        }
    }

    /// A text within a width: on as many lines as are allowed, then smaller. Nothing is left out.
    func fitted(_ text: String, width: Length, lines: Int) throws -> Fitted {
        guard let whole = try line(text) else { return Fitted() }
        if whole.width <= width { return Fitted(lines: [(whole, size)]) }
        let characters = Array(text)
        var parts = [text]
        if lines > 1, characters.count > 3 {
            let count = min(lines, (whole.width + width - 1) / max(1, width))
            let length = (characters.count + count - 1) / count
            parts = stride(from: 0, to: characters.count, by: length).map {
                String(characters[$0..<min($0 + length, characters.count)])
            }
        }
        let widest = try parts.compactMap { try line($0)?.width }.max() ?? 0
        let scale = widest <= width ? 100 : max(1, width * 100 / widest)
        return Fitted(lines: try parts.compactMap { try line($0, scale: scale) }.map { ($0, size * scale / 100) })
    }
}

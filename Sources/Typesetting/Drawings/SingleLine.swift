import Diagnostics
import Markup

/// A short text on one line, for drawings: shaped with the fallback of the document's fonts.
struct SingleLine {
    let paragraph: Paragraph
    private let line: Line

    init?(
        _ text: String, family: String, size: Length, weight: Int = 400, color: Color, letterSpacing: Length = 0,
        layout: FlowLayout, span: SourceSpan
    ) throws {
        var values = StyleValues()
        values.fontFamily = [family]
        values.fontSize = size
        values.fontWeight = weight
        values.color = color
        values.letterSpacing = letterSpacing
        values.whiteSpace = .nowrap
        values.lineHeight = .length(size)
        values.textSpacingTrim = .spaceAll
        guard
            let paragraph = try layout.paragraph(
                [.text(text, span)], style: ComputedStyle(values), span: span, width: 0),
            let line = LineBreaker(paragraph: paragraph, width: .max / 4, indent: 0).lines().first
        else { return nil }
        self.paragraph = paragraph
        self.line = line
    }

    var width: Length { line.width }

    /// The text's items with the left end of its em box's top at the given point; the em box is `size` high.
    func items(x: Length, y: Length) -> [FrameItem] {
        LineSetter(paragraph: paragraph, width: line.width).set(line).items.map { $0.moved(x: x, y: y) }
    }
}

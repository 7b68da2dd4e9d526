import Markup

/// A box laid out whole: it is never divided between lines or pages. Items are about its top left.
struct AtomicFrame {
    var width: Length
    var height: Length
    /// From the top; the last line's baseline, or the height where there is no text.
    var baseline: Length
    /// The first line's, where there is text.
    var firstBaseline: Length?
    var verticalAlign: VerticalAlign
    var items: [FrameItem]
    /// What the inside has for the page that the box comes to stand on.
    var notes = PageNotes()

    init(
        width: Length, height: Length, baseline: Length, firstBaseline: Length? = nil, verticalAlign: VerticalAlign,
        items: [FrameItem]
    ) {
        self.width = width
        self.height = height
        self.baseline = baseline
        self.firstBaseline = firstBaseline
        self.verticalAlign = verticalAlign
        self.items = items
    }

    /// Adds what the box itself has for the page.
    mutating func note(_ box: Box) { notes.precede(with: PageNotes(of: box)) }

    /// Moves everything inside.
    mutating func move(x: Length, y: Length) {
        guard x != 0 || y != 0 else { return }
        items = items.map { $0.moved(x: x, y: y) }
    }
}

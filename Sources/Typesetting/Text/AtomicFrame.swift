import Markup

/// A box laid out whole: it is never divided between lines or pages. Items are about its top left.
struct AtomicFrame {
    var width: Length
    var height: Length
    /// From the top; the last line's baseline, or the height where there is no text.
    var baseline: Length
    var verticalAlign: VerticalAlign
    var items: [FrameItem]
    /// `string-set` values and headings of the inside, for the page that the box comes to stand on.
    var strings: [(name: String, value: String)] = []
    /// Their `y` is about the box's top.
    var outline: [OutlineEntry] = []

    /// Adds what the box itself has for the page.
    mutating func note(_ box: Box) {
        if let name = box.style.values.stringSet { strings.insert((name, box.plainText), at: 0) }
        if let level = box.attributes.headingLevel {
            outline.insert(OutlineEntry(level: level, title: box.plainText, y: 0), at: 0)
        }
    }

    /// Takes over what a box inside, whose top is at `y`, has for the page.
    mutating func carry(strings: [(name: String, value: String)], outline: [OutlineEntry], y: Length) {
        self.strings += strings
        self.outline += outline.map { OutlineEntry(level: $0.level, title: $0.title, y: $0.y + y) }
    }
}

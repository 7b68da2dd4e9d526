import Markup

/// A box laid out whole: it is never divided between lines or pages. Items are about its top left.
struct AtomicFrame {
    var width: Length
    var height: Length
    /// From the top; the last line's baseline, or the height where there is no text.
    var baseline: Length
    var verticalAlign: VerticalAlign
    var items: [FrameItem]
}

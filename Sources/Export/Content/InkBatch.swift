import Markup
import Typesetting

/// Rectangles and glyph runs that wait to be written, so that neighbours share what they have in common.
///
/// The rectangles are drawn first; one that came later than glyphs waits only where that cannot be seen: all have the
/// same opaque colour, or it lies outside the glyphs' bounds. Glyphs keep their order, so text is extracted as it was
/// set.
struct InkBatch {
    private(set) var fills: [(rect: Rect, color: Color)] = []
    private(set) var runs: [GlyphRun] = []
    /// Of all waiting glyphs; nil when they differ.
    private var color: Color?
    /// Around the waiting glyphs: left, top, right, bottom.
    private var bounds = (left: Length.max, top: Length.max, right: Length.min, bottom: Length.min)

    var isEmpty: Bool { fills.isEmpty && runs.isEmpty }

    mutating func removeAll() {
        fills.removeAll(keepingCapacity: true)
        runs.removeAll(keepingCapacity: true)
        bounds = (Length.max, Length.max, Length.min, Length.min)
    }

    // MARK: Rectangles

    /// Whether what waits must be written before the rectangle is added.
    func hides(_ rect: Rect, _ color: Color) -> Bool {
        !runs.isEmpty && !(color == self.color && color.alpha == 255) && touchesGlyphs(rect)
    }

    mutating func add(_ rect: Rect, _ color: Color) {
        if !joined(rect, color) { fills.append((rect, color)) }
    }

    /// How far back a rectangle looks for one that it continues: further than a table row has borders.
    private static let reach = 32

    /// Whether the rectangle continues one that waits, as the borders of neighbouring cells do; that one then grows.
    private mutating func joined(_ rect: Rect, _ color: Color) -> Bool {
        guard color.alpha == 255 else { return false }
        var at = fills.count - 1
        let end = max(0, fills.count - InkBatch.reach)
        while at >= end, fills[at].color == color {
            let other = fills[at].rect
            if other.y == rect.y, other.height == rect.height, rect.x >= other.x, rect.x <= other.x &+ other.width {
                fills[at].rect.width = max(other.width, rect.x &+ rect.width &- other.x)
                return true
            }
            if other.x == rect.x, other.width == rect.width, rect.y >= other.y, rect.y <= other.y &+ other.height {
                fills[at].rect.height = max(other.height, rect.y &+ rect.height &- other.y)
                return true
            }
            at -= 1
        }
        return false
    }

    private func touchesGlyphs(_ rect: Rect) -> Bool {
        rect.x < bounds.right && rect.x &+ rect.width > bounds.left && rect.y < bounds.bottom
            && rect.y &+ rect.height > bounds.top
    }

    // MARK: Glyphs

    mutating func add(_ run: GlyphRun) {
        color = runs.isEmpty || color == run.color ? run.color : nil
        runs.append(run)
        let (origin, size) = (run.origin, run.size)
        var (right, bottom) = (0, 0)
        for glyph in run.glyphs {
            right = max(right, glyph.x)
            bottom = max(bottom, glyph.y)
        }
        if run.rotation == 0 {
            bounds.left = min(bounds.left, origin.x &- size / 4)
            bounds.right = max(bounds.right, origin.x &+ right &+ size * 5 / 4)
            bounds.top = min(bounds.top, origin.y &- size * 5 / 4)
            bounds.bottom = max(bounds.bottom, origin.y &+ bottom &+ size / 2)
        } else {
            // A turned run lies within a circle about its origin.
            let reach = right &+ bottom &+ size * 2
            bounds.left = min(bounds.left, origin.x &- reach)
            bounds.right = max(bounds.right, origin.x &+ reach)
            bounds.top = min(bounds.top, origin.y &- reach)
            bounds.bottom = max(bounds.bottom, origin.y &+ reach)
        }
    }
}

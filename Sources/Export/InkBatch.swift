import CCairo
import Markup
import Typesetting

/// Rectangles and glyphs that wait to be drawn, so that cairo gets a page's worth of neighbours in one call.
///
/// Rectangles of one colour wait beside glyphs of one face, size and colour. The rectangles are drawn first; one that
/// came later than glyphs waits only where that cannot be seen: both have the same opaque colour, or it lies outside
/// the glyphs' bounds. Glyphs keep their order, so text is extracted as it was set.
final class InkBatch {
    private let cr: OpaquePointer

    private var fills: [Rect] = []
    private var fillColor = Color.black

    private var subset: FontSubset?
    private var face: FontFace?
    private var size: Length = 0
    private var color = Color.black
    private var glyphs: [cairo_glyph_t] = []
    private var clusters: [cairo_text_cluster_t] = []
    private var text: [UInt8] = []
    /// Around the waiting glyphs: left, top, right, bottom.
    private var bounds = (left: Length.max, top: Length.max, right: Length.min, bottom: Length.min)

    init(context: OpaquePointer) { cr = context }

    // MARK: Rectangles

    func add(_ rect: Rect, _ color: Color) {
        if !glyphs.isEmpty, !(color == self.color && color.alpha == 255), touchesGlyphs(rect) { flush() }
        if !fills.isEmpty, fillColor != color || color.alpha < 255 { flushFills() }
        fillColor = color
        if !joined(rect) { fills.append(rect) }
    }

    /// How far back a rectangle looks for one that it continues: further than a table row has borders.
    private static let reach = 32

    /// Whether the rectangle continues one that waits, as the borders of neighbouring cells do; that one then grows.
    private func joined(_ rect: Rect) -> Bool {
        guard fillColor.alpha == 255 else { return false }
        for at in fills.indices.suffix(InkBatch.reach).reversed() {
            let other = fills[at]
            if other.y == rect.y, other.height == rect.height, rect.x >= other.x, rect.x <= other.x + other.width {
                fills[at].width = max(other.width, rect.x + rect.width - other.x)
                return true
            }
            if other.x == rect.x, other.width == rect.width, rect.y >= other.y, rect.y <= other.y + other.height {
                fills[at].height = max(other.height, rect.y + rect.height - other.y)
                return true
            }
        }
        return false
    }

    private func touchesGlyphs(_ rect: Rect) -> Bool {
        rect.x < bounds.right && rect.x + rect.width > bounds.left && rect.y < bounds.bottom
            && rect.y + rect.height > bounds.top
    }

    // MARK: Glyphs

    /// - Parameter subset: the font of the run's face.
    func add(_ run: GlyphRun, _ font: (FontFace) -> FontSubset) {
        if !glyphs.isEmpty, run.size != size || run.color != color || run.face !== face { flush() }
        if glyphs.isEmpty {
            if run.face !== face || subset == nil {
                face = run.face
                subset = font(run.face)
            }
            size = run.size
            color = run.color
        }
        guard let subset else { return }
        let origin = run.origin
        var right = origin.x
        for glyph in run.glyphs {
            let x = origin.x + glyph.x
            if x > right { right = x }
            glyphs.append(
                cairo_glyph_t(index: UInt(subset.glyph(glyph.id)), x: x.points, y: (origin.y + glyph.y).points))
        }
        for cluster in run.clusters {
            clusters.append(
                cairo_text_cluster_t(num_bytes: Int32(cluster.bytes), num_glyphs: Int32(cluster.glyphs)))
        }
        var string = run.text
        string.withUTF8 { text.append(contentsOf: $0) }
        bounds.left = min(bounds.left, origin.x - run.size / 4)
        bounds.right = max(bounds.right, right + run.size * 5 / 4)
        bounds.top = min(bounds.top, origin.y - run.size * 5 / 4)
        bounds.bottom = max(bounds.bottom, origin.y + run.size / 2)
    }

    // MARK: Drawing

    /// Draws what waits. Whatever is drawn by other means must come after it.
    func flush() {
        flushFills()
        flushGlyphs()
    }

    private func flushFills() {
        guard !fills.isEmpty else { return }
        cr.set(fillColor)
        for rect in fills {
            cairo_rectangle(cr, rect.x.points, rect.y.points, rect.width.points, rect.height.points)
        }
        cairo_fill(cr)
        fills.removeAll(keepingCapacity: true)
    }

    private func flushGlyphs() {
        guard !glyphs.isEmpty, let subset else { return }
        cr.set(color)
        cairo_set_font_face(cr, subset.cairoFace)
        cairo_set_font_size(cr, size.points)
        text.withUnsafeBytes { bytes in
            cairo_show_text_glyphs(
                cr, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), glyphs,
                Int32(glyphs.count), clusters, Int32(clusters.count), cairo_text_cluster_flags_t(rawValue: 0))
        }
        glyphs.removeAll(keepingCapacity: true)
        clusters.removeAll(keepingCapacity: true)
        text.removeAll(keepingCapacity: true)
        bounds = (Length.max, Length.max, Length.min, Length.min)
    }
}

extension OpaquePointer {
    /// Makes a colour the source of a cairo context.
    func set(_ color: Color) {
        func part(_ value: UInt8) -> Double { Double(value) / 255 }
        if color.alpha == 255 {
            cairo_set_source_rgb(self, part(color.red), part(color.green), part(color.blue))
        } else {
            cairo_set_source_rgba(self, part(color.red), part(color.green), part(color.blue), part(color.alpha))
        }
    }
}

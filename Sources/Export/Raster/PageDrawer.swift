import CCairo
import Diagnostics
import Markup
import Typesetting

/// Draws the items of pages as pixels, on a cairo context whose unit is the point.
final class PageDrawer {
    private let cr: OpaquePointer
    private let fonts: RasterFonts
    private let pictures: PictureStore
    private var waiting = InkBatch()

    init(context: OpaquePointer, fonts: RasterFonts, pictures: PictureStore) {
        cr = context
        self.fonts = fonts
        self.pictures = pictures
    }

    func draw(_ page: Page) throws {
        try draw(page.items)
        try flush()
        try CairoFailure.check(cairo_status(cr))
    }

    private func draw(_ items: [FrameItem]) throws {
        for item in items { try draw(item) }
    }

    private func draw(_ item: FrameItem) throws {
        switch item {
        case .glyphs(let run): waiting.add(run)
        case .fill(let rect, let color):
            if waiting.hides(rect, color) { try flush() }
            waiting.add(rect, color)
        case .path(let path):
            try flush()
            draw(path)
        case .barCode(let code, let rect):
            try flush()
            try draw(code, rect)
        case .picture(let picture, let rect):
            try flush()
            try pictures.draw(picture, rect, on: cr)
        case .group(let group): try draw(group)
        case .link, .tag, .part: break
        }
    }

    /// Draws what waits. Rectangles of one colour are one figure: no seam shows between neighbours.
    private func flush() throws {
        var last: Color?
        for (rect, color) in waiting.fills {
            if let last, last != color || color.alpha < 255 { cairo_fill(cr) }
            cr.set(color)
            last = color
            cairo_rectangle(cr, rect.x.points, rect.y.points, rect.width.points, rect.height.points)
        }
        if last != nil { cairo_fill(cr) }
        for run in waiting.runs { try draw(run) }
        waiting.removeAll()
    }

    // MARK: Text

    private func draw(_ run: GlyphRun) throws {
        // The box for what a font has not: layout refuses it, and no picture is to show it.
        guard run.glyphs.allSatisfy({ $0.id != 0 }) else {
            throw Rejection("export.missing-glyph", ["text": run.text, "font": run.face.name])
        }
        cairo_save(cr)
        defer { cairo_restore(cr) }
        cairo_translate(cr, run.origin.x.points, run.origin.y.points)
        if run.rotation != 0 { cairo_rotate(cr, radians(run.rotation)) }
        cr.set(run.color)
        cairo_set_font_face(cr, try fonts[run.face])
        cairo_set_font_size(cr, run.size.points)
        let glyphs = run.glyphs.map { cairo_glyph_t(index: UInt($0.id), x: $0.x.points, y: $0.y.points) }
        cairo_show_glyphs(cr, glyphs, Int32(glyphs.count))
    }

    private func radians(_ thousandths: Int) -> Double { Double(thousandths) / 1_000 * .pi / 180 }

    // MARK: Figures

    private func draw(_ group: FrameGroup) throws {
        // A group drawn flat shows nothing, and cairo cannot do it.
        guard group.transform.isInvertible else { return }
        try flush()
        cairo_save(cr)
        defer { cairo_restore(cr) }
        cairo_translate(cr, group.origin.x.points, group.origin.y.points)
        if group.transform != .identity {
            var matrix = group.transform.matrix
            cairo_transform(cr, &matrix)
        }
        if let clip = group.clip {
            // The clip's own place and turn hold for its figure only, not for what it clips.
            var matrix = cairo_matrix_t()
            cairo_get_matrix(cr, &matrix)
            trace(clip)
            cairo_set_matrix(cr, &matrix)
            cairo_clip(cr)
        }
        try draw(group.items)
        try flush()
    }

    private func draw(_ path: Path) {
        cairo_save(cr)
        trace(path)
        cr.set(path.color)
        switch path.paint {
        case .fill: cairo_fill(cr)
        case .stroke(let width, let dashes):
            cairo_set_line_width(cr, width.points)
            cairo_set_dash(cr, dashes.map(\.points), Int32(dashes.count), 0)
            cairo_stroke(cr)
        }
        cairo_restore(cr)
    }

    /// Makes the figure cairo's current path, and moves and turns the context to it.
    private func trace(_ path: Path) {
        cairo_translate(cr, path.origin.x.points, path.origin.y.points)
        if path.rotation != 0 { cairo_rotate(cr, radians(path.rotation)) }
        cairo_new_path(cr)
        for segment in path.segments {
            switch segment {
            case .move(let to): cairo_move_to(cr, to.x.points, to.y.points)
            case .line(let to): cairo_line_to(cr, to.x.points, to.y.points)
            case .curve(let one, let two, let to):
                cairo_curve_to(
                    cr, one.x.points, one.y.points, two.x.points, two.y.points, to.x.points, to.y.points)
            case .close: cairo_close_path(cr)
            }
        }
    }

    private func draw(_ code: BarCode, _ rect: Rect) throws {
        guard rect.width > 0, rect.height > 0 else { return }
        let modules = try BarCodeModules(code)
        cairo_save(cr)
        defer { cairo_restore(cr) }
        cairo_translate(cr, rect.x.points, rect.y.points)
        cairo_scale(cr, rect.width.points / Double(modules.width), rect.height.points / Double(modules.height))
        cairo_set_source_rgb(cr, 0, 0, 0)
        for row in 0..<modules.height {
            for column in 0..<modules.width where modules[row, column] {
                cairo_rectangle(cr, Double(column), Double(row), 1, 1)
            }
        }
        cairo_fill(cr)
    }
}

extension OpaquePointer {
    /// Makes a colour the source of a cairo context.
    fileprivate func set(_ color: Color) {
        func part(_ value: UInt8) -> Double { Double(value) / 255 }
        if color.alpha == 255 {
            cairo_set_source_rgb(self, part(color.red), part(color.green), part(color.blue))
        } else {
            cairo_set_source_rgba(self, part(color.red), part(color.green), part(color.blue), part(color.alpha))
        }
    }
}

extension Transform {
    /// In points.
    fileprivate var matrix: cairo_matrix_t {
        func factor(_ millionths: Int) -> Double { Double(millionths) / 1_000_000 }
        return cairo_matrix_t(
            xx: factor(a), yx: factor(b), xy: factor(c), yy: factor(d), x0: e.points, y0: f.points)
    }
}

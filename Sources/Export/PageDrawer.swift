import CCairo
import Markup
import Typesetting

/// Draws the items of a page on a cairo context whose unit is the point.
struct PageDrawer {
    private let cr: OpaquePointer
    private let fonts: FontSubsets
    private let barCodes: BarCodeCache
    private let pictures: PictureStore

    init(context: OpaquePointer, fonts: FontSubsets, barCodes: BarCodeCache, pictures: PictureStore) {
        cr = context
        self.fonts = fonts
        self.barCodes = barCodes
        self.pictures = pictures
    }

    func draw(_ page: Page) throws {
        try draw(page.items)
        try CairoFailure.check(cairo_status(cr))
    }

    private func draw(_ items: [FrameItem]) throws {
        var at = 0
        while at < items.count {
            let end = linkEnd(items, from: at)
            if let end, case .link(let rect, let target) = items[end] {
                try link(rect, target) { for item in items[at..<end] { try draw(item) } }
                at = end + 1
            } else {
                try draw(items[at])
                at += 1
            }
        }
    }

    /// Where the link stands that belongs to the text at a place: behind it and its underline.
    private func linkEnd(_ items: [FrameItem], from start: Int) -> Int? {
        guard case .glyphs = items[start] else { return nil }
        for at in start + 1..<min(start + 3, items.count) {
            switch items[at] {
            case .link: return at
            case .fill: continue
            default: return nil
            }
        }
        return nil
    }

    private func draw(_ item: FrameItem) throws {
        switch item {
        case .glyphs(let run): draw(run)
        case .fill(let rect, let color):
            set(color)
            cairo_rectangle(cr, rect.x.points, rect.y.points, rect.width.points, rect.height.points)
            cairo_fill(cr)
        case .path(let path): draw(path)
        case .barCode(let code, let rect): try draw(code, rect)
        case .link(let rect, let target): link(rect, target) {}
        case .picture(let picture, let rect): try pictures.draw(picture, rect, on: cr)
        case .group(let group): try draw(group)
        case .tag, .part: break
        }
    }

    private func set(_ color: Color) {
        func part(_ value: UInt8) -> Double { Double(value) / 255 }
        if color.alpha == 255 {
            cairo_set_source_rgb(cr, part(color.red), part(color.green), part(color.blue))
        } else {
            cairo_set_source_rgba(cr, part(color.red), part(color.green), part(color.blue), part(color.alpha))
        }
    }

    // MARK: Text

    private func draw(_ run: GlyphRun) {
        let subset = fonts[run.face]
        set(run.color)
        cairo_set_font_face(cr, subset.cairoFace)
        cairo_set_font_size(cr, run.size.points)
        let isTurned = run.rotation != 0
        if isTurned {
            cairo_save(cr)
            cairo_translate(cr, run.origin.x.points, run.origin.y.points)
            cairo_rotate(cr, radians(run.rotation))
        }
        let x = isTurned ? 0 : run.origin.x
        let y = isTurned ? 0 : run.origin.y
        let glyphs = run.glyphs.map {
            cairo_glyph_t(index: UInt(subset.glyph($0.id)), x: (x + $0.x).points, y: (y + $0.y).points)
        }
        let clusters = run.clusters.map {
            cairo_text_cluster_t(num_bytes: Int32($0.bytes), num_glyphs: Int32($0.glyphs))
        }
        var text = run.text
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                cairo_show_text_glyphs(
                    cr, characters.baseAddress, Int32(characters.count), glyphs, Int32(glyphs.count), clusters,
                    Int32(clusters.count), cairo_text_cluster_flags_t(rawValue: 0))
            }
        }
        if isTurned { cairo_restore(cr) }
    }

    private func radians(_ thousandths: Int) -> Double { Double(thousandths) / 1_000 * .pi / 180 }

    // MARK: Figures

    private func draw(_ group: FrameGroup) throws {
        // A group drawn flat shows nothing, and cairo cannot do it.
        guard group.transform.isInvertible else { return }
        cairo_save(cr)
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
        cairo_restore(cr)
    }

    private func draw(_ path: Path) {
        cairo_save(cr)
        trace(path)
        set(path.color)
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

    /// As a mask of one bit a module, which a PDF holds as a few dozen bytes.
    private func draw(_ code: BarCode, _ rect: Rect) throws {
        guard rect.width > 0, rect.height > 0 else { return }
        let mask = try barCodes.mask(code)
        cairo_save(cr)
        cairo_translate(cr, rect.x.points, rect.y.points)
        cairo_scale(cr, rect.width.points / Double(mask.width), rect.height.points / Double(mask.height))
        cairo_set_source_rgb(cr, 0, 0, 0)
        let pattern = cairo_pattern_create_for_surface(mask.surface)
        cairo_pattern_set_filter(pattern, CAIRO_FILTER_NEAREST)
        cairo_mask(cr, pattern)
        cairo_pattern_destroy(pattern)
        cairo_restore(cr)
    }

    /// Draws what a link holds. Cairo 1.16 writes no structure tree for tags that are links alone, but refers to it, so
    /// that the file is damaged; a span around the link makes it write the tree.
    private func link(_ rect: Rect, _ target: String, content: () throws -> Void) rethrows {
        let quoted = target.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
        let place = "\(rect.x.points) \(rect.y.points) \(rect.width.points) \(rect.height.points)"
        cairo_tag_begin(cr, "Span", nil)
        cairo_tag_begin(cr, CAIRO_TAG_LINK, "rect=[\(place)] uri='\(quoted)'")
        try content()
        cairo_tag_end(cr, CAIRO_TAG_LINK)
        cairo_tag_end(cr, "Span")
    }
}

/// Masks of the bar codes of one file.
final class BarCodeCache {
    struct Mask {
        let surface: OpaquePointer
        let width: Int
        let height: Int
    }

    private var masks: [BarCode: Mask] = [:]

    deinit {
        for mask in masks.values { cairo_surface_destroy(mask.surface) }
    }

    func mask(_ code: BarCode) throws -> Mask {
        if let known = masks[code] { return known }
        let modules = try BarCodeModules(code)
        guard let surface = cairo_image_surface_create(CAIRO_FORMAT_A1, Int32(modules.width), Int32(modules.height))
        else { throw CairoFailure(CAIRO_STATUS_NO_MEMORY) }
        try CairoFailure.check(cairo_surface_status(surface))
        let stride = Int(cairo_image_surface_get_stride(surface))
        guard let bytes = cairo_image_surface_get_data(surface) else { throw CairoFailure(CAIRO_STATUS_NO_MEMORY) }
        for row in 0..<modules.height {
            for column in 0..<modules.width where modules.dark[row * modules.width + column] {
                // Cairo packs A1 in the machine's bit order: the lowest bit first on little-endian machines.
                bytes[row * stride + column / 8] |= UInt8(1 << (column % 8))
            }
        }
        cairo_surface_mark_dirty(surface)
        let mask = Mask(surface: surface, width: modules.width, height: modules.height)
        masks[code] = mask
        return mask
    }
}

extension Transform {
    /// In points.
    var matrix: cairo_matrix_t {
        func factor(_ millionths: Int) -> Double { Double(millionths) / 1_000_000 }
        return cairo_matrix_t(
            xx: factor(a), yx: factor(b), xy: factor(c), yy: factor(d), x0: e.points, y0: f.points)
    }

    var isInvertible: Bool {
        let (first, isFirstTooLarge) = a.multipliedReportingOverflow(by: d)
        let (second, isSecondTooLarge) = b.multipliedReportingOverflow(by: c)
        return !isFirstTooLarge && !isSecondTooLarge && first != second
    }
}

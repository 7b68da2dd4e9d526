import CCairo
import Markup
import Typesetting

/// Draws the items of pages on a cairo context whose unit is the point.
final class PageDrawer {
    private let cr: OpaquePointer
    private let fonts: FontStock
    private let barCodes: BarCodeMasks
    private let pictures: PictureStore
    private let batch: InkBatch
    private let forms: Forms?
    /// Nil where there is nothing to navigate: in a picture or a form.
    private let navigation: Navigation?
    private(set) var tags = SubsetTags()

    /// - Parameter forms: nil where nothing is drawn again as a whole.
    init(
        context: OpaquePointer, fonts: FontStock, barCodes: BarCodeMasks, pictures: PictureStore, forms: Forms? = nil,
        navigation: Navigation? = nil
    ) {
        self.navigation = navigation
        cr = context
        self.forms = forms
        self.fonts = fonts
        self.barCodes = barCodes
        self.pictures = pictures
        batch = InkBatch(context: context)
    }

    /// - Parameter structure: marks what is drawn; nil draws faster.
    func draw(_ page: Page, structure: TagWriter? = nil) throws {
        navigation?.begin(page)
        if let structure {
            structure.beginPage(page)
            structure.flush = batch.flush
            try drawTagged(page.items, structure)
            structure.endPage()
        } else {
            try draw(page.items)
            batch.flush()
        }
        try CairoFailure.check(cairo_status(cr))
    }

    private func draw(_ items: [FrameItem]) throws {
        let hasLinks = items.contains { if case .link = $0 { true } else { false } }
        guard hasLinks else {
            for item in items { try draw(item) }
            return
        }
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
    func linkEnd(_ items: [FrameItem], from start: Int) -> Int? {
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

    func draw(_ item: FrameItem) throws {
        switch item {
        case .glyphs(let run): draw(run)
        case .fill(let rect, let color): batch.add(rect, color)
        case .path(let path): draw(path)
        case .barCode(let code, let rect): try draw(code, rect)
        case .link(let rect, let target): link(rect, target) {}
        case .picture(let picture, let rect):
            batch.flush()
            try pictures.draw(picture, rect, on: cr)
        case .group(let group): try draw(group) { try draw(contentOf: group) }
        case .tag, .part: break
        }
    }

    // MARK: Text

    private func draw(_ run: GlyphRun) {
        tags.note(run)
        guard run.rotation != 0 else { return batch.add(run) { fonts[$0] } }
        batch.flush()
        cairo_save(cr)
        cairo_translate(cr, run.origin.x.points, run.origin.y.points)
        cairo_rotate(cr, radians(run.rotation))
        var upright = run
        upright.origin = Point(x: 0, y: 0)
        batch.add(upright) { fonts[$0] }
        batch.flush()
        cairo_restore(cr)
    }

    private func radians(_ thousandths: Int) -> Double { Double(thousandths) / 1_000 * .pi / 180 }

    // MARK: Figures

    func draw(_ group: FrameGroup, content: () throws -> Void) throws {
        // A group drawn flat shows nothing, and cairo cannot do it.
        guard group.transform.isInvertible else { return }
        batch.flush()
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
            // Where nothing can be seen, cairo loses one end of a tag and gives up the file.
            guard canBeSeen else { return cairo_restore(cr) }
        }
        try content()
        batch.flush()
        cairo_restore(cr)
    }

    private var canBeSeen: Bool {
        var (left, top, right, bottom) = (0.0, 0.0, 0.0, 0.0)
        cairo_clip_extents(cr, &left, &top, &right, &bottom)
        return left < right && top < bottom
    }

    /// As a form when the group comes again; a link is none of a form's affairs.
    private func draw(contentOf group: FrameGroup) throws {
        if !group.items.holdLinks, let form = try forms?.form(group.items, draw: record) {
            cairo_set_source_surface(cr, form, 0, 0)
            cairo_paint(cr)
        } else {
            try draw(group.items)
        }
    }

    /// Draws items on a surface of their own.
    private func record(_ items: [FrameItem], on surface: OpaquePointer) throws {
        guard let context = cairo_create(surface) else { throw CairoFailure(CAIRO_STATUS_NO_MEMORY) }
        defer { cairo_destroy(context) }
        let drawer = PageDrawer(context: context, fonts: fonts, barCodes: barCodes, pictures: pictures)
        try drawer.draw(items)
        drawer.batch.flush()
        try CairoFailure.check(cairo_status(context))
    }

    private func draw(_ path: Path) {
        batch.flush()
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

    /// As a mask of one bit a module, which a PDF holds as a few dozen bytes.
    private func draw(_ code: BarCode, _ rect: Rect) throws {
        guard rect.width > 0, rect.height > 0 else { return }
        let mask = try barCodes.mask(code)
        batch.flush()
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
    func link(_ rect: Rect, _ target: String, content: () throws -> Void) rethrows {
        guard let navigation else { return try content() }
        let place = "\(rect.x.points) \(rect.y.points) \(rect.width.points) \(rect.height.points)"
        batch.flush()
        cairo_tag_begin(cr, "Span", nil)
        cairo_tag_begin(cr, CAIRO_TAG_LINK, "rect=[\(place)] \(navigation.attributes(of: target))")
        try content()
        batch.flush()
        cairo_tag_end(cr, CAIRO_TAG_LINK)
        cairo_tag_end(cr, "Span")
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

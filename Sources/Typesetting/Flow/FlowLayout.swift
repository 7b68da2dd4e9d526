import Diagnostics
import Markup

/// Lays out the content of boxes for a given width: blocks under each other, paragraphs broken into lines, tables and
/// flex boxes. The result is a list of slabs, from which pages are filled.
final class FlowLayout {
    let shaper: ParagraphShaper
    /// Names the record in messages.
    let subject: String?
    /// The height of a page's type area: a box that must not be divided but is taller flows like any other.
    let regionHeight: Length
    /// Tags what is drawn; nil when nobody asked for tags.
    let tagger: Tagger?

    /// How lines run. In a vertical mode x and widths are along the lines, down the paper (`LogicalBox`).
    let mode: WritingMode

    init(
        shaper: ParagraphShaper, subject: String?, regionHeight: Length, mode: WritingMode = .horizontalTB,
        tagger: Tagger? = nil
    ) {
        self.tagger = tagger
        self.shaper = shaper
        self.subject = subject
        self.regionHeight = regionHeight
        self.mode = mode
    }

    /// The slabs of a flow, and the boxes that are drawn around them.
    struct Flow {
        var slabs = SlabList()
        var decorations: [Decoration] = []
        /// Margin below the last slab.
        var spaceAfter: Length = 0
        /// Boxes of `position: fixed`, for every page.
        var fixed: [AnchoredFrame] = []
        /// Straddle seals and watermarks.
        var pageDrawings: [PageDrawing] = []
    }

    /// Lays a part of a document out onto pages of one name; its width is the type area's.
    func fill(_ pages: Paginator, with root: Box, width: Length) throws {
        var builder = FlowBuilder(layout: self, containing: width, height: regionHeight, pages: pages)
        try builder.block(root, x: 0, width: width)
        var flow = try builder.finish()
        try pages.finish(&flow)
    }

    /// A flow of blocks.
    func flow(_ boxes: [Box], width: Length) throws -> Flow {
        var builder = FlowBuilder(layout: self, containing: width, height: regionHeight)
        for box in boxes { try builder.block(box, x: 0, width: width) }
        return try builder.finish()
    }

    /// The content of `box` as a flow, its own margin, border and padding left out.
    /// - Parameter containing: the width of the padding box, in which absolutely positioned boxes stand.
    /// - Parameter height: the content box's where it is known, for shares of it.
    func content(of box: Box, width: Length, containing: Length, height: Length? = nil) throws -> Flow {
        if box.style.values.writingMode != mode {
            return try OrthogonalLayout(layout: self).content(of: box, width: width)
        }
        var builder = FlowBuilder(layout: self, containing: containing, height: height)
        try builder.children(of: box, x: 0, width: width)
        return try inner(builder.finish())
    }

    /// A flow inside a box that is laid out whole: what belongs to a page cannot start there.
    func inner(_ flow: Flow) throws -> Flow {
        if let fixed = flow.fixed.first { throw Rejection("layout.fixed-inside", at: fixed.span) }
        if let drawing = flow.pageDrawings.first { throw Rejection("layout.page-drawing-inside", at: drawing.span) }
        if let float = flow.slabs.lazy.compactMap(\.pageFloat).first {
            throw Rejection("layout.page-float-inside", at: float.span)
        }
        return flow
    }

    /// The image behind a box.
    func background(_ style: StyleValues, at span: SourceSpan) throws -> Picture? {
        guard let image = style.backgroundImage else { return nil }
        guard let picture = shaper.backgrounds[image.url] else {
            throw Rejection("layout.no-picture", ["file": image.shortURL], at: span)
        }
        let area = Rect(x: 0, y: 0, width: regionHeight, height: regionHeight)
        let tile = BackgroundTiles.size(image.size, picture, area)
        if image.repeatsX || image.repeatsY, tile.width * tile.height < BackgroundTiles.leastTile {
            throw Rejection("layout.background-too-fine", ["file": image.shortURL], at: span)
        }
        return picture
    }

    func paragraph(_ nodes: [Node], style: ComputedStyle, span: SourceSpan, width: Length) throws -> Paragraph? {
        let content = InlineContent(nodes, style: style, span: span)
        try content.refuseMisplaced()
        guard !content.isEmpty else { return nil }
        return try shaper.prepare(content, style: style, subject: subject) { try atom($0, in: width) }
    }
}

extension FlowLayout.Flow {
    /// What the slabs have for their page, with heights from the flow's top.
    var notes: PageNotes {
        var notes = PageNotes()
        var y: Length = 0
        for slab in slabs {
            y += slab.spaceBefore
            notes.carry(slab.notes, y: y)
            y += slab.height
        }
        return notes
    }

    /// Absolutely positioned boxes about the top left of a containing block, in which the flow starts at (left, top).
    func anchoredGroups(
        in width: Length, _ height: Length, left: Length, top: Length
    ) throws -> (under: [PlacedItems], over: [PlacedItems]) {
        var layers = Layers()
        var y = top
        for slab in slabs {
            y += slab.spaceBefore
            for anchored in slab.anchored { try layers.add(anchored, in: width, height, flowX: left, flowY: y) }
            y += slab.height
        }
        return layers.groups
    }
}

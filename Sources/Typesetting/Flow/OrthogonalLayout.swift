import Diagnostics
import Markup

/// Lays out, as one piece, a box whose lines run another way than those around it (CSS Writing Modes 4, 7.3). Its lines
/// are as long as its style says or as they need, at most as long as the page; from line to line it takes what its
/// lines take.
struct OrthogonalLayout {
    /// Of the box around.
    let layout: FlowLayout

    /// Wider than any paper, for what has no measure of its own.
    static let boundless: Length = 10_000 * .millimetre

    /// - Parameters:
    ///   - width: of the containing block, along the lines of the box around.
    ///   - borderBoxWidth: what the box around wants it to take of that.
    func frame(
        _ box: Box, in width: Length, borderBoxWidth: Length? = nil, height: Length? = nil
    ) throws -> AtomicFrame {
        if layout.mode == .horizontalTB { return try vertical(box, in: width, borderBoxWidth, height) }
        let available = min(layout.regionHeight, OrthogonalLayout.boundless)
        let horizontal = layout.inMode(.horizontalTB, regionHeight: width)
        return upright(try horizontal.atomic(box, in: available))
    }

    /// Upright text or drawings in a box whose lines run down the paper.
    func upright(_ frame: AtomicFrame) -> AtomicFrame {
        var turned = frame
        turned.items = WritingTurn(layout.mode, extent: frame.width).turnedBack(frame.items)
        (turned.width, turned.height) = (frame.height, frame.width)
        turned.baseline = frame.width
        turned.firstBaseline = nil
        turned.notes = frame.notes.atTop
        return turned
    }

    /// A drawing in a box whose lines run down the paper: it stands upright. Its style has been turned with the box.
    func drawing(
        _ drawing: Drawing, _ style: ComputedStyle, _ span: SourceSpan, borderBoxWidth: Length?, height: Length?
    ) throws -> AtomicFrame {
        let values = style.values.turnedBack(layout.mode)
        let horizontal = layout.inMode(.horizontalTB, regionHeight: layout.regionHeight)
        let available = min(layout.regionHeight, OrthogonalLayout.boundless)
        return upright(
            try horizontal.drawing(
                drawing, ComputedStyle(values), span, in: available, borderBoxWidth: height, height: borderBoxWidth))
    }

    private func vertical(
        _ box: Box, in width: Length, _ borderBoxWidth: Length?, _ height: Length?
    ) throws -> AtomicFrame {
        let mode = box.style.values.writingMode
        var own = box
        own.style = ComputedStyle(box.style.values.resolvingShares(of: width))
        let inside = layout.inMode(mode, regionHeight: OrthogonalLayout.boundless)
        let available = min(layout.regionHeight, OrthogonalLayout.boundless)
        let set = try inside.atomic(
            LogicalBox(mode).box(own), in: available, borderBoxWidth: height, height: borderBoxWidth)
        var frame = set
        frame.items = WritingTurn(mode, extent: set.height).turned(set.items)
        (frame.width, frame.height) = (set.height, set.width)
        frame.baseline = set.width
        frame.firstBaseline = nil
        frame.notes = set.notes.atTop
        return frame
    }

    /// The content of a table cell whose lines run another way than the table's, as one slab.
    func content(of cell: Box, width: Length) throws -> FlowLayout.Flow {
        let frame = try frame(Box.anonymous(cell.content, .block, in: cell), in: width)
        var slab = Slab(height: frame.height)
        let x = cell.style.values.verticalAlign == .middle ? max(0, width - frame.width) / 2 : 0
        slab.items = frame.items.map { $0.moved(x: x, y: 0) }
        slab.notes = frame.notes
        slab.span = cell.span
        var flow = FlowLayout.Flow()
        flow.slabs.append(slab)
        return flow
    }

    /// 纵中横: a few characters side by side in one em of a vertical line, narrowed where they need more.
    func combined(_ box: Box) throws -> AtomicFrame {
        var values = box.style.values
        values.writingMode = .horizontalTB
        values.textCombineUpright = false
        values.whiteSpace = .nowrap
        values.letterSpacing = 0
        values.lineHeight = .length(values.fontSize)
        values.textAlign = .start
        values.textIndent = .zero
        values.textEmphasis = nil
        values.characterGrid = nil
        values.handedDecorations = []
        let em = values.fontSize
        let style = ComputedStyle(values)
        let horizontal = layout.inMode(.horizontalTB, regionHeight: layout.regionHeight)
        let nodes = [Node.text(box.plainText, box.span)]
        guard let text = try horizontal.paragraph(nodes, style: style, span: box.span, width: em),
            let line = LineBreaker(paragraph: text, width: .max / 4, indent: 0).lines().first
        else { return AtomicFrame(width: 0, height: em, baseline: em, verticalAlign: .baseline, items: []) }
        var items = LineSetter(paragraph: text, width: line.width).set(line).items
        if line.width <= em {
            items = items.map { $0.moved(x: (em - line.width) / 2, y: 0) }
        } else {
            let factor = 1_000_000 * em / line.width
            let transform = Transform(a: factor, b: 0, c: 0, d: 1_000_000, e: 0, f: 0)
            items = [.group(FrameGroup(origin: Point(x: 0, y: 0), transform: transform, items: items))]
        }
        return upright(AtomicFrame(width: em, height: em, baseline: em, verticalAlign: .baseline, items: items))
    }
}

extension PageNotes {
    /// All at the top of a box that is turned: its lines have no heights on paper.
    fileprivate var atTop: PageNotes {
        guard !isEmpty else { return self }
        var notes = self
        notes.outline = outline.map { OutlineEntry(level: $0.level, title: $0.title, y: 0) }
        notes.destinations = destinations.map { Destination(name: $0.name, y: 0) }
        return notes
    }
}

extension FlowLayout {
    /// A layout of the same document for boxes whose lines run in a mode.
    func inMode(_ mode: WritingMode, regionHeight: Length) -> FlowLayout {
        FlowLayout(shaper: shaper, subject: subject, regionHeight: regionHeight, mode: mode, tagger: tagger)
    }
}

import Diagnostics
import Markup

/// Flex boxes (CSS Flexbox 1): items beside or under each other, in one line or several.
struct FlexLayout {
    let layout: FlowLayout

    struct Line {
        var items: [FlexItem]
        /// Across.
        var size: Length = 0
        /// From the line's start, of the items that align by it.
        var baseline: Length = 0
    }

    /// What a flex box asks of its lines, with the two axes named.
    struct Axes {
        let style: StyleValues
        let isRow: Bool
        let width: Length
        let height: Length?

        init(_ style: StyleValues, width: Length, height: Length?) {
            self.style = style
            self.width = width
            self.height = height
            isRow = style.flexDirection.isRow
        }

        var mainRoom: Length? { isRow ? width : height }
        var crossRoom: Length? { isRow ? height : width }
        /// Whether items follow each other from the right, or from below; and lines.
        var isMainReversed: Bool { style.flexDirection.isReversed != (isRow && style.direction == .rtl) }
        var isCrossReversed: Bool { (style.flexWrap == .wrapReverse) != (!isRow && style.direction == .rtl) }
        var wraps: Bool { style.flexWrap != .nowrap }

        /// A share of a height that nobody knows is none.
        private var rowGap: Length { style.rowGap.resolved(against: height ?? 0) ?? 0 }
        private var columnGap: Length { style.columnGap?.resolved(against: width) ?? 0 }
        var mainGap: Length { isRow ? columnGap : rowGap }
        var crossGap: Length { isRow ? rowGap : columnGap }

        func cross(_ frame: AtomicFrame) -> Length { isRow ? frame.height : frame.width }
        func startMargin(_ edges: BoxEdges) -> Length { isRow ? edges.margin.top : edges.margin.left }
        func crossMargins(_ style: StyleValues) -> (start: Dimension, end: Dimension) {
            isRow ? (style.margin.top, style.margin.bottom) : (style.margin.left, style.margin.right)
        }
        func mainMargins(_ style: StyleValues) -> (start: Dimension, end: Dimension) {
            isRow ? (style.margin.left, style.margin.right) : (style.margin.top, style.margin.bottom)
        }
    }

    /// The content of a flex container; `height` when it is definite.
    func content(of box: Box, width: Length, height: Length?) throws -> AtomicFrame {
        let axes = Axes(box.style.values, width: width, height: height)
        var lines = try lines(of: box, axes)
        return try place(&lines, axes)
    }

    /// The items of a flex container in their lines, laid out at their sizes.
    func lines(of box: Box, _ axes: Axes) throws -> [Line] {
        let items = try children(of: box).map { try item($0.0, $0.1, axes) }
        var lines = lines(items, axes)
        for at in lines.indices {
            if let room = axes.mainRoom {
                let gaps = axes.mainGap * (lines[at].items.count - 1)
                FlexibleLengths.resolve(&lines[at].items, room: room - gaps)
            } else {
                for index in lines[at].items.indices {
                    lines[at].items[index].size = lines[at].items[index].hypothetical
                }
            }
            try setItems(&lines[at], axes)
        }
        return lines
    }

    // MARK: Items

    /// Text between items is an item of its own.
    func children(of box: Box) -> [(InlineContent.Atom, SourceSpan)] {
        var items: [(InlineContent.Atom, SourceSpan)] = []
        var inline: [Node] = []
        func flush() {
            if !inline.allSatisfy(\.isBlank) { items.append((.box(.anonymous(inline, .block, in: box)), box.span)) }
            inline = []
        }
        for node in box.content where !node.isOutOfFlow {
            switch node {
            case .box(let child):
                flush()
                if child.style.values.display != .none { items.append((.box(child), child.span)) }
            case .drawing(let drawing, let style, let span):
                flush()
                items.append((.drawing(drawing, style, span), span))
            case .text, .lineBreak, .generated, .pageSum, .rows: inline.append(node)
            }
        }
        flush()
        return items
    }

    private func item(_ atom: InlineContent.Atom, _ span: SourceSpan, _ axes: Axes) throws -> FlexItem {
        let style = atom.style.values
        let edges = BoxEdges(style, in: axes.width)
        let down = edges.margin.top + edges.margin.bottom
        var item = FlexItem(
            atom: atom, span: span, edges: edges, mainMargins: axes.isRow ? edges.margins : down,
            crossMargins: axes.isRow ? down : edges.margins, base: 0, least: 0, most: .max)
        if axes.isRow { try measureWidth(&item, axes) } else { try measureHeight(&item, axes) }
        item.most = max(item.most, item.least)
        return item
    }

    private func measureWidth(_ item: inout FlexItem, _ axes: Axes) throws {
        let (style, edges) = (item.style, item.edges)
        let (least, most) = try widths(item, axes)
        let asked = style.borderBoxWidth(in: axes.width, edges)
        var basis = style
        basis.width = style.flexBasis
        item.base = style.flexBasis == .auto ? asked ?? most : basis.borderBoxWidth(in: axes.width, edges) ?? most
        if style.maxWidth != .auto { item.most = style.clamped(.max / 4, in: axes.width, edges) }
        // What overflows may be cut, so that such an item may become as narrow as one likes.
        let automatic = style.overflowHidden ? edges.horizontal : min(asked ?? least, least)
        item.least = style.clamped(automatic, in: axes.width, edges)
    }

    private func measureHeight(_ item: inout FlexItem, _ axes: Axes) throws {
        let (style, edges) = (item.style, item.edges)
        item.frame = try set(item, axes, width: crossWidth(item, axes))
        func outer(_ content: Length) -> Length {
            style.clampedContentHeight(content, in: axes.height, edges) + edges.vertical
        }
        let natural = item.frame.height
        let asked = style.contentHeight(in: axes.height, edges).map { $0 + edges.vertical }
        var basis = style
        basis.height = style.flexBasis
        let given = style.flexBasis == .auto ? asked : basis.contentHeight(in: axes.height, edges).map(outer)
        item.base = given ?? natural
        if style.maxHeight != .auto { item.most = outer(.max / 4) }
        item.least = outer(style.overflowHidden ? 0 : max(0, min(asked ?? natural, natural) - edges.vertical))
    }

    /// How narrow the item may get and how wide it wants to be.
    private func widths(_ item: FlexItem, _ axes: Axes) throws -> (least: Length, most: Length) {
        switch item.atom {
        case .box(let box):
            let (least, most) = try IntrinsicWidth(layout: layout).content(box)
            return (least + item.edges.horizontal, most + item.edges.horizontal)
        case .drawing(.dataChart, let style, _) where style.values.width == .auto: return (0, axes.width)
        case .drawing:
            let width = try set(item, axes, width: nil).width
            return (width, width)
        }
    }

    /// The width of an item of a column, nil for what its content wants.
    private func crossWidth(_ item: FlexItem, _ axes: Axes) -> Length? {
        let style = item.style
        if let asked = style.borderBoxWidth(in: axes.width, item.edges) { return asked }
        guard item.alignment(in: axes.style) == .stretch, !axes.wraps, style.margin.left != .auto,
            style.margin.right != .auto, !item.isSizedByItself
        else { return nil }
        return style.clamped(axes.width - item.edges.margins, in: axes.width, item.edges)
    }

    /// Lays an item out, without its margins.
    private func set(
        _ item: FlexItem, _ axes: Axes, width: Length?, height: Length? = nil
    ) throws -> AtomicFrame {
        switch item.atom {
        case .box(let box):
            var frame = try layout.atomic(
                box, in: axes.width, borderBoxWidth: width, height: height, room: axes.height)
            frame.note(box)
            return frame
        case .drawing(let drawing, let style, let span):
            return try layout.drawing(
                drawing, style, span, in: axes.width, borderBoxWidth: width, height: height, room: axes.height)
        }
    }

    // MARK: Lines

    private func lines(_ items: [FlexItem], _ axes: Axes) -> [Line] {
        guard axes.wraps, let room = axes.mainRoom else { return items.isEmpty ? [] : [Line(items: items)] }
        var lines: [Line] = []
        var used: Length = 0
        for item in items {
            let size = item.hypothetical + item.mainMargins
            if let last = lines.indices.last, used + axes.mainGap + size <= room {
                lines[last].items.append(item)
                used += axes.mainGap + size
            } else {
                lines.append(Line(items: [item]))
                used = size
            }
        }
        return lines
    }

    /// Lays out the items of a line at their sizes, and finds how much the line takes across.
    private func setItems(_ line: inout Line, _ axes: Axes) throws {
        for at in line.items.indices {
            let item = line.items[at]
            if axes.isRow {
                line.items[at].frame = try set(item, axes, width: item.size)
            } else if item.frame.height != item.size {
                line.items[at].frame = try set(item, axes, width: crossWidth(item, axes), height: item.size)
            }
        }
        var below: Length = 0
        for item in line.items {
            let size = axes.cross(item.frame) + item.crossMargins
            line.size = max(line.size, size)
            if axes.isRow, item.alignment(in: axes.style) == .baseline {
                let baseline = item.edges.margin.top + item.frame.alignmentBaseline
                line.baseline = max(line.baseline, baseline)
                below = max(below, size - baseline)
            }
        }
        line.size = max(line.size, line.baseline + below)
        if !axes.wraps, let room = axes.crossRoom { line.size = room }
    }

    // MARK: Places

    private func place(_ lines: inout [Line], _ axes: Axes) throws -> AtomicFrame {
        let gaps = axes.crossGap * max(0, lines.count - 1)
        let used = lines.reduce(gaps) { $0 + $1.size }
        let free = max(0, (axes.crossRoom ?? used) - used)
        var (pen, between) = Distribution(axes.style.alignContent).places(free, lines.count)
        if axes.wraps, axes.style.alignContent == .stretch, !lines.isEmpty {
            for at in lines.indices {
                lines[at].size += free * (at + 1) / lines.count - free * at / lines.count
            }
        }
        let longest = lines.map { line in
            line.items.reduce(axes.mainGap * (line.items.count - 1)) { $0 + $1.size + $1.mainMargins }
        }.max() ?? 0
        let main = axes.mainRoom ?? longest
        let cross = axes.crossRoom ?? used
        var whole = AtomicFrame(
            width: axes.isRow ? main : cross, height: axes.isRow ? cross : main, baseline: axes.isRow ? cross : main,
            verticalAlign: .baseline, items: [])
        for line in lines {
            let start = axes.isCrossReversed ? cross - pen - line.size : pen
            try place(line, at: start, main: main, axes, in: &whole)
            pen += line.size + axes.crossGap + between
        }
        whole.baseline = whole.firstBaseline ?? whole.height
        return whole
    }

    func place(
        _ line: Line, at start: Length, main: Length, _ axes: Axes, in whole: inout AtomicFrame
    ) throws {
        for (item, along) in zip(line.items, places(of: line.items, main: main, axes)) {
            let frame = try numbered(try stretched(item, line, axes))
            let across = start + crossPlace(item, frame, line, axes) + axes.startMargin(item.edges)
            whole.add(frame, x: axes.isRow ? along : across, y: axes.isRow ? across : along)
        }
    }

    /// Where along a line of length `main` the border boxes of its items begin.
    func places(of items: [FlexItem], main: Length, _ axes: Axes) -> [Length] {
        let gaps = axes.mainGap * (items.count - 1)
        let free = main - items.reduce(gaps) { $0 + $1.size + $1.mainMargins }
        // Automatic margins take all free room before `justify-content` sees any.
        let shares = items.reduce(0) { count, item in
            let margins = axes.mainMargins(item.style)
            return count + (margins.start == .auto ? 1 : 0) + (margins.end == .auto ? 1 : 0)
        }
        let share = shares == 0 || free < 0 ? 0 : free / shares
        let rest = shares == 0 || free < 0 ? free : 0
        var (pen, between) = axes.style.justifyContent.places(rest, items.count)
        return items.map { item in
            let margins = axes.mainMargins(item.style)
            let (before, behind) = axes.isMainReversed ? (margins.end, margins.start) : (margins.start, margins.end)
            if before == .auto { pen += share }
            let size = item.size + item.mainMargins
            let along =
                (axes.isMainReversed ? main - pen - size : pen)
                + (axes.isRow ? item.edges.margin.left : item.edges.margin.top)
            pen += size + (behind == .auto ? share : 0) + axes.mainGap + between
            return along
        }
    }

    /// Items that fill their line are laid out after those behind them: their parts of the structure get numbers in the
    /// order in which they are read.
    private func numbered(_ frame: AtomicFrame) throws -> AtomicFrame {
        layout.tagger?.renumbered(frame) ?? frame
    }

    /// An item as wide or high as its line, where it is to fill it.
    private func stretched(_ item: FlexItem, _ line: Line, _ axes: Axes) throws -> AtomicFrame {
        let margins = axes.crossMargins(item.style)
        let isAuto = (axes.isRow ? item.style.height : item.style.width) == .auto
        let room = line.size - item.crossMargins
        guard item.alignment(in: axes.style) == .stretch, isAuto, margins.start != .auto, margins.end != .auto,
            !item.isSizedByItself, axes.cross(item.frame) < room
        else { return item.frame }
        if axes.isRow {
            let content = item.style.clampedContentHeight(
                room - item.edges.vertical, in: axes.height, item.edges)
            return try set(item, axes, width: item.size, height: content + item.edges.vertical)
        }
        let width = item.style.clamped(room, in: axes.width, item.edges)
        return try set(item, axes, width: width, height: item.size)
    }

    /// Where across its line an item begins.
    func crossPlace(_ item: FlexItem, _ frame: AtomicFrame, _ line: Line, _ axes: Axes) -> Length {
        let free = line.size - axes.cross(frame) - item.crossMargins
        let margins = axes.crossMargins(item.style)
        switch (margins.start, margins.end) {
        case (.auto, .auto): return max(0, free / 2)
        case (.auto, _): return max(0, free)
        case (_, .auto): return 0
        default: break
        }
        switch item.alignment(in: axes.style) {
        case .stretch, .start: return axes.isCrossReversed ? free : 0
        case .center: return free / 2
        case .end: return axes.isCrossReversed ? 0 : free
        case .baseline:
            return axes.isRow ? line.baseline - frame.alignmentBaseline - item.edges.margin.top : 0
        }
    }
}

extension FlexItem {
    /// Pictures, seals and codes have sizes of their own, which stretching would distort.
    var isSizedByItself: Bool {
        switch atom {
        case .box, .drawing(.dataChart, _, _): false
        case .drawing: true
        }
    }
}

extension AtomicFrame {
    fileprivate var alignmentBaseline: Length { firstBaseline ?? height }

    /// Puts a box into this one.
    fileprivate mutating func add(_ frame: AtomicFrame, x: Length, y: Length) {
        items += frame.items.map { $0.moved(x: x, y: y) }
        notes.carry(frame.notes, y: y)
        if firstBaseline == nil { firstBaseline = frame.firstBaseline.map { $0 + y } }
    }
}

extension Distribution {
    fileprivate init(_ lines: LineDistribution) {
        switch lines {
        case .stretch, .start: self = .start
        case .center: self = .center
        case .end: self = .end
        case .spaceBetween: self = .spaceBetween
        case .spaceAround: self = .spaceAround
        }
    }

    /// Where the first piece starts, and what goes between pieces beyond the gap. Pieces that do not fit stand out on
    /// the side that is not held.
    fileprivate func places(_ free: Length, _ count: Int) -> (start: Length, between: Length) {
        guard count > 0 else { return (0, 0) }
        switch self {
        case .start: return (0, 0)
        case .center: return (free / 2, 0)
        case .end: return (free, 0)
        case .spaceBetween: return count > 1 ? (0, max(0, free) / (count - 1)) : (0, 0)
        case .spaceAround: return free < 0 ? (free / 2, 0) : (free / count / 2, free / count)
        case .spaceEvenly: return free < 0 ? (free / 2, 0) : (free / (count + 1), free / (count + 1))
        }
    }
}

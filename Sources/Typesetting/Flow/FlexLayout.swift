import Markup

/// Flex boxes of one line (CSS Flexbox 1, without wrapping): items beside or under each other, room shared by
/// `flex-grow`, the rest by `justify-content`.
struct FlexLayout {
    let layout: FlowLayout

    /// The content of a flex container; `height` when it is definite.
    func content(of box: Box, width: Length, height: Length?) throws -> AtomicFrame {
        let items = items(of: box)
        return box.style.values.flexDirection == .row
            ? try row(items, box.style.values, width: width, height: height)
            : try column(items, box.style.values, width: width, height: height)
    }

    /// Text between items is an item of its own.
    private func items(of box: Box) -> [Box] {
        var items: [Box] = []
        var inline: [Node] = []
        func flush() {
            if !inline.allSatisfy(\.isBlank) { items.append(.anonymous(inline, .block, in: box)) }
            inline = []
        }
        for node in box.content where !node.isOutOfFlow {
            switch node {
            case .box(let child):
                flush()
                if child.style.values.display != .none { items.append(child) }
            case .drawing(_, let style, let span):
                flush()
                var values = StyleValues()
                values.inheritText(from: box.style.values)
                values.display = .block
                values.flexGrow = style.values.flexGrow
                values.lineHeight = .length(0)
                items.append(Box(style: ComputedStyle(values), content: [node], span: span))
            case .text, .lineBreak, .generated, .pageSum, .rows: inline.append(node)
            }
        }
        flush()
        return items
    }

    private func row(_ items: [Box], _ style: StyleValues, width: Length, height: Length?) throws -> AtomicFrame {
        let widths = try mainWidths(items, style, width)
        var frames: [(frame: AtomicFrame, edges: BoxEdges, item: Box)] = []
        for (item, outer) in zip(items, widths) {
            let frame = try layout.atomic(item, in: width, borderBoxWidth: outer)
            frames.append((frame, BoxEdges(item.style.values, in: width), item))
        }
        let tallest = frames.map { $0.frame.height + $0.edges.margin.top + $0.edges.margin.bottom }.max() ?? 0
        let cross = height ?? tallest
        let baseline = frames.map { $0.frame.baseline + $0.edges.margin.top }.max() ?? 0
        let used = zip(widths, frames).reduce(0) { $0 + $1.0 + $1.1.edges.margins } + gaps(style, items.count)
        let free = max(0, width - used)
        // Automatic margins take all free room before `justify-content` sees any.
        let shares = items.reduce(0) { $0 + $1.style.values.autoMargins }
        let share = shares == 0 ? 0 : free / shares
        var (pen, between) = distribute(shares == 0 ? free : 0, style.justifyContent, items.count)
        var whole = AtomicFrame(width: width, height: cross, baseline: baseline, verticalAlign: .baseline, items: [])
        for (index, entry) in frames.enumerated() {
            var frame = entry.frame
            let margins = entry.edges.margin.top + entry.edges.margin.bottom
            let isAuto = entry.item.style.values.height == .auto
            if style.alignItems == .stretch, isAuto, frame.height + margins < cross {
                frame = try layout.atomic(entry.item, in: width, borderBoxWidth: widths[index], height: cross - margins)
            }
            let free = cross - frame.height - margins
            let y: Length =
                switch style.alignItems {
                case .stretch, .start: 0
                case .center: free / 2
                case .end: free
                case .baseline: baseline - frame.baseline - entry.edges.margin.top
                }
            let margin = entry.item.style.values.margin
            if margin.left == .auto { pen += share }
            whole.add(entry.item, frame, x: pen + entry.edges.margin.left, y: y + entry.edges.margin.top)
            if margin.right == .auto { pen += share }
            pen += widths[index] + entry.edges.margins + style.rowGap + between
        }
        return whole
    }

    /// Border-box widths: what each item asks for or its content wants; then grown, or narrowed down to its least.
    private func mainWidths(_ items: [Box], _ style: StyleValues, _ width: Length) throws -> [Length] {
        var widths: [Length] = []
        var leasts: [Length] = []
        for item in items {
            let values = item.style.values
            let edges = BoxEdges(values, in: width)
            let (least, most) = try IntrinsicWidth(layout: layout).borderBox(item)
            if let asked = values.borderBoxWidth(in: width, edges) {
                widths.append(asked)
                leasts.append(asked)
            } else {
                // `flex: n` starts from nothing, so that equal shares come out equal.
                widths.append(values.clamped(values.flexGrow > 0 ? least : most, in: width, edges))
                leasts.append(values.clamped(least, in: width, edges))
            }
        }
        let margins = items.reduce(0) { $0 + BoxEdges($1.style.values, in: width).margins }
        let room = width - margins - gaps(style, items.count)
        let grow = items.map { $0.style.values.flexGrow }
        let total = grow.reduce(0, +)
        if total > 0 {
            let fixed = zip(widths, grow).reduce(0) { $0 + ($1.1 == 0 ? $1.0 : 0) }
            var given = 0
            for at in widths.indices where grow[at] > 0 {
                // Unit by unit, so that the shares make up the whole.
                let before = max(0, room - fixed).scaled(given, over: total)
                given += grow[at]
                widths[at] = max(leasts[at], max(0, room - fixed).scaled(given, over: total) - before)
            }
        }
        let excess = widths.reduce(0, +) - room
        let slack = zip(widths, leasts).reduce(0) { $0 + $1.0 - $1.1 }
        if excess > 0, slack > 0 {
            for at in widths.indices {
                widths[at] -= min(excess, slack).scaled(widths[at] - leasts[at], over: slack)
            }
        }
        return widths
    }

    private func column(_ items: [Box], _ style: StyleValues, width: Length, height: Length?) throws -> AtomicFrame {
        var frames: [(frame: AtomicFrame, edges: BoxEdges)] = []
        for item in items {
            let edges = BoxEdges(item.style.values, in: width)
            let stretched = style.alignItems == .stretch && item.style.values.width == .auto
            frames.append(
                (try layout.atomic(item, in: width, borderBoxWidth: stretched ? width - edges.margins : nil), edges))
        }
        let heights = frames.map { $0.frame.height + $0.edges.margin.top + $0.edges.margin.bottom }
        let used = heights.reduce(0, +) + gaps(style, items.count)
        let full = height ?? used
        var (pen, between) = distribute(max(0, full - used), style.justifyContent, items.count)
        var whole = AtomicFrame(width: width, height: full, baseline: full, verticalAlign: .baseline, items: [])
        var baseline: Length?
        for (item, (frame, edges)) in zip(items, frames) {
            let free = width - frame.width - edges.margins
            let x: Length =
                switch style.alignItems {
                case .center: free / 2
                case .end: free
                default: 0
                }
            whole.add(item, frame, x: x + edges.margin.left, y: pen + edges.margin.top)
            baseline = baseline ?? pen + edges.margin.top + frame.baseline
            pen += frame.height + edges.margin.top + edges.margin.bottom + style.rowGap + between
        }
        whole.baseline = baseline ?? full
        return whole
    }

    private func gaps(_ style: StyleValues, _ count: Int) -> Length { style.rowGap * max(0, count - 1) }

    /// Where the first item starts, and what goes between items beyond the gap.
    private func distribute(_ free: Length, _ how: Distribution, _ count: Int) -> (start: Length, between: Length) {
        guard count > 0 else { return (0, 0) }
        switch how {
        case .start: return (0, 0)
        case .center: return (free / 2, 0)
        case .end: return (free, 0)
        case .spaceBetween: return count > 1 ? (0, free / (count - 1)) : (0, 0)
        case .spaceAround: return (free / count / 2, free / count)
        case .spaceEvenly: return (free / (count + 1), free / (count + 1))
        }
    }
}

extension AtomicFrame {
    /// Puts a box into this one.
    fileprivate mutating func add(_ item: Box, _ frame: AtomicFrame, x: Length, y: Length) {
        var frame = frame
        frame.note(item)
        items += frame.items.map { $0.moved(x: x, y: y) }
        notes.carry(frame.notes, y: y)
    }
}

extension StyleValues {
    /// How many of the left and right margins are `auto`.
    fileprivate var autoMargins: Int { (margin.left == .auto ? 1 : 0) + (margin.right == .auto ? 1 : 0) }

    /// Takes over what CSS inherits, for boxes that have no element of their own.
    mutating func inheritText(from parent: StyleValues) {
        fontFamily = parent.fontFamily
        fontSize = parent.fontSize
        fontWeight = parent.fontWeight
        fontStyle = parent.fontStyle
        lineHeight = parent.lineHeight
        color = parent.color
        tabularFigures = parent.tabularFigures
        fontFeatures = parent.fontFeatures
        language = parent.language
        visibilityHidden = parent.visibilityHidden
        writingMode = parent.writingMode
        textOrientation = parent.textOrientation
        direction = parent.direction
        textJustify = parent.textJustify
        textWrapBalance = parent.textWrapBalance
        characterGrid = parent.characterGrid
        textEmphasis = parent.textEmphasis
        textEmphasisColor = parent.textEmphasisColor
        textEmphasisUnder = parent.textEmphasisUnder
        rubyPositionUnder = parent.rubyPositionUnder
        rubyAlign = parent.rubyAlign
        textAlign = parent.textAlign
        textAlignLast = parent.textAlignLast
        textIndent = parent.textIndent
        letterSpacing = parent.letterSpacing
        whiteSpace = parent.whiteSpace
        lineBreak = parent.lineBreak
        wordBreak = parent.wordBreak
        overflowWrapAnywhere = parent.overflowWrapAnywhere
        textSpacingTrim = parent.textSpacingTrim
        textAutospace = parent.textAutospace
        hangingPunctuation = parent.hangingPunctuation
        orphans = parent.orphans
        widows = parent.widows
    }
}

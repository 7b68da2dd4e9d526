import Diagnostics
import Markup

/// The content of one paragraph as a flat text: white space collapsed, inline boxes dissolved into runs of one style,
/// atoms (drawings, inline blocks) standing as U+FFFC.
struct InlineContent {
    struct Run {
        var start: Int
        var style: ComputedStyle
        var span: SourceSpan
        var link: String?
        /// The boxes around the text whose lines run under, over or through it, the outermost first (CSS Text
        /// Decoration 3, 2.1: lines go on over boxes inside).
        var decorating: [HandedDecoration] = []

        fileprivate func isLike(_ other: Run) -> Bool {
            style === other.style && link == other.link && decorating == other.decorating
        }
    }

    enum Atom {
        case box(Box)
        case drawing(Drawing, ComputedStyle, SourceSpan)

        var style: ComputedStyle {
            switch self {
            case .box(let box): box.style
            case .drawing(_, let style, _): style
            }
        }
    }

    /// An inline box that shows: with a background or borders.
    struct Decorated {
        var units: Range<Int>
        var style: ComputedStyle
    }

    /// A piece of a `<ruby>` box: base text with its annotation.
    struct RubyPair {
        var units: Range<Int>
        var annotation: Box
    }

    private(set) var units: [UInt16] = []
    /// In order, covering all units; a run ends where the next starts.
    private(set) var runs: [Run] = []
    private(set) var atoms: [Int: Atom] = [:]
    /// Absolutely positioned boxes met on the way; they take no room.
    private(set) var outOfFlow: [(unit: Int, node: Node)] = []
    /// Boxes of `float: left` and `right`, with the unit before which each is met.
    private(set) var floats: [(unit: Int, atom: Atom)] = []
    /// Inline boxes with an `id`, to which links lead.
    private(set) var destinations: [(unit: Int, name: String)] = []
    /// Inline boxes of `position: relative` that are drawn beside their place.
    private(set) var shifted: [Decorated] = []
    /// The containing block's, against which margins and paddings of inline boxes are shares.
    let width: Length
    /// The outer boxes before the inner ones.
    private(set) var decorated: [Decorated] = []
    /// `string-set` of inline boxes, with the unit at which each becomes current.
    private(set) var strings: [(unit: Int, name: String, value: String)] = []
    /// Room that margins, borders and paddings of inline boxes take before and behind a unit.
    private(set) var leading: [Int: Length] = [:]
    private(set) var trailing: [Int: Length] = [:]

    /// What cannot stand in text.
    struct Misplaced {
        var code: String
        var span: SourceSpan
    }

    /// The first of the kind: whoever lays the content out refuses it.
    private(set) var misplaced: Misplaced?
    private(set) var ruby: [RubyPair] = []
    /// What `unicode-bidi` of inline boxes says to the bidirectional algorithm: control characters that stand before a
    /// unit without being part of the text.
    private(set) var bidiControls: [(unit: Int, control: UInt16)] = []

    /// White space met and not yet written, with the style it has.
    private var pendingSpace: (isLineFeed: Bool, run: Run)?
    /// What inline boxes that have opened take before the next unit.
    private var pendingRoom: Length = 0
    /// Whether the next unit is the first of a box that is drawn beside its place.
    private var beginsShift = false
    /// Decorated boxes that wait for their first unit.
    private var opening: [Int] = []
    /// The boxes that are open and draw lines at their text.
    private var decorating: [HandedDecoration] = []

    static let atomUnit: UInt16 = 0xFFFC
    private static let zeroWidthSpace: UInt16 = 0x200B
    /// CSS Text 3, 4.2: a tab goes on to the next multiple of eight characters; a full-width character counts as two.
    private static let tabSize = 8

    var isEmpty: Bool { units.isEmpty }

    init(_ nodes: [Node], style: ComputedStyle, span: SourceSpan, width: Length = 0) {
        self.width = width
        decorating = style.values.decorationsForChildren
        for node in nodes { append(node, style, span, link: nil) }
        // White space before the end hangs, and a line that ends in it shows nothing.
        while units.last == 0x20, style.values.whiteSpace == .normal || style.values.whiteSpace == .nowrap {
            units.removeLast()
        }
        runs.removeAll { $0.start >= units.count && units.count > 0 }
    }

    /// - Throws: `Rejection` for sums and streamed rows, which stand in tables only.
    func refuseMisplaced() throws {
        if let misplaced { throw Rejection(misplaced.code, at: misplaced.span) }
    }

    // MARK: Nodes

    private mutating func append(_ node: Node, _ style: ComputedStyle, _ span: SourceSpan, link: String?) {
        switch node {
        case .text(let text, let span): append(text, style, span, link)
        case .generated: preconditionFailure("resolved before text is gathered")
        case .pageSum(_, let span): misplaced = misplaced ?? Misplaced(code: "layout.page-sum-outside", span: span)
        case .rows: misplaced = misplaced ?? Misplaced(code: "layout.rows-outside", span: span)
        case .lineBreak:
            pendingSpace = nil
            if units.last == 0x20 { units.removeLast() }
            begin(run(style, span, link))
            units.append(0x0A)
        case .drawing(let drawing, let own, let span):
            if own.values.position.isOutOfFlow {
                outOfFlow.append((units.count, node))
            } else if own.values.float != .none {
                floats.append((units.count, .drawing(drawing, own, span)))
            } else {
                appendAtom(.drawing(drawing, own, span), run(style, span, link))
            }
        case .box(let box):
            let values = box.style.values
            if values.display == .none { return }
            if values.position.isOutOfFlow {
                outOfFlow.append((units.count, node))
            } else if values.float != .none {
                floats.append((units.count, .box(box)))
            } else if values.display == .ruby {
                ruby(box, link: box.attributes.link ?? link)
            } else if values.display == .rubyText || (values.display == .inline && !box.isCombined) {
                inline(box, link: box.attributes.link ?? link)
            } else {
                appendAtom(.box(box), run(style, box.span, link))
            }
        }
    }

    private mutating func inline(_ box: Box, link: String?) {
        let decoration = box.style.values.ownDecoration
        if let decoration { decorating.append(decoration) }
        defer { if decoration != nil { decorating.removeLast() } }
        let edges = InlineEdges(box.style.values, in: width)
        let before = units.count
        if let name = box.style.values.stringSet { strings.append((before, name, box.plainText)) }
        if let id = box.attributes.id { destinations.append((before, id)) }
        if let edges {
            pendingRoom += edges.left
            if edges.isDecorated {
                opening.append(decorated.count)
                decorated.append(Decorated(units: before..<before, style: box.style))
            }
        }
        let index = decorated.count - 1
        let controls = box.style.values.bidiControls
        if let controls {
            flushSpace(before: nil)
            bidiControls.append((units.count, controls.open))
        }
        let isShifted = box.style.values.isDrawnBeside
        if isShifted { beginsShift = true }
        for child in box.content { append(child, box.style, box.span, link: link) }
        if isShifted {
            shifted.append(Decorated(units: before..<units.count, style: box.style))
            beginsShift = true
        }
        if let controls { bidiControls.append((units.count, controls.close)) }
        guard let edges else { return }
        if units.count == before {
            // An empty box still takes its room, as one that is to be filled in by hand does.
            begin(run(box.style, box.span, link))
            units.append(InlineContent.zeroWidthSpace)
        }
        if edges.right != 0 { trailing[units.count - 1, default: 0] += edges.right }
        if edges.isDecorated {
            decorated[index].units = decorated[index].units.lowerBound..<units.count
        }
    }

    /// Base texts each followed by an annotation; what has none stands as it is.
    private mutating func ruby(_ box: Box, link: String?) {
        let decoration = box.style.values.ownDecoration
        if let decoration { decorating.append(decoration) }
        defer { if decoration != nil { decorating.removeLast() } }
        var start = units.count
        for child in box.content {
            guard case .box(let inner) = child, inner.style.values.display == .rubyText else {
                append(child, box.style, box.span, link: link)
                continue
            }
            pendingSpace = nil
            while start < units.count, units[start] == 0x20 { start += 1 }
            if start < units.count { ruby.append(RubyPair(units: start..<units.count, annotation: inner)) }
            start = units.count
        }
    }

    private mutating func appendAtom(_ atom: Atom, _ run: Run) {
        flushSpace(before: nil)
        begin(run)
        atoms[units.count] = atom
        units.append(InlineContent.atomUnit)
    }

    private mutating func append(_ text: String, _ style: ComputedStyle, _ span: SourceSpan, _ link: String?) {
        let mode = style.values.whiteSpace
        let keepsLines = mode == .pre || mode == .preWrap || mode == .preLine
        let run = run(style, span, link)
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where keepsLines && previous == "\r": break
            case "\n" where keepsLines, "\r" where keepsLines:
                pendingSpace = nil
                begin(run)
                units.append(0x0A)
            case " ", "\t", "\n", "\r":
                if mode == .pre || mode == .preWrap {
                    begin(run)
                    let count = scalar == "\t" ? InlineContent.tabSize - column % InlineContent.tabSize : 1
                    units.append(contentsOf: repeatElement(0x20, count: count))
                } else {
                    pendingSpace = (scalar == "\n" || pendingSpace?.isLineFeed == true, pendingSpace?.run ?? run)
                }
            default:
                let standard = GB18030Correction.standard(scalar)
                flushSpace(before: standard)
                begin(run)
                units.append(contentsOf: UTF16.encode(standard)!)
            }
            previous = scalar
        }
    }

    // MARK: Units

    /// A run that has no place yet.
    private func run(_ style: ComputedStyle, _ span: SourceSpan, _ link: String?) -> Run {
        Run(start: 0, style: style, span: span, link: link, decorating: decorating)
    }

    /// Opens a run for the next unit where the style changes, and gives it the room that waits.
    private mutating func begin(_ run: Run) {
        if pendingRoom != 0 {
            leading[units.count, default: 0] += pendingRoom
            pendingRoom = 0
        }
        for index in opening { decorated[index].units = units.count..<units.count }
        opening.removeAll(keepingCapacity: true)
        startRun(run)
    }

    private mutating func startRun(_ run: Run) {
        if let last = runs.last, last.isLike(run), !beginsShift { return }
        beginsShift = false
        var run = run
        run.start = units.count
        runs.append(run)
    }

    /// Writes the one space that collapsed white space stands for. A line feed of the markup between two full-width
    /// characters stands for nothing (CSS Text 3, 4.1.2).
    private mutating func flushSpace(before next: Unicode.Scalar?) {
        guard let pending = pendingSpace else { return }
        pendingSpace = nil
        guard let last = units.last, last != 0x0A, last != 0x20 else { return }
        if pending.isLineFeed, let next, next.isWideForSetting, lastScalar?.isWideForSetting == true { return }
        startRun(pending.run)
        units.append(0x20)
    }

    private var lastScalar: Unicode.Scalar? {
        guard let last = units.last else { return nil }
        let isPair = UTF16.isTrailSurrogate(last) && units.count > 1
        return ParagraphShaper.scalar(units, units.count - (isPair ? 2 : 1)).0
    }

    /// How many half-width columns the line has so far.
    private var column: Int {
        let start = units.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        return units[start...].reduce(0) { count, unit in
            // The two units of a character beyond the basic plane count as its two columns.
            count + (Unicode.Scalar(unit)?.isWideForSetting == true ? 2 : 1)
        }
    }
}

/// What an inline box takes at its sides; nil for the many that take nothing.
private struct InlineEdges {
    let left: Length
    let right: Length
    let isDecorated: Bool

    init?(_ style: borrowing StyleValues, in width: Length) {
        // Nearly every inline box has none of these.
        let isPlain =
            style.margin == Edges(all: .zero) && style.padding == Edges(all: .zero)
            && style.border == Edges(all: .none) && style.backgroundColor.alpha == 0 && style.backgroundImage == nil
        if isPlain { return nil }
        let edges = BoxEdges(style, in: width)
        left = edges.margin.left + edges.left
        right = edges.margin.right + edges.right
        isDecorated = style.isDecorated
        if left == 0, right == 0, !isDecorated { return nil }
    }
}

extension StyleValues {
    /// Whether the box shows a background or a border.
    var isDecorated: Bool {
        hasBackground || border.top.width + border.right.width + border.bottom.width + border.left.width > 0
    }

    var hasBackground: Bool { backgroundColor.alpha > 0 || backgroundImage != nil }
}

extension StyleValues {
    /// The control characters that `unicode-bidi` stands for around an inline box (CSS Writing Modes 4, 2.4.2).
    var bidiControls: (open: UInt16, close: UInt16)? {
        let isRight = direction == .rtl
        return switch unicodeBidi {
        case .normal: nil
        case .embed: (isRight ? 0x202B : 0x202A, 0x202C)
        case .isolate: (isRight ? 0x2067 : 0x2066, 0x2069)
        case .bidiOverride: (isRight ? 0x202E : 0x202D, 0x202C)
        case .plaintext: (0x2068, 0x2069)
        }
    }
}

extension Box {
    /// 纵中横: an inline box that stands upright in one em of a vertical line.
    var isCombined: Bool {
        style.values.textCombineUpright && style.values.writingMode != .horizontalTB && style.values.display == .inline
    }
}

extension Position {
    var isOutOfFlow: Bool { self == .absolute || self == .fixed }
}

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

    private(set) var units: [UInt16] = []
    /// In order, covering all units; a run ends where the next starts.
    private(set) var runs: [Run] = []
    private(set) var atoms: [Int: Atom] = [:]
    /// Absolutely positioned boxes met on the way; they take no room.
    private(set) var outOfFlow: [Node] = []

    private var pendingSpace = PendingSpace.none
    private enum PendingSpace { case none, space, lineFeed }

    static let atomUnit: UInt16 = 0xFFFC

    var isEmpty: Bool { units.isEmpty }

    init(_ nodes: [Node], style: ComputedStyle, span: SourceSpan) {
        for node in nodes { append(node, style, span, link: nil) }
        // White space before the end hangs, and a line that ends in it shows nothing.
        while units.last == 0x20, style.values.whiteSpace == .normal || style.values.whiteSpace == .nowrap {
            units.removeLast()
        }
        runs.removeAll { $0.start >= units.count && units.count > 0 }
    }

    private mutating func append(_ node: Node, _ style: ComputedStyle, _ span: SourceSpan, link: String?) {
        switch node {
        case .text(let text, let span): append(text, style, span, link)
        case .lineBreak:
            pendingSpace = .none
            dropTrailingSpace(style)
            startRun(style, span, link)
            units.append(0x0A)
        case .drawing(let drawing, let own, let span):
            if own.values.position.isOutOfFlow { outOfFlow.append(node) } else {
                appendAtom(.drawing(drawing, own, span), style, span, link)
            }
        case .box(let box):
            if box.style.values.display == .none { return }
            if box.style.values.position.isOutOfFlow { outOfFlow.append(node) } else if box.style.values.display == .inline {
                let inner = box.attributes.link ?? link
                for child in box.content { append(child, box.style, box.span, link: inner) }
            } else {
                appendAtom(.box(box), style, box.span, link)
            }
        }
    }

    private mutating func appendAtom(_ atom: Atom, _ style: ComputedStyle, _ span: SourceSpan, _ link: String?) {
        flushSpace(before: nil, style, span, link)
        startRun(style, span, link)
        atoms[units.count] = atom
        units.append(InlineContent.atomUnit)
    }

    private mutating func append(_ text: String, _ style: ComputedStyle, _ span: SourceSpan, _ link: String?) {
        let mode = style.values.whiteSpace
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where mode == .pre || mode == .preWrap || mode == .preLine:
                pendingSpace = .none
                startRun(style, span, link)
                units.append(0x0A)
            case " ", "\t", "\n", "\r":
                if mode == .pre || mode == .preWrap {
                    startRun(style, span, link)
                    units.append(0x20)
                } else if scalar == "\n" || pendingSpace == .lineFeed {
                    pendingSpace = .lineFeed
                } else {
                    pendingSpace = .space
                }
            default:
                flushSpace(before: scalar, style, span, link)
                startRun(style, span, link)
                units.append(contentsOf: UTF16.encode(scalar)!)
            }
        }
    }

    /// Writes the one space that collapsed white space stands for. A line feed of the markup between two full-width
    /// characters stands for nothing (CSS Text 3, 4.1.2).
    private mutating func flushSpace(
        before next: Unicode.Scalar?, _ style: ComputedStyle, _ span: SourceSpan, _ link: String?
    ) {
        defer { pendingSpace = .none }
        guard pendingSpace != .none, let last = units.last, last != 0x0A, last != 0x20 else { return }
        if pendingSpace == .lineFeed, let next, next.isWideForSetting, lastScalar?.isWideForSetting == true { return }
        startRun(style, span, link)
        units.append(0x20)
    }

    private mutating func dropTrailingSpace(_ style: ComputedStyle) {
        if units.last == 0x20 { units.removeLast() }
    }

    private var lastScalar: Unicode.Scalar? {
        guard let last = units.last else { return nil }
        if UTF16.isTrailSurrogate(last), units.count > 1 {
            let high = UInt32(units[units.count - 2]) - 0xD800
            return Unicode.Scalar(0x10000 + (high << 10) + UInt32(last) - 0xDC00)
        }
        return Unicode.Scalar(last)
    }

    private mutating func startRun(_ style: ComputedStyle, _ span: SourceSpan, _ link: String?) {
        if let last = runs.last, last.style === style, last.link == link { return }
        runs.append(Run(start: units.count, style: style, span: span, link: link))
    }
}

extension Position {
    var isOutOfFlow: Bool { self == .absolute || self == .fixed }
}

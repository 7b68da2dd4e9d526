import Diagnostics
import Markup
import Typesetting

/// The pages sorted by the parts that they mark, with places in the page's coordinates.
struct MarkedDocument {
    let pages: [Page]
    /// In the order of the pages; what continues on the next line or page is one part.
    private(set) var parts: [MarkedPart] = []
    /// Text outside every part, by page.
    private(set) var loose: [[GlyphRun]]

    init(_ pages: [Page]) {
        self.pages = pages
        loose = pages.map { _ in [] }
        for (page, content) in pages.enumerated() {
            var open: [Int] = []
            take(content.items, page: page, offset: Point(x: 0, y: 0), &open)
        }
    }

    /// - Parameter turned: the group around the items, when it turns or scales them: they are kept in it, unmeasured.
    private mutating func take(
        _ items: [FrameItem], page: Int, offset: Point, turned: FrameGroup? = nil, _ open: inout [Int]
    ) {
        for item in items {
            switch item {
            case .part(.begin(let name, let span, let isContinued)):
                let known = isContinued ? parts.lastIndex { $0.name == name && $0.span == span } : nil
                if let known { open.append(known) } else {
                    parts.append(MarkedPart(name: name, span: span, isInside: open.last.map { parts[$0].name }))
                    open.append(parts.count - 1)
                }
            case .part(.end): open.removeLast()
            case .group(let group):
                guard group.transform == .identity else {
                    take(group.items, page: page, offset: offset, turned: group, &open)
                    continue
                }
                let moved = Point(x: offset.x + group.origin.x, y: offset.y + group.origin.y)
                take(group.items, page: page, offset: moved, turned: turned, &open)
            default:
                if var around = turned {
                    around.items = [item]
                    if let part = open.last { parts[part].pieces.append((page, .group(around))) }
                    continue
                }
                let placed = offset == Point(x: 0, y: 0) ? item : item.moved(x: offset.x, y: offset.y)
                if let part = open.last { parts[part].pieces.append((page, placed)) }
                if open.isEmpty, case .glyphs(let run) = placed { loose[page].append(run) }
            }
        }
    }

    func all(_ name: String) -> [MarkedPart] { parts.filter { $0.name == name } }
    func first(_ name: String) -> MarkedPart? { parts.first { $0.name == name } }

    /// The type area of a page; the standard's where the page does not say.
    func area(_ page: Int) -> Rect { pages[page].typeArea ?? Grid.area }

    /// Lines of body text and what reads on with it, from top to bottom.
    func textLines(_ page: Int) -> [MarkedLine] {
        let names: Set<String> = ["body", "addressees", "annex-note", "attendance"]
        return parts.filter { names.contains($0.name) }.flatMap(\.lines).filter { $0.page == page }
    }
}

/// A part of the document: what is drawn in it and not in a part inside it.
struct MarkedPart {
    let name: String
    /// Where the template has it.
    let span: SourceSpan
    /// The part around it.
    let isInside: String?
    var pieces: [(page: Int, item: FrameItem)] = []

    var runs: [(page: Int, run: GlyphRun)] {
        pieces.compactMap { piece in
            if case .glyphs(let run) = piece.item { (piece.page, run) } else { nil }
        }
    }

    var text: String { runs.map(\.run.text).joined() }
    var pages: [Int] { Set(pieces.map(\.page)).sorted() }

    /// Its text by baseline.
    var lines: [MarkedLine] {
        var lines: [MarkedLine] = []
        for (page, run) in runs {
            if let at = lines.indices.last(where: {
                lines[$0].page == page && lines[$0].baseline.isNear(run.origin.y, within: Length.millimetre / 2)
            }) {
                lines[at].runs.append(run)
            } else {
                lines.append(MarkedLine(page: page, baseline: run.origin.y, runs: [run]))
            }
        }
        return lines
    }

    /// The rules drawn in it: fills that are wider than high.
    var rules: [(page: Int, rect: Rect, color: Color)] {
        pieces.compactMap { piece in
            guard case .fill(let rect, let color) = piece.item, rect.width > rect.height * 4 else { return nil }
            return (piece.page, rect, color)
        }
    }

    /// The box around everything drawn in it on a page, as ink.
    func ink(on page: Int) -> Rect? {
        pieces.filter { $0.page == page }.compactMap { Ink.box($0.item) }.reduce(nil) { whole, part in
            whole.map { $0.union(part) } ?? part
        }
    }
}

/// Text on one baseline.
struct MarkedLine {
    var page: Int
    var baseline: Length
    var runs: [GlyphRun]

    var text: String { runs.map(\.text).joined() }
    var size: Length { runs.map(\.size).max() ?? 0 }
    /// The left edge of the first character's box.
    var left: Length { runs.map(\.origin.x).min() ?? 0 }
    /// The top and bottom of the characters' boxes: a face's ideographic box reaches from 0.88 above to 0.12 below.
    var top: Length { baseline - size.scaled(88, over: 100) }
    var bottom: Length { baseline + size.scaled(12, over: 100) }

    var ink: Rect? {
        runs.compactMap { Ink.box(.glyphs($0)) }.reduce(nil) { whole, part in whole.map { $0.union(part) } ?? part }
    }
}

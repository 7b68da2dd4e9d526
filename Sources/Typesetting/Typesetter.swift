import Diagnostics
import Markup

/// Documents in, pages out. Keeps what it has shaped, so one typesetter should lay out many documents; it belongs to
/// one thread.
package final class Typesetter {
    let shaper: ParagraphShaper
    private let isTagging: Bool
    /// What the document laid out last has that can be printed but is likely to be a mistake: text that leaves its box,
    /// each place of the template once.
    package private(set) var warnings: [Diagnostic] = []

    /// - Parameter tagged: whether frames carry the structure of the document, for readers that read aloud.
    package init(fonts: FontCatalog, tagged: Bool = false) {
        shaper = ParagraphShaper(fonts: fonts)
        isTagging = tagged
    }

    /// Lays out a document; one without content has one page.
    /// - Throws: `Rejection` when a character has no glyph in any font, naming the character, its text and the record;
    ///   when something that cannot be divided is taller than a page; when pages of one name differ in width.
    package func layout(_ document: Document) throws -> [Page] {
        try paginate(document, into: nil)
    }

    /// Lays out a document onto the end of a spool. Pages go there as they are filled, so that memory holds a few of
    /// them, however many rows a stream gives (`Node.rows`); nothing of the document is left there when it fails.
    /// - Throws: as `layout(_:)`; `SpoolFailure` when the disk fails.
    package func layout(_ document: Document, into spool: PageSpool) throws {
        let before = spool.pageCount
        do {
            _ = try paginate(document, into: spool)
        } catch {
            spool.truncate(to: before)
            throw error
        }
    }

    private func paginate(_ document: Document, into spool: PageSpool?) throws -> [Page] {
        shaper.backgrounds = document.backgrounds
        shaper.begin(language: document.language)
        shaper.leavingText.begin()
        defer { warnings = shaper.leavingText.warnings(subject: document.subject) }
        let mode = document.root.principalMode
        let paginator = Paginator(
            rules: document.pages, shaper: shaper, subject: document.subject, mode: mode, spool: spool)
        let root = CounterResolution.resolve(document.root).inPrincipalMode(mode)
        let tagger = isTagging ? Tagger() : nil
        for (name, root) in PageSequences(root).parts {
            let area = try area(document.pages, name: name, mode)
            let layout = FlowLayout(
                shaper: shaper, subject: document.subject, regionHeight: area.height, mode: mode, tagger: tagger)
            paginator.begin(pageName: name)
            try layout.fill(paginator, with: root, width: area.width)
        }
        return try paginator.finish(emptyPageName: document.root.style.values.page)
    }

    /// The type area of the pages of a name, along and across the lines: one width for all, and the height of the
    /// lowest that is not the first.
    private func area(_ rules: PageRules, name: String?, _ mode: WritingMode) throws -> PageRule.Size {
        let styles = (1...3).map { rules.style(for: PageFacts(number: $0, name: name)).turned(mode) }
        let widths = styles.map { $0.width - $0.margin.left - $0.margin.right }
        guard Set(widths).count == 1 else {
            throw Rejection("layout.page-widths-differ", ["page": name.map { "@page \($0)" } ?? "@page"])
        }
        let heights = styles.dropFirst().map { $0.height - $0.margin.top - $0.margin.bottom }
        return PageRule.Size(width: widths[0], height: heights.min()!)
    }
}

/// A document cut where the named page changes (`page`): each part has pages of one name.
private struct PageSequences {
    private(set) var parts: [(name: String?, root: Box)] = []

    init(_ root: Box) {
        parts = PageSequences.names(root) ? PageSequences.cut(root, nil) : [(root.style.values.page, root)]
        if parts.isEmpty { parts = [(root.style.values.page, root)] }
    }

    /// Whether a block inside names a page.
    private static func names(_ box: Box) -> Bool {
        // Pages change among the blocks of blocks: not inside tables, rows of flex boxes and the like.
        guard [.block, .flowRoot].contains(box.style.values.display) else { return false }
        return box.content.contains { node in
            guard let child = flowing(node) else { return false }
            return child.style.values.page != nil || names(child)
        }
    }

    /// The block in the flow that a node is.
    private static func flowing(_ node: Node) -> Box? {
        guard case .box(let child) = node, child.style.values.display.isBlockLevel,
            !child.style.values.position.isOutOfFlow
        else { return nil }
        return child
    }

    private static func cut(_ box: Box, _ inherited: String?) -> [(name: String?, root: Box)] {
        let name = box.style.values.page ?? inherited
        guard names(box) else { return [(name, box)] }
        var runs: [(name: String?, content: [Node])] = []
        func add(_ name: String?, _ node: Node) {
            if let last = runs.indices.last, runs[last].name == name { runs[last].content.append(node) } else {
                runs.append((name, [node]))
            }
        }
        for node in box.content where !node.isBlank {
            if let child = flowing(node) {
                for part in cut(child, name) { add(part.name, .box(part.root)) }
            } else {
                add(runs.last?.name ?? name, node)
            }
        }
        return runs.enumerated().map { index, run in
            var part = index == 0 ? box : continued(box)
            part.content = run.content
            return (run.name, part)
        }
    }

    /// The rest of a box on pages of another name: what happens once has happened.
    private static func continued(_ box: Box) -> Box {
        var values = box.style.values
        values.breakBefore = .auto
        values.stringSet = nil
        var rest = box
        rest.style = ComputedStyle(values)
        rest.attributes.headingLevel = nil
        return rest
    }
}

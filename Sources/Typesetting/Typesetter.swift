import Diagnostics
import Markup

/// Documents in, pages out. Keeps what it has shaped, so one typesetter should lay out many documents; it belongs to
/// one thread.
package final class Typesetter {
    private let shaper: ParagraphShaper

    package init(fonts: FontCatalog) { shaper = ParagraphShaper(fonts: fonts) }

    /// Lays out a document.
    /// - Throws: `Rejection` when a character has no glyph in any font; it names the character, its text and the record.
    package func layout(_ document: Document) throws -> [Page] {
        let firstArea = document.pages.style(for: PageFacts(number: 1))
        let layout = FlowLayout(
            shaper: shaper, subject: document.subject,
            regionHeight: firstArea.height - firstArea.margin.top - firstArea.margin.bottom)
        var paginator = Paginator(rules: document.pages, layout: layout)
        for (name, root) in sequences(document.root) {
            let style = document.pages.style(for: PageFacts(number: 1, name: name))
            let flow = try layout.flow([root], width: style.width - style.margin.left - style.margin.right)
            paginator.append(flow, pageName: name)
        }
        return try paginator.pages()
    }

    /// The root cut where the named page changes: each sequence has pages of one size.
    private func sequences(_ root: Box) -> [(name: String?, root: Box)] {
        var sequences: [(name: String?, content: [Node])] = []
        for node in root.content {
            if case .text(let text, _) = node, text.allSatisfy(\.isWhitespace) { continue }
            var name = root.style.values.page
            if case .box(let box) = node { name = box.style.values.page ?? name }
            if let last = sequences.indices.last, sequences[last].name == name {
                sequences[last].content.append(node)
            } else {
                sequences.append((name, [node]))
            }
        }
        return sequences.map { name, content in
            var part = root
            part.content = content
            return (name, part)
        }
    }
}

import Diagnostics
import Markup

/// Diagnostics as `code line:column`, the form in which the tests expect them.
func places(_ list: DiagnosticList) -> [String] {
    list.diagnostics.map { "\($0.code) \($0.span.map { "\($0.line):\($0.column)" } ?? "-")" }
}

/// Parses a fragment of HTML and gives its mistakes.
func htmlMistakes(_ html: String) -> [String] {
    var mistakes = DiagnosticList()
    _ = HTMLParser.parse(SourceText(name: "t.html", text: html), into: &mistakes)
    return places(mistakes)
}

/// Parses a style sheet and gives its mistakes.
func cssMistakes(_ css: String) -> [String] {
    var mistakes = DiagnosticList()
    _ = StyleSheet.parse(SourceFragment(SourceText(name: "t.css", text: css)), into: &mistakes)
    return places(mistakes)
}

/// A document with its styles; correct as far as nothing else is said.
struct Styled {
    let document: StyledDocument
    let mistakes: [String]

    init(_ html: String, css: String...) {
        var mistakes = DiagnosticList()
        let source = SourceText(name: "t.html", text: html)
        let root = HTMLParser.parse(source, into: &mistakes)!
        let sheets = css.map { StyleSheet.parse(SourceFragment(SourceText(name: "t.css", text: $0)), into: &mistakes) }
        document = Cascade.resolve(root, sheets: sheets, into: &mistakes)
        self.mistakes = places(mistakes)
    }

    /// The values of the first element of that name, or with that `id` (`#x`).
    func values(_ name: String) -> StyleValues { style(name).values }

    func style(_ name: String) -> ComputedStyle { document[element(name, in: document.root)!] }

    private func element(_ name: String, in element: Element) -> Element? {
        if element.name == name || name == "#" + (element.identifier ?? "") { return element }
        return element.elements.lazy.compactMap { self.element(name, in: $0) }.first
    }
}

import Diagnostics
import Markup
import Typesetting

/// Turns the text of a template into nodes, and collects every mistake on the way.
struct TemplateCompiler {
    let filters: [String: Filter]
    var fields = Fields()
    private var document: StyledDocument?
    var scopes: [LoopScope] = []
    /// What is known of elements whose children were asked for.
    var countings: [ObjectIdentifier: SiblingCounting] = [:]
    /// The sums of the table around the place.
    var sums: TableSums?
    var mistakes = DiagnosticList()

    let shelf: PictureShelf
    /// The paths of the pictures that the template names itself.
    var pictures: Set<String> = []

    init(filters: [Filter], shelf: PictureShelf) {
        self.shelf = shelf
        self.filters = (BuiltInFilters.plain + filters).reduce(into: [:]) { table, filter in
            precondition(table.updateValue(filter, forKey: filter.name) == nil, "two filters named \(filter.name)")
        }
    }

    mutating func compile(
        html: SourceText, fields description: SourceText?, stylesheets: (String) throws -> SourceText
    ) throws -> Template {
        if let description { fields = Fields.parse(description, into: &mistakes) }
        guard let root = HTMLParser.parse(html, into: &mistakes) else { throw Rejection(mistakes.diagnostics) }
        let sheets = try sheets(root, stylesheets)
        let document = Cascade.resolve(root, sheets: sheets, into: &mistakes)
        self.document = document
        let title = root.first("title").flatMap { title in
            title.children.first.flatMap { child -> TextTemplate? in
                guard case .text(let fragment) = child else { return nil }
                return text(fragment)
            }
        }
        let author = author(root)
        let node = box(root, children: root.elements.filter { $0.name != "head" }.map { .element($0) })
        let backgrounds = backgrounds(document)
        try mistakes.throwIfErrors()
        return Template(
            path: html.name, fields: fields, pictures: pictures.sorted(), title: title, author: author,
            declaredFormat: root.all(["meta"]).lazy.compactMap { $0.declared("document-format") }.first,
            declaredAudience: root.all(["meta"]).lazy.compactMap { $0.declared("audience") }.first,
            language: root[attribute: "lang"]?.value.text ?? "zh-CN",
            pages: document.pages, tests: document.tests, root: node, backgrounds: backgrounds, shelf: shelf)
    }

    // MARK: Head

    /// The sheets of `<link>` and `<style>`, in document order.
    private mutating func sheets(
        _ root: Element, _ stylesheets: (String) throws -> SourceText
    ) throws -> [StyleSheet] {
        var sheets: [StyleSheet] = []
        for element in root.all(["link", "style"]) {
            if element.name == "style" {
                for case .text(let fragment) in element.children {
                    sheets.append(StyleSheet.parse(fragment, into: &mistakes))
                }
                continue
            }
            guard element[attribute: "rel"]?.value.text == "stylesheet", let href = element[attribute: "href"] else {
                mistakes.error("template.bad-link", at: element.span)
                continue
            }
            do {
                let source = try stylesheets(href.value.text)
                let folder = RelativePath.folder(of: href.value.text)
                sheets.append(StyleSheet.parse(SourceFragment(source), folder: folder, into: &mistakes))
            } catch let rejection as Rejection {
                for diagnostic in rejection.diagnostics {
                    mistakes.append(diagnostic.span == nil ? diagnostic.placed(at: href.value.span) : diagnostic)
                }
            }
        }
        return sheets
    }

    /// Checks every `<meta>`; the text of the one that names the author.
    private mutating func author(_ root: Element) -> TextTemplate? {
        var author: TextTemplate?
        for meta in root.all(["meta"]) {
            if let charset = meta[attribute: "charset"] {
                if charset.value.text.lowercased() != "utf-8" {
                    mistakes.error("template.bad-charset", at: charset.value.span)
                }
            } else if meta[attribute: "name"]?.value.text == "author", let content = meta[attribute: "content"] {
                author = text(content.value)
            } else if meta.declared("document-format") == nil, meta.declared("audience") == nil {
                mistakes.error("template.unknown-meta", at: meta.span)
            }
        }
        return author
    }

    // MARK: Pictures

    private mutating func backgrounds(_ document: StyledDocument) -> [String: Picture] {
        var pictures: [String: Picture] = [:]
        for (url, span) in document.backgrounds.sorted(by: { $0.key < $1.key }) {
            pictures[url] = picture(url, at: span)
        }
        return pictures
    }

    /// A picture that the template names itself.
    mutating func picture(_ path: String, at span: SourceSpan) -> Picture? {
        do {
            let picture = try shelf.picture(path, alternative: "")
            if !path.hasPrefix("data:") { pictures.insert(path) }
            return picture
        } catch let rejection as Rejection {
            for diagnostic in rejection.diagnostics { mistakes.append(diagnostic.placed(at: span)) }
        } catch {
            mistakes.error("template.unreadable", ["file": path], at: span)
        }
        return nil
    }

    // MARK: Expressions

    /// Runs the expression parser with the loops around this place.
    mutating func parse<Value>(_ work: (inout ExpressionParser) -> Value?) -> Value? {
        var parser = ExpressionParser(fields: fields, filters: filters, scopes: scopes)
        let value = work(&parser)
        for diagnostic in parser.mistakes.diagnostics { mistakes.append(diagnostic) }
        return value
    }

    mutating func text(_ fragment: SourceFragment) -> TextTemplate? { parse { $0.text(fragment) } }

    // MARK: Styles

    func style(_ element: Element) -> ComputedStyle { document(for: element)[element] }

    /// The document in which an element has its styles.
    func document(for element: Element) -> StyledDocument {
        guard let document else { preconditionFailure("styles are resolved before <\(element.name)> is compiled") }
        return document
    }
}

extension Element {
    /// The descendants with one of these names, in document order.
    fileprivate func all(_ names: Set<String>) -> [Element] {
        elements.flatMap { (names.contains($0.name) ? [$0] : []) + $0.all(names) }
    }
}

extension Diagnostic {
    func placed(at span: SourceSpan) -> Diagnostic {
        Diagnostic(severity, code, arguments, at: span, notes: notes)
    }
}

extension Element {
    /// What a `<meta>` of this name says.
    fileprivate func declared(_ name: String) -> SourceFragment? {
        self[attribute: "name"]?.value.text == name ? self[attribute: "content"]?.value : nil
    }
}

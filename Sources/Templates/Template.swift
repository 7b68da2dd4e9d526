import Diagnostics
import Foundation
import Markup
import Typesetting

/// A document with gaps, compiled once and filled with any number of records.
package struct Template: Sendable {
    /// The file that it was read from.
    package let path: String
    /// Its data description; empty for a plain document.
    package let fields: Fields
    /// The files that it was read from: the template, its data description, style sheets, pictures that it names
    /// itself; nothing when it was compiled from memory.
    package private(set) var files: [String] = []
    /// The paths of the pictures that it names itself, sorted.
    let pictures: [String]
    let title: TextTemplate?
    let author: TextTemplate?
    /// `<meta name="document-format" content="…">`: the standard that the document says it follows, as written.
    package let declaredFormat: SourceFragment?
    /// `<meta name="audience" content="…">`: whom the document speaks to, as written.
    package let declaredAudience: SourceFragment?
    let language: String
    let pages: PageRules
    /// The tests of `Choice` values in the nodes.
    let tests: [PositionTest]
    let root: TemplateNode
    /// The images behind boxes, by `BackgroundImage.url`.
    let backgrounds: [String: Picture]
    /// Reads the pictures that records name.
    let shelf: PictureShelf

    /// Reads `path`, the data description beside it (`NAME.fields`, when there is one) and the style sheets that it
    /// names, relative to its folder.
    ///
    /// - Parameter inferred: describes the data where there is no description beside the template.
    ///
    /// Throws a `Rejection` with every mistake in any of the files.
    package static func compile(
        path: String, inferred: Fields? = nil, filters: [Filter] = []
    ) throws -> Template {
        let html = try TemplateFile.read(path)
        let url = URL(fileURLWithPath: path)
        let description = url.deletingPathExtension().appendingPathExtension("fields").relativePath
        let fields = FileManager.default.fileExists(atPath: description) ? try TemplateFile.read(description) : nil
        let folder = url.deletingLastPathComponent()
        var files = [path] + (fields == nil ? [] : [description])
        var template = try compile(
            html: html, fields: fields,
            stylesheets: { name in
                files.append(folder.appendingPathComponent(name).relativePath)
                return try TemplateFile.read(files[files.count - 1])
            },
            pictures: { try TemplateFile.picture(folder.appendingPathComponent($0).relativePath) },
            inferred: inferred, filters: filters)
        template.files = files + template.pictures.map { folder.appendingPathComponent($0).relativePath }
        return template
    }

    /// Compiles texts that are in memory.
    /// - Parameters:
    ///   - fields: nil for a plain document, in which placeholders are mistakes.
    ///   - stylesheets: gives the style sheet for the `href` of a `<link>`; may throw a `Rejection`.
    ///   - pictures: gives the bytes of a picture by its path from the template's folder. It is called while compiling
    ///     for what the template names, and while filling, on any thread, for what records name; then no path leads
    ///     out of the folder. May throw a `Rejection`.
    ///   - inferred: describes the data where `fields` is nil.
    ///   - filters: what the program adds to the built-in filters; each name once.
    package static func compile(
        html: SourceText, fields: SourceText?, stylesheets: (String) throws -> SourceText,
        pictures: @escaping @Sendable (String) throws -> [UInt8] = {
            throw Rejection("template.unreadable", ["file": $0])
        },
        inferred: Fields? = nil, filters: [Filter] = []
    ) throws -> Template {
        var compiler = TemplateCompiler(filters: filters, shelf: PictureShelf(pictures))
        compiler.fields = inferred ?? compiler.fields
        return try compiler.compile(html: html, fields: fields, stylesheets: stylesheets)
    }

    /// Fills the gaps. What no record changes is shared between all documents of the template.
    ///
    /// - Parameter subject: names the record in messages.
    /// - Throws: a `Rejection` with the template's place and the record, for every field that is missing or has
    ///   another type than described.
    package func fill(_ record: Record, subject: String? = nil) throws(Rejection) -> Document {
        var filler = Filler(record: record, subject: subject, shelf: shelf, tests: tests.count)
        let content = filler.nodes([root])
        let title = title.map { filler.text($0).onOneLine } ?? ""
        try filler.mistakes.throwIfErrors()
        guard case .box(let box)? = content.first else { preconditionFailure("the root of a template is a box") }
        var document = Document(title: title, language: language, pages: pages, root: box, subject: subject)
        document.backgrounds = backgrounds
        return document
    }

    /// The text of `<meta name="author">`, filled; nil without one. Throws as `fill` does.
    package func author(_ record: Record, subject: String? = nil) throws(Rejection) -> String? {
        guard let author else { return nil }
        var filler = Filler(record: record, subject: subject, shelf: shelf)
        let text = filler.text(author)
        try filler.mistakes.throwIfErrors()
        return text
    }
}

/// Reads the files of templates.
enum TemplateFile {
    static func read(_ path: String) throws -> SourceText {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Rejection("template.unreadable", ["file": path])
        }
        let bytes = data.starts(with: [0xEF, 0xBB, 0xBF]) ? data.dropFirst(3) : data
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Rejection("template.not-utf8", ["file": path], at: SourceSpan(file: path, line: badLine(bytes)))
        }
        return SourceText(name: path, text: text)
    }

    /// The line of the first byte sequence that is not UTF-8.
    private static func badLine(_ bytes: Data) -> Int {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return (lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0) + 1
    }
}

extension String {
    /// Without the line breaks that a title has on paper: a space in their place, none after Chinese.
    fileprivate var onOneLine: String {
        let lines = split(whereSeparator: \.isNewline)
        return lines.dropFirst().reduce(lines.first.map(String.init) ?? "") { title, line in
            title + (title.last?.isASCII == true ? " " : "") + line
        }
    }
}

import Diagnostics
import Foundation
import Inspection
import Markup
import Templates
import TestSupport
import Typesetting

/// A document of the project with its sample, laid out and inspected, as it is or with something changed.
struct OfficialSample {
    /// The template's path without `.html`.
    let template: String
    let sample: String

    static let all = [
        OfficialSample("templates/gongwen/notice"), OfficialSample("templates/gongwen/joint-notice"),
        OfficialSample("templates/gongwen/request"), OfficialSample("templates/gongwen/letter"),
        OfficialSample("templates/gongwen/letter", sample: "letter-plain"), OfficialSample("templates/gongwen/order"),
        OfficialSample("templates/gongwen/minutes"), OfficialSample("templates/supervision-report"),
        OfficialSample("workflows/xuecheng-2019/documents/implementation-plan"),
    ]

    init(_ template: String, sample: String? = nil) {
        self.template = template
        self.sample = sample ?? template.split(separator: "/").last.map(String.init) ?? template
    }

    /// What to change: every place of `old` in the template, its style sheet or its record. A change that finds
    /// nothing to change is a mistake of the test.
    struct Change {
        enum File: String { case html, css, json }
        var file: File
        var old: String
        var new: String

        func apply(_ text: String, _ file: File) throws -> String {
            guard file == self.file else { return text }
            guard text.contains(old) else { throw Unchanged(old: old) }
            return text.replacingOccurrences(of: old, with: new)
        }
    }

    struct Unchanged: Error {
        let old: String
    }

    func pages(_ changes: [Change] = []) throws -> (pages: [Page], format: DocumentFormat) {
        func text(_ path: String, _ file: Change.File) throws -> SourceText {
            let text = try changes.reduce(Project.text(path)) { try $1.apply($0, file) }
            return SourceText(name: path, text: text)
        }
        let template = try Template.compile(
            html: text("\(template).html", .html),
            fields: SourceText(name: "fields", text: Project.text("\(template).fields")),
            stylesheets: { _ in try text("templates/gongwen.css", .css) })
        let folder = self.template.hasPrefix("templates/gongwen/") ? "templates/gongwen/samples" : "templates/samples"
        let json = try text("\(folder)/\(sample).json", .json)
        let document = try template.fill(Record(json: json, fields: template.fields))
        let format = try template.declaredFormat.map { try DocumentFormat(declaration: $0) }
        return (try Typesetter(fonts: OfficialSample.fonts()).layout(document), format ?? .file)
    }

    /// The findings after the changes.
    func inspect(_ changes: [Change] = []) throws -> [Diagnostic] {
        let (pages, format) = try pages(changes)
        return Inspection.check(pages, format: format, fonts: try OfficialSample.fonts())
    }

    static func fonts() throws -> FontCatalog { try opened.get() }

    private static let opened = Result {
        try FontCatalog(
            path: Project.path("fonts/fonts.yaml"),
            folders: FontCatalog.folders(environment: ProcessInfo.processInfo.environment, project: Project.root))
    }
}

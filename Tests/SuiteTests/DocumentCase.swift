import Diagnostics
import Foundation
import Markup
import Templates
import TestSupport
import Typesetting

/// A document with what must come of it, in one file of sections:
///
///     what the case shows, in a sentence
///     --- template    the inside of <body>, or a whole document
///     --- css         the style sheet; nothing else styles the case
///     --- fields      the data description, if there is data
///     --- record      the data as JSON
///     --- subject     what messages call the record
///     --- frames      the pages expected, and warnings behind them, or
///     --- diagnostics the messages expected
struct DocumentCase {
    private(set) var sections: [(name: String, text: String)] = []

    struct Malformed: Error, CustomStringConvertible {
        let description: String
    }

    private static let names: Set<String> = [
        "about", "template", "css", "fields", "record", "subject", "frames", "diagnostics",
    ]

    init(_ text: String) throws {
        sections = [("about", "")]
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("--- ") {
                let name = String(line.dropFirst(4))
                guard DocumentCase.names.contains(name), self[name] == nil else {
                    throw Malformed(description: "no section is called \(name), or there are two of them")
                }
                sections.append((name, ""))
            } else {
                sections[sections.count - 1].text += line + "\n"
            }
        }
        // The split makes an empty line of the end of the file.
        sections[sections.count - 1].text.removeLast()
        guard self["template"] != nil, (self["frames"] == nil) != (self["diagnostics"] == nil) else {
            throw Malformed(description: "a case has a template, and either frames or diagnostics")
        }
    }

    subscript(name: String) -> String? { sections.first { $0.name == name }?.text }

    /// The section that holds what is expected.
    var expected: (name: String, text: String) { sections.last { $0.name == "frames" || $0.name == "diagnostics" }! }

    /// The file with what came out in the place of what was expected.
    func text(with outcome: (name: String, text: String)) -> String {
        let kept = sections.filter { $0.name != "frames" && $0.name != "diagnostics" } + [outcome]
        return kept.map { $0.name == "about" ? $0.text : "--- \($0.name)\n\($0.text)" }.joined()
    }

    /// Lays the case out: its frames, or its messages.
    func run(_ typesetter: Typesetter) throws -> (name: String, text: String) {
        let printer = DiagnosticPrinter(language: .chinese)
        do {
            let frames = FrameDump.text(try typesetter.layout(document()))
            return ("frames", frames + typesetter.warnings.map { printer.describe($0) + "\n" }.joined())
        } catch let rejection as Rejection {
            return ("diagnostics", rejection.diagnostics.map { printer.describe($0) + "\n" }.joined())
        }
    }

    func document() throws -> Document {
        let body = self["template"] ?? ""
        let head = "<!DOCTYPE html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>案例</title>"
            + "<link rel=\"stylesheet\" href=\"case.css\"></head><body>"
        let html = body.hasPrefix("<!DOCTYPE") ? body : "\(head)\n\(body)</body></html>"
        let css = self["css"] ?? ""
        let fields = self["fields"].map { SourceText(name: "case.fields", text: $0) }
        let template = try Template.compile(
            html: SourceText(name: "case.html", text: html), fields: fields,
            stylesheets: { SourceText(name: $0, text: css) })
        let record = try self["record"].map { text in
            try Record(json: SourceText(name: "case.json", text: text), fields: template.fields)
        }
        let subject = self["subject"].map { $0.trimmingCharacters(in: .newlines) }
        return try template.fill(record ?? [:], subject: subject)
    }
}

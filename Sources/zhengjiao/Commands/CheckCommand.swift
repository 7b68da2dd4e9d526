import ArgumentParser
import Diagnostics
import Foundation
import Templates

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "不打印，检查模板：标记、样式、字段、字体、图片；有样例数据就试排一遍。",
        discussion: """
            样例是模板旁边的 samples/名称.json，或 --data 指明的文件。有错误时退出码是 65；--strict 时警告也算。

            zhengjiao check templates/*.html
            zhengjiao check notice.html --data people.csv --json
            """)

    @Argument(help: "模板（HTML）") var templates: [String]
    @Option(help: "试排用的数据：JSON、CSV、XLSX，或 -") var data: String?
    @Flag(help: "输出 JSON") var json = false
    @Flag(help: "警告也算错误") var strict = false
    @Option(help: "字体目录") var fonts: String?

    func run() async throws {
        try await Failures.reporting {
            let data = try data.map(DataFile.init)
            let room = PressRoom(
                fonts: try Installation.fontCatalog(override: fonts),
                templates: TemplateShelf(filters: DomainFilters.all))
            let check = TemplateCheck(room: room, data: data)
            let reports = templates.map { TemplateReport(file: $0, finding: check.check($0)) }
            let summary = CheckSummary(files: reports)
            if json {
                print(try JSONOutput.text(summary))
            } else {
                for diagnostic in reports.flatMap(\.diagnostics) { Failures.write(Failures.describe(diagnostic)) }
                print(summary.text)
            }
            if summary.errors > 0 || strict && summary.warnings > 0 { throw ExitCode.wrongInput }
        }
    }
}

/// What was found in one template.
struct TemplateReport: Encodable {
    let file: String
    let diagnostics: [Diagnostic]
    /// Pages of the sample, or of a document without data; nil when nothing was laid out.
    let pages: Int?

    init(file: String, finding: TemplateCheck.Finding) {
        (self.file, diagnostics, pages) = (file, finding.diagnostics, finding.pages)
    }

    var errors: Int { diagnostics.count { $0.severity == .error } }
    var warnings: Int { diagnostics.count { $0.severity == .warning } }

    private enum Key: String, CodingKey { case file, diagnostics, pages, errors, warnings }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(file, forKey: .file)
        try container.encode(diagnostics.map(DiagnosticReport.init), forKey: .diagnostics)
        try container.encode(pages, forKey: .pages)
        try container.encode(errors, forKey: .errors)
        try container.encode(warnings, forKey: .warnings)
    }
}

/// A diagnostic for programs; the names of its members stay.
struct DiagnosticReport: Encodable {
    let severity: String
    let code: String
    let message: String
    let hint: String?
    let file: String?
    /// Line and column count from 1; the length counts characters.
    let line: Int?
    let column: Int?
    let length: Int?
    let notes: [DiagnosticReport]

    init(_ diagnostic: Diagnostic) {
        severity = diagnostic.severity.rawValue
        code = diagnostic.code
        message = Catalogue.message(diagnostic, in: Failures.language)
        hint = Catalogue.hint(diagnostic, in: Failures.language)
        (file, line) = (diagnostic.span?.file, diagnostic.span?.line)
        (column, length) = (diagnostic.span?.column, diagnostic.span?.length)
        notes = diagnostic.notes.map(DiagnosticReport.init)
    }
}

struct CheckSummary: Encodable {
    let files: [TemplateReport]
    let errors: Int
    let warnings: Int

    init(files: [TemplateReport]) {
        self.files = files
        errors = files.reduce(0) { $0 + $1.errors }
        warnings = files.reduce(0) { $0 + $1.warnings }
    }

    var text: String {
        let facts = [
            "files": "\(files.count)", "errors": "\(errors)", "warnings": "\(warnings)",
            "pages": "\(files.reduce(0) { $0 + ($1.pages ?? 0) })",
        ]
        return say(errors + warnings == 0 ? "check.clean" : "check.found", facts)
    }
}

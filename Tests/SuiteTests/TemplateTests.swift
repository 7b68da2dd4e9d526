import Diagnostics
import Foundation
import Markup
import Templates
import TestSupport
import Testing
import Typesetting

/// The project's own templates, filled with their samples and compared with the frames of `templates/`.
@Suite struct TemplateTests {
    private static let folders = ["templates", "templates/gongwen", "workflows/xuecheng-2019/documents"]

    private static let sampleFolders = ["templates/samples", "templates/gongwen/samples"]

    private static var samples: [String] {
        sampleFolders.flatMap { folder in
            // A folder that cannot be read has no samples, which the next test tells.
            (try? FileManager.default.contentsOfDirectory(atPath: Project.path(folder))) ?? []
        }.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
    }

    private static func record(_ sample: String) throws -> SourceText {
        let paths = sampleFolders.map { "\($0)/\(sample).json" }
        let path = try #require(paths.first { FileManager.default.fileExists(atPath: Project.path($0)) })
        return SourceText(name: "\(sample).json", text: try Project.text(path))
    }

    private static var templates: [(name: String, path: String)] {
        folders.flatMap { folder in
            // A folder that cannot be read has no templates, and their samples fail.
            let files = (try? FileManager.default.contentsOfDirectory(atPath: Project.path(folder))) ?? []
            return files.filter { $0.hasSuffix(".html") }
                .map { (name: String($0.dropLast(5)), path: "\(folder)/\($0)") }
        }.sorted { $0.name < $1.name }
    }

    /// The program's filters know the levy; here they need to say only that they were asked.
    private static let filters = [
        Filter("capitals", .money) { datum in
            guard case .money(let fen) = datum else { return datum }
            return .text("贰佰捌拾元整（\(fen)）")
        },
        Filter("mask", .text) { datum in
            guard case .text(let text) = datum else { return datum }
            return .text(text.prefix(1) + "**")
        },
    ]

    /// `collection-roster-final` fills `collection-roster`.
    private static func template(of sample: String) -> String? {
        templates.filter { sample == $0.name || sample.hasPrefix($0.name + "-") }
            .max { $0.name.count < $1.name.count }?.path
    }

    @Test func everyTemplateHasASample() {
        let used = Set(TemplateTests.samples.compactMap(TemplateTests.template))
        #expect(!used.isEmpty)
        #expect(TemplateTests.templates.map(\.path).filter { !used.contains($0) } == [])
    }

    /// The pages of a sample.
    static func pages(of sample: String) throws -> [Page] {
        let path = try #require(TemplateTests.template(of: sample))
        let template = try Template.compile(path: Project.path(path), filters: TemplateTests.filters)
        let json = try record(sample)
        let document = try template.fill(Record(json: json, fields: template.fields))
        return try Typesetter(fonts: SuiteFonts.catalog()).layout(document)
    }

    @Test(arguments: samples) func isLaidOutAsExpected(_ sample: String) throws {
        let pages = try TemplateTests.pages(of: sample)
        try Golden.expect(FrameDump.text(pages), matches: "Tests/SuiteTests/templates/\(sample).frames")
    }
}

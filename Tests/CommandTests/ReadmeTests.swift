import Foundation
import TestSupport
import Testing

/// What the READMEs show works as they show it.
@Suite struct ReadmeTests {
    /// The files that a page shows: a line with a name in backquotes, then a block of code.
    private static func files(_ page: String) throws -> [String: String] {
        var files: [String: String] = [:]
        for match in try Project.text(page).matches(of: /\n`([a-z.]+)`[:：]\n\n```[a-z]*\n([^`]*)```/) {
            files[String(match.output.1)] = String(match.output.2)
        }
        return files
    }

    @Test(arguments: ["README.md", "README.zh-CN.md"])
    func `the example of printing works`(page: String) throws {
        let files = try ReadmeTests.files(page)
        #expect(files.keys.sorted() == ["notice.fields", "notice.html", "people.csv"])
        let scratch = try ScratchFolder()
        for (name, text) in files { try scratch.write(text, to: name) }
        let lines = try Project.text(page).split(separator: "\n")
            .filter { $0.hasPrefix("    zhengjiao ") && ($0.contains("notice.html") || $0.contains("people.csv")) }
        #expect(lines.count == 5)
        for line in lines where !line.contains(" watch ") {
            let command = line.split(separator: "#")[0].trimmingCharacters(in: .whitespaces)
                .replacing("zhengjiao ", with: "'\(Project.product("zhengjiao"))' ", maxReplacements: 1)
            let outcome = try Command.run(
                "sh", ["-c", command], environment: ["ZHENGJIAO_HOME": Project.root], in: scratch.path)
            #expect(outcome.status == 0, "\(command): \(outcome.errorText)")
        }
        #expect(try scratch.files().contains("notices/王䶮.pdf"))
        let text = try PDF.text(scratch / "notices.pdf").filter { !$0.isWhitespace }
        #expect(text.contains("李四：应缴1,280.50元，请于12月10日前缴清。"), "\(text)")
    }
}
